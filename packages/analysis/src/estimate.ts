/**
 * How well the value of a formula is known, from groups that are independent of each other: replications, or long batches
 * of one run.
 *
 * The estimate is the formula of all sums together. Its standard error is that of the jackknife that leaves out one group
 * at a time (M. H. Quenouille 1956, J. W. Tukey 1958; for ratios in simulation A. M. Law, Simulation Modeling and Analysis,
 * section 9.5.3): sqrt((n - 1) / n * sum (v_i - mean v)^2). For a plain mean it is the classical s / sqrt(n).
 */
import { replicationInterval, studentQuantile } from 'genba/statistics'
import type { Formula } from './formula.ts'

export interface Estimate {
  /** NaN where there was nothing to measure. */
  readonly value: number
  /** Null for a single group, which says nothing about the spread. */
  readonly standardError: number | null
  /** Half the width of the interval of Student's t with n - 1 degrees of freedom; null with the standard error. */
  readonly halfWidth: number | null
  readonly confidence: number
  /** Groups: replications or batches. */
  readonly n: number
}

/**
 * The estimate of a formula from the sums of each group.
 * @param groups sums of each group, `formula.size` long
 * @param confidence for example 0.95
 */
export function estimate(formula: Formula, groups: readonly Float64Array[], confidence: number): Estimate {
  const n = groups.length
  const all = new Float64Array(formula.size)
  for (const group of groups) for (let i = 0; i < all.length; i++) all[i] = all[i]! + group[i]!
  const value = n === 0 ? Number.NaN : formula.value(all, n)
  if (n < 2 || Number.isNaN(value)) return { value, standardError: null, halfWidth: null, confidence, n }
  const rest = new Float64Array(all.length)
  const values = groups.map((group) => {
    for (let i = 0; i < rest.length; i++) rest[i] = all[i]! - group[i]!
    return formula.value(rest, n - 1)
  })
  const mean = values.reduce((sum, each) => sum + each, 0) / n
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  // Where all is measured by one group alone, the rest has no value and the spread is unknown.
  if (Number.isNaN(squares)) return { value, standardError: null, halfWidth: null, confidence, n }
  const standardError = Math.sqrt(((n - 1) / n) * squares)
  return { value, standardError, halfWidth: studentQuantile(0.5 + confidence / 2, n - 1) * standardError, confidence, n }
}

/** The estimate of the mean of one number a replication. Numbers that are NaN are left out. */
export function estimateMean(values: readonly number[], confidence: number): Estimate {
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0) return { value: Number.NaN, standardError: null, halfWidth: null, confidence, n: 0 }
  const { mean, halfWidth, n } = replicationInterval(known, confidence)
  const standardError = halfWidth === null ? null : halfWidth / studentQuantile(0.5 + confidence / 2, n - 1)
  return { value: mean, standardError, halfWidth, confidence, n }
}
