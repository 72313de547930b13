import { requireFinite, requirePositive } from './distribution.ts'
import type { Distribution } from './distribution.ts'
import { normalCumulative, normalDensity } from './normal-curve.ts'
import { normalScore, normalScores } from './normal-score.ts'

/** Normal with the given mean and standard deviation; unbounded. @throws RangeError unless mean is finite and sd > 0 */
export function normal(mean: number, sd: number): Distribution {
  requireFinite('normal mean', mean)
  requirePositive('normal sd', sd)
  return new Normal(mean, sd)
}

class Normal implements Distribution {
  readonly family = 'normal'
  readonly isConstant = false
  readonly shortest: number = -Infinity
  readonly longest: number = Infinity
  readonly uniforms = 1
  readonly mean: number
  readonly variance: number
  readonly #sd: number
  readonly #scores: Float64Array

  constructor(mean: number, sd: number) {
    this.mean = mean
    this.variance = sd * sd
    this.#sd = sd
    this.#scores = normalScores()
  }

  quantile(u: number): number {
    return this.mean + this.#sd * normalScore(this.#scores, u)
  }

  cumulative(x: number): number {
    return normalCumulative((x - this.mean) / this.#sd)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    const { mean } = this
    const sd = this.#sd
    const below = this.cumulative(x)
    if (order === 0) return below
    // d/dz of -density is z density: E[X; X <= x] = mean F - sd f, and by parts once more for the square.
    const density = Math.abs(x) === Infinity ? 0 : normalDensity((x - mean) / sd)
    if (order === 1) return mean * below - sd * density
    return (mean * mean + sd * sd) * below - (density === 0 ? 0 : sd * (mean + x) * density)
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const mean = this.mean
    const sd = this.#sd
    const scores = this.#scores
    for (let i = 0; i < count; i++) out[outOffset + i] = mean + sd * normalScore(scores, u[uOffset + i]!)
  }
}
