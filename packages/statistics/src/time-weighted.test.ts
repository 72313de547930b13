import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createTimeWeighted } from './time-weighted.ts'

test('mean and variance weigh each value by how long it was held', () => {
  const level = createTimeWeighted()
  level.add(2, 0, 10)
  level.add(5, 10, 15)
  level.add(9, 15, 15)
  assert.deepEqual([level.time, level.integral, level.mean, level.variance, level.min, level.max], [15, 45, 3, 2, 2, 5])
})

test('neither the order nor a cut of the intervals changes anything', () => {
  const interval = fc.tuple(fc.nat(1000), fc.nat(1e6), fc.nat(1e6))
  fc.assert(
    fc.property(fc.array(interval, { minLength: 1 }), (intervals) => {
      const [whole, cut, left, right] = [createTimeWeighted(), createTimeWeighted(), createTimeWeighted(), createTimeWeighted()]
      intervals.forEach(([value, from, length], i) => {
        const middle = from + Math.floor(length / 3)
        whole.add(value, from, from + length)
        cut.add(value, middle, from + length)
        cut.add(value, from, middle)
        ;(i % 2 === 0 ? left : right).add(value, from, from + length)
      })
      left.merge(right)
      for (const other of [cut, left])
        assert.deepEqual(
          [other.time, other.integral, other.squares, other.min, other.max],
          [whole.time, whole.integral, whole.squares, whole.min, whole.max],
        )
    }),
  )
})

test('before any time has passed there is no mean', () => {
  const level = createTimeWeighted()
  assert.deepEqual([level.time, level.mean, level.min], [0, NaN, Infinity])
  level.add(3, 0, 1)
  level.reset()
  assert.deepEqual([level.time, level.mean, level.max], [0, NaN, -Infinity])
})
