import { requirePositive } from './distribution.ts'
import type { Distribution } from './distribution.ts'
import { exactExp, exactLnGamma, exactLog, quickExp } from './exact.ts'
import { logGammaDensity, logLowerGamma, logUpperGamma, lowerGamma } from './incomplete-gamma.ts'
import { normalScore, normalScores } from './normal-score.ts'
import { scoreLookup, scoreRoot, tabulateScores } from './score-table.ts'
import type { ScoredDistribution } from './score-table.ts'

/**
 * Gamma with the given shape and mean (scale mean / shape, cv 1 / sqrt(shape)). The first of each shape builds a table
 * (score-table.ts); the means share it. @throws RangeError unless shape is from 0.05 to 1e6 and mean above 0
 */
export function gamma(shape: number, mean: number): Distribution {
  if (!(shape >= 0.05 && shape <= 1e6)) throw new RangeError(`gamma shape: expected a number from 0.05 to 1e6, received ${shape}`)
  requirePositive('gamma mean', mean)
  return new Gamma('gamma', shape, mean)
}

/** Sum of `shape` exponential phases of equal means that add up to `mean`. @throws RangeError unless shape is whole, 1 to 1e6 */
export function erlang(shape: number, mean: number): Distribution {
  if (!(Number.isInteger(shape) && shape >= 1 && shape <= 1e6))
    throw new RangeError(`erlang shape: expected a whole number from 1 to 1e6, received ${shape}`)
  requirePositive('erlang mean', mean)
  return new Gamma('erlang', shape, mean)
}

/** Gamma quantile at `u` without a table, some microseconds: for a shape that changes at every draw. */
export function gammaQuantile(u: number, shape: number, mean: number): number {
  return (mean / shape) * exactExp(scoreRoot(logGamma(shape), u, startOf(shape)))
}

class Gamma implements Distribution {
  readonly isConstant = false
  readonly shortest = 0
  readonly longest: number = Infinity
  readonly uniforms = 1
  readonly family: string
  readonly mean: number
  readonly variance: number
  readonly #shape: number
  readonly #scale: number
  readonly #table: Float64Array
  readonly #scores: Float64Array = normalScores()

  constructor(family: string, shape: number, mean: number) {
    this.family = family
    this.mean = mean
    this.variance = (mean * mean) / shape
    this.#shape = shape
    this.#scale = mean / shape
    this.#table = tableOf(shape)
  }

  quantile(u: number): number {
    return this.#scale * quickExp(scoreLookup(this.#table, normalScore(this.#scores, u)))
  }

  cumulative(x: number): number {
    return lowerGamma(this.#shape, x / this.#scale)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    // x^n times a gamma density is, up to a factor, a gamma density of shape + n.
    const whole = [1, this.mean, this.variance + this.mean * this.mean][order]!
    return whole * lowerGamma(this.#shape + order, x / this.#scale)
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const scale = this.#scale
    const table = this.#table
    const scores = this.#scores
    // In three loops, each small enough for the compiler to inline what it calls.
    for (let i = 0; i < count; i++) out[outOffset + i] = normalScore(scores, u[uOffset + i]!)
    for (let i = outOffset; i < outOffset + count; i++) out[i] = scoreLookup(table, out[i]!)
    for (let i = outOffset; i < outOffset + count; i++) out[i] = scale * quickExp(out[i]!)
  }
}

// Tables by shape, the oldest dropped: a plant has few shapes, a search over shapes any number.
const TABLES_KEPT = 256
const tables = new Map<number, Float64Array>()

function tableOf(shape: number): Float64Array {
  let table = tables.get(shape)
  if (table === undefined) {
    table = tabulateScores(logGamma(shape), startOf(shape))
    if (tables.size === TABLES_KEPT) tables.delete(tables.keys().next().value!)
    tables.set(shape, table)
  }
  return table
}

/** Logarithm of a gamma variate of scale 1. */
function logGamma(shape: number): ScoredDistribution {
  return {
    logLower: (t) => logLowerGamma(shape, t),
    logUpper: (t) => logUpperGamma(shape, t),
    logDensity: (t) => logGammaDensity(shape, t),
    slope: (t) => shape - exactExp(t),
    curvature: (t) => -exactExp(t),
  }
}

/** About the logarithm of the median of scale 1: Wilson and Hilferty (1931), or where the shape is small the leading term of the series. */
function startOf(shape: number): number {
  if (shape < 0.6) return (exactLog(0.5) + exactLnGamma(shape + 1)) / shape
  return exactLog(shape) + 3 * exactLog(1 - 1 / (9 * shape))
}
