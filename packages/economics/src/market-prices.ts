/**
 * How demand answers prices, what margins prices imply, and the prices at which no seller gains by moving his own.
 *
 * S. Berry, J. Levinsohn, A. Pakes, Econometrica 63 (1995) 841; W. R. Morrow, S. J. Skerlos, "Fixed-point approaches to computing
 * Bertrand-Nash equilibrium prices under mixed-logit demand", Operations Research 59 (2011) 328.
 */
import { solveLinear } from './linear-system.ts'
import { fillChances, marketShares } from './market-shares.ts'
import type { Buyers } from './market-shares.ts'

/** Slopes of shares in prices, `d s_j / d p_k`: `Lambda_j` on the diagonal less `Gamma_jk` everywhere. */
export interface PriceSlopes {
  readonly shares: Float64Array
  /** `sum_i w_i alpha_i s_ij`, negative. */
  readonly lambda: Float64Array
  /** `sum_i w_i alpha_i s_ij s_ik` by rows, symmetric. */
  readonly gamma: Float64Array
}

/** Slopes of all shares in all prices. */
export function priceSlopes(buyers: Buyers, meanUtilities: Float64Array, prices: Float64Array): PriceSlopes {
  const { products, weights, priceEffect } = buyers
  const { chances, shares } = marketShares(buyers, meanUtilities, prices)
  const lambda = new Float64Array(products)
  const gamma = new Float64Array(products * products)
  for (let kind = 0; kind < weights.length; kind++) {
    const at = kind * products
    const effect = weights[kind]! * priceEffect[kind]!
    for (let j = 0; j < products; j++) {
      const slope = effect * chances[at + j]!
      lambda[j]! += slope
      const row = j * products
      for (let k = 0; k < products; k++) gamma[row + k]! += slope * chances[at + k]!
    }
  }
  return { shares, lambda, gamma }
}

/** Elasticities of each share in its own price, `p_j / s_j d s_j / d p_j`. */
export function ownElasticities(buyers: Buyers, meanUtilities: Float64Array, prices: Float64Array): Float64Array {
  const { shares, lambda, gamma } = priceSlopes(buyers, meanUtilities, prices)
  const { products } = buyers
  return prices.map((price, j) => (price / shares[j]!) * (lambda[j]! - gamma[j * products + j]!))
}

/**
 * Ownership where each product belongs to one firm: 1 for two of the same, else 0, by rows. A decision maker who earns a part of
 * another product's margin (half, in an equal joint venture) has that part there.
 */
export function ownership(firms: readonly unknown[]): Float64Array {
  return Float64Array.from(firms.flatMap((of) => firms.map((other) => (of === other ? 1 : 0))))
}

/**
 * Margins `p - c` that make observed prices those of a Bertrand-Nash equilibrium: `Delta^-1 s`, `Delta_jk = -O_jk d s_k / d p_j`.
 * @param owned O by rows, as `ownership` has it: what the one who sets price j earns of the margin of product k
 * @throws RangeError if Delta is singular or O has another size
 */
export function impliedMargins(buyers: Buyers, meanUtilities: Float64Array, prices: Float64Array, owned: Float64Array): Float64Array {
  const { products } = buyers
  const { shares, lambda, gamma } = priceSlopes(buyers, meanUtilities, prices)
  requireOwned(owned, products)
  const delta = owned.map((part, at) => {
    const [j, k] = [Math.floor(at / products), at % products]
    return part * (gamma[at]! - (j === k ? lambda[j]! : 0))
  })
  return solveLinear(delta, shares)
}

/** Prices of an equilibrium. */
export interface PriceEquilibrium {
  readonly prices: Float64Array
  readonly shares: Float64Array
  readonly iterations: number
}

const MOST_ITERATIONS = 10_000

