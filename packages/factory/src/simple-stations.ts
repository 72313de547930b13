/**
 * Simple stations: one step of work, nothing to set up, assemble or care for, and one way out; failures, if any, by working
 * time at a single position, after which the part goes on.
 *
 * Most stations of most models are simple, so what they do at every part is done here in as few steps as it can be. The
 * run is the same, bit for bit: repairs, closing times and all that is seldom stay with stations.ts and breakdowns.ts,
 * which work on the same columns.
 */
import { ALWAYS, int32, int32From, uint8From } from 'genba/kernel'
import type { Exits } from './exits.ts'
import { constrains } from './people.ts'
import type { StationPlan } from './plan.ts'
import { concernsFaults } from './hidden-faults.ts'
import { hasOutputPlaces } from './output-places.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'
import * as records from './record.ts'
import { staffedStations } from './staffing.ts'
import * as states from './states.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { BUSY, DONE, FREE, UP } = positions
const { COUNTS, ENDED, PASSED_FIRST } = records
const { BLOCKED, STARVED, WAITING_FOR_PARTS, WORKING } = states
const { SCRAP, STATION } = topologies

/** State of a station by phase, where nothing else matters. */
export const PLAIN_STATES: Uint8Array = Uint8Array.of(STARVED, WORKING, WAITING_FOR_PARTS, BLOCKED, BLOCKED)

/** What simple stations leave to the general ones. */
export interface GeneralStations {
  proceed(position: number): void
  refresh(position: number): void
  /** The segment of `position` ended with a failure. */
  fails(position: number): void
  /** The part is finished and may leave over an exit that is served by the flow. */
  finish(element: number, part: number): void
  /** A free position of a station with several, and back. */
  takePosition(element: number): number
  givePosition(element: number, position: number): void
  /** The activity in this position, one of several, has ended: `complete` follows, in the order of starts. */
  ends(position: number): void
  drawOutcome(element: number, part: number): void
  /** How many more positions of a station work, where its line has stops. */
  count(element: number, by: number): void
  /** Number of the next start of each station, and of the start that each position is in. */
  readonly starts: Int32Array
}

export interface SimpleStations {
  /** Per element: 1 for simple stations; those of them with a single position. */
  readonly is: Uint8Array
  readonly single: Uint8Array
  /** Has a station with a single position room? */
  free(element: number): boolean
  /** `part` comes in and work begins. */
  begin(element: number, part: number): void
  /** The segment of `position` is over. */
  due(position: number, element: number): void
  complete(position: number, element: number): void
  /** The part has left. At a single position the state is not yet brought up to date. */
  clear(element: number, part: number): void
  /** Brings the recorded state of a station with a single position up to date. */
  refresh(element: number): void
  bind(general: GeneralStations): void
}

/** Whether the general path would do no more for this station than this file, but for its people. */
export function isSimple(station: StationPlan): boolean {
  const work = station.steps.length === 1 && !station.pacedByLine && station.setup === undefined && station.casting === undefined
  const flow =
    station.takes.length === 0 &&
    station.divides.length === 0 &&
    station.batch === undefined &&
    station.lotsOf === 1 &&
    station.to.kind === 'single'
  const care = station.tool !== undefined || station.maintenance.length > 0 || station.heatUp !== undefined || station.wear.length > 0
  const open = station.calendars.length === 0 || (station.whenClosed === 'accepts' && station.shiftEnd === 'pause')
  const failures = station.failures.every(
    ({ chance, clock, onFailure, takes }) => chance === undefined && clock === 'operating' && onFailure === 'resume' && takes.length === 0,
  )
  const stands = failures && station.whenDown === 'accepts' && (station.positions === 1 || station.failures.length === 0)
  return (
    work &&
    flow &&
    station.preempt === 'none' &&
    station.blocking === 'after_service' &&
    !hasOutputPlaces(station) &&
    !concernsFaults(station) &&
    !care &&
    open &&
    stands &&
    station.outcomes.every((outcome) => outcome.to === 'scrap')
  )
}

/** Do work or repairs of a simple station ask for people? */
export function asksForPeople({ steps, failures }: StationPlan): boolean {
  return [...steps, ...failures].some(({ crew }) => crew.length > 0)
}

