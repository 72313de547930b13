/**
 * Moving lines: bodies that cross stations at a constant pace, on one belt (`continuous`) or each by itself
 * (`self_propelled`).
 *
 * There is no grid: a body enters as soon as the one before has gone a pitch, and crosses a line of n stations in n takts of
 * moving time. Bodies keep at least a pitch. All that can hold a body happens at the borders of stations (a missing part,
 * a drive fault on entering a station, no room at the exit), so a body that stands does so at a border, and the one behind
 * it stands at the border before. Between the borders at which something can happen to it a body needs no event: it is
 * planned to the next of them, and planned anew, to the border behind, when the body before it comes to stand. A line has one
 * event for all of its bodies, that of the next which arrives anywhere.
 *
 * On a belt everyone waits for a missing part; a self-propelled body that stands (without its part, or faulty for
 * `recovery`, in open time) holds those behind it. Side bays stand at borders, evenly along the line. A body whose drive
 * fails goes on to the next of them that is free, if there is one, and leaves the line there; recovered, it comes back
 * before the first body that has not yet left the border before the bay. A body that finds no room at the exit stops the
 * line (`when_blocked: stops`), or those behind close up (`accumulates`).
 */
import { int32From } from 'genba/kernel'
import { BLOCKED_EXIT, MISSING_PART, type Belts } from './belts.ts'
import type { Flow } from './flow.ts'
import { empty, movingLineOf, placeOf, row, setRow, type MovingLine } from './moving-line.ts'
import * as records from './record.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { COUNTS, ENDED, ENTERED, FAILURES, LEFT } = records
const { SCRAP } = topologies

export interface MovingLines {
  room(element: number): boolean
  enter(element: number, part: number): void
  leave(element: number, part: number): void
  /** Moves on whoever can on the line of `element` (stage 2). */
  advance(element: number): void
  /** Bodies of the line arrive at their borders. */
  arrivalDue(line: number): void
  /** Drives of bodies of the line have recovered. */
  recoveryDue(line: number): void
  standstill(element: number): boolean
  /** Lines whose bodies are to be looked at in this tick. */
  settle(): void
  /** From now on the line moves at the speed that its people allow. */
  repace(line: number): void
  /** The line has opened: people may come to its bodies. */
  opened(line: number): void
  /** Bodies move or recover. */
  moving(line: number): boolean
  /** Counts the stations that bodies have crossed until now; before a window is cut. */
  count(): void
  reset(): void
}

/** What a body is doing. */
const GOING = 0
/** At a border, waiting to go on: for the body before it, for a part. */
const STANDING = 1
/** Just entered a station with a drive fault. */
const FAULTY = 2
/** At the exit. */
const OUT = 3
/** Recovering in a side bay. */
const ASIDE = 4
/** Its drive has failed in this tick. */
const FAILING = 5