/**
 * Bertrand-Nash prices by the zeta fixed point `p <- c + Lambda^-1 ((O o Gamma)(p - c) - s)` (Morrow and Skerlos, 2011), which ends
 * when a step changes no price by more than the tolerance. While steps get shorter, two of them are mixed (D. G. Anderson, Journal of the ACM 12 (1965) 547, depth 1),
 * which takes fewer. At such prices no seller gains by a small move; that none gains by a large one
 * is not proven for buyers who differ.
 * @param costs of one more unit of each product, in the money of prices
 * @param owned as in `impliedMargins`
 * @param start prices to begin at: costs if left out
 * @param tolerance in the money of prices
 * @throws RangeError if O has another size, or prices do not come to rest
 */
export function equilibriumPrices(
  buyers: Buyers,
  meanUtilities: Float64Array,
  costs: Float64Array,
  owned: Float64Array,
  start: Float64Array = costs,
  tolerance = 1e-10,
): PriceEquilibrium {
  const { products } = buyers
  requireOwned(owned, products)
  // Of O o Gamma only the products that the price's setter earns from are needed, which are few: row after row, with the part of each.
  const starts = new Int32Array(products + 1)
  const earned: { readonly k: number; readonly part: number }[] = []
  for (let j = 0; j < products; j++) {
    for (let k = 0; k < products; k++) {
      const part = owned[j * products + k]!
      if (part !== 0) earned.push({ k, part })
    }
    starts[j + 1] = earned.length
  }
  const which = Int32Array.from(earned, ({ k }) => k)
  const parts = Float64Array.from(earned, ({ part }) => part)
  const { weights, priceEffect } = buyers
  const lambda = new Float64Array(products)
  const gained = new Float64Array(products)
  const shares = new Float64Array(products)
  const chances = new Float64Array(products)
  const earnings = new Float64Array(products)
  let prices = start
  let before: Step | undefined
  for (let iterations = 1; iterations <= MOST_ITERATIONS; iterations++) {
    lambda.fill(0)
    gained.fill(0)
    shares.fill(0)
    for (let kind = 0; kind < weights.length; kind++) {
      fillChances(chances, 0, buyers, kind, meanUtilities, prices)
      const weight = weights[kind]!
      const effect = weight * priceEffect[kind]!
      for (let k = 0; k < products; k++) earnings[k] = chances[k]! * (prices[k]! - costs[k]!)
      for (let j = 0; j < products; j++) {
        let margin = 0
        const end = starts[j + 1]!
        for (let index = starts[j]!; index < end; index++) margin += parts[index]! * earnings[which[index]!]!
        const chance = chances[j]!
        const slope = effect * chance
        shares[j]! += weight * chance
        lambda[j]! += slope
        gained[j]! += slope * margin
      }
    }
    const next = costs.map((cost, j) => cost + (gained[j]! - shares[j]!) / lambda[j]!)
    const step = next.map((price, j) => price - prices[j]!)
    const change = step.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
    if (change <= tolerance) return { prices: next, shares: marketShares(buyers, meanUtilities, next).shares, iterations }
    if (!Number.isFinite(change)) break
    prices = before !== undefined && change < before.change ? mixed(next, step, before) : next
    before = { next, step, change }
  }
  throw new RangeError(`start: expected prices from which the equilibrium is reached in ${MOST_ITERATIONS} steps, received others`)
}

/** A step of the fixed point: where it leads, how far each price moves, and the farthest. */
interface Step {
  readonly next: Float64Array
  readonly step: Float64Array
  readonly change: number
}

/** The mixture of two steps whose own step would be shortest, were the map a line. */
function mixed(next: Float64Array, step: Float64Array, before: Step): Float64Array {
  let [along, square] = [0, 0]
  for (let j = 0; j < step.length; j++) {
    const bend = step[j]! - before.step[j]!
    along += step[j]! * bend
    square += bend * bend
  }
  const part = square === 0 ? 0 : along / square
  return next.map((price, j) => price - part * (price - before.next[j]!))
}

function requireOwned(owned: Float64Array, products: number): void {
  if (owned.length !== products * products) throw new RangeError(`owned: expected ${products * products} numbers, received ${owned.length}`)
}
