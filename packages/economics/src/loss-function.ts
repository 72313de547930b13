/**
 * Demand during a period or a lead time, as inventory policies need it: its chance, and the expected parts short or over.
 *
 * Source: L. V. Snyder, Z.-J. M. Shen, "Fundamentals of Supply Chain Theory", 2nd ed. (2019), appendix C.
 */
import { exactExp, exactLnGamma, exactLog, normalCumulative, normalDensity, requirePositive } from 'genba/statistics'

/** Expected excess `E[(X - x)+]` of a normal X over x: `sd (phi(z) - z (1 - Phi(z)))`, `z = (x - mean) / sd`. */
export function normalLoss(x: number, mean: number, sd: number): number {
  const z = (x - mean) / sd
  return sd * (normalDensity(z) - z * normalCumulative(-z))
}

/** Half the second moment of the excess, `E[((X - x)+)^2] / 2` of a normal X: `sd^2 ((z^2 + 1) (1 - Phi(z)) - z phi(z)) / 2`. */
export function normalSecondLoss(x: number, mean: number, sd: number): number {
  const z = (x - mean) / sd
  return (sd * sd * ((z * z + 1) * normalCumulative(-z) - z * normalDensity(z))) / 2
}

/** Chances of whole numbers of parts: `probability[k]` of k parts; they sum to 1. */
export interface WholeDemand {
  readonly mean: number
  readonly probability: Float64Array
}

/**
 * Poisson demand. Chances beyond the point where less than 1e-16 is left are given to no number of parts.
 * @param mean parts, positive
 * @throws RangeError unless the mean is positive
 */
export function poissonDemand(mean: number): WholeDemand {
  requirePositive('mean', mean)
  const most = Math.ceil(mean + 12 * Math.sqrt(mean) + 30)
  const logMean = exactLog(mean)
  return { mean, probability: Float64Array.from({ length: most + 1 }, (_, k) => exactExp(k * logMean - mean - exactLnGamma(k + 1))) }
}

/**
 * Expected cost of a period that begins with each stock from `low` to `high`: `h E[(y - D)+] + p E[(D - y)+]`.
 * @param holdingCost of one part over
 * @param backorderCost of one part short
 * @returns the cost of stock y at index y - low
 */
export function periodCosts(demand: WholeDemand, holdingCost: number, backorderCost: number, low: number, high: number): Float64Array {
  const { mean, probability } = demand
  const costs = new Float64Array(high - low + 1)
  // Parts over at stock y: the sum of P(D < k) for k up to y. It is followed from 0, where it is 0.
  let over = 0
  let below = 0
  for (let y = Math.min(low, 0); y <= high; y++) {
    if (y > 0) {
      below += probability[y - 1] ?? 0
      over += below
    }
    if (y >= low) costs[y - low] = holdingCost * over + backorderCost * (over + mean - y)
  }
  return costs
}
