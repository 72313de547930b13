/**
 * What a run writes down of its parts one by one, where a span of it asks for that: every visit of a part to an element when
 * the part leaves, what goes into what, and which failures begin. Together with the states one by one (genba/kernel, state-log.ts)
 * that is all from which one can tell why each start and departure happened when it did (docs/mechanisms/causes.md).
 *
 * Only ticks and numbers are written down, nothing of the order in which a tick was worked off.
 */
import { int32, int32From, uint8, uint8From, type PartTable, type Span } from 'genba/kernel'
import type { Layout } from './layout.ts'
import type { Plan } from './plan.ts'
import { MOVING, STATION, SYNCHRONOUS, TANDEM, TUNNEL, type Topology } from './topology.ts'
import { createVisitTape, visitsOf, type TapeSize, type VisitColumns, type VisitTape } from './visit-tape.ts'

/** Parts that went into others, when the visit in `visit` ended; of a part that was divided, one row for each piece. */
export interface JoinColumns {
  readonly visit: Int32Array
  readonly source: Int32Array
  readonly serial: Int32Array
}

/** Failures as they began, in the order of ticks. */
export interface FailureColumns {
  readonly unit: Int32Array
  readonly tick: Float64Array
  readonly name: readonly string[]
}

export interface Visits {
  /** What ended from this tick on is there; later than the span asks for where there was too much. */
  readonly from: number
  readonly visits: VisitColumns
  readonly joins: JoinColumns
  readonly failures: FailureColumns
}

/** The same as it was written down (visit-tape.ts), which takes a quarter of the memory. */
export interface WrittenVisits extends Omit<Visits, 'visits'> {
  readonly tape: VisitTape
}

export interface VisitLog {
  /** The part leaves the element, now; its columns are still those of the visit. */
  left(element: number, part: number): void
  /** The same where its columns do not say so: a part that came in and was ready at these ticks leaves the position (-1: none) of the element. */
  visited(element: number, part: number, position: number, entered: number, ready: number): void
  /** The row of the part table holds another part, or one with another product or birth. */
  renewed(part: number): void
  /** The part whose visit ended last goes into `into`, or `into` is a piece of it. */
  joined(into: number): void
  failed(unit: number, name: string): void
  /** What was written down. It is handed over: the next run begins anew. */
  contents(): WrittenVisits
  reset(): void
}

/** @param clock one cell with the present tick */
export function createVisitLog(
  { plan, topology, layout, parts, clock }: { plan: Plan; topology: Topology; layout: Layout; parts: PartTable; clock: Float64Array },
  span: Span,
  size?: TapeSize,
): VisitLog {
  const { columns } = parts
  const { toldUnit } = layout
  const { unit: unitOf, isPlace } = unitsOf(plan, topology, layout)
  const isUnlimited = uint8From(plan.elements, (each) => (each.kind === 'source' && each.arrival.kind === 'unlimited' ? 1 : 0))
  const elements = plan.elements.length
  // On the tape a place is an element, or behind the elements a position.
  const elementAt = int32From({ length: elements + layout.positions }, (_, at) => at)
  const unitAt = int32From(elementAt, (_, at) => (at < elements && unitOf[at]! >= 0 ? toldUnit[unitOf[at]!]! : -1))
  layout.positionElement.forEach((element, position) => {
    elementAt[elements + position] = element
    unitAt[elements + position] = toldUnit[position]!
  })
  const tape = createVisitTape(columns, clock, size)
  let joins = { visit: [] as number[], source: [] as number[], serial: [] as number[] }
  let failures = { unit: [] as number[], tick: [] as number[], name: [] as string[] }

  const isWanted = (): boolean => clock[0]! >= span.from && clock[0]! < span.until

  function left(of: number, part: number): void {
    const now = clock[0]!
    if (isUnlimited[of] === 1) {
      // The part comes to be when it leaves.
      columns.born[part] = now
      visited(of, part, -1, now, now)
      return
    }
    const place = columns.place[part]!
    // A part that has moved to an output place keeps its position in mind (output-places.ts).
    const position = isPlace[of] === 0 ? -1 : place < -1 ? -2 - place : place
    const since = columns.entered[part]!
    const wasReady = columns.ready[part]!
    visited(of, part, position, since, wasReady < since ? since : wasReady > now ? now : wasReady)
  }

  function visited(of: number, part: number, position: number, since: number, wasReady: number): void {
    if (clock[0]! >= span.from && clock[0]! < span.until) tape.write(position < 0 ? of : elements + position, part, since, wasReady)
  }

  function joined(into: number): void {
    if (!isWanted()) return
    joins.visit.push(tape.count() - 1)
    joins.source.push(columns.source[into]!)
    joins.serial.push(columns.serial[into]!)
  }

  function failed(unit: number, name: string): void {
    if (!isWanted()) return
    failures.unit.push(toldUnit[unit]!)
    failures.tick.push(clock[0]!)
    failures.name.push(name)
  }

  function contents(): WrittenVisits {
    const { blocks, begins, given, isWholeFrom } = tape.take()
    const first = joins.visit.findIndex((visit) => visit >= given)
    const from = first < 0 ? joins.visit.length : first
    return {
      from: Math.max(span.from, isWholeFrom),
      tape: { blocks, begins, element: elementAt, unit: unitAt },
      joins: {
        visit: Int32Array.from(joins.visit.slice(from), (visit) => visit - given),
        source: Int32Array.from(joins.source.slice(from)),
        serial: Int32Array.from(joins.serial.slice(from)),
      },
      failures: { unit: Int32Array.from(failures.unit), tick: Float64Array.from(failures.tick), name: failures.name },
    }
  }

  function reset(): void {
    tape.take()
    joins = { visit: [], source: [], serial: [] }
    failures = { unit: [], tick: [], name: [] }
  }

  return { left, visited, renewed: tape.renewed, joined, failed, contents, reset }
}

/** Reads what was written down. */
export function readVisits({ tape, ...others }: WrittenVisits): Visits {
  return { ...others, visits: visitsOf(tape) }
}

/** The unit of each element that is one, and which elements have positions instead. */
function unitsOf(plan: Plan, topology: Topology, layout: Layout): { readonly unit: Int32Array; readonly isPlace: Uint8Array } {
  const unit = int32(plan.elements.length).fill(-1)
  const isPlace = uint8(plan.elements.length)
  for (const { number, line } of plan.elements) {
    const kind = topology.kind[number]
    if (kind === STATION || kind === TANDEM || kind === SYNCHRONOUS) isPlace[number] = 1
    else if (kind === MOVING) unit[number] = layout.lineUnit[line!]!
    else if (kind === TUNNEL)
      unit[number] = line !== undefined && plan.lines[line]!.transfer === 'continuous' ? layout.lineUnit[line]! : layout.tunnelUnit[number]!
  }
  return { unit, isPlace }
}
