import { cumulativeShares } from './distribution.ts'
import type { Distribution, Share } from './distribution.ts'

/**
 * Mixture: one of several distributions with given probabilities, as in a hyperexponential. The first uniform chooses the
 * branch, in the order given, and what remains of it, stretched over (0, 1), is the first uniform of the branch. So a
 * variate takes as many uniforms as the hungriest branch, and antithetic uniforms do not give antithetic variates.
 *
 * @throws RangeError unless there is a branch, shares are from 0 to 1 and add up to 1
 */
export function mix(parts: readonly (Share & { readonly of: Distribution })[]): Distribution {
  const shares = cumulativeShares(
    'mix',
    parts.map(({ share }) => share),
  )
  return new Mix(parts, shares)
}

export class Mix implements Distribution {
  readonly family = 'mix'
  readonly mean: number
  readonly variance: number
  readonly isConstant: boolean
  readonly shortest: number
  readonly longest: number
  readonly uniforms: number
  readonly shares: readonly number[]
  readonly parts: readonly Distribution[]
  /** Where the interval of each branch begins and how far one unit of u carries within it. */
  readonly #begins: Float64Array
  readonly #ends: Float64Array
  readonly #stretch: Float64Array
  // Room for one block: which variate each gathered entry belongs to, the uniforms and variates of one branch, the result.
  #owner = new Int32Array(0)
  #branch = new Int32Array(0)
  #gathered = new Float64Array(0)
  #result = new Float64Array(0)

  constructor(parts: readonly (Share & { readonly of: Distribution })[], ends: Float64Array) {
    const live = parts
      .map((part, index) => ({ of: part.of, begin: index === 0 ? 0 : ends[index - 1]!, end: ends[index]! }))
      .filter((part) => part.end > part.begin)
    this.parts = live.map((part) => part.of)
    this.#begins = Float64Array.from(live, (part) => part.begin)
    this.#ends = Float64Array.from(live, (part) => part.end)
    this.shares = live.map((part) => part.end - part.begin)
    this.#stretch = Float64Array.from(live, (part) => 1 / (part.end - part.begin))
    const average = (of: (part: Distribution) => number): number => this.parts.reduce((sum, part, i) => sum + this.shares[i]! * of(part), 0)
    this.mean = average((part) => part.mean)
    this.variance = average((part) => part.variance + (part.mean - this.mean) * (part.mean - this.mean))
    this.shortest = Math.min(...this.parts.map((part) => part.shortest))
    this.longest = Math.max(...this.parts.map((part) => part.longest))
    this.isConstant = this.shortest === this.longest
    this.uniforms = Math.max(1, ...this.parts.map((part) => part.uniforms))
  }

  quantile(u: number): number {
    if (this.uniforms > 1) throw new RangeError('mix: one uniform does not make a variate of a mixture of sums; use transform')
    const branch = this.#branchOf(u)
    return this.parts[branch]!.quantile(this.#remainder(u, branch))
  }

  cumulative(x: number): number {
    return this.partialMoment(0, x)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    return this.parts.reduce((sum, part, i) => sum + this.shares[i]! * part.partialMoment(order, x), 0)
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const width = this.uniforms
    if (this.#result.length < count) {
      this.#result = new Float64Array(count)
      this.#owner = new Int32Array(count)
      this.#branch = new Int32Array(count)
      this.#gathered = new Float64Array(count * width)
    }
    const [owner, branchOf, gathered, result] = [this.#owner, this.#branch, this.#gathered, this.#result]
    for (let i = 0; i < count; i++) branchOf[i] = this.#branchOf(u[uOffset + i * width]!)
    for (let branch = 0; branch < this.parts.length; branch++) {
      const part = this.parts[branch]!
      const begin = this.#begins[branch]!
      const stretch = this.#stretch[branch]!
      let found = 0
      let filled = 0
      for (let i = 0; i < count; i++) {
        if (branchOf[i] !== branch) continue
        owner[found++] = i
        const from = uOffset + i * width
        for (let j = 0; j < part.uniforms; j++) gathered[filled++] = j === 0 ? inside((u[from]! - begin) * stretch) : u[from + j]!
      }
      part.transform(gathered, 0, gathered, 0, found)
      for (let k = 0; k < found; k++) result[owner[k]!] = gathered[k]!
    }
    for (let i = 0; i < count; i++) out[outOffset + i] = result[i]!
  }

  #branchOf(u: number): number {
    let branch = 0
    while (u >= this.#ends[branch]!) branch++
    return branch
  }

  #remainder(u: number, branch: number): number {
    return inside((u - this.#begins[branch]!) * this.#stretch[branch]!)
  }
}

/** Rounding may carry a remainder onto the ends of (0, 1), where quantiles are infinite. */
function inside(u: number): number {
  return u > 0 ? (u < 1 ? u : 1 - HALF_UNIT) : HALF_UNIT
}

const HALF_UNIT = 1 / 0x20_0000_0000_0000 // 2^-53
