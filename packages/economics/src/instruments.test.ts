/** Demand with instruments on the made-up cereal market of Nevo (files that are read where they are there), and exact cases. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Table } from './formula.ts'
import { twoStepMoments, withoutGroupMeans } from './generalized-moments.ts'
import { leastSquares } from './least-squares.ts'
import { outsideData, readCsv } from './outside-data.fixture.ts'
import { logitTarget, nestTerms, numbersOf } from './reference-markets.ts'

const { folder, absent } = outsideData('blp')
const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

test('as many instruments as regressors: y = x b exactly; columns that are their own instruments: least squares', () => {
  const x = Float64Array.of(1, 2, 4, 7, 11)
  const z = Float64Array.of(0, 1, 1, 2, 3)
  const { estimates } = twoStepMoments([x], Float64Array.of(2, 5, 7, 15, 21), [z])
  // The one moment is met: sum z (y - x b) = 0.
  close(estimates[0]!, (5 + 7 + 30 + 63) / (2 + 4 + 14 + 33), 1e-12)
  const ones = x.map(() => 1)
  const y = Float64Array.of(3, 1, 4, 1, 5)
  const plain = leastSquares([ones, x], y)
  for (const [k, value] of twoStepMoments([ones, x], y, [ones, x]).estimates.entries()) close(value, plain[k]!, 1e-12)
  assert.throws(() => twoStepMoments([ones, x], y, [x]), /instruments: expected 2 or more/)
})

const cereals = (): Table => readCsv(join(folder, 'nevo_products.csv'))
const instrumentsOf = (rows: Table): Float64Array[] => Array.from({ length: 20 }, (_, k) => numbersOf(rows, `demand_instruments${k}`))

test('cereals: logit with a constant for each product has the price effect -30 with an error of 1.0', { skip: absent }, () => {
  const rows = cereals()
  const products = rows.map((row) => row['product_ids'])
  const apart = (column: Float64Array): Float64Array => withoutGroupMeans(column, products)
  const { estimates, standardErrors } = twoStepMoments(
    [apart(numbersOf(rows, 'prices'))],
    apart(logitTarget(rows)),
    instrumentsOf(rows).map(apart),
  )
  close(estimates[0]!, -30, 0.5)
  close(standardErrors[0]!, 1, 0.05)
})

for (const [name, nestOf, rho, price, ratio] of [
  ['one nest', (): string => 'all', 0.98, -1.2, -67.39338888],
  ['nests of mushy cereals and others', (row: Table[number]): string => row['mushy']!, 0.89, -7.8, -72.27074638],
] as const) {
  test(`cereals, nested logit, ${name}: rho ${rho}, price ${price}, price / (1 - rho) ${ratio} to 1e-7`, { skip: absent }, () => {
    const rows = cereals()
    const { within, sizes } = nestTerms(rows, nestOf)
    const { estimates } = twoStepMoments([numbersOf(rows, 'prices'), within], logitTarget(rows), [...instrumentsOf(rows), sizes])
    close(estimates[1]!, rho, 5e-3)
    close(estimates[0]!, price, 0.05)
    close(estimates[0]! / (1 - estimates[1]!), ratio, 1e-7)
  })
}
