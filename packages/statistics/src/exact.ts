/**
 * Elementary functions with the same bits in every engine: + - * / sqrt, tables and bit moves only.
 *
 * Everything that feeds a simulation uses these; `Math.log` and its kin round differently from one library to the next.
 * ECMAScript leaves their accuracy open but defines + - * / and `Math.sqrt` exactly (IEEE 754, round to nearest).
 */
import { exactExp, expOfSum } from './exact-exp.ts'
import { exactLog, LN2_HIGH, LN2_LOW, logPair } from './exact-log.ts'

export { exactExp, exactExpm1, quickExp } from './exact-exp.ts'
export { exactLog, exactLog1p, quickLog } from './exact-log.ts'

const SPLIT = 0x800_0001 // 2^27 + 1
const TWO_54 = 0x40_0000_0000_0000
const TWO_66 = TWO_54 * 0x1000
const lowPart = new Float64Array(1)

/**
 * `x` to the power `y`, within 0.6 ulp (1 ulp where the result is subnormal): exp(y ln x) with y ln x carried as a sum of
 * two doubles. Special cases as `Math.pow`: a negative `x` with a `y` that is not whole gives NaN.
 */
export function exactPow(x: number, y: number): number {
  if (y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (x < 0 || Object.is(x, -0)) {
    const odd = Number.isInteger(y) && Math.abs(y) <= Number.MAX_SAFE_INTEGER && y % 2 !== 0
    if (x < 0 && x > -Infinity && Number.isFinite(y) && !Number.isInteger(y)) return NaN
    const magnitude = exactPow(-x, y)
    return odd ? -magnitude : magnitude
  }
  if (!Number.isFinite(y)) return x === 1 ? NaN : x > 1 === y > 0 ? Infinity : 0
  if (x === 0 || x === Infinity) return (x === 0) === y > 0 ? 0 : Infinity
  if (x === 1) return 1
  // Beyond 2^66 or below 2^-66 the power is 0, 1 or Infinity whatever x is; keeps the products below in range.
  const exponent = Math.abs(y) > TWO_66 ? (y > 0 ? TWO_66 : -TWO_66) : y
  if (Math.abs(exponent) < 1 / TWO_66) return 1
  let high: number
  if (x < 2.2250738585072014e-308) {
    // Below the normal range: ln x = ln(2^54 x) - 54 ln 2.
    const scaled = logPair(x * TWO_54, lowPart)
    high = scaled - 54 * LN2_HIGH
    lowPart[0] = scaled - high - 54 * LN2_HIGH + (lowPart[0]! - 54 * LN2_LOW)
  } else high = logPair(x, lowPart)
  const product = exponent * high
  if (product > 710 || product < -746) return product > 0 ? Infinity : 0
  // The rounding error of that product, by Dekker's splitting into halves of 26 bits.
  const a = exponent * SPLIT
  const exponentTop = a - (a - exponent)
  const exponentRest = exponent - exponentTop
  const b = high * SPLIT
  const highTop = b - (b - high)
  const highRest = high - highTop
  const lost = exponentTop * highTop - product + exponentTop * highRest + exponentRest * highTop + exponentRest * highRest
  return expOfSum(product, lost + exponent * lowPart[0]!)
}

// Stirling's series: B(2k) / (2k (2k - 1)), k = 1, 2, ... (Abramowitz & Stegun 6.1.41).
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]
const HALF_LN_TWO_PI = 0.9189385332046727

/**
 * Natural logarithm of the gamma function of `x` > 0, within 2e-15 of max(1, |value|). Stirling's series from 10 upward,
 * the recurrence gamma(x + 1) = x gamma(x) below (Abramowitz & Stegun 6.1.15, 6.1.41). NaN for x <= 0.
 */
export function exactLnGamma(x: number): number {
  if (!(x > 0)) return NaN
  if (x === Infinity) return Infinity
  let shifted = x
  let product = 1
  while (shifted < 10) product *= shifted++
  const stirling = (shifted - 0.5) * exactLog(shifted) - shifted + HALF_LN_TWO_PI + stirlingRest(shifted)
  return product === 1 ? stirling : stirling - exactLog(product)
}

/** What Stirling's formula (x - 1/2) ln x - x + ln(2 pi) / 2 lacks of ln gamma(x), for x from 10. */
export function stirlingRest(x: number): number {
  const square = 1 / (x * x)
  let series = 0
  for (let term = STIRLING.length - 1; term >= 0; term--) series = series * square + STIRLING[term]!
  return series / x
}

/** Gamma function of `x` > 0, within 1e-14 of its value up to 170. */
export function exactGamma(x: number): number {
  return exactExp(exactLnGamma(x))
}
