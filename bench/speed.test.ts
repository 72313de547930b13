import assert from 'node:assert/strict'
import { test } from 'node:test'
import { medianOf, speedOf } from './speed.ts'

test('the median of fifteen lies between the fourth and the twelfth with 96.5 %', () => {
  // Conover's table A3 (binomial with 1/2): P(at most 3 of 15) = 0.0176, P(at most 4) = 0.0592.
  const values = [9, 1, 14, 4, 12, 6, 2, 8, 15, 10, 3, 7, 11, 5, 13]
  assert.deepEqual(medianOf(values), { value: 8, low: 4, high: 12 })
  // P(at most 1 of 10) = 0.0107, P(at most 2) = 0.0547.
  assert.deepEqual(medianOf(values.map((value) => value).filter((value) => value <= 10)), { value: 5.5, low: 2, high: 9 })
  assert.deepEqual(medianOf([3, 1, 2]), { value: 2, low: 1, high: 3 })
  assert.throws(() => medianOf([]), RangeError)
})

test('a speed is that of the middle round, a ratio the median of pairs', () => {
  const round = (seconds: number, yardstickSeconds: number) => ({
    name: 'M3',
    events: 100,
    parts: 10,
    visits: 0,
    seconds,
    yardstickSeconds,
  })
  const speed = speedOf('M3', [round(4, 1), round(1, 0.5), round(2, 1.5)])
  assert.deepEqual([speed.seconds, speed.eventsPerSecond, speed.partsPerSecond], [2, 50, 5])
  assert.deepEqual([speed.ratio?.value, speed.yardstickPerSecond], [0.5, 100])
})
