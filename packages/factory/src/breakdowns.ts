/**
 * Why a position is down: failures, heating, and what upkeep.ts says of tools and maintenance.
 *
 * Each failure mode of a position has a clock. An operating clock runs while the position works, so it belongs to the
 * segments of its activity; the others (scheduled: open and up; calendar: up) run in slots of their own. While a position
 * is down its other clocks rest. Of two failures due at one tick the longer repair comes first, then the harsher effect
 * on the part, then the name; the other stands at zero and comes when work begins again (docs/mechanisms/failures.md).
 *
 * Operating and time-dependent failures: Buzacott & Hanifin 1978.
 */
import { ALWAYS, createGathering, float64, int32, int32From, uint8, uint8From } from 'genba/kernel'
import type { Flow } from './flow.ts'
import { leadersOf } from './joint-failures.ts'
import { createOverlappingRepairs, overlap } from './overlapping-repairs.ts'
import type { FailurePlan, MaintenancePlan, StationPlan } from './plan.ts'
import * as positions from './positions.ts'
import type { Stations } from './station-block.ts'
import * as topologies from './topology.ts'
import { createUpkeep, toolOf } from './upkeep.ts'
import type { World } from './world.ts'

const { BUSY, FREE, REHEAT, REPAIR, SHORT, UP } = positions
const { SCRAP } = topologies

export interface Breakdowns {
  /** Per element: 1 if its positions can be down at all. */
  readonly canFail: Uint8Array
  /** Per failure mode: the sites of its times to failure and of its repairs. */
  readonly modeUp: Int32Array
  readonly modeDown: Int32Array
  /** True while a choice of stage 3 is being made. */
  choosing(): boolean
  /** A visit starts: what is drawn for each part worked on; heating after a long stand. */
  visit(position: number): void
  /** Working ticks until the first failure by operating time; 0 if one stands at zero. */
  untilFailure(position: number): number
  /** The position has worked for the ticks of its segment. */
  aged(position: number): void
  /** A segment ended with a failure: settled after everything that is due (stage 1). */
  fails(position: number): void
  /** Settles the failures of this tick. */
  settle(): void
  /** A failure stands at zero as work begins: it takes effect now, in stage 1 with the others of the tick. */
  fail(position: number): void
  /** People have come for the repair of `position`, or what else it is down for. */
  mend(position: number): void
  /** The slot of `position`, which is down, is due: it is up again. */
  ended(position: number): void
  /** The slot of a mode, or of a maintenance, is due. */
  modeDue(mode: number): void
  maintenanceDue(number: number): void
  /** A maintenance has waited as long as it may until its position is idle. */
  overdue(number: number): void
  /** The positions of the element are to be looked at by such maintenance. */
  mayBeIdle(element: number): void
  /** Maintenance begins that has waited for this, where a position of the element is idle (stage 3). */
  idle(element: number): boolean
  finished(position: number): void
  /** Per element: 1 if tools or maintenance are to be looked at when a part has left. */
  readonly needsCare: Uint8Array
  /** The part has left: what waited for that begins. */
  care(position: number): void
  turned(position: number, open: boolean): void
  /** Draws the first time to failure of every mode. */
  start(): void
  /** Someone of those who repair the position has gone or is back: its state, and that of all that are down with it. */
  show(position: number): void
  setChoosing(choosing: boolean): void
  reset(): void
}

const OPERATING = 0
const SCHEDULED = 1
const CALENDAR_TIME = 2
const PER_PART = 3
/** Effects on the part in work, harsher first. */
const EFFECTS = ['rework', 'scrap', 'restart', 'return', 'resume'] as const

/** Can a position of the station ever be down? */
export function canFail(station: StationPlan): boolean {
  const cools = station.heatUp !== undefined || station.casting?.furnace !== undefined
  return station.failures.length + station.maintenance.length + station.wear.length > 0 || toolOf(station) !== undefined || cools
}