export function createSimpleStations(world: World, exits: Exits, position: PositionColumns): SimpleStations {
  const { plan, topology, layout, events, clocks, clockwork, agenda, parts, draws, births, record } = world
  const { columns } = parts
  const { clock } = events
  const { firstPosition, positionSlot, firstMode } = layout
  const { phase, part: partAt, start, left, segment, running, down, toFailure } = position
  const { work, open } = clockwork
  const { after } = world.places
  const { sums: counts } = record.counts
  const { levels, states } = record
  const isLogged = record.visitLog !== undefined
  const { state } = states
  const elements = plan.elements.length
  const column = (of: (station: StationPlan) => number): Int32Array =>
    int32From(plan.elements, (element) => (element.kind === 'station' && is[element.number] === 1 ? of(element) : -1))
  const peopled = constrains(plan)
  const staffedBy = staffedStations(plan)
  const is = uint8From(plan.elements, (element) =>
    element.kind === 'station' &&
    world.shortcuts &&
    topology.kind[element.number] === STATION &&
    topology.loop[element.number]! < 0 &&
    topology.feeders[element.number]!.length > 0 &&
    isSimple(element) &&
    staffedBy[element.number]! < 0 &&
    !(peopled && asksForPeople(element))
      ? 1
      : 0,
  )
  const single = uint8From(plan.elements, (element) =>
    element.kind === 'station' && is[element.number] === 1 && element.positions === 1 ? 1 : 0,
  )
  const site = column((station) => draws.duration(station.steps[0]!.time, station.key, 'work'))
  const modes = column((station) => station.failures.length)
  const makes = column((station) => station.makes ?? -1)
  const drawsOutcome = column((station) => (station.outcomes.length > 0 ? 1 : 0))
  const counted = column((station) => (station.line !== undefined && plan.lines[station.line]!.stops.length > 0 ? 1 : 0))
  const always = uint8From(plan.elements, (element) => (open[element.number] === ALWAYS && work[element.number] === ALWAYS ? 1 : 0))
  let general: GeneralStations
  let starts: Int32Array = int32(0)

  function begin(element: number, part: number): void {
    levels.add(element, 1)
    let p = firstPosition[element]!
    if (single[element] === 0) {
      p = general.takePosition(element)
      start[p] = starts[element]!
      starts[element] = starts[element]! + 1
    }
    if (after[element]! < 0 || single[element] === 0 || isLogged) columns.place[part] = p
    if (drawsOutcome[element] === 1) general.drawOutcome(element, part)
    partAt[p] = part
    phase[p] = BUSY
    const ticks = draws.take(site[element]!, part)
    left[p] = ticks
    if (down[p] !== UP || fallsDown(p, element, ticks)) {
      general.proceed(p)
      return
    }
    running[p] = 1
    segment[p] = ticks
    if (counted[element] === 1) general.count(element, 1)
    if (always[element] === 1) events.schedule(positionSlot + p, ticks)
    else clocks.schedule(positionSlot + p, work[element]!, ticks)
    bring(p, element)
  }

  /** Does a failure come within `ticks` of work? */
  function fallsDown(p: number, element: number, ticks: number): boolean {
    const from = firstMode[p]!
    for (let mode = from; mode < from + modes[element]!; mode++) if (toFailure[mode]! < ticks) return true
    return false
  }

  function due(p: number, element: number): void {
    running[p] = 0
    const ticks = segment[p]!
    if (counted[element] === 1) general.count(element, -1)
    const from = firstMode[p]!
    for (let mode = from; mode < from + modes[element]!; mode++) toFailure[mode] = toFailure[mode]! - ticks
    left[p] = left[p]! - ticks
    if (left[p]! > 0) general.fails(p)
    else if (single[element] === 1) complete(p, element)
    else general.ends(p)
  }

  function complete(p: number, element: number): void {
    const part = partAt[p]!
    if (makes[element]! >= 0 && columns.product[part] !== makes[element]!) births.become(element, part, makes[element]!)
    const cell = element * COUNTS
    counts[cell + ENDED] = counts[cell + ENDED]! + 1
    if (drawsOutcome[element] === 0 || columns.target[part] !== SCRAP) counts[cell + PASSED_FIRST] = counts[cell + PASSED_FIRST]! + 1
    phase[p] = DONE
    if (after[element]! >= 0) {
      if (isLogged) columns.ready[part] = clock[0]!
      exits.append(element, part)
      agenda.work(elements + element)
      if (single[element] === 0) bring(p, element)
    } else {
      bring(p, element)
      general.finish(element, part)
    }
  }

  function clear(element: number, part: number): void {
    levels.add(element, -1)
    const p = single[element] === 1 ? firstPosition[element]! : columns.place[part]!
    phase[p] = FREE
    partAt[p] = -1
    if (single[element] === 1) return
    general.givePosition(element, p)
    bring(p, element)
  }

  /** Brings the recorded state up to date. */
  function bring(p: number, element: number): void {
    if (down[p] === UP && (always[element] === 1 || (clocks.runs(open[element]!) && clocks.runs(work[element]!)))) {
      const is = PLAIN_STATES[phase[p]!]!
      if (state[p] !== is) states.change(p, is)
    } else general.refresh(p)
  }

  return {
    is,
    single,
    free: (element) => phase[firstPosition[element]!] === FREE,
    begin,
    due,
    complete,
    clear,
    refresh: (element) => bring(firstPosition[element]!, element),
    bind: (of) => {
      general = of
      starts = of.starts
    },
  }
}
