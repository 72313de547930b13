import { requireRising } from './distribution.ts'
import type { Distribution } from './distribution.ts'

/** Equally likely anywhere from `low` to `high`. @throws RangeError unless low < high, both finite */
export function uniform(low: number, high: number): Distribution {
  requireRising('uniform low', low, 'uniform high', high)
  return new Uniform(low, high)
}

/** low + u (high - low). */
export function uniformQuantile(u: number, low: number, high: number): number {
  return low + u * (high - low)
}

class Uniform implements Distribution {
  readonly family = 'uniform'
  readonly isConstant = false
  readonly uniforms = 1
  readonly mean: number
  readonly variance: number
  readonly shortest: number
  readonly longest: number

  constructor(low: number, high: number) {
    this.mean = low + (high - low) / 2
    this.variance = ((high - low) * (high - low)) / 12
    this.shortest = low
    this.longest = high
  }

  quantile(u: number): number {
    return uniformQuantile(u, this.shortest, this.longest)
  }

  cumulative(x: number): number {
    return Math.min(1, Math.max(0, (x - this.shortest) / (this.longest - this.shortest)))
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    const { shortest: low, longest: high } = this
    const top = Math.min(high, Math.max(low, x))
    const [first, last] = [
      [low, top],
      [low * low, top * top],
      [low * low * low, top * top * top],
    ][order]!
    return (last! - first!) / ((order + 1) * (high - low))
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const { shortest: low, longest: high } = this
    for (let i = 0; i < count; i++) out[outOffset + i] = uniformQuantile(u[uOffset + i]!, low, high)
  }
}
