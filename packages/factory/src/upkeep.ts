/**
 * Upkeep of positions: counted tools, planned maintenance and wear (wear.ts), for which they are down.
 *
 * What is due begins when the part has left, with `maintain: at_once` in the midst of its work, or with `when_idle` when nothing is
 * there to work on (opportunities.ts). Age and block replacement: Barlow & Proschan 1965.
 */
import { ALWAYS, createGathering, float64, int32, uint8, uint8From } from 'genba/kernel'
import { untilMoment } from './moments.ts'
import { createOpportunities } from './opportunities.ts'
import type { MaintenancePlan, StationPlan } from './plan.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'
import { createWear } from './wear.ts'
import type { World } from './world.ts'

const { FREE, SERVICE, TOOL_CHANGE, UP } = positions

/** What breakdowns do for it. */
export interface Upkept {
  /** Clock on which people of a demand do what a position is down for. */
  clockFor(position: number, demand: number): number
  /** @param need what is taken for it (spares.ts), none by default */
  goDown(position: number, why: number, ticks: number, demand: number, clock: number, need?: number): void
  interrupt(position: number): boolean
  /** The failure clocks of the position that a maintenance renews start anew. */
  renews(position: number, which: MaintenancePlan['renews']): void
}

export interface Upkeep {
  /** Per element: 1 if tools or maintenance are to be looked at when a part has left. */
  readonly has: Uint8Array
  /** The position has worked for so many ticks. */
  aged(position: number, ticks: number): void
  /** A part, or a batch, is finished. */
  finished(position: number): void
  /** The part has left: what waited for that begins. */
  begin(position: number): void
  /** What the position was down for is done. */
  ended(position: number, why: number): void
  /** A failure of the position has been repaired. */
  repaired(position: number, mode: string): void
  /** The slot of a maintenance is due (stage 1). */
  due(number: number): void
  /** It has waited as long as it may until its position is idle (stage 1). */
  overdue(number: number): void
  /** The positions of the element are to be looked at, when the tick has settled, by maintenance that waits until one is idle. */
  mayBeIdle(element: number): void
  /** Begins it, at all that are (stage 3). */
  idle(element: number): boolean
  /** After all that is due, failures too. */
  settle(): void
  start(): void
  reset(): void
}

/** The counted tool of a station, or the insert of a casting cell. */
export function toolOf(station: StationPlan): StationPlan['tool'] {
  return station.tool ?? station.casting?.insert
}

