/** When a run is measured: its warm-up, its end and the windows in between, in ticks. */
import { monthCuts } from 'genba/analysis'
import type { Plan, RunSpec } from 'genba/factory'

export interface Schedule {
  /**
   * - `dated`: from one date to another, windows are civil months;
   * - `steady`: long after it has warmed up, windows are batches of one length;
   * - `fixed`: from its start for a length of time.
   */
  readonly kind: 'dated' | 'steady' | 'fixed'
  readonly warmUp: number
  readonly until: number
  readonly cuts: readonly number[]
}

/** Batches in which each replication of a steady run is measured. */
export const BATCHES = 40

/** What kind of run a plan asks for. */
export function kindOf(plan: Plan): Schedule['kind'] {
  if (plan.run.start !== undefined) return 'dated'
  return plan.run.warmUp === 0 && plan.run.length !== undefined ? 'fixed' : 'steady'
}

/**
 * The schedule of a dated or fixed run.
 * @param until seconds after the start at which to end instead; absent: as the plan says
 * @param cuts ticks at which measures want windows to be cut
 * @throws RangeError where the plan says neither a length nor an end
 */
export function scheduleOf(plan: Plan, until: number | undefined, cuts: readonly number[] = []): Schedule {
  const { start, length, warmUp } = plan.run
  const ticks = (seconds: number): number => Math.round(seconds * plan.ticksPerSecond)
  const front = warmUp === 'auto' ? 0 : ticks(warmUp)
  const planned = length === undefined ? undefined : front + ticks(length)
  const end = until === undefined ? planned : ticks(until)
  if (end === undefined || !(end > front)) throw new RangeError('run: expected an end after the warm-up')
  const months = start === undefined ? [end] : monthCuts(plan, end)
  return { kind: kindOf(plan) === 'dated' ? 'dated' : 'fixed', warmUp: front, until: end, cuts: merged([...months, ...cuts, front], end) }
}

/** The schedule of a steady run of batches of `batch` ticks each after `warmUp` ticks. */
export function steadySchedule(warmUp: number, batch: number, batches: number = BATCHES): Schedule {
  const until = warmUp + batch * batches
  return {
    kind: 'steady',
    warmUp,
    until,
    cuts: merged([warmUp, ...Array.from({ length: batches }, (_, i) => warmUp + batch * (i + 1))], until),
  }
}

/** What to run for replications `first` to `last` (from 1). */
export function specsOf(schedule: Schedule, seed: number, first: number, last: number): readonly RunSpec[] {
  const { until, cuts, warmUp } = schedule
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({ seed, replication: first + i, until, cuts, warmUp }))
}

function merged(cuts: readonly number[], until: number): readonly number[] {
  return [...new Set([...cuts.filter((cut) => cut > 0 && cut < until), until])].toSorted((a, b) => a - b)
}
