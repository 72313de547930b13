/**
 * Moving lines: bodies that cross stations at a constant pace, on one belt (`continuous`) or each by itself
 * (`self_propelled`).
 *
 * There is no grid: a body enters as soon as the one before has gone a pitch, and crosses a line of n stations in n takts of
 * moving time. Bodies keep at least a pitch. All that can hold a body happens at the borders of stations (a missing part,
 * a drive fault on entering a station, no room at the exit), so a body that stands does so at a border, and the one behind
 * it stands at the border before. Between the borders at which something can happen to it a body needs no event: it is
 * planned to the next of them, and planned anew, to the border behind, when the body before it comes to stand.
 *
 * On a belt everyone waits for a missing part; a self-propelled body that stands (without its part, or faulty for
 * `recovery`, in open time) holds those behind it. Side bays stand at borders, evenly along the line. A body whose drive
 * fails goes on to the next of them that is free, if there is one, and leaves the line there; recovered, it comes back
 * before the first body that has not yet left the border before the bay. A body that finds no room at the exit stops the
 * line (`when_blocked: stops`), or those behind close up (`accumulates`).
 */
import { float64, int32, int32From, uint8, uint8From } from 'genba/kernel'
import { BLOCKED_EXIT, MISSING_PART, type Belts } from './belts.ts'
import type { Flow } from './flow.ts'
import type { LinePlan, StationPlan } from './plan.ts'
import * as records from './record.ts'
import * as topologies from './topology.ts'
import { isRework } from './outcomes.ts'
import type { World } from './world.ts'

const { ENDED, ENTERED, FAILURES, LEFT, PASSED_FIRST, REWORKED } = records
const { MOVING, SCRAP } = topologies

export interface MovingLines {
  room(element: number): boolean
  enter(element: number, part: number): void
  leave(element: number, part: number): void
  /** Moves on whoever can on the line of `element` (stage 2). */
  advance(element: number): void
  /** A body arrives at a border, or has recovered. */
  due(line: number, body: number): void
  standstill(element: number): boolean
  /** Lines whose bodies are to be looked at in this tick. */
  settle(): void
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
  const { plan, topology, layout, clocks, clockwork, agenda, streams, draws, record, births } = world
  const { columns } = world.parts
  const lineAt = int32From(plan.elements, (element) => element.line ?? -1)
  const lines = plan.lines.map((line) => (layout.bodyCount[line.number]! > 0 ? lineOf(line) : undefined))
  const pending: number[] = []

  function lineOf(line: LinePlan) {
    const members = line.elements.filter((element) => topology.kind[element] === MOVING)
    const bodies = layout.bodyCount[line.number]!
    const belt = belts.ofLine[line.number]!
    for (let body = 0; body < bodies; body++) {
      clocks.bind(layout.bodySlot[line.number]! + body, belts.clock[belt]!)
      clocks.bind(layout.bodySlot[line.number]! + body, clockwork.lineOpen[line.number]!)
    }
    const last = plan.elements[members.at(-1)!] as StationPlan
    const drives = line.transfer === 'self_propelled' && line.drive !== undefined
    return {
      plan: line,
      members,
      belt,
      slot: layout.bodySlot[line.number]!,
      takt: draws.duration(line.takt!, line.key, 'takt'),
      belted: line.transfer === 'continuous',
      steady: line.takt!.kind === 'constant',
      takes: uint8From(members, (element) => (topology.takes[element]!.length > 0 ? 1 : 0)),
      makes: int32From(members, (element) => (plan.elements[element] as StationPlan).makes ?? -1),
      outcomes: last.outcomes.map((outcome, i) => ({
        share: draws.quantity(outcome.share, last.key, `outcome ${i}`),
        target: typeof outcome.to === 'number' ? topology.linkBetween(last.number, outcome.to) : SCRAP,
      })),
      outcomeStream: last.outcomes.length > 0 ? streams.uniforms(last.key, 'outcome') : -1,
      fault: drives ? draws.quantity(line.drive!.fault, line.drive!.key, 'drive fault') : -1,
      // A stream for each station: the n-th body to enter it meets its n-th number.
      faultStreams: drives ? int32From(members, (element) => streams.uniforms(plan.elements[element]!.key, 'drive')) : undefined,
      recovery: drives ? draws.duration(line.drive!.recovery, line.drive!.key, 'recovery') : -1,
      reachesLine: line.drive?.reach === 'line',
      /** Border at which each side bay stands, and the body that is in it or bound for it, -1 for none. */
      bays: drives ? bayBorders(line.sideBays, members.length) : [],
      inBay: int32(line.sideBays).fill(-1),
      /** Border of the bay that a body is bound for, -1 for none; ticks that its drive takes to recover. */
      bound: int32(bodies).fill(-1),
      recovers: float64(bodies),
      /** Bodies from the front: row of each, oldest first (a ring over the rows). */
      order: int32(bodies),
      state: uint8(bodies),
      /** Border at which it stands or from which it went: 0 before the first station, n at the exit; border it goes to. */
      border: int32(bodies),
      goal: int32(bodies),
      /** Moving tick at which it went, and ticks to the next border. */
      went: float64(bodies),
      pace: float64(bodies),
      /** Borders reached that are counted; stations at whose entry its drive fails. */
      counted: int32(bodies),
      faulty: uint8(bodies * members.length),
      part: int32(bodies),
      free: [] as number[],
      count: 0,
      first: 0,
      blocked: false,
      queued: false,
    }
  }
  type Line = NonNullable<(typeof lines)[number]>

