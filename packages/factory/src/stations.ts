/**
 * Stations: work on a part at one of n equal positions.
 *
 * A position is free, busy with an activity (set-up, then the steps in order), waiting for parts to assemble, or done (its
 * part stands at the exit). An activity runs in working time, in segments that end with the activity or with a failure;
 * breakdowns.ts says when a position is down. Whatever a visit needs is drawn when it starts, in the order of starts.
 *
 * A part takes the free position that is up and has been free longest; parts finish in the order of (completion, start).
 */
import { ALWAYS, createGathering, int32, uint8, uint8From } from 'genba/kernel'
import { createBatches } from './batches.ts'
import type { Breakdowns } from './breakdowns.ts'
import { createCompletions } from './completions.ts'
import { createDivisions } from './divisions.ts'
import type { Exits } from './exits.ts'
import type { Flow } from './flow.ts'
import { createFreePositions } from './free-positions.ts'
import { createLoading } from './loading.ts'
import { createLots } from './lots.ts'
import { pacedStations } from './paced-stations.ts'
import { createOutputPlaces } from './output-places.ts'
import { createOutsideCalls } from './outside-calls.ts'
import * as positions from './positions.ts'
import { createPositionStates } from './position-states.ts'
import { createPositions } from './positions.ts'
import { createProcesses } from './processes.ts'
import * as records from './record.ts'
import { createPreemption } from './preemption.ts'
import { createPreparations } from './preparations.ts'
import { createReturns } from './returns.ts'
import { createSetups } from './setups.ts'
import { createShiftEnds } from './shift-ends.ts'
import { createSimpleStations } from './simple-stations.ts'
import type { Stations } from './station-block.ts'
import * as topologies from './topology.ts'
import { createWorkSteps } from './work-steps.ts'
import type { World } from './world.ts'

const { BUSY, DONE, FREE, PENDING, SHORT, UP } = positions
const { ENDED, SETUPS } = records
const { SCRAP, SYNCHRONOUS, UNDECIDED } = topologies

