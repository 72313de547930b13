/**
 * Regularized incomplete gamma functions in exact arithmetic, and their logarithms on the scale t = ln x, where neither
 * tail underflows. Series below a + 1, continued fraction (modified Lentz) above: Abramowitz & Stegun 6.5.29, 6.5.31;
 * W. H. Press et al., Numerical Recipes, section 6.2.
 */
import { exactExp, exactLnGamma, exactLog, exactLog1p, stirlingRest } from './exact.ts'

const TINY = 1e-300
const PRECISION = 1e-17

/** P(a, x), the probability that a gamma variate of shape a and scale 1 is at most x; relative error about 1e-14. */
export function lowerGamma(a: number, x: number): number {
  if (!(x > 0)) return 0
  if (x === Infinity) return 1
  return x < a + 1 ? exactExp(logPrefix(a, exactLog(x), x)) * series(a, x) : 1 - exactExp(logPrefix(a, exactLog(x), x)) * fraction(a, x)
}

/** ln P(a, e^t). */
export function logLowerGamma(a: number, t: number): number {
  const x = exactExp(t)
  if (x < a + 1) return logPrefix(a, t, x) + exactLog(series(a, x))
  return exactLog1p(-exactExp(logPrefix(a, t, x)) * fraction(a, x))
}

/** ln of 1 - P(a, e^t). */
export function logUpperGamma(a: number, t: number): number {
  const x = exactExp(t)
  if (x < a + 1) return exactLog1p(-exactExp(logPrefix(a, t, x)) * series(a, x))
  return logPrefix(a, t, x) + exactLog(fraction(a, x))
}

/** Logarithm of the density of ln X at t: x^a e^-x / gamma(a) with x = e^t. */
export function logGammaDensity(a: number, t: number): number {
  return logPrefix(a, t, exactExp(t)) + exactLog(a)
}

/** ln(x^a e^-x / gamma(a + 1)), with t = ln x. */
function logPrefix(a: number, t: number, x: number): number {
  if (a < 10) return a * t - x - exactLnGamma(a + 1)
  // For large a the terms cancel; with lambda = x / a they are -a (lambda - 1 - ln lambda) and what Stirling leaves.
  return -a * excess((x - a) / a) - 0.5 * exactLog(2 * Math.PI * a) - stirlingRest(a)
}

/** m - ln(1 + m), without cancellation near 0. */
function excess(m: number): number {
  if (m < -0.5 || m > 1) return m - exactLog1p(m)
  // ln(1 + m) = 2 artanh(s), s = m / (2 + m), and m - 2 s = m s.
  const s = m / (2 + m)
  const s2 = s * s
  let sum = 0
  let power = 1
  for (let n = 3; power > 1e-18; n += 2, power *= s2) sum += power / n
  return m * s - 2 * s * s2 * sum
}

/** P(a, x) / (x^a e^-x / gamma(a + 1)). */
function series(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * PRECISION; n++) sum += term *= x / (a + n)
  return sum
}

/** (1 - P(a, x)) / (x^a e^-x / gamma(a + 1)). */
function fraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let value = d
  for (let n = 1; n < 100_000; n++) {
    const step = -n * (n - a)
    b += 2
    d = step * d + b
    if (Math.abs(d) < TINY) d = TINY
    c = b + step / c
    if (Math.abs(c) < TINY) c = TINY
    d = 1 / d
    const factor = d * c
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return a * value
}