export function createBreakdowns(world: World, flow: Flow, stations: Stations): Breakdowns {
  const { plan, topology, layout, events, clocks, clockwork, agenda, draws, streams, record, crews, spares } = world
  const { clock } = events
  const { positionSlot, positionElement, positionCount, modeSlot } = layout
  const { open } = clockwork
  const {
    phase,
    part: partAt,
    start,
    left,
    segment,
    drawn,
    running,
    down,
    downSince,
    spoiled,
    worked,
    repair,
    toFailure,
  } = stations.columns
  const n = layout.positions
  const stationOf = (p: number): StationPlan => plan.elements[positionElement[p]!] as StationPlan

  /** Per position: the one whose failures are its own, and the first of these. */
  const leader = leadersOf(plan, layout)
  const firstMode = int32From(leader, (p) => layout.firstMode[p]!)
  // Modes of positions as columns.
  const modeKind = uint8(layout.modes)
  const modePosition = int32(layout.modes)
  const modeEffect = uint8(layout.modes)
  const modeUp = int32(layout.modes).fill(-1)
  const modeDown = int32(layout.modes).fill(-1)
  const modeDemand = int32(layout.modes).fill(-1)
  /** What each repair takes. */
  const modeNeed = int32(layout.modes).fill(-1)
  /** Clock on which the repair of each mode runs. */
  const modeRepairs = int32(layout.modes)
  const modeChance = int32(layout.modes).fill(-1)
  const modeTarget = int32(layout.modes)
  const modeName: string[] = []
  const chanceStream = int32(layout.modes).fill(-1)
  /** Repair drawn for a failure that had to wait for another, -1 if none. */
  const repairAhead = float64(layout.modes)
  const downMode = int32(n)
  /** People for what each position is down for. */
  const calls = int32(n)
  const modeCount = Uint8Array.from({ length: n }, (_, p) => stationOf(p).failures.length)
  const hasOperating = uint8(n)
  /** Positions with a failure that stands at zero: of one station, in the order of starts. */
  const pending = createGathering((a, b) => {
    if (positionElement[a] !== positionElement[b]) return positionElement[a]! < positionElement[b]!
    return start[a] === start[b] ? a < b : start[a]! < start[b]!
  })
  const overlaps = createOverlappingRepairs({
    firstMode,
    modeCount,
    modePosition,
    toFailure,
    begins: (mode) => {
      record.failed(positionElement[modePosition[mode]!]!, modePosition[mode]!, modeName[mode]!)
      clocks.schedule(modeSlot[mode]!, modeClock(mode), draws.take(modeDown[mode]!, partAt[modePosition[mode]!]!))
    },
    renews: (mode) => {
      renew(mode)
      if (modeKind[mode] === SCHEDULED || modeKind[mode] === CALENDAR_TIME)
        clocks.schedule(modeSlot[mode]!, modeClock(mode), toFailure[mode]!)
    },
    strikes,
    stands: (p) => {
      stations.interrupt(p)
      down[p] = REPAIR
      downSince[p] = clock[0]!
      stations.refresh(p)
    },
    goesUp: (p) => {
      down[p] = UP
      goesUp(p)
    },
  })
  let choosing = false
  // While stage 1 is under way failures wait until everything due has happened.
  const { gathering, gathered } = agenda

  const canBeDown = uint8From(plan.elements, (element) => (element.kind === 'station' && canFail(element) ? 1 : 0))
  const cooling = plan.elements.map((element) => {
    if (element.kind !== 'station') return undefined
    const furnace = element.casting?.furnace
    if (furnace !== undefined)
      return {
        after: furnace.coolsAfter * plan.ticksPerSecond,
        site: draws.duration(furnace.reheat, element.key, 'reheat', 0),
        scrap: furnace.restartScrap,
        shot: true,
      }
    const heat = element.heatUp
    if (heat !== undefined)
      return {
        after: heat.after * plan.ticksPerSecond,
        site: draws.duration(heat.duration, element.key, 'heat_up', 0),
        scrap: heat.restartScrap,
        shot: false,
      }
    return undefined
  })
  /** Clocks of what each position is down for. */
  const repairsOn = int32(n)
  spares.bindPositions(stations.columns.start, (p) => {
    call(p)
    show(p)
  })
  const upkeep = createUpkeep(world, stations.columns, { clockFor, goDown, interrupt: stations.interrupt, renews })

  for (let p = 0; p < n; p++) {
    const station = stationOf(p)
    const suffix = station.positions > 1 && p > layout.firstPosition[station.number]! ? ` ${p - layout.firstPosition[station.number]!}` : ''
    station.failures.forEach((failure, k) => {
      if (leader[p] === p || failure.chance !== undefined) bindMode(p, layout.firstMode[p]! + k, failure, suffix)
    })
  }

  function bindMode(p: number, mode: number, failure: FailurePlan, suffix: string): void {
    const element = positionElement[p]!
    modePosition[mode] = p
    modeName[mode] = failure.name
    modeKind[mode] =
      failure.chance !== undefined
        ? PER_PART
        : failure.clock === 'operating'
          ? OPERATING
          : failure.clock === 'scheduled'
            ? SCHEDULED
            : CALENDAR_TIME
    if (modeKind[mode] === OPERATING) hasOperating[p] = 1
    const effect = typeof failure.onFailure === 'object' ? 'rework' : failure.onFailure
    modeEffect[mode] = EFFECTS.indexOf(effect)
    modeTarget[mode] = typeof failure.onFailure === 'object' ? topology.linkBetween(element, failure.onFailure.rework) : SCRAP
    modeDown[mode] = draws.duration(failure.down, failure.key, `repair ${failure.name}${suffix}`)
    modeDemand[mode] = crews.demand(failure.crew)
    modeNeed[mode] = spares.need(failure.takes)
    modeRepairs[mode] = modeKind[mode] === CALENDAR_TIME ? ALWAYS : clockFor(p, modeDemand[mode]!)
    if (failure.up !== undefined) modeUp[mode] = draws.duration(failure.up, failure.key, `failure ${failure.name}${suffix}`)
    if (failure.chance !== undefined) {
      modeChance[mode] = draws.quantity(failure.chance, failure.key, `chance ${failure.name}${suffix}`)
      chanceStream[mode] = streams.uniforms(failure.key, `failure ${failure.name}${suffix}`)
    }
    if (modeSlot[mode]! >= 0) clocks.bind(modeSlot[mode]!, open[element]!)
  }

  /** Clock on which people of a demand do what `p` is down for. */
  function clockFor(p: number, demand: number): number {
    const made = crews.clockWith(open[positionElement[p]!]!, stationOf(p).calendars, demand)
    for (const clock of crews.clocksOf(made)) clocks.bind(positionSlot + p, clock)
    return made
  }

  /** Clock of a mode that runs in a slot of its own. */
  function modeClock(mode: number): number {
    return modeKind[mode] === CALENDAR_TIME ? ALWAYS : open[positionElement[modePosition[mode]!]!]!
  }

  // --- clocks of failures ------------------------------------------------------------------------------------------

  function visit(p: number): void {
    const element = positionElement[p]!
    const first = layout.firstMode[p]!
    for (let mode = first; mode < first + modeCount[p]!; mode++) {
      // A fault drawn for the part strikes when work on it begins.
      if (modeKind[mode] === PER_PART)
        toFailure[mode] = streams.next(chanceStream[mode]!) < draws.take(modeChance[mode]!, partAt[p]!) ? 0 : Infinity
    }
    const cools = cooling[element]
    if (cools !== undefined && clock[0]! - worked[p]! > cools.after && down[p] === UP) heat(p, cools)
  }

  function heat(p: number, cools: { site: number; scrap: number }): void {
    spoiled[p] = cools.scrap
    worked[p] = clock[0]!
    const ticks = draws.take(cools.site, partAt[p]!)
    if (ticks > 0) goDown(p, REHEAT, ticks)
  }

  function untilFailure(p: number): number {
    let ticks = Infinity
    const first = firstMode[p]!
    for (let mode = first; mode < first + modeCount[p]!; mode++) {
      const kind = modeKind[mode]
      if (kind === OPERATING || (kind === PER_PART && modePosition[mode] === p)) {
        if (toFailure[mode]! < ticks) ticks = toFailure[mode]!
      } else if (kind !== PER_PART && toFailure[mode] === 0) ticks = 0
    }
    return leader[p] === p ? ticks : Math.min(ticks, untilFault(p))
  }

  /** Whether the part at a place that fails with others has a fault: 0, else Infinity. */
  function untilFault(p: number): number {
    const first = layout.firstMode[p]!
    for (let mode = first; mode < first + modeCount[p]!; mode++) if (modeKind[mode] === PER_PART && toFailure[mode] === 0) return 0
    return Infinity
  }

  function aged(p: number): void {
    const ticks = segment[p]!
    if (hasOperating[p] === 1) {
      const first = firstMode[p]!
      for (let mode = first; mode < first + modeCount[p]!; mode++)
        if (modeKind[mode] === OPERATING) toFailure[mode] = toFailure[mode]! - ticks
    }
    if (upkeep.has[positionElement[p]!] === 1) upkeep.aged(p, ticks)
  }

  function fails(p: number): void {
    pending.add(leader[p]!)
    gathered()
  }

  function fail(p: number): void {
    if (gathering[0] === 1) fails(p)
    else strike(leader[p]!)
  }

  function settle(): void {
    gathering[0] = 0
    pending.settle(strike)
    upkeep.settle()
  }

  /** The failure of `p` that stands at zero and comes first, if the position is up. */
  function strike(p: number): void {
    if (overlap(stationOf(p))) {
      overlaps.strike(p)
      return
    }
    if (down[p] !== UP) return
    let chosen = -1
    for (let place = p; place === p || leader[place] === p; place++) {
      const first = layout.firstMode[place]!
      for (let mode = first; mode < first + modeCount[place]!; mode++) {
        if (toFailure[mode] !== 0 || !strikes(place, mode)) continue
        if (repairAhead[mode]! < 0) repairAhead[mode] = draws.take(modeDown[mode]!, partAt[place]!)
        if (chosen < 0 || comesBefore(mode, chosen)) chosen = mode
      }
    }
    if (chosen < 0) return
    if (modeKind[chosen] === PER_PART) toFailure[chosen] = Infinity
    // What ends at this very tick is finished first; the failure then meets an idle or a finished part.
    const stopped = stations.interrupt(p)
    record.failed(positionElement[p]!, p, modeName[chosen]!)
    downMode[p] = chosen
    repair[p] = crews.lasts(modeDemand[chosen]!, repairAhead[chosen]!)
    repairsOn[p] = modeRepairs[chosen]!
    stand(p, REPAIR)
    prepare(p, modeNeed[chosen]!, modeDemand[chosen]!)
    repairAhead[chosen] = -1
    if (isJoint(p)) strikeAll(p, chosen, stopped)
    else if (stopped) hit(p, chosen)
  }

  /** Where places fail together, or repairs overlap, a fault of a part strikes when work on it would begin, not while it waits for people. */
  function strikes(p: number, mode: number): boolean {
    if (modeKind[mode] !== PER_PART || (leader[p] === p && !isJoint(p) && !overlap(stationOf(p)))) return true
    return phase[p] === BUSY && running[p] === 0 && !crews.waits(p)
  }

  /** What the failure does to the part in work. A set-up before a part goes on where it was. */
  function hit(p: number, mode: number): void {
    if (phase[p] !== BUSY || partAt[p]! < 0) return
    const effect = EFFECTS[modeEffect[mode]!]!
    if (effect === 'restart') left[p] = drawn[p]!
    else if (effect === 'return') stations.sendBack(p)
    else if (effect === 'scrap' || effect === 'rework') stations.eject(p, modeTarget[mode]!)
  }

  function isJoint(p: number): boolean {
    return positionCount[positionElement[p]!]! > 1 && leader[p + 1] === p
  }

  /** All places of the station go down with the first; their parts are hit in the order of starts. */
  function strikeAll(first: number, mode: number, stopped: boolean): void {
    const struck = stopped ? [first] : []
    for (let p = first + 1; leader[p] === first; p++) {
      if (stations.interrupt(p)) struck.push(p)
      down[p] = REPAIR
      downSince[p] = clock[0]!
      stations.refresh(p)
    }
    for (const p of struck.toSorted((a, b) => start[a]! - start[b]!)) hit(p, mode)
  }

  function comesBefore(a: number, b: number): boolean {
    if (repairAhead[a] !== repairAhead[b]) return repairAhead[a]! > repairAhead[b]!
    if (modeEffect[a] !== modeEffect[b]) return modeEffect[a]! < modeEffect[b]!
    return modeName[a]! < modeName[b]!
  }

  function modeDue(mode: number): void {
    if (overlaps.due(mode)) return
    toFailure[mode] = 0
    fails(modePosition[mode]!)
  }

  // --- down and up -------------------------------------------------------------------------------------------------

  function goDown(p: number, why: number, ticks: number, demand = -1, on: number = open[positionElement[p]!]!, need = -1): void {
    stand(p, why)
    repairsOn[p] = on
    downMode[p] = -1
    repair[p] = crews.lasts(demand, ticks)
    prepare(p, need, demand)
  }

  /** What it is down for begins once the parts and the people are there. */
  function prepare(p: number, need: number, demand: number): void {
    calls[p] = demand
    if (need >= 0) spares.ask(p, need)
    else call(p)
    show(p)
  }

  /** Brings the states of a position, and of all that are down with it, up to date. */
  function show(p: number): void {
    stations.refresh(p)
    for (let other = p + 1; leader[other] === p; other++) stations.refresh(other)
  }

  function call(p: number): void {
    if (crews.has(layout.positions + p, calls[p]!)) mend(p)
  }

  function stand(p: number, why: number): void {
    down[p] = why
    downSince[p] = clock[0]!
    rest(p)
  }

  /** The repair, or what else it is down for, begins. */
  function mend(p: number): void {
    const asker = layout.positions + p
    clocks.schedule(positionSlot + p, crews.clockOf(asker, repairsOn[p]!), crews.takes(asker, calls[p]!, repair[p]!))
    show(p)
  }

  /** While a position is down, its time-dependent clocks rest. */
  function rest(p: number): void {
    const first = firstMode[p]!
    for (let mode = first; mode < first + modeCount[p]!; mode++) {
      if (modeKind[mode] !== SCHEDULED && modeKind[mode] !== CALENDAR_TIME) continue
      const slot = modeSlot[mode]!
      if (!clocks.pending(slot)) continue
      const ahead = clocks.remaining(slot)
      toFailure[mode] = ahead
      if (ahead > 0) clocks.cancel(slot)
    }
  }

  function run(p: number): void {
    const first = firstMode[p]!
    for (let mode = first; mode < first + modeCount[p]!; mode++) {
      if ((modeKind[mode] === SCHEDULED || modeKind[mode] === CALENDAR_TIME) && toFailure[mode]! > 0)
        clocks.schedule(modeSlot[mode]!, modeClock(mode), toFailure[mode]!)
    }
  }

  function ended(p: number): void {
    const why = down[p]!
    down[p] = UP
    crews.release(layout.positions + p)
    if (why === REPAIR && downMode[p]! >= 0) renew(downMode[p]!)
    else upkeep.ended(p, why)
    run(p)
    if (!isJoint(p)) {
      goesUp(p)
      return
    }
    for (let other = p + 1; leader[other] === p; other++) down[other] = UP
    for (let each = p; leader[each] === p; each++) goesUp(each)
  }

  function goesUp(p: number): void {
    if (phase[p] === FREE) upkeep.begin(p)
    if (down[p] === UP) {
      stations.proceed(p)
      // Work that goes on may be interrupted again.
      if (phase[p] === FREE || phase[p] === SHORT || world.urgency.has[positionElement[p]!] === 1) flow.opened(positionElement[p]!)
    }
  }

  function renew(mode: number): void {
    if (modeUp[mode]! >= 0) toFailure[mode] = draws.take(modeUp[mode]!, -1)
    else if (modeKind[mode] !== PER_PART) toFailure[mode] = Infinity
    upkeep.repaired(modePosition[mode]!, modeName[mode]!)
  }

  /** Failure clocks that a maintenance renews start anew. */
  function renews(p: number, which: MaintenancePlan['renews']): void {
    const first = firstMode[p]!
    for (let mode = first; mode < first + modeCount[p]!; mode++) {
      const renewed = which === 'all' || (Array.isArray(which) && which.includes(modeName[mode]!))
      if (renewed && modeUp[mode]! >= 0) toFailure[mode] = draws.take(modeUp[mode]!, -1)
    }
  }

  // --- closing -----------------------------------------------------------------------------------------------------

  /** A shot that a closing has let grow cold is lost, and the metal is heated again. */
  function turned(p: number, opens: boolean): void {
    if (opens) upkeep.mayBeIdle(positionElement[p]!)
    const cools = cooling[positionElement[p]!]
    if (!opens && running[p] === 1) worked[p] = clock[0]!
    if (!opens || cools === undefined || !cools.shot || phase[p] !== BUSY || down[p] !== UP) return
    if (clock[0]! - worked[p]! <= cools.after) return
    stations.interrupt(p)
    world.parts.columns.target[partAt[p]!] = SCRAP
    spoiled[p] = 0
    heat(p, cools)
    stations.proceed(p)
  }

  function begin(): void {
    for (let mode = 0; mode < layout.modes; mode++) {
      repairAhead[mode] = -1
      toFailure[mode] = modeUp[mode]! >= 0 ? draws.take(modeUp[mode]!, -1) : Infinity
    }
    for (let p = 0; p < n; p++) if (leader[p] === p) run(p)
    upkeep.start()
  }

  function reset(): void {
    for (const column of [toFailure, downMode, downSince]) column.fill(0)
    overlaps.reset()
    repairAhead.fill(-1)
    pending.reset()
    upkeep.reset()
  }

  return {
    canFail: canBeDown,
    modeUp,
    modeDown,
    choosing: () => choosing,
    visit,
    untilFailure,
    aged,
    fails,
    settle,
    fail,
    mend,
    ended,
    show,
    modeDue,
    maintenanceDue: upkeep.due,
    overdue: upkeep.overdue,
    mayBeIdle: upkeep.mayBeIdle,
    idle: upkeep.idle,
    finished: upkeep.finished,
    needsCare: upkeep.has,
    care: upkeep.begin,
    turned,
    start: begin,
    setChoosing: (on) => void (choosing = on),
    reset,
  }
}
