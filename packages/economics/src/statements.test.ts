/** Statements by hand and by identities: balances, translation, cash of the parts and of the whole. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { breakEvenSurface, breakEvenValue } from './break-even.ts'
import { internalRates, presentValue } from './cash-flow.ts'
import { drawDemand } from './demand-paths.ts'
import { OWNERSHIP_FORMS, ownershipCash, quarterlyValue } from './ownership.ts'
import type { BaseBusiness, OwnershipTerms } from './ownership.ts'
import { valuesOf } from './ranged.ts'
import { balanceErrors, closingValue, companyStatements } from './statements.ts'
import type { CompanyTerms } from './statements.ts'
import { translateStatements } from './translation.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)
const terms: CompanyTerms = {
  receivableDays: 0,
  payableDays: 0,
  minimumCash: 0,
  interestRate: 0.04,
  tax: { rate: 0.25, carryYears: 5 },
  payout: 1,
  reserve: 0,
}
const year = (...values: number[]): Float64Array => Float64Array.from(values)

test('two years by hand: a loss is carried forward, cars wait in stock, a loan is paid back', () => {
  const zero = new Float64Array(8)
  const s = companyStatements(
    {
      revenue: year(0, 0, 0, 300, 300, 300, 300, 300),
      built: year(0, 0, 0, 20, 10, 10, 10, 0),
      sold: year(0, 0, 0, 10, 10, 10, 10, 10),
      production: year(0, 0, 0, 400, 100, 100, 100, 0),
      overhead: year(0, 0, 100, 20, 20, 20, 20, 20),
      royalty: zero,
      assets: [{ investment: year(1000, 0, 0, 0, 0, 0, 0, 0), years: 10, residual: 0 }],
      capital: year(500, 0, 0, 0, 0, 0, 0, 0),
    },
    terms,
  )
  // 500 are borrowed; 1,000 are written off over 40 quarters; 20 cars at 20 each, of which 10 are sold.
  close(s.borrowed[0]!, 500, 1e-12)
  close(s.interest[1]!, 5, 1e-12)
  close(s.depreciation[1]!, 25, 1e-12)
  close(s.costOfSales[3]!, 200, 1e-12)
  close(s.stock[3]!, 200, 1e-12)
  // Then ten cars at 20 and ten at 10 are there: 15 each.
  close(s.costOfSales[4]!, 150, 1e-12)
  close(s.costOfSales[7]!, s.stock[6]!, 1e-12)
  assert.deepEqual([...s.carsInStock], [0, 0, 0, 10, 10, 10, 10, 0])
  // The first year loses; its loss lowers the second year's tax.
  const before = s.netIncome.map((income, q) => income + s.tax[q]!)
  const sum = (from: number): number => before.subarray(from, from + 4).reduce((a, b) => a + b, 0)
  assert.ok(sum(0) < 0)
  close(s.tax[7]!, Math.max(0.25 * (sum(4) + sum(0)), 0), 1e-9)
  for (const error of balanceErrors(s)) close(error, 0, 1e-9)
})

test('payment terms move cash alone; more cars than there are cannot be sold', () => {
  const plan = {
    revenue: year(100, 100, 100, 100),
    built: year(1, 1, 1, 1),
    sold: year(1, 1, 1, 1),
    production: year(60, 60, 60, 60),
    overhead: new Float64Array(4),
    royalty: new Float64Array(4),
    assets: [],
    capital: year(100, 0, 0, 0),
  }
  const plain = companyStatements(plan, terms)
  const late = companyStatements(plan, { ...terms, receivableDays: 30, payableDays: 90 })
  assert.deepEqual(plain.netIncome, late.netIncome)
  close(late.operatingCash[0]! - plain.operatingCash[0]!, (60 * 90 - 100 * 30) / 91.25, 1e-9)
  close(late.receivables[3]!, 3000 / 91.25, 1e-12)
  assert.throws(
    () => companyStatements({ ...plan, sold: year(2, 1, 1, 1) }, terms),
    /sold\[0\]: expected at most the 1 cars that are there/,
  )
  assert.throws(() => companyStatements({ ...plan, built: year(1) }, terms), /built: expected 4 quarters, received 1/)
})

test('reserves and payout: a tenth of earnings stays until it is half of the capital', () => {
  const plan = {
    revenue: new Float64Array(8).fill(100),
    built: new Float64Array(8),
    sold: new Float64Array(8),
    production: new Float64Array(8),
    overhead: new Float64Array(8),
    royalty: new Float64Array(8),
    assets: [],
    capital: year(100, 0, 0, 0, 0, 0, 0, 0),
  }
  const s = companyStatements(plan, { ...terms, reserve: 0.1 })
  // 300 a year after tax: 30 stay of the first year, 20 of the second, where the reserve reaches 50.
  close(s.dividends[3]!, 270, 1e-9)
  close(s.dividends[7]!, 280, 1e-9)
  close(s.retained[7]!, 50, 1e-9)
})

const quarters = 24
const random = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: quarters, maxLength: quarters })

test('the balance holds each quarter, in the company’s currency and in another, whatever happens', () => {
  const rates = fc.array(fc.double({ min: 10, max: 30, noNaN: true }), { minLength: quarters, maxLength: quarters })
  fc.assert(
    fc.property(random, random, random, random, rates, rates, fc.integer({ min: 0, max: 200 }), (a, b, c, d, e, f, days) => {
      const built = Float64Array.from(a)
      const s = companyStatements(
        {
          revenue: Float64Array.from(b),
          built,
          sold: built.map((cars) => cars / 2),
          production: Float64Array.from(c),
          overhead: Float64Array.from(d, (value) => value / 3),
          royalty: Float64Array.from(b, (value) => value * 0.03),
          assets: [
            { investment: Float64Array.from(d), years: 3, residual: 0.05 },
            { investment: Float64Array.from(a), years: 20, residual: 0 },
          ],
          capital: Float64Array.from(c, (value, q) => (q < 4 ? value : 0)),
        },
        { ...terms, receivableDays: days, payableDays: 200 - days, minimumCash: 50, payout: 0.7, reserve: 0.1 },
      )
      for (const error of balanceErrors(s)) close(error, 0, 1e-7)
      for (const cash of s.cash) assert.ok(cash >= 50 - 1e-9)
      for (const debt of s.debt) assert.ok(debt >= -1e-9)
      const other = translateStatements(s, { average: Float64Array.from(e), closing: Float64Array.from(f) })
      for (const [q, error] of balanceErrors(other).entries()) close(error, other.translation[q]!, 1e-6)
      // Cars: all that were built are sold or in stock.
      const sum = (column: Float64Array): number => column.reduce((all, value) => all + value, 0)
      close(sum(built) / 2, s.carsInStock.at(-1)!, 1e-7)
      // Cash: all that came and went is there.
      close(sum(s.operatingCash) - sum(s.investment) + sum(s.capital) + sum(s.borrowed) - sum(s.dividends), s.cash.at(-1)!, 1e-6)
    }),
    { seed: 1, numRuns: 100 },
  )
})

const base: BaseBusiness = {
  capacity: Float64Array.from({ length: 56 }, (_, q) => (q < 4 ? 0 : q < 8 ? 12_000 : 25_000)),
  material: new Float64Array(56).fill(150_000),
  conversion: new Float64Array(56).fill(10_000),
  fixedCost: new Float64Array(56).fill(60e6),
  overheadShare: 0.09,
  machines: Float64Array.from({ length: 56 }, (_, q) => (q < 4 ? 2e9 : 0)),
  buildings: Float64Array.from({ length: 56 }, (_, q) => (q < 4 ? 1.5e9 : 0)),
  ownFunds: 0.4,
  assetShare: 0.5,
  terms: { receivableDays: 15, payableDays: 60, minimumCash: 2e8, interestRate: 0.035, payout: 0.9, reserve: 0.1 },
  carryYears: 5,
}
const plan = { cars: new Float64Array(56).fill(22_000), price: new Float64Array(56).fill(230_000) }
const spread = { carsShock: 0.05, priceShock: 0.02, persistence: 0.8, driftSpread: 0.02 }
const forms = Object.entries(OWNERSHIP_FORMS).map(([name, of]) => [name, valuesOf(of) as OwnershipTerms] as const)

test('cash of the parts is cash of the whole, each quarter, for every form on the same paths', () => {
  for (const path of drawDemand(plan, spread, 20, 7)) {
    for (const [name, of] of forms) {
      const { cash, statements } = ownershipCash(base, path, of)
      for (let q = 0; q < 56; q++) {
        const sum = cash.owner[q]! + cash.partner[q]! + cash.lenders[q]! + cash.state[q]! + cash.trade[q]! + cash.company[q]!
        close(sum, 0, 1e-3)
      }
      for (const error of balanceErrors(statements)) close(error, 0, 1e-3)
      if (of.share === 1)
        assert.ok(
          cash.partner.every((value) => value === 0),
          name,
        )
    }
  }
})

test('owners of a wholly owned company without royalty or taxes get what it makes; a partner takes half of it', () => {
  const plain = { ...forms[0]![1], royalty: 0, withholding: 0, partsMargin: 0, taxRate: 0 }
  const alone = ownershipCash(base, plan, plain)
  const half = ownershipCash(base, plan, { ...plain, share: 0.5 })
  for (let q = 0; q < 56; q++) {
    close(half.cash.owner[q]!, alone.cash.owner[q]! / 2, 1e-6)
    close(half.cash.partner[q]!, half.cash.owner[q]!, 1e-6)
  }
  const last = alone.statements
  close(alone.cash.owner.at(-1)!, last.dividends.at(-1)! + closingValue(last, 0.5), 1e-3)
  // Quarterly values agree with yearly rates: four quarters on are one year.
  close(quarterlyValue(year(0, 0, 0, 0, 100), 0.1), 100 / 1.1, 1e-12)
  close(presentValue(1.1 ** 0.25 - 1, [...alone.cash.owner]), quarterlyValue(alone.cash.owner, 0.1), 1)
  assert.ok(internalRates([...alone.cash.owner]).length >= 1)
})

test('paths depend on their number alone, and their logarithms scatter around the plan', () => {
  const few = drawDemand(plan, spread, 3, 7)
  const many = drawDemand(plan, spread, 2000, 7)
  assert.deepEqual(few[2], many[2])
  const logs = many.map(({ cars }) => Math.log(cars[40]! / 22_000))
  const mean = logs.reduce((sum, value) => sum + value, 0) / 2000
  // Variance of the stationary deviation: 0.05^2 / (1 - 0.8^2).
  const sd = 0.05 / Math.sqrt(1 - 0.64)
  close(mean, 0, (3.5 * sd) / Math.sqrt(2000))
  close(Math.sqrt(logs.reduce((sum, value) => sum + value * value, 0) / 2000), sd, (3.5 * sd) / Math.sqrt(4000))
})

test('a break-even line of a plane is its line, and a point of it its root', () => {
  const { line, differences } = breakEvenSurface((x, y) => 2 * x + y - 5, [0, 1, 2, 10], [0, 2, 4, 6])
  assert.equal(line.length, 3)
  for (const { x, y } of line) close(y, 5 - 2 * x, 1e-6)
  assert.equal(differences[1]![2], 1)
  close(
    breakEvenValue((x) => x * x - 2, 0, 2)!,
    Math.SQRT2,
    1e-8,
  )
  assert.equal(
    breakEvenValue((x) => x + 1, 0, 2),
    undefined,
  )
})
