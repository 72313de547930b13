import { requirePositive } from './distribution.ts'
import type { Distribution } from './distribution.ts'
import { exactLog, exactLog1p, quickExp } from './exact.ts'
import { normalCumulative } from './normal-curve.ts'
import { normalScore, normalScores } from './normal-score.ts'

/**
 * Lognormal by the mean and the coefficient of variation (sd / mean) of the variable itself, not of its logarithm:
 * sigma^2 = ln(1 + cv^2), mu = ln(mean) - sigma^2 / 2. @throws RangeError unless both are above 0
 */
export function lognormal(mean: number, cv: number): Distribution {
  requirePositive('lognormal mean', mean)
  requirePositive('lognormal cv', cv)
  return new Lognormal(mean, cv)
}

/** Lognormal quantile at `u` for parameters that change at every draw. */
export function lognormalQuantile(u: number, mean: number, cv: number): number {
  const sigmaSquare = exactLog1p(cv * cv)
  return mean * quickExp(Math.sqrt(sigmaSquare) * normalScore(normalScores(), u) - sigmaSquare / 2)
}

class Lognormal implements Distribution {
  readonly family = 'lognormal'
  readonly isConstant = false
  readonly shortest = 0
  readonly longest: number = Infinity
  readonly uniforms = 1
  readonly mean: number
  readonly variance: number
  readonly #sigma: number
  readonly #median: number
  readonly #scores: Float64Array

  constructor(mean: number, cv: number) {
    this.mean = mean
    this.variance = mean * cv * (mean * cv)
    this.#sigma = Math.sqrt(exactLog1p(cv * cv))
    this.#median = mean / Math.sqrt(1 + cv * cv)
    this.#scores = normalScores()
  }

  quantile(u: number): number {
    return this.#median * quickExp(this.#sigma * normalScore(this.#scores, u))
  }

  cumulative(x: number): number {
    return this.partialMoment(0, x)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    if (!(x > 0)) return 0
    // X^n of a lognormal is one with mu shifted by n sigma^2, after scaling.
    const score = x === Infinity ? Infinity : exactLog(x / this.#median) / this.#sigma
    const whole = [1, this.mean, this.variance + this.mean * this.mean][order]!
    return whole * normalCumulative(score - order * this.#sigma)
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const sigma = this.#sigma
    const median = this.#median
    const scores = this.#scores
    // In two loops, each small enough for the compiler to inline what it calls.
    for (let i = 0; i < count; i++) out[outOffset + i] = sigma * normalScore(scores, u[uOffset + i]!)
    for (let i = outOffset; i < outOffset + count; i++) out[i] = median * quickExp(out[i]!)
  }
}
