/**
 * Constants to more bits than a double holds, from integer arithmetic alone.
 *
 * The tables behind `exactLog` and `exactExp` need their entries to about 100 bits, the same on every machine. Whole
 * numbers of any size give that: a real number x stands here as the whole number x * 2^200, rounded down. Used when a
 * module is loaded (about a millisecond in all), never while a simulation runs.
 */

const FRACTION_BITS = 200n

/** 1 as a fixed-point number. */
export const ONE: bigint = 1n << FRACTION_BITS

/** Fixed-point value of the rational `numerator / denominator`. */
export function fixedRatio(numerator: bigint, denominator: bigint): bigint {
  return (numerator << FRACTION_BITS) / denominator
}

/** Product of two fixed-point numbers. */
export function fixedProduct(a: bigint, b: bigint): bigint {
  return (a * b) >> FRACTION_BITS
}

/**
 * Natural logarithm of the positive rational `numerator / denominator`, by ln q = 2 artanh((q - 1) / (q + 1))
 * (Abramowitz & Stegun 4.1.27). Converges quickly for q near 1: 30 terms for q from 0.7 to 1.5.
 */
export function fixedLog(numerator: bigint, denominator: bigint): bigint {
  const s = fixedRatio(numerator - denominator, numerator + denominator)
  const square = fixedProduct(s, s)
  let sum = 0n
  for (let power = s, n = 1n; power !== 0n && power !== -1n; power = fixedProduct(power, square), n += 2n) sum += power / n
  return 2n * sum
}

/** Exponential of a fixed-point number of magnitude up to about 1, by its power series. */
export function fixedExp(x: bigint): bigint {
  let sum = 0n
  for (let term = ONE, n = 1n; term !== 0n && term !== -1n; n++) {
    sum += term
    term = fixedProduct(term, x) / n
  }
  return sum
}

/** ln 2 as a fixed-point number. */
export const LN2: bigint = fixedLog(4n, 3n) + fixedLog(3n, 2n)

/**
 * Splits a fixed-point number into doubles: `high` a multiple of 2^-highBits (rounded to nearest), `low` what is left,
 * rounded to a double. high + low is then the number to about 100 bits.
 */
export function splitFixed(x: bigint, highBits: number): { high: number; low: number } {
  const shift = FRACTION_BITS - BigInt(highBits)
  const high = (x + (1n << (shift - 1n))) >> shift
  return { high: Number(high) * powerOfTwo(-highBits), low: fixedToNumber(x - (high << shift)) }
}

/** Double nearest to a fixed-point number. */
export function fixedToNumber(x: bigint): number {
  return Number(x) * powerOfTwo(-200)
}

/** 2 to a whole power from -1074 to 1023, by multiplication: `**` is not bound to be exact. */
export function powerOfTwo(exponent: number): number {
  let power = 1
  for (let step = 0; step < exponent; step++) power *= 2
  for (let step = 0; step > exponent; step--) power /= 2
  return power
}
