/**
 * The engine of one plan: the blocks put together, and a run from start to end.
 *
 * It is made once for a plan and run for any number of replications; the code that runs is compiled for this one instance
 * (docs/decisions/0003-kernel.md).
 */
import type { Shuffle } from 'genba/kernel'
import { createBreakdowns } from './breakdowns.ts'
import { createBuffers, DELAYED, MOVED } from './buffers.ts'
import { findDeadlock } from './deadlock.ts'
import { createFlow, type Blocks } from './flow.ts'
import {
  CALENDAR,
  CUT,
  LINE_BODY,
  LINE_STEP,
  LINE_STOP,
  POSITION,
  POSITION_MAINTENANCE,
  POSITION_MODE,
  SOURCE_ARRIVAL,
  TRANSIENT,
  TUNNEL_ENTRY,
  TUNNEL_EXIT,
  TUNNEL_REPAIR,
} from './layout.ts'
import type { Deadlock, Observation, RunSpec, WindowObservation } from './observation.ts'
import type { Plan } from './plan.ts'
import { createSources } from './sources.ts'
import { createStations } from './stations.ts'
import { BUFFER, DELAY, MOVING, SINK, SOURCE, STATION, SYNCHRONOUS, TUNNEL } from './topology.ts'
import { createWorld } from './world.ts'

export interface Engine {
  /** Runs one replication. `progress` is told the share of the time that has passed, now and then; true from it stops the run. */
  run(spec: RunSpec, progress?: (share: number) => boolean): Observation | undefined
  /** For tests: draws the orders that are said to mean nothing. */
  shuffleWith(shuffle: Shuffle | undefined): void
}

export interface EngineOptions {
  /** Elements whose departures are wanted one by one, and how many. */
  readonly departures?: readonly { readonly element: number; readonly first: number }[]
}

/** Ticks handled between two looks at the clock of the outside world. */
const BATCH = 4096
const PROBABILITIES = [0.05, 0.5, 0.9, 0.95, 0.99]

export function createEngine(plan: Plan, options: EngineOptions = {}): Engine {
  const wanted = options.departures ?? []
  const world = createWorld(plan, wanted)
  const { topology, layout, events, clocks, clockwork, loop, transients, parts, streams, draws, record, births } = world
  const { kind } = topology
  const { ownerKind, ownerIndex } = layout
  const flow = createFlow(world)
  const sources = createSources(world, flow)
  const buffers = createBuffers(world, flow)
  const stations = createStations(world, flow)
  const breakdowns = createBreakdowns(world, flow, stations, () => {})
  stations.bind(breakdowns, () => {})

  const blocks: Blocks = {
    room(element) {
      switch (kind[element]) {
        case STATION:
          return stations.room(element)
        case BUFFER:
          return buffers.room(element)
        default:
          return kind[element] === SINK || kind[element] === DELAY
      }
    },
    enter(element, part) {
      if (kind[element] === STATION) stations.enter(element, part)
      else buffers.enter(element, part)
    },
    leave(element, part) {
      switch (kind[element]) {
        case SOURCE:
          sources.leave(element, part)
          break
        case STATION:
          stations.leave(element, part)
          break
        default:
          buffers.leave(element, part)
      }
    },
    supply(element) {
      if (kind[element] === STATION) stations.supply(element)
    },
    lose: sources.lose,
    order: () => false,
  }
  flow.bind(blocks)

  let windows: WindowObservation[] = []
  let cuts: readonly number[] = []
  let warmUp = 0
  let windowFrom = 0

  function cut(): void {
    const to = events.clock[0]!
    windows.push({
      from: windowFrom,
      to,
      states: record.states.cut(),
      levels: record.levels.cut(),
      counts: record.counts.cut(),
      leftByProduct: record.leftByProduct.cut(),
      stayedByProduct: record.stayedByProduct.cut(),
    })
    windowFrom = to
    if (to === warmUp) for (const sketch of record.sketches) sketch?.reset()
    const next = cuts[windows.length]
    // The last window includes its end: it is cut after the last tick, not by an event.
    if (next !== undefined && windows.length < cuts.length - 1) events.schedule(0, next - to)
  }

  function handle(slot: number): void {
    const index = ownerIndex[slot]!
    switch (ownerKind[slot]) {
      case POSITION:
        stations.due(index)
        break
      case SOURCE_ARRIVAL:
        sources.due(index)
        break
      case POSITION_MODE:
        breakdowns.modeDue(index)
        break
      case POSITION_MAINTENANCE:
        breakdowns.maintenanceDue(index)
        break
      case TRANSIENT:
        transients.handleDue(transient)
        break
      case CUT:
        cut()
        break
      case CALENDAR:
        clockwork.turn(index)
        break
      case TUNNEL_EXIT:
      case TUNNEL_ENTRY:
      case TUNNEL_REPAIR:
      case LINE_STEP:
      case LINE_STOP:
      case LINE_BODY:
        break
    }
  }

  function transient(what: number, subject: number): void {
    if (what === MOVED || what === DELAYED) buffers.due(what, subject)
  }

  function afterDue(): void {
    stations.settle()
    buffers.settle()
    breakdowns.settle()
  }

  function choose(choice: number): boolean {
    breakdowns.setChoosing(true)
    const moved = flow.choose(choice)
    breakdowns.setChoosing(false)
    return moved
  }

  Object.assign(world.handlers, { handle, afterDue, settle: flow.settle, choose })
  world.listener.element = (element, open) => {
    if (kind[element] === STATION || kind[element] === SYNCHRONOUS) stations.turned(element, open)
  }
  world.listener.line = () => {}

  clocks.seal()
  streams.seal()

  function run(spec: RunSpec, progress?: (share: number) => boolean): Observation | undefined {
    for (const part of [events, clocks, loop, transients, parts, draws, record, births, flow, sources, buffers, stations, breakdowns])
      part.reset()
    streams.reset(spec.seed, spec.replication)
    windows = []
    cuts = spec.cuts
    warmUp = spec.warmUp
    windowFrom = 0
    if (cuts.length > 1) events.schedule(0, cuts[0]!)
    clockwork.start()
    breakdowns.start()
    buffers.start()
    sources.start()
    for (let element = 0; element < plan.elements.length; element++)
      if (kind[element] !== MOVING && kind[element] !== TUNNEL) flow.opened(element)
    loop.settleNow()
    let deadlock: Deadlock | undefined
    while (loop.run(spec.until, BATCH) === BATCH) {
      if (progress?.(events.clock[0]! / spec.until) === true) return undefined
      deadlock = findDeadlock(world, flow, stations, sources)
      if (deadlock !== undefined) break
    }
    deadlock ??= findDeadlock(world, flow, stations, sources)
    events.finish(spec.until)
    cut()
    return {
      replication: spec.replication,
      seed: spec.seed,
      fingerprint: record.fingerprint.digest(),
      events: loop.events(),
      windows,
      finalLevels: record.levels.level.slice(),
      departures: Object.fromEntries(wanted.map(({ element }) => [element, record.departures[element]!.slice()])),
      quantiles: Object.fromEntries(
        record.sketches.flatMap((sketch, element) =>
          sketch === undefined ? [] : [[element, Object.fromEntries(PROBABILITIES.map((q) => [String(q), sketch.quantile(q)]))]],
        ),
      ),
      ...(deadlock === undefined ? {} : { deadlock }),
    }
  }

  return { run, shuffleWith: loop.shuffleWith }
}
