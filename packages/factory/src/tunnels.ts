/**
 * Tunnels: coating, ovens, water test. Parts move through without stopping.
 *
 * A part enters when at least one takt has passed since the last entry and reaches the exit `dwell` later, both in the
 * moving time of the tunnel's belt; places inside = dwell / takt, rounded up. A part that cannot leave at the exit stops
 * the belt (`when_blocked: stops`), or parts close up to the exit (`accumulates`). A set-up delays the entry of the part
 * that needs it (tunnel-setups.ts). Where people staff the line, moving time passes as slowly as they are few: it is counted in
 * parts of a tick (staffing.ts), anew from each change of speed, so that sums are exact. Faults by chance are drawn as a part comes in,
 * and stand the belt then, like those of a station as work begins. A part that has been inside longer than `max_dwell` (open time without heating) leaves
 * as scrap at once.
 */
import { float64, int32, uint8, uint8From } from 'genba/kernel'
import { BLOCKED_EXIT, type Belts } from './belts.ts'
import type { Flow } from './flow.ts'
import type { FailurePlan, ShiftEnd, TunnelPlan } from './plan.ts'
import * as records from './record.ts'
import * as topologies from './topology.ts'
import { createTunnelSetups } from './tunnel-setups.ts'
import { createTunnelUpkeep, type TunnelUpkeep } from './tunnel-upkeep.ts'
import type { World } from './world.ts'

const { ENDED } = records
const { SCRAP, UNDECIDED } = topologies

export interface Tunnels {
  readonly upkeep: TunnelUpkeep
  room(element: number): boolean
  /** May this part, for which there is room, come in now? A set-up may delay it. */
  admits(element: number, part: number): boolean
  enter(element: number, part: number): void
  leave(element: number): void
  exitDue(element: number): void
  /** It is about to close: what is inside may be lost. */
  closing(element: number): void
  entryDue(element: number): void
  /** The part at the exit could not leave in this tick: the belt stands. */
  standstill(element: number): boolean
  /** Parts are inside and moving, or one will come in when the takt is over or a set-up done. */
  moving(element: number): boolean
  /** The belt is no more stopped or heating, or has opened. */
  goesOn(belt: number): void
  /** The people along the line are others: its tunnels move at another speed from now on. */
  repace(line: number): void
  reset(): void
}

