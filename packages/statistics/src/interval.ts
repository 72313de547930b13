import { normalQuantile } from './normal-curve.ts'
import { chiSquareQuantile, studentQuantile } from './student.ts'
import { createSummary } from './summary.ts'

/** An estimate and how far the truth may be from it. */
export interface Interval {
  readonly mean: number
  /** Half the width of the interval mean - halfWidth to mean + halfWidth; null where one number says nothing about the spread. */
  readonly halfWidth: number | null
  /** Probability with which such an interval holds the truth, for example 0.95. */
  readonly confidence: number
  /** Replications, pairs or batches that it rests on. */
  readonly n: number
}

/**
 * Interval of the expected value from independent replications: mean +- t(n - 1) s / sqrt(n), Student (1908).
 * @throws RangeError if there is no value, or confidence is not between 0 and 1
 */
export function replicationInterval(values: ArrayLike<number>, confidence = 0.95): Interval {
  requireConfidence(confidence)
  if (values.length === 0) throw new RangeError('interval: expected at least one replication, received none')
  const { mean, sd, count } = createSummary(Array.from(values))
  return {
    mean,
    halfWidth: count > 1 ? (studentQuantile(0.5 + confidence / 2, count - 1) * sd) / Math.sqrt(count) : null,
    confidence,
    n: count,
  }
}

/**
 * Interval of the expected difference a - b from replications under common random numbers: of the differences of pairs,
 * whose spread is smaller than that of either side where the pairs rise and fall together.
 * @throws RangeError unless both sides have the same number of replications, at least one
 */
export function pairedInterval(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): Interval {
  if (a.length !== b.length)
    throw new RangeError(`paired interval: expected as many values on both sides, received ${a.length} and ${b.length}`)
  return replicationInterval(
    Array.from(a, (value, i) => value - b[i]!),
    confidence,
  )
}

/**
 * Interval of the expected difference a - b of two sets of independent replications, not paired (Welch 1947, with the
 * degrees of freedom of Satterthwaite). @throws RangeError unless both sides have at least two values
 */
export function unpairedInterval(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): Interval {
  requireConfidence(confidence)
  if (a.length < 2 || b.length < 2)
    throw new RangeError(`unpaired interval: expected at least two values on both sides, received ${a.length} and ${b.length}`)
  const [left, right] = [createSummary(Array.from(a)), createSummary(Array.from(b))]
  const [p, q] = [left.variance / left.count, right.variance / right.count]
  const degrees = (p + q) ** 2 / (p ** 2 / (left.count - 1) + q ** 2 / (right.count - 1))
  const halfWidth = p + q === 0 ? 0 : studentQuantile(0.5 + confidence / 2, degrees) * Math.sqrt(p + q)
  return { mean: left.mean - right.mean, halfWidth, confidence, n: Math.min(left.count, right.count) }
}

/** Interval of a variance from n independent normal values: [(n - 1) s^2 / chi2(1 - a/2), (n - 1) s^2 / chi2(a/2)]. @throws RangeError below two values */
export function varianceInterval(values: ArrayLike<number>, confidence = 0.95): { readonly low: number; readonly high: number } {
  requireConfidence(confidence)
  if (values.length < 2) throw new RangeError(`variance interval: expected at least two values, received ${values.length}`)
  const degrees = values.length - 1
  const squares = createSummary(Array.from(values)).variance * degrees
  return {
    low: squares / chiSquareQuantile(0.5 + confidence / 2, degrees),
    high: squares / chiSquareQuantile(0.5 - confidence / 2, degrees),
  }
}

/** Interval of a probability from `hits` of `n` independent trials (Wilson 1927), sound also near 0 and 1. @throws RangeError unless 0 <= hits <= n, n >= 1 */
export function proportionInterval(hits: number, n: number, confidence = 0.95): { readonly low: number; readonly high: number } {
  requireConfidence(confidence)
  if (!(n >= 1 && hits >= 0 && hits <= n))
    throw new RangeError(`proportion interval: expected hits from 0 to n and n from 1, received ${hits} of ${n}`)
  const z = normalQuantile(0.5 + confidence / 2)
  const share = hits / n
  const center = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const reach = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  return { low: hits === 0 ? 0 : center - reach, high: hits === n ? 1 : center + reach }
}

/**
 * Replications that a relative half-width `precision` of the mean is likely to take, given those at hand: the smallest
 * n with t(n - 1) s / sqrt(n) <= precision |mean| (Law, Simulation Modeling and Analysis, section 9.4.1). Infinity where
 * the mean is 0. @throws RangeError unless there are two values and precision > 0
 */
export function replicationsFor(values: ArrayLike<number>, precision: number, confidence = 0.95): number {
  requireConfidence(confidence)
  if (values.length < 2) throw new RangeError(`replications: expected at least two values, received ${values.length}`)
  if (!(precision > 0)) throw new RangeError(`precision: expected a number above 0, received ${precision}`)
  const { mean, sd } = createSummary(Array.from(values))
  const wanted = precision * Math.abs(mean)
  if (sd === 0) return values.length
  if (wanted === 0) return Infinity
  const reached = (n: number): boolean => (studentQuantile(0.5 + confidence / 2, n - 1) * sd) / Math.sqrt(n) <= wanted
  // From the normal approximation, which is a little low, upward.
  const z = normalQuantile(0.5 + confidence / 2)
  let n = Math.max(2, Math.floor(((z * sd) / wanted) ** 2))
  while (!reached(n)) n++
  return n
}

function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence: expected a number between 0 and 1, received ${confidence}`)
}