export function createUpkeep(world: World, { phase, down, part: partAt }: PositionColumns, breakdowns: Upkept): Upkeep {
  const { plan, topology, layout, events, clocks, clockwork, agenda, draws, crews } = world
  const { clock } = events
  const { positionElement, maintenanceSlot, firstMaintenance } = layout
  const { open } = clockwork
  const n = layout.positions
  const stationOf = (p: number): StationPlan => plan.elements[positionElement[p]!] as StationPlan
  const wear = createWear(world, breakdowns.clockFor, breakdowns.goDown, (p, name) => world.record.failed(positionElement[p]!, p, name))
  const uses = float64(n)
  const toolLife = float64(n).fill(Infinity)
  /** Clocks of tool changes. */
  const toolOn = int32(n)
  const toService = float64(layout.maintenances)
  const isDue = uint8(layout.maintenances)
  const serving = int32(n).fill(-1)
  /** Maintenances that have become due in this tick. */
  const services = createGathering((a, b) => a < b)
  /** Those that have waited long enough for an idle position. */
  const overdues = createGathering((a, b) => a < b)
  const opportunities = createOpportunities(world, Array.from(positionElement, (_, p) => stationOf(p).maintenance).flat())
  const tools = plan.elements.map((element) => {
    const tool = element.kind === 'station' ? toolOf(element) : undefined
    return tool === undefined
      ? undefined
      : {
          life: draws.quantity(tool.life, element.key, 'tool life'),
          change: draws.duration(tool.change, element.key, 'tool change', 0),
          demand: crews.demand(tool.crew),
        }
  })
  const has = uint8From(plan.elements, (element) =>
    element.kind === 'station' && (toolOf(element) !== undefined || element.maintenance.length + element.wear.length > 0) ? 1 : 0,
  )
  const durations = int32(layout.maintenances).fill(-1)
  const demands = int32(layout.maintenances)
  const needs = int32(layout.maintenances)
  const runsOn = int32(layout.maintenances)
  const intervals = int32(layout.maintenances).fill(-1)
  const positionOf = int32(layout.maintenances)

  for (let p = 0; p < n; p++) {
    const station = stationOf(p)
    const place = p - layout.firstPosition[station.number]!
    const suffix = station.positions > 1 && place > 0 ? ` ${place}` : ''
    toolOn[p] = breakdowns.clockFor(p, tools[station.number]?.demand ?? -1)
    station.maintenance.forEach((service, k) => {
      const number = firstMaintenance[p]! + k
      positionOf[number] = p
      demands[number] = crews.demand(service.crew)
      needs[number] = world.spares.need(service.takes)
      runsOn[number] = breakdowns.clockFor(p, demands[number]!)
      durations[number] = draws.duration(service.duration, service.key, `maintenance duration${suffix}`)
      intervals[number] = service.every === undefined ? -1 : draws.duration(service.every, service.key, `maintenance every${suffix}`)
      clocks.bind(maintenanceSlot + number, open[station.number]!)
    })
  }

  function aged(p: number, ticks: number): void {
    const { maintenance } = stationOf(p)
    for (let k = 0; k < maintenance.length; k++) {
      const number = firstMaintenance[p]! + k
      if (maintenance[k]!.clock !== 'operating' || intervals[number]! < 0) continue
      toService[number] = toService[number]! - ticks
      if (toService[number]! <= 0) fallsDue(number)
    }
  }

  function finished(p: number): void {
    uses[p] = uses[p]! + 1
    if (wear.has[positionElement[p]!] === 1) wear.finished(p, partAt[p]!, down[p] === UP)
  }

  function begin(p: number): void {
    if (down[p] !== UP) return
    if (wear.has[positionElement[p]!] === 1 && wear.begin(p)) return
    const tool = tools[positionElement[p]!]
    if (tool !== undefined && uses[p]! >= toolLife[p]!) {
      const ticks = draws.take(tool.change, -1)
      if (ticks > 0) {
        breakdowns.goDown(p, TOOL_CHANGE, ticks, tool.demand, toolOn[p]!)
        return
      }
      changeTool(p)
    }
    const count = stationOf(p).maintenance.length
    for (let k = 0; k < count; k++) {
      const number = firstMaintenance[p]! + k
      if (isDue[number] === 0) continue
      if (opportunities.waits(number)) {
        mayBeIdle(positionElement[p]!)
        continue
      }
      serve(p, number)
      return
    }
  }

  function changeTool(p: number): void {
    uses[p] = 0
    toolLife[p] = draws.take(tools[positionElement[p]!]!.life, -1)
  }

  function fallsDue(number: number): void {
    if (isDue[number] === 1) return
    isDue[number] = 1
    opportunities.begin(number)
  }

  function mayBeIdle(element: number): void {
    const choice = topology.idleChoice[element]!
    if (choice >= 0) agenda.choice(choice)
  }

  function idle(element: number): boolean {
    if (!clocks.runs(open[element]!)) return false
    const from = layout.firstPosition[element]!
    for (let p = from; p < from + layout.positionCount[element]!; p++) {
      if (phase[p] !== FREE || down[p] !== UP || crews.waits(p)) continue
      const number = firstDue(p)
      if (number >= 0) serve(p, number)
    }
    return false
  }

  function firstDue(p: number): number {
    const from = firstMaintenance[p]!
    for (let number = from; number < from + stationOf(p).maintenance.length; number++) if (isDue[number] === 1) return number
    return -1
  }

  function serve(p: number, number: number): void {
    opportunities.end(number)
    serving[p] = number
    breakdowns.goDown(p, SERVICE, draws.take(durations[number]!, -1), demands[number]!, runsOn[number]!, needs[number]!)
  }

  function ended(p: number, why: number): void {
    if (wear.ended(p)) return
    if (why === TOOL_CHANGE) changeTool(p)
    else if (why === SERVICE) served(p)
  }

  function served(p: number): void {
    const number = serving[p]!
    serving[p] = -1
    isDue[number] = 0
    const service = serviceOf(number)
    if (service.policy === 'age' || intervals[number]! < 0) restart(number)
    breakdowns.renews(p, service.renews)
  }

  /** Age replacement counts from the last repair too. */
  function repaired(p: number, mode: string): void {
    const { maintenance } = stationOf(p)
    for (let k = 0; k < maintenance.length; k++) {
      const { policy, renews } = maintenance[k]!
      if (policy === 'age' && (renews === 'all' || (Array.isArray(renews) && renews.includes(mode)))) restart(firstMaintenance[p]! + k)
    }
  }

  function restart(number: number): void {
    const service = serviceOf(number)
    isDue[number] = 0
    opportunities.end(number)
    if (service.when !== undefined) {
      clocks.schedule(maintenanceSlot + number, ALWAYS, untilMoment(service.when, plan, clock[0]!))
      return
    }
    const ticks = draws.take(intervals[number]!, -1)
    if (service.clock === 'operating') toService[number] = ticks
    else clocks.schedule(maintenanceSlot + number, countsOn(number), ticks)
  }

  /** Clock on which the interval runs, unless it counts work. */
  function countsOn(number: number): number {
    return serviceOf(number).clock === 'calendar' ? ALWAYS : open[positionElement[positionOf[number]!]!]!
  }

  function due(number: number): void {
    if (comesInBlocks(number)) clocks.schedule(maintenanceSlot + number, countsOn(number), draws.take(intervals[number]!, -1))
    services.add(number)
    agenda.gathered()
  }

  function becomesDue(number: number): void {
    // A repair of this tick has renewed what it is for, and it counts anew.
    if (!comesInBlocks(number) && clocks.pending(maintenanceSlot + number)) return
    const p = positionOf[number]!
    fallsDue(number)
    if (down[p] !== UP) return
    if (serviceOf(number).maintain === 'at_once' && breakdowns.interrupt(p)) serve(p, number)
    else if (phase[p] === FREE) begin(p)
  }

  function overdue(number: number): void {
    opportunities.overdue(number)
    overdues.add(number)
    agenda.gathered()
  }

  /** A repair of this tick may have renewed what it is for. */
  function isPressed(number: number): void {
    const p = positionOf[number]!
    if (isDue[number] === 1 && phase[p] === FREE) begin(p)
  }

  function serviceOf(number: number): MaintenancePlan {
    const p = positionOf[number]!
    return stationOf(p).maintenance[number - firstMaintenance[p]!]!
  }

  /** At fixed intervals, whatever happens. */
  function comesInBlocks(number: number): boolean {
    const { policy, when } = serviceOf(number)
    return policy === 'block' && when === undefined
  }

  function start(): void {
    for (let p = 0; p < n; p++) {
      const tool = tools[positionElement[p]!]
      if (tool !== undefined) toolLife[p] = draws.take(tool.life, -1)
    }
    for (let number = 0; number < layout.maintenances; number++) restart(number)
  }

  function reset(): void {
    for (const column of [uses, toService, isDue]) column.fill(0)
    serving.fill(-1)
    services.reset()
    overdues.reset()
    opportunities.reset()
    wear.reset()
  }

  return {
    has,
    aged,
    finished,
    begin,
    ended,
    repaired,
    due,
    overdue,
    mayBeIdle,
    idle,
    settle: () => {
      services.settle(becomesDue)
      overdues.settle(isPressed)
    },
    start,
    reset,
  }
}
