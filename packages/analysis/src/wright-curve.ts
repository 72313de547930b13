/**
 * Work that takes a constant share of its time with every doubling of what has been made, unit by unit; in the model language
 * `wright(first .. rate ..)`. T. P. Wright, "Factors affecting the cost of airplanes", Journal of the Aeronautical Sciences 3 (1936) 122.
 */
import { exactLog, exactPow, requirePositive } from 'genba/statistics'

/** Times of units that are made one after another. */
export interface WrightTimes {
  /** Of all units together. */
  readonly total: number
  /** Of a unit in the mean. */
  readonly average: number
  /** Of the last one. */
  readonly last: number
}

/**
 * Times of the first units: the n-th takes `first n^(log2 rate)`, and they are added up one by one.
 * @param first time of the first unit
 * @param rate share of the time that is left after a doubling: 0.85 for what is called an 85 % curve
 * @param units a whole number from 1
 * @throws RangeError unless time and rate are positive and the units whole
 */
export function wrightTimes(first: number, rate: number, units: number): WrightTimes {
  requirePositive('first', first)
  requirePositive('rate', rate)
  if (!(Number.isInteger(units) && units >= 1)) throw new RangeError(`units: expected a whole number from 1, received ${units}`)
  const exponent = exactLog(rate) / exactLog(2)
  let total = 0
  let last = first
  for (let unit = 1; unit <= units; unit++) {
    last = first * exactPow(unit, exponent)
    total += last
  }
  return { total, average: total / units, last }
}
