/** Civil months and years of a dated run: where windows are cut, and what they are called. */
import type { Plan, WindowObservation } from 'genba/factory'
import { dateOfDay, dayNumber } from 'genba/quantity'

const DAY = 86_400

/** Ticks of the beginnings of months within a dated run of `until` ticks, and its end. @throws RangeError for a run without a date */
export function monthCuts(plan: Plan, until: number): readonly number[] {
  const start = startOf(plan)
  const cuts: number[] = []
  const { year, month } = dateOfDay(Math.floor(start / DAY))
  for (let m = year * 12 + month; ; m++) {
    const border = dayNumber(Math.floor(m / 12), (m % 12) + 1, 1) * DAY
    const tick = Math.round((border - start) * plan.ticksPerSecond)
    if (tick >= until) return [...cuts, until]
    if (tick > 0) cuts.push(tick)
  }
}

/** `2028-03`, the month in which a window begins; null for a run without a date. */
export function monthOf(plan: Plan, window: WindowObservation): string | null {
  if (plan.run.start === undefined) return null
  const { year, month } = dateOfDay(Math.floor((plan.run.start + window.from / plan.ticksPerSecond) / DAY))
  return `${year}-${String(month).padStart(2, '0')}`
}

/** A civil date as text, `2028-03-01`, from civil seconds. */
export function dateText(seconds: number): string {
  const { year, month, day } = dateOfDay(Math.floor(seconds / DAY))
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function startOf(plan: Plan): number {
  if (plan.run.start === undefined) throw new RangeError('months: expected a run with a start, received one without')
  return plan.run.start
}
