/**
 * Regularized incomplete beta function in exact arithmetic, and its logarithms on the scale t = ln(x / (1 - x)), where
 * neither tail underflows. Continued fraction (modified Lentz): Abramowitz & Stegun 26.5.8; W. H. Press et al., Numerical
 * Recipes, section 6.4.
 */
import { exactExp, exactLnGamma, exactLog, exactLog1p, stirlingRest } from './exact.ts'

const TINY = 1e-300

/** I_x(a, b), the probability that a beta variate is at most x; relative error about 1e-14 (a + b). */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (!(x > 0)) return 0
  if (x >= 1) return 1
  const logs = [exactLog(x), exactLog1p(-x)] as const
  const prefix = exactExp(a * logs[0] + b * logs[1] - logBeta(a, b))
  return x < (a + 1) / (a + b + 2) ? (prefix * fraction(a, b, x)) / a : 1 - (prefix * fraction(b, a, 1 - x)) / b
}

/** ln I_x(a, b) at x = 1 / (1 + e^-t). */
export function logLowerBeta(a: number, b: number, t: number): number {
  const x = 1 / (1 + exactExp(-t))
  const prefix = logBetaDensity(a, b, t)
  if (x < (a + 1) / (a + b + 2)) return prefix + exactLog(fraction(a, b, x) / a)
  return exactLog1p((-exactExp(prefix) * fraction(b, a, 1 / (1 + exactExp(t)))) / b)
}

/** Logarithm of the density of t = ln(X / (1 - X)): x^a (1 - x)^b / B(a, b). */
export function logBetaDensity(a: number, b: number, t: number): number {
  // ln x = -ln(1 + e^-t), ln(1 - x) = -ln(1 + e^t); one of the two is the other plus or minus t.
  const small = exactLog1p(exactExp(-Math.abs(t)))
  return (t > 0 ? -a * small - b * (t + small) : a * (t - small) - b * small) - logBeta(a, b)
}

/** Logarithm of the beta function, absolute error about 1e-14 plus 1e-16 of the logarithm for shapes up to 1e9. */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a]
  if (large < 10) return exactLnGamma(a) + exactLnGamma(b) - exactLnGamma(a + b)
  // ln gamma(large) - ln gamma(large + small) from Stirling's series, in which the large terms cancel by hand.
  const sum = large + small
  const ratio = small - (large - 0.5) * exactLog1p(small / large) - small * exactLog(sum) + stirlingRest(large) - stirlingRest(sum)
  return exactLnGamma(small) + ratio
}

function fraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (Math.abs(d) < TINY) d = TINY
  d = 1 / d
  let value = d
  for (let n = 1; n < 100_000; n++) {
    const even = (n * (b - n) * x) / ((a + 2 * n - 1) * (a + 2 * n))
    d = 1 + even * d
    if (Math.abs(d) < TINY) d = TINY
    c = 1 + even / c
    if (Math.abs(c) < TINY) c = TINY
    d = 1 / d
    value *= d * c
    const odd = (-(a + n) * (a + b + n) * x) / ((a + 2 * n) * (a + 2 * n + 1))
    d = 1 + odd * d
    if (Math.abs(d) < TINY) d = TINY
    c = 1 + odd / c
    if (Math.abs(c) < TINY) c = TINY
    d = 1 / d
    const factor = d * c
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value
}
