/**
 * Student's t and the chi-square distribution: quantiles and probabilities for intervals and tests.
 */
import { logit } from './beta.ts'
import { exactExp, exactLog } from './exact.ts'
import { gammaQuantile } from './gamma.ts'
import { incompleteBeta } from './incomplete-beta.ts'
import { lowerGamma } from './incomplete-gamma.ts'
import { scoreRoot } from './score-table.ts'

/**
 * Quantile of Student's t with `degrees` of freedom at 0 < u < 1, relative error below 1e-10.
 * With X beta of shapes degrees / 2 and 1 / 2, |t| = sqrt(degrees (1 - X) / X) (Abramowitz & Stegun 26.7.1).
 * @throws RangeError unless 0 < u < 1 and degrees > 0
 */
export function studentQuantile(u: number, degrees: number): number {
  requireProbability(u)
  requireDegrees(degrees)
  if (u === 0.5) return 0
  const both = 2 * Math.min(u, 1 - u)
  const score = scoreRoot(logit(degrees / 2, 0.5), both, exactLog(degrees))
  const t = Math.sqrt(degrees * exactExp(-score))
  return u < 0.5 ? -t : t
}

/** Probability that Student's t with `degrees` of freedom is at most `t`. @throws RangeError unless degrees > 0 */
export function studentCumulative(t: number, degrees: number): number {
  requireDegrees(degrees)
  const square = t * t
  // The half of the beta function that does not cancel: beyond |t| by the tail, within by the middle.
  if (square > degrees) {
    const outside = 0.5 * incompleteBeta(degrees / 2, 0.5, degrees / (degrees + square))
    return t < 0 ? outside : 1 - outside
  }
  const inside = 0.5 * incompleteBeta(0.5, degrees / 2, square / (degrees + square))
  return t < 0 ? 0.5 - inside : 0.5 + inside
}

/** Quantile of chi-square with `degrees` of freedom at 0 < u < 1, relative error below 1e-10. @throws RangeError as `studentQuantile` */
export function chiSquareQuantile(u: number, degrees: number): number {
  requireProbability(u)
  requireDegrees(degrees)
  return gammaQuantile(u, degrees / 2, degrees)
}

/** Probability that chi-square with `degrees` of freedom is at most `x`. @throws RangeError unless degrees > 0 */
export function chiSquareCumulative(x: number, degrees: number): number {
  requireDegrees(degrees)
  return lowerGamma(degrees / 2, x / 2)
}

function requireProbability(u: number): void {
  if (!(u > 0 && u < 1)) throw new RangeError(`probability: expected a number between 0 and 1, received ${u}`)
}

function requireDegrees(degrees: number): void {
  if (!(degrees > 0 && degrees < Infinity)) throw new RangeError(`degrees of freedom: expected a number above 0, received ${degrees}`)
}
