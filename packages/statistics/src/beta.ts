import { requireRising } from './distribution.ts'
import type { Distribution } from './distribution.ts'
import { exactExp, exactLog, quickExp } from './exact.ts'
import { incompleteBeta, logBetaDensity, logLowerBeta } from './incomplete-beta.ts'
import { normalScore, normalScores } from './normal-score.ts'
import { scoreLookup, scoreRoot, tabulateScores } from './score-table.ts'
import type { ScoredDistribution } from './score-table.ts'
import { requireMode } from './triangular.ts'

/**
 * Beta with shapes `alpha` and `beta`, stretched from [0, 1] to [low, high]. Builds a table (score-table.ts).
 * @throws RangeError unless both shapes are from 0.2 to 1000 and low < high
 */
export function beta(alpha: number, beta: number, low: number, high: number): Distribution {
  for (const [name, shape] of [
    ['alpha', alpha],
    ['beta', beta],
  ] as const)
    if (!(shape >= 0.2 && shape <= 1000)) throw new RangeError(`beta ${name}: expected a number from 0.2 to 1000, received ${shape}`)
  requireRising('beta low', low, 'beta high', high)
  return new Beta('beta', alpha, beta, low, high)
}

/**
 * PERT: the beta distribution on [low, high] with mean (low + 4 mode + high) / 6, that is alpha = 1 + 4 (mode - low) /
 * (high - low), beta = 6 - alpha (Malcolm, Roseboom, Clark & Fazar 1959, as usually restated; Vose's lambda = 4).
 * @throws RangeError unless low <= mode <= high and low < high
 */
export function pert(low: number, mode: number, high: number): Distribution {
  requireMode('pert', low, mode, high)
  return new Beta('pert', 1 + (4 * (mode - low)) / (high - low), 1 + (4 * (high - mode)) / (high - low), low, high)
}

/** Beta quantile at `u` without a table, some microseconds: for shapes that change at every draw. */
export function betaQuantile(u: number, alpha: number, beta: number, low: number, high: number): number {
  return low + (high - low) / (1 + exactExp(-scoreRoot(logit(alpha, beta), u, exactLog(alpha / beta))))
}

class Beta implements Distribution {
  readonly isConstant = false
  readonly uniforms = 1
  readonly family: string
  readonly mean: number
  readonly variance: number
  readonly shortest: number
  readonly longest: number
  readonly #alpha: number
  readonly #beta: number
  readonly #table: Float64Array
  readonly #scores: Float64Array = normalScores()

  constructor(family: string, alpha: number, beta: number, low: number, high: number) {
    const sum = alpha + beta
    const width = high - low
    this.family = family
    this.mean = low + (width * alpha) / sum
    this.variance = (width * width * alpha * beta) / (sum * sum * (sum + 1))
    this.shortest = low
    this.longest = high
    this.#alpha = alpha
    this.#beta = beta
    this.#table = tabulateScores(logit(alpha, beta), exactLog(alpha / beta))
  }

  quantile(u: number): number {
    const width = this.longest - this.shortest
    return this.shortest + width / (1 + quickExp(-scoreLookup(this.#table, normalScore(this.#scores, u))))
  }

  cumulative(x: number): number {
    return this.partialMoment(0, x)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    const { shortest: low, longest: high } = this
    const [a, b] = [this.#alpha, this.#beta]
    const width = high - low
    const share = (x - low) / width
    // Moments of the variable on [0, 1]: y^n times a beta density is, up to a factor, one of shape a + n.
    const zeroth = incompleteBeta(a, b, share)
    if (order === 0) return zeroth
    const first = (a / (a + b)) * incompleteBeta(a + 1, b, share)
    if (order === 1) return low * zeroth + width * first
    const second = ((a * (a + 1)) / ((a + b) * (a + b + 1))) * incompleteBeta(a + 2, b, share)
    return low * low * zeroth + 2 * low * width * first + width * width * second
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const low = this.shortest
    const width = this.longest - low
    const table = this.#table
    const scores = this.#scores
    // In three loops, each small enough for the compiler to inline what it calls.
    for (let i = 0; i < count; i++) out[outOffset + i] = normalScore(scores, u[uOffset + i]!)
    for (let i = outOffset; i < outOffset + count; i++) out[i] = scoreLookup(table, out[i]!)
    for (let i = outOffset; i < outOffset + count; i++) out[i] = low + width / (1 + quickExp(-out[i]!))
  }
}

/** Logit of a beta variate. */
export function logit(a: number, b: number): ScoredDistribution {
  return {
    logLower: (t) => logLowerBeta(a, b, t),
    logUpper: (t) => logLowerBeta(b, a, -t),
    logDensity: (t) => logBetaDensity(a, b, t),
    slope: (t) => a - (a + b) / (1 + exactExp(-t)),
    curvature: (t) => -(a + b) / ((1 + exactExp(-t)) * (1 + exactExp(t))),
  }
}
