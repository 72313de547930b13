import { requireFinite } from './distribution.ts'
import type { Distribution } from './distribution.ts'

/** Always `value`; takes no uniform. @throws RangeError unless it is finite */
export function constant(value: number): Distribution {
  requireFinite('constant', value)
  return new Constant(value)
}

class Constant implements Distribution {
  readonly family = 'constant'
  readonly variance = 0
  readonly isConstant = true
  readonly uniforms = 0
  readonly mean: number
  readonly shortest: number
  readonly longest: number

  constructor(value: number) {
    this.mean = this.shortest = this.longest = value
  }

  quantile(_u: number): number {
    return this.mean
  }

  cumulative(x: number): number {
    return x >= this.mean ? 1 : 0
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    return x >= this.mean ? [1, this.mean, this.mean * this.mean][order]! : 0
  }

  transform(_u: Float64Array, _uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    out.fill(this.mean, outOffset, outOffset + count)
  }
}