  /** Row of the i-th body from the front. */
  function row(line: Line, i: number): number {
    const at = line.first + i
    return line.order[at < line.order.length ? at : at - line.order.length]!
  }

  function room(element: number): boolean {
    const line = lines[lineAt[element]!]!
    if (line.members[0] !== element || line.count === line.order.length) return false
    if (!entersInTime(line)) return false
    if (line.count === 0) return true
    return reached(line, row(line, line.count - 1)) >= 1
  }

  /** The last border that a body has reached. */
  function reached(line: Line, body: number): number {
    if (line.state[body] !== GOING) return line.border[body]!
    return line.border[body]! + Math.floor((clocks.elapsed(belts.clock[line.belt]!) - line.went[body]!) / line.pace[body]!)
  }

  /** Entry before closing: with `finish` while open, with `run_out` if the line can be crossed before it closes. */
  function entersInTime(line: Line): boolean {
    const { shiftEnd, number, calendars } = line.plan
    if (shiftEnd !== 'finish' && shiftEnd !== 'run_out') return true
    if (!clocks.runs(clockwork.lineOpen[number]!)) return false
    return shiftEnd === 'finish' || line.members.length * draws.peek(line.takt) <= clockwork.untilClosing(calendars)
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
    if (line.faultStreams !== undefined) drawFaults(line, body, part)
    columns.place[part] = body
    record.levels.add(plan.elements.length + number, 1)
    if (line.outcomeStream >= 0) drawOutcome(line, part)
    flow.route(line.members.at(-1)!, part)
    ask(number)
  }

  /** Whether its drive fails is drawn for each station, in the order of bodies. */
  function drawFaults(line: Line, body: number, part: number): void {
    const n = line.members.length
    for (let station = 0; station < n; station++)
      line.faulty[body * n + station] = streams.next(line.faultStreams![station]!) < draws.take(line.fault, part) ? 1 : 0
  }

  function drawOutcome(line: Line, part: number): void {
    const u = streams.next(line.outcomeStream)
    let below = 0
    for (const { share, target } of line.outcomes) {
      below += draws.take(share, part)
      if (u < below) {
        columns.target[part] = target
        return
      }
    }
  }

  function ask(number: number): void {
    const line = lines[number]!
    if (line.queued) return
    line.queued = true
    flow.revisit(line.members[0]!)
  }

  function due(number: number, body: number): void {
    const line = lines[number]!
    if (line.state[body] === FAULTY) {
      if (line.reachesLine) belts.goOn(line.belt, MISSING_PART)
      go(line, body)
      return
    }
    if (line.state[body] === ASIDE) {
      comeBack(line, body)
      return
    }
    if (line.state[body] === GOING) {
      belts.busy(line.belt, -1)
      arrive(line, body, line.goal[body]!)
    }
    askLater(number)
  }

  /** The body has reached `border` and stands there, at least for now. */
  function arrive(line: Line, body: number, border: number): void {
    countUntil(line, body, border)
    line.border[body] = border
    line.state[body] = STANDING
  }

