/**
 * What stands as one: lines with stops, moving lines, tunnels.
 *
 * A belt is a moving clock with reasons to stand: closed (its calendar holds the clock above it), stopped by a mode of its
 * own, blocked at an exit, waiting for parts, heating. The clock of a mode runs while work goes on (at least one body
 * moves, one station works). After standing longer than `heat_up.after`, for whatever reason, a belt heats, in open time.
 */
import { ALWAYS, float64, int32, int32From, uint8 } from 'genba/kernel'
import type { HeatUpPlan } from './plan.ts'
import * as states from './states.ts'
import type { World } from './world.ts'

const { BLOCKED, CLOSED, DOWN, HEATING, STARVED, WAITING_FOR_CREW, WAITING_FOR_PARTS, WAITING_FOR_REPAIR, WORKING } = states

/** Reasons to stand that a belt's users add and take away. */
export const BLOCKED_EXIT = 0
export const MISSING_PART = 1
/** Closed, and empty at last (`shift_end: finish`). */
const OVER = 2
/** Too few people are there (staffing.ts). */
export const UNMANNED = 3

export interface Belts {
  /** The belt of a line, of a tunnel (its line's if that is continuous). */
  readonly ofLine: Int32Array
  readonly ofTunnel: Int32Array
  readonly clock: Int32Array
  /** `by` more bodies move on the belt, or stations of the line work. */
  busy(belt: number, by: number): void
  /** `by` more bodies are on the belt, moving or not. */
  board(belt: number, by: number): void
  /** Does the belt finish after closing, and stand once it is empty? */
  finishes(belt: number): boolean
  /** At the end of a tick: a belt that finishes after closing stands once it is empty. */
  rest(belt: number): void
  stand(belt: number, reason: number): void
  goOn(belt: number, reason: number): void
  stands(belt: number, reason: number): boolean
  /** Open ticks of the belt without heating, until now. */
  openElapsed(belt: number): number
  /** A stop is due to begin or to end. */
  stopDue(stop: number): void
  heatingDue(belt: number): void
  /** Settles stops that are due together. */
  settle(): void
  /** The calendar of the belt has turned. */
  turned(belt: number, open: boolean): void
  refresh(belt: number): void
  /** The people who repair `stop` have come or gone. */
  peopleTurned(stop: number): void
  /** True if stopped or heating: something is under way that will end. */
  repairing(belt: number): boolean
  bind(changed: (belt: number) => void): void
  start(): void
  reset(): void
}

