import { cumulativeShares, requireFinite } from './distribution.ts'
import type { Distribution, Share } from './distribution.ts'

/**
 * Values with chances. The order in which they are given means nothing: the quantile function runs through rising values.
 *
 * @throws RangeError unless there is a value, all are finite, shares are from 0 to 1 and add up to 1
 */
export function discrete(parts: readonly (Share & { readonly value: number })[]): Distribution {
  for (const { value } of parts) requireFinite('discrete value', value)
  const rising = [...parts].sort((a, b) => a.value - b.value)
  const ends = cumulativeShares(
    'discrete',
    rising.map(({ share }) => share),
  )
  return new Discrete(
    'discrete',
    Float64Array.from(rising, ({ value }) => value),
    ends,
  )
}

/** Values in rising order, the i-th taken for u in [ends[i - 1], ends[i]). */
export class Discrete implements Distribution {
  readonly uniforms = 1
  readonly family: string
  readonly mean: number
  readonly variance: number
  readonly isConstant: boolean
  readonly shortest: number
  readonly longest: number
  readonly #values: Float64Array
  readonly #ends: Float64Array
  /** guide[floor(u * size)] is the first value possible there (Chen & Asau 1974): a look-up instead of a search. */
  readonly #guide: Int32Array

  constructor(family: string, values: Float64Array, ends: Float64Array) {
    this.family = family
    this.#values = values
    this.#ends = ends
    const live = values.filter((_, i) => this.#share(i) > 0)
    this.shortest = live[0]!
    this.longest = live[live.length - 1]!
    this.isConstant = this.shortest === this.longest
    this.mean = this.partialMoment(1, Infinity)
    this.variance = values.reduce((sum, value, i) => sum + this.#share(i) * (value - this.mean) * (value - this.mean), 0)
    this.#guide = new Int32Array(values.length)
    for (let cell = 0, at = 0; cell < values.length; cell++) {
      while (ends[at]! <= cell / values.length) at++
      this.#guide[cell] = at
    }
  }

  /** This distribution redrawn outside [low, high]; undefined if nothing lies there. */
  between(low: number, high: number): Discrete | undefined {
    const inside = Array.from(this.#values.keys()).filter((i) => this.#values[i]! >= low && this.#values[i]! <= high)
    const total = inside.reduce((sum, i) => sum + this.#share(i), 0)
    if (!(total > 0)) return undefined
    let sum = 0
    const ends = Float64Array.from(inside, (i) => (sum += this.#share(i)) / total)
    ends[ends.length - 1] = 1
    return new Discrete(
      this.family,
      Float64Array.from(inside, (i) => this.#values[i]!),
      ends,
    )
  }

  #share(index: number): number {
    return this.#ends[index]! - (index === 0 ? 0 : this.#ends[index - 1]!)
  }

  quantile(u: number): number {
    let at = this.#guide[(u * this.#guide.length) | 0]!
    // The product may have been rounded up into the next cell.
    while (at > 0 && u < this.#ends[at - 1]!) at--
    while (u >= this.#ends[at]!) at++
    return this.#values[at]!
  }

  cumulative(x: number): number {
    return this.partialMoment(0, x)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    let sum = 0
    for (let i = 0; i < this.#values.length && this.#values[i]! <= x; i++) {
      const value = this.#values[i]!
      sum += this.#share(i) * (order === 0 ? 1 : order === 1 ? value : value * value)
    }
    return sum
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const [values, ends, guide] = [this.#values, this.#ends, this.#guide]
    const cells = guide.length
    for (let i = 0; i < count; i++) {
      const p = u[uOffset + i]!
      let at = guide[(p * cells) | 0]!
      while (at > 0 && p < ends[at - 1]!) at--
      while (p >= ends[at]!) at++
      out[outOffset + i] = values[at]!
    }
  }
}
