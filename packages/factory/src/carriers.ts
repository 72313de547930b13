/**
 * Carriers in closed loops: pallets that go round in a line, and what gets onto and off them.
 *
 * A carrier is a row of the part table, as a part is. While it is empty the row itself goes round, and passes stations
 * without work; with a part on it the part goes in its place, with the carrier's number. So everything that looks at a part
 * (times, routing, attributes, outcomes) sees the part, and what goes by `carrier` looks at the number
 * (docs/mechanisms/carriers.md).
 */
import { int32, int32From, uint8From } from 'genba/kernel'
import type { PartTable } from 'genba/kernel'
import type { Births } from './births.ts'
import { kindsOfCarriers, loopsOf, placesOf } from './loops.ts'
import type { Plan } from './plan.ts'
import * as records from './record.ts'
import type { RunRecord } from './record.ts'
import * as topologies from './topology.ts'
import type { Topology } from './topology.ts'

const { ENTERED } = records
const { BUFFER, UNDECIDED } = topologies

export interface Carriers {
  /** Per element: 1 if carriers come through it; if parts get on, if they get off. */
  readonly passes: Uint8Array
  readonly getsOn: Uint8Array
  readonly getsOff: Uint8Array
  /** Is the row a carrier without a part? */
  isEmpty(row: number): boolean
  /** An empty carrier has come into `element`: the row that stands there from now on, a part where work is unlimited. */
  receive(element: number, row: number): number
  /** The part gets onto the empty carrier. */
  mount(part: number, row: number): void
  /** The part gets off its carrier, whose row this returns, bound for nowhere yet. */
  unload(part: number): number
  /** The row of the carrier that the part is on. */
  under(part: number): number
  /** The link over which the carrier of `row` goes on from an element where parts get off; -1 if no case holds for it. */
  onward(element: number, row: number): number
  /** Puts the carriers into the first places of their lines. @param enter puts one into an element */
  start(enter: (element: number, row: number) => void): void
  reset(): void
}

/** @param clock its first cell is the tick */
export function createCarriers(
  plan: Plan,
  topology: Topology,
  parts: PartTable,
  births: Births,
  record: RunRecord,
  clock: Float64Array,
): Carriers {
  const { columns } = parts
  const loops = loopsOf(plan)
  const kinds = kindsOfCarriers(plan)
  const carrierCount = kinds.length
  const rowOf = int32(carrierCount).fill(-1)
  const passes = uint8From(topology.loop, (loop) => (loop >= 0 ? 1 : 0))
  const getsOn = uint8From(plan.elements, ({ number }) => (loops.some(({ carriers }) => carriers.getsOn === number) ? 1 : 0))
  const getsOff = uint8From(plan.elements, ({ number }) => (loops.some(({ carriers }) => carriers.getsOff === number) ? 1 : 0))
  const makesOwn = uint8From(plan.elements, ({ number }) => (getsOn[number] === 1 && topology.boarding[number]!.length === 0 ? 1 : 0))
  /** Per element: the links by number of the carrier where they differ, else one for all. */
  const ways = plan.elements.map(({ number }) => wayOf(number))

  function wayOf(element: number): Int32Array {
    const loop = loops.find(({ carriers }) => carriers.getsOff === element)
    if (loop === undefined) return int32(0)
    const { onward } = loop.carriers
    const link = (to: number | undefined): number => (to === undefined ? -1 : topology.linkBetween(element, to))
    if (onward.kind === 'single') return int32(carrierCount).fill(link(onward.to))
    if (onward.kind !== 'by' || onward.by !== 'carrier') return int32(carrierCount).fill(-1)
    return int32From(kinds, (kind) => link(onward.cases[kind] ?? onward.otherwise))
  }

  function isEmpty(row: number): boolean {
    const carrier = columns.carrier[row]!
    return carrier >= 0 && rowOf[carrier] === row
  }

  function mount(part: number, row: number): void {
    columns.carrier[part] = columns.carrier[row]!
  }

  function receive(element: number, row: number): number {
    if (makesOwn[element] === 0) return row
    const part = births.make(element)
    mount(part, row)
    columns.entered[part] = clock[0]!
    record.count(element, ENTERED)
    return part
  }

  function unload(part: number): number {
    const row = rowOf[columns.carrier[part]!]!
    columns.carrier[part] = -1
    columns.target[row] = UNDECIDED
    return row
  }

  function start(enter: (element: number, row: number) => void): void {
    let number = 0
    for (const { carriers, elements, number: line } of loops) {
      const first = number
      let at = 0
      let taken = 0
      for (const { count } of carriers.kinds)
        for (let i = 0; i < count; i++) {
          while (taken >= placesOf(plan.elements[elements[at]!]!)) {
            at++
            taken = 0
          }
          const element = elements[at]!
          const row = rowFor(number, number - first, -1 - line)
          number++
          if (topology.kind[element] === BUFFER) record.count(element, ENTERED)
          enter(element, row)
          taken++
        }
    }
  }

  /** A row for a carrier: its identity is (a negative number, that of its line; its own number in its loop). */
  function rowFor(carrier: number, serial: number, source: number): number {
    const row = parts.take()
    rowOf[carrier] = row
    record.visitLog?.renewed(row)
    columns.carrier[row] = carrier
    columns.source[row] = source
    columns.serial[row] = serial
    columns.order[row] = source * 0x1_0000_0000 + serial
    columns.rank[row] = serial
    columns.product[row] = -1
    columns.variant[row] = -1
    columns.faults[row] = 0
    columns.target[row] = UNDECIDED
    columns.place[row] = -1
    columns.born[row] = 0
    columns.entered[row] = 0
    const width = plan.attributes.length
    for (let a = 0; a < width; a++) columns.attributes[row * width + a] = 0
    return row
  }

  return {
    passes,
    getsOn,
    getsOff,
    isEmpty,
    receive,
    mount,
    unload,
    under: (part) => rowOf[columns.carrier[part]!]!,
    onward: (element, row) => ways[element]![columns.carrier[row]!]!,
    start,
    reset: () => void rowOf.fill(-1),
  }
}
