import { requireRising } from './distribution.ts'
import type { Distribution } from './distribution.ts'

/** Triangular on [low, high] with its peak at `mode`. @throws RangeError unless low <= mode <= high and low < high */
export function triangular(low: number, mode: number, high: number): Distribution {
  requireMode('triangular', low, mode, high)
  return new Triangular(low, mode, high)
}

/** @throws RangeError unless low <= mode <= high and low < high, all finite */
export function requireMode(family: string, low: number, mode: number, high: number): void {
  requireRising(`${family} low`, low, `${family} high`, high)
  if (!(mode >= low && mode <= high)) throw new RangeError(`${family} mode: expected a number from ${low} to ${high}, received ${mode}`)
}

/** Triangular quantile at `u`, for parameters that change at every draw. */
export function triangularQuantile(u: number, low: number, mode: number, high: number): number {
  const width = high - low
  return u * width < mode - low ? low + Math.sqrt(u * (width * (mode - low))) : high - Math.sqrt((1 - u) * (width * (high - mode)))
}

class Triangular implements Distribution {
  readonly family = 'triangular'
  readonly isConstant = false
  readonly uniforms = 1
  readonly mean: number
  readonly variance: number
  readonly shortest: number
  readonly longest: number
  readonly #mode: number

  constructor(low: number, mode: number, high: number) {
    this.shortest = low
    this.longest = high
    this.#mode = mode
    this.mean = (low + mode + high) / 3
    const [a, b] = [mode - low, high - mode]
    this.variance = (a * a + b * b + a * b) / 18
  }

  quantile(u: number): number {
    return triangularQuantile(u, this.shortest, this.#mode, this.longest)
  }

  cumulative(x: number): number {
    const { shortest: low, longest: high } = this
    const mode = this.#mode
    if (!(x > low)) return 0
    if (x >= high) return 1
    return x < mode
      ? ((x - low) * (x - low)) / ((high - low) * (mode - low))
      : 1 - ((high - x) * (high - x)) / ((high - low) * (high - mode))
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    if (order === 0) return this.cumulative(x)
    const { shortest: low, longest: high } = this
    const mode = this.#mode
    const top = Math.min(high, Math.max(low, x))
    const rising = mode > low ? (2 * rampMoment(order, low, Math.min(top, mode), low)) / ((high - low) * (mode - low)) : 0
    const falling = top > mode ? (-2 * rampMoment(order, mode, top, high)) / ((high - low) * (high - mode)) : 0
    return rising + falling
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const { shortest: low, longest: high } = this
    const mode = this.#mode
    const width = high - low
    const left = width * (mode - low)
    const right = width * (high - mode)
    for (let i = 0; i < count; i++) {
      const p = u[uOffset + i]!
      out[outOffset + i] = p * width < mode - low ? low + Math.sqrt(p * left) : high - Math.sqrt((1 - p) * right)
    }
  }
}

/** Integral of x^order (x - zero) from a to b. */
function rampMoment(order: 1 | 2, a: number, b: number, zero: number): number {
  const primitive = (x: number): number => (order === 1 ? x * x * (x / 3 - zero / 2) : x * x * x * (x / 4 - zero / 3))
  return primitive(b) - primitive(a)
}
