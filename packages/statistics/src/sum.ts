import type { Distribution } from './distribution.ts'

/**
 * Sum of independent variates: phases in series. A variate takes the uniforms of all parts, in their order; where that is
 * more than one there is no quantile function here.
 *
 * @throws RangeError if there is no part
 */
export function sum(parts: readonly Distribution[]): Distribution {
  if (parts.length === 0) throw new RangeError('sum: expected at least one part, received none')
  return new Sum(parts)
}

class Sum implements Distribution {
  readonly family = 'sum'
  readonly mean: number
  readonly variance: number
  readonly isConstant: boolean
  readonly shortest: number
  readonly longest: number
  readonly uniforms: number
  readonly #parts: readonly Distribution[]
  // Room for one block: the uniforms of one part, then its variates; the sums.
  #gathered = new Float64Array(0)
  #result = new Float64Array(0)

  constructor(parts: readonly Distribution[]) {
    const total = (of: (part: Distribution) => number): number => parts.reduce((sum, part) => sum + of(part), 0)
    this.#parts = parts
    this.mean = total((part) => part.mean)
    this.variance = total((part) => part.variance)
    this.isConstant = parts.every((part) => part.isConstant)
    this.shortest = total((part) => part.shortest)
    this.longest = total((part) => part.longest)
    this.uniforms = total((part) => part.uniforms)
  }

  quantile(u: number): number {
    if (this.uniforms > 1) throw new RangeError(`sum: a variate takes ${this.uniforms} uniforms; use transform`)
    return this.#parts.reduce((sum, part) => sum + part.quantile(u), 0)
  }

  cumulative(x: number): number {
    return this.partialMoment(0, x)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    // With at most one part that varies, the sum is that part shifted.
    const varying = this.#parts.filter((part) => !part.isConstant)
    if (varying.length > 1) throw new RangeError('sum: the distribution function of a sum of several random parts is not available')
    const shift = this.#parts.reduce((sum, part) => sum + (part.isConstant ? part.mean : 0), 0)
    const of = (n: 0 | 1 | 2): number =>
      varying[0] === undefined ? (n === 0 && x >= shift ? 1 : 0) : varying[0].partialMoment(n, x - shift)
    if (order === 0) return of(0)
    return order === 1 ? of(1) + shift * of(0) : of(2) + 2 * shift * of(1) + shift * shift * of(0)
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const width = this.uniforms
    if (this.#result.length < count) {
      this.#result = new Float64Array(count)
      this.#gathered = new Float64Array(count * Math.max(1, width))
    }
    const [gathered, result] = [this.#gathered, this.#result]
    result.fill(0, 0, count)
    let first = uOffset
    for (const part of this.#parts) {
      const wanted = part.uniforms
      let filled = 0
      for (let i = 0; i < count; i++) for (let j = 0; j < wanted; j++) gathered[filled++] = u[first + i * width + j]!
      part.transform(gathered, 0, gathered, 0, count)
      for (let i = 0; i < count; i++) result[i] = result[i]! + gathered[i]!
      first += wanted
    }
    for (let i = 0; i < count; i++) out[outOffset + i] = result[i]!
  }
}
