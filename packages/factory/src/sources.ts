/**
 * Sources: where parts come in.
 *
 * An unlimited source always offers one part. A timed one (`rate`: Poisson, `every`: any law) counts open time; `orders`
 * come at their release. What finds no room waits outside while others keep coming (`wait`), stops the source's clock
 * (`block`), or is lost at the end of the tick, after all moves (`lost`).
 */
import { float64, int32, uint8From } from 'genba/kernel'
import type { Value } from 'genba/model'
import { exactLog } from 'genba/statistics'
import { constantOf } from './draw.ts'
import type { Exits } from './exits.ts'
import type { Flow } from './flow.ts'
import { choosesProduct } from './own-products.ts'
import type { SourcePlan } from './plan.ts'
import * as records from './record.ts'
import type { World } from './world.ts'

const { LOST } = records

export interface Sources {
  /** An arrival is due. */
  due(element: number): void
  leave(element: number, part: number): void
  /** The part that an unlimited source offers to its one successor, which takes it now; -1 if there is none. */
  give(element: number): number
  /** One step of choosing: one part comes in, or is offered, of the product that the rule of the source gives; false if none is to (stage 3). */
  make(element: number): boolean
  /** Loses what found no room; false if nothing did. */
  lose(element: number): boolean
  /** Parts that may still come. */
  expects(element: number): boolean
  start(): void
  reset(): void
}

