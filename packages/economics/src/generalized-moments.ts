/**
 * Linear equations whose regressors depend on what is not seen: generalized method of moments with instruments.
 *
 * L. P. Hansen, "Large sample properties of generalized method of moments estimators", Econometrica 50 (1982) 1029; for shares of markets
 * S. Berry, "Estimating discrete-choice models of product differentiation", RAND Journal of Economics 25 (1994) 242.
 */
import { solveLinear } from './linear-system.ts'

/** Estimates of two steps. */
export interface MomentsFit {
  readonly estimates: Float64Array
  /** Robust to unequal variance. */
  readonly standardErrors: Float64Array
}

/**
 * Two-step estimates of `y = X b + xi`, `E[z xi] = 0`: weights `(Z'Z / N)^-1` first, then the inverse of the covariance of the moments
 * `z_i xi_i` about their mean.
 * @param regressors columns of X
 * @param instruments columns of Z, as many or more, exogenous regressors among them
 * @throws RangeError if lengths differ, instruments are fewer than regressors, or a matrix is singular
 */
export function twoStepMoments(
  regressors: readonly Float64Array[],
  target: Float64Array,
  instruments: readonly Float64Array[],
): MomentsFit {
  const rows = target.length
  for (const [name, columns] of Object.entries({ regressors, instruments })) {
    const odd = columns.findIndex((column) => column.length !== rows)
    if (odd >= 0)
      throw new RangeError(`${name}[${odd}]: expected ${rows} numbers, as many as the target has, received ${columns[odd]!.length}`)
  }
  if (instruments.length < regressors.length) {
    throw new RangeError(`instruments: expected ${regressors.length} or more, as many as regressors, received ${instruments.length}`)
  }
  const size = instruments.length
  const mean = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / rows
  const cross = regressors.map((column) => Float64Array.from(instruments, (z) => mean(z, column)))
  const moments = Float64Array.from(instruments, (z) => mean(z, target))

  /** Estimates where `covariance` is the inverse of the weights, and the inverse of their precision. */
  const estimate = (covariance: Float64Array): { readonly estimates: Float64Array; readonly precision: Float64Array } => {
    const weighted = cross.map((column) => solveLinear(covariance, column))
    const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, k) => sum + value * b[k]!, 0)
    const precision = Float64Array.from(weighted.flatMap((row) => cross.map((column) => inner(row, column))))
    return {
      estimates: solveLinear(
        precision,
        Float64Array.from(weighted, (row) => inner(row, moments)),
      ),
      precision,
    }
  }

  const first = estimate(Float64Array.from(instruments.flatMap((a) => instruments.map((b) => mean(a, b)))))
  const residual = (estimates: Float64Array): Float64Array =>
    target.map((value, i) => value - regressors.reduce((sum, column, k) => sum + estimates[k]! * column[i]!, 0))
  const xi = residual(first.estimates)
  const scores = instruments.map((z) => z.map((value, i) => value * xi[i]!))
  const centers = scores.map((score) => score.reduce((sum, value) => sum + value, 0) / rows)
  const covariance = new Float64Array(size * size)
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) covariance[a * size + b] = mean(scores[a]!, scores[b]!) - centers[a]! * centers[b]!
  }
  const { estimates, precision } = estimate(covariance)
  const standardErrors = estimates.map((_, k) => {
    const unit = new Float64Array(estimates.length)
    unit[k] = 1
    return Math.sqrt(solveLinear(precision, unit)[k]! / rows)
  })
  return { estimates, standardErrors }
}

/** A column less the means of its groups: what is left when each group has a constant of its own. @throws RangeError if lengths differ */
export function withoutGroupMeans(column: Float64Array, groups: readonly unknown[]): Float64Array {
  if (groups.length !== column.length) throw new RangeError(`groups: expected ${column.length}, one a number, received ${groups.length}`)
  const sums = new Map<unknown, { sum: number; count: number }>()
  for (const [i, group] of groups.entries()) {
    const of = sums.get(group) ?? { sum: 0, count: 0 }
    of.sum += column[i]!
    of.count++
    sums.set(group, of)
  }
  return column.map((value, i) => value - sums.get(groups[i])!.sum / sums.get(groups[i])!.count)
}
