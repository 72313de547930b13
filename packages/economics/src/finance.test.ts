/**
 * Finance against what spreadsheets print (Microsoft's pages on NPV, IRR, XNPV, XIRR, PMT) and numpy-financial's tests, to the
 * digits printed; closed forms beside them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayNumber } from 'genba/quantity'
import { annuityPayment, annuityRates, capitalRecovery } from './annuity.ts'
import { datedInternalRates, datedPresentValue, internalRates, modifiedInternalRate, payback, presentValue } from './cash-flow.ts'
import { incomeTax } from './income-tax.ts'

const close = (value: number | undefined, expected: number, by: number): void => {
  assert.ok(value !== undefined && Math.abs(value - expected) <= by, `${value}, ${expected}`)
}
const only = (rates: readonly number[]): number => {
  assert.equal(rates.length, 1)
  return rates[0]!
}

test('present values of spreadsheets (first payment after a period) and of numpy-financial (first payment now)', () => {
  close(presentValue(0.1, [-10000, 3000, 4200, 6800], 1), 1188.4434123, 1e-7)
  close(presentValue(0.05, [-15000, 1500, 2500, 3500, 4500, 6000]), 122.894855, 1e-6)
  assert.throws(() => presentValue(-1, [1]), /rate: expected a rate above -1, received -1/)
})

test('internal rates that have one answer', () => {
  const flows = [-70000, 12000, 15000, 18000, 21000]
  close(only(internalRates(flows)), -0.021244848, 1e-9)
  close(only(internalRates([...flows, 26000])), 0.086630948, 1e-9)
  for (const [row, rate] of [
    [[-150000, 15000, 25000, 35000, 45000, 60000], 0.0524329],
    [[-100, 0, 0, 74], -0.0954958],
    [[-100, 39, 59, 55, 20], 0.2809484],
    [[-100, 100, 0, 7], 0.0620585],
  ] as const) {
    close(only(internalRates(row)), rate, 5e-8)
  }
})

test('internal rates that have several answers, touching ones, or none', () => {
  // (v - 1/1.1)(v - 1/1.2)(v - 1/1.3) has the rates 10 %, 20 % and 30 %.
  const product = [1.1, 1.2, 1.3].reduce<number[]>((row, growth) => [...row, 0].map((value, k) => value - growth * (row[k - 1] ?? 0)), [1])
  assert.equal(internalRates(product).length, 3)
  for (const [index, rate] of [0.1, 0.2, 0.3].entries()) close(internalRates(product)[index], rate, 1e-11)
  // J. Lorie and L. Savage (1955): the pump with the rates 25 % and 400 %.
  const pump = internalRates([-1600, 10000, -10000])
  close(pump[0], 0.25, 1e-12)
  close(pump[1], 4, 1e-12)
  close(only(internalRates([-1, 2.2, -1.21])), 0.1, 1e-7)
  assert.deepEqual(internalRates([1, 2, 3]), [])
  assert.deepEqual(internalRates([1, -1, 1]), [])
  assert.throws(() => internalRates([0, 0]), /terms: expected one that is not 0/)
})

test('a long row of payments: 60 quarters found again from their rate', () => {
  const rate = 0.0231
  const row = Array.from({ length: 60 }, (_, k) => (k < 8 ? -100 - k : 20 + (k % 7)))
  row[59]! -= presentValue(rate, row) * (1 + rate) ** 59
  const rates = internalRates(row)
  assert.ok(
    rates.some((found) => Math.abs(found - rate) < 1e-10),
    `${rates.join()}`,
  )
  for (const found of rates) close(presentValue(found, row), 0, 1e-6)
})

test('dated payments (XNPV, XIRR)', () => {
  const flows = [
    { day: dayNumber(2008, 1, 1), amount: -10000 },
    { day: dayNumber(2008, 3, 1), amount: 2750 },
    { day: dayNumber(2008, 10, 30), amount: 4250 },
    { day: dayNumber(2009, 2, 15), amount: 3250 },
    { day: dayNumber(2009, 4, 1), amount: 2750 },
  ]
  close(datedPresentValue(0.09, flows), 2086.647602, 1e-6)
  // Microsoft prints 0.373362535, found to 1e-8.
  close(only(datedInternalRates(flows)), 0.3733625335, 2e-9)
})

test('the modified internal rate, and none where nothing is paid', () => {
  close(modifiedInternalRate([-120000, 39000, 30000, 21000, 37000, 46000], 0.1, 0.12), 0.126094, 1e-6)
  assert.equal(modifiedInternalRate([39000, 30000, 21000], 0.1, 0.12), undefined)
})

test('payback, plain and discounted', () => {
  close(payback([-100, 40, 40, 40]), 2.5, 1e-12)
  close(payback([-100, 110], 0.1), 1, 1e-12)
  assert.equal(payback([-100, 100], 0.1), undefined)
  assert.equal(payback([1, 1]), 0)
})

test('payments and rates of annuities (PMT, RATE), and capital recovery', () => {
  close(annuityPayment(0.08 / 12, { periods: 60, presentValue: 15000 }), -304.1459143, 1e-7)
  close(only(annuityRates(0, { periods: 10, presentValue: -3500, futureValue: 10000 })), 0.1106908537, 1e-10)
  const loan = { periods: 7, presentValue: 900, futureValue: -300, isDue: true }
  close(only(annuityRates(annuityPayment(0.031, loan), loan)), 0.031, 1e-12)
  // Capital recovery is the payment whose present value is 1.
  close(presentValue(0.09, Array<number>(10).fill(capitalRecovery(0.09, 10)), 1), 1, 1e-14)
  assert.equal(capitalRecovery(0, 8), 1 / 8)
})

test('losses are used oldest first, expire after five years, and none is lost from the books', () => {
  const profits = [-100, -50, 20, 30, 0, 10, 60, -5]
  const years = incomeTax(profits, { rate: 0.25, carryYears: 5 })
  // 60 of the first loss are used in years 2, 3 and 5, where the other 40 expire; the second gives its 50 to year 6.
  assert.deepEqual(
    years.map(({ used }) => used),
    [0, 0, 20, 30, 0, 10, 50, 0],
  )
  assert.deepEqual(
    years.map(({ expired }) => expired),
    [0, 0, 0, 0, 0, 40, 0, 0],
  )
  assert.deepEqual(
    years.map(({ tax }) => tax),
    [0, 0, 0, 0, 0, 0, 2.5, 0],
  )
  const sum = (of: 'used' | 'expired'): number => years.reduce((all, year) => all + year[of], 0)
  assert.equal(sum('used') + sum('expired') + years.at(-1)!.carried, 155)
  assert.throws(() => incomeTax([1], { rate: 25, carryYears: 5 }), /rate: expected a share of at most 1, received 25/)
})
