/** Small programs against textbooks, and against every choice counted out. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { solveBinaryProgram, solveLinearProgram } from './integer-program.ts'

const close = (value: number, expected: number): void => assert.ok(Math.abs(value - expected) <= 1e-6, `${value}, ${expected}`)

test('Wyndor Glass (Hillier, Lieberman, Introduction to Operations Research, 3.1): 2 and 6 batches earn 36', () => {
  const { x, cost } = solveLinearProgram(
    [-3, -5],
    [
      { coefficients: [1, 0], limit: 4 },
      { coefficients: [0, 2], limit: 12 },
      { coefficients: [3, 2], limit: 18 },
    ],
  )!
  close(x[0]!, 2)
  close(x[1]!, 6)
  close(cost, -36)
})

test('radiation therapy (Hillier, Lieberman, 3.4): limits from above, below and equal; 7.5 and 4.5 give 5.25', () => {
  const { x, cost } = solveLinearProgram(
    [0.4, 0.5],
    [
      { coefficients: [0.3, 0.1], limit: 2.7 },
      { coefficients: [0.5, 0.5], limit: 6 },
      { coefficients: [-0.5, -0.5], limit: -6 },
      { coefficients: [-0.6, -0.4], limit: -6 },
    ],
  )!
  close(x[0]!, 7.5)
  close(x[1]!, 4.5)
  close(cost, 5.25)
})

test('what cannot be is told from what has no end', () => {
  assert.equal(
    solveLinearProgram(
      [1],
      [
        { coefficients: [1], limit: 1 },
        { coefficients: [-1], limit: -2 },
      ],
    ),
    undefined,
  )
  assert.throws(() => solveLinearProgram([-1], [{ coefficients: [-1], limit: 0 }]), /without bound/)
  assert.throws(() => solveLinearProgram([1, 2], [{ coefficients: [1], limit: 0 }]), /limits\[0\]: expected 2 coefficients, received 1/)
})

test('the knapsack P01 of ten things (Burkardt, KNAPSACK_01): 309 within 165', () => {
  const profits = [92, 57, 49, 68, 60, 43, 67, 84, 87, 72]
  const weights = [23, 31, 29, 44, 53, 38, 63, 85, 89, 82]
  const { chosen, cost } = solveBinaryProgram(
    profits.map((profit) => -profit),
    [{ coefficients: weights, limit: 165 }],
  )!
  close(cost, -309)
  assert.deepEqual(
    chosen.map((is) => (is ? 1 : 0)),
    [1, 1, 1, 1, 0, 1, 0, 0, 0, 0],
  )
})

test('no choice within the limits costs less than the one that is proven', () => {
  const whole = fc.integer({ min: -9, max: 9 })
  const program = fc.integer({ min: 1, max: 7 }).chain((n) =>
    fc.record({
      costs: fc.array(whole, { minLength: n, maxLength: n }),
      limits: fc.array(fc.record({ coefficients: fc.array(whole, { minLength: n, maxLength: n }), limit: whole }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  )
  fc.assert(
    fc.property(program, ({ costs, limits }) => {
      let least = Infinity
      for (let bits = 0; bits < 2 ** costs.length; bits++) {
        const sum = (of: readonly number[]): number => of.reduce((all, value, j) => all + ((bits >> j) & 1 ? value : 0), 0)
        if (limits.every(({ coefficients, limit }) => sum(coefficients) <= limit)) least = Math.min(least, sum(costs))
      }
      const found = solveBinaryProgram(costs, limits)
      if (least === Infinity) assert.equal(found, undefined)
      else close(found!.cost, least)
    }),
    { seed: 7, numRuns: 400 },
  )
})
