import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFingerprint, createTraceRing, traced } from './index.ts'

test('a trace keeps the last events, by tick and element, and changes no fingerprint', () => {
  const clock = new Float64Array(1)
  const ring = createTraceRing(4, clock)
  const [plain, watched] = [createFingerprint(3, clock), traced(createFingerprint(3, clock), ring)]
  const story = [
    [1, 0, 10],
    [2, 1, 11],
    [3, 2, 12],
    [3, 0, 13],
    [3, 0, 14],
    [5, 1, 15],
  ] as const
  for (const [tick, element, detail] of story) {
    clock[0] = tick
    for (const each of [plain, watched]) each.add(element, detail)
  }
  assert.equal(watched.digest(), plain.digest())
  assert.deepEqual(
    ring.events().map(({ tick, element, detail }) => [tick, element, detail]),
    [story[3], story[4], story[2], story[5]],
  )
  watched.reset()
  assert.deepEqual(ring.events(), [])
  assert.throws(() => createTraceRing(0, clock), /places: expected a whole number from 1, received 0/)
})
