import type { Plan } from './plan.ts'

/**
 * Ticks from the tick `clock` of a run until the next `moment` of the week (seconds after Monday 00:00), at least one; weeks count from
 * the start of an undated run.
 */
export function untilMoment(moment: number, { run, ticksPerSecond }: Plan, clock: number): number {
  const week = 604_800 * ticksPerSecond
  // 1970-01-05 was a Monday.
  const now = ((run.start ?? 345_600) - 345_600) * ticksPerSecond + clock
  const ahead = moment * ticksPerSecond - (now - Math.floor(now / week) * week)
  return Math.round(ahead > 0 ? ahead : ahead + week)
}
