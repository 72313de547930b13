/**
 * Delays: stations with so many equal places that which one a part takes does not matter (ageing racks, formation
 * channels, charging posts), or with unlimited ones.
 *
 * Each part has its own time, in elapsed time; nothing stops it. A finished part keeps its place until it leaves; parts
 * leave in the order of (completion, start). States are counted by how many places are in which.
 */
import { createGathering, int32 } from 'genba/kernel'
import * as transientKinds from './buffers.ts'
import type { Flow } from './flow.ts'
import type { StationPlan } from './plan.ts'
import * as records from './record.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { DELAYED } = transientKinds
const { ENDED } = records
const { DELAY } = topologies

export interface Delays {
  room(element: number): boolean
  enter(element: number, part: number): void
  leave(element: number): void
  /** The time of a part is over (stage 1). */
  due(part: number): void
  /** Finishes what ended at this tick, in the order of starts. */
  settle(): void
  reset(): void
}

export function createDelays(world: World, flow: Flow): Delays {
  const { plan, topology, agenda, transients, draws, record, births, carriers, outcomes } = world
  const { columns } = world.parts
  const { clock } = world.events
  const { kept } = world.reservations
  const delays = plan.elements.map((element) =>
    element.kind === 'station' && topology.kind[element.number] === DELAY ? delayOf(element) : undefined,
  )
  const starts = int32(plan.elements.length)
  /** Where all stay equally long: the first and the last that came in. */
  const queueFirst = int32(plan.elements.length).fill(-1)
  const queueLast = int32(plan.elements.length)
  const { level } = record.levels
  /** Element of each part that stays in a delay, by row. */
  const place = { elementOf: int32(256) }
  /** Parts whose time ended at this tick. */
  const ended = createGathering((a, b) => {
    const { elementOf } = place
    return elementOf[a]! < elementOf[b]! || (elementOf[a] === elementOf[b] && columns.place[a]! < columns.place[b]!)
  })

  function delayOf(station: StationPlan) {
    const steps = station.steps.map((step, i) => draws.duration(step.time, station.key, i === 0 ? 'work' : `work ${i}`))
    const fixed = steps.map((site) => draws.constantOf(site))
    return {
      positions: station.positions,
      makes: station.makes ?? -1,
      steps,
      constant: fixed.some(Number.isNaN) ? -1 : fixed.reduce((sum, ticks) => sum + ticks, 0),
    }
  }

  function room(element: number): boolean {
    return level[element]! + kept[element]! < delays[element]!.positions
  }

  function enter(element: number, arriving: number): void {
    const delay = delays[element]!
    record.levels.add(element, 1)
    const part = carriers.passes[element] === 1 && carriers.isEmpty(arriving) ? carriers.receive(element, arriving) : arriving
    if (carriers.passes[element] === 1 && carriers.isEmpty(part)) {
      if (carriers.getsOff[element] === 0) flow.route(element, part)
      flow.finish(element, part)
      return
    }
    record.works.add(element, 1)
    columns.place[part] = starts[element]!
    starts[element] = starts[element]! + 1
    flow.route(element, part)
    if (outcomes.drawn[element] === 1) outcomes.draw(element, part)
    if (part >= place.elementOf.length) widen(part)
    place.elementOf[part] = element
    if (delay.constant >= 0) {
      queue(element, part, delay.constant)
      return
    }
    let ticks = 0
    for (const site of delay.steps) ticks += draws.take(site, part)
    transients.plan(ticks, DELAYED, part)
  }

  /** Where all stay equally long they end in the order of coming in: only the first has an event. */
  function queue(element: number, part: number, ticks: number): void {
    columns.ready[part] = clock[0]! + ticks
    columns.next[part] = -1
    if (queueFirst[element]! < 0) {
      queueFirst[element] = part
      transients.plan(ticks, DELAYED, part)
    } else columns.next[queueLast[element]!] = part
    queueLast[element] = part
  }

  function due(part: number): void {
    ended.add(part)
    agenda.gathered()
    const element = place.elementOf[part]!
    if (queueFirst[element] !== part) return
    let next = columns.next[part]!
    while (next >= 0 && columns.ready[next] === clock[0]) {
      ended.add(next)
      next = columns.next[next]!
    }
    queueFirst[element] = next
    if (next >= 0) transients.plan(columns.ready[next]! - clock[0]!, DELAYED, next)
  }

  function widen(part: number): void {
    const wider = int32(Math.max(part + 1, place.elementOf.length * 2))
    wider.set(place.elementOf)
    place.elementOf = wider
  }

  function settle(): void {
    ended.settle(end)
  }

  function end(part: number): void {
    finish(place.elementOf[part]!, part)
  }

  function finish(element: number, part: number): void {
    const { makes } = delays[element]!
    if (makes >= 0 && columns.product[part] !== makes) births.become(element, part, makes)
    record.works.add(element, -1)
    record.count(element, ENDED)
    outcomes.count(element, part)
    flow.finish(element, part)
  }

  return {
    room,
    enter,
    leave: (element) => {
      record.levels.add(element, -1)
      flow.opened(element)
    },
    due,
    settle,
    reset: () => {
      starts.fill(0)
      queueFirst.fill(-1)
      ended.reset()
    },
  }
}
