/**
 * Natural logarithm with the same bits in every engine.
 *
 * `Math.log` differs between libraries in the last bit of about 7 % of its results, so a simulation that uses it cannot
 * be repeated elsewhere. Here: x = 2^k z with z in [0.6875, 1.375); a table of 128 short reciprocals q near 1/z makes
 * r = z q - 1 small (|r| <= 2^-7) and exact as a sum of two doubles, and
 *   ln x = k ln 2 - ln q + ln(1 + r),    ln(1 + r) by its Taylor polynomial.
 * P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE floating-point arithmetic", ACM TOMS 16
 * (1990) 378-400. Nothing but + - * / on doubles, table look-ups and bit moves, which IEEE 754 defines exactly.
 */
import { fixedLog, fixedToNumber, LN2, powerOfTwo, splitFixed } from './fixed-point.ts'

const OFFSET = 0x3fe6_0000 // high word of 0.6875, the lower end of z
const INTERVALS = 128
const RECIPROCAL_UNIT = 4096 // q is a multiple of 1/4096, so that q times half of z is exact
// Multiples of 2^-42, so that k * LN2_HIGH + LOG_HIGH[i] is exact for every exponent k.
const HIGH_BITS = 42

/** ln 2 as the sum of a multiple of 2^-42 and a rest. */
export const LN2_HIGH: number = splitFixed(LN2, HIGH_BITS).high
export const LN2_LOW: number = splitFixed(LN2, HIGH_BITS).low
const LN2_NEAREST = fixedToNumber(LN2)
/** Per interval of z: q, then -ln q as a high and a low part, then -ln q as one double. */
const TABLE: Float64Array = tabulate()
/** SCALE[1022 + k] is 2^-k, k from -1022 to 1024. Multiplying is exact and, unlike building z from two words, does not stall. */
const SCALE: Float64Array = Float64Array.from({ length: 2047 }, (_, index) => powerOfTwo(1022 - index))

const bits = new Float64Array(1)
const words = new Uint32Array(bits.buffer)
const HIGH_WORD = new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 1 : 0

// ROUND + z - ROUND is z to a multiple of 2^-28.
const ROUND = 0x100_0000
const [C3, C4, C5, C6, C7, C8] = [1 / 3, -1 / 4, 1 / 5, -1 / 6, 1 / 7, -1 / 8]

/**
 * Natural logarithm of `x`, within 0.52 ulp (units in the last place) of the true value: as a rule the nearest double.
 * -Infinity at 0, NaN below 0 and at NaN, Infinity at Infinity.
 */
export function exactLog(x: number): number {
  let scaled = x
  let exponent = 0
  if (!(x >= 2.2250738585072014e-308 && x < Infinity)) {
    if (x === 0) return -Infinity
    if (!(x > 0) || x === Infinity) return x === Infinity ? x : NaN
    scaled = x * 0x40_0000_0000_0000
    exponent = -54
  }
  bits[0] = scaled
  const above = (words[HIGH_WORD]! - OFFSET) | 0
  const k = above >> 20
  const entry = ((above >>> 13) & (INTERVALS - 1)) << 2
  const z = scaled * SCALE[1022 + k]!
  const q = TABLE[entry]!
  const zHigh = ROUND + z - ROUND
  const rHigh = zHigh * q - 1
  const rLow = (z - zHigh) * q
  const r = rHigh + rLow
  const n = k + exponent
  const whole = n * LN2_HIGH + TABLE[entry + 1]!
  const high = whole + r
  const low = whole - high + r + (rHigh - r + rLow + (n * LN2_LOW + TABLE[entry + 2]!))
  const r2 = r * r
  return low + (r * r2 * (C3 + r * C4 + r2 * (C5 + r * C6 + r2 * (C7 + r * C8))) - 0.5 * r2) + high
}

/**
 * Natural logarithm of a normal positive `x`, relative error below 5e-14: a third of the time of `exactLog`, for variates.
 * The same method with r rounded and a shorter polynomial; meaningless for other arguments.
 */
export function quickLog(x: number): number {
  bits[0] = x
  const above = (words[HIGH_WORD]! - OFFSET) | 0
  const k = above >> 20
  const entry = ((above >>> 13) & (INTERVALS - 1)) << 2
  const r = x * SCALE[1022 + k]! * TABLE[entry]! - 1
  const r2 = r * r
  return k * LN2_NEAREST + TABLE[entry + 3]! + (r + r2 * (r * C3 - 0.5 + r2 * (C4 + r * C5 + r2 * (C6 + r * C7))))
}

