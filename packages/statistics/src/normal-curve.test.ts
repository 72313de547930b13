import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { normalCumulative, normalQuantile } from './normal-curve.ts'

test('quantiles are those of mpmath (50 digits) to 2e-14, from the smallest uniform to the largest', () => {
  const published: [number, number][] = [
    [1.1102230246251565e-16, -8.209536151601387],
    [1e-12, -7.034483825301132],
    [1.3e-11, -6.667611456510741],
    [1e-6, -4.753424308822899],
    [0.001, -3.0902323061678136],
    [0.02, -2.053748910631823],
    [0.07499, -1.4396021182393162],
    [0.0751, -1.43882539275254],
    [0.3, -0.5244005127080408],
    [0.499999, -2.5066282745665593e-6],
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.9999, 3.719016485455709],
  ]
  for (const [u, z] of published) assert.ok(Math.abs(normalQuantile(u) / z - 1) < 2e-14, `quantile ${u}: ${normalQuantile(u)}`)
  assert.equal(normalQuantile(0.5), 0)
  assert.ok(normalQuantile(1 - 2 ** -53) < 8.25)
})

test('probabilities are those of mpmath to 1e-13, also far in the tail', () => {
  const published: [number, number][] = [
    [-20, 2.7536241186062337e-89],
    [-8.2, 1.2019351542735859e-16],
    [-5, 2.866515718791939e-7],
    [-3, 0.0013498980316300946],
    [-2.5001, 0.006207912714815194],
    [-2.4999, 0.00621141837494459],
    [-1, 0.15865525393145705],
    [-0.1, 0.460172162722971],
    [0.3, 0.6179114221889527],
    [1.5, 0.9331927987311419],
    [2.6, 0.9953388119762813],
    [6, 0.9999999990134123],
  ]
  for (const [z, p] of published) assert.ok(Math.abs(normalCumulative(z) / p - 1) < 1e-13, `cumulative ${z}: ${normalCumulative(z)}`)
  assert.deepEqual([normalCumulative(Infinity), normalCumulative(-Infinity)], [1, 0])
})

test('the quantile function is odd about one half, to the bit, and inverts the distribution function', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 51 - 1 }), (n) => {
      const u = (2 * n + 1) * 2 ** -53 // below one half
      assert.equal(normalQuantile(1 - u), -normalQuantile(u))
      assert.ok(Math.abs(normalCumulative(normalQuantile(u)) / u - 1) < 2e-13)
    }),
  )
})
