/**
 * Rights that may be used on several dates, valued on simulated paths: least-squares Monte Carlo.
 *
 * F. A. Longstaff, E. S. Schwartz, "Valuing American options by simulation: a simple least-squares approach", Review of Financial
 * Studies 14 (2001) 113.
 */
import { exactExp, fillUniforms, normalQuantile, requirePositive } from 'genba/statistics'
import type { StreamKey } from 'genba/statistics'
import { leastSquares } from './least-squares.ts'

/** One date on which the right may be used. All columns have one number a path, in the same order of paths on every date. */
export interface ExerciseDate {
  /** What using the right on this date brings, as of this date. */
  readonly payoff: Float64Array
  /** Columns from which the value of waiting is estimated, such as 1, S and S^2; not read on the last date. */
  readonly regressors: readonly Float64Array[]
  /** What money of this date is worth on the date before it (or now, for the first). */
  readonly discount: number
}

/** Value of a right and the rule that was found for its use. */
export interface ExerciseValue {
  /** Mean over paths of what the rule brings, as of now. */
  readonly value: number
  /** Standard error of the value where paths are independent. */
  readonly standardError: number
  /** Worth now of what each path brings. */
  readonly worth: Float64Array
  /** Index of the date on which each path uses the right; -1 where it never does. */
  readonly usedOn: Int32Array
  /** Coefficients of the value of waiting by date, on paths where using it would pay; none for the last date. */
  readonly waiting: readonly Float64Array[]
}

/**
 * Value of a right, backward from its last date: where using it would pay, it is used if the payoff exceeds the fitted value of waiting.
 * The rule is fitted on the paths it is valued on, which lifts the value a little; that it is not the best rule lowers it.
 * @throws RangeError if there is no date, or columns differ in length
 */
export function exerciseByRegression(dates: readonly ExerciseDate[]): ExerciseValue {
  const last = dates.at(-1)
  if (last === undefined) throw new RangeError('dates: expected at least one, received none')
  const paths = last.payoff.length
  const worth = new Float64Array(paths)
  const usedOn = new Int32Array(paths).fill(-1)
  const waiting: Float64Array[] = []
  for (let date = dates.length - 1; date >= 0; date--) {
    const { payoff, regressors, discount } = dates[date]!
    if (payoff.length !== paths) throw new RangeError(`dates[${date}].payoff: expected ${paths} numbers, received ${payoff.length}`)
    const paying = indicesOf(payoff)
    const isLast = date === dates.length - 1
    const columns = isLast ? [] : regressors.map((column) => gather(column, paying))
    const coefficients = isLast ? new Float64Array() : leastSquares(columns, gather(worth, paying))
    for (let row = 0; row < paying.length; row++) {
      const path = paying[row]!
      let kept = 0
      for (let k = 0; k < columns.length; k++) kept += coefficients[k]! * columns[k]![row]!
      if (!isLast && payoff[path]! <= kept) continue
      worth[path] = payoff[path]!
      usedOn[path] = date
    }
    for (let path = 0; path < paths; path++) worth[path]! *= discount
    if (!isLast) waiting.unshift(coefficients)
  }
  let sum = 0
  for (const value of worth) sum += value
  const value = sum / paths
  let squares = 0
  for (const each of worth) squares += (each - value) * (each - value)
  return { value, standardError: Math.sqrt(squares / (paths - 1) / paths), worth, usedOn, waiting }
}

function indicesOf(payoff: Float64Array): Int32Array {
  const paying = new Int32Array(payoff.length)
  let count = 0
  for (let path = 0; path < payoff.length; path++) if (payoff[path]! > 0) paying[count++] = path
  return paying.subarray(0, count)
}

function gather(column: Float64Array, indices: Int32Array): Float64Array {
  const found = new Float64Array(indices.length)
  for (let row = 0; row < indices.length; row++) found[row] = column[indices[row]!]!
  return found
}

/** A value that follows geometric Brownian motion. */
export interface GeometricMotion {
  readonly spot: number
  /** Mean growth of a year, continuous: the riskless rate less the yield, for valuation. */
  readonly drift: number
  /** Standard deviation of the yearly change of the logarithm. */
  readonly volatility: number
  /** Years from one date to the next. */
  readonly step: number
}

/**
 * Paths of a geometric Brownian motion: `S exp((drift - sigma^2 / 2) dt + sigma sqrt(dt) z)`. Date d draws block d of the stream.
 * @param dates how many dates, the first one step from now
 * @returns one column a date, one number a path
 * @throws RangeError unless spot, volatility and step are positive
 */
export function geometricPaths(
  { spot, drift, volatility, step }: GeometricMotion,
  dates: number,
  paths: number,
  key: StreamKey,
): Float64Array[] {
  for (const [name, value] of Object.entries({ spot, volatility, step })) requirePositive(name, value)
  const trend = (drift - (volatility * volatility) / 2) * step
  const spread = volatility * Math.sqrt(step)
  const uniforms = new Float64Array(paths)
  let before = new Float64Array(paths).fill(spot)
  return Array.from({ length: dates }, (_, date) => {
    fillUniforms(key, date, uniforms, 0, paths)
    const previous = before
    before = new Float64Array(paths)
    for (let path = 0; path < paths; path++) before[path] = previous[path]! * exactExp(trend + spread * normalQuantile(uniforms[path]!))
    return before
  })
}
