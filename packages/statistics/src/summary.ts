/**
 * Count, mean, variance and range of numbers as they come, in fixed memory.
 *
 * B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4 (1962); two
 * summaries merge by T. F. Chan, G. H. Golub, R. J. LeVeque (1979). Accurate also where the spread is a tiny part of the
 * mean, where the textbook formula with squares fails.
 */
export interface Summary {
  readonly count: number
  /** NaN while empty. */
  readonly mean: number
  /** Sample variance, divisor count - 1. NaN below two numbers. */
  readonly variance: number
  /** Square root of the variance. */
  readonly sd: number
  /** Infinity while empty. */
  readonly min: number
  /** -Infinity while empty. */
  readonly max: number
  add(value: number): void
  /** Takes in all that `other` has seen. */
  merge(other: Summary): void
  reset(): void
}

/** An empty summary, or that of `values`. */
export function createSummary(values: Iterable<number> = []): Summary {
  let count = 0
  let mean = 0
  let squares = 0 // sum of (value - mean)^2
  let min = Infinity
  let max = -Infinity

  const summary: Summary = {
    get count() {
      return count
    },
    get mean() {
      return count > 0 ? mean : NaN
    },
    get variance() {
      return count > 1 ? squares / (count - 1) : NaN
    },
    get sd() {
      return Math.sqrt(summary.variance)
    },
    get min() {
      return min
    },
    get max() {
      return max
    },
    add(value) {
      count++
      const before = value - mean
      mean += before / count
      squares += before * (value - mean)
      if (value < min) min = value
      if (value > max) max = value
    },
    merge(other) {
      if (other.count === 0) return
      const together = count + other.count
      const apart = other.mean - mean
      squares += (other.count > 1 ? other.variance * (other.count - 1) : 0) + (apart * apart * count * other.count) / together
      mean += (apart * other.count) / together
      count = together
      min = Math.min(min, other.min)
      max = Math.max(max, other.max)
    },
    reset() {
      count = mean = squares = 0
      min = Infinity
      max = -Infinity
    },
  }
  for (const value of values) summary.add(value)
  return summary
}
