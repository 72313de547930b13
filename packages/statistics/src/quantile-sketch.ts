/**
 * Quantiles of non-negative numbers as they come, in fixed memory, with a bound on the relative error.
 *
 * Counts in buckets whose bounds grow by a constant number of steps per power of two, found from the bits of the number
 * (G. Tene, HdrHistogram; C. Masson, J. E. Rim, H. K. Lee, "DDSketch", VLDB 12 (2019)). Each bucket answers with its
 * middle, so a quantile is off by at most `relativeError` of itself. Where all numbers are whole, it answers with a whole
 * one, which is exact below about 1 / relativeError.
 */
export interface QuantileSketch extends SketchContents {
  readonly count: number
  /** @throws nothing: numbers below the range count as 0, above as the largest of the range; negative ones and NaN as 0 */
  add(value: number): void
  /** The number with rank ceil(u n) of n, 0 <= u <= 1; NaN while empty. The first and last rank are exact. */
  quantile(u: number): number
  /** Takes in all that `other` has seen. @throws RangeError unless both were made with the same options */
  merge(other: SketchContents): void
  reset(): void
}

/** What a sketch holds, as plain data: for merging and for sending. */
export interface SketchContents {
  readonly min: number
  readonly max: number
  /** Bound on |answer - true| / true for numbers within the range of the sketch. */
  readonly relativeError: number
  /** How many numbers fell into each bucket. */
  readonly counts: Uint32Array
  readonly whole: boolean
}

export interface QuantileSketchOptions {
  /** Default 1/256, that is 0.4 %. */
  readonly relativeError?: number
  /** Smallest and largest number told apart. Defaults 1e-3 and 1e12: a millisecond to 31 years in milliseconds, 26 kB. */
  readonly least?: number
  readonly most?: number
  /** True: all numbers will be whole, which is faster. Default: any numbers. */
  readonly whole?: boolean
}

const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)
const HIGH_WORD = new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 1 : 0

/** Whole numbers up to this one find their bucket without the bits of a double. */
const WHOLE = 0x3fff_ffff
/** Numbers that wait for their buckets. */
const PENDING_BITS = 8
const MOST_PENDING = 1 << PENDING_BITS

/** Several sketches with the same options, in one block of memory. */
export interface QuantileSketches {
  readonly sketch: readonly QuantileSketch[]
  /** As `sketch[row].add(value)`, without looking the sketch up. */
  add(row: number, value: number): void
  reset(): void
}

/** An empty sketch. Allocates here and never again. @throws RangeError for a relative error outside [1e-5, 0.5] or a range that is none */
export function createQuantileSketch(options: QuantileSketchOptions = {}): QuantileSketch {
  return createQuantileSketches(1, options).sketch[0]!
}

