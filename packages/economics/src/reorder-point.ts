/**
 * The (r, Q) policy under continuous review: when the stock position falls to r, order Q.
 *
 * Source: L. V. Snyder, Z.-J. M. Shen, "Fundamentals of Supply Chain Theory", 2nd ed. (2019), sections 5.1 to 5.3.
 */
import { normalQuantile, requirePositive } from 'genba/statistics'
import { normalLoss, normalSecondLoss } from './loss-function.ts'

/** A part under continuous review with normal demand. */
export interface ReviewedPart {
  /** Cost of an order. */
  readonly fixedCost: number
  /** Cost of one part in stock for one unit of time. */
  readonly holdingCost: number
  /**
   * Cost of shortage: of one part short, once, in `expectedLevelPolicy`; of one part short for one unit of time in `policyCost`
   * and `exactPolicy`.
   */
  readonly stockoutCost: number
  /** Mean demand in a unit of time. */
  readonly demand: number
  /** Standard deviation of the demand of a unit of time. */
  readonly demandSd: number
  /** Time between order and receipt. */
  readonly leadTime: number
}

/** Reorder point, order quantity, and their expected cost in a unit of time. */
export interface ReorderPolicy {
  readonly reorderPoint: number
  readonly quantity: number
  readonly cost: number
}

/**
 * Policy by the expected-inventory-level approximation: alternately `Q = sqrt(2 d (K + p n(r)) / h)` and
 * `F(r) = 1 - Q h / (p d)`, n the expected shortage of a cycle, until both rest to a relative 1e-12; cost
 * `h (r - d L + Q / 2) + K d / Q + p d n(r) / Q` (Snyder and Shen, 5.3.1). Every part short costs once.
 * @throws RangeError unless all values are positive, or where shortage is so cheap that no reorder point exists
 */
export function expectedLevelPolicy(part: ReviewedPart): ReorderPolicy {
  const { mean, sd } = leadTimeDemand(part)
  const { fixedCost, holdingCost, stockoutCost, demand } = part
  let quantity = Math.sqrt((2 * fixedCost * demand) / holdingCost)
  let reorderPoint = Number.NaN
  for (;;) {
    const shortage = (quantity * holdingCost) / (stockoutCost * demand)
    if (!(shortage < 1)) {
      throw new RangeError(
        `stockoutCost: expected above ${(quantity * holdingCost) / demand}, where the approximation holds, received ${stockoutCost}`,
      )
    }
    const nextPoint = mean - sd * normalQuantile(shortage)
    const nextQuantity = Math.sqrt((2 * demand * (fixedCost + stockoutCost * normalLoss(nextPoint, mean, sd))) / holdingCost)
    const isAtRest =
      Math.abs(nextQuantity - quantity) <= 1e-12 * quantity && Math.abs(nextPoint - reorderPoint) <= 1e-12 * Math.abs(nextPoint)
    quantity = nextQuantity
    reorderPoint = nextPoint
    if (isAtRest) break
  }
  const perCycle = fixedCost + stockoutCost * normalLoss(reorderPoint, mean, sd)
  return { reorderPoint, quantity, cost: holdingCost * (reorderPoint - mean + quantity / 2) + (demand * perCycle) / quantity }
}

/**
 * Exact expected cost in a unit of time of a policy, every part short costing for as long as it is short:
 * `(K d + integral from r to r + Q of g) / Q`, `g(y) = h E[(y - D)+] + p E[(D - y)+]`, D the demand of the lead time
 * (Snyder and Shen, 5.2). The integral of the shortage is the second loss function.
 * @throws RangeError unless all values and the quantity are positive
 */
export function policyCost(part: ReviewedPart, reorderPoint: number, quantity: number): number {
  const { mean, sd } = leadTimeDemand(part)
  requirePositive('quantity', quantity)
  const { fixedCost, holdingCost, stockoutCost, demand } = part
  const short = normalSecondLoss(reorderPoint, mean, sd) - normalSecondLoss(reorderPoint + quantity, mean, sd)
  const over = quantity * (reorderPoint + quantity / 2 - mean) + short
  return (fixedCost * demand + holdingCost * over + stockoutCost * short) / quantity
}

/**
 * The policy of least exact cost. At it `g(r) = g(r + Q)` equals the cost (Snyder and Shen, 5.2.3): for a quantity, the reorder
 * point follows by bisection; the quantity by bisection on `g(r) - cost`, which rises.
 * @throws RangeError unless all values are positive
 */
export function exactPolicy(part: ReviewedPart): ReorderPolicy {
  const { mean, sd } = leadTimeDemand(part)
  const { fixedCost, holdingCost, stockoutCost, demand } = part
  const rate = (y: number): number => holdingCost * (y - mean) + (holdingCost + stockoutCost) * normalLoss(y, mean, sd)
  const pointOf = (quantity: number): number => {
    const span = quantity + 10 * sd
    return bisect((r) => rate(r + quantity) - rate(r), mean - span, mean + span)
  }
  const excess = (quantity: number): number => {
    const r = pointOf(quantity)
    return rate(r) - policyCost(part, r, quantity)
  }
  let high = Math.sqrt((2 * fixedCost * demand * (holdingCost + stockoutCost)) / (holdingCost * stockoutCost)) + sd
  while (excess(high) < 0) high *= 2
  const quantity = bisect(excess, 0, high)
  const reorderPoint = pointOf(quantity)
  return { reorderPoint, quantity, cost: policyCost(part, reorderPoint, quantity) }
}

/** Where a rising function passes through 0, as near as doubles tell. */
function bisect(of: (x: number) => number, low: number, high: number): number {
  for (;;) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) return middle
    if (of(middle) < 0) low = middle
    else high = middle
  }
}

function leadTimeDemand(part: ReviewedPart): { readonly mean: number; readonly sd: number } {
  for (const [name, value] of Object.entries(part)) requirePositive(name, value)
  return { mean: part.demand * part.leadTime, sd: part.demandSd * Math.sqrt(part.leadTime) }
}
