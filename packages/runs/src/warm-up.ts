/**
 * How long a plan takes to warm up, by MSER-5 on a pilot run (genba/statistics, mser.ts).
 *
 * The pilot is lengthened until enough has happened to tell, and until what is cut off is not half of it. Looked at are the
 * parts inside and the operations that ended; the later of the two decides. Both in windows of one length, a multiple of the
 * periods of calendars, so that a day that repeats is no trend.
 */
import { COUNTS, ENDED, LEFT } from 'genba/factory'
import type { Observation, Plan } from 'genba/factory'
import { mser5 } from 'genba/statistics'
import { steadySchedule } from './schedule.ts'
import type { PooledPlan, ThreadPool } from './thread-pool.ts'

export interface WarmUp {
  /** Ticks to cut off. */
  readonly ticks: number
  /** Ticks of the pilot, and of one of its windows. */
  readonly pilot: number
  readonly window: number
  /** False where the pilot had not settled at its greatest length; the plan may have no steady state. */
  readonly settled: boolean
}

const WINDOWS = 500
/** Departures from elements that a pilot wants for each element, and events beyond which it is long enough whatever came of it. */
const DEPARTURES = 2000
const EVENTS = 30_000_000
const LONGEST_TICKS = 1e15

/** Finds the warm-up of a plan; undefined where the pool was stopped meanwhile. @throws Error where nothing ever moves */
export async function findWarmUp(pool: ThreadPool, plan: PooledPlan, seed: number): Promise<WarmUp | undefined> {
  const step = commonPeriod(plan.order.plan)
  let window = step
  for (let longer = 0; ;) {
    const schedule = steadySchedule(0, window, WINDOWS)
    const [observation] = await pool.run(plan, [{ seed, replication: 1, ...schedule }])
    if (observation === undefined) return undefined
    const pilot = schedule.until
    const most = mostDepartures(observation)
    const isLong = observation.events > EVENTS || pilot > LONGEST_TICKS
    if (observation.deadlock !== undefined) return { ticks: 0, pilot, window, settled: true }
    if (most < DEPARTURES && !isLong) {
      const factor = most < 50 ? 16 : Math.min(16, (1.2 * DEPARTURES) / most)
      window = Math.ceil((window * factor) / step) * step
      continue
    }
    if (most === 0) throw new Error('nothing leaves any element, however long the run')
    const base = observation.finalLevels.length - 1
    const cuts = [
      mser5(observation.windows.map(({ levels }) => levels[base]!)),
      mser5(observation.windows.map(({ counts }) => endedIn(counts))),
    ]
    const settled = cuts.every((cut) => cut.settled)
    const observations = Math.max(...cuts.map((cut) => cut.observations))
    if (settled || isLong || longer === 6) return { ticks: observations * window, pilot, window, settled }
    longer++
    window *= 2
  }
}

/** Departures of the element that passes on most. */
function mostDepartures({ windows }: Observation): number {
  const elements = windows[0]!.counts.length / COUNTS
  let most = 0
  for (let element = 0; element < elements; element++) {
    const left = windows.reduce((sum, { counts }) => sum + counts[element * COUNTS + LEFT]!, 0)
    if (left > most) most = left
  }
  return most
}

function endedIn(counts: Float64Array): number {
  let sum = 0
  for (let cell = ENDED; cell < counts.length; cell += COUNTS) sum += counts[cell]!
  return sum
}

/** A length of which every period of a calendar is a divisor, where there is a sensible one; else one second. */
function commonPeriod({ calendars, ticksPerSecond }: Plan): number {
  const periods = calendars.flatMap((calendar) => (calendar.kind === 'periodic' ? [Math.round(calendar.period * ticksPerSecond)] : []))
  const all = periods.reduce((a, b) => (a / greatestDivisor(a, b)) * b, 1)
  return periods.length === 0 || all > 1e11 ? Math.max(1, Math.round(ticksPerSecond), ...periods) : all
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
