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
import type { Tandem } from './tandem-lines.ts'
import { createVisitTape, type JoinColumns, type TapeSize, type VisitColumns, type VisitTape } from './visit-tape.ts'
import { readTape } from './visit-reader.ts'

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

/** The same as it was written down (visit-tape.ts), which takes a fifth of the memory. */
export interface WrittenVisits extends Omit<Visits, 'visits' | 'joins'> {
  readonly tape: VisitTape
}

export interface VisitLog {
  /** The tick before which nothing is written down, and that at which it ends. Between ticks the run says when they have come. */
  readonly span: Span
  open(): void
  close(): void
  /** Between ticks, every now and then. */
  turn(): void
  /** The part leaves the element, now; its columns are still those of the visit. */
  left(element: number, part: number): void
  /** A part comes into the first station of a tandem line. */
  admitted(station: number, part: number): void
  /** A part in a station or buffer of a tandem line, since `entered`; done since `ready` (-1: not yet). */
  inside(place: number, part: number, entered: number, ready: number): void
  /** The part of a station in tandem, not the last of its line, goes on; it is done and stays. */
  passed(station: number): void
  done(station: number): void
  /** The row of the part table holds another part, or one with another product or birth. */
  renewed(part: number): void
  /** The part whose visit was written last goes into `into`, or `into` is a piece of it. */
  joined(into: number): void
  failed(unit: number, name: string): void
  /** @param tellInside says by `inside` of all parts in tandem lines where they are, those of a buffer in their order */
  bind(tellInside: () => void): void
  /** What was written down. It is handed over: the next run begins anew. */
  contents(): WrittenVisits
  reset(): void
}

/** What a log of visits has to know. */
export interface Visited {
  readonly plan: Plan
  readonly topology: Topology
  readonly layout: Layout
  readonly tandems: readonly Tandem[]
  readonly parts: PartTable
  /** One cell with the present tick. */
  readonly clock: Float64Array
}

export function createVisitLog({ plan, topology, layout, tandems, parts, clock }: Visited, span: Span, size?: TapeSize): VisitLog {
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
  const buffers = tandems.flatMap((tandem) => tandem.buffers)
  let tellInside: () => void = () => undefined
  const tape = createVisitTape(columns, clock, buffers.length, () => tellInside(), size)
  let failures = { unit: [] as number[], tick: [] as number[], name: [] as string[] }

  function left(of: number, part: number): void {
    const now = clock[0]!
    if (isUnlimited[of] === 1) {
      // The part comes to be when it leaves.
      columns.born[part] = now
      tape.write(of, part, now, now)
      return
    }
    const place = columns.place[part]!
    // A part that has moved to an output place keeps its position in mind (output-places.ts).
    const position = isPlace[of] === 0 ? -1 : place < -1 ? -2 - place : place
    const since = columns.entered[part]!
    const wasReady = columns.ready[part]!
    tape.write(position < 0 ? of : elements + position, part, since, wasReady < since ? since : wasReady > now ? now : wasReady)
  }

  function failed(unit: number, name: string): void {
    if (clock[0]! < span.from || clock[0]! >= span.until) return
    failures.unit.push(toldUnit[unit]!)
    failures.tick.push(clock[0]!)
    failures.name.push(name)
  }

  function contents(): WrittenVisits {
    const { blocks, begins, isWholeFrom } = tape.take()
    return {
      from: Math.max(span.from, isWholeFrom),
      tape: { blocks, begins, element: elementAt, unit: unitAt, tandems: { first: elements, buffer: int32From(buffers, Number) } },
      failures: { unit: Int32Array.from(failures.unit), tick: Float64Array.from(failures.tick), name: failures.name },
    }
  }

  function reset(): void {
    tape.take()
    failures = { unit: [], tick: [], name: [] }
  }

  return {
    span,
    open: tape.open,
    close: tape.close,
    turn: tape.turn,
    left,
    admitted: (station, part) => tape.isInside(elements + station, part, clock[0]!, -1),
    inside: tape.isInside,
    passed: tape.passes,
    done: tape.isDone,
    renewed: tape.renewed,
    joined: tape.joins,
    failed,
    bind: (tell) => {
      tellInside = tell
    },
    contents,
    reset,
  }
}

/** Reads what was written down. */
export function readVisits({ tape, ...others }: WrittenVisits): Visits {
  return { ...others, ...readTape(tape) }
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
