/** Ticks of a run as people read them. */
import type { Plan } from 'genba/factory'
import { formatMoment } from 'genba/quantity'

/** `2028-03-06 10:31` of a tick of a dated run; of others the time since its start, `26:14:20` in hours, minutes, seconds. */
export function momentText(plan: Pick<Plan, 'run' | 'ticksPerSecond'>, tick: number): string {
  const seconds = tick / plan.ticksPerSecond
  if (plan.run.start !== undefined) return formatMoment(plan.run.start + seconds)
  const whole = Math.floor(seconds)
  const pair = (value: number): string => String(value).padStart(2, '0')
  return `${Math.floor(whole / 3600)}:${pair(Math.floor(whole / 60) % 60)}:${pair(whole % 60)}`
}
