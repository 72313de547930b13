/**
 * Buffers and sinks: places where parts wait, and where they leave the base.
 *
 * A buffer counts places between stations. A part may leave it at once, or `move_time` after it came in. A
 * sink takes whatever comes.
 */
import { createGathering, int32, int32From } from 'genba/kernel'
import type { Flow } from './flow.ts'
import { createLotRoom } from './lots.ts'
import * as records from './record.ts'
import * as shelves from './shelf-lives.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { COUNTS, ENTERED, LEFT, STAYED } = records
const { BUFFER, SCRAP, SINK } = topologies

/** Kinds of transient events. */
export const MOVED = 0
export const DELAYED = 1
export const DELIVERY = 2
/** The oldest part of a batch has waited for its timeout. */
export const WAITED = 3

export interface Buffers {
  room(element: number): boolean
  enter(element: number, part: number): void
  /** A part has come to a sink, and is no more. */
  arrive(sink: number, part: number): void
  leave(element: number, part: number): void
  /** A transient event of one of these blocks happens (stage 1). */
  due(part: number): void
  /** Finishes what ended at this tick, in the order of coming in. */
  settle(): void
  /** Parts that stay or move: activities under way. */
  start(): void
  reset(): void
}

export function createBuffers(world: World, flow: Flow): Buffers {
  const { plan, topology, events, agenda, parts, transients, draws, record, births } = world
  const { columns } = parts
  const { clock } = events
  const { kept } = world.reservations
  const { shelfLives } = world
  const { kind } = topology
  const lotRoom = createLotRoom(plan)
  const { places } = lotRoom
  const moveSites = int32From(plan.elements, (element) =>
    element.kind === 'buffer' && element.moveTime !== undefined ? draws.duration(element.moveTime, element.key, 'move', 0) : -1,
  )
  const entries = int32(plan.elements.length)
  const inside = record.levels.level
  const products = plan.products.length + 1
  /** Element and entry number of parts whose time ended at this tick. */
  const elementOf: Int32Array[] = [int32(256)]
  const ended = createGathering((a, b) => {
    const where = elementOf[0]!
    return where[a]! < where[b]! || (where[a] === where[b] && columns.place[a]! < columns.place[b]!)
  })

  function room(element: number): boolean {
    return inside[element]! + kept[element]! + lotRoom.wanted(element) <= places[element]!
  }

  function enter(element: number, part: number): void {
    if (kind[element] === SINK) {
      arrive(element, part)
      return
    }
    record.levels.add(element, 1)
    lotRoom.entered(element)
    if (shelfLives.has[element] === 1) shelfLives.begin(element, part, shelves.MOVED_IN)
    flow.route(element, part)
    const site = moveSites[element]!
    const ticks = site < 0 ? 0 : draws.take(site, part)
    if (ticks === 0) {
      flow.finish(element, part)
      return
    }
    columns.place[part] = entries[element]!
    entries[element] = entries[element]! + 1
    remember(part, element)
    const event = transients.plan(ticks, MOVED, part)
    if (shelfLives.has[element] === 1) shelfLives.moves(part, event)
  }

  function arrive(element: number, part: number): void {
    const stayed = clock[0]! - columns.born[part]!
    const cell = element * products + (columns.product[part]! < 0 ? products - 1 : columns.product[part]!)
    record.count(element, LEFT)
    record.leftByProduct.add(cell, 1)
    record.stayedByProduct.add(cell, stayed)
    record.counts.add(element * COUNTS + STAYED, stayed)
    record.sketch(element, stayed)
    record.fingerprint.add(element, columns.serial[part]! ^ (columns.source[part]! << 20))
    record.departures[element]?.push(clock[0]!)
    record.visitLog?.left(element, part)
    births.end(part)
  }

  function leave(element: number, part: number): void {
    record.levels.add(element, -1)
    if (shelfLives.has[element] === 1) shelfLives.end(part)
    // Whose life has run out has not waited for anything.
    if (kind[element] === BUFFER && columns.target[part] !== SCRAP) {
      const stayed = clock[0]! - columns.entered[part]!
      record.counts.add(element * COUNTS + STAYED, stayed)
      record.sketch(element, stayed)
    }
    flow.opened(element)
  }

  function remember(part: number, element: number): void {
    if (part >= elementOf[0]!.length) {
      const wider = int32(Math.max(part + 1, elementOf[0]!.length * 2))
      wider.set(elementOf[0]!)
      elementOf[0] = wider
    }
    elementOf[0]![part] = element
  }

  function due(part: number): void {
    ended.add(part)
    agenda.gathered()
  }

  function settle(): void {
    ended.settle(end)
    shelfLives.settle()
  }

  function end(part: number): void {
    const element = elementOf[0]![part]!
    if (shelfLives.has[element] === 1) shelfLives.arrived(part)
    flow.finish(element, part)
  }

  /** What stands in buffers at the start of the run. */
  function start(): void {
    for (const element of plan.elements) {
      if (element.kind !== 'buffer') continue
      for (const { product, count } of element.startsWith) {
        for (let i = 0; i < count; i++) {
          const part = births.makeOf(element.number, product)
          births.begin(part, 0)
          columns.entered[part] = 0
          record.count(element.number, ENTERED)
          record.levels.add(element.number, 1)
          if (shelfLives.has[element.number] === 1) shelfLives.begin(element.number, part, shelves.DELIVERED)
          flow.route(element.number, part)
          flow.finish(element.number, part)
        }
      }
    }
  }

  function reset(): void {
    entries.fill(0)
    lotRoom.reset()
    ended.reset()
  }

  return { room, enter, arrive, leave, due, settle, start, reset }
}
