/** Points against the digits of their definition, sensitivity against closed forms of the function of Ishigami and Homma. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { streamKey } from 'genba/statistics'
import { ishigami } from './formulas.ts'
import { screen, varianceShares } from './sensitivity.ts'
import { SOBOL_DIMENSIONS, sobolPoints } from './sobol-points.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

test('the points of Joe and Kuo: the ones that SciPy 1.17.1 gives for 32 dimensions', () => {
  const columns = sobolPoints(32, 1024)
  // Weighted sum of all coordinates of scipy.stats.qmc.Sobol(32, scramble=False).random(1024), each half a cell up.
  const weighted = columns.reduce((sum, column, d) => sum + column.reduce((all, value, i) => all + value * ((i * (d + 3)) % 17), 0), 0)
  close(weighted, 122674.8409, 1e-3)
  for (const [d, value] of [
    0.8750000004656613, 0.8750000004656613, 0.1250000004656613, 0.3750000004656613, 0.8750000004656613, 0.6250000004656613,
    0.8750000004656613, 0.3750000004656613,
  ].entries())
    close(columns[d]![5]!, value, 1e-9)
})

test('every 2^k points have one in each of 2^k equal parts, in each coordinate, shifted or not', () => {
  for (const key of [undefined, streamKey(3, 0, 'points', 'shift')]) {
    for (const column of sobolPoints(SOBOL_DIMENSIONS, 256, key)) {
      assert.equal(new Set([...column].map((value) => Math.floor(value * 256))).size, 256)
      assert.ok(column.every((value) => value > 0 && value < 1))
    }
  }
  assert.throws(() => sobolPoints(33, 4), /dimensions: expected a whole number from 1 to 32, received 33/)
})

test('shares of variance of Ishigami and Homma (a 7, b 0.1) with 8,192 points, to 0.01', () => {
  const { variance, first, total, evaluations } = varianceShares(ishigami(7, 0.1), 3, 8192, streamKey(1, 0, 'test', 'variance'))
  close(variance, 13.844587940719254, 0.05)
  for (const [k, value] of [0.31390519114781146, 0.4424111447900409, 0].entries()) close(first[k]!, value, 0.01)
  for (const [k, value] of [0.5575888552099592, 0.4424111447900409, 0.2436836640621477].entries()) close(total[k]!, value, 0.01)
  assert.equal(evaluations, 5 * 8192)
})

test('elementary effects of the second input are 7.875 on every trajectory of four levels', () => {
  for (const seed of [1, 2, 3]) {
    const effects = screen(ishigami(7, 0.1), 3, 100, 4, streamKey(seed, 0, 'test', 'screening'))
    close(effects[1]!.meanAbsolute, 7.875, 1e-12)
    // Other inputs within 4 standard errors of the means at 10,000 trajectories.
    close(effects[0]!.meanAbsolute, 7.68, (4 * effects[0]!.deviation) / 10)
    close(effects[2]!.meanAbsolute, 6.26, (4 * effects[2]!.deviation) / 10)
  }
  assert.throws(() => screen(ishigami(7, 0.1), 3, 4, 5, streamKey(1, 0, 'test', 'x')), /levels: expected an even number/)
})

test('a sum: each share is the square of its weight over all squares', () => {
  const { first, total } = varianceShares((x) => x[0]! + 2 * x[1]! + 3 * x[2]!, 3, 4096, streamKey(1, 0, 'sum', 'variance'))
  for (const [k, value] of [1 / 14, 4 / 14, 9 / 14].entries()) {
    close(first[k]!, value, 2e-3)
    close(total[k]!, value, 2e-3)
  }
})
