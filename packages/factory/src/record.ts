/**
 * What a run writes down while it runs: states, levels, counts, times, and the fingerprint.
 *
 * All of it is streaming; windows are cut at the ticks that the run asks for.
 */
import {
  createFingerprint,
  createTraceRing,
  logged,
  traced,
  createLevelMonitor,
  createStateMonitor,
  createTally,
  type EventCalendar,
  type Fingerprint,
  int32From,
  type LevelMonitor,
  type LoggedStateMonitor,
  type PartTable,
  type Span,
  type StateMonitor,
  type Tally,
  type TraceRing,
  uint8From,
} from 'genba/kernel'
import { createQuantileSketches, type QuantileSketch, type QuantileSketches } from 'genba/statistics'
import type { Layout } from './layout.ts'
import type { Plan } from './plan.ts'
import { ACTIVE_STATES, STARVED, STATES } from './states.ts'
import type { Tandem } from './tandem-lines.ts'
import { SINK, type Topology } from './topology.ts'
import { createVisitLog, type VisitLog } from './visit-log.ts'
import type { TapeSize } from './visit-tape.ts'

/** Counts and sums kept for each element: tally cell element * COUNTS + one of these. */
export const ENTERED = 0
/** Parts that left by their ordinary way (at a sink: that came). */
export const LEFT = 1
export const SCRAPPED = 2
export const REWORKED = 3
/** Arrivals or parts lost for want of room. */
export const LOST = 4
/** Operations that ended, and those of them that passed at the first try. */
export const ENDED = 5
export const PASSED_FIRST = 6
/** Ticks that parts which left had been in the element (buffers) or in the base (sinks). */
export const STAYED = 7
/** Set-ups; failures; kg of metal poured by a casting cell, and of its scrap melted again. */
export const SETUPS = 8
export const FAILURES = 9
export const MATERIAL = 10
export const REMELTED = 11
export const COUNTS = 12

/** What is wanted one by one, and when: states alone, or visits of parts too. */
export interface RunLogs {
  readonly intervals?: Span
  readonly history?: Span
  /** How much of the visits is kept; 134 MB unless told otherwise. */
  readonly tape?: TapeSize
}

export interface RunRecord {
  readonly states: StateMonitor
  /** The same, where states are wanted one by one. */
  readonly stateLog: LoggedStateMonitor | undefined
  /** Visits one by one, where they are wanted. */
  readonly visitLog: VisitLog | undefined
  /** Parts in each element, then in each moving line, then in the base. */
  readonly levels: LevelMonitor
  /** Places of each delay (delays.ts) in which work goes on. */
  readonly works: LevelMonitor
  readonly counts: Tally
  /** Parts that left each element by product: cell element * (products + 1) + product (the last: no product). */
  readonly leftByProduct: Tally
  /** Ticks in the base of what came to each sink, by product as above. */
  readonly stayedByProduct: Tally
  /** Lead time of each sink, waiting time of each buffer; undefined for other elements. */
  readonly sketches: readonly (QuantileSketch | undefined)[]
  /** The same in one block, and the row of each element in it. */
  readonly times: QuantileSketches
  readonly timesRow: Int32Array
  /** Adds a time to the sketch of a sink or buffer, in ticks. */
  sketch(element: number, ticks: number): void
  readonly fingerprint: Fingerprint
  /** The last events that entered it, where asked for. */
  readonly trace: TraceRing | undefined
  /** Ticks of the first departures of each element, where asked for. */
  readonly departures: readonly (number[] | undefined)[]
  count(element: number, what: number): void
  /** Counts a failure of `element`, which stops `unit`; where the element is none of those that are counted (a line), -1. */
  failed(element: number, unit: number, name: string): void
  reset(): void
}

export function createRecord(
  plan: Plan,
  topology: Topology,
  layout: Layout,
  events: EventCalendar,
  wanted: readonly { element: number; first: number }[],
  traces: number,
  logs: RunLogs,
  parts: PartTable,
  tandems: readonly Tandem[],
): RunRecord {
  const { clock } = events
  const elements = plan.elements.length
  const products = plan.products.length + 1
  const active = uint8From(STATES, (state) => (ACTIVE_STATES.includes(state) ? 1 : 0))
  const sums = createStateMonitor(clock, layout.rowOfUnit, layout.rows, STATES.length, STARVED, active)
  const span = logs.history ?? logs.intervals
  const visitLog =
    logs.history === undefined ? undefined : createVisitLog({ plan, topology, layout, tandems, parts, clock }, logs.history, logs.tape)
  const stateLog = span === undefined ? undefined : logged(sums, clock, span, layout.toldUnit)
  const states = stateLog ?? sums
  const levels = createLevelMonitor(clock, layout.rows + 1)
  const works = createLevelMonitor(clock, elements)
  const counts = createTally(elements * COUNTS)
  const leftByProduct = createTally(elements * products)
  const stayedByProduct = createTally(elements * products)
  let sketched = 0
  const timesRow = int32From(plan.elements, (element) =>
    element.kind === 'buffer' || topology.kind[element.number] === SINK ? sketched++ : -1,
  )
  const times = createQuantileSketches(sketched, { whole: true })
  const sketches = plan.elements.map((element) => times.sketch[timesRow[element.number]!])
  const trace = traces > 0 ? createTraceRing(traces, clock) : undefined
  const fingerprint = trace === undefined ? createFingerprint(elements, clock) : traced(createFingerprint(elements, clock), trace)
  const departures: (number[] | undefined)[] = plan.elements.map(() => undefined)
  for (const { element } of wanted) departures[element] = []
  const { sums: counted } = counts

  function count(element: number, what: number): void {
    const cell = element * COUNTS + what
    counted[cell] = counted[cell]! + 1
  }

  function failed(element: number, unit: number, name: string): void {
    if (element >= 0) count(element, FAILURES)
    visitLog?.failed(unit, name)
  }

  function sketch(element: number, ticks: number): void {
    times.add(timesRow[element]!, ticks)
  }

  function reset(): void {
    for (const monitor of [states, levels, works, counts, leftByProduct, stayedByProduct]) monitor.reset()
    times.reset()
    for (const list of departures) if (list !== undefined) list.length = 0
    fingerprint.reset()
    visitLog?.reset()
  }

  return {
    states,
    stateLog,
    visitLog,
    levels,
    works,
    counts,
    leftByProduct,
    stayedByProduct,
    sketches,
    times,
    timesRow,
    sketch,
    fingerprint,
    trace,
    departures,
    count,
    failed,
    reset,
  }
}
