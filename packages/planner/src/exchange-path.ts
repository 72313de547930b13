/** Rates of exchange over the years of a plan: today's, and on from there as the plan says. */
import type { PlanInput } from './plan-input.ts'

/** What is expected of a year: CNY for a unit of the other currency, in its middle. A rate that is left out is expected of other years alone. */
export interface ExpectedRates {
  readonly year: number
  readonly usdCny?: number
  readonly jpyCny?: number
}

/** A currency by its number of the plan. */
export type ForeignCurrency = 'usdCny' | 'jpyCny'

/** The year in whose middle the rates of today are. */
const TODAY = 2025

/**
 * The rate at a time over that of today: on lines between the expected ones, 1 until the middle of 2025, the last one after it. All rates of a path move with today's, over whose range they are
 * varied.
 * @param time in years: 2027.5 is the middle of 2027
 */
export function exchangeFactor(
  { exchange = [], numbers }: Pick<PlanInput, 'exchange' | 'numbers'>,
  currency: ForeignCurrency,
  time: number,
): number {
  let before = { time: TODAY + 0.5, factor: 1 }
  for (const { year, [currency]: rate } of exchange.toSorted((a, b) => a.year - b.year)) {
    if (rate === undefined) continue
    const next = { time: year + 0.5, factor: rate / numbers[currency].value }
    if (time <= next.time)
      return time <= before.time
        ? before.factor
        : before.factor + ((next.factor - before.factor) * (time - before.time)) / (next.time - before.time)
    before = next
  }
  return before.factor
}

/**
 * JPY over today's, by quarter from a year on: in the middle of each quarter and at its end.
 * @param quarters how many
 */
export function yenByQuarter(
  input: Pick<PlanInput, 'exchange' | 'numbers'>,
  begins: number,
  quarters: number,
): { readonly average: Float64Array; readonly closing: Float64Array } {
  const at = (offset: number): Float64Array =>
    Float64Array.from({ length: quarters }, (_, q) => exchangeFactor(input, 'jpyCny', begins + (q + offset) / 4))
  return { average: at(0.5), closing: at(1) }
}