export function createSources(world: World, flow: Flow, exits: Exits): Sources {
  const { plan, topology, layout, events, clocks, clockwork, agenda, parts, streams, draws, record, births } = world
  const { clock } = events
  const { arrivalSlot } = layout
  const made = float64(plan.elements.length)
  const released = int32(plan.elements.length)
  const chooses = uint8From(plan.elements, (element) => (choosesProduct(element) ? 1 : 0))
  /** Parts whose product is to be chosen in stage 3. */
  const pending = int32(plan.elements.length)
  const sources = plan.elements.map((element) => (element.kind === 'source' ? sourceOf(element) : undefined))

  function sourceOf(source: SourcePlan) {
    const { arrival } = source
    const until =
      arrival.kind === 'every'
        ? intervals(draws.duration(arrival.every, source.key, 'arrival'))
        : arrival.kind === 'rate'
          ? poisson(source, arrival.rate)
          : undefined
    clocks.bind(arrivalSlot[source.number]!, clockwork.open[source.number]!)
    return {
      plan: source,
      until,
      first: source.first === undefined ? undefined : draws.duration(source.first, source.key, 'first', 0),
      batch: draws.quantity(source.batch, source.key, 'batch'),
      priority: source.priority === undefined ? -1 : draws.quantity(source.priority, source.key, 'priority'),
      productStream: source.of.length > 1 ? streams.uniforms(source.key, 'product') : -1,
      shares: source.of.map((of, i) => draws.quantity(of.share, source.key, `product ${i}`)),
      limit: source.limit ?? Infinity,
      unlimited: arrival.kind === 'unlimited',
      orders: arrival.kind === 'orders' ? arrival.orders : undefined,
    }
  }

  function intervals(site: number): () => number {
    return () => draws.take(site, -1)
  }

  /** Ticks until the next arrival of a Poisson stream; a rate that changes takes effect at once. */
  function poisson(source: SourcePlan, rate: Value): () => number {
    const constant = constantOf(rate, plan.run.finished)
    if (constant !== undefined && constant > 0) {
      const mean: Value = { kind: 'constant', value: 1 / constant }
      return intervals(draws.duration({ kind: 'distribution', family: 'exponential', parameters: { mean } }, source.key, 'arrival'))
    }
    const stream = streams.uniforms(source.key, 'arrival')
    const now = draws.quantity(rate, source.key, 'rate')
    const changes = rate.kind === 'dated' || rate.kind === 'daily'
    return () => {
      let work = -exactLog(1 - streams.next(stream))
      if (!changes) return Math.max(1, Math.floor((work / draws.take(now, -1)) * plan.ticksPerSecond + 0.5))
      let passed = 0
      for (;;) {
        const from = clock[0]! / plan.ticksPerSecond + passed
        const perSecond = draws.at(now, from)
        const until = nextChange(rate, (plan.run.start ?? 0) + from) - (plan.run.start ?? 0) - from
        if (perSecond * until >= work) return Math.max(1, Math.floor((passed + work / perSecond) * plan.ticksPerSecond + 0.5))
        if (until === Infinity) return Infinity
        work -= perSecond * until
        passed += until
      }
    }
  }

  function due(element: number): void {
    const source = sources[element]!
    if (source.orders !== undefined) {
      const order = source.orders[released[element]!]!
      released[element] = released[element]! + 1
      arrive(element, order.product)
      const part = latest
      for (const [name, value] of Object.entries(order.attributes)) {
        const column = plan.attributes.findIndex((attribute) => attribute.name === name)
        parts.columns.attributes[part * plan.attributes.length + column] = value
      }
      parts.columns.rank[part] = released[element]!
      if (order.priority !== undefined) parts.columns.priority[part] = order.priority
      if (order.due !== undefined) parts.columns.due[part] = order.due * plan.ticksPerSecond
    } else {
      const count = draws.take(source.batch, -1)
      if (chooses[element] === 1) choose(element, Math.min(count, source.limit - made[element]! - pending[element]!))
      else for (let i = 0; i < count && made[element]! < source.limit; i++) arrive(element, productOf(element))
    }
    if (source.plan.whenFull === 'lost') agenda.choice(topology.lossChoice[element]!)
    if (source.plan.whenFull !== 'block') planNext(element)
  }

  function choose(element: number, count: number): void {
    pending[element] = pending[element]! + count
    agenda.choice(topology.makingChoice[element]!)
  }

  function make(element: number): boolean {
    if (pending[element] === 0) return false
    pending[element] = pending[element]! - 1
    const product = world.ownProducts.next(element)
    if (sources[element]!.unlimited) put(element, createNext(element, product))
    else arrive(element, product)
    return true
  }

  function create(element: number, product: number): number {
    const part = births.makeOf(element, product)
    const { priority } = sources[element]!
    if (priority >= 0) parts.columns.priority[part] = draws.take(priority, part)
    return part
  }

  let latest = -1
  function arrive(element: number, product: number): void {
    const part = create(element, product)
    births.begin(part, clock[0]!)
    latest = part
    record.levels.add(element, 1)
    made[element] = made[element]! + 1
    flow.route(element, part)
    flow.finish(element, part)
  }

  function productOf(element: number): number {
    const source = sources[element]!
    const { of, sequence } = source.plan
    if (sequence.length > 0) return sequence[made[element]! % sequence.length]!
    if (of.length === 0) return -1
    if (of.length === 1) return of[0]!.product
    const u = streams.next(source.productStream)
    let below = 0
    for (let i = 0; i < of.length - 1; i++) {
      below += draws.take(source.shares[i]!, -1)
      if (u < below) return of[i]!.product
    }
    return of.at(-1)!.product
  }

  function planNext(element: number): void {
    const source = sources[element]!
    const slot = arrivalSlot[element]!
    if (source.orders !== undefined) {
      const next = source.orders[released[element]!]
      if (next !== undefined) clocks.schedule(slot, 0, Math.max(1, Math.round(next.release * plan.ticksPerSecond) - clock[0]!))
      return
    }
    if (made[element]! + pending[element]! >= source.limit || source.until === undefined) return
    const ticks = source.until()
    if (ticks < Infinity) clocks.schedule(slot, clockwork.open[element]!, ticks)
  }

  /** An unlimited source makes the part that it offers ahead; it comes to be when it leaves. */
  function offer(element: number): void {
    if (made[element]! >= sources[element]!.limit) return
    if (chooses[element] === 1) choose(element, 1)
    else put(element, createNext(element, productOf(element)))
  }

  function put(element: number, part: number): void {
    flow.route(element, part)
    flow.finish(element, part)
  }

  function createNext(element: number, product: number): number {
    made[element] = made[element]! + 1
    return create(element, product)
  }

  function give(element: number): number {
    const part = exits.first[element]!
    if (part < 0) return -1
    exits.removeFirst(element)
    exits.departed(element, part)
    births.begin(part, clock[0]!)
    if (made[element]! < sources[element]!.limit) {
      const offered = createNext(element, productOf(element))
      parts.columns.target[offered] = world.places.way[element]!
      exits.append(element, offered)
    }
    return part
  }

  function leave(element: number, part: number): void {
    const source = sources[element]!
    if (source.unlimited) {
      births.begin(part, clock[0]!)
      offer(element)
      return
    }
    record.levels.add(element, -1)
    if (source.plan.whenFull === 'block' && flow.waiting(element) + pending[element]! === 0) planNext(element)
  }

  function lose(element: number): boolean {
    const part = flow.withdraw(element)
    if (part < 0) return false
    record.count(element, LOST)
    record.levels.add(element, -1)
    record.fingerprint.add(element, -2)
    births.end(part)
    return true
  }

  function start(): void {
    for (const element of plan.elements) {
      const source = sources[element.number]
      if (source === undefined) continue
      if (source.unlimited) offer(element.number)
      else if (source.first !== undefined) {
        const ticks = draws.take(source.first, -1)
        if (ticks > 0) clocks.schedule(arrivalSlot[element.number]!, clockwork.open[element.number]!, ticks)
        else due(element.number)
      } else planNext(element.number)
    }
  }

  return {
    due,
    leave,
    give,
    make,
    lose,
    expects: (element) => sources[element] !== undefined && made[element]! < sources[element]!.limit,
    start,
    reset: () => {
      made.fill(0)
      released.fill(0)
      pending.fill(0)
    },
  }
}

/** Civil second of the first change of a stepwise rate after civil second `after`. */
function nextChange(rate: Value, after: number): number {
  if (rate.kind === 'dated') return rate.steps.find((step) => step.from > after)?.from ?? Infinity
  if (rate.kind !== 'daily') return Infinity
  const midnight = Math.floor(after / 86_400) * 86_400
  const later = rate.steps.find((step) => midnight + step.from > after)
  return later === undefined ? midnight + 86_400 + rate.steps[0]!.from : midnight + later.from
}