export function createBelts(world: World): Belts {
  const { plan, events, agenda, layout, clocks, clockwork, draws, record, crews } = world
  const belts: {
    clock: number
    open: number
    openEarly: number
    unit: number
    row: number
    heat: HeatUpPlan | undefined
    heatSlot: number
    key: string
    /** Goes on after closing until it is empty. */
    finishes: boolean
  }[] = []
  const ofLine = int32From(
    plan.lines,
    (line) =>
      belts.push({
        clock: clockwork.lineMoves[line.number]!,
        open: clockwork.lineOpen[line.number]!,
        openEarly: line.openEarly * plan.ticksPerSecond,
        unit: layout.lineUnit[line.number]!,
        row: plan.elements.length + line.number,
        heat: line.heatUp,
        heatSlot: layout.lineHeatingSlot[line.number]!,
        key: line.key,
        finishes: line.shiftEnd === 'finish' && line.transfer !== 'asynchronous',
      }) - 1,
  )
  const ofTunnel = int32From(plan.elements, (element) => {
    if (element.kind !== 'tunnel') return -1
    if (element.line !== undefined && plan.lines[element.line]!.transfer === 'continuous') return ofLine[element.line]!
    return (
      belts.push({
        clock: clockwork.tunnelMoves[element.number]!,
        open: clockwork.open[element.number]!,
        openEarly: element.openEarly * plan.ticksPerSecond,
        unit: layout.tunnelUnit[element.number]!,
        row: element.number,
        heat: element.heatUp,
        heatSlot: layout.tunnelSlot[element.number]! + 2,
        key: element.key,
        finishes: element.shiftEnd === 'finish',
      }) - 1
    )
  })
  const count = belts.length
  /** Belts of tunnels that stand with the line around them. */
  const below = belts.map((_, belt) =>
    plan.elements.flatMap((element) => {
      const own = ofTunnel[element.number]!
      let line = element.line
      while (own >= 0 && own !== belt && line !== undefined) {
        if (ofLine[line] === belt) return [own]
        line = plan.lines[line]!.parent
      }
      return []
    }),
  )
  const clock = int32From(belts, (belt) => belt.clock)
  /** Runs while the belt moves and something is on it. */
  const active = int32From(belts, (belt) => clocks.add([belt.clock]))
  const bodies = int32(count)
  const aboard = int32(count)
  const reasons = uint8(count)
  const stopped = int32(count).fill(-1)
  const heating = uint8(count)
  const heatedTicks = float64(count)
  /** Tick at which the last heating ended. */
  const warmSince = float64(count)
  const heatSite = belts.map((belt) => (belt.heat === undefined ? -1 : draws.duration(belt.heat.duration, belt.key, 'heat_up', 0)))
  let changed: (belt: number) => void = () => {}

  const { stops, stopSlot } = layout
  const stopBelt = int32From(stops, (stop) => (stop.line === undefined ? ofTunnel[stop.tunnel!]! : ofLine[stop.line]!))
  const ups = stops.map(({ failure }) => (failure.up === undefined ? -1 : draws.duration(failure.up, failure.key, `stop ${failure.name}`)))
  const downs = stops.map(({ failure }) => draws.duration(failure.down, failure.key, `stop repair ${failure.name}`))
  const demands = stops.map(({ failure }) => crews.demand(failure.crew))
  const repairs = float64(stops.length).fill(-1)
  /** Ticks of the repair that the stop is in. */
  const repair = float64(stops.length)
  const resting = float64(stops.length).fill(-1)
  const due: number[] = []
  stops.forEach(({ failure }, stop) => {
    const belt = stopBelt[stop]!
    clocks.bind(stopSlot + stop, failure.clock === 'operating' ? active[belt]! : belts[belt]!.open)
    clocks.bind(stopSlot + stop, belts[belt]!.open)
  })
  /** Clock on which each is repaired: it stands while the people have gone. */
  const mendsOn = int32From(stops, ({ failure, line, tunnel }, stop) => {
    if (failure.clock === 'calendar') return ALWAYS
    const { calendars } = line === undefined ? plan.elements[tunnel!]! : plan.lines[line]!
    return crews.clockWith(belts[stopBelt[stop]!]!.open, calendars, demands[stop]!)
  })
  mendsOn.forEach((mends, stop) => clocks.bind(stopSlot + stop, mends))
  for (const belt of belts) clocks.bind(belt.heatSlot, belt.open)
  crews.bindStops(repair, mend)

  /** Clock on which a mode ages, and on which its repair runs. */
  const agesOn = (stop: number): number => (stops[stop]!.failure.clock === 'operating' ? active[stopBelt[stop]!]! : repairsOn(stop))
  const repairsOn = (stop: number): number => (stops[stop]!.failure.clock === 'calendar' ? ALWAYS : belts[stopBelt[stop]!]!.open)

  function busy(belt: number, by: number): void {
    const before = bodies[belt]!
    bodies[belt] = before + by
    if (before === 0 && by > 0) clocks.release(active[belt]!)
    else if (before > 0 && before + by === 0) clocks.hold(active[belt]!)
    else return
    show(belt, stateOf(belt))
  }

  function board(belt: number, by: number): void {
    aboard[belt] = aboard[belt]! + by
  }

  function rest(belt: number): void {
    if (aboard[belt] === 0 && belts[belt]!.finishes && !clocks.runs(belts[belt]!.open)) stand(belt, OVER)
  }

  function stand(belt: number, reason: number): void {
    if ((reasons[belt]! & (1 << reason)) !== 0) return
    reasons[belt] = reasons[belt]! | (1 << reason)
    clocks.hold(clock[belt]!)
    refresh(belt)
  }

  function goOn(belt: number, reason: number): void {
    if ((reasons[belt]! & (1 << reason)) === 0) return
    reasons[belt] = reasons[belt]! & ~(1 << reason)
    clocks.release(clock[belt]!)
    warm(belt, 0)
    refresh(belt)
  }

  // --- stops -------------------------------------------------------------------------------------------------------

  function stopDue(stop: number): void {
    const belt = stopBelt[stop]!
    if (stopped[belt] === stop) endStop(belt, stop)
    else {
      due.push(stop)
      agenda.gathered()
    }
  }

  function settle(): void {
    while (due.length > 0) {
      const stop = due.pop()!
      const belt = stopBelt[stop]!
      repairs[stop] = draws.take(downs[stop]!, -1)
      if (stopped[belt] === -1) beginStop(belt)
    }
  }

  /** Of the stops that stand at zero, the one with the longest repair begins. */
  function beginStop(belt: number): void {
    let chosen = -1
    // All that are due now count: draw those not yet drawn.
    for (const other of due) if (stopBelt[other] === belt && repairs[other]! < 0) repairs[other] = draws.take(downs[other]!, -1)
    for (let stop = 0; stop < stops.length; stop++) {
      if (stopBelt[stop] !== belt || repairs[stop]! < 0) continue
      if (
        chosen < 0 ||
        repairs[stop]! > repairs[chosen]! ||
        (repairs[stop] === repairs[chosen] && stops[stop]!.failure.name < stops[chosen]!.failure.name)
      )
        chosen = stop
    }
    if (chosen < 0) return
    for (let i = due.length - 1; i >= 0; i--) if (stopBelt[due[i]!] === belt) due.splice(i, 1)
    stopped[belt] = chosen
    repair[chosen] = crews.lasts(demands[chosen]!, repairs[chosen]!)
    repairs[chosen] = -1
    record.failed(belts[belt]!.row < plan.elements.length ? belts[belt]!.row : -1, belts[belt]!.unit, stops[chosen]!.failure.name)
    pauseOthers(belt, chosen)
    clocks.hold(clock[belt]!)
    if (crews.has(crews.stopAsker(chosen), demands[chosen]!)) mend(chosen)
    else refresh(belt)
  }

  /** The repair begins. */
  function mend(stop: number): void {
    clocks.schedule(stopSlot + stop, mendsOn[stop]!, repair[stop]!)
    refresh(stopBelt[stop]!)
  }

  /** The clocks of other modes rest while the belt is stopped; operating ones stand with it anyway. */
  function pauseOthers(belt: number, chosen: number): void {
    for (let stop = 0; stop < stops.length; stop++) {
      if (stop === chosen || stopBelt[stop] !== belt || stops[stop]!.failure.clock === 'operating' || !clocks.pending(stopSlot + stop))
        continue
      resting[stop] = clocks.remaining(stopSlot + stop)
      clocks.cancel(stopSlot + stop)
    }
  }

  function endStop(belt: number, stop: number): void {
    stopped[belt] = -1
    crews.release(crews.stopAsker(stop))
    clocks.release(clock[belt]!)
    if (ups[stop]! >= 0) clocks.schedule(stopSlot + stop, agesOn(stop), draws.take(ups[stop]!, -1))
    for (let other = 0; other < stops.length; other++) {
      if (stopBelt[other] !== belt || resting[other]! < 0) continue
      clocks.schedule(stopSlot + other, agesOn(other), resting[other]!)
      resting[other] = -1
    }
    beginStop(belt)
    if (stopped[belt] === -1) warm(belt, 0)
    refresh(belt)
  }

  // --- heating -----------------------------------------------------------------------------------------------------

  /** The belt may move again: if it has stood too long, it heats first. */
  function warm(belt: number, early: number): void {
    const { heat, open } = belts[belt]!
    if (heat === undefined || heating[belt] === 1 || !clocks.runs(clock[belt]!) || !clocks.runs(open)) return
    // Standing counts anew from the end of the last heating.
    const stood = Math.min(clocks.stood(clock[belt]!), events.clock[0]! - warmSince[belt]!)
    if (stood <= heat.after * plan.ticksPerSecond) return
    const ticks = draws.take(heatSite[belt]!, -1) - early
    if (ticks <= 0) return
    heating[belt] = 1
    heatedTicks[belt] = heatedTicks[belt]! + ticks
    clocks.hold(clock[belt]!)
    clocks.schedule(belts[belt]!.heatSlot, open, ticks)
    refresh(belt)
  }

  function heatingDue(belt: number): void {
    heating[belt] = 0
    warmSince[belt] = events.clock[0]!
    clocks.release(clock[belt]!)
    refresh(belt)
  }

  function turned(belt: number, open: boolean): void {
    if (open) {
      if (stopped[belt]! >= 0) crews.wake(crews.stopAsker(stopped[belt]!))
      goOn(belt, OVER)
      warm(belt, belts[belt]!.openEarly)
    } else if (belts[belt]!.finishes && aboard[belt] === 0) stand(belt, OVER)
    refresh(belt)
  }

  // --- states ------------------------------------------------------------------------------------------------------

  function refresh(belt: number): void {
    show(belt, stateOf(belt))
    for (const tunnel of below[belt]!) show(tunnel, stateOf(tunnel))
    changed(belt)
  }

  function show(belt: number, state: number): void {
    const { unit } = belts[belt]!
    if (record.states.state[unit] !== state) record.states.change(unit, state)
  }

  function stateOf(belt: number): number {
    if (!clocks.runs(belts[belt]!.open) && !(belts[belt]!.finishes && aboard[belt]! > 0)) return CLOSED
    if (stopped[belt] !== -1) {
      const asker = crews.stopAsker(stopped[belt]!)
      return crews.waits(asker) || crews.away(asker) ? WAITING_FOR_REPAIR : DOWN
    }
    if (heating[belt] === 1) return HEATING
    if ((reasons[belt]! & (1 << UNMANNED)) !== 0) return WAITING_FOR_CREW
    if ((reasons[belt]! & (1 << MISSING_PART)) !== 0) return WAITING_FOR_PARTS
    if (reasons[belt] !== 0) return BLOCKED
    if (!clocks.runs(clock[belt]!)) return DOWN
    return bodies[belt]! > 0 ? WORKING : STARVED
  }

  function start(): void {
    for (let belt = 0; belt < count; belt++) {
      clocks.hold(active[belt]!)
      refresh(belt)
    }
    stops.forEach((_, stop) => {
      if (ups[stop]! >= 0) clocks.schedule(stopSlot + stop, agesOn(stop), draws.take(ups[stop]!, -1))
    })
  }

  function reset(): void {
    bodies.fill(0)
    aboard.fill(0)
    reasons.fill(0)
    stopped.fill(-1)
    heating.fill(0)
    heatedTicks.fill(0)
    warmSince.fill(0)
    repairs.fill(-1)
    resting.fill(-1)
    due.length = 0
  }

  return {
    ofLine,
    ofTunnel,
    clock,
    busy,
    board,
    rest,
    finishes: (belt) => belts[belt]!.finishes,
    stand,
    goOn,
    stands: (belt, reason) => (reasons[belt]! & (1 << reason)) !== 0,
    openElapsed: (belt) => clocks.elapsed(belts[belt]!.open) - heatedTicks[belt]!,
    stopDue,
    heatingDue,
    settle,
    turned,
    refresh,
    peopleTurned: (stop) => refresh(stopBelt[stop]!),
    repairing: (belt) => stopped[belt] !== -1 || heating[belt] === 1,
    bind: (listener) => void (changed = listener),
    start,
    reset,
  }
}
