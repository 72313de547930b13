/**
 * Supplies: stores that are refilled from outside.
 *
 * `reorder_at` and `quantity`: (r, Q); `reorder_at` and `up_to`: (s, S); `every` and `up_to`: periodic; `cards` and `quantity`: the (r, Q) in which a
 * card goes back when its container is empty, so that all but one of the containers are the reorder point. The stock position (on
 * hand + ordered) is looked at after all moves of a tick, or of those ticks at which a `review` comes. A delivery comes after its lead time and, if late, after
 * `late_by`, in elapsed time; what finds no room waits outside and comes in as places become free.
 *
 * Hadley & Whitin 1963.
 */
import { createGathering, float64, int32 } from 'genba/kernel'
import * as transientKinds from './buffers.ts'
import type { Flow } from './flow.ts'
import type { BufferPlan } from './plan.ts'
import * as records from './record.ts'
import * as shelves from './shelf-lives.ts'
import type { World } from './world.ts'

const { DELIVERY } = transientKinds
const { ENTERED } = records

export interface Supplies {
  /** The stock of `element` has changed. */
  changed(element: number): void
  /** Places an order, if one is due; false if not. */
  order(element: number): boolean
  /** An order arrives. */
  delivered(subject: number): void
  /** Periodic supplies come round, after all that is due at the tick. */
  settle(): void
  start(): void
  reset(): void
}

export function createSupplies(world: World, flow: Flow): Supplies {
  const { plan, topology, events, agenda, transients, streams, draws, record, births, shelfLives } = world
  const { columns } = world.parts
  const { clock } = events
  const count = plan.elements.length
  const ordered = float64(count)
  const openOrders = int32(count)
  const outside = float64(count)
  const reviews = createGathering((a, b) => a < b)
  /** Orders on the way: element and parts, by number. */
  const orders: { element: number; parts: number }[] = []
  const supplies = plan.elements.map((element) =>
    element.kind === 'buffer' && element.supply !== undefined ? supplyOf(element) : undefined,
  )

  function supplyOf(buffer: BufferPlan) {
    const supply = buffer.supply!
    const supplier = supply.supplier === undefined ? undefined : plan.suppliers[supply.supplier]!
    const site = (value: typeof supply.quantity, purpose: string): number =>
      value === undefined ? -1 : draws.quantity(value, buffer.key, purpose)
    return {
      plan: supply,
      capacity: buffer.capacity,
      reorderAt: supply.cards === undefined ? site(supply.reorderAt, 'reorder_at') : -1,
      cards: supply.cards ?? 0,
      review: supply.review === 'continuous' ? -1 : draws.duration(supply.review, buffer.key, 'review'),
      quantity: site(supply.quantity, 'quantity'),
      upTo: site(supply.upTo, 'up_to'),
      every: supply.every === undefined ? -1 : draws.duration(supply.every, buffer.key, 'every'),
      lead: supply.leadTime === undefined ? -1 : draws.duration(supply.leadTime, buffer.key, 'lead_time', 0),
      delivered: site(supply.delivered, 'delivered'),
      onTime: supplier === undefined ? -1 : draws.quantity(supplier.onTime, buffer.key, 'on_time'),
      onTimeStream: supplier === undefined ? -1 : streams.uniforms(buffer.key, 'on_time'),
      lateBy: supplier === undefined ? -1 : draws.duration(supplier.lateBy, buffer.key, 'late_by', 0),
      stopped: supplier?.stopped ?? [],
    }
  }

  function changed(element: number): void {
    if (supplies[element] === undefined) return
    fill(element)
    if (supplies[element]!.every < 0 && supplies[element]!.review < 0) agenda.choice(topology.supplyChoice[element]!)
  }

  function order(element: number): boolean {
    const supply = supplies[element]!
    const position = record.levels.level[element]! + outside[element]! + ordered[element]!
    const point = supply.cards > 0 ? (supply.cards - 1) * draws.peek(supply.quantity) : draws.take(supply.reorderAt, -1)
    if (openOrders[element]! >= supply.plan.openOrders || position > point) return false
    place(element, supply.quantity >= 0 ? draws.take(supply.quantity, -1) : draws.take(supply.upTo, -1) - position)
    return true
  }

  function place(element: number, parts: number): void {
    if (parts <= 0) return
    const supply = supplies[element]!
    ordered[element] = ordered[element]! + parts
    openOrders[element] = openOrders[element]! + 1
    let ticks = supply.lead < 0 ? 0 : draws.take(supply.lead, -1)
    if (supply.onTime >= 0) {
      const late = draws.take(supply.lateBy, -1)
      if (streams.next(supply.onTimeStream) >= draws.take(supply.onTime, -1)) ticks += late
    }
    for (const { from, to } of supply.stopped) {
      const arrives = (plan.run.start ?? 0) + (clock[0]! + ticks) / plan.ticksPerSecond
      if (from <= arrives && arrives < to) ticks = Math.round((to - (plan.run.start ?? 0)) * plan.ticksPerSecond) - clock[0]!
    }
    const number = orders.push({ element, parts }) - 1
    if (ticks === 0) delivered(number)
    else transients.plan(ticks, DELIVERY, number)
  }

  function delivered(subject: number): void {
    // A periodic supply comes round: subject -1 - element.
    if (subject < 0) {
      reviews.add(-1 - subject)
      agenda.gathered()
      return
    }
    const { element, parts } = orders[subject]!
    const supply = supplies[element]!
    ordered[element] = ordered[element]! - parts
    openOrders[element] = openOrders[element]! - 1
    outside[element] = outside[element]! + (supply.delivered < 0 ? parts : Math.round(parts * draws.take(supply.delivered, -1)))
    // Not only when somebody leaves: an empty store waits for just this.
    fill(element)
  }

  function review(element: number): void {
    const supply = supplies[element]!
    if (supply.review >= 0) {
      transients.plan(draws.take(supply.review, -1), DELIVERY, -1 - element)
      agenda.choice(topology.supplyChoice[element]!)
      return
    }
    transients.plan(draws.take(supply.every, -1), DELIVERY, -1 - element)
    place(element, draws.take(supply.upTo, -1) - (record.levels.level[element]! + outside[element]! + ordered[element]!))
  }

  /** Lets in what waits outside, as far as there is room. */
  function fill(element: number): void {
    const supply = supplies[element]!
    while (outside[element]! >= 1 && record.levels.level[element]! < supply.capacity) {
      outside[element] = outside[element]! - 1
      const part = births.makeOf(element, supply.plan.product)
      births.begin(part, clock[0]!)
      columns.entered[part] = clock[0]!
      record.count(element, ENTERED)
      record.levels.add(element, 1)
      if (shelfLives.has[element] === 1) shelfLives.begin(element, part, shelves.DELIVERED)
      flow.route(element, part)
      flow.finish(element, part)
    }
  }

  function start(): void {
    for (const element of plan.elements) {
      const supply = supplies[element.number]
      if (supply === undefined) continue
      if (supply.every >= 0 || supply.review >= 0) review(element.number)
      else agenda.choice(topology.supplyChoice[element.number]!)
    }
  }

  return {
    changed,
    order,
    delivered,
    settle: () => reviews.settle(review),
    start,
    reset: () => {
      ordered.fill(0)
      openOrders.fill(0)
      outside.fill(0)
      orders.length = 0
      reviews.reset()
    },
  }
}
