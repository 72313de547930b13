import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFingerprint } from './fingerprint.ts'
import { createLevelMonitor, createStateMonitor, createTally } from './monitor.ts'

test('state times of a window add up to its length, and a cut closes what is open', () => {
  const clock = new Float64Array(1)
  const monitor = createStateMonitor(clock, Int32Array.of(0, 0, 1), 2, 3, 2)
  clock[0] = 4
  monitor.change(0, 1)
  clock[0] = 10
  assert.deepEqual([...monitor.cut()], [0, 6, 14, 0, 0, 10])
  clock[0] = 13
  assert.deepEqual([...monitor.cut()], [0, 3, 3, 0, 0, 3])
})

test('a level integral counts each value for as long as it held', () => {
  const clock = new Float64Array(1)
  const monitor = createLevelMonitor(clock, 1)
  monitor.add(0, 2)
  clock[0] = 5
  monitor.add(0, 1)
  clock[0] = 7
  monitor.add(0, -3)
  clock[0] = 9
  assert.equal(monitor.cut()[0], 16)
})

test('a tally begins each window at zero', () => {
  const tally = createTally(2)
  tally.add(1, 5)
  assert.deepEqual([...tally.cut()], [0, 5])
  assert.deepEqual([...tally.cut()], [0, 0])
})

test('a fingerprint tells elements, ticks, details and their order within an element apart, and nothing else', () => {
  const digest = (events: readonly (readonly [number, number, number])[]): string => {
    const clock = new Float64Array(1)
    const fingerprint = createFingerprint(3, clock)
    for (const [element, tick, detail] of events) {
      clock[0] = tick
      fingerprint.add(element, detail)
    }
    return fingerprint.digest()
  }
  const story = [
    [0, 5, 1],
    [1, 5, 2],
    [0, 9, 3],
  ] as const
  const same = digest(story)
  assert.equal(digest([story[1], story[0], story[2]]), same)
  const others = [
    [
      [0, 5, 1],
      [1, 5, 2],
      [0, 9, 4],
    ],
    [
      [0, 5, 1],
      [2, 5, 2],
      [0, 9, 3],
    ],
    [
      [0, 5, 1],
      [1, 5, 2],
      [0, 9 + 2 ** 32, 3],
    ],
    [
      [0, 9, 3],
      [1, 5, 2],
      [0, 5, 1],
    ],
    story.slice(0, 2),
  ] as const
  for (const other of others) assert.notEqual(digest(other as never), same)
})
