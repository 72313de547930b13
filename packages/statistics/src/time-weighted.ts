/**
 * Mean, variance and range of a quantity that holds each of its values for some time: parts in a buffer, busy people.
 *
 * Takes closed intervals "value v from tick a to tick b" in any order, each added once. For whole values and ticks all sums
 * are exact up to 2^53, so the order and the way a time is cut into intervals change nothing.
 */
export interface TimeWeighted {
  /** Sum of the lengths of all intervals. */
  readonly time: number
  /** Integral of the value over time. */
  readonly integral: number
  /** Time average; NaN while no time has passed. */
  readonly mean: number
  /** Time average of the squared distance from the mean. */
  readonly variance: number
  /** Smallest and largest value that was held for some time; Infinity and -Infinity while there is none. */
  readonly min: number
  readonly max: number
  /** The value was `value` from `from` to `to`; nothing where to <= from. */
  add(value: number, from: number, to: number): void
  merge(other: TimeWeighted): void
  reset(): void
  /** Integral of the squared value over time. */
  readonly squares: number
}

/** Without any time yet. Allocates here and never again. */
export function createTimeWeighted(): TimeWeighted {
  // time, integral, squares, min, max: an array, since numbers in variables that change are boxed.
  const sums = new Float64Array([0, 0, 0, Infinity, -Infinity])

  const weighted: TimeWeighted = {
    get time() {
      return sums[0]!
    },
    get integral() {
      return sums[1]!
    },
    get squares() {
      return sums[2]!
    },
    get mean() {
      return sums[1]! / sums[0]!
    },
    get variance() {
      return Math.max(0, sums[2]! / sums[0]! - weighted.mean * weighted.mean)
    },
    get min() {
      return sums[3]!
    },
    get max() {
      return sums[4]!
    },
    add(value, from, to) {
      const length = to - from
      if (!(length > 0)) return
      sums[0] = sums[0]! + length
      sums[1] = sums[1]! + value * length
      sums[2] = sums[2]! + value * value * length
      if (value < sums[3]!) sums[3] = value
      if (value > sums[4]!) sums[4] = value
    },
    merge(other) {
      sums[0] = sums[0]! + other.time
      sums[1] = sums[1]! + other.integral
      sums[2] = sums[2]! + other.squares
      sums[3] = Math.min(sums[3]!, other.min)
      sums[4] = Math.max(sums[4]!, other.max)
    },
    reset() {
      sums.set([0, 0, 0, Infinity, -Infinity])
    },
  }
  return weighted
}
