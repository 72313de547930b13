/** Options against the worked example and the table of Longstaff and Schwartz (2001), and against binomial trees. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { streamKey } from 'genba/statistics'
import { binomialOption, blackScholes } from './option.ts'
import type { Option } from './option.ts'
import { exerciseByRegression, geometricPaths } from './option-regression.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)
const put = (spot: number, volatility: number, years: number): Option => ({ kind: 'put', spot, strike: 40, rate: 0.06, volatility, years })

test('the eight paths of the example of Longstaff and Schwartz', () => {
  const prices = [
    [1.09, 1.16, 1.22, 0.93, 1.11, 0.76, 0.92, 0.88],
    [1.08, 1.26, 1.07, 0.97, 1.56, 0.77, 0.84, 1.22],
    [1.34, 1.54, 1.03, 0.92, 1.52, 0.9, 1.01, 1.34],
  ].map((column) => Float64Array.from(column))
  const discount = Math.exp(-0.06)
  const dates = prices.map((price) => ({
    payoff: price.map((value) => Math.max(1.1 - value, 0)),
    regressors: [price.map(() => 1), price, price.map((value) => value * value)],
    discount,
  }))
  const { value, waiting, usedOn } = exerciseByRegression(dates)
  close(value, 0.1144343, 5e-8)
  for (const [index, coefficient] of [-1.06999, 2.98341, -1.81358].entries()) close(waiting[1]![index]!, coefficient, 5e-6)
  assert.deepEqual([...usedOn], [-1, -1, 2, 0, -1, 0, 0, 0])
  const atEnd = dates[2]!.payoff.reduce((sum, payoff) => sum + payoff, 0) / 8
  close(atEnd * discount ** 3, 0.0563807, 5e-8)
})

test('European puts by Black and Scholes, and parity of put and call', () => {
  close(blackScholes(put(36, 0.2, 1)), 3.8443, 5e-5)
  close(blackScholes(put(36, 0.2, 2)), 3.763, 5e-5)
  close(blackScholes(put(36, 0.4, 1)), 6.7114, 5e-5)
  close(blackScholes(put(36, 0.4, 2)), 7.7, 5e-5)
  const of = { ...put(36, 0.4, 2), dividendYield: 0.02 }
  close(blackScholes({ ...of, kind: 'call' }) - blackScholes(of), 36 * Math.exp(-0.04) - 40 * Math.exp(-0.12), 1e-13)
})

test('puts with fifty dates of exercise a year by tree: the eight values of the table, to 0.001', () => {
  for (const [spot, volatility, years, value] of [
    [36, 0.2, 1, 4.478],
    [36, 0.2, 2, 4.84],
    [36, 0.4, 1, 7.101],
    [36, 0.4, 2, 8.507],
    [40, 0.2, 1, 2.314],
    [40, 0.2, 2, 2.885],
    [40, 0.4, 1, 5.312],
    [40, 0.4, 2, 6.917],
  ] as const) {
    close(binomialOption(put(spot, volatility, years), 50 * years * 40, 40), value, 1e-3)
  }
  // Exercise at any time, by Crank-Nicolson (Abstract and Applied Analysis 2014, 369795, table 3).
  close(binomialOption(put(36, 0.4, 1), 2000), 7.109, 2e-3)
  close(binomialOption(put(40, 0.4, 1), 2000), 5.318, 2e-3)
  close(binomialOption(put(36, 0.2, 1), 4000, 4000), 3.8443, 1e-3)
})

test('least-squares Monte Carlo is within 3 standard errors of the tree', () => {
  const paths = 10_000
  for (const [spot, volatility, value] of [
    [36, 0.2, 4.478],
    [40, 0.4, 5.312],
  ] as const) {
    const motion = { spot, drift: 0.06, volatility, step: 0.02 }
    const prices = geometricPaths(motion, 50, paths, streamKey(1, 0, `put ${spot} ${volatility}`, 'price'))
    const dates = prices.map((price) => {
      const scaled = price.map((each) => each / 40)
      return {
        payoff: price.map((each) => Math.max(40 - each, 0)),
        regressors: [scaled.map(() => 1), scaled, scaled.map((x) => x * x), scaled.map((x) => x * x * x)],
        discount: Math.exp(-0.06 * 0.02),
      }
    })
    const found = exerciseByRegression(dates)
    close(found.value, value, 3 * found.standardError)
    assert.ok(found.standardError < 0.08)
  }
})
