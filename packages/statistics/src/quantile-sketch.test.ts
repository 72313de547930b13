import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createQuantileSketch } from './quantile-sketch.ts'

const PROBABILITIES = [0, 0.001, 0.05, 0.25, 0.5, 0.9, 0.95, 0.99, 1]

/** The number of rank ceil(u n), at least the first. */
function ranked(sorted: readonly number[], u: number): number {
  return sorted[Math.max(0, Math.ceil(u * sorted.length) - 1)]!
}

test('every quantile is within the stated relative error of the number of that rank', () => {
  const value = fc.oneof(
    fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
    fc.integer({ min: 1, max: 2000 }),
    fc.double({ min: 1, max: 2, noNaN: true }),
    fc.constant(0),
  )
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), fc.constantFrom(1 / 256, 0.01, 0.001, 0.1), (values, relativeError) => {
      const sketch = createQuantileSketch({ relativeError })
      for (const x of values) sketch.add(x)
      const sorted = values.toSorted((a, b) => a - b)
      for (const u of PROBABILITIES) {
        const [found, exact] = [sketch.quantile(u), ranked(sorted, u)]
        assert.ok(Math.abs(found - exact) <= relativeError * exact, `${u}: ${found}, exactly ${exact}`)
      }
      assert.deepEqual([sketch.count, sketch.min, sketch.max], [values.length, sorted[0], sorted.at(-1)])
    }),
    { numRuns: 300 },
  )
})

test('whole numbers are answered by whole numbers, exactly below 256', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(255), { minLength: 1, maxLength: 300 }), (values) => {
      const sketch = createQuantileSketch()
      for (const x of values) sketch.add(x)
      const sorted = values.toSorted((a, b) => a - b)
      for (const u of PROBABILITIES) assert.equal(sketch.quantile(u), ranked(sorted, u))
    }),
  )
  const large = createQuantileSketch()
  for (const x of [1, 100_003, 2_000_000]) large.add(x)
  assert.ok(Number.isInteger(large.quantile(0.5)))
})

test('a sketch for whole numbers alone answers as one for any', () => {
  const whole = fc.oneof(fc.nat(300), fc.integer({ min: 0, max: 2 ** 31 + 5 }), fc.integer({ min: 0, max: 2 ** 45 }))
  fc.assert(
    fc.property(fc.array(whole, { minLength: 1, maxLength: 100 }), fc.constantFrom(1 / 256, 0.1), (values, relativeError) => {
      const [any, alone] = [createQuantileSketch({ relativeError }), createQuantileSketch({ relativeError, whole: true })]
      for (const x of values) {
        any.add(x)
        alone.add(x)
      }
      assert.deepEqual([alone.counts, alone.min, alone.max], [any.counts, any.min, any.max])
    }),
    { numRuns: 500 },
  )
})

test('merged sketches answer as one that saw everything', () => {
  const numbers = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 100 })
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const [left, right, whole] = [createQuantileSketch(), createQuantileSketch(), createQuantileSketch()]
      for (const x of a) left.add(x)
      for (const x of b) right.add(x)
      for (const x of [...a, ...b]) whole.add(x)
      left.merge(right)
      for (const u of PROBABILITIES) assert.equal(left.quantile(u), whole.quantile(u))
    }),
  )
  assert.throws(() => createQuantileSketch().merge(createQuantileSketch({ relativeError: 0.1 })), /merge: expected a sketch/)
})

test('numbers outside the range count at its ends, and an emptied sketch knows nothing', () => {
  const sketch = createQuantileSketch({ least: 1, most: 1000 })
  for (const x of [0, 1e-9, 0.5, 1e9, 1e10]) sketch.add(x)
  assert.deepEqual([sketch.quantile(0.4), sketch.max], [0, 1e10])
  const end = sketch.quantile(0.8)
  assert.ok(end >= 996 && end <= 1008, `${end}`)
  sketch.reset()
  assert.deepEqual([sketch.count, sketch.quantile(0.5), sketch.min], [0, NaN, Infinity])
})

test('options that make no sense are refused', () => {
  assert.throws(() => createQuantileSketch({ relativeError: 0 }), /relativeError: expected a number from 0.00001 to 0.5, received 0/)
  assert.throws(() => createQuantileSketch({ least: 5, most: 5 }), /least, most: expected/)
})