  /** Counts the stations crossed up to `border`, and the entries into those that it only passed. */
  function countUntil(line: Line, body: number, border: number): void {
    for (let at = line.counted[body]! + 1; at <= border; at++) {
      record.count(line.members[at - 1]!, ENDED)
      if (at === line.members.length) break
      record.count(line.members[at - 1]!, LEFT)
      record.count(line.members[at]!, ENTERED)
    }
    line.counted[body] = border
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
    line.queued = false
    for (let i = 0; i < line.count; i++) {
      const body = row(line, i)
      if (line.state[body] !== STANDING) continue
      const border = line.border[body]!
      if (border === line.bound[body]) {
        goAside(line, i, body)
        i--
        continue
      }
      if (border === line.members.length) {
        out(line, body)
        holdBehind(line, i)
        continue
      }
      // The one before must have gone on from the next border.
      const before = i > 0 ? row(line, i - 1) : -1
      if (before >= 0 && (reached(line, before) < border + 1 || (line.border[before] === border + 1 && line.state[before] !== GOING))) {
        if (line.state[before] === GOING) lookAgain(line, body, before)
        holdBehind(line, i)
        continue
      }
      const member = line.members[border]!
      if (line.takes[border] === 1 && !flow.complete(member, line.part[body]!)) {
        if (line.belted) belts.stand(line.belt, MISSING_PART)
        holdBehind(line, i)
        continue
      }
      if (line.takes[border] === 1) {
        flow.consume(member, line.part[body]!)
        if (line.belted) belts.goOn(line.belt, MISSING_PART)
      }
      cross(line, i, body, member)
    }
  }

  /** The i-th body stands: the one behind it may come up to the border behind. */
  function holdBehind(line: Line, i: number): void {
    if (i + 1 >= line.count) return
    const behind = row(line, i + 1)
    const until = line.border[row(line, i)]! - 1
    if (line.state[behind] !== GOING || line.goal[behind]! <= until) return
    const ticks = line.went[behind]! + (until - line.border[behind]!) * line.pace[behind]! - clocks.elapsed(belts.clock[line.belt]!)
    if (ticks > 0) {
      line.goal[behind] = until
      clocks.schedule(line.slot + behind, belts.clock[line.belt]!, ticks)
      return
    }
    // It is just there.
    clocks.cancel(line.slot + behind)
    belts.busy(line.belt, -1)
    arrive(line, behind, until)
  }

  /** The body enters the station behind its border. */
  function cross(line: Line, i: number, body: number, member: number): void {
    const part = line.part[body]!
    const border = line.border[body]!
    const makes = line.makes[border]!
    if (makes >= 0 && columns.product[part] !== makes) births.become(member, part, makes)
    if (line.faultStreams !== undefined && line.faulty[body * line.members.length + border] === 1 && line.bound[body]! < 0) {
      // Who gets a bay is decided when all have moved that can: the first of those that wait for it.
      line.state[body] = FAILING
      holdBehind(line, i)
      agenda.choice(topology.standstillChoice[line.members.at(-1)!]!)
      return
    }
    go(line, body)
  }