/** `rows` empty sketches. Allocates here and never again. @throws as `createQuantileSketch` */
export function createQuantileSketches(rows: number, options: QuantileSketchOptions = {}): QuantileSketches {
  const { relativeError = 1 / 256, least = 1e-3, most = 1e12, whole: known = false } = options
  if (!(relativeError >= 1e-5 && relativeError <= 0.5))
    throw new RangeError(`relativeError: expected a number from 0.00001 to 0.5, received ${relativeError}`)
  if (!(least >= 1e-300 && least < most && most <= 1e300))
    throw new RangeError(`least, most: expected 1e-300 <= least < most <= 1e300, received ${least}, ${most}`)
  const bucketBits = bitsFor(relativeError)
  const shift = 20 - bucketBits
  const bucketOf = (value: number): number => {
    bits[0] = value
    return words[HIGH_WORD]! >>> shift
  }
  // Bucket 0 holds what counts as zero.
  const lowest = bucketOf(least) - 1
  const buckets = bucketOf(most) - lowest + 1
  const counts = new Uint32Array(rows * buckets)
  const min = new Float64Array(rows)
  const max = new Float64Array(rows)
  const whole = new Uint8Array(rows)

  /** Whole numbers seen lie in [low, low + span], per row; so that one comparison tells whether there is a new least or greatest. */
  const low = new Int32Array(rows)
  const span = new Uint32Array(rows)
  const ones = 1 << bucketBits
  const leastWhole = Math.min(Math.ceil(least), WHOLE + 1)

  /** Whole numbers not yet in their buckets, by row, and how many. The buckets of many rows fit no cache: they are looked at seldom, for many numbers. */
  const pending = new Int32Array(known ? rows << PENDING_BITS : 0)
  const held = new Int32Array(rows)

  function addWhole(row: number, value: number): void {
    if (!(value >= 0 && value <= WHOLE)) {
      addAny(row, value)
      return
    }
    let count = held[row]!
    if (count === MOST_PENDING) {
      flush(row)
      count = 0
    }
    held[row] = count + 1
    pending[(row << PENDING_BITS) + count] = value | 0
  }

  function flush(row: number): void {
    const from = row << PENDING_BITS
    const end = from + held[row]!
    for (let at = from; at < end; at++) place(row, pending[at]!)
    held[row] = 0
  }

  /** For whole numbers: the bucket without a detour over the bits of a double. */
  function place(row: number, ticks: number): void {
    if ((ticks - low[row]!) >>> 0 > span[row]!) widen(row, ticks)
    const zeros = Math.clz32(ticks)
    const above = ((1023 + 31 - zeros) << bucketBits) + ((ticks << zeros) >>> (31 - bucketBits)) - ones - lowest
    const bucket = ticks < leastWhole ? 0 : above
    const cell = row * buckets + (bucket < buckets ? bucket : buckets - 1)
    counts[cell] = counts[cell]! + 1
  }

  function widen(row: number, ticks: number): void {
    min[row] = Math.min(min[row]!, ticks)
    max[row] = Math.max(max[row]!, ticks)
    low[row] = min[row]!
    span[row] = Math.min(max[row]! - min[row]!, WHOLE)
  }

  function addAny(row: number, value: number): void {
    if (value < min[row]!) min[row] = value
    if (value > max[row]!) max[row] = value
    if (whole[row] === 1 && value !== Math.floor(value)) whole[row] = 0
    bits[0] = value
    const bucket = value >= least ? (words[HIGH_WORD]! >>> shift) - lowest : 0
    const cell = row * buckets + (bucket < buckets ? bucket : buckets - 1)
    counts[cell] = counts[cell]! + 1
  }

  const add = known ? addWhole : addAny

  function edge(bucket: number): number {
    words[HIGH_WORD] = bucket << shift
    words[1 - HIGH_WORD] = 0
    return bits[0]!
  }

  function sketchOf(row: number): QuantileSketch {
    const own = counts.subarray(row * buckets, (row + 1) * buckets)
    const count = (): number => {
      flush(row)
      let all = 0
      for (let bucket = 0; bucket < buckets; bucket++) all += own[bucket]!
      return all
    }

    function quantile(u: number): number {
      const all = count()
      if (all === 0) return NaN
      const rank = Math.ceil(u * all)
      if (rank <= 1) return min[row]!
      if (rank >= all) return max[row]!
      let below = 0
      let bucket = 0
      while ((below += own[bucket]!) < rank) bucket++
      if (bucket === 0) return Math.max(0, min[row]!)
      const [low, high] = [edge(bucket + lowest), edge(bucket + lowest + 1)]
      // The middle one of the whole numbers in [low, high), if there are any.
      const isWhole = whole[row] === 1 && Math.ceil(low) < high
      const middle = isWhole ? Math.floor((Math.ceil(low) + Math.ceil(high) - 1) / 2) : (low + high) / 2
      return Math.min(max[row]!, Math.max(min[row]!, middle))
    }

    function merge(other: SketchContents): void {
      const { counts: others } = other
      if (others.length !== buckets || other.relativeError !== relativeError)
        throw new RangeError(
          `merge: expected a sketch of ${buckets} buckets and relative error ${relativeError}, received ${others.length} and ${other.relativeError}`,
        )
      flush(row)
      for (let bucket = 0; bucket < buckets; bucket++) own[bucket] = own[bucket]! + others[bucket]!
      min[row] = Math.min(min[row]!, other.min)
      max[row] = Math.max(max[row]!, other.max)
      if (!other.whole) whole[row] = 0
      low[row] = -1
      span[row] = 0
    }

    function reset(): void {
      held[row] = 0
      own.fill(0)
      min[row] = Infinity
      max[row] = -Infinity
      whole[row] = 1
      low[row] = -1
      span[row] = 0
    }

    return {
      relativeError,
      get counts() {
        flush(row)
        return own
      },
      add: (value) => add(row, value),
      quantile,
      merge,
      reset,
      get count() {
        return count()
      },
      get min() {
        flush(row)
        return min[row]!
      },
      get max() {
        flush(row)
        return max[row]!
      },
      get whole() {
        return whole[row] === 1
      },
    }
  }

  const sketch = Array.from({ length: rows }, (_, row) => sketchOf(row))
  const reset = (): void => {
    for (const each of sketch) each.reset()
  }
  reset()
  return { sketch, add, reset }
}

/** With 2^b buckets per power of two, the middle of [2^e (1 + i/2^b), 2^e (1 + (i+1)/2^b)) is within 2^-(b+1) of any number there. */
function bitsFor(relativeError: number): number {
  let b = 0
  while (0.5 / (1 << b) > relativeError) b++
  return b
}
