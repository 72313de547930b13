/**
 * Shares of products whose buyers differ in taste: aggregate logit with random coefficients, and its inversion.
 *
 * S. Berry, J. Levinsohn, A. Pakes, "Automobile prices in market equilibrium", Econometrica 63 (1995) 841.
 */
import { exactExp, exactLog, quickExp, requireNonNegative, requirePositive } from 'genba/statistics'

/** Kinds of buyers of one market. Matrices have one row a kind, one number a product in each. */
export interface Buyers {
  readonly products: number
  /** Share of each kind; they sum to 1 less those who never buy. */
  readonly weights: Float64Array
  /** What a kind likes about each product beyond the mean of all, price left out, by rows. */
  readonly taste: Float64Array
  /** What one unit of money is worth to each kind, in utility: negative. */
  readonly priceEffect: Float64Array
}

/** One kind of buyer: plain logit with a common effect of price. @throws RangeError unless the effect is negative */
export function likeMindedBuyers(products: number, priceEffect: number): Buyers {
  requirePositive('-priceEffect', -priceEffect)
  return {
    products,
    weights: Float64Array.of(1),
    taste: new Float64Array(products),
    priceEffect: Float64Array.of(priceEffect),
  }
}

/**
 * Tastes `sum_k sigma_k x_jk nu_ik` of kinds of buyers.
 * @param characteristics x of each product, K each
 * @param spreads sigma of the K characteristics
 * @param draws nu of each kind, K each
 * @returns rows of kinds, as `Buyers.taste`
 * @throws RangeError if lengths do not fit
 */
export function tastes(
  characteristics: readonly (readonly number[])[],
  spreads: readonly number[],
  draws: readonly (readonly number[])[],
): Float64Array {
  const count = spreads.length
  for (const [name, rows] of Object.entries({ characteristics, draws })) {
    const odd = rows.findIndex((row) => row.length !== count)
    if (odd >= 0) throw new RangeError(`${name}[${odd}]: expected ${count} numbers, one a spread, received ${rows[odd]!.length}`)
  }
  return Float64Array.from(
    draws.flatMap((nu) => characteristics.map((x) => spreads.reduce((sum, spread, k) => sum + spread * x[k]! * nu[k]!, 0))),
  )
}

/** Chances that each kind buys each product, by rows of kinds, and the shares of the market that follow. */
export interface MarketShares {
  readonly chances: Float64Array
  readonly shares: Float64Array
}

/**
 * Shares at mean utilities and prices: `s_j = sum_i w_i exp(V_ij) / (1 + sum_l exp(V_il))`, `V_ij = delta_j + taste_ij + alpha_i p_j`.
 * @param meanUtilities delta, price left out
 */
export function marketShares(buyers: Buyers, meanUtilities: Float64Array, prices: Float64Array): MarketShares {
  const { products, weights } = buyers
  const chances = new Float64Array(weights.length * products)
  const shares = new Float64Array(products)
  for (let kind = 0; kind < weights.length; kind++) {
    const at = kind * products
    fillChances(chances, at, buyers, kind, meanUtilities, prices)
    for (let j = 0; j < products; j++) shares[j]! += weights[kind]! * chances[at + j]!
  }
  return { chances, shares }
}

/** Chances that one kind buys each product, within 1e-12 of themselves, into `chances` from `at`. */
export function fillChances(
  chances: Float64Array,
  at: number,
  { products, taste, priceEffect }: Buyers,
  kind: number,
  meanUtilities: Float64Array,
  prices: Float64Array,
): void {
  const effect = priceEffect[kind]!
  const row = kind * products
  let largest = 0
  for (let j = 0; j < products; j++) {
    const utility = meanUtilities[j]! + taste[row + j]! + effect * prices[j]!
    chances[at + j] = utility
    if (utility > largest) largest = utility
  }
  let sum = quickExp(-largest)
  for (let j = 0; j < products; j++) sum += chances[at + j] = quickExp(chances[at + j]! - largest)
  const part = 1 / sum
  for (let j = 0; j < products; j++) chances[at + j]! *= part
}

