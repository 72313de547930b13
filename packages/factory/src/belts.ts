/**
 * What stands as one: lines with stops, moving lines, tunnels.
 *
 * A belt is a moving clock with reasons to stand: closed (its calendar holds the clock above it), stopped (stops.ts),
 * blocked at an exit, waiting for parts, heating. The clock of a failure runs while work goes on (at least one body
 * moves, one station works). After standing longer than `heat_up.after`, for whatever reason, a belt heats, in open time.
 */
import { float64, int32, int32From, uint8 } from 'genba/kernel'
import type { HeatUpPlan } from './plan.ts'
import * as states from './states.ts'
import { createStops, type Stops } from './stops.ts'
import type { World } from './world.ts'

const { BLOCKED, CLOSED, DOWN, HEATING, STARVED, WAITING_FOR_CREW, WAITING_FOR_PARTS, WORKING } = states

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
  /** Clocks that run while the belt moves and something is on it, and while it is open. */
  readonly active: Int32Array
  readonly open: Int32Array
  readonly stops: Stops
  /** `by` more bodies move on the belt, or stations of the line work. */
  busy(belt: number, by: number): void
  /** `by` more bodies are on the belt, moving or not. */
  board(belt: number, by: number): void
  /** Does the belt finish after closing, and stand once it is empty? */
  finishes(belt: number): boolean
  /** At the end of a tick: faults of parts that have come in stop the belt; one that finishes after closing stands once it is empty. */
  rest(belt: number): void
  isEmpty(belt: number): boolean
  stand(belt: number, reason: number): void
  goOn(belt: number, reason: number): void
  stands(belt: number, reason: number): boolean
  /** Open ticks of the belt without heating, until now. */
  openElapsed(belt: number): number
  heatingDue(belt: number): void
  /** A part has come to the end of the belt: is it lost, as one of the first after heating? */
  spoils(belt: number): boolean
  /** The calendar of the belt has turned. */
  turned(belt: number, open: boolean): void
  refresh(belt: number): void
  /** The people who repair `stop` have come or gone. */
  peopleTurned(stop: number): void
  /** True if stopped or heating. */
  repairing(belt: number): boolean
  /** True if anything of that is under way. */
  underWay(belt: number): boolean
  /** @param changed told of belts whose state may be another @param goesOn of those that are no more stopped or heating, or have opened */
  bind(changed: (belt: number) => void, goesOn: (belt: number) => void): void
  start(): void
  reset(): void
}

export function createBelts(world: World): Belts {
  const { plan, events, layout, clocks, clockwork, draws, record } = world
  const belts: {
    clock: number
    open: number
    openEarly: number
    unit: number
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
  const heating = uint8(count)
  const heatedTicks = float64(count)
  /** Parts that are still lost after heating. */
  const spoiled = int32(count)
  /** Tick at which the last heating ended. */
  const warmSince = float64(count)
  const heatSite = belts.map((belt) => (belt.heat === undefined ? -1 : draws.duration(belt.heat.duration, belt.key, 'heat_up', 0)))
  let changed: (belt: number) => void = () => {}
  let goesOn: (belt: number) => void = () => {}
  const stops = createStops(world, {
    count,
    ofLine: (line) => ofLine[line]!,
    ofTunnel: (tunnel) => ofTunnel[tunnel]!,
    clock: (belt) => clock[belt]!,
    active: (belt) => active[belt]!,
    open: (belt) => belts[belt]!.open,
    unit: (belt) => belts[belt]!.unit,
    refresh,
    goesOn: (belt) => {
      warm(belt, 0)
      if (heating[belt] === 0) goesOn(belt)
    },
  })
  for (const belt of belts) clocks.bind(belt.heatSlot, belt.open)

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
    stops.settle()
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
    spoiled[belt] = heat.restartScrap
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
    if (!stops.stands(belt)) goesOn(belt)
  }

  function spoils(belt: number): boolean {
    if (spoiled[belt] === 0) return false
    spoiled[belt] = spoiled[belt]! - 1
    return true
  }

  function turned(belt: number, open: boolean): void {
    if (open) {
      stops.wake(belt)
      goOn(belt, OVER)
      warm(belt, belts[belt]!.openEarly)
      goesOn(belt)
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
    const stopped = stops.stateOf(belt)
    if (stopped >= 0) return stopped
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
    stops.start()
  }

  function reset(): void {
    bodies.fill(0)
    aboard.fill(0)
    reasons.fill(0)
    heating.fill(0)
    heatedTicks.fill(0)
    spoiled.fill(0)
    warmSince.fill(0)
    stops.reset()
  }

  return {
    ofLine,
    ofTunnel,
    clock,
    active,
    open: int32From(belts, (belt) => belt.open),
    stops,
    busy,
    board,
    rest,
    isEmpty: (belt) => aboard[belt] === 0,
    finishes: (belt) => belts[belt]!.finishes,
    stand,
    goOn,
    stands: (belt, reason) => (reasons[belt]! & (1 << reason)) !== 0,
    openElapsed: (belt) => clocks.elapsed(belts[belt]!.open) - heatedTicks[belt]!,
    heatingDue,
    spoils,
    turned,
    refresh,
    peopleTurned: (stop) => refresh(stops.belt[stop]!),
    repairing: (belt) => stops.stands(belt) || heating[belt] === 1,
    underWay: (belt) => stops.underWay(belt) || heating[belt] === 1,
    bind: (listener, moves) => {
      changed = listener
      goesOn = moves
    },
    start,
    reset,
  }
}
