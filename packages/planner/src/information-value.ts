/**
 * What it would be worth to know an input before deciding: expected value of partial perfect information.
 *
 * M. Strong, J. E. Oakley, A. Brennan, "Estimating multiparameter partial expected value of perfect information from a probabilistic sensitivity analysis
 * sample", Medical Decision Making 34 (2014) 311: the worth of each decision is regressed on the input.
 */
import { leastSquares } from 'genba/economics'

/**
 * `E[max_d E[V_d | x]] - max_d E[V_d]` of one input, with a cubic for `E[V_d | x]`.
 * @param input values of the input, one a sample
 * @param worth of each decision, one number a sample
 * @returns at least 0, in the money of worth
 * @throws RangeError if lengths differ or there is no decision
 */
export function valueOfKnowing(input: Float64Array, worth: readonly Float64Array[]): number {
  if (worth.length === 0) throw new RangeError('worth: expected one decision at least, received none')
  const count = input.length
  let [low, high] = [Infinity, -Infinity]
  for (const value of input) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const scaled = input.map((value) => (high > low ? (2 * (value - low)) / (high - low) - 1 : 0))
  const columns = [scaled.map(() => 1), scaled, scaled.map((x) => x * x), scaled.map((x) => x * x * x)]
  const fitted = worth.map((values) => {
    const fit = leastSquares(columns, values)
    return scaled.map((_, i) => columns.reduce((sum, column, k) => sum + fit[k]! * column[i]!, 0))
  })
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / count
  const informed = mean(scaled.map((_, i) => fitted.reduce((most, values) => Math.max(most, values[i]!), -Infinity)))
  // Fitted means are those of the worth itself, a constant being among the columns.
  return Math.max(informed - Math.max(...fitted.map(mean)), 0)
}
