import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { normalQuantile } from './normal-curve.ts'
import { normalScore, normalScores } from './normal-score.ts'

const scores = normalScores()

test('scores are the normal quantiles to 4e-14, from the smallest uniform to the largest', () => {
  const check = (u: number): void =>
    assert.ok(Math.abs(normalScore(scores, u) - normalQuantile(u)) < 4e-14, `${u}: ${normalScore(scores, u) - normalQuantile(u)}`)
  for (let octave = 1; octave <= 53; octave++)
    for (let step = 0; step < 64; step++) {
      const u = (1 + step / 64) * 2 ** -octave
      if (u < 1) check(u)
      if (1 - u > 2 ** -53) check(1 - u)
    }
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 52 - 1 }), (n) => check((2 * n + 1) * 2 ** -53)))
})

test('scores are odd about one half, to the bit, and rise', () => {
  assert.equal(Math.abs(normalScore(scores, 0.5)), 0)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 51 - 1 }), (n) => {
      const u = (2 * n + 1) * 2 ** -53
      assert.equal(normalScore(scores, 1 - u), -normalScore(scores, u))
      assert.ok(normalScore(scores, u) < normalScore(scores, u * 1.0001))
    }),
  )
})
