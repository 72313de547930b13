import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chiSquareCumulative, chiSquareQuantile, studentCumulative, studentQuantile } from './student.ts'

function assertClose(actual: number, expected: number, relative: number, name: string): void {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${name}: expected ${expected}, received ${actual}`)
}

test('quantiles of t are those of the tables to 1e-10', () => {
  // [u, degrees, t]: SciPy 1.17.1 for 0.975, mpmath (40 digits) for the rest.
  const published: [number, number, number][] = [
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 4, 2.7764451051977934],
    [0.975, 9, 2.262157162798205],
    [0.975, 19, 2.0930240544083087],
    [0.975, 29, 2.045229642132703],
    [0.975, 99, 1.9842169515864174],
    [0.975, 200, 1.971896223633909],
    [0.975, 30, 2.0422724563012378],
    [0.75, 1, 1],
    [0.995, 3, 5.840909309733355],
    [0.9995, 4, 8.610301581379522],
    [0.6, 2.5, 0.2814595127485476],
    [0.995, 0.5, 4113.964588804174],
    [0.995, 1e6, 2.5758342201053344],
  ]
  for (const [u, degrees, t] of published) {
    assertClose(studentQuantile(u, degrees), t, 1e-10, `t ${u} ${degrees}`)
    assertClose(studentQuantile(1 - u, degrees), -t, 1e-10, `t ${1 - u} ${degrees}`)
  }
  assert.equal(studentQuantile(0.5, 7), 0)
})

test('quantiles of chi-square are those of the tables to 1e-10', () => {
  const published: [number, number, number][] = [
    [0.025, 9, 2.7003894999803584],
    [0.025, 29, 16.04707169536489],
    [0.975, 9, 19.02276779864163],
    [0.975, 29, 45.72228580417452],
    [0.025, 1, 0.000982069117175256],
    [0.95, 1, 3.8414588206941245],
    [0.99, 2, 9.210340371976182],
    [0.5, 100, 99.33412923598846],
    [0.999, 1000, 1143.9170926196791],
  ]
  for (const [u, degrees, x] of published) assertClose(chiSquareQuantile(u, degrees), x, 1e-10, `chi-square ${u} ${degrees}`)
})

test('probabilities of t and chi-square are those of SciPy and undo the quantiles', () => {
  assertClose(studentCumulative(-3, 3), 0.02883444281121865, 1e-12, 't')
  assertClose(studentCumulative(-0.2, 29.7), 0.4214218626145431, 1e-12, 't')
  assertClose(studentCumulative(1.5, 1e6), 0.9331926408816036, 1e-11, 't')
  assertClose(chiSquareCumulative(3, 3), 0.6083748237289109, 1e-12, 'chi-square')
  const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
  const degrees = fc.double({ min: 0.5, max: 1e4, noNaN: true })
  fc.assert(
    fc.property(probability, degrees, (u, n) => {
      assert.ok(Math.abs(studentCumulative(studentQuantile(u, n), n) - u) < 1e-11)
      assert.ok(Math.abs(chiSquareCumulative(chiSquareQuantile(u, n), n) - u) < 1e-11)
    }),
  )
})

test('probabilities of 0 and 1 and no degrees of freedom are refused', () => {
  assert.throws(() => studentQuantile(1, 3), { name: 'RangeError', message: 'probability: expected a number between 0 and 1, received 1' })
  assert.throws(() => chiSquareQuantile(0.5, 0), {
    name: 'RangeError',
    message: 'degrees of freedom: expected a number above 0, received 0',
  })
})
