/**
 * Which inputs a result hangs on, over the whole of their ranges: screening by elementary effects, shares of variance.
 *
 * M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991) 161, with the mean of absolute effects of
 * F. Campolongo, J. Cariboni, A. Saltelli, Environmental Modelling & Software 22 (2007) 1509; A. Saltelli and others, "Variance based sensitivity
 * analysis of model output", Computer Physics Communications 181 (2010) 259, whose first-order estimator is taken, and total effects by M. J. W.
 * Jansen, Computer Physics Communications 117 (1999) 35.
 */
import { fillUniforms } from 'genba/statistics'
import type { StreamKey } from 'genba/statistics'
import { sobolPoints } from './sobol-points.ts'

/** A result of inputs, each between 0 and 1. */
export type UnitFunction = (inputs: Float64Array) => number

/** Effects of one input. */
export interface ElementaryEffect {
  /** Mean of absolute effects: how much the result moves when the input goes from 0 to 1. */
  readonly meanAbsolute: number
  readonly mean: number
  /** Spread of effects: large where they depend on other inputs, or bend. */
  readonly deviation: number
}

/**
 * Elementary effects over random trajectories on a grid. Each trajectory takes one evaluation more than there are inputs.
 * @param levels of the grid, even; a step is `levels / (2 (levels - 1))`
 * @throws RangeError unless levels are even and from 2, and trajectories 2 or more
 */
export function screen(of: UnitFunction, inputs: number, trajectories: number, levels: number, key: StreamKey): ElementaryEffect[] {
  if (!(Number.isInteger(levels / 2) && levels >= 2)) throw new RangeError(`levels: expected an even number from 2, received ${levels}`)
  if (!(trajectories >= 2)) throw new RangeError(`trajectories: expected 2 or more, received ${trajectories}`)
  const step = levels / (2 * (levels - 1))
  const effects = Array.from({ length: inputs }, () => new Float64Array(trajectories))
  const uniforms = new Float64Array(2 * inputs)
  for (let row = 0; row < trajectories; row++) {
    fillUniforms(key, row, uniforms, 0, 2 * inputs)
    // A start in the lower or upper half decides the way of the step; the second half of the numbers decides the order.
    const at = Float64Array.from({ length: inputs }, (_, k) => Math.floor(uniforms[k]! * levels) / (levels - 1))
    const order = Array.from({ length: inputs }, (_, k) => k).toSorted((a, b) => uniforms[inputs + a]! - uniforms[inputs + b]!)
    let before = of(at.slice())
    for (const input of order) {
      const change = at[input]! < 0.5 ? step : -step
      at[input]! += change
      const after = of(at.slice())
      effects[input]![row] = (after - before) / change
      before = after
    }
  }
  return effects.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / trajectories
    const squares = column.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
    return {
      meanAbsolute: column.reduce((sum, value) => sum + Math.abs(value), 0) / trajectories,
      mean,
      deviation: Math.sqrt(squares / (trajectories - 1)),
    }
  })
}

/** Shares of the variance of a result. */
export interface VarianceShares {
  readonly mean: number
  readonly variance: number
  /** What each input alone explains. */
  readonly first: Float64Array
  /** What would be left if all other inputs were known. */
  readonly total: Float64Array
  readonly evaluations: number
}

/**
 * First and total shares of variance from two sets of points and those in which one column was exchanged.
 * @param inputs at most 16: two sets of points take twice as many dimensions
 * @param count points of a set, a power of two for full evenness
 * @throws RangeError as `sobolPoints`
 */
export function varianceShares(of: UnitFunction, inputs: number, count: number, key: StreamKey): VarianceShares {
  const columns = sobolPoints(2 * inputs, count, key)
  const point = new Float64Array(inputs)
  const evaluate = (columnOf: (input: number) => Float64Array): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => {
      for (let input = 0; input < inputs; input++) point[input] = columnOf(input)[row]!
      return of(point.slice())
    })
  const a = evaluate((input) => columns[input]!)
  const b = evaluate((input) => columns[inputs + input]!)
  const sum = a.reduce((all, value) => all + value, 0) + b.reduce((all, value) => all + value, 0)
  const mean = sum / (2 * count)
  const spread = (column: Float64Array): number => column.reduce((all, value) => all + (value - mean) * (value - mean), 0)
  const variance = (spread(a) + spread(b)) / (2 * count)
  const first = new Float64Array(inputs)
  const total = new Float64Array(inputs)
  for (let input = 0; input < inputs; input++) {
    const mixed = evaluate((each) => columns[each === input ? inputs + each : each]!)
    let [own, left] = [0, 0]
    for (let row = 0; row < count; row++) {
      const change = mixed[row]! - a[row]!
      own += (b[row]! - mean) * change
      left += change * change
    }
    first[input] = variance === 0 ? 0 : own / count / variance
    total[input] = variance === 0 ? 0 : left / (2 * count) / variance
  }
  return { mean, variance, first, total, evaluations: (inputs + 2) * count }
}
