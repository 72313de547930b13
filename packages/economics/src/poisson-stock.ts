/**
 * The (r, Q) policy for parts that are asked for one at a time at random: what it does, and the least reorder point that serves as well as is wanted.
 *
 * The stock position (on hand and on order, less what is owed) is any of r + 1 to r + Q equally often, and independent of the demand D of the lead time that
 * follows, which is Poisson. Source: G. Hadley, T. M. Whitin, "Analysis of Inventory Systems" (1963), sections 4-2 to 4-7; P. H. Zipkin, "Foundations of
 * Inventory Management" (2000), section 6.2. Time may be of any unit, the same throughout a call.
 */
import { requirePositive } from 'genba/statistics'
import { poissonDemand } from './loss-function.ts'

/** What a policy does in the long run. */
export interface StockService {
  /** Share of demand that is met at once; as customers come at random, also the share of time with parts on hand. */
  readonly fillRate: number
  /** Share of time in which somebody waits. */
  readonly waiting: number
  /** Mean parts that are waited for. */
  readonly backorders: number
  /** Mean parts on hand. */
  readonly onHand: number
}

/**
 * Service of a policy: `1 - fill rate = (1 / Q) sum P(D >= y)`, `backorders = (1 / Q) sum E[(D - y)+]`, over y from r + 1 to r + Q;
 * `on hand = r + (Q + 1) / 2 - E[D] + backorders`.
 * @param mean demand of a lead time, positive
 * @param reorderPoint whole, from 0
 * @param quantity whole, from 1
 * @throws RangeError unless these are such numbers
 */
export function poissonService(mean: number, reorderPoint: number, quantity: number): StockService {
  if (!Number.isInteger(reorderPoint) || reorderPoint < 0)
    throw new RangeError(`reorderPoint: expected a whole number from 0, received ${reorderPoint}`)
  requireWholeLot(quantity)
  const { probability } = poissonDemand(mean)
  // P(D >= y) and E[(D - y)+] for all y, from the top down: E[(D - y)+] is the sum of P(D >= k) over k above y.
  const top = Math.max(probability.length, reorderPoint + quantity + 1)
  const atLeast = new Float64Array(top + 2)
  const excess = new Float64Array(top + 2)
  for (let y = top; y >= 0; y--) {
    atLeast[y] = atLeast[y + 1]! + (probability[y] ?? 0)
    excess[y] = excess[y + 1]! + atLeast[y + 1]!
  }
  let [short, waiting, backorders] = [0, 0, 0]
  for (let y = reorderPoint + 1; y <= reorderPoint + quantity; y++) {
    short += atLeast[y]!
    waiting += atLeast[y + 1]!
    backorders += excess[y]!
  }
  backorders /= quantity
  return {
    fillRate: 1 - short / quantity,
    waiting: waiting / quantity,
    backorders,
    onHand: reorderPoint + (quantity + 1) / 2 - mean + backorders,
  }
}

/**
 * The least reorder point with at least a fill rate.
 * @param mean demand of a lead time, positive
 * @param quantity whole, from 1
 * @param fillRate wanted, between 0 and 1
 * @throws RangeError unless these are such numbers
 */
export function leastReorderPoint(mean: number, quantity: number, fillRate: number): number {
  requirePositive('mean', mean)
  requireWholeLot(quantity)
  if (!(fillRate > 0 && fillRate < 1)) throw new RangeError(`fillRate: expected a share between 0 and 1, received ${fillRate}`)
  const reaches = (point: number): boolean => poissonService(mean, point, quantity).fillRate >= fillRate
  let [below, high] = [-1, Math.ceil(mean)]
  while (!reaches(high)) [below, high] = [high, 2 * high + 1]
  while (high - below > 1) {
    const middle = Math.floor((below + high) / 2)
    if (reaches(middle)) high = middle
    else below = middle
  }
  return high
}

function requireWholeLot(quantity: number): void {
  if (!Number.isInteger(quantity) || quantity < 1) throw new RangeError(`quantity: expected a whole number from 1, received ${quantity}`)
}
