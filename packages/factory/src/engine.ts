/**
 * The engine of one plan: the blocks put together, and a run from start to end.
 *
 * It is made once for a plan and run for any number of replications; the code that runs is compiled for this one instance
 * (docs/decisions/0003-kernel.md).
 */
import { createTickLoop, int32, type Shuffle, type Span } from 'genba/kernel'
import { createBreakdowns } from './breakdowns.ts'
import { createBelts, UNMANNED, type Belts } from './belts.ts'
import * as transientKinds from './buffers.ts'
import { createBuffers } from './buffers.ts'
import { findDeadlock } from './deadlock.ts'
import { createDelays } from './delays.ts'
import { createExits } from './exits.ts'
import { callsHooks, type Hooks } from './hooks.ts'
import type { Blocks } from './blocks.ts'
import { createFlow } from './flow.ts'
import * as layouts from './layout.ts'
import type { Layout } from './layout.ts'
import { createMovingLines } from './moving-lines.ts'
import type { Deadlock, Observation, RunSpec, WindowObservation } from './observation.ts'
import { OVERDUE } from './opportunities.ts'
import type { Plan } from './plan.ts'
import { createSources } from './sources.ts'
import { withRelief } from './relief.ts'
import { byCrew, withPools } from './skilled-crews.ts'
import * as states from './states.ts'
import { STATES } from './states.ts'
import { EXPIRED } from './shelf-lives.ts'
import { createStations } from './stations.ts'
import { describeUnsupported, unsupportedIn } from './support.ts'
import { createSupplies } from './supplies.ts'
import { createSynchronousLines } from './synchronous-lines.ts'
import { createTandems } from './tandems.ts'
import { contentsOf, quantilesOf, together } from './time-quantiles.ts'
import { createTransfers } from './transfers.ts'
import { createTunnels } from './tunnels.ts'
import { TUNNEL_OVERDUE } from './tunnel-upkeep.ts'
import * as topologies from './topology.ts'
import type { RunLogs } from './record.ts'
import type { VisitLog } from './visit-log.ts'
import { createWorld } from './world.ts'

const { DELAYED, DELIVERY, WAITED } = transientKinds
const {
  CALENDAR,
  CREW_ROLL,
  CREW_WALK,
  CUT,
  LINE_BODIES,
  LINE_DRIVES,
  LINE_HEATING,
  LINE_STEP,
  POSITION,
  POSITION_MAINTENANCE,
  POSITION_MODE,
  SOURCE_ARRIVAL,
  STOP,
  STOP_INTERVAL,
  TRANSIENT,
  TUNNEL_ENTRY,
  TUNNEL_EXIT,
  TUNNEL_HEATING,
} = layouts
const { BLOCKED, STARVED, WORKING } = states
const { BUFFER, DELAY, IDLENESS, LOSS, MAKING, MOVING, PEOPLE, SINK, SOURCE, SPARES, STANDSTILL, STATION, SYNCHRONOUS, TANDEM, TUNNEL } =
  topologies

export interface Engine {
  /** Runs one replication. `progress` is told the share of the time that has passed, now and then; true from it stops the run. */
  run(spec: RunSpec, progress?: (share: number) => boolean): Observation | undefined
  /** For tests: draws the orders that are said to mean nothing. */
  shuffleWith(shuffle: Shuffle | undefined): void
}

export interface EngineOptions extends RunLogs {
  /** The functions that `hook(name)` means in the plan. Shortcuts are not taken where it calls any. */
  readonly hooks?: Hooks
  /** False: no simple stations, transfers and tandem lines, everything goes the general way. The run is the same; for tests. */
  readonly shortcuts?: boolean
  /** How many of the last events are wanted, to see where two runs part. Default none. */
  readonly trace?: number
  /** Ticks within which the states of positions, tunnels and lines are wanted one by one. */
  readonly intervals?: Span
  /** Ticks within which visits of parts are wanted one by one, and states too. */
  readonly history?: Span
  /** Elements whose departures are wanted one by one, and how many. */
  readonly departures?: readonly { readonly element: number; readonly first: number }[]
}

