import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mser5 } from './mser.ts'

/** x_i = 10 + 8 exp(-i / 40) + noise of +-0.5 from a linear congruential generator. */
function settling(): number[] {
  let state = 12345
  return Array.from({ length: 1000 }, (_, i) => {
    state = Number((1103515245n * BigInt(state) + 12345n) % 2147483648n)
    return 10 + 8 * Math.exp(-i / 40) + state / 2147483648 - 0.5
  })
}

test('the reference series is cut at 175 observations', () => {
  // Computed independently from the definition, with SciPy 1.17.1.
  const { observations, mean, statistic, settled } = mser5(settling())
  assert.equal(observations, 175)
  assert.ok(Math.abs(mean / 9.999623146346169 - 1) < 1e-13)
  assert.ok(Math.abs(statistic / 0.00010029193602198679 - 1) < 1e-11)
  assert.ok(settled)
})

test('it agrees with the definition, tried for every cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 120 }), (series) => {
      const means = Array.from({ length: Math.floor(series.length / 5) }, (_, b) =>
        series.slice(5 * b, 5 * b + 5).reduce((a, x) => a + x / 5, 0),
      )
      const statistic = (cut: number): number => {
        const rest = means.slice(cut)
        const mean = rest.reduce((a, x) => a + x, 0) / rest.length
        return rest.reduce((a, x) => a + (x - mean) ** 2, 0) / rest.length ** 2
      }
      const found = mser5(series)
      const all = Array.from({ length: Math.floor(means.length / 2) + 1 }, (_, cut) => statistic(cut))
      const least = Math.min(...all.slice(0, means.length))
      assert.ok(Math.abs(found.statistic - least) < 1e-9 * (1 + least))
      assert.ok(Math.abs(statistic(found.observations / 5) - least) < 1e-9 * (1 + least))
    }),
  )
})

test('a constant series is not cut, and one that still climbs at its end has not settled', () => {
  assert.deepEqual(mser5(new Float64Array(100).fill(4)), { observations: 0, mean: 4, statistic: 0, settled: true })
  assert.equal(mser5(Array.from({ length: 100 }, (_, i) => i)).settled, false)
  assert.equal(mser5([1, 2, 3]).settled, false)
})
