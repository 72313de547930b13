import { requirePositive } from './distribution.ts'
import type { Distribution } from './distribution.ts'
import { exactGamma, exactPow, quickExp, quickLog } from './exact.ts'
import { lowerGamma } from './incomplete-gamma.ts'

/** Weibull, F(x) = 1 - exp(-(x / scale)^shape). @throws RangeError unless shape is from 0.05 and scale above 0 */
export function weibull(shape: number, scale: number): Distribution {
  requireShape(shape)
  requirePositive('weibull scale', scale)
  return new Weibull(shape, scale)
}

/** Weibull with the given mean: scale = mean / gamma(1 + 1 / shape). @throws as `weibull` */
export function weibullByMean(shape: number, mean: number): Distribution {
  requireShape(shape)
  requirePositive('weibull mean', mean)
  return new Weibull(shape, mean / exactGamma(1 + 1 / shape))
}

/** scale (-ln(1 - u))^(1 / shape), for parameters that change at every draw. */
export function weibullQuantile(u: number, shape: number, scale: number): number {
  return scale * quickExp(quickLog(-quickLog(1 - u)) / shape)
}

function requireShape(shape: number): void {
  // Below, 1 / shape is so large that the mean leaves the range of doubles or means nothing to anyone.
  if (!(shape >= 0.05 && shape < Infinity)) throw new RangeError(`weibull shape: expected a number from 0.05, received ${shape}`)
}

class Weibull implements Distribution {
  readonly family = 'weibull'
  readonly isConstant = false
  readonly shortest = 0
  readonly longest: number = Infinity
  readonly uniforms = 1
  readonly mean: number
  readonly variance: number
  readonly #shape: number
  readonly #scale: number

  constructor(shape: number, scale: number) {
    this.#shape = shape
    this.#scale = scale
    const first = exactGamma(1 + 1 / shape)
    this.mean = scale * first
    this.variance = scale * scale * (exactGamma(1 + 2 / shape) - first * first)
  }

  quantile(u: number): number {
    return weibullQuantile(u, this.#shape, this.#scale)
  }

  cumulative(x: number): number {
    return this.partialMoment(0, x)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    if (!(x > 0)) return 0
    // (x / scale)^shape is exponential: moments are incomplete gamma functions.
    const argument = x === Infinity ? Infinity : exactPow(x / this.#scale, this.#shape)
    const whole = [1, this.mean, this.variance + this.mean * this.mean][order]!
    return whole * lowerGamma(1 + order / this.#shape, argument)
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const scale = this.#scale
    const shape = this.#shape
    // In three loops, each small enough for the compiler to inline what it calls.
    for (let i = 0; i < count; i++) out[outOffset + i] = quickLog(1 - u[uOffset + i]!)
    for (let i = outOffset; i < outOffset + count; i++) out[i] = quickLog(-out[i]!)
    for (let i = outOffset; i < outOffset + count; i++) out[i] = scale * quickExp(out[i]! / shape)
  }
}
