/**
 * What a run writes down of its parts one by one, where a span of it asks for that: every visit of a part to an element when
 * the part leaves, what goes into what, and which failures begin. Together with the states one by one (genba/kernel, state-log.ts)
 * that is all from which one can tell why each start and departure happened when it did (docs/mechanisms/causes.md).
 *
 * Only ticks and numbers are written down, nothing of the order in which a tick was worked off. Rows lie in blocks; when there
 * are too many, the oldest blocks are given up, so that memory is bounded whatever the span.
 */
import { float64, int32, uint8, uint8From, type PartTable, type Span } from 'genba/kernel'
import type { Layout } from './layout.ts'
import type { Plan } from './plan.ts'
import { MOVING, STATION, SYNCHRONOUS, TANDEM, TUNNEL, type Topology } from './topology.ts'

/** Visits as columns, in the order in which they ended; visits of one part are in the order in which it made them. */
export interface VisitColumns {
  /** Where it was; of a line whose bodies move by themselves or with a belt, the last of its stations, for all of the line. */
  readonly element: Int32Array
  /** Identity of the part: the element that made it (of a carrier -1 - line), and its number there. */
  readonly source: Int32Array
  readonly serial: Int32Array
  /** -1: nameless. */
  readonly product: Int32Array
  /** Position, tunnel or line in the numbers of the states one by one; -1 for elements that have no states. */
  readonly unit: Int32Array
  /** Ticks: made; come in; ready to leave; gone. */
  readonly born: Float64Array
  readonly entered: Float64Array
  readonly ready: Float64Array
  readonly left: Float64Array
}

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

export interface VisitLog {
  /** The part leaves the element, now; its columns are still those of the visit. */
  left(element: number, part: number): void
  /** The same where its columns do not say so: a part that came in and was ready at these ticks leaves unit `unit` (-1: none) of the element. */
  visited(element: number, part: number, unit: number, entered: number, ready: number): void
  /** The part whose visit ended last goes into `into`, or `into` is a piece of it. */
  joined(into: number): void
  failed(unit: number, name: string): void
  contents(): Visits
  reset(): void
}

/** Rows of a block, and most blocks: 3.1 million visits of 52 bytes. */
const ROWS = 1 << 16
const MOST_BLOCKS = 48

const WHOLE = ['element', 'source', 'serial', 'product', 'unit'] as const
const TICKS = ['born', 'entered', 'ready', 'left'] as const

/** @param clock one cell with the present tick */
export function createVisitLog(
  { plan, topology, layout, parts, clock }: { plan: Plan; topology: Topology; layout: Layout; parts: PartTable; clock: Float64Array },
  span: Span,
  { rows = ROWS, mostBlocks = MOST_BLOCKS }: { rows?: number; mostBlocks?: number } = {},
): VisitLog {
  const { columns } = parts
  const { toldUnit } = layout
  const { unit: unitOf, isPlace } = unitsOf(plan, topology, layout)
  const isUnlimited = uint8From(plan.elements, (each) => (each.kind === 'source' && each.arrival.kind === 'unlimited' ? 1 : 0))
  const blocks: VisitColumns[] = []
  /** Blocks of the run before: memory that is there already is had much faster. */
  const spare: VisitColumns[] = []
  /** The block that is being filled: V8 reaches columns faster than those of an object. */
  let { element, source, serial, product, unit, born, entered, ready, left: gone } = emptyBlock(0)
  /** Rows given up, and all rows, from the start of the span. */
  let given = 0
  let count = 0
  let completeFrom = span.from
  let joins = { visit: [] as number[], source: [] as number[], serial: [] as number[] }
  let failures = { unit: [] as number[], tick: [] as number[], name: [] as string[] }

  const isWanted = (): boolean => clock[0]! >= span.from && clock[0]! < span.until

  function left(of: number, part: number): void {
    if (!isWanted()) return
    const now = clock[0]!
    if (isUnlimited[of] === 1) {
      // The part comes to be when it leaves.
      columns.born[part] = now
      visited(of, part, unitOf[of]!, now, now)
      return
    }
    const place = columns.place[part]!
    // A part that has moved to an output place keeps its position in mind (output-places.ts).
    const at = isPlace[of] === 0 ? unitOf[of]! : place < -1 ? -2 - place : place
    const since = columns.entered[part]!
    const wasReady = columns.ready[part]!
    visited(of, part, at, since, wasReady < since ? since : wasReady > now ? now : wasReady)
  }

  function visited(of: number, part: number, by: number, since: number, wasReady: number): void {
    if (!isWanted()) return
    const at = (count - given) % rows
    if (at === 0 && count - given === blocks.length * rows) nextBlock()
    element[at] = of
    source[at] = columns.source[part]!
    serial[at] = columns.serial[part]!
    product[at] = columns.product[part]!
    unit[at] = by < 0 ? -1 : toldUnit[by]!
    born[at] = columns.born[part]!
    entered[at] = since
    ready[at] = wasReady
    gone[at] = clock[0]!
    count++
  }

  /** The oldest block is used again where there are enough. */
  function nextBlock(): void {
    let block: VisitColumns
    if (blocks.length === mostBlocks) {
      block = blocks.shift()!
      given += rows
      completeFrom = block.left[rows - 1]! + 1
    } else block = spare.pop() ?? emptyBlock(rows)
    blocks.push(block)
    ;({ element, source, serial, product, unit, born, entered, ready, left: gone } = block)
  }

  function joined(into: number): void {
    if (!isWanted()) return
    joins.visit.push(count - 1)
    joins.source.push(columns.source[into]!)
    joins.serial.push(columns.serial[into]!)
  }

  function failed(unit: number, name: string): void {
    if (!isWanted()) return
    failures.unit.push(toldUnit[unit]!)
    failures.tick.push(clock[0]!)
    failures.name.push(name)
  }

  function contents(): Visits {
    const kept = count - given
    const visits = {} as { -readonly [K in keyof VisitColumns]: VisitColumns[K] }
    for (const name of WHOLE) visits[name] = int32(kept)
    for (const name of TICKS) visits[name] = float64(kept)
    blocks.forEach((block, number) => {
      const rest = Math.min(rows, kept - number * rows)
      for (const name of [...WHOLE, ...TICKS]) visits[name].set(block[name].subarray(0, rest), number * rows)
    })
    const first = joins.visit.findIndex((visit) => visit >= given)
    const from = first < 0 ? joins.visit.length : first
    return {
      from: completeFrom,
      visits,
      joins: {
        visit: Int32Array.from(joins.visit.slice(from), (visit) => visit - given),
        source: Int32Array.from(joins.source.slice(from)),
        serial: Int32Array.from(joins.serial.slice(from)),
      },
      failures: { unit: Int32Array.from(failures.unit), tick: Float64Array.from(failures.tick), name: failures.name },
    }
  }

  function reset(): void {
    spare.push(...blocks.splice(0))
    given = 0
    count = 0
    completeFrom = span.from
    joins = { visit: [], source: [], serial: [] }
    failures = { unit: [], tick: [], name: [] }
  }

  return { left, visited, joined, failed, contents, reset }
}

function emptyBlock(rows: number): VisitColumns {
  return {
    element: int32(rows),
    source: int32(rows),
    serial: int32(rows),
    product: int32(rows),
    unit: int32(rows),
    born: float64(rows),
    entered: float64(rows),
    ready: float64(rows),
    left: float64(rows),
  }
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
