/**
 * Stops: what makes a belt stand (stop.ts), one after another or, of a tunnel with `several_modes: together`, at once.
 *
 * Of stops that stand at zero together failures come before upkeep, then the longest, then the name; the others come when it has
 * ended. While a belt is stopped the clocks of other failures rest, but those that overlap. What is due is settled at the end of
 * stage 1, so that it does not matter what happens first in a tick; a fault of a part that comes in, when all have moved.
 */
import { ALWAYS, float64, int32, int32From, uint8 } from 'genba/kernel'
import type { MaintenancePlan } from './plan.ts'
import * as states from './states.ts'
import type { World } from './world.ts'

const { DOWN, MAINTENANCE, WAITING_FOR_CREW, WAITING_FOR_PARTS, WAITING_FOR_REPAIR } = states

export interface Stops {
  /** The belt of each stop. */
  readonly belt: Int32Array
  /** The slot of a stop is due: it stands at zero, or has ended (stage 1). */
  due(stop: number): void
  /** It is to begin: in stage 1 at its end, else with `settle`. `cares`: as maintenance, not as a failure. */
  ask(stop: number, cares: boolean): void
  /** It is to begin no more. */
  withdraw(stop: number): void
  /** Does it stand at zero, or has it begun? */
  asked(stop: number): boolean
  begun(stop: number): boolean
  /** Begins what is to begin. */
  settle(): void
  /** The part that comes into a tunnel has this fault by chance: true if it has. */
  strikes(stop: number, part: number): boolean
  /** Failure clocks of a tunnel that a maintenance renews start anew. */
  renews(tunnel: number, which: MaintenancePlan['renews']): void
  stands(belt: number): boolean
  /** People are called for the set-up of a tunnel, which takes so many ticks, and no more. */
  prepare(setup: number, ticks: number): void
  sendAway(setup: number): void
  /** Will they come, or are there? */
  comes(setup: number): boolean
  bindSetups(of: Preparing): void
  /** Is anything done about what stands the belt? Not while it waits for spare parts. */
  underWay(belt: number): boolean
  /** State of a belt that is stopped; -1: it is not. */
  stateOf(belt: number): number
  /** The belt has opened: its people may come. */
  wake(belt: number): void
  /** @param ended told of each stop that has ended */
  bind(ended: (stop: number) => void): void
  start(): void
  reset(): void
}

/** Whom it tells that people have come for a set-up, and that it is done. */
export interface Preparing {
  begun(setup: number): void
  done(setup: number): void
}

/** What belts do for it. */
export interface Stoppable {
  readonly count: number
  ofLine(line: number): number
  ofTunnel(tunnel: number): number
  /** Its clock; the one that runs while work goes on; while it is open; its unit in the monitor of states. */
  clock(belt: number): number
  active(belt: number): number
  open(belt: number): number
  unit(belt: number): number
  refresh(belt: number): void
  /** Nothing stops it any more. */
  goesOn(belt: number): void
}