  /** Stage 3: the first body whose drive has just failed goes for a bay or stands; false if there is none. */
  function fail(line: Line): boolean {
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
        go(line, body)
        ask(line.plan.number)
        return true
      }
      line.state[body] = FAULTY
      if (line.reachesLine) belts.stand(line.belt, MISSING_PART)
      clocks.schedule(line.slot + body, clockwork.lineOpen[line.plan.number]!, recovery)
      return true
    }
    return false
  }

  // --- side bays -------------------------------------------------------------------------------------------------------

  /** Keeps the next free bay ahead for a body whose drive has failed; false if there is none. */
  function findsBay(line: Line, body: number): boolean {
    for (let bay = 0; bay < line.bays.length; bay++) {
      if (line.bays[bay]! <= line.border[body]! || line.inBay[bay]! >= 0) continue
      line.inBay[bay] = body
      line.bound[body] = line.bays[bay]!
      return true
    }
    return false
  }

  /** The i-th body leaves the line into its bay. */
  function goAside(line: Line, i: number, body: number): void {
    line.state[body] = ASIDE
    for (let at = i; at + 1 < line.count; at++) setRow(line, at, row(line, at + 1))
    line.count--
    if (i > 0 && line.state[row(line, i - 1)] !== GOING) holdBehind(line, i - 1)
    clocks.schedule(line.slot + body, clockwork.lineOpen[line.plan.number]!, line.recovers[body]!)
    ask(line.plan.number)
  }

  /** The body stands at the border of its bay, behind those that have left the border before. */
  function comeBack(line: Line, body: number): void {
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
  function lookAgain(line: Line, body: number, before: number): void {
    const ahead = (line.border[body]! + 1 - line.border[before]!) * line.pace[before]!
    const ticks = line.went[before]! + ahead - clocks.elapsed(belts.clock[line.belt]!)
    clocks.schedule(line.slot + body, belts.clock[line.belt]!, ticks)
  }

  function isBeyond(line: Line, body: number, border: number): boolean {
    if (line.state[body] !== GOING) return line.border[body]! > border
    return clocks.elapsed(belts.clock[line.belt]!) - line.went[body]! > (border - line.border[body]!) * line.pace[body]!
  }

  function setRow(line: Line, i: number, body: number): void {
    line.order[(line.first + i) % line.order.length] = body
  }

  function go(line: Line, body: number): void {
    const recovered = line.state[body] === FAULTY
    const border = line.border[body]!
    line.state[body] = GOING
    line.pace[body] = draws.take(line.takt, line.part[body]!)
    line.went[body] = clocks.elapsed(belts.clock[line.belt]!)
    line.goal[body] = goalOf(line, body)
    belts.busy(line.belt, 1)
    clocks.schedule(line.slot + body, belts.clock[line.belt]!, (line.goal[body]! - border) * line.pace[body]!)
    if (recovered) askLater(line.plan.number)
  }

  /** The next border at which something may happen: a pitch after the entry (the next may enter), a part or product, a fault, the exit. */
  function goalOf(line: Line, body: number): number {
    const from = line.border[body]!
    const n = line.members.length
    if (from === 0 || !line.steady) return from + 1
    let limit = line.bound[body]! >= 0 ? line.bound[body]! : n
    const place = placeOf(line, body)
    if (place > 0) {
      const before = row(line, place - 1)
      if (line.state[before] !== GOING) limit = Math.min(limit, line.border[before]! - 1)
    }
    for (let border = from + 1; border < limit; border++) {
      if (line.takes[border] === 1 || line.makes[border]! >= 0 || line.faulty[body * n + border] === 1) return border
    }
    return Math.max(limit, from + 1)
  }

  /** Place of a body from the front. */
  function placeOf(line: Line, body: number): number {
    for (let i = 0; i < line.count; i++) if (row(line, i) === body) return i
    return -1
  }

  /** At the exit: the body joins the parts that may leave. */
  function out(line: Line, body: number): void {
    const part = line.part[body]!
    const last = line.members.at(-1)!
    line.state[body] = OUT
    const target = columns.target[part]!
    if (target !== SCRAP) record.count(last, isRework(line.outcomes, target) ? REWORKED : PASSED_FIRST)
    flow.finish(last, part)
    if (line.plan.whenBlocked === 'stops') agenda.choice(topology.standstillChoice[last]!)
  }

  function standstill(element: number): boolean {
    const line = lines[lineAt[element]!]!
    if (fail(line)) return true
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
    if (belts.finishes(line.belt)) agenda.choice(topology.standstillChoice[element]!)
    line.free.push(body)
    line.part[body] = -1
    if (line.blocked) {
      line.blocked = false
      belts.goOn(line.belt, BLOCKED_EXIT)
    }
    ask(number)
  }

  function reset(): void {
    pending.length = 0
    for (const line of lines) {
      if (line === undefined) continue
      line.free = Array.from(line.order, (_, body) => line.order.length - 1 - body)
      line.count = 0
      line.first = 0
      line.blocked = false
      line.queued = false
      line.part.fill(-1)
      line.inBay.fill(-1)
      line.bound.fill(-1)
    }
  }

  return {
    room,
    enter,
    leave,
    advance,
    due,
    standstill,
    settle,
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
      }
    },
    reset,
  }
}

/** Borders of `bays` side bays, evenly along a line of `stations` stations. */
function bayBorders(bays: number, stations: number): readonly number[] {
  return Array.from({ length: bays }, (_, bay) => Math.round(((bay + 1) * stations) / (bays + 1)))
}
