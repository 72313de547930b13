/**
 * How much to hold for one period or one lead time of random demand: newsvendor and base stock.
 *
 * Source: L. V. Snyder, Z.-J. M. Shen, "Fundamentals of Supply Chain Theory", 2nd ed. (2019), sections 4.3, 4.4 and 9.3.
 */
import { exactLog, exactLog1p, normalDensity, normalQuantile, requireNonNegative, requirePositive } from 'genba/statistics'
import { periodCosts } from './loss-function.ts'
import type { WholeDemand } from './loss-function.ts'

/** A stock to order up to, and the expected cost of a period with it. */
export interface BaseStock {
  /** Parts on hand and on order, less those owed, after ordering. */
  readonly level: number
  /** Money in a period. */
  readonly cost: number
}

/**
 * Base stock for normal demand that is independent from period to period: `S = mu + z sigma`, `z` at `p / (h + p)`, over the
 * lead time and one period; cost `(h + p) phi(z) sigma` (Snyder and Shen, 4.3.2 and 4.4.4). Lead time 0 is the newsvendor.
 * @param holdingCost of one part over at the end of a period
 * @param backorderCost of one part short at the end of a period
 * @param mean of the demand of a period
 * @param sd standard deviation of it
 * @param leadTime periods between order and receipt
 * @throws RangeError unless costs and sd are positive and the lead time is not negative
 */
export function normalNewsvendor(holdingCost: number, backorderCost: number, mean: number, sd: number, leadTime = 0): BaseStock {
  requireCosts(holdingCost, backorderCost)
  requirePositive('sd', sd)
  requireNonNegative('leadTime', leadTime)
  const z = normalQuantile(backorderCost / (holdingCost + backorderCost))
  const spread = sd * Math.sqrt(leadTime + 1)
  return { level: mean * (leadTime + 1) + z * spread, cost: (holdingCost + backorderCost) * normalDensity(z) * spread }
}

/**
 * Newsvendor of whole parts: the smallest S with `P(D <= S) >= p / (h + p)` (Snyder and Shen, 4.3.2.7).
 * @throws RangeError unless the costs are positive
 */
export function wholeNewsvendor(holdingCost: number, backorderCost: number, demand: WholeDemand): BaseStock {
  requireCosts(holdingCost, backorderCost)
  const ratio = backorderCost / (holdingCost + backorderCost)
  let level = 0
  let cumulative = demand.probability[0]!
  while (cumulative < ratio && level < demand.probability.length - 1) cumulative += demand.probability[++level]!
  return { level, cost: periodCosts(demand, holdingCost, backorderCost, level, level)[0]! }
}

/**
 * Base stock for fixed demand and a supplier that may be down: `S = (n + 1) d` with the smallest n such that
 * `F(n) = 1 - a / (a + b) (1 - b)^n >= p / (h + p)`; F is the chance of at most n periods since the supplier was last up
 * (Snyder and Shen, 9.3). Cost: `sum pi_n (h (S - (n + 1) d)+ + p ((n + 1) d - S)+)`.
 * @param demand parts in a period
 * @param failing chance a that a working supplier is down in the next period
 * @param recovering chance b that a supplier that is down works in the next period
 * @throws RangeError unless costs and demand are positive and the chances between 0 and 1
 */
export function disruptedNewsvendor(
  holdingCost: number,
  backorderCost: number,
  demand: number,
  failing: number,
  recovering: number,
): BaseStock {
  requireCosts(holdingCost, backorderCost)
  requirePositive('demand', demand)
  requireChance('failing', failing)
  requireChance('recovering', recovering)
  const down = failing / (failing + recovering)
  const short = holdingCost / (holdingCost + backorderCost)
  const covered = down <= short ? 0 : Math.ceil(exactLog(short / down) / exactLog1p(-recovering))
  // Periods since the supplier was up: 0 with chance 1 - down, n >= 1 with chance down b (1 - b)^(n - 1).
  let over = covered * (1 - down)
  let chance = down * recovering
  for (let n = 1; n < covered; n++) {
    over += (covered - n) * chance
    chance *= 1 - recovering
  }
  const beyond = over - covered + down / recovering
  return { level: (covered + 1) * demand, cost: demand * (holdingCost * over + backorderCost * beyond) }
}

function requireCosts(holdingCost: number, backorderCost: number): void {
  requirePositive('holdingCost', holdingCost)
  requirePositive('backorderCost', backorderCost)
}

function requireChance(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name}: expected a chance between 0 and 1, received ${value}`)
}