export function createStops(world: World, belts: Stoppable): Stops {
  const { plan, layout, agenda, clocks, draws, streams, record, crews, spares } = world
  const { stops, stopSlot } = layout
  const n = stops.length
  const belt = int32From(stops, ({ line, tunnel }) => (line === undefined ? belts.ofTunnel(tunnel!) : belts.ofLine(line)))
  const stopsOn = Array.from({ length: belts.count }, (_, of) => Array.from(stops.keys()).filter((stop) => belt[stop] === of))
  const ups = int32(n).fill(-1)
  const downs = int32(n)
  const chances = int32(n).fill(-1)
  const chanceStream = int32(n).fill(-1)
  const demands = int32From(stops, ({ crew }) => crews.demand(crew))
  const needs = int32From(stops, ({ takes }) => spares.need(takes))
  /** Clock on which each ages. */
  const agesOn = int32(n)
  /** Clock on which it is repaired or done: it stands while the people have gone. */
  const mendsOn = int32(n)
  /** Ticks that it will take, once it stands at zero; -1 before. */
  const ahead = float64(n).fill(-1)
  const cares = uint8(n)
  /** Ticks that what is under way takes. */
  const lasts = float64(n)
  const under = uint8(n)
  /** How many stand each belt. */
  const standing = int32(belts.count)
  /** Ticks left of clocks that rest, -1 for none. */
  const resting = float64(n).fill(-1)
  const asking: number[] = []
  /** Belts to be looked at, and whether one of their stops has ended. */
  const looking: number[] = []
  const hasEnded = uint8(belts.count)
  let preparing: Preparing
  let ended: (stop: number) => void = () => {}

  stops.forEach((stop, number) => {
    const of = belt[number]!
    const { calendars } = stop.line === undefined ? plan.elements[stop.tunnel!]! : plan.lines[stop.line]!
    mendsOn[number] = crews.clockWith(stop.kind === 'setup' ? belts.clock(of) : belts.open(of), calendars, demands[number]!)
    if (stop.kind === 'failure') {
      const { key, name, up, down, chance, clock } = stop.plan
      downs[number] = draws.duration(down, key, `stop repair ${name}`)
      agesOn[number] = clock === 'operating' ? belts.active(of) : clock === 'calendar' ? ALWAYS : belts.open(of)
      if (clock === 'calendar') mendsOn[number] = ALWAYS
      if (up !== undefined) ups[number] = draws.duration(up, key, `stop ${name}`)
      if (chance !== undefined) {
        chances[number] = draws.quantity(chance, key, `stop chance ${name}`)
        chanceStream[number] = streams.uniforms(key, `stop ${name}`)
      }
    } else if (stop.kind !== 'setup') downs[number] = draws.duration(stop.plan.duration, stop.plan.key, 'stop duration')
    for (const each of [agesOn[number]!, belts.open(of), ...crews.clocksOf(mendsOn[number]!)]) clocks.bind(stopSlot + number, each)
  })
  crews.bindStops(lasts, mend)
  spares.bindStops((stop) => {
    call(stop)
    belts.refresh(belt[stop]!)
  })

  const askerOfSpares = (stop: number): number => layout.positions + stop

  function due(stop: number): void {
    if (stops[stop]!.kind === 'setup') {
      crews.release(crews.stopAsker(stop))
      preparing.done(stop)
    } else if (under[stop] === 1) end(stop)
    else ask(stop, false)
  }

  function ask(stop: number, asCare: boolean): void {
    cares[stop] = asCare ? 1 : 0
    asking.push(stop)
    agenda.gathered()
  }

  function asked(stop: number): boolean {
    return under[stop] === 1 || ahead[stop]! >= 0 || asking.includes(stop)
  }

  function strikes(stop: number, part: number): boolean {
    if (chances[stop]! < 0 || streams.next(chanceStream[stop]!) >= draws.take(chances[stop]!, part)) return false
    if (!asked(stop)) ask(stop, false)
    return true
  }

  function settle(): void {
    while (asking.length > 0) {
      const stop = asking.pop()!
      ahead[stop] = draws.take(downs[stop]!, -1)
      looking.push(belt[stop]!)
    }
    while (looking.length > 0) {
      const of = looking.pop()!
      choose(of)
      if (hasEnded[of] === 0) continue
      hasEnded[of] = 0
      if (standing[of] === 0) belts.goesOn(of)
      belts.refresh(of)
    }
  }

  /** Begins those that overlap, and where nothing stands the belt the first of the others. */
  function choose(of: number): void {
    const here = stopsOn[of]!
    for (const stop of here) if (stops[stop]!.overlaps && ahead[stop]! >= 0 && under[stop] === 0) begin(stop)
    if (standing[of]! > 0) return
    let chosen = -1
    for (const stop of here) if (ahead[stop]! >= 0 && (chosen < 0 || comesBefore(stop, chosen))) chosen = stop
    if (chosen >= 0) begin(chosen)
  }

  function comesBefore(a: number, b: number): boolean {
    if (cares[a] !== cares[b]) return cares[a]! < cares[b]!
    if (ahead[a] !== ahead[b]) return ahead[a]! > ahead[b]!
    return stops[a]!.name < stops[b]!.name
  }

  function begin(stop: number): void {
    const of = belt[stop]!
    under[stop] = 1
    standing[of] = standing[of]! + 1
    lasts[stop] = crews.lasts(demands[stop]!, ahead[stop]!)
    ahead[stop] = -1
    if (cares[stop] === 0) record.failed(stops[stop]!.tunnel ?? -1, belts.unit(of), stops[stop]!.name)
    for (const other of stopsOn[of]!) rest(other)
    clocks.hold(belts.clock(of))
    if (needs[stop]! >= 0) spares.ask(askerOfSpares(stop), needs[stop]!)
    else call(stop)
    belts.refresh(of)
  }

  /** The parts are there: the people are called. */
  function call(stop: number): void {
    if (crews.has(crews.stopAsker(stop), demands[stop]!)) mend(stop)
  }

  /** What is done about it begins. */
  function mend(stop: number): void {
    const asker = crews.stopAsker(stop)
    if (stops[stop]!.kind === 'setup') preparing.begun(stop)
    clocks.schedule(stopSlot + stop, crews.clockOf(asker, mendsOn[stop]!), crews.takes(asker, demands[stop]!, lasts[stop]!))
    belts.refresh(belt[stop]!)
  }

  /** The clock of a failure rests while the belt is stopped; one that counts work stands with it anyway. */
  function rest(stop: number): void {
    const slot = stopSlot + stop
    if (stops[stop]!.overlaps || under[stop] === 1 || agesOn[stop] === belts.active(belt[stop]!) || !clocks.pending(slot)) return
    resting[stop] = clocks.remaining(slot)
    clocks.cancel(slot)
  }

  /** The time to its next failure is `ticks`. */
  function ages(stop: number, ticks: number): void {
    resting[stop] = -1
    clocks.schedule(stopSlot + stop, agesOn[stop]!, ticks)
    if (standing[belt[stop]!]! > 0) rest(stop)
  }

  function end(stop: number): void {
    const of = belt[stop]!
    under[stop] = 0
    standing[of] = standing[of]! - 1
    crews.release(crews.stopAsker(stop))
    clocks.release(belts.clock(of))
    if (ups[stop]! >= 0) ages(stop, draws.take(ups[stop]!, -1))
    ended(stop)
    for (const other of stopsOn[of]!) {
      if (resting[other]! < 0 || standing[of]! > 0) continue
      clocks.schedule(stopSlot + other, agesOn[other]!, resting[other]!)
      resting[other] = -1
    }
    hasEnded[of] = 1
    looking.push(of)
    agenda.gathered()
  }

  function renews(tunnel: number, which: MaintenancePlan['renews']): void {
    stops.forEach((stop, number) => {
      if (stop.tunnel !== tunnel || ups[number]! < 0 || asked(number)) return
      if (which === 'all' || (Array.isArray(which) && which.includes(stop.name))) ages(number, draws.take(ups[number]!, -1))
    })
  }

  function stateOf(of: number): number {
    let state = -1
    for (const stop of stopsOn[of]!) {
      if (under[stop] === 0) continue
      const now = stateOfStop(stop)
      // What is repaired is told before what waits.
      if (now === DOWN || now === MAINTENANCE) return now
      if (state < 0) state = now
    }
    return state
  }

  function stateOfStop(stop: number): number {
    const asker = crews.stopAsker(stop)
    const awaitsParts = spares.waits(askerOfSpares(stop))
    const awaitsPeople = crews.waits(asker) || crews.away(asker)
    if (cares[stop] === 0) return awaitsParts || awaitsPeople ? WAITING_FOR_REPAIR : DOWN
    return awaitsParts ? WAITING_FOR_PARTS : awaitsPeople ? WAITING_FOR_CREW : MAINTENANCE
  }

  function start(): void {
    for (let stop = 0; stop < n; stop++) if (ups[stop]! >= 0) ages(stop, draws.take(ups[stop]!, -1))
  }

  function reset(): void {
    for (const column of [cares, under, standing, hasEnded]) column.fill(0)
    ahead.fill(-1)
    resting.fill(-1)
    asking.length = 0
    looking.length = 0
  }

  return {
    belt,
    due,
    ask,
    withdraw: (stop) => void (ahead[stop] = -1),
    asked,
    begun: (stop) => under[stop] === 1,
    settle,
    strikes,
    renews,
    stands: (of) => standing[of]! > 0,
    underWay: (of) => stopsOn[of]!.some((stop) => under[stop] === 1 && !spares.waits(askerOfSpares(stop))),
    stateOf,
    wake: (of) => {
      for (const stop of stopsOn[of]!) crews.wake(crews.stopAsker(stop))
    },
    prepare: (stop, ticks) => {
      lasts[stop] = crews.lasts(demands[stop]!, ticks)
      call(stop)
    },
    sendAway: (stop) => crews.release(crews.stopAsker(stop)),
    comes: (stop) => !crews.lacks(crews.stopAsker(stop)),
    bindSetups: (of) => void (preparing = of),
    bind: (tell) => void (ended = tell),
    start,
    reset,
  }
}
