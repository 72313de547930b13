/**
 * A measure as sums over time and a value of these sums.
 *
 * Every measure is a function of sums that add up over windows and replications: parts and ticks for a rate, ticks in a
 * state and ticks for a share, ticks waited and parts for a mean wait. So one estimator serves all (estimate.ts).
 */
import type { WindowObservation } from 'genba/factory'

export interface Formula {
  /** Unit of the value: `/h`, `s`, `1` for shares, `parts`, `kWh`. */
  readonly unit: string
  /** How many sums it needs. */
  readonly size: number
  /** Adds what a window contributes. */
  add(window: WindowObservation, sums: Float64Array): void
  /** The value of sums over `groups` windows or replications; NaN where there was nothing to measure. */
  value(sums: Float64Array, groups: number): number
}

/** A sum over another one, scaled: the commonest formula. NaN where the lower sum is 0. */
export function ratio(
  unit: string,
  scale: number,
  upper: (window: WindowObservation) => number,
  lower: (window: WindowObservation) => number,
): Formula {
  return {
    unit,
    size: 2,
    add(window, sums) {
      sums[0] = sums[0]! + upper(window)
      sums[1] = sums[1]! + lower(window)
    },
    value: (sums) => (sums[1] === 0 ? Number.NaN : (scale * sums[0]!) / sums[1]!),
  }
}

/** A total of each group, such as the cars of a month: the mean over groups. */
export function total(unit: string, scale: number, of: (window: WindowObservation) => number): Formula {
  return {
    unit,
    size: 1,
    add(window, sums) {
      sums[0] = sums[0]! + of(window)
    },
    value: (sums, groups) => (scale * sums[0]!) / groups,
  }
}

/** One minus another formula's value. */
export function complement(of: Formula): Formula {
  return { ...of, value: (sums, groups) => 1 - of.value(sums, groups) }
}

/** The product of several formulas, factor by factor. */
export function product(factors: readonly Formula[]): Formula {
  const starts = factors.map((_, i) => factors.slice(0, i).reduce((sum, { size }) => sum + size, 0))
  return {
    unit: '1',
    size: factors.reduce((sum, { size }) => sum + size, 0),
    add(window, sums) {
      factors.forEach((factor, i) => factor.add(window, sums.subarray(starts[i]!, starts[i]! + factor.size)))
    },
    value: (sums, groups) =>
      factors.reduce((value, factor, i) => value * factor.value(sums.subarray(starts[i]!, starts[i]! + factor.size), groups), 1),
  }
}

export const ticksOf = (window: WindowObservation): number => window.to - window.from