/** Mean utilities that explain shares, and how many times shares were computed. */
export interface Inversion {
  readonly meanUtilities: Float64Array
  readonly evaluations: number
}

const MOST_EVALUATIONS = 100_000

/**
 * Mean utilities under which the market has given shares: the contraction `delta <- delta + ln s - ln s(delta)` (Berry, Levinsohn,
 * Pakes, appendix I), accelerated by SQUAREM (R. Varadhan, C. Roland, Scandinavian Journal of Statistics 35 (2008) 335, step S3),
 * begun at plain logit. It ends when a step of
 * the contraction changes no utility by more than the tolerance.
 * @param shares of each product, positive, summing to less than 1
 * @throws RangeError unless the shares are so, or if the steps do not come to rest
 */
export function invertShares(buyers: Buyers, prices: Float64Array, shares: Float64Array, tolerance = 1e-13): Inversion {
  requireNonNegative('tolerance', tolerance)
  const outside = 1 - shares.reduce((sum, share) => sum + share, 0)
  requirePositive('share of those who do not buy', outside)
  shares.forEach((share, j) => requirePositive(`shares[${j}]`, share))
  const { products, weights, taste, priceEffect } = buyers
  // Utilities are kept as exponentials, so that a step of the contraction is products and sums alone.
  const deviations = Float64Array.from({ length: taste.length }, (_, at) => {
    const kind = Math.floor(at / products)
    return exactExp(taste[at]! + priceEffect[kind]! * prices[at % products]!)
  })
  const predicted = new Float64Array(products)
  let evaluations = 0
  /** One step from `from` into `to`; returns the largest relative change. */
  const contract = (from: Float64Array, to: Float64Array): number => {
    evaluations++
    predicted.fill(0)
    for (let kind = 0; kind < weights.length; kind++) {
      const at = kind * products
      let sum = 1
      for (let j = 0; j < products; j++) sum += from[j]! * deviations[at + j]!
      const each = weights[kind]! / sum
      for (let j = 0; j < products; j++) predicted[j]! += each * deviations[at + j]!
    }
    let change = 0
    for (let j = 0; j < products; j++) {
      to[j] = shares[j]! / predicted[j]!
      change = Math.max(change, Math.abs(to[j]! / from[j]! - 1))
    }
    return change
  }

  // The plain logit in which each product has the mean attraction of its kinds.
  const attraction = new Float64Array(products)
  for (let at = 0; at < deviations.length; at++) attraction[at % products]! += weights[Math.floor(at / products)]! * deviations[at]!
  let start = shares.map((share, j) => share / outside / attraction[j]!)
  let first = new Float64Array(products)
  let second = new Float64Array(products)
  while (evaluations < MOST_EVALUATIONS) {
    if (contract(start, first) <= tolerance) return { meanUtilities: first.map(exactLog), evaluations }
    if (contract(first, second) <= tolerance) return { meanUtilities: second.map(exactLog), evaluations }
    // In logarithms r = delta1 - delta0 and v = delta2 - 2 delta1 + delta0; the step is -|r| / |v|.
    let residual = 0
    let bend = 0
    const r = new Float64Array(products)
    const v = new Float64Array(products)
    for (let j = 0; j < products; j++) {
      r[j] = exactLog(first[j]! / start[j]!)
      v[j] = exactLog((second[j]! / first[j]!) * (start[j]! / first[j]!))
      residual += r[j]! * r[j]!
      bend += v[j]! * v[j]!
    }
    const length = bend > 0 ? Math.max(Math.sqrt(residual / bend), 1) : 1
    const next = new Float64Array(products)
    for (let j = 0; j < products; j++) next[j] = start[j]! * exactExp(2 * length * r[j]! + length * length * v[j]!)
    if (next.every((value) => value > 0 && value < Infinity)) start = next
    else [start, second] = [second, start]
  }
  throw new RangeError(`shares: expected shares whose utilities come to rest in ${MOST_EVALUATIONS} steps, received others`)
}