export function createTunnels(world: World, flow: Flow, belts: Belts): Tunnels {
  const { plan, topology, layout, clocks, clockwork, agenda, parts, draws, record, births, outcomes, staffing } = world
  const { columns } = parts
  const count = plan.elements.length
  const tunnels = plan.elements.map((element) => (element.kind === 'tunnel' ? tunnelOf(element) : undefined))
  /** The tunnels of the continuous line of each tunnel, or itself; and whether it is the first of them. */
  const chains = plan.elements.map((element) => {
    if (element.kind !== 'tunnel') return []
    const line = element.line === undefined ? undefined : plan.lines[element.line]!
    return line?.transfer === 'continuous' ? line.elements.filter((other) => plan.elements[other]!.kind === 'tunnel') : [element.number]
  })
  const isFirst = uint8From(plan.elements, (element) => (chains[element.number]![0] === element.number ? 1 : 0))
  /** Whether it is the last, at whose exit those are lost that the first parts after heating are. */
  const isLast = uint8From(plan.elements, (element) => (chains[element.number]!.at(-1) === element.number ? 1 : 0))
  const inside = int32(count)
  /** Parts inside in order: a ring for each tunnel, with the moving tick of their exit and the open tick of their entry. */
  const head = int32(count)
  const moving = int32(count)
  const lastEntry = float64(count)

  function tunnelOf(tunnel: TunnelPlan) {
    const belt = belts.ofTunnel[tunnel.number]!
    const exitSlot = layout.tunnelSlot[tunnel.number]!
    clocks.bind(exitSlot, belts.clock[belt]!)
    clocks.bind(exitSlot + 1, belts.clock[belt]!)
    const faults = layout.stops.flatMap((stop, number) =>
      stop.tunnel === tunnel.number && stop.kind === 'failure' && stop.plan.chance !== undefined
        ? [{ stop: number, target: targetOf(tunnel, stop.plan) }]
        : [],
    )
    return {
      plan: tunnel,
      belt,
      exitSlot,
      entrySlot: exitSlot + 1,
      dwell: draws.duration(tunnel.dwell, tunnel.key, 'dwell'),
      takt: draws.duration(tunnel.takt, tunnel.key, 'takt'),
      /** Failures by chance, and where their parts go then: UNDECIDED where they stay what they are. */
      faults,
      maxDwell: tunnel.maxDwell === undefined ? -1 : draws.duration(tunnel.maxDwell, tunnel.key, 'max_dwell'),
      /** What is gone in a tick at full and at present speed, and the moving tick from which it is counted. */
      full: tunnel.line === undefined ? 1 : staffing.full[tunnel.line]!,
      speed: 1,
      since: 0,
      ring: { part: int32(16), exitAt: float64(16), openAt: float64(16) },
    }
  }

  function targetOf({ number }: TunnelPlan, { onFailure }: FailurePlan): number {
    if (onFailure === 'scrap') return SCRAP
    return typeof onFailure === 'object' ? topology.linkBetween(number, onFailure.rework) : UNDECIDED
  }

  const setups = createTunnelSetups(world, belts, {
    waited: (element) => {
      const tunnel = tunnels[element]!
      return gone(tunnel) - lastEntry[element]! - draws.take(tunnel.takt, -1) * tunnel.full
    },
    full: (element) => tunnels[element]!.full,
    openAfter: (element, ahead) => {
      const tunnel = tunnels[element]!
      clocks.schedule(tunnel.entrySlot, belts.clock[tunnel.belt]!, ticksTo(tunnel, ahead))
    },
    opened: flow.opened,
    look: (element) => agenda.choice(topology.standstillChoice[element]!),
  })
  const upkeep = createTunnelUpkeep(world, belts, (belt) => {
    for (const tunnel of tunnels) if (tunnel?.belt === belt) flow.opened(tunnel.plan.number)
  })

  type Tunnel = ReturnType<typeof tunnelOf>

  /** How far the belt has gone. */
  function gone(tunnel: Tunnel): number {
    return (clocks.elapsed(belts.clock[tunnel.belt]!) - tunnel.since) * tunnel.speed
  }

  /** Moving ticks until it has gone so far. */
  function ticksTo({ speed }: Tunnel, ahead: number): number {
    return Math.ceil(ahead / speed)
  }

  function repace(line: number): void {
    for (const tunnel of tunnels)
      if (tunnel !== undefined && tunnel.plan.line === line && staffing.speed[line]! > 0) changeSpeed(tunnel, staffing.speed[line]!)
  }

  function changeSpeed(tunnel: Tunnel, speed: number): void {
    const { plan: own, ring, exitSlot, entrySlot } = tunnel
    const far = gone(tunnel)
    for (let i = 0; i < ring.exitAt.length; i++) ring.exitAt[i] = ring.exitAt[i]! - far
    lastEntry[own.number] = lastEntry[own.number]! - far
    tunnel.since = clocks.elapsed(belts.clock[tunnel.belt]!)
    tunnel.speed = speed
    // Who reaches the exit at this very tick does so at any speed.
    if (clocks.pending(exitSlot) && clocks.remaining(exitSlot) > 0) {
      clocks.cancel(exitSlot)
      planExit(own.number)
    }
    if (!clocks.pending(entrySlot)) return
    clocks.cancel(entrySlot)
    flow.opened(own.number)
  }

  function room(element: number): boolean {
    const tunnel = tunnels[element]!
    const takt = draws.take(tunnel.takt, -1)
    if (inside[element]! >= Math.ceil(draws.take(tunnel.dwell, -1) / takt)) return false
    if (isFirst[element] === 1 && (!entersInTime(tunnel.plan) || upkeep.keepsOut(tunnel.belt))) return false
    if (tunnel.plan.whenClosed === 'refuses' && !clocks.runs(clockwork.open[element]!)) return false
    if (tunnel.plan.whenDown === 'refuses' && belts.repairing(tunnel.belt)) return false
    const ahead = takt * tunnel.full - (gone(tunnel) - lastEntry[element]!)
    if (ahead <= 0) return true
    // Whoever asks is told when the takt is over; if nobody does, it needs no event.
    if (!clocks.pending(tunnel.entrySlot)) clocks.schedule(tunnel.entrySlot, belts.clock[tunnel.belt]!, ticksTo(tunnel, ahead))
    return false
  }

  /** Entry before closing: with `finish` while open, with `run_out` if the whole line can be crossed before it closes. */
  function entersInTime(tunnel: TunnelPlan): boolean {
    const shiftEnd = shiftEndOf(tunnel)
    if (shiftEnd !== 'finish' && shiftEnd !== 'run_out') return true
    if (!clocks.runs(clockwork.open[tunnel.number]!)) return false
    if (shiftEnd === 'finish') return true
    let crossing = 0
    for (const other of chains[tunnel.number]!) crossing += draws.take(tunnels[other]!.dwell, -1)
    if (tunnel.line !== undefined) crossing = staffing.stretched(tunnel.line, crossing)
    return crossing <= clockwork.untilClosing(tunnel.calendars)
  }

  function enter(element: number, part: number): void {
    const tunnel = tunnels[element]!
    const now = gone(tunnel)
    setups.entered(element, part)
    record.levels.add(element, 1)
    flow.route(element, part)
    if (outcomes.drawn[element] === 1) outcomes.draw(element, part)
    if (tunnel.faults.length > 0) strike(tunnel, part)
    const dwell = draws.take(tunnel.dwell, part) * tunnel.full
    if (inside[element] === tunnel.ring.part.length) widen(element)
    const at = (head[element]! + inside[element]!) % tunnel.ring.part.length
    const before = (at + tunnel.ring.part.length - 1) % tunnel.ring.part.length
    tunnel.ring.part[at] = part
    // Parts keep their order though the dwell may be shortened between them.
    tunnel.ring.exitAt[at] = inside[element]! > 0 ? Math.max(now + dwell, tunnel.ring.exitAt[before]! + tunnel.full) : now + dwell
    tunnel.ring.openAt[at] = belts.openElapsed(tunnel.belt)
    inside[element] = inside[element]! + 1
    belts.board(tunnel.belt, 1)
    lastEntry[element] = now
    belts.busy(tunnel.belt, 1)
    if (!clocks.pending(tunnel.exitSlot) && moving[element] === 0) planExit(element)
    moving[element] = moving[element]! + 1
  }

  /** Draws the faults of a part that comes in: with them the belt stands, once all have moved. */
  function strike({ plan: { number }, faults }: Tunnel, part: number): void {
    for (const { stop, target } of faults) {
      if (!belts.stops.strikes(stop, part)) continue
      if (target !== UNDECIDED && columns.target[part] !== SCRAP) columns.target[part] = target
      agenda.choice(topology.standstillChoice[number]!)
    }
  }

  function widen(element: number): void {
    const { ring } = tunnels[element]!
    const size = ring.part.length
    const wider = { part: int32(size * 2), exitAt: float64(size * 2), openAt: float64(size * 2) }
    for (let i = 0; i < size; i++) {
      const from = (head[element]! + i) % size
      wider.part[i] = ring.part[from]!
      wider.exitAt[i] = ring.exitAt[from]!
      wider.openAt[i] = ring.openAt[from]!
    }
    Object.assign(ring, wider)
    head[element] = 0
  }

  /** Plans the arrival of the first part that still moves at the exit. */
  function planExit(element: number): void {
    const tunnel = tunnels[element]!
    const belt = belts.clock[tunnel.belt]!
    const at = (head[element]! + inside[element]! - moving[element]!) % tunnel.ring.part.length
    const first = moving[element] === 0 ? (head[element]! + inside[element]! - 1) % tunnel.ring.part.length : at
    clocks.schedule(tunnel.exitSlot, belt, Math.max(1, ticksTo(tunnel, tunnel.ring.exitAt[first]! - gone(tunnel))))
  }

  /** The first moving part has reached the exit. */
  function exitDue(element: number): void {
    const tunnel = tunnels[element]!
    const at = (head[element]! + inside[element]! - moving[element]!) % tunnel.ring.part.length
    const part = tunnel.ring.part[at]!
    moving[element] = moving[element]! - 1
    belts.busy(tunnel.belt, -1)
    record.count(element, ENDED)
    const { makes } = tunnel.plan
    if (makes !== undefined && columns.product[part] !== makes) births.become(element, part, makes)
    if (tunnel.maxDwell >= 0 && belts.openElapsed(tunnel.belt) - tunnel.ring.openAt[at]! > draws.take(tunnel.maxDwell, part))
      columns.target[part] = SCRAP
    if (isLast[element] === 1 && belts.spoils(tunnel.belt)) columns.target[part] = SCRAP
    upkeep.finished(element, part)
    outcomes.count(element, part)
    flow.finish(element, part)
    if (tunnel.plan.whenBlocked === 'stops') agenda.choice(topology.standstillChoice[element]!)
    else if (moving[element]! > 0) planExit(element)
  }

  function closing(element: number): void {
    if (shiftEndOf(tunnels[element]!.plan) !== 'scrap') return
    const { ring, belt, exitSlot } = tunnels[element]!
    clocks.cancel(exitSlot)
    for (; moving[element]! > 0; moving[element] = moving[element]! - 1) {
      const part = ring.part[(head[element]! + inside[element]! - moving[element]!) % ring.part.length]!
      belts.busy(belt, -1)
      record.count(element, ENDED)
      columns.target[part] = SCRAP
      flow.finish(element, part)
    }
  }

  /** The word of the line where that moves as one. */
  function shiftEndOf(tunnel: TunnelPlan): ShiftEnd {
    const line = tunnel.line === undefined ? undefined : plan.lines[tunnel.line]!
    return line?.transfer === 'continuous' ? line.shiftEnd : tunnel.shiftEnd
  }

  function entryDue(element: number): void {
    flow.opened(element)
  }

  function standstill(element: number): boolean {
    const tunnel = tunnels[element]!
    if (tunnel.plan.whenBlocked === 'stops' && flow.waiting(element) > 0) {
      belts.stand(tunnel.belt, BLOCKED_EXIT)
      blocked[element] = 1
    }
    setups.rest(element)
    upkeep.rest(tunnel.belt)
    belts.rest(tunnel.belt)
    return false
  }

  /** Tunnels whose part at the exit stops the belt. */
  const blocked = uint8(count)

  function leave(element: number): void {
    const tunnel = tunnels[element]!

    record.levels.add(element, -1)
    head[element] = (head[element]! + 1) % tunnel.ring.part.length
    inside[element] = inside[element]! - 1
    belts.board(tunnel.belt, -1)
    if (belts.finishes(tunnel.belt) || upkeep.waits(tunnel.belt)) agenda.choice(topology.standstillChoice[element]!)
    if (blocked[element] === 1) {
      blocked[element] = 0
      if (!othersBlock(tunnel.belt)) belts.goOn(tunnel.belt, BLOCKED_EXIT)
    }
    if (moving[element]! > 0 && !clocks.pending(tunnel.exitSlot)) planExit(element)
    flow.opened(element)
  }

  function othersBlock(belt: number): boolean {
    for (let element = 0; element < count; element++) if (blocked[element] === 1 && tunnels[element]!.belt === belt) return true
    return false
  }

  function goesOn(belt: number): void {
    for (const tunnel of tunnels) {
      if (tunnel?.belt !== belt) continue
      if (tunnel.plan.whenDown === 'refuses') flow.opened(tunnel.plan.number)
      if (upkeep.waits(belt)) agenda.choice(topology.standstillChoice[tunnel.plan.number]!)
    }
  }

  function reset(): void {
    for (const tunnel of tunnels)
      if (tunnel !== undefined) {
        tunnel.speed = tunnel.full
        tunnel.since = 0
      }
    inside.fill(0)
    head.fill(0)
    moving.fill(0)
    lastEntry.fill(-Infinity)
    setups.reset()
    blocked.fill(0)
    upkeep.reset()
  }

  return {
    upkeep,
    room,
    admits: setups.admits,
    enter,
    leave,
    exitDue,
    closing,
    entryDue,
    standstill,
    moving: (element) =>
      moving[element]! > 0 || setups.underWay(element) || (tunnels[element] !== undefined && clocks.pending(tunnels[element].entrySlot)),
    goesOn,
    repace,
    reset,
  }
}
