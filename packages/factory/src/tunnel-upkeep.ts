/**
 * Upkeep of tunnels: planned maintenance, and wear, to which every part adds that comes to the exit.
 *
 * Either stands the belt (stops.ts). With `maintain: at_once`, and when wear fails, it does so with all that is inside. With
 * `after_part`, and where wear is to be serviced, nobody comes in from when it is due, and it begins when the last has left; with
 * `when_idle` it waits until the tunnel is empty, up, open and without anybody who comes in at that tick, and no longer than `latest`.
 * Nobody comes in then until it is done. Tunnels of a continuous line are emptied, and stand, as one.
 *
 * Age and block replacement: Barlow & Proschan 1965; wear: Grall, Berenguer & Dieulle 2002.
 */
import { ALWAYS, createGathering, float64, int32, int32From, uint8 } from 'genba/kernel'
import type { Belts } from './belts.ts'
import { untilMoment } from './moments.ts'
import { createOpportunities } from './opportunities.ts'
import type { MaintenancePlan } from './plan.ts'
import type { World } from './world.ts'

/** Kind of the transient event at which a maintenance has waited for its `latest`; its subject is the number of the stop. */
export const TUNNEL_OVERDUE = 6

export interface TunnelUpkeep {
  /** A part has come to the exit of a tunnel (stage 1). */
  finished(tunnel: number, part: number): void
  /** The interval of a maintenance is over; it has waited for its `latest` (stage 1). */
  due(stop: number): void
  overdue(stop: number): void
  /** After all that is due, failures too. */
  settle(): void
  /** Does nobody come in, because something is to be done or is done once the belt is empty? */
  keepsOut(belt: number): boolean
  /** Does anything wait until the belt is empty? */
  waits(belt: number): boolean
  /** At the end of a tick: what has waited for that is to begin. */
  rest(belt: number): void
  start(): void
  reset(): void
}

/** What a maintenance, or wear that is to be serviced, waits for. */
const NOTHING = 0
/** Until the belt is empty by itself. */
const IDLE = 1
/** Until it is empty; nobody comes in, also while it is under way. */
const EMPTY = 2

