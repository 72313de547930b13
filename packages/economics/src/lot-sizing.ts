/** Lots for demand that is known and differs from period to period. */
import { requireNonNegative } from 'genba/statistics'

/** Orders by period, and what they cost together. */
export interface LotPlan {
  /** Parts ordered at the beginning of each period. */
  readonly orders: readonly number[]
  /** Money over all periods: orders, and stock at the end of each. */
  readonly cost: number
}

/**
 * The cheapest lots: an order covers the demand of whole periods, so that the last order before each period is found by
 * recursion. H. M. Wagner, T. M. Whitin, "Dynamic version of the economic lot size model", Management Science 5 (1958) 89.
 * @param demand parts needed in each period
 * @param fixedCost of an order
 * @param holdingCost of one part kept over the end of a period
 * @throws RangeError if a value is negative
 */
export function wagnerWhitin(demand: readonly number[], fixedCost: number, holdingCost: number): LotPlan {
  requireNonNegative('fixedCost', fixedCost)
  requireNonNegative('holdingCost', holdingCost)
  demand.forEach((parts, period) => requireNonNegative(`demand[${period}]`, parts))
  const periods = demand.length
  // least[t]: cost from period t on; next[t]: the period of the order after the one in t.
  const least = Array<number>(periods + 1).fill(Infinity)
  const next = Array<number>(periods).fill(periods)
  least[periods] = 0
  for (let t = periods - 1; t >= 0; t--) {
    if (demand[t] === 0) {
      least[t] = least[t + 1]!
      next[t] = t + 1
    }
    let held = 0
    for (let end = t + 1; end <= periods; end++) {
      held += holdingCost * (end - 1 - t) * demand[end - 1]!
      const cost = fixedCost + held + least[end]!
      if (cost < least[t]!) {
        least[t] = cost
        next[t] = end
      }
    }
  }
  const orders = Array<number>(periods).fill(0)
  for (let t = 0; t < periods; t = next[t]!) {
    orders[t] = demand.slice(t, next[t]).reduce((sum, parts) => sum + parts, 0)
  }
  return { orders, cost: least[0]! }
}
