/**
 * The (s, S) policy under periodic review: when the stock position is at or below s, order up to S.
 *
 * Algorithm: Y.-S. Zheng, A. Federgruen, "Finding optimal (s, S) policies is about as simple as evaluating a single policy",
 * Operations Research 39 (1991) 654.
 */
import { requirePositive } from 'genba/statistics'
import { periodCosts } from './loss-function.ts'
import type { WholeDemand } from './loss-function.ts'
import { wholeNewsvendor } from './newsvendor.ts'

/** The two levels in parts, and the expected cost of a period. */
export interface OrderUpToPolicy {
  readonly reorderLevel: number
  readonly orderUpTo: number
  readonly cost: number
}

/**
 * The optimal (s, S) policy of whole parts, receipt before the demand of the period, shortage waited for.
 *
 * Cost of (s, S): `(K + sum m(j) G(S - j)) / sum m(j)`, j from 0 below S - s, with the renewal function
 * `m(0) = 1 / (1 - P(0))`, `m(j) = sum P(i) m(j - i)` and G the cost of a period that begins with so many parts.
 * @param fixedCost of an order, positive
 * @param holdingCost of one part over at the end of a period
 * @param backorderCost of one part short at the end of a period
 * @throws RangeError unless the costs are positive
 */
export function optimalOrderUpTo(fixedCost: number, holdingCost: number, backorderCost: number, demand: WholeDemand): OrderUpToPolicy {
  requirePositive('fixedCost', fixedCost)
  const best = wholeNewsvendor(holdingCost, backorderCost, demand).level
  let low = best - 256
  let high = best + 256
  let costs = periodCosts(demand, holdingCost, backorderCost, low, high)
  const periodCost = (y: number): number => {
    if (y < low || y > high) {
      low = Math.min(low, y - (high - low))
      high = Math.max(high, y + (high - low))
      costs = periodCosts(demand, holdingCost, backorderCost, low, high)
    }
    return costs[y - low]!
  }
  const renewal = renewalFunction(demand)
  const policyCost = (s: number, S: number): number => {
    let sum = fixedCost
    let periods = 0
    for (let j = 0; j < S - s; j++) {
      sum += renewal(j) * periodCost(S - j)
      periods += renewal(j)
    }
    return sum / periods
  }

  // The paper's steps: s for S at the newsvendor's level, then greater S as long as one may be better.
  let orderUpTo = best
  let reorderLevel = best - 1
  while (policyCost(reorderLevel, best) > periodCost(reorderLevel)) reorderLevel--
  let cost = policyCost(reorderLevel, best)
  for (let S = best + 1; periodCost(S) <= cost; S++) {
    if (policyCost(reorderLevel, S) >= cost) continue
    orderUpTo = S
    while (policyCost(reorderLevel, S) <= periodCost(reorderLevel + 1)) reorderLevel++
    cost = policyCost(reorderLevel, S)
  }
  return { reorderLevel, orderUpTo, cost }
}

/** The renewal function of a demand, kept as far as it has been asked. */
function renewalFunction({ probability }: WholeDemand): (j: number) => number {
  const stay = 1 - probability[0]!
  const known = [1 / stay]
  return (j) => {
    while (known.length <= j) {
      const next = known.length
      let sum = 0
      for (let i = 1; i <= Math.min(next, probability.length - 1); i++) sum += probability[i]! * known[next - i]!
      known.push(sum / stay)
    }
    return known[j]!
  }
}