/** @param opened told of belts to which parts may come again */
export function createTunnelUpkeep(world: World, belts: Belts, opened: (belt: number) => void): TunnelUpkeep {
  const { plan, topology, layout, events, clocks, agenda, draws } = world
  const { stops, intervalSlot } = layout
  const belt = belts.stops.belt
  const count = belts.clock.length
  const every = int32From(stops, (stop) =>
    stop.kind === 'maintenance' && stop.plan.every !== undefined ? draws.duration(stop.plan.every, stop.plan.key, 'maintenance every') : -1,
  )
  const adds = int32From(stops, (stop) => (stop.kind === 'wear' ? draws.quantity(stop.plan.perCycle, stop.plan.key, 'wear') : -1))
  const worn = plan.elements.map(({ number }) =>
    Array.from(stops.keys()).filter((stop) => stops[stop]!.tunnel === number && stops[stop]!.kind === 'wear'),
  )
  const opportunities = createOpportunities(
    world,
    stops.map((stop) => (stop.kind === 'maintenance' ? stop.plan : undefined)),
    TUNNEL_OVERDUE,
  )
  const isDue = uint8(stops.length)
  const level = float64(stops.length)
  const awaits = uint8(stops.length)
  /** How many of them await anything on each belt, and how many that it is empty. */
  const waiting = int32(count)
  const closing = int32(count)
  const services = createGathering((a, b) => a < b)
  const overdues = createGathering((a, b) => a < b)
  /** Those that have ended, and renew failure clocks: not of what is due at this very tick. */
  const renewals = createGathering((a, b) => a < b)
  stops.forEach((_, stop) => {
    for (const clock of [belts.active[belt[stop]!]!, belts.open[belt[stop]!]!])
      if (intervalSlot[stop]! >= 0) clocks.bind(intervalSlot[stop]!, clock)
  })
  belts.stops.bind(ended)

  function waitFor(stop: number, what: number): void {
    const of = belt[stop]!
    const before = awaits[stop]!
    awaits[stop] = what
    waiting[of] = waiting[of]! + Math.sign(what) - Math.sign(before)
    closing[of] = closing[of]! + (what === EMPTY ? 1 : 0) - (before === EMPTY ? 1 : 0)
    if (what !== NOTHING) agenda.choice(topology.standstillChoice[stops[stop]!.tunnel!]!)
    else if (before === EMPTY && closing[of] === 0) opened(of)
  }

  function rest(of: number): void {
    if (waiting[of] === 0 || !belts.isEmpty(of)) return
    for (let stop = 0; stop < stops.length; stop++)
      if (belt[stop] === of && awaits[stop] === EMPTY && !belts.stops.asked(stop)) belts.stops.ask(stop, true)
    belts.stops.settle()
    for (let stop = 0; stop < stops.length; stop++) {
      if (belt[stop] !== of || awaits[stop] !== IDLE || belts.repairing(of) || !clocks.runs(belts.open[of]!)) continue
      opportunities.end(stop)
      waitFor(stop, EMPTY)
      belts.stops.ask(stop, true)
      belts.stops.settle()
    }
  }

  // --- wear ----------------------------------------------------------------------------------------------------------

  function finished(tunnel: number, part: number): void {
    for (const stop of worn[tunnel]!) {
      const of = stops[stop]!
      if (of.kind !== 'wear') continue
      level[stop] = level[stop]! + draws.take(adds[stop]!, part)
      if (level[stop]! >= of.plan.failsAt) belts.stops.ask(stop, false)
      else if (level[stop]! >= (of.plan.servicedAt ?? Infinity) && awaits[stop] === NOTHING) waitFor(stop, EMPTY)
    }
  }

  // --- maintenance ---------------------------------------------------------------------------------------------------

  function serviceOf(stop: number): MaintenancePlan {
    return stops[stop]!.plan as MaintenancePlan
  }

  function comesInBlocks(stop: number): boolean {
    return serviceOf(stop).policy === 'block' && serviceOf(stop).when === undefined
  }

  function countDown(stop: number): void {
    const { clock } = serviceOf(stop)
    const of = belt[stop]!
    const on = clock === 'operating' ? belts.active[of]! : clock === 'calendar' ? ALWAYS : belts.open[of]!
    clocks.schedule(intervalSlot[stop]!, on, draws.take(every[stop]!, -1))
  }

  function due(stop: number): void {
    if (comesInBlocks(stop)) countDown(stop)
    services.add(stop)
    agenda.gathered()
  }

  function becomesDue(stop: number): void {
    // A repair of this tick has renewed what it is for, and it counts anew.
    if (isDue[stop] === 1 || (!comesInBlocks(stop) && clocks.pending(intervalSlot[stop]!))) return
    isDue[stop] = 1
    opportunities.begin(stop)
    if (serviceOf(stop).maintain === 'at_once') belts.stops.ask(stop, true)
    else waitFor(stop, opportunities.waits(stop) ? IDLE : EMPTY)
  }

  function overdue(stop: number): void {
    opportunities.overdue(stop)
    overdues.add(stop)
    agenda.gathered()
  }

  /** It begins anew to count, from now on. */
  function restart(stop: number): void {
    isDue[stop] = 0
    opportunities.end(stop)
    if (awaits[stop] !== NOTHING) waitFor(stop, NOTHING)
    belts.stops.withdraw(stop)
    const { when } = serviceOf(stop)
    if (when === undefined) countDown(stop)
    else clocks.schedule(intervalSlot[stop]!, ALWAYS, untilMoment(when, plan, events.clock[0]!))
  }

  function ended(stop: number): void {
    const of = stops[stop]!
    if (of.kind === 'failure') repaired(of.tunnel, of.name)
    else if (of.kind === 'wear') {
      level[stop] = 0
      if (awaits[stop] !== NOTHING) waitFor(stop, NOTHING)
    } else if (of.kind === 'maintenance') {
      isDue[stop] = 0
      if (awaits[stop] !== NOTHING) waitFor(stop, NOTHING)
      if (of.plan.policy === 'age' || of.plan.when !== undefined) restart(stop)
      renewals.add(stop)
      agenda.gathered()
    }
  }

  /** Age replacement counts from the last repair too. */
  function repaired(tunnel: number | undefined, mode: string): void {
    stops.forEach((stop, number) => {
      if (tunnel === undefined || stop.tunnel !== tunnel || stop.kind !== 'maintenance' || stop.plan.policy !== 'age') return
      if (belts.stops.begun(number)) return
      const { renews } = stop.plan
      if (renews === 'all' || (Array.isArray(renews) && renews.includes(mode))) restart(number)
    })
  }

  function reset(): void {
    for (const column of [isDue, level, awaits, waiting, closing]) column.fill(0)
    services.reset()
    overdues.reset()
    renewals.reset()
    opportunities.reset()
  }

  return {
    finished,
    due,
    overdue,
    settle: () => {
      renewals.settle((stop) => belts.stops.renews(stops[stop]!.tunnel!, serviceOf(stop).renews))
      services.settle(becomesDue)
      // A repair of this tick may have renewed what it is for.
      overdues.settle((stop) => {
        if (isDue[stop] === 1 && awaits[stop] === IDLE) waitFor(stop, EMPTY)
      })
      belts.stops.settle()
    },
    keepsOut: (of) => closing[of]! > 0,
    waits: (of) => waiting[of]! > 0,
    rest,
    start: () => {
      stops.forEach((stop, number) => void (stop.kind === 'maintenance' && restart(number)))
    },
    reset,
  }
}
