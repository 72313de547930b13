/**
 * What one replication gives: sums by window, and what identifies the run.
 *
 * Plain data, so that it can come from a worker. Times are in ticks. `genba/analysis` turns it into measures.
 */
import { int32From, intervalsOf, type StateIntervals, type StateTape, type TraceEvent } from 'genba/kernel'
import type { SketchContents } from 'genba/statistics'
import type { WrittenVisits } from './visit-log.ts'

/** What to run: which numbers, how long, and where windows are cut. All in ticks. */
export interface RunSpec {
  readonly seed: number
  readonly replication: number
  /** End of the run; everything at or before it happens. */
  readonly until: number
  /** Ends of windows, rising, the last being `until`. */
  readonly cuts: readonly number[]
  /** What came before this tick does not count for quantiles and highest values; one of `cuts`, or 0. */
  readonly warmUp: number
}

export interface WindowObservation {
  readonly from: number
  readonly to: number
  /** Ticks in each state: row * STATES.length + state; rows are elements, then lines. */
  readonly states: Float64Array
  /** Active periods that began in each row (ACTIVE_STATES in states.ts). */
  readonly activePeriods: Float64Array
  /** Time integral of the parts in each element, then in each moving line, then in the base. */
  readonly levels: Float64Array
  /** Parts inside at the end less those at the beginning, cells as in `levels`; before tick 0 there are none. */
  readonly gained: Float64Array
  /** Counts and sums: element * COUNTS + what (record.ts). */
  readonly counts: Float64Array
  /** Parts that left each element, and ticks in the base of those that came to each sink: element * (products + 1) + product. */
  readonly leftByProduct: Float64Array
  readonly stayedByProduct: Float64Array
  /** People at work, and people there, by the open ticks of their crew: crew * 2, crew * 2 + 1. Zeros where people are counted only. */
  readonly people: Float64Array
  /** People on the roll, absent ones too, by the open ticks of their crew, and these ticks: crew * 2, crew * 2 + 1. Zeros as above. */
  readonly roll: Float64Array
}

/** Why a run ended before its time: the elements that wait for each other. */
export interface Deadlock {
  /** When it was seen; at most a 256th of the run after it came about. */
  readonly tick: number
  /** Sentences, one for each element that waits, in the order of the circle where there is one. */
  readonly waits: readonly string[]
}

/** Positions of elements, tunnels and lines in one state each (STATES in states.ts): by unit, then in time. */
export interface RowIntervals extends StateIntervals {
  /** The element, or behind the elements the line, as in the rows of states. */
  readonly row: Int32Array
}

/** The same as it was written down, and the row of each unit. */
export interface WrittenStates {
  readonly tape: StateTape
  readonly row: Int32Array
}

/** Reads what was written down. */
export function readStates({ tape, row }: WrittenStates): RowIntervals {
  const intervals = intervalsOf(tape)
  return { ...intervals, row: int32From(intervals.unit, (unit) => row[unit]!) }
}

export interface Observation {
  readonly replication: number
  readonly seed: number
  readonly fingerprint: string
  /** Of what happened in each element: two words each, from which the fingerprint comes. */
  readonly hashes: Int32Array
  /** Events handled by the kernel (slots that were due); for speed figures, not for results. */
  readonly events: number
  readonly windows: readonly WindowObservation[]
  /** Parts at the end, cells as in `levels`. */
  readonly finalLevels: Float64Array
  /** Ticks of all departures of the elements that were asked for, by element number. */
  readonly departures: Readonly<Record<number, readonly number[]>>
  /** Lead times of all sinks since the warm-up. */
  readonly leadTimes: SketchContents
  /** Lead times (sinks) and waiting times (buffers) since the warm-up: quantiles by probability; behind the last element, of all sinks. */
  readonly quantiles: Readonly<Record<number, Readonly<Record<string, number>>>>
  readonly deadlock?: Deadlock
  /** States one by one, where they were asked for: readStates. */
  readonly states?: WrittenStates
  /** Visits of parts one by one, where they were asked for: readVisits (visit-log.ts). */
  readonly visits?: WrittenVisits
  /** The last events, where they were asked for. */
  readonly trace?: readonly TraceEvent[]
}
