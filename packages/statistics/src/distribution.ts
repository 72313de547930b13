/**
 * What every distribution can do.
 *
 * A variate comes from a fixed number of uniforms, nearly always one, by inversion: the quantile function at a uniform.
 * So the n-th variate of a stream depends on nothing but the stream and n, two runs that draw from the same streams are
 * coupled (common random numbers), and replacing each u by 1 - u gives antithetic runs. All arithmetic is exact in the
 * sense of `exact.ts`: the same bits on every machine.
 *
 * A distribution whose parameters change from draw to draw needs no new object. Multiplying by a number scales every
 * family, so a duration whose mean follows a learning curve is `mean` times a variate of the distribution with mean 1;
 * where the shape changes too, `exponentialQuantile(u, mean)` and its kin beside each family need no object and no table.
 */
export interface Distribution {
  /** Name in the model language: 'exponential', 'lognormal', ... */
  readonly family: string
  /** Expected value, in the unit of the parameters. */
  readonly mean: number
  /** Variance, in the square of that unit. */
  readonly variance: number
  /** Whether every variate is the same number. */
  readonly isConstant: boolean
  /** Infimum of the support, in the unit of the parameters; -Infinity where there is none. */
  readonly shortest: number
  /** Supremum of the support; Infinity where there is none. */
  readonly longest: number
  /** Uniforms that one variate takes: 0 for a constant, 1 for nearly all, the sum over the phases for `sum`. */
  readonly uniforms: number
  /**
   * The variate of one uniform 0 < u < 1, the same bits as `transform`. For every family but `mix` this is the quantile
   * function, rising in u. @throws RangeError where `uniforms` is above 1
   */
  quantile(u: number): number
  /** Probability of at most `x`. @throws RangeError for `sum`, whose distribution function has no closed form here */
  cumulative(x: number): number
  /** E[X^order; X <= x], order 0, 1 or 2: the part of the moment that lies at or below `x`. @throws as `cumulative` */
  partialMoment(order: 0 | 1 | 2, x: number): number
  /**
   * Maps `count * uniforms` uniforms from `u[uOffset]` on to `count` variates from `out[outOffset]` on. Variate i takes
   * the uniforms from u[uOffset + i * uniforms] on. `out` may be `u` itself if outOffset <= uOffset. Allocates nothing.
   */
  transform(u: Float64Array, uOffset: number, out: Float64Array, outOffset: number, count: number): void
}

/** One branch of a mixture, or one value of a discrete distribution: its probability as a ratio. */
export interface Share {
  readonly share: number
}

/** @throws RangeError unless `value` is a finite number */
export function requireFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name}: expected a finite number, received ${value}`)
}

/** @throws RangeError unless `value` is a finite number above 0 */
export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name}: expected a number above 0, received ${value}`)
}

/** @throws RangeError unless `value` is a finite number from 0 */
export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name}: expected a number from 0, received ${value}`)
}

/** @throws RangeError unless `low` and `high` are finite and low < high */
export function requireRising(lowName: string, low: number, highName: string, high: number): void {
  requireFinite(lowName, low)
  requireFinite(highName, high)
  if (!(low < high)) throw new RangeError(`${highName}: expected a number above ${lowName} (${low}), received ${high}`)
}

/**
 * Cumulative shares of a list, the last exactly 1.
 * @throws RangeError if the list is empty, a share is negative, or they do not add up to 1 within 1e-9
 */
export function cumulativeShares(name: string, shares: readonly number[]): Float64Array {
  if (shares.length === 0) throw new RangeError(`${name}: expected at least one share, received none`)
  let sum = 0
  const cumulative = Float64Array.from(shares, (share) => {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`${name}: expected shares from 0 to 1, received ${share}`)
    return (sum += share)
  })
  if (Math.abs(sum - 1) > 1e-9) throw new RangeError(`${name}: expected shares that add up to 1, received ${sum}`)
  return cumulative.map((share, index) => (index === shares.length - 1 ? 1 : Math.min(1, share / sum)))
}
