import { merged, requireWork } from './calendar.ts'
import type { Calendar, Window } from './calendar.ts'

/** Windows that repeat: `open` within each period, counted from `origin` (the start of the run). */
export interface PeriodicPattern {
  /** Length of the period, above 0. */
  readonly period: number
  /** Rising windows within [0, period]. */
  readonly open: readonly Window[]
}

/** A periodic calendar, open before the origin by the same pattern. @throws RangeError for a pattern that is none */
export function createPeriodicCalendar({ period, open }: PeriodicPattern, origin: number): Calendar {
  if (!(period > 0 && period < Infinity)) throw new RangeError(`period: expected a number above 0, received ${period}`)
  let before = 0
  for (const { from, to } of open) {
    if (!(from >= before && from < to && to <= period))
      throw new RangeError(`open: expected rising windows from 0 to ${period}, received ${from} to ${to}`)
    before = to
  }
  const pattern = merged(open, 0, period)
  const perPeriod = pattern.reduce((sum, { from, to }) => sum + (to - from), 0)
  const always = perPeriod === period

  function* unmerged(from: number, to: number): Generator<Window> {
    for (let start = origin + Math.floor((from - origin) / period) * period; start < to; start += period)
      for (const window of pattern) yield { from: start + window.from, to: start + window.to }
  }

  function windows(from: number, to: number): Window[] {
    return always ? merged([{ from, to }], from, to) : merged(unmerged(from, to), from, to)
  }

  function nextChange(t: number): number {
    if (always || perPeriod === 0) return Infinity
    const [first] = windows(t, t + 3 * period)
    return first!.from > t ? first!.from : first!.to
  }

  function workingTime(t: number): number {
    if (t <= origin) return 0
    const periods = Math.floor((t - origin) / period)
    const rest = t - origin - periods * period
    return periods * perPeriod + pattern.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(rest, to) - from), 0)
  }

  function timeAt(work: number): number {
    requireWork(work)
    if (work === 0) return origin
    if (perPeriod === 0) return Infinity
    const periods = Math.ceil(work / perPeriod) - 1
    let left = work - periods * perPeriod
    for (const { from, to } of pattern) {
      if (left <= to - from) return origin + periods * period + from + left
      left -= to - from
    }
    // Rounding of fractions may leave a rest of nothing at the end of the last window.
    return origin + periods * period + pattern[pattern.length - 1]!.to
  }

  return { origin, windows, nextChange, workingTime, timeAt, isOpen: (t) => windows(t, t + period)[0]?.from === t }
}