/** Ticks handled between two looks at the clock of the outside world. */
const BATCH = 1024
/** How often in a run it is looked whether the plant is locked. */
const LOOKS = 256

/** @throws Error naming the words of the plan that the engine does not simulate; HookFault for functions that it calls and is not given */
export function createEngine(written: Plan, options: EngineOptions = {}): Engine {
  const unsupported = unsupportedIn(written)
  if (unsupported.length > 0) throw new Error(`not simulated yet: ${describeUnsupported(unsupported)}`)
  const plan = withPools(withRelief(written))
  const wanted = options.departures ?? []
  const shortcuts = (options.shortcuts ?? true) && !callsHooks(written)
  const world = createWorld(plan, wanted, shortcuts, options.trace, options)
  const { topology, layout, events, clocks, clockwork, transients, parts, streams, draws, record, births } = world
  const { kind } = topology
  const { ownerKind, ownerIndex } = layout
  const exits = createExits(world)
  world.hooks.bind(record.levels.level, exits.first)
  const flow = createFlow(world, exits)
  const sources = createSources(world, flow, exits)
  const buffers = createBuffers(world, flow)
  const delays = createDelays(world, flow)
  const stations = createStations(world, flow, exits)
  const belts = createBelts(world)
  const breakdowns = createBreakdowns(world, flow, stations)
  const tunnels = createTunnels(world, flow, belts)
  const tandems = createTandems(world, exits, stations.columns)
  tandems.bind(breakdowns, flow, sources.give, buffers.arrive)
  const synchronous = createSynchronousLines(world, flow, stations, belts)
  const movingLines = createMovingLines(world, flow, belts)
  const supplies = createSupplies(world, flow)
  world.staffing.bind((line) => {
    const belt = belts.ofLine[line]!
    if (world.staffing.speed[line] === 0) belts.stand(belt, UNMANNED)
    else belts.goOn(belt, UNMANNED)
    movingLines.repace(line)
    tunnels.repace(line)
  })
  stations.bind(breakdowns, synchronous.finished, (element, by) => belts.busy(belts.ofLine[plan.elements[element]!.line!]!, by))
  const linePositions = positionsByBelt(plan, layout, belts)
  belts.bind((belt) => {
    for (const position of linePositions[belt]!) stations.refresh(position)
    if (belt < plan.lines.length) synchronous.resumed(belt)
  }, tunnels.goesOn)

  const blocks: Blocks = {
    room(element) {
      switch (kind[element]) {
        case STATION:
          return stations.room(element)
        case BUFFER:
          return buffers.room(element) && world.cards.admits(element)
        case TUNNEL:
          return tunnels.room(element)
        case MOVING:
          return movingLines.room(element)
        case TANDEM:
          return tandems.room(element)
        default:
          return kind[element] === SINK || (kind[element] === DELAY && delays.room(element))
      }
    },
    manned: stations.manned,
    admits: (element, part) => kind[element] !== TUNNEL || tunnels.admits(element, part),
    enter(element, part, link) {
      switch (kind[element]) {
        case STATION:
          stations.enter(element, part, link)
          break
        case TUNNEL:
          tunnels.enter(element, part)
          break
        case SYNCHRONOUS:
          stations.place(layout.firstPosition[element]!, part)
          break
        case MOVING:
          movingLines.enter(element, part)
          break
        case DELAY:
          delays.enter(element, part)
          break
        case TANDEM:
          tandems.enter(element, part)
          break
        default:
          buffers.enter(element, part)
      }
    },
    leave(element, part) {
      switch (kind[element]) {
        case SOURCE:
          sources.leave(element, part)
          break
        case STATION:
          stations.leave(element, part)
          break
        case TUNNEL:
          tunnels.leave(element)
          break
        case SYNCHRONOUS:
          synchronous.leave(element, part)
          break
        case MOVING:
          movingLines.leave(element, part)
          break
        case DELAY:
          delays.leave(element)
          break
        case TANDEM:
          tandems.leave(element)
          break
        default:
          buffers.leave(element, part)
          supplies.changed(element)
      }
    },
    supply(element) {
      if (kind[element] === STATION || kind[element] === SYNCHRONOUS) stations.supply(element)
    },
    fillOutputs: stations.fillOutputs,
    forget: stations.forget,
    boards: stations.boards,
    board: stations.board,
    choose(choiceClass, of) {
      switch (choiceClass) {
        case MAKING:
          return sources.make(of)
        case LOSS:
          return sources.lose(of)
        case SPARES:
          return world.spares.take(of)
        case STANDSTILL:
          return kind[of] === TUNNEL ? tunnels.standstill(of) : movingLines.standstill(of)
        case IDLENESS:
          return breakdowns.idle(of)
        case PEOPLE:
          if (tandems.crews[of] === 0) return world.crews.serve(of)
          tandems.serve(of)
          return false
        default:
          return supplies.order(of)
      }
    },
    step: synchronous.step,
    waits: stations.waits,
    begin: stations.begin,
    goesOn: stations.goesOn,
    makesRoom: stations.makesRoom,
    openBatch: stations.openBatch,
    startBatch: stations.startBatch,
    prepare: stations.prepare,
    prepareAhead: stations.prepareAhead,
    advance: movingLines.advance,
  }
  flow.bind(blocks, createTransfers(world, exits, stations.simple, tandems, blocks, flow))

  const rowOfTold = int32(layout.units)
  layout.toldUnit.forEach((told, unit) => (rowOfTold[told] = layout.rowOfUnit[unit]!))
  let windows: WindowObservation[] = []
  let cuts: readonly number[] = []
  let warmUp = 0
  let windowFrom = 0
  /** Parts in each cell at the last cut. */
  const inside = new Float64Array(record.levels.level.length)

  function cut(): void {
    const to = events.clock[0]!
    movingLines.count()
    tandems.count()
    const window: WindowObservation = {
      from: windowFrom,
      to,
      activePeriods: record.states.cutBeginnings(),
      states: statesOf(to - windowFrom),
      levels: record.levels.cut(),
      gained: new Float64Array(inside.length),
      counts: record.counts.cut(),
      leftByProduct: record.leftByProduct.cut(),
      stayedByProduct: record.stayedByProduct.cut(),
      people: byCrew(plan.crews, written.crews.length, world.crews.cut(), false),
      roll: byCrew(plan.crews, written.crews.length, world.crews.cutRoll(), true),
    }
    tandems.write(window)
    for (let cell = 0; cell < inside.length; cell++) window.gained[cell] = record.levels.level[cell]! - inside[cell]!
    inside.set(record.levels.level)
    windows.push(window)
    windowFrom = to
    if (to === warmUp) for (const sketch of record.sketches) sketch?.reset()
    const next = cuts[windows.length]
    // The last window includes its end: it is cut after the last tick, not by an event.
    if (next !== undefined && windows.length < cuts.length - 1) events.schedule(0, next - to)
  }

  /** Time in states, those of delays from how many of their places work and how many are taken. */
  function statesOf(length: number): Float64Array {
    const states = record.states.cut()
    const works = record.works.cut()
    for (const element of plan.elements) {
      if (kind[element.number] !== DELAY || element.kind !== 'station') continue
      const taken = record.levels.peek(element.number)
      const row = element.number * STATES.length
      states[row + WORKING] = works[element.number]!
      states[row + BLOCKED] = taken - works[element.number]!
      if (element.positions < Infinity) states[row + STARVED] = element.positions * length - taken
    }
    return states
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
        tunnels.exitDue(index)
        break
      case TUNNEL_ENTRY:
        tunnels.entryDue(index)
        break
      case TUNNEL_HEATING:
        belts.heatingDue(belts.ofTunnel[index]!)
        break
      case LINE_HEATING:
        belts.heatingDue(belts.ofLine[index]!)
        break
      case CREW_ROLL:
        world.crews.rollDue(index)
        break
      case CREW_WALK:
        world.crews.arrived(index)
        break
      case LINE_STEP:
        synchronous.due(index)
        break
      case STOP:
        belts.stops.due(index)
        break
      case STOP_INTERVAL:
        tunnels.upkeep.due(index)
        break
      case LINE_BODIES:
        movingLines.arrivalDue(index)
        break
      case LINE_DRIVES:
        movingLines.recoveryDue(index)
        break
      default:
        throw new Error(`slot ${slot} belongs to nothing`)
    }
  }

  function handleSeen(slot: number): void {
    world.hooks.look()
    handle(slot)
  }

  function replan(slot: number): void {
    tandems.due(slot)
  }

  function transient(what: number, subject: number): void {
    if (what === DELIVERY) supplies.delivered(subject)
    else if (what === WAITED) flow.opened(subject)
    else if (what === DELAYED) delays.due(subject)
    else if (what === EXPIRED) world.shelfLives.due(subject)
    else if (what === OVERDUE) breakdowns.overdue(subject)
    else if (what === TUNNEL_OVERDUE) tunnels.upkeep.overdue(subject)
    else buffers.due(subject)
  }

  function afterDue(): void {
    stations.settle()
    buffers.settle()
    supplies.settle()
    delays.settle()
    movingLines.settle()
    belts.stops.settle()
    tunnels.upkeep.settle()
    breakdowns.settle()
    world.reservations.settle()
    stations.letIn()
  }

  function choose(choice: number): boolean {
    breakdowns.setChoosing(true)
    const moved = flow.choose(choice)
    breakdowns.setChoosing(false)
    return moved
  }

  const loop = createTickLoop(events, world.agenda, layout.calendarsFrom, {
    handle: world.hooks.isUsed ? handleSeen : handle,
    replanning: tandems.slots,
    replan,
    afterDue,
    settle: flow.settle,
    choose,
  })
  world.listener.closing = (element) => {
    if (kind[element] === STATION || kind[element] === SYNCHRONOUS) stations.closing(element)
    else if (kind[element] === TUNNEL) tunnels.closing(element)
  }
  world.listener.element = (element, open) => {
    if (kind[element] === STATION || kind[element] === SYNCHRONOUS) stations.turned(element, open)
    else if (kind[element] === TUNNEL && open) flow.opened(element)
    if (kind[element] === TUNNEL && belts.ofTunnel[element]! >= plan.lines.length) belts.turned(belts.ofTunnel[element]!, open)
  }
  world.listener.line = (line, open) => {
    belts.turned(belts.ofLine[line]!, open)
    if (open) movingLines.opened(line)
    if (open)
      for (const element of plan.lines[line]!.elements) if (kind[element] === MOVING || kind[element] === TUNNEL) flow.opened(element)
  }

  world.listener.crew = (crew) =>
    world.crews.turned(crew, (asker) => {
      const { positions } = layout
      if (asker < positions) stations.refresh(asker)
      else if (asker < 2 * positions) breakdowns.show(asker - positions)
      else if (asker < 2 * positions + layout.stops.length) belts.peopleTurned(asker - 2 * positions)
    })

  clocks.seal()
  streams.seal()

  function run(spec: RunSpec, progress?: (share: number) => boolean): Observation | undefined {
    for (const part of [
      events,
      clocks,
      loop,
      transients,
      parts,
      draws,
      world.hooks,
      record,
      births,
      world.cards,
      world.carriers,
      world.staffing,
      world.crews,
      world.outcomes,
      world.ownProducts,
      world.reservations,
      world.shelfLives,
      world.spares,
      world.strict,
      exits,
      flow,
      sources,
      buffers,
      delays,
      stations,
      tandems,
      breakdowns,
      belts,
      tunnels,
      synchronous,
      movingLines,
      supplies,
    ])
      part.reset()
    streams.reset(spec.seed, spec.replication)
    windows = []
    cuts = spec.cuts
    warmUp = spec.warmUp
    windowFrom = 0
    inside.fill(0)
    const { visitLog } = record
    const pages = visitLog === undefined ? [] : pagesOf(visitLog)
    for (const { after, turn } of pages) if (after < 0) turn()
    if (cuts.length > 1) events.schedule(0, cuts[0]!)
    clockwork.start()
    world.crews.start()
    breakdowns.start()
    belts.start()
    tunnels.upkeep.start()
    buffers.start()
    sources.start()
    supplies.start()
    synchronous.start()
    world.carriers.start((element, row) => blocks.enter(element, row, -1))
    for (let element = 0; element < plan.elements.length; element++) if (kind[element] !== SYNCHRONOUS) flow.opened(element)
    world.hooks.look()
    loop.settleNow()
    let deadlock: Deadlock | undefined
    /** All ticks up to this one are handled. */
    let reached = -1
    const runTo = (to: number): boolean => {
      while (loop.run(to, BATCH) === BATCH) {
        if (progress?.(events.clock[0]! / spec.until) === true) return false
        visitLog?.turn()
      }
      visitLog?.turn()
      reached = to
      return progress?.(to / spec.until) !== true
    }
    // Looked for at times of the run, not after so many events, of which a shortcut may need fewer.
    const stride = Math.ceil(spec.until / LOOKS)
    for (let next = stride; deadlock === undefined; next += stride) {
      const to = Math.min(next, spec.until)
      for (const { after, turn } of pages) {
        if (after <= reached || after > to) continue
        if (!runTo(after)) return undefined
        turn()
      }
      if (!runTo(to)) return undefined
      const waits = findDeadlock(world, flow, stations, tandems, sources, belts, tunnels, movingLines, synchronous)
      if (waits !== undefined) deadlock = { tick: to, waits }
      if (to === spec.until) break
    }
    events.finish(spec.until)
    cut()
    const states = record.stateLog?.tape()
    const leadTimes = together(record.sketches.filter((sketch, element) => sketch !== undefined && kind[element] === SINK))
    return {
      replication: spec.replication,
      seed: spec.seed,
      fingerprint: record.fingerprint.digest(),
      hashes: record.fingerprint.hashes(),
      events: loop.events(),
      windows,
      finalLevels: record.levels.level.slice(),
      departures: Object.fromEntries(wanted.map(({ element }) => [element, record.departures[element]!.slice()])),
      leadTimes: contentsOf(leadTimes),
      quantiles: quantilesOf([...record.sketches, leadTimes]),
      ...(deadlock === undefined ? {} : { deadlock }),
      ...(states === undefined ? {} : { states: { tape: states, row: rowOfTold } }),
      ...(record.visitLog === undefined ? {} : { visits: record.visitLog.contents() }),
      ...(record.trace === undefined ? {} : { trace: record.trace.events() }),
    }
  }

  return { run, shuffleWith: loop.shuffleWith }
}

/** After which ticks the log of visits begins and ends. */
function pagesOf({ span, open, close }: VisitLog): readonly { readonly after: number; readonly turn: () => void }[] {
  return [
    { after: Math.ceil(span.from) - 1, turn: open },
    { after: Math.ceil(span.until) - 1, turn: close },
  ]
}

/** Positions whose state depends on each belt: those of the stations of its line. */
function positionsByBelt(plan: Plan, layout: Layout, belts: Belts): readonly (readonly number[])[] {
  const lists: number[][] = Array.from(belts.clock, () => [])
  for (let position = 0; position < layout.positions; position++) {
    let line = plan.elements[layout.positionElement[position]!]!.line
    while (line !== undefined) {
      lists[belts.ofLine[line]!]!.push(position)
      line = plan.lines[line]!.parent
    }
  }
  return lists
}
