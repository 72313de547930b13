import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createSummary } from './summary.ts'

/** Correct digits: -log10 of the relative error, the measure of NIST. */
function digits(actual: number, certified: number): number {
  return actual === certified ? 17 : -Math.log10(Math.abs(actual / certified - 1))
}

function alternating(first: number, low: number, high: number): number[] {
  return [first, ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? low : high))]
}

test('the NIST accuracy sets come out with the digits that double precision of the data leaves', () => {
  // NIST Statistical Reference Datasets, univariate summary statistics, certified mean and standard deviation. The data of
  // NumAcc3 and 4 are rounded to about 1e-16 and 1e-15 of 1e6 and 1e7, which leaves 9.4 and 8.2 digits of a spread of 0.1.
  const sets: [string, number[], number, number, number][] = [
    ['NumAcc1', [10000001, 10000003, 10000002], 10000002, 1, 15],
    ['NumAcc2', alternating(1.2, 1.1, 1.3), 1.2, 0.1, 14],
    ['NumAcc3', alternating(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1, 9.4],
    ['NumAcc4', alternating(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1, 8.2],
  ]
  for (const [name, values, mean, sd, wanted] of sets) {
    const summary = createSummary(values)
    assert.ok(digits(summary.mean, mean) >= 14, `${name}: mean ${summary.mean}`)
    assert.ok(digits(summary.sd, sd) >= wanted, `${name}: sd ${summary.sd}, ${digits(summary.sd, sd)} digits`)
  }
})

test('merged summaries are the summary of everything', () => {
  const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 50 })
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const merged = createSummary(a)
      merged.merge(createSummary(b))
      const whole = createSummary([...a, ...b])
      assert.deepEqual([merged.count, merged.min, merged.max], [whole.count, whole.min, whole.max])
      if (whole.count > 0) assert.ok(Math.abs(merged.mean - whole.mean) <= 1e-9)
      if (whole.count > 1) assert.ok(Math.abs(merged.variance - whole.variance) <= 1e-12 * (1e12 + whole.variance))
    }),
  )
})

test('an empty summary has no mean and one number has no variance', () => {
  const summary = createSummary()
  assert.deepEqual([summary.count, summary.mean, summary.variance, summary.min, summary.max], [0, NaN, NaN, Infinity, -Infinity])
  summary.add(3)
  assert.deepEqual([summary.mean, summary.variance, summary.min, summary.max], [3, NaN, 3, 3])
  summary.reset()
  assert.deepEqual([summary.count, summary.mean], [0, NaN])
})
