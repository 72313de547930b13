/**
 * Quantiles of non-negative numbers as they come, in fixed memory, with a bound on the relative error.
 *
 * Counts in buckets whose bounds grow by a constant number of steps per power of two, found from the bits of the number
 * (G. Tene, HdrHistogram; C. Masson, J. E. Rim, H. K. Lee, "DDSketch", VLDB 12 (2019)). Each bucket answers with its
 * middle, so a quantile is off by at most `relativeError` of itself. Where all numbers are whole, it answers with a whole
 * one, which is exact below about 1 / relativeError.
 */
export interface QuantileSketch {
  readonly count: number
  readonly min: number
  readonly max: number
  /** Bound on |answer - true| / true for numbers within the range of the sketch. */
  readonly relativeError: number
  /** @throws nothing: numbers below the range count as 0, above as the largest of the range; negative ones and NaN as 0 */
  add(value: number): void
  /** The number with rank ceil(u n) of n, 0 <= u <= 1; NaN while empty. The first and last rank are exact. */
  quantile(u: number): number
  /** Takes in all that `other` has seen. @throws RangeError unless both were made with the same options */
  merge(other: QuantileSketch): void
  reset(): void
  /** Buckets and their counts, for merging and for storing. */
  readonly counts: Uint32Array
  readonly whole: boolean
}

export interface QuantileSketchOptions {
  /** Default 1/256, that is 0.4 %. */
  readonly relativeError?: number
  /** Smallest and largest number told apart. Defaults 1e-3 and 1e12: a millisecond to 31 years in milliseconds, 26 kB. */
  readonly least?: number
  readonly most?: number
}

const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)
const HIGH_WORD = new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 1 : 0

/** An empty sketch. Allocates here and never again. @throws RangeError for a relative error outside [1e-5, 0.5] or a range that is none */
export function createQuantileSketch(options: QuantileSketchOptions = {}): QuantileSketch {
  const { relativeError = 1 / 256, least = 1e-3, most = 1e12 } = options
  if (!(relativeError >= 1e-5 && relativeError <= 0.5))
    throw new RangeError(`relativeError: expected a number from 0.00001 to 0.5, received ${relativeError}`)
  if (!(least >= 1e-300 && least < most && most <= 1e300))
    throw new RangeError(`least, most: expected 1e-300 <= least < most <= 1e300, received ${least}, ${most}`)
  // With 2^b buckets per power of two, the middle of [2^e (1 + i/2^b), 2^e (1 + (i+1)/2^b)) is within 2^-(b+1) of any number there.
  let bucketBits = 0
  while (0.5 / (1 << bucketBits) > relativeError) bucketBits++
  const shift = 20 - bucketBits
  const bucketOf = (value: number): number => {
    bits[0] = value
    return words[HIGH_WORD]! >>> shift
  }
  // Bucket 0 holds what counts as zero.
  const lowest = bucketOf(least) - 1
  const counts = new Uint32Array(bucketOf(most) - lowest + 1)
  let count = 0
  let min = Infinity
  let max = -Infinity
  let whole = true

  function add(value: number): void {
    count++
    if (value < min) min = value
    if (value > max) max = value
    if (whole && value !== Math.floor(value)) whole = false
    bits[0] = value
    const bucket = value >= least ? (words[HIGH_WORD]! >>> shift) - lowest : 0
    const place = bucket < counts.length ? bucket : counts.length - 1
    counts[place] = counts[place]! + 1
  }

  function quantile(u: number): number {
    if (count === 0) return NaN
    const rank = Math.ceil(u * count)
    if (rank <= 1) return min
    if (rank >= count) return max
    let below = 0
    let bucket = 0
    while ((below += counts[bucket]!) < rank) bucket++
    if (bucket === 0) return Math.max(0, min)
    const [low, high] = [edge(bucket + lowest), edge(bucket + lowest + 1)]
    // The middle one of the whole numbers in [low, high), if there are any.
    const middle = whole && Math.ceil(low) < high ? Math.floor((Math.ceil(low) + Math.ceil(high) - 1) / 2) : (low + high) / 2
    return Math.min(max, Math.max(min, middle))
  }

  function edge(bucket: number): number {
    words[HIGH_WORD] = bucket << shift
    words[1 - HIGH_WORD] = 0
    return bits[0]!
  }

  function merge(other: QuantileSketch): void {
    if (other.counts.length !== counts.length || other.relativeError !== relativeError)
      throw new RangeError(
        `merge: expected a sketch of ${counts.length} buckets and relative error ${relativeError}, received ${other.counts.length} and ${other.relativeError}`,
      )
    for (let bucket = 0; bucket < counts.length; bucket++) counts[bucket] = counts[bucket]! + other.counts[bucket]!
    count += other.count
    min = Math.min(min, other.min)
    max = Math.max(max, other.max)
    whole &&= other.whole
  }

  function reset(): void {
    counts.fill(0)
    count = 0
    min = Infinity
    max = -Infinity
    whole = true
  }

  return {
    relativeError,
    counts,
    add,
    quantile,
    merge,
    reset,
    get count() {
      return count
    },
    get min() {
      return min
    },
    get max() {
      return max
    },
    get whole() {
      return whole
    },
  }
}