/**
 * Natural logarithm of 1 + `x`, within 0.6 ulp also where x is small. -Infinity at -1, NaN below.
 */
export function exactLog1p(x: number): number {
  // 1 + x = sum + lost exactly; ln(sum + lost) = ln(sum) + lost / sum, to far below the last bit.
  const sum = 1 + x
  if (!(sum > 0 && sum < Infinity)) return exactLog(sum)
  if (sum === 1) return x
  const lost = x < 1 ? x - (sum - 1) : 1 - (sum - x)
  bits[0] = sum
  const above = (words[HIGH_WORD]! - OFFSET) | 0
  const k = above >> 20
  const entry = ((above >>> 13) & (INTERVALS - 1)) << 2
  const z = sum * SCALE[1022 + k]!
  const q = TABLE[entry]!
  const zHigh = ROUND + z - ROUND
  const rHigh = zHigh * q - 1
  const rLow = (z - zHigh) * q + lost * SCALE[1022 + k]! * q
  const r = rHigh + rLow
  const whole = k * LN2_HIGH + TABLE[entry + 1]!
  const high = whole + r
  const low = whole - high + r + (rHigh - r + rLow + (k * LN2_LOW + TABLE[entry + 2]!))
  const r2 = r * r
  return low + (r * r2 * (C3 + r * C4 + r2 * (C5 + r * C6 + r2 * (C7 + r * C8))) - 0.5 * r2) + high
}

/**
 * Natural logarithm of a finite normal `x` > 0 as an unevaluated sum of two doubles, to about 2^-65 of its value, for
 * `exactPow`: returns the high part and leaves the low one in `low[0]`.
 */
export function logPair(x: number, low: Float64Array): number {
  bits[0] = x
  const above = (words[HIGH_WORD]! - OFFSET) | 0
  const k = above >> 20
  const entry = ((above >>> 13) & (INTERVALS - 1)) << 2
  const z = x * SCALE[1022 + k]!
  const q = TABLE[entry]!
  const zHigh = ROUND + z - ROUND
  const rHigh = zHigh * q - 1
  const rLow = (z - zHigh) * q
  const r = rHigh + rLow
  const rLost = rHigh - r + rLow
  const whole = k * LN2_HIGH + TABLE[entry + 1]!
  const first = whole + r
  const firstLow = whole - first + r + (rLost + (k * LN2_LOW + TABLE[entry + 2]!))
  // The square term is large enough to need its own low part: square of the upper half of r is exact.
  const rTop = ROUND + r - ROUND
  const half = -0.5 * (rTop * rTop)
  const second = first + half
  const secondLow = first - second + half
  const r2 = r * r
  const rest = -0.5 * (r - rTop) * (r + rTop) - r * rLost
  const tail = r * r2 * (C3 + r * C4 + r2 * (C5 + r * C6 + r2 * (C7 + r * C8 + r2 * (1 / 9 - r * 0.1))))
  const lowSum = firstLow + secondLow + rest + tail
  const high = second + lowSum
  low[0] = second - high + lowSum
  return high
}

function tabulate(): Float64Array {
  const table = new Float64Array(4 * INTERVALS)
  for (let interval = 0; interval < INTERVALS; interval++) {
    // z runs from 0.6875 to 1 in steps of 2^-8 (80 intervals), then to 1.375 in steps of 2^-7 (48 intervals).
    const middle = interval < 80 ? 0.6875 + (interval + 0.5) / 256 : 1 + (interval - 80 + 0.5) / 128
    // q = 1 on both sides of 1: then ln q = 0 and the logarithm of a number near 1 keeps its relative accuracy.
    const beside = interval === 79 || interval === 80
    const numerator = beside ? RECIPROCAL_UNIT : Math.round(RECIPROCAL_UNIT / middle)
    const { high, low } = splitFixed(fixedLog(BigInt(RECIPROCAL_UNIT), BigInt(numerator)), HIGH_BITS)
    table.set([numerator / RECIPROCAL_UNIT, high, low, high + low], 4 * interval)
  }
  return table
}
