import { studentQuantile } from './student.ts'
import { createSummary } from './summary.ts'
import type { Interval } from './interval.ts'

/** Interval of a steady-state mean from one run, by the means of consecutive batches. */
export interface BatchMeans extends Interval {
  /** Observations in a batch. */
  readonly size: number
  /** Estimated variance of the mean: variance of the batch means over their number. */
  readonly varianceOfMean: number
  /** Correlation of neighboring batch means. */
  readonly lag1: number
  /**
   * Whether the batch means pass for independent: lag1 not above what one in twenty independent series would show. If not,
   * the interval is too short, and the run too short for one.
   */
  readonly independent: boolean
}

/**
 * Means of `batches` consecutive batches of equal size, the first observations left out where the division leaves a rest.
 * Conway (1963); Schmeiser, "Batch size effects in the analysis of simulation output", Operations Research 30 (1982).
 * @throws RangeError unless 2 <= batches <= series.length
 */
export function batchMeans(series: ArrayLike<number>, batches: number, confidence = 0.95): BatchMeans {
  if (!(Number.isInteger(batches) && batches >= 2 && batches <= series.length))
    throw new RangeError(`batches: expected a whole number from 2 to ${series.length}, received ${batches}`)
  const size = Math.floor(series.length / batches)
  const means = groupMeans(series, batches, size)
  const { mean, variance } = createSummary(means)
  const varianceOfMean = variance / batches
  const lag1 = lag1Correlation(means)
  const halfWidth = studentQuantile(0.5 + confidence / 2, batches - 1) * Math.sqrt(varianceOfMean)
  return { mean, halfWidth, confidence, n: batches, size, varianceOfMean, lag1, independent: lag1 <= lag1Bound(batches) }
}

const FEWEST = 20
const ENOUGH = 32

/**
 * Batch means with the number of batches chosen from the series: batches are doubled in size until as many as fit pass
 * the test of lag-1 correlation, then joined further to 20 to 32 of them, for which Student's t loses little and what
 * correlation is left goes down. If even 20 batches do not pass, the result says `independent: false`.
 * Rule after Fishman, "Grouping observations in digital simulation", Management Science 24 (1978).
 * @throws RangeError for fewer than 20 observations
 */
export function automaticBatchMeans(series: ArrayLike<number>, confidence = 0.95): BatchMeans {
  if (series.length < FEWEST)
    throw new RangeError(`automatic batch means: expected at least ${FEWEST} observations, received ${series.length}`)
  for (let size = 1; series.length / size >= 2 * FEWEST; size *= 2) {
    const batches = Math.floor(series.length / size)
    if (lag1Correlation(groupMeans(series, batches, size)) > lag1Bound(batches)) continue
    return batchMeans(series, Math.min(batches, ENOUGH), confidence)
  }
  return batchMeans(series, FEWEST, confidence)
}

/** Lag-1 autocorrelation: sum (x_i - mean)(x_(i+1) - mean) / sum (x_i - mean)^2; 0 for a constant series. */
export function lag1Correlation(series: ArrayLike<number>): number {
  const { mean } = createSummary(Array.from(series))
  let [products, squares] = [0, 0]
  for (let i = 0; i < series.length; i++) {
    const here = series[i]! - mean
    squares += here * here
    if (i > 0) products += here * (series[i - 1]! - mean)
  }
  return squares === 0 ? 0 : products / squares
}

/** 95 % point of lag1Correlation of n independent values: mean -1/n, variance about (n - 2) / (n^2 - 1) (von Neumann 1941). */
function lag1Bound(n: number): number {
  return -1 / n + 1.6448536269514722 * Math.sqrt((n - 2) / (n * n - 1))
}

function groupMeans(series: ArrayLike<number>, groups: number, size: number): Float64Array {
  const first = series.length - groups * size
  return Float64Array.from({ length: groups }, (_, group) => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += series[first + group * size + i]!
    return sum / size
  })
}
