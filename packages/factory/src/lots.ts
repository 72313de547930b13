/**
 * Lots: parts that a station passes on so many at a time (`lots_of`), and the buffers behind, which take in lots as a whole.
 *
 * Parts that are done leave their positions and wait at the station until the lot is full, in the order of (completion, start). The last of
 * the lot keeps its position until the lot has left, so that a lot of one is a part as ever. What is done meanwhile stays where it is,
 * and goes into the next lot. A lot moves when there is room for all of it. D. Trietsch & K. R. Baker, Operations Research 41 (1993).
 */
import { float64From, int32, int32From, uint8From } from 'genba/kernel'
import type { PartColumns } from 'genba/kernel'
import type { Flow } from './flow.ts'
import type { BufferPlan, ElementPlan, Plan } from './plan.ts'

export interface Lots {
  /** Per element: 1 for stations that pass on lots. */
  readonly has: Uint8Array
  /** The part in the position is done. */
  join(position: number, element: number, part: number): void
  /** The part, which is no scrap, has left the station. */
  leave(element: number, part: number): void
  reset(): void
}

/** Parts in a lot of the element; 1 where parts go one by one. */
export function lotSize(element: ElementPlan): number {
  return element.kind === 'station' ? element.lotsOf : 1
}

/** Parts in the lots that come into a buffer; 1 where parts come one by one. */
export function lotsInto(plan: Pick<Plan, 'elements'>, buffer: BufferPlan): number {
  return Math.max(1, ...buffer.from.map((from) => lotSize(plan.elements[from]!)))
}

/** Places of a buffer, in parts. Of lots that wait only the first may have parts taken out of it, so that so many lots are there if so many parts are. */
export function placesOfBuffer(plan: Pick<Plan, 'elements'>, buffer: BufferPlan): number {
  return buffer.capacityInLots === true ? buffer.capacity * lotsInto(plan, buffer) : buffer.capacity
}

/**
 * @param vacate frees the position in which the part was worked on
 * @param flow how parts may leave, behind those that may, and how others are let in
 */
export function createLots(
  plan: Plan,
  columns: Pick<PartColumns, 'place'>,
  vacate: (element: number, part: number) => void,
  flow: Pick<Flow, 'finish' | 'opened'>,
): Lots {
  const size = int32From(plan.elements, lotSize)
  const has = uint8From(size, (parts) => (parts > 1 ? 1 : 0))
  /** By element: parts of the lot that is being filled, and those that wait in their positions for the next. */
  const filling: number[][] = plan.elements.map(() => [])
  const waiting: number[][] = plan.elements.map(() => [])
  /** Parts of a full lot that have not left. */
  const left = int32(plan.elements.length)

  function join(position: number, element: number, part: number): void {
    columns.place[part] = position
    waiting[element]!.push(part)
    fill(element)
    flow.opened(element)
  }

  function fill(element: number): void {
    const lot = filling[element]!
    while (left[element] === 0 && waiting[element]!.length > 0) {
      const part = waiting[element]!.shift()!
      if (lot.push(part) < size[element]!) {
        vacate(element, part)
        // As of parts in output places: not in its position any more, which is told all the same (visit-log.ts).
        columns.place[part] = -2 - columns.place[part]!
        continue
      }
      left[element] = lot.length
      for (const each of lot.splice(0)) flow.finish(element, each)
    }
  }

  function leave(element: number, part: number): void {
    left[element] = left[element]! - 1
    if (columns.place[part]! >= 0) vacate(element, part)
    fill(element)
  }

  function reset(): void {
    for (const list of [...filling, ...waiting]) list.length = 0
    left.fill(0)
  }

  return { has, join, leave, reset }
}

/** Room of buffers: for a whole lot where lots come, of which the first has found it for all. */
export interface LotRoom {
  /** Places of each buffer in parts, of other elements Infinity. */
  readonly places: Float64Array
  /** Places that the part which would come next needs. */
  wanted(buffer: number): number
  entered(buffer: number): void
  reset(): void
}

export function createLotRoom(plan: Plan): LotRoom {
  const size = int32From(plan.elements, (element) => (element.kind === 'buffer' ? lotsInto(plan, element) : 1))
  const places = float64From(plan.elements, (element) => (element.kind === 'buffer' ? placesOfBuffer(plan, element) : Infinity))
  /** Parts of the lot that is coming in which are still to come. */
  const coming = int32(plan.elements.length)
  return {
    places,
    wanted: (buffer) => (coming[buffer] === 0 ? size[buffer]! : 1),
    entered: (buffer) => {
      if (size[buffer]! > 1) coming[buffer] = (coming[buffer] === 0 ? size[buffer]! : coming[buffer]!) - 1
    },
    reset: () => void coming.fill(0),
  }
}
