/**
 * Exponential function with the same bits in every engine.
 *
 * x = (128 n + j) (ln 2) / 128 + r with |r| <= (ln 2) / 256, so exp x = 2^n * 2^(j/128) * exp r: a table of 2^(j/128) as
 * double and remainder, and the Taylor polynomial of exp r. P. T. P. Tang, "Table-driven implementation of the
 * exponential function in IEEE floating-point arithmetic", ACM TOMS 15 (1989) 144-157. Only + - * and table look-ups.
 */
import { fixedExp, fixedProduct, fixedToNumber, LN2, powerOfTwo, splitFixed } from './fixed-point.ts'

const STEPS = 128
/** Per j: 2^(j/128) as a double, then what that double lacks, relative to it. */
const TABLE: Float64Array = tabulate()
/** POWER[1022 + n] is 2^n, n from -1022 to 1023. */
const POWER: Float64Array = Float64Array.from({ length: 2046 }, (_, index) => powerOfTwo(index - 1022))

// ln 2 / 128; the high part is a multiple of 2^-41, so that its product with any step number (18 bits) is exact.
const { high: STEP_HIGH, low: STEP_LOW } = splitFixed(LN2 / BigInt(STEPS), 41)
const STEP_NEAREST = STEP_HIGH + STEP_LOW
const STEPS_PER_UNIT = STEPS / fixedToNumber(LN2)
// Adding and subtracting it rounds to a whole number.
const ROUND = 0x18_0000_0000_0000 // 1.5 * 2^52

/** Exponential of `x`, within 0.52 ulp; within 1 ulp where the result is subnormal. Infinity above 709.78, 0 below -745.13. */
export function exactExp(x: number): number {
  return expOfSum(x, 0)
}

/**
 * exp(x + low) for |low| far below 2^-40: `low` carries what a rounded x lacks (see `exactPow`).
 */
export function expOfSum(x: number, low: number): number {
  if (!(x > -745.2 && x < 709.8)) return x < 0 ? 0 : x > 0 ? Infinity : NaN
  const steps = x * STEPS_PER_UNIT + ROUND - ROUND
  const step = steps | 0
  const r = x - steps * STEP_HIGH - steps * STEP_LOW + low
  const entry = (step & (STEPS - 1)) << 1
  const n = step >> 7
  const base = TABLE[entry]!
  const r2 = r * r
  const growth = TABLE[entry + 1]! + r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120)))
  const mantissa = base + base * growth
  if (n > -1022 && n < 1024) return mantissa * POWER[1022 + n]!
  // At the ends of the range in two steps, of which only the last may round.
  return n > 0 ? mantissa * 2 * POWER[2045]! : mantissa * POWER[2022 + n]! * POWER[22]!
}

/**
 * Exponential of `x`, relative error below 2e-13: a third of the time of `exactExp`, for variates. 0 below -708, Infinity
 * above 709.
 */
export function quickExp(x: number): number {
  if (!(x > -708 && x < 709)) return x < 0 ? 0 : x > 0 ? Infinity : NaN
  const steps = x * STEPS_PER_UNIT + ROUND - ROUND
  const step = steps | 0
  const r = x - steps * STEP_NEAREST
  const r2 = r * r
  const growth = r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120)))
  return TABLE[(step & (STEPS - 1)) << 1]! * POWER[1022 + (step >> 7)]! * (1 + growth)
}

/** exp(x) - 1, within 0.7 ulp also where x is small. -1 below -40. */
export function exactExpm1(x: number): number {
  if (!(x > -40)) return x < 0 ? -1 : x
  if (x > 40) return exactExp(x) - 1
  if (x > -0.03125 && x < 0.03125) {
    if (x === 0) return x // keeps the sign of zero
    // Taylor's series; the terms after x add at most 1.6 %, so that their rounding hardly shows.
    return x + x * x * (0.5 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x * (1 / 720 + x * (1 / 5040 + x * (1 / 40320)))))))
  }
  const steps = x * STEPS_PER_UNIT + ROUND - ROUND
  const step = steps | 0
  const r = x - steps * STEP_HIGH - steps * STEP_LOW
  const entry = (step & (STEPS - 1)) << 1
  const base = TABLE[entry]! * POWER[1022 + (step >> 7)]!
  const r2 = r * r
  const growth = TABLE[entry + 1]! + r + r2 * (0.5 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120)))
  // base - 1 = high + low exactly (Knuth's two-sum), so that nothing is lost before the last addition.
  const high = base - 1
  const back = high + 1
  const low = base - back + (back - high - 1)
  return high + (base * growth + low)
}

function tabulate(): Float64Array {
  // 2^(j/128) = 2^(16 a / 128) * 2^(b / 128): 24 series instead of 128.
  const coarse = Array.from({ length: 8 }, (_, a) => fixedExp((LN2 * BigInt(16 * a)) / 128n))
  const fine = Array.from({ length: 16 }, (_, b) => fixedExp((LN2 * BigInt(b)) / 128n))
  const table = new Float64Array(2 * STEPS)
  for (let j = 0; j < STEPS; j++) {
    const { high, low } = splitFixed(fixedProduct(coarse[j >> 4]!, fine[j & 15]!), 52)
    table[2 * j] = high
    table[2 * j + 1] = low / high
  }
  return table
}
