/**
 * Places of transfer: where parts go from one exit to one entry, perhaps through a buffer, and nothing is to be chosen: one
 * way out, one way in, first in first out.
 */
import { waitsForRoom } from './before-service.ts'
import { int32 } from 'genba/kernel'
import { canFail } from './breakdowns.ts'
import { isCarded } from './card-lines.ts'
import { hasOutputPlaces } from './output-places.ts'
import { choosesProduct } from './own-products.ts'
import type { BufferPlan, ElementPlan, Plan } from './plan.ts'
import { setsUpAhead } from './preparations.ts'
import { sendsBack } from './returns.ts'
import type { Tandem } from './tandem-lines.ts'
import { BUFFER, DELAY, DIRECT, SINK, STATION, TANDEM, TUNNEL, type Topology } from './topology.ts'

/** All columns are by element, -1 where there is nothing. */
export interface TransferPlaces {
  /** Where the exit of an element, or of the buffer behind it, leads: the element beyond. */
  readonly after: Int32Array
  /** For an entry that a transfer serves: the element to which it belongs (for the buffer between, the one beyond). */
  readonly at: Int32Array
  /** Of an element to which a transfer leads: the element from which, and the buffer between. */
  readonly before: Int32Array
  readonly between: Int32Array
  /** The link by which a part leaves. */
  readonly way: Int32Array
}

/** What can be said of an element alone. */
export interface Ways {
  hasOneWayOut(element: ElementPlan): boolean
  hasOneWayIn(element: ElementPlan): boolean
  /** Parts wait in the buffer for the next element, first in first out, and nothing else happens to them. */
  isPlain(buffer: BufferPlan): boolean
}

export function createWays(topology: Topology): Ways {
  const { branches, entryClass, feeders, givesSpares } = topology
  // A buffer without places is no element of the flow.
  const isBypassed = (element: ElementPlan): boolean => element.kind === 'buffer' && element.capacity === 0
  const hasOneWayOut = (element: ElementPlan): boolean =>
    element.to.kind === 'single' && branches[element.number]!.length === 1 && !isBypassed(element)
  const hasOneWayIn = (element: ElementPlan): boolean =>
    entryClass[element.number] === DIRECT && feeders[element.number]!.length === 1 && !isBypassed(element)

  function isPlain(buffer: BufferPlan): boolean {
    const waits =
      buffer.moveTime !== undefined || buffer.life !== undefined || buffer.supply !== undefined || givesSpares[buffer.number] === 1
    return buffer.discipline === 'fifo' && !waits && hasOneWayOut(buffer) && hasOneWayIn(buffer)
  }

  return { hasOneWayOut, hasOneWayIn, isPlain }
}

/** No place is one. */
export function noTransferPlaces(plan: Plan): TransferPlaces {
  const column = (): Int32Array => int32(plan.elements.length).fill(-1)
  return { after: column(), at: column(), before: column(), between: column(), way: column() }
}

export function findTransferPlaces(plan: Plan, topology: Topology, tandems: readonly Tandem[]): TransferPlaces {
  const { kind, linkTo, branches, takes } = topology
  const { hasOneWayOut, hasOneWayIn, isPlain } = createWays(topology)
  const { after, at, before, between, way } = noTransferPlaces(plan)
  const heads = new Set(tandems.map((tandem) => tandem.stations[0]!))
  const tails = new Set(tandems.map((tandem) => tandem.stations.at(-1)!))

  /** All that comes out goes its one way, one by one, unless it is scrap. */
  function handsOn(element: ElementPlan): boolean {
    if (
      topology.loop[element.number]! >= 0 ||
      isCarded(plan, element) ||
      waitsForRoom(element) ||
      hasOutputPlaces(element) ||
      !hasOneWayOut(element) ||
      (kind[element.number] === TANDEM && !tails.has(element.number))
    )
      return false
    if (choosesProduct(element)) return false
    if (element.kind === 'buffer') return element.discipline === 'fifo' && topology.givesSpares[element.number] === 0
    if (element.kind !== 'station' && element.kind !== 'tunnel') return true
    const rejects = element.kind === 'station' && typeof element.inspects?.to === 'number'
    const scrapOrNothing = element.outcomes.every((outcome) => outcome.to === 'scrap') && !rejects
    const keeps = element.failures.every((failure) => typeof failure.onFailure !== 'object')
    const several = element.kind === 'station' && (element.batch !== undefined || element.divides.length > 0 || element.lotsOf > 1)
    return scrapOrNothing && keeps && !several
  }

  function takesOneByOne(element: ElementPlan): boolean {
    if (topology.loop[element.number]! >= 0 || isCarded(plan, element)) return false
    if (kind[element.number] === TANDEM) return heads.has(element.number) && hasOneWayIn(element)
    if (!hasOneWayIn(element) || ![SINK, STATION, DELAY, BUFFER, TUNNEL].includes(kind[element.number]!)) return false
    if (element.kind !== 'station') return true
    // Which of several positions takes a part while all are down is a choice.
    const chooses = element.positions > 1 && canFail(element)
    const alone = element.batch === undefined && element.casting === undefined && !sendsBack(element) && !setsUpAhead(element)
    return takes[element.number]!.length === 0 && alone && !chooses
  }

  /** Of two buffers in a row only the first lies between. */
  function liesBetween(from: ElementPlan, buffer: ElementPlan): buffer is BufferPlan {
    if (from.kind === 'buffer' || buffer.kind !== 'buffer' || !isPlain(buffer)) return false
    return takesOneByOne(plan.elements[linkTo[branches[buffer.number]![0]!]!]!)
  }

  const inside = int32(plan.elements.length).fill(-1)
  for (const from of plan.elements) {
    if (!handsOn(from)) continue
    const next = plan.elements[linkTo[branches[from.number]![0]!]!]!
    if (liesBetween(from, next)) inside[next.number] = from.number
  }
  for (const from of plan.elements) {
    if (!handsOn(from) || inside[from.number]! >= 0) continue
    const link = branches[from.number]![0]!
    const next = plan.elements[linkTo[link]!]!
    const buffer = inside[next.number] === from.number ? next.number : -1
    const onward = buffer < 0 ? -1 : branches[buffer]![0]!
    const to = buffer < 0 ? next : plan.elements[linkTo[onward]!]!
    if (!takesOneByOne(to)) continue
    before[to.number] = from.number
    between[to.number] = buffer
    after[from.number] = to.number
    at[to.number] = to.number
    way[from.number] = link
    if (buffer < 0) continue
    after[buffer] = to.number
    at[buffer] = to.number
    way[buffer] = onward
  }
  return { after, at, before, between, way }
}
