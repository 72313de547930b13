import { Discrete } from './discrete.ts'
import { requireFinite, requirePositive } from './distribution.ts'
import type { Distribution } from './distribution.ts'
import { Mix, mix } from './mix.ts'
import { normal } from './normal.ts'
import { normalCumulative } from './normal-curve.ts'
import { normalScore, normalScores } from './normal-score.ts'

/** The least share of a distribution that truncation may keep: below, it describes something that hardly happens. */
const LEAST_KEPT = 1e-4
const HALF_UNIT = 1 / 0x20_0000_0000_0000 // 2^-53

/**
 * `of`, redrawn until it lies within [low, high]. Redrawing is done by inversion, so that a variate still takes one
 * uniform: u is mapped linearly onto the probabilities between the bounds. A mixture becomes the mixture of its truncated
 * parts, with shares in proportion to what each keeps.
 *
 * @throws RangeError unless low < high, `of` is no sum of several random parts and keeps at least 0.01 % between them
 */
export function truncated(of: Distribution, low: number, high: number): Distribution {
  if (!(low < high)) throw new RangeError(`truncated high: expected a number above low (${low}), received ${high}`)
  if (of.uniforms > 1) throw new RangeError(`truncated: expected a distribution drawn from one uniform, received ${of.family} of several`)
  requireKept(keptOf(of, low, high), of.family, low, high)
  return cut(of, low, high)
}

function cut(of: Distribution, low: number, high: number): Distribution {
  if (of.isConstant) return of
  if (of instanceof Discrete) return of.between(low, high)!
  if (!(of instanceof Mix)) return new Truncated('truncated', of, low, high)
  const kept = of.parts.map((part, i) => of.shares[i]! * keptOf(part, low, high))
  const total = kept.reduce((sum, share) => sum + share, 0)
  const parts = of.parts.map((part, i) => ({ share: kept[i]! / total, of: part })).filter(({ share }) => share > 1e-12)
  return mix(parts.map(({ share, of: part }) => ({ share, of: cut(part, low, high) })))
}

/** Probability of [low, high]. */
function keptOf(of: Distribution, low: number, high: number): number {
  return of.cumulative(high) - of.cumulative(justBelow(low))
}

/**
 * Normal with the given mean and standard deviation (before truncation), redrawn below zero.
 * @throws RangeError unless mean is finite, sd > 0, and at least 0.01 % lies above zero
 */
export function normalNonNegative(mean: number, sd: number): Distribution {
  const of = normal(mean, sd)
  requireKept(keptOf(of, 0, Infinity), 'normal', 0, Infinity)
  return new Truncated('normal', of, 0, Infinity)
}

/** Quantile at `u` of the normal redrawn below zero, for parameters that change at every draw. @throws as `normalNonNegative` */
export function normalNonNegativeQuantile(u: number, mean: number, sd: number): number {
  requireFinite('normal mean', mean)
  requirePositive('normal sd', sd)
  const below = normalCumulative(-mean / sd)
  requireKept(1 - below, 'normal', 0, Infinity)
  return Math.max(0, mean + sd * normalScore(normalScores(), within(below, u * (1 - below))))
}

class Truncated implements Distribution {
  readonly isConstant = false
  readonly family: string
  readonly mean: number
  readonly variance: number
  readonly shortest: number
  readonly longest: number
  readonly uniforms: number
  readonly #of: Distribution
  readonly #below: number
  readonly #kept: number

  constructor(family: string, of: Distribution, low: number, high: number) {
    this.family = family
    this.#of = of
    this.uniforms = of.uniforms
    this.shortest = Math.max(low, of.shortest)
    this.longest = Math.min(high, of.longest)
    this.#below = of.cumulative(justBelow(this.shortest))
    this.#kept = keptOf(of, this.shortest, this.longest)
    this.mean = this.partialMoment(1, this.longest)
    // Loses (mean / sd)^2 of its accuracy: of 15 digits, six are left where sd is a ten-thousandth of the mean.
    this.variance = Math.max(0, this.partialMoment(2, this.longest) - this.mean * this.mean)
  }

  quantile(u: number): number {
    const x = this.#of.quantile(within(this.#below, u * this.#kept))
    return Math.min(this.longest, Math.max(this.shortest, x))
  }

  cumulative(x: number): number {
    return this.partialMoment(0, x)
  }

  partialMoment(order: 0 | 1 | 2, x: number): number {
    if (x < this.shortest) return 0
    const top = Math.min(x, this.longest)
    return (this.#of.partialMoment(order, top) - this.#of.partialMoment(order, justBelow(this.shortest))) / this.#kept
  }

  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void {
    const { shortest, longest } = this
    const below = this.#below
    const kept = this.#kept
    for (let i = 0; i < count; i++) out[outOffset + i] = within(below, u[uOffset + i]! * kept)
    this.#of.transform(out, outOffset, out, outOffset, count)
    for (let i = 0; i < count; i++) out[outOffset + i] = Math.min(longest, Math.max(shortest, out[outOffset + i]!))
  }
}

/** below + above, kept inside (0, 1) against rounding. */
function within(below: number, above: number): number {
  return Math.max(HALF_UNIT, Math.min(below + above, 1 - HALF_UNIT))
}

/** A little below x, so that a bound which is itself a possible value is kept: matters where a value has a probability. */
function justBelow(x: number): number {
  return x === -Infinity ? x : x - Math.abs(x) * 1e-15 - 1e-300
}

function requireKept(kept: number, family: string, low: number, high: number): void {
  if (!(kept >= LEAST_KEPT))
    throw new RangeError(
      `truncated: expected at least 0.01 % of ${family} from ${low} to ${high}, received ${Number((100 * kept).toPrecision(3))} %`,
    )
}
