/**
 * What a run writes down of its parts one by one, where a span of it asks for that: every visit of a part to an element when
 * the part leaves, what goes into what, and which failures begin. Together with the states one by one (genba/kernel, state-log.ts)
 * that is all from which one can tell why each start and departure happened when it did (docs/mechanisms/causes.md).
 *
 * Only ticks and numbers are written down, nothing of the order in which a tick was worked off. Rows lie in blocks; when there
 * are too many, the oldest blocks are given up, so that memory is bounded whatever the span.
 */
import { float64, int32, type PartTable, type Span } from 'genba/kernel'
import type { Layout } from './layout.ts'
import type { Plan } from './plan.ts'
import { MOVING, SOURCE, STATION, SYNCHRONOUS, TUNNEL, type Topology } from './topology.ts'

/** Visits as columns, in the order in which they ended; visits of one part are in the order in which it made them. */
export interface VisitColumns {
  /** Where it was; of a line whose bodies move by themselves or with a belt, the last of its stations, for all of the line. */
  readonly element: Int32Array
  /** Identity of the part: the element that made it, and its number there. */
  readonly source: Int32Array
  readonly serial: Int32Array
  /** -1: nameless. */
  readonly product: Int32Array
  /** Position, tunnel or line in the numbers of the states one by one; -1 for elements that have no states. */
  readonly unit: Int32Array
  /** Element to which it went, -1 where it went into another part, was scrapped, or left the base. */
  readonly to: Int32Array
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
  /** The part whose visit ended last goes into `into`, or `into` is a piece of it. */
  joined(into: number): void
  failed(unit: number, name: string): void
  contents(): Visits
  reset(): void
}

/** Rows of a block, and most blocks: 3.1 million visits of 56 bytes. */
const ROWS = 1 << 16
const MOST_BLOCKS = 48

const WHOLE = ['element', 'source', 'serial', 'product', 'unit', 'to'] as const
const TICKS = ['born', 'entered', 'ready', 'left'] as const
type Block = { readonly [K in keyof VisitColumns]: VisitColumns[K] }

/** @param clock one cell with the present tick */
export function createVisitLog(
  { plan, topology, layout, parts, clock }: { plan: Plan; topology: Topology; layout: Layout; parts: PartTable; clock: Float64Array },
  span: Span,
  { rows = ROWS, mostBlocks = MOST_BLOCKS }: { rows?: number; mostBlocks?: number } = {},
): VisitLog {
  const { columns } = parts
  const { linkTo } = topology
  const { element: unitOf, isPlace } = unitsOf(plan, topology, layout)
  const isUnlimited = plan.elements.map(
    (element) => topology.kind[element.number] === SOURCE && element.kind === 'source' && element.arrival.kind === 'unlimited',
  )
  let blocks: Block[] = []
  /** Rows given up, and all rows, from the start of the span. */
  let given = 0
  let count = 0
  let completeFrom = span.from
  let joins = { visit: [] as number[], source: [] as number[], serial: [] as number[] }
  let failures = { unit: [] as number[], tick: [] as number[], name: [] as string[] }

  const isWanted = (): boolean => clock[0]! >= span.from && clock[0]! < span.until

  function left(element: number, part: number): void {
    if (!isWanted()) return
    const at = (count - given) % rows
    if (at === 0 && count - given === blocks.length * rows) addBlock()
    const block = blocks.at(-1)!
    const now = clock[0]!
    const place = columns.place[part]!
    const target = columns.target[part]!
    block.element[at] = element
    block.source[at] = columns.source[part]!
    block.serial[at] = columns.serial[part]!
    block.product[at] = columns.product[part]!
    // A part that has moved to an output place keeps its position in mind (output-places.ts).
    block.unit[at] = isPlace[element] === 0 ? unitOf[element]! : place < -1 ? -2 - place : place
    block.to[at] = target >= 0 ? linkTo[target]! : -1
    // The part of an unlimited source comes to be when it leaves.
    block.born[at] = isUnlimited[element]! ? now : columns.born[part]!
    block.entered[at] = isUnlimited[element]! ? now : columns.entered[part]!
    block.ready[at] = isUnlimited[element]! ? now : Math.min(now, Math.max(columns.ready[part]!, columns.entered[part]!))
    block.left[at] = now
    count++
  }

  function addBlock(): void {
    if (blocks.length === mostBlocks) {
      const oldest = blocks.shift()!
      given += rows
      completeFrom = oldest.left[rows - 1]! + 1
    }
    blocks.push({
      element: int32(rows),
      source: int32(rows),
      serial: int32(rows),
      product: int32(rows),
      unit: int32(rows),
      to: int32(rows),
      born: float64(rows),
      entered: float64(rows),
      ready: float64(rows),
      left: float64(rows),
    })
  }

  function joined(into: number): void {
    if (!isWanted()) return
    joins.visit.push(count - 1)
    joins.source.push(columns.source[into]!)
    joins.serial.push(columns.serial[into]!)
  }

  function failed(unit: number, name: string): void {
    if (!isWanted()) return
    failures.unit.push(unit)
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
    blocks = []
    given = 0
    count = 0
    completeFrom = span.from
    joins = { visit: [], source: [], serial: [] }
    failures = { unit: [], tick: [], name: [] }
  }

  return { left, joined, failed, contents, reset }
}

/** The unit of each element that is one, and which elements have positions instead. */
function unitsOf(plan: Plan, topology: Topology, layout: Layout): { readonly element: Int32Array; readonly isPlace: Uint8Array } {
  const element = int32(plan.elements.length).fill(-1)
  const isPlace = new Uint8Array(plan.elements.length)
  for (const { number, line } of plan.elements) {
    const kind = topology.kind[number]
    if (kind === STATION || kind === SYNCHRONOUS) isPlace[number] = 1
    else if (kind === MOVING) element[number] = layout.lineUnit[line!]!
    else if (kind === TUNNEL)
      element[number] =
        line !== undefined && plan.lines[line]!.transfer === 'continuous' ? layout.lineUnit[line]! : layout.tunnelUnit[number]!
  }
  return { element, isPlace }
}
