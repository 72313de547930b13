/**
 * Quantiles of a stream of non-negative numbers in fixed memory, with a stated relative error.
 *
 * Buckets by exponent and the first bits of the mantissa, read off the bits of the double, so that adding costs no logarithm:
 * every octave is cut into 2^PRECISION equal parts. A quantile is the middle of its bucket: relative error at most
 * 2^-(PRECISION + 1), 0.4 %, for numbers from 1 to 2^53; numbers below 1 count as 0 with absolute error 1. As the histograms of
 * G. Tene (HdrHistogram); the guarantee is that of DDSketch (C. Masson, J. E. Rim, H. K. Lee, VLDB 12, 2019).
 */

const PRECISION = 7
const PER_OCTAVE = 1 << PRECISION
const OCTAVES = 54
/** Bucket 0 holds what is below 1. */
const BUCKETS = OCTAVES * PER_OCTAVE + 1

/** Largest relative error of a quantile of numbers from 1 to 2^53. */
export const SKETCH_ERROR: number = 1 / (2 * PER_OCTAVE)

export interface QuantileSketch {
  /** Adds a number from 0 to 2^53. */
  add(x: number): void
  /** The q-quantile (0 <= q <= 1) of what was added: its ceil(q n)-th smallest number; NaN if nothing was. */
  quantile(q: number): number
  count(): number
  /** Adds everything that another sketch has seen. */
  merge(other: QuantileSketch): void
  /** Counts of the buckets, for `merge`. Read only. */
  readonly buckets: Float64Array
  reset(): void
}

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
/** Offset that gives 1.0 the first bucket after zero. */
const ONE = 0x3ff << PRECISION

export function createQuantileSketch(): QuantileSketch {
  const buckets = new Float64Array(BUCKETS)
  let total = 0

  function add(x: number): void {
    let bucket = 0
    if (x >= 1) {
      double[0] = x
      // The high word: sign, 11 bits of exponent, 20 of mantissa.
      bucket = (words[1]! >>> (20 - PRECISION)) - ONE + 1
    }
    buckets[bucket] = buckets[bucket]! + 1
    total++
  }

  function quantile(q: number): number {
    if (total === 0) return Number.NaN
    const rank = Math.max(1, Math.ceil(q * total))
    let below = 0
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      below += buckets[bucket]!
      if (below >= rank) return middleOf(bucket)
    }
    return middleOf(BUCKETS - 1)
  }

  function merge(other: QuantileSketch): void {
    for (let bucket = 0; bucket < BUCKETS; bucket++) buckets[bucket] = buckets[bucket]! + other.buckets[bucket]!
    total += other.count()
  }

  function reset(): void {
    buckets.fill(0)
    total = 0
  }

  return { add, quantile, count: () => total, merge, buckets, reset }
}

function middleOf(bucket: number): number {
  if (bucket === 0) return 0
  const octave = (bucket - 1) >> PRECISION
  const part = (bucket - 1) & (PER_OCTAVE - 1)
  return powerOfTwo(octave) * (1 + (part + 0.5) / PER_OCTAVE)
}

function powerOfTwo(exponent: number): number {
  words[0] = 0
  words[1] = (0x3ff + exponent) << 20
  return double[0]!
}