export function createMovingLines(world: World, flow: Flow, belts: Belts): MovingLines {
  const { plan, layout, clocks, clockwork, agenda, streams, draws, record, births, staffing, crews, outcomes } = world
  const { columns } = world.parts
  const lineAt = int32From(plan.elements, (element) => element.line ?? -1)
  const lines = plan.lines.map((line) => (layout.bodyCount[line.number]! > 0 ? movingLineOf(world, belts, line) : undefined))
  const pending: number[] = []

  function room(element: number): boolean {
    const line = lines[lineAt[element]!]!
    if (line.members[0] !== element || line.count === line.order.length) return false
    if (!entersInTime(line)) return false
    if (line.count === 0) return true
    return reached(line, row(line, line.count - 1)) >= 1
  }

  /** How far the line has moved at takt speed or slower: in ticks, or in parts of them where people staff it. */
  function movedBy(line: MovingLine): number {
    return (clocks.elapsed(line.moves) - line.since) * line.speed
  }

  function repace(number: number): void {
    const line = lines[number]
    if (line === undefined) return
    // It is counted from here, so that numbers stay small and sums exact.
    const moved = movedBy(line)
    for (let body = 0; body < line.went.length; body++) {
      line.went[body] = line.went[body]! - moved
      line.arrives[body] = line.arrives[body]! - moved
    }
    line.since = clocks.elapsed(line.moves)
    // While nobody is there the line stands.
    if (staffing.speed[number]! > 0) line.speed = staffing.speed[number]!
    line.planned[0] = Number.NaN
    if (line.count > 0) askLater(number)
  }

  /** The last border that a body has reached. */
  function reached(line: MovingLine, body: number): number {
    if (line.state[body] !== GOING) return line.border[body]!
    return line.border[body]! + Math.floor((movedBy(line) - line.went[body]!) / line.pace[body]!)
  }

  /** Entry before closing: with `finish` while open, with `run_out` if the line can be crossed before it closes. */
  function entersInTime(line: MovingLine): boolean {
    const { shiftEnd, number, calendars } = line.plan
    if (shiftEnd !== 'finish' && shiftEnd !== 'run_out') return true
    if (!clocks.runs(clockwork.lineOpen[number]!)) return false
    return (
      shiftEnd === 'finish' || staffing.stretched(number, line.members.length * draws.peek(line.takt)) <= clockwork.untilClosing(calendars)
    )
  }

  function enter(element: number, part: number): void {
    const number = lineAt[element]!
    const line = lines[number]!
    const body = line.free.pop()!
    line.order[(line.first + line.count) % line.order.length] = body
    line.count++
    belts.board(line.belt, 1)
    line.part[body] = part
    line.border[body] = 0
    line.counted[body] = 0
    line.state[body] = STANDING
    line.went[body] = -Infinity
    if (line.faultStreams !== undefined) drawFaults(line, body, part)
    columns.place[part] = body
    record.levels.add(plan.elements.length + number, 1)
    const last = line.members.at(-1)!
    flow.route(last, part)
    if (outcomes.drawn[last] === 1) outcomes.draw(last, part)
    ask(number)
  }

  /** Whether its drive fails is drawn for each station, in the order of bodies. */
  function drawFaults(line: MovingLine, body: number, part: number): void {
    const n = line.members.length
    let first = n
    for (let station = 0; station < n; station++) {
      const fails = streams.next(line.faultStreams![station]!) < draws.take(line.fault, part)
      line.faulty[body * n + station] = fails ? 1 : 0
      if (fails && station < first) first = station
    }
    line.fails[body] = first
  }

  function ask(number: number): void {
    const line = lines[number]!
    if (line.queued) return
    line.queued = true
    flow.revisit(line.members[0]!)
  }

  function arrivalDue(number: number): void {
    const line = lines[number]!
    const moved = movedBy(line)
    line.planned[0] = Infinity
    for (let body = 0; body < line.arrives.length; body++) {
      const at = line.arrives[body]!
      if (at > moved) continue
      line.arrives[body] = Infinity
      if (line.state[body] === GOING) {
        belts.busy(line.belt, -1)
        arrive(line, body, line.goal[body]!, at)
      } else line.went[body] = at
    }
    askLater(number)
  }

  function recoveryDue(number: number): void {
    const line = lines[number]!
    const now = clocks.elapsed(line.mends)
    for (let body = 0; body < line.recovered.length; body++) {
      if (line.recovered[body] !== now) continue
      line.recovered[body] = Infinity
      if (line.demand >= 0) crews.release(crews.bodyAsker(number, body))
      if (line.state[body] === ASIDE) {
        comeBack(line, body)
        continue
      }
      if (line.reachesLine) belts.goOn(line.belt, MISSING_PART)
      go(line, body, placeOf(line, body))
    }
    planRecovery(line)
    askLater(number)
  }

  /** Keeps the earliest arrival of a body of the line in the calendar. */
  function planArrival(line: MovingLine): void {
    let next = Infinity
    for (let body = 0; body < line.arrives.length; body++) if (line.arrives[body]! < next) next = line.arrives[body]!
    if (next === line.planned[0]) return
    line.planned[0] = next
    if (next === Infinity) clocks.cancel(line.bodySlot)
    else clocks.schedule(line.bodySlot, line.moves, Math.ceil((next - movedBy(line)) / line.speed))
  }

  function planRecovery(line: MovingLine): void {
    let next = Infinity
    for (let body = 0; body < line.recovered.length; body++) if (line.recovered[body]! < next) next = line.recovered[body]!
    if (next === Infinity) clocks.cancel(line.driveSlot)
    else clocks.schedule(line.driveSlot, line.mends, next - clocks.elapsed(line.mends))
  }

  /** The body has reached `border`, when the line had moved so far, and stands there, at least for now. */
  function arrive(line: MovingLine, body: number, border: number, at: number): void {
    countUntil(line, body, border)
    line.went[body] = at
    line.border[body] = border
    line.state[body] = STANDING
  }

  /** Counts the stations crossed up to `border`. */
  function countUntil(line: MovingLine, body: number, border: number): void {
    const from = line.counted[body]!
    line.crossings[from] = line.crossings[from]! + 1
    line.crossings[border] = line.crossings[border]! - 1
    line.counted[body] = border
  }

  /** Enters what was counted into the record, and the passing from station to station with it. */
  function recordCrossings(line: MovingLine): void {
    const { members, crossings } = line
    let crossed = 0
    for (let at = 0; at < members.length; at++) {
      crossed += crossings[at]!
      record.counts.add(members[at]! * COUNTS + ENDED, crossed)
      if (at + 1 === members.length) break
      record.counts.add(members[at]! * COUNTS + LEFT, crossed)
      record.counts.add(members[at + 1]! * COUNTS + ENTERED, crossed)
    }
    crossings.fill(0)
  }

  function askLater(number: number): void {
    if (pending.includes(number)) return
    pending.push(number)
    agenda.gathered()
  }

  function settle(): void {
    while (pending.length > 0) ask(pending.pop()!)
  }

  /** Lets every body go on that can, from the front to the back. */
  function advance(element: number): void {
    const line = lines[lineAt[element]!]!
    const { order, state, border, goal } = line
    const moved = movedBy(line)
    line.queued = false
    /** The body before, the border at which it stands or was last, and whether it stands. */
    let before = -1
    let beforeAt = 0
    let beforeStands = false
    let holds = false
    for (let i = 0; i < line.count; i++) {
      const at = line.first + i
      const body = order[at < order.length ? at : at - order.length]!
      if (state[body] === STANDING) {
        if (border[body] === line.bound[body]) {
          goAside(line, i, body)
          i--
          continue
        }
        if (before < 0 || (beforeStands ? beforeAt > border[body]! + 1 : hasReached(line, before, border[body]! + 1))) stepOn(line, i, body)
        else if (!beforeStands) lookAgain(line, body, before)
        beforeAt = border[body]!
        beforeStands = line.state[body] !== GOING
      } else if (state[body] !== GOING) {
        beforeAt = border[body]!
        beforeStands = true
      } else if (beforeStands && goal[body]! >= beforeAt) {
        // It is to be held behind, at the end of the tick: who stands now may go on within it.
        holds = true
        beforeAt--
        beforeStands = line.went[body]! + (beforeAt - border[body]!) * line.pace[body]! <= moved
      } else {
        beforeAt = border[body]!
        beforeStands = false
      }
      before = body
    }
    if (holds) agenda.choice(line.standstill)
    planArrival(line)
  }

  /** The body, i-th from the front, stands and has room before it: it goes on if nothing else holds it. */
  function stepOn(line: MovingLine, i: number, body: number): void {
    const border = line.border[body]!
    if (border === line.members.length) {
      out(line, body)
      return
    }
    if (line.inside[body] === 1) {
      line.inside[body] = 0
      go(line, body, i)
      return
    }
    const member = line.members[border]!
    if (line.takes[border] === 1) {
      if (!flow.complete(member, line.part[body]!)) {
        if (line.belted) belts.stand(line.belt, MISSING_PART)
        return
      }
      flow.consume(member, line.part[body]!)
      if (line.belted) belts.goOn(line.belt, MISSING_PART)
    }
    cross(line, i, body, member)
  }

  /** Has a body in motion reached `border`? */
  function hasReached(line: MovingLine, body: number, border: number): boolean {
    return line.border[body]! >= border || reached(line, body) >= border
  }

  /** At the end of a tick: those who come up behind one that stands are to stand behind it. */
  function holdBehind(line: MovingLine): void {
    const { order, state, border, goal } = line
    let before = -1
    let holds = false
    for (let i = 0; i < line.count; i++) {
      const at = line.first + i
      const body = order[at < order.length ? at : at - order.length]!
      if (before >= 0 && state[body] === GOING && state[before] !== GOING && goal[body]! >= border[before]!) {
        hold(line, body, border[before]! - 1)
        holds = true
      }
      before = body
    }
    if (holds) planArrival(line)
  }

  /** The body in motion is to stand at border `until`, behind one that stands; perhaps it is just there. */
  function hold(line: MovingLine, body: number, until: number): void {
    const arrives = line.went[body]! + (until - line.border[body]!) * line.pace[body]!
    if (arrives > movedBy(line)) {
      line.goal[body] = until
      line.arrives[body] = arrives
      return
    }
    line.arrives[body] = Infinity
    belts.busy(line.belt, -1)
    if (until > line.border[body]!) {
      arrive(line, body, until, arrives)
      return
    }
    line.state[body] = STANDING
    line.inside[body] = 1
  }

  /** The body enters the station behind its border. */
  function cross(line: MovingLine, i: number, body: number, member: number): void {
    const part = line.part[body]!
    const border = line.border[body]!
    const makes = line.makes[border]!
    if (makes >= 0 && columns.product[part] !== makes) births.become(member, part, makes)
    if (line.faultStreams !== undefined && line.faulty[body * line.members.length + border] === 1 && line.bound[body]! < 0) {
      // Who gets a bay is decided when all have moved that can: the first of those that wait for it.
      line.state[body] = FAILING
      agenda.choice(line.standstill)
      return
    }
    go(line, body, i)
  }

  /** Stage 3: the first body whose drive has just failed goes for a bay or stands; false if there is none. */
  function fail(line: MovingLine): boolean {
    for (let i = 0; i < line.count; i++) {
      const body = row(line, i)
      if (line.state[body] !== FAILING) continue
      const border = line.border[body]!
      const member = line.members[border]!
      const part = line.part[body]!
      line.faulty[body * line.members.length + border] = 0
      record.count(member, FAILURES)
      record.fingerprint.add(member, columns.serial[part]!)
      const recovery = draws.take(line.recovery, part)
      if (findsBay(line, body)) {
        line.recovers[body] = recovery
        go(line, body, i)
        ask(line.plan.number)
        return true
      }
      line.state[body] = FAULTY
      if (line.reachesLine) belts.stand(line.belt, MISSING_PART)
      recoversIn(line, body, recovery)
      return true
    }
    return false
  }

  // --- side bays -------------------------------------------------------------------------------------------------------

  /** Keeps the next free bay ahead for a body whose drive has failed; false if there is none. */
  function findsBay(line: MovingLine, body: number): boolean {
    for (let bay = 0; bay < line.bays.length; bay++) {
      if (line.bays[bay]! <= line.border[body]! || line.inBay[bay]! >= 0) continue
      line.inBay[bay] = body
      line.bound[body] = line.bays[bay]!
      return true
    }
    return false
  }

  /** The i-th body leaves the line into its bay. */
  function goAside(line: MovingLine, i: number, body: number): void {
    line.state[body] = ASIDE
    for (let at = i; at + 1 < line.count; at++) setRow(line, at, row(line, at + 1))
    line.count--
    recoversIn(line, body, line.recovers[body]!)
    ask(line.plan.number)
  }

  /** The body stands at the border of its bay, behind those that have left the border before. */
  function comeBack(line: MovingLine, body: number): void {
    const border = line.bound[body]!
    let place = line.count
    while (place > 0 && !isBeyond(line, row(line, place - 1), border - 1)) {
      setRow(line, place, row(line, place - 1))
      place--
    }
    setRow(line, place, body)
    line.count++
    line.state[body] = STANDING
    line.bound[body] = -1
    line.inBay[line.inBay.indexOf(body)] = -1
    askLater(line.plan.number)
  }

  /** A body back from its bay may go when the one before it is a pitch ahead. */
  function lookAgain(line: MovingLine, body: number, before: number): void {
    const ahead = (line.border[body]! + 1 - line.border[before]!) * line.pace[before]!
    line.arrives[body] = line.went[before]! + ahead
  }

  function isBeyond(line: MovingLine, body: number, border: number): boolean {
    if (line.state[body] !== GOING) return line.border[body]! > border
    // Not yet, if it has come there within this tick.
    return movedBy(line) - reaches(line, body, border) >= line.speed
  }

  /** The drive of the body recovers in so many open ticks. */
  function recoversIn(line: MovingLine, body: number, ticks: number): void {
    line.arrives[body] = Infinity
    line.recovers[body] = crews.lasts(line.demand, ticks)
    if (line.demand < 0 || crews.has(crews.bodyAsker(line.plan.number, body), line.demand)) recover(line, body)
  }

  /** The recovery begins: nobody is needed, or the people have come. */
  function recover(line: MovingLine, body: number): void {
    const ticks = crews.takes(crews.bodyAsker(line.plan.number, body), line.demand, line.recovers[body]!)
    line.recovered[body] = clocks.elapsed(line.mends) + ticks
    planRecovery(line)
  }

  /** How far the line had moved when a body in motion reached `border`. */
  function reaches(line: MovingLine, body: number, border: number): number {
    return line.state[body] === GOING ? line.went[body]! + (border - line.border[body]!) * line.pace[body]! : -Infinity
  }

  /** The body, i-th from the front, goes on from its border; `advance` follows in this tick. */
  function go(line: MovingLine, body: number, i: number): void {
    const recovered = line.state[body] === FAULTY
    const moved = movedBy(line)
    line.state[body] = GOING
    line.pace[body] = draws.take(line.takt, line.part[body]!) * line.full
    // Since when it may go; if that was within this tick, it goes on from there, so that what does not fill a tick is not lost.
    const since = Math.max(line.went[body]!, i > 0 ? reaches(line, row(line, i - 1), line.border[body]! + 1) : -Infinity)
    line.went[body] = moved - since < line.speed ? since : moved
    line.goal[body] = goalOf(line, body, i)
    line.arrives[body] = line.went[body]! + (line.goal[body]! - line.border[body]!) * line.pace[body]!
    belts.busy(line.belt, 1)
    if (recovered) askLater(line.plan.number)
  }

  /** The next border at which something may happen: a pitch after the entry (the next may enter), a part or product, a fault, the exit. */
  function goalOf(line: MovingLine, body: number, i: number): number {
    const from = line.border[body]!
    const n = line.members.length
    if (from === 0 || !line.steady) return from + 1
    let limit = line.bound[body]! >= 0 ? line.bound[body]! : n
    if (i > 0) {
      const before = row(line, i - 1)
      if (line.state[before] !== GOING) limit = Math.min(limit, line.border[before]! - 1)
    }
    return Math.max(Math.min(limit, line.nextStop[from]!, nextFault(line, body, from)), from + 1)
  }

  /** The first border behind `from` at which the drive of the body fails; n for none. */
  function nextFault(line: MovingLine, body: number, from: number): number {
    const n = line.members.length
    let at = line.fails[body]!
    while (at <= from || (at < n && line.faulty[body * n + at] === 0)) at++
    line.fails[body] = at
    return at
  }

  /** At the exit: the body joins the parts that may leave. */
  function out(line: MovingLine, body: number): void {
    const part = line.part[body]!
    const last = line.members.at(-1)!
    line.state[body] = OUT
    if (belts.spoils(line.belt)) columns.target[part] = SCRAP
    outcomes.count(last, part)
    flow.finish(last, part)
    if (line.plan.whenBlocked === 'stops') agenda.choice(line.standstill)
  }

  function standstill(element: number): boolean {
    const line = lines[lineAt[element]!]!
    if (fail(line)) return true
    holdBehind(line)
    if (line.plan.whenBlocked === 'stops' && flow.waiting(element) > 0 && !line.blocked) {
      line.blocked = true
      belts.stand(line.belt, BLOCKED_EXIT)
    }
    belts.rest(line.belt)
    return false
  }

  function leave(element: number, part: number): void {
    const number = lineAt[element]!
    const line = lines[number]!
    const body = columns.place[part]!
    record.levels.add(plan.elements.length + number, -1)
    line.first = (line.first + 1) % line.order.length
    line.count--
    belts.board(line.belt, -1)
    if (belts.finishes(line.belt)) agenda.choice(line.standstill)
    line.free.push(body)
    line.part[body] = -1
    if (line.blocked) {
      line.blocked = false
      belts.goOn(line.belt, BLOCKED_EXIT)
    }
    ask(number)
  }

  crews.bindBodies({
    ticks: (number, body) => lines[number]!.recovers[body]!,
    serial: (number, body) => columns.serial[lines[number]!.part[body]!]!,
    element: (number, body) => {
      const { members, border } = lines[number]!
      return members[Math.min(border[body]!, members.length - 1)]!
    },
    granted: (number, body) => recover(lines[number]!, body),
  })

  function reset(): void {
    pending.length = 0
    for (const line of lines) if (line !== undefined) empty(line)
  }

  return {
    room,
    enter,
    leave,
    advance,
    arrivalDue,
    recoveryDue,
    standstill,
    settle,
    repace,
    opened: (number) => {
      const line = lines[number]
      if (line !== undefined && line.demand >= 0)
        for (let body = 0; body < line.recovers.length; body++) crews.wake(crews.bodyAsker(number, body))
    },
    moving: (number) => {
      const line = lines[number]
      if (line === undefined) return false
      if (line.inBay.some((body) => body >= 0)) return true
      for (let i = 0; i < line.count; i++) if (line.state[row(line, i)] === GOING || line.state[row(line, i)] === FAULTY) return true
      return false
    },
    count: () => {
      for (const line of lines) {
        if (line === undefined) continue
        for (let i = 0; i < line.count; i++) countUntil(line, row(line, i), reached(line, row(line, i)))
        recordCrossings(line)
      }
    },
    reset,
  }
}
