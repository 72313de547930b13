/**
 * Demand and prices on the automobile market of 1971 to 1990 (S. Berry, J. Levinsohn, A. Pakes, 1995; files that are read where they are
 * there), and against closed forms.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Table } from './formula.ts'
import { leastSquares } from './least-squares.ts'
import { equilibriumPrices, impliedMargins, ownElasticities, ownership, priceSlopes } from './market-prices.ts'
import { invertShares, likeMindedBuyers, marketShares } from './market-shares.ts'
import { outsideData, readCsv } from './outside-data.fixture.ts'
import { autoMarkets, logitTarget, numbersOf } from './reference-markets.ts'

const { folder, absent } = outsideData('blp')
const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const readTable = (name: string): Table => readCsv(join(folder, name))

test('logit without taste by least squares: coefficients to 1e-3, R2, and 1,502 inelastic cars', { skip: absent }, () => {
  const rows = readTable('blp_products.csv')
  const target = logitTarget(rows)
  const columns = [target.map(() => 1), ...['hpwt', 'air', 'mpd', 'space', 'prices'].map((key) => numbersOf(rows, key))]
  const found = leastSquares(columns, target)
  for (const [index, value] of [-10.0716, -0.1243, -0.0343, 0.265, 2.3421, -0.0886].entries()) close(found[index]!, value, 1e-3)
  const level = mean([...target])
  let [rest, all] = [0, 0]
  for (let i = 0; i < rows.length; i++) {
    rest += (target[i]! - columns.reduce((sum, column, k) => sum + found[k]! * column[i]!, 0)) ** 2
    all += (target[i]! - level) ** 2
  }
  close(1 - rest / all, 0.38706, 1e-5)
  assert.equal(rows.filter((row) => found[5]! * Number(row['prices']) * (1 - Number(row['shares'])) > -1).length, 1502)
})

test('hedonic prices by least squares to 1e-3', { skip: absent }, () => {
  const rows = readTable('blp_products.csv')
  const log = (key: string): Float64Array => numbersOf(rows, key).map(Math.log)
  const ones = new Float64Array(rows.length).fill(1)
  const found = leastSquares([ones, log('hpwt'), numbersOf(rows, 'air'), log('mpg'), log('space'), numbersOf(rows, 'trend')], log('prices'))
  for (const [index, value] of [2.7929, 0.5203, 0.6798, -0.4706, 0.1248, 0.0128].entries()) close(found[index]!, value, 1e-3)
})

test(
  'twenty markets inverted: mean utilities and elasticities to 1e-5, margins to 1e-4; equilibrium finds the prices again',
  { skip: absent },
  () => {
    const markets = autoMarkets(readTable('blp_products.csv'), readTable('blp_agents.csv'), [3.612, 4.628, 1.818, 1.05, 2.056], -43.501)
    const utilities = markets.map(({ buyers, prices, shares }) => invertShares(buyers, prices, shares))
    const all = utilities.flatMap(({ meanUtilities }) => [...meanUtilities])
    close(
      all.reduce((sum, value) => sum + value, 0),
      -940.812333,
      1e-5,
    )
    for (const [index, value] of [-1.056593, -0.907852, -0.301888].entries()) close(all[index]!, value, 1e-5)
    // The plain contraction takes 4,199 steps.
    assert.ok(utilities.reduce((sum, { evaluations }) => sum + evaluations, 0) < 4199 / 2)

    const elasticities = markets.flatMap(({ buyers, prices }, index) => [
      ...ownElasticities(buyers, utilities[index]!.meanUtilities, prices),
    ])
    close(mean(elasticities), -3.91964, 1e-5)
    close(elasticities.toSorted((a, b) => a - b)[(elasticities.length - 1) / 2]!, -4.069075, 1e-5)
    close(Math.min(...elasticities), -6.824983, 1e-5)
    close(Math.max(...elasticities), -1.535946, 1e-5)

    const margins = markets.map(({ buyers, prices, firms }, index) =>
      impliedMargins(buyers, utilities[index]!.meanUtilities, prices, ownership(firms)),
    )
    close(mean(margins.flatMap((each) => [...each])), 4.125093, 1e-4)
    close(mean(margins.flatMap((each, index) => [...each].map((margin, j) => margin / markets[index]!.prices[j]!))), 0.319376, 1e-4)

    // Costs that the margins imply lead back to the prices seen, from costs and from prices half as high again.
    const last = markets.at(-1)!
    const costs = last.prices.map((price, j) => price - margins.at(-1)![j]!)
    for (const start of [costs, last.prices.map((price) => 1.5 * price)]) {
      const { prices, shares } = equilibriumPrices(last.buyers, utilities.at(-1)!.meanUtilities, costs, ownership(last.firms), start)
      for (const [j, price] of prices.entries()) {
        close(price, last.prices[j]!, 1e-7)
        close(shares[j]!, last.shares[j]!, 1e-10)
      }
    }
  },
)

test('plain logit is inverted in one step: ln s - ln s0', () => {
  const shares = Float64Array.of(0.1, 0.25, 0.05)
  const prices = Float64Array.of(10, 20, 5)
  const { meanUtilities, evaluations } = invertShares(likeMindedBuyers(3, -0.2), prices, shares)
  for (const [j, share] of shares.entries()) close(meanUtilities[j]! - 0.2 * prices[j]!, Math.log(share / 0.6), 1e-12)
  assert.equal(evaluations, 1)
  assert.throws(
    () => invertShares(likeMindedBuyers(1, -1), prices, Float64Array.of(1)),
    /share of those who do not buy: expected a number above 0/,
  )
})

test('slopes of shares are those of differences', () => {
  const buyers = {
    products: 2,
    weights: Float64Array.of(0.3, 0.7),
    taste: Float64Array.of(0.5, -1, -0.2, 0.8),
    priceEffect: Float64Array.of(-0.4, -0.15),
  }
  const utilities = Float64Array.of(1, 2)
  const prices = Float64Array.of(3, 6)
  const { lambda, gamma } = priceSlopes(buyers, utilities, prices)
  for (const k of [0, 1]) {
    const at = (by: number): Float64Array => marketShares(buyers, utilities, prices.with(k, prices[k]! + by)).shares
    const [above, below] = [at(1e-5), at(-1e-5)]
    for (const j of [0, 1]) close((j === k ? lambda[j]! : 0) - gamma[2 * j + k]!, (above[j]! - below[j]!) / 2e-5, 1e-10)
  }
})

test('prices of plain logit: a firm adds 1 / (alpha (1 - its shares)) to the cost of each of its products; half a joint venture less', () => {
  const buyers = likeMindedBuyers(3, -0.5)
  const utilities = Float64Array.of(4, 3, 5)
  const costs = Float64Array.of(6, 5, 8)
  const { prices, shares } = equilibriumPrices(buyers, utilities, costs, ownership(['a', 'a', 'b']))
  close(prices[0]! - costs[0]!, 1 / (0.5 * (1 - shares[0]! - shares[1]!)), 1e-9)
  close(prices[1]! - costs[1]!, 1 / (0.5 * (1 - shares[0]! - shares[1]!)), 1e-9)
  close(prices[2]! - costs[2]!, 1 / (0.5 * (1 - shares[2]!)), 1e-9)
  // With none, half and all of each other's margin, prices rise in that order.
  const priceAt = (part: number): number =>
    equilibriumPrices(buyers, utilities, costs, Float64Array.of(1, part, 0, part, 1, 0, 0, 0, 1)).prices[0]!
  assert.ok(priceAt(0) < priceAt(0.5) && priceAt(0.5) < priceAt(1))
  close(priceAt(1), prices[0]!, 1e-9)
})
