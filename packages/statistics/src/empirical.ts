import { Discrete } from './discrete.ts'
import { requireFinite } from './distribution.ts'
import type { Distribution } from './distribution.ts'

/**
 * Drawn from data. Without interpolation each datum has the same chance (the empirical distribution function, steps of
 * 1/n). With it, straight lines between neighbors: the quantile at u is at place (n - 1) u of the sorted data (Law,
 * Simulation Modeling and Analysis, section 6.2.4; type 7 of Hyndman & Fan 1996). Never outside the data.
 *
 * @param data at least one finite number, in any order
 * @param interpolate straight lines between the data; needs two
 * @throws RangeError if there are too few numbers or one is not finite
 */
export function empirical(data: ArrayLike<number>, interpolate = false): Distribution {
  const least = interpolate ? 2 : 1
  if (data.length < least) throw new RangeError(`empirical data: expected at least ${least} numbers, received ${data.length}`)
  const sorted = Float64Array.from(data).sort()
  for (const value of sorted) requireFinite('empirical data', value)
  if (interpolate) return new Interpolated(sorted)
  const { length } = sorted
  return new Discrete(
    'empirical',
    sorted,
    Float64Array.from({ length }, (_, i) => (i + 1) / length),
  )
}

class Interpolated implements Distribution {
  readonly family = 'empirical'
  readonly uniforms = 1
  readonly mean: number
  readonly variance: number
  readonly isConstant: boolean
  readonly shortest: number
  readonly longest: number
  readonly #sorted: Float64Array

  constructor(sorted: Float64Array) {
    this.#sorted = sorted
    this.shortest = sorted[0]!
    this.longest = sorted[sorted.length - 1]!
    this.isConstant = this.shortest === this.longest
    this.mean = this.partialMoment(1, Infinity)
    let square = 0
    for (let i = 0; i + 1 < sorted.length; i++) {
      const [a, b] = [sorted[i]! - this.mean, sorted[i + 1]! - this.mean]
      square += (a * a + a * b + b * b) / 3
    }
    this.variance = square / (sorted.length - 1)
  }

  quantile(u: number): number {
    const place = u * (this.#sorted.length - 1)
    const at = place | 0
    const below = this.#sorted[at]!
    return at + 1 < this.#sorted.length ? below + (place - at) * (this.#sorted[at + 1]! - below) : below
  }

  cumulative(x: number): number {
    return this.partialMoment(0, x)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    // Each gap has the probability 1 / (n - 1), uniform over it; a gap of width 0 is a point.
    const gaps = this.#sorted.length - 1
    let sum = 0
    for (let i = 0; i < gaps && this.#sorted[i]! <= x; i++) {
      const [a, b] = [this.#sorted[i]!, this.#sorted[i + 1]!]
      const top = Math.min(b, x)
      const share = b > a ? (top - a) / (b - a) : 1
      sum += share * (order === 0 ? 1 : order === 1 ? (a + top) / 2 : (a * a + a * top + top * top) / 3)
    }
    return sum / gaps
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const sorted = this.#sorted
    const last = sorted.length - 1
    for (let i = 0; i < count; i++) {
      const place = u[uOffset + i]! * last
      const at = place | 0
      const below = sorted[at]!
      out[outOffset + i] = at < last ? below + (place - at) * (sorted[at + 1]! - below) : below
    }
  }
}