export function createStations(world: World, flow: Flow, exits: Exits): Stations {
  const { plan, topology, layout, events, clocks, clockwork, agenda, parts, record, carriers, crews, outcomes, reservations } = world
  const { clock } = events
  const { columns } = parts
  const { firstPosition, positionCount, positionElement, positionSlot } = layout
  const { work, open } = clockwork
  const { waits, kept } = reservations
  const n = layout.positions
  const position = createPositions(n, layout.modes)
  const { phase, part: partAt, step, left, segment, drawn, running, down, spoiled, worked } = position
  /** The position finishes its part after closing. */
  const overtime = uint8(n)
  const freePositions = createFreePositions(layout, clock, position)
  const starts = int32(plan.elements.length)
  /** Positions of stations with several, whose activity ends at this tick. */
  const ending = createGathering(
    (a, b) =>
      positionElement[a]! < positionElement[b]! || (positionElement[a] === positionElement[b] && position.start[a]! < position.start[b]!),
  )
  let breakdowns: Breakdowns
  let canFail: Uint8Array = uint8(plan.elements.length)
  let needsCare: Uint8Array = canFail
  /** Stations whose line has stops: their work makes the clocks of those run. */
  const counted = uint8From(plan.elements, (element) => (element.line !== undefined && plan.lines[element.line]!.stops.length > 0 ? 1 : 0))
  let countWorking: (element: number, by: number) => void
  let lineFinished: (element: number) => void

  // What stations are, as columns by element.
  const stations = plan.elements.map((element) => (element.kind === 'station' && firstPosition[element.number]! >= 0 ? element : undefined))
  const assembles = uint8From(topology.takes, (list) => (list.length > 0 ? 1 : 0))
  const mainFirst = uint8From(stations, (station) =>
    station?.takeWhen === 'main_first' && topology.feeders[station.number]!.length > 0 ? 1 : 0,
  )
  const refusesDown = uint8From(stations, (station) => (station?.whenDown === 'refuses' ? 1 : 0))
  const synchronous = uint8From(topology.kind, (kind) => (kind === SYNCHRONOUS ? 1 : 0))
  const processes = createProcesses(world, position, stations)
  const steps = createWorkSteps(world, position, stations, processes)
  const { crewed, staysOn, ticks: stepTicks, widest } = steps
  const setups = createSetups(world, position)
  const preparations = createPreparations(world, flow, position, setups, { takePosition, setUp, numberStart, proceed, freed })
  const simple = createSimpleStations(world, exits, position)
  const refresh = createPositionStates(world, flow, position, { overtime, assembles, setsUp: setups.has, crewed })
  const paced = pacedStations(plan)
  const batches = createBatches(world, position)
  const batchLeft = batches.left
  const divisions = createDivisions(world, stations)
  const completions = createCompletions(world, flow, position, stations, divisions, { batchLeft, isDone, done, again })
  const returns = createReturns(world, flow, exits, position, stepTicks, widest)
  const preemption = createPreemption(world, world.urgency, position, freePositions, returns, {
    room,
    takePosition,
    interrupt,
    keep,
    beginVisit,
  })
  const shiftEnds = createShiftEnds(world, flow, {
    position,
    stations,
    workAhead: steps.ahead,
    stepTicks,
    widest,
    overtime,
    interrupt,
    proceed,
    eject,
    refresh,
  })
  const outputs = createOutputPlaces(world, exits, vacate)
  const lots = createLots(plan, columns, vacate, flow)
  const outside = createOutsideCalls(world, flow, position, {
    demand: (element) => steps.demandOf(element, 0),
    room,
    refresh,
    mayBeIdle: (element) => breakdowns.mayBeIdle(element),
  })
  const loading = createLoading(world, flow, position, shiftEnds.admits, refresh)
  for (let p = 0; p < n; p++) {
    clocks.bind(positionSlot + p, work[positionElement[p]!]!)
    clocks.bind(positionSlot + p, open[positionElement[p]!]!)
  }

  /** The people have come for whom a position or its repair has asked. */
  function granted(asker: number): void {
    if (asker >= n) breakdowns.mend(asker - n)
    else if (phase[asker] === FREE) flow.opened(positionElement[asker]!)
    else proceed(asker)
  }

  // --- entry -------------------------------------------------------------------------------------------------------

  function room(element: number): boolean {
    if (simple.single[element] === 1) return simple.free(element) && kept[element] === 0
    if (freePositions.count[element]! <= kept[element]!) return false
    if (!shiftEnds.admits(element)) return false
    if (canFail[element] === 0) return true
    if (freePositions.firstUp(element) >= 0) return true
    if (refusesDown[element] === 1) return false
    if (positionCount[element] === 1 || breakdowns.choosing()) return true
    // All free places are down: which takes the part is decided when the tick has settled.
    agenda.choice(topology.entryChoice[element]!)
    return false
  }

  /** Takes the free position for the next start. */
  function takePosition(element: number): number {
    return freePositions.take(element, canFail[element] === 1 ? freePositions.forNextStart(element) : 0)
  }

  function enter(element: number, part: number, link: number): void {
    if (simple.is[element] === 1) simple.begin(element, part)
    else if (batches.forming() >= 0) {
      const p = batches.forming()
      batches.join(part, link)
      comesIn(p, element, part)
    } else {
      const yielding = world.urgency.has[element] === 1 ? preemption.giveWay(element) : -1
      const p = yielding >= 0 ? yielding : preparations.ahead[element] === 1 ? preparations.place(element) : takePosition(element)
      position.link[p] = link
      place(p, part)
    }
  }

  /** The set-up of a turn has ended: now a part may be taken. */
  function freed(p: number, element: number): void {
    overtime[p] = 0
    if (crewed[element] === 1) crews.release(p)
    freePositions.give(element, p)
    if (needsCare[element] === 1) breakdowns.care(p)
    refresh(p)
  }

  function comesIn(p: number, element: number, part: number): void {
    columns.place[part] = p
    if (returns.has[element] === 1 && returns.goesOn(part)) return
    flow.route(element, part)
    if (outcomes.drawn[element] === 1) outcomes.draw(element, part)
  }

  function numberStart(p: number, element: number): void {
    position.start[p] = starts[element]!
    starts[element] = starts[element]! + 1
  }

  function startBatch(element: number): void {
    const p = batches.close()
    numberStart(p, element)
    beginVisit(p)
  }

  function place(p: number, arriving: number): void {
    const element = positionElement[p]!
    record.levels.add(element, 1)
    numberStart(p, element)
    let part = arriving
    if (carriers.passes[element] === 1 && carriers.isEmpty(part)) {
      part = carriers.receive(element, part)
      if (carriers.isEmpty(part)) {
        loading.hold(p, element, part)
        return
      }
    }
    take(p, element, part)
  }

  /** A part gets onto the carrier that waits for one. */
  function board(element: number, part: number): void {
    const p = loading.next(element)
    carriers.mount(part, partAt[p]!)
    take(p, element, part)
  }

  /** The visit of a part to position `p` begins. */
  function take(p: number, element: number, part: number): void {
    partAt[p] = part
    comesIn(p, element, part)
    if (assembles[element] === 1 && mainFirst[element] === 1) {
      if (!flow.complete(element, part)) {
        phase[p] = SHORT
        refresh(p)
        return
      }
      flow.consume(element, part)
    }
    beginVisit(p)
  }

  function beginVisit(p: number): void {
    const element = positionElement[p]!
    const isHeld = waits[element] === 1 && reservations.needsRoom(partAt[p]!)
    phase[p] = isHeld ? PENDING : BUSY
    if (paced[element] === 1) {
      if (counted[element] === 1) countWorking(element, 1)
      refresh(p)
      return
    }
    const isBack = returns.has[element] === 1 && returns.restore(p)
    const isProcess = processes.has[element] === 1
    const first = isBack || isProcess ? 0 : drawSteps(p, element)
    const change = setups.has[element] === 1 ? setups.ticks(p) : 0
    if (change > 0) setUp(p, element, change)
    else if (isBack) goOn(p)
    else if (isProcess) processes.begin(p, element)
    else activity(p, 0, first)
    if (canFail[element] === 1) breakdowns.visit(p)
    proceed(p)
    if (isHeld) flow.request(element, partAt[p]!)
  }

  /** There is room for the part, which has waited for it. */
  function begin(_element: number, part: number): void {
    const p = columns.place[part]!
    phase[p] = BUSY
    proceed(p)
  }

  function activity(p: number, number: number, ticks: number): void {
    step[p] = number
    drawn[p] = ticks
    left[p] = ticks
    position.pace[p] = 1
  }

  function setUp(p: number, element: number, ticks: number): void {
    activity(p, -1, steps.setup(element, ticks))
    record.count(element, SETUPS)
  }

  /** Draws the ticks of all steps and keeps them where they may be wanted again; those of the first. */
  function drawSteps(p: number, element: number): number {
    returns.step[p] = -1
    return steps.draw(p, element, setups.has[element] === 1 || returns.has[element] === 1 || stations[element]!.shiftEnd === 'redo')
  }

  /** The work of a part that has come back goes on. */
  function goOn(p: number): void {
    const at = returns.step[p]!
    activity(p, at, stepTicks[p * widest + at]!)
    returns.resume(p)
  }

  // --- work --------------------------------------------------------------------------------------------------------

  function proceed(p: number): void {
    if (phase[p] === BUSY && down[p] === UP && running[p] === 0) {
      const element = positionElement[p]!
      const awaits = processes.has[element] === 1 && step[p]! >= 0 && !processes.works(p, element)
      if (awaits || (crewed[element] === 1 && !steps.manned(p, element))) {
        refresh(p)
        return
      }
      const until = canFail[element] === 1 ? breakdowns.untilFailure(p) : Infinity
      if (until > 0) {
        const ticks = until < left[p]! ? until : left[p]!
        segment[p] = ticks
        running[p] = 1
        if (counted[element] === 1) countWorking(element, 1)
        clocks.schedule(positionSlot + p, overtime[p] === 1 ? ALWAYS : steps.clock(p, element), ticks)
      } else breakdowns.fail(p)
    }
    refresh(p)
  }

  function due(p: number): void {
    if (down[p] !== UP) {
      breakdowns.ended(p)
      return
    }
    const element = positionElement[p]!
    if (simple.is[element] === 1) {
      simple.due(p, element)
      return
    }
    running[p] = 0
    left[p] = left[p]! - segment[p]!
    worked[p] = clock[0]!
    if (counted[element] === 1) countWorking(element, -1)
    if (canFail[element] === 1) breakdowns.aged(p)
    if (left[p]! > 0) breakdowns.fails(p)
    else if (positionCount[element] === 1) endActivity(p, element)
    else ends(p)
  }

  function ends(p: number): void {
    ending.add(p)
    agenda.gathered()
  }

  /** Several completions of one station at one tick are handled in the order of their starts. */
  function settle(): void {
    ending.settle(end)
  }

  function end(p: number): void {
    const element = positionElement[p]!
    if (simple.is[element] === 1) simple.complete(p, element)
    else endActivity(p, element)
  }

  /** The takt of the line is over: so is the work of its paced stations. */
  function taktOver(p: number): void {
    const element = positionElement[p]!
    if (paced[element] === 0 || phase[p] !== BUSY) return
    if (counted[element] === 1) countWorking(element, -1)
    completions.pass(element, partAt[p]!)
    phase[p] = DONE
  }

  function endActivity(p: number, element: number): void {
    if (partAt[p]! < 0) {
      preparations.ended(p, element)
      return
    }
    if (processes.has[element] === 1) {
      endStep(p, element)
      return
    }
    const next = step[p]! + 1
    if (next < steps.count[element]!) {
      if (returns.step[p]! >= 0) goOn(p)
      else activity(p, next, stepTicks[p * widest + next]!)
      proceed(p)
      return
    }
    completions.end(p, element)
  }

  /** A set-up before a process, or a step of it, has ended. */
  function endStep(p: number, element: number): void {
    if (step[p] === -1) processes.begin(p, element)
    else if (!processes.goesOn(p, element)) {
      completions.end(p, element)
      return
    }
    proceed(p)
  }

  /** Once more here: a visit of its own, at the same position. */
  function again(p: number, element: number, part: number): void {
    columns.target[part] = UNDECIDED
    if (crewed[element] === 1 && staysOn[element] === 0) crews.release(p)
    flow.route(element, part)
    outcomes.draw(element, part)
    beginVisit(p)
  }

  function isDone(p: number): void {
    const element = positionElement[p]!
    if (crewed[element] === 1 && staysOn[element] === 0) crews.release(p)
    phase[p] = DONE
    overtime[p] = 0
    breakdowns.finished(p)
    refresh(p)
    if (outputs.has[element] === 1) agenda.work(plan.elements.length + element)
  }

  function done(p: number, element: number, part: number): void {
    if (waits[element] === 1 && columns.target[part]! >= 0) {
      isDone(p)
      reservations.deliver(part)
    } else if (lots.has[element] === 1 && columns.target[part] !== SCRAP) {
      isDone(p)
      lots.join(p, element, part)
    } else finish(p, element, part)
  }

  function finish(p: number, element: number, part: number): void {
    isDone(p)
    if (synchronous[element] === 1) lineFinished(element)
    else flow.finish(element, part)
  }

  function interrupt(p: number): boolean {
    if (running[p] === 0) return true
    const slot = positionSlot + p
    const ahead = clocks.remaining(slot)
    if (ahead === 0) return false
    const element = positionElement[p]!
    const past = segment[p]! - ahead
    running[p] = 0
    left[p] = left[p]! - past
    worked[p] = clock[0]!
    if (counted[element] === 1) countWorking(element, -1)
    segment[p] = past
    if (canFail[element] === 1) breakdowns.aged(p)
    clocks.cancel(slot)
    return true
  }

  function eject(p: number, target: number): void {
    const element = positionElement[p]!
    const part = partAt[p]!
    left[p] = 0
    if (batchLeft[p]! > 0) {
      for (let each = part; each >= 0; each = columns.next[each]!) columns.target[each] = target
      completions.endBatch(p, element)
      return
    }
    if (waits[element] === 1) reservations.forgo(part)
    columns.target[part] = target
    record.count(element, ENDED)
    finish(p, element, part)
  }

  /** Takes down the work left in a position that its part is to leave; a set-up that was broken off is lost. */
  function keep(p: number, anew: boolean): void {
    returns.keep(p, anew)
    if (step[p] === -1) setups.undone(p)
    overtime[p] = 0
  }

  /** The part goes back to the head of its queue, with the work still to do. */
  function sendBack(p: number): void {
    const element = positionElement[p]!
    const part = partAt[p]!
    if (crewed[element] === 1) crews.release(p)
    keep(p, false)
    clear(p)
    freePositions.giveBack(element, p)
    returns.putBack(part, position.link[p]!)
  }

  // --- exit --------------------------------------------------------------------------------------------------------

  function leave(element: number, part: number): void {
    free(element, part)
    flow.opened(element)
  }

  /** The place of a part that has left is free. */
  function free(element: number, part: number): void {
    if (simple.is[element] === 1) {
      simple.clear(element, part)
      if (simple.single[element] === 1) simple.refresh(element)
      return
    }
    record.levels.add(element, -1)
    if (outputs.has[element] === 1 && outputs.leave(element, part)) outputs.fill(element)
    else if (lots.has[element] === 1 && columns.target[part] !== SCRAP) lots.leave(element, part)
    else vacate(element, part)
  }

  /** The part has left its position, which is free unless others of its batch are there. */
  function vacate(element: number, part: number): void {
    const p = columns.place[part]!
    if (batchLeft[p]! > 0) batchLeft[p] = batchLeft[p]! - 1
    if (batchLeft[p]! > 0) return
    empty(p)
    freePositions.give(element, p)
  }

  function clear(p: number): void {
    record.levels.add(positionElement[p]!, -1)
    empty(p)
  }

  function empty(p: number): void {
    const element = positionElement[p]!
    phase[p] = FREE
    partAt[p] = -1
    if (staysOn[element] === 1) crews.release(p)
    if (needsCare[element] === 1) breakdowns.care(p)
    refresh(p)
  }

  /** Parts that wait inside for others to assemble begin, in the order of their starts. */
  function supply(element: number): void {
    const first = firstPosition[element]!
    for (;;) {
      let earliest = -1
      for (let p = first; p < first + positionCount[element]!; p++) {
        if (phase[p] === SHORT && (earliest < 0 || position.start[p]! < position.start[earliest]!)) earliest = p
      }
      if (earliest < 0 || !flow.complete(element, partAt[earliest]!)) break
      flow.consume(element, partAt[earliest]!)
      beginVisit(earliest)
    }
    for (let p = first; p < first + positionCount[element]!; p++) if (phase[p] === FREE) refresh(p)
  }

  function reset(): void {
    for (const column of [phase, partAt, position.start, step, left, segment, drawn, running, down, spoiled, worked, overtime])
      column.fill(0)
    ending.reset()
    batches.reset()
    partAt.fill(-1)
    position.link.fill(-1)
    setups.reset()
    preparations.reset()
    processes.reset()
    returns.reset()
    preemption.reset()
    outputs.reset()
    lots.reset()
    starts.fill(0)
    freePositions.reset()
  }

  return {
    columns: position,
    simple,
    due,
    taktOver,
    paced,
    settle,
    room,
    manned: (element) => outside.has[element] === 0 || outside.manned(element),
    enter,
    prepare: preparations.begin,
    prepareAhead: preparations.beginAhead,
    letIn: preparations.settle,
    waits: (_element, part) => phase[columns.place[part]!] === PENDING,
    begin,
    goesOn: preemption.goesOn,
    makesRoom: preemption.makesRoom,
    openBatch: (element) => batches.open(takePosition(element)),
    startBatch,
    place,
    drawOutcome: (element, part) => void (outcomes.drawn[element] === 1 && outcomes.draw(element, part)),
    clear,
    leave,
    free,
    fillOutputs(element) {
      outputs.fill(element)
      flow.opened(element)
    },
    supply,
    boards: (element) => loading.next(element) >= 0,
    board,
    proceed,
    interrupt,
    eject,
    sendBack,
    forget: returns.forget,
    refresh,
    closing: shiftEnds.closing,
    turned: shiftEnds.turned,
    bind: (of, finished, count) => {
      breakdowns = of
      shiftEnds.bind(of)
      crews.bind(position, overtime, granted, interrupt)
      canFail = of.canFail
      needsCare = of.needsCare
      countWorking = count
      const [givePosition, drawOutcome] = [freePositions.give, outcomes.draw]
      simple.bind({ proceed, refresh, fails: of.fails, finish: flow.finish, takePosition, givePosition, ends, drawOutcome, count, starts })
      lineFinished = finished
    },
    reset,
  }
}
