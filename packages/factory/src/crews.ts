/**
 * Crews: people that activities and repairs need, wait for, hold while they last, and give back.
 *
 * Whoever needs people asks for all of them together and waits without holding anyone. People are given in stage 3 of a
 * tick, when all parts have moved: a crew serves, of those that wait and can have all they ask for, the one that its rule
 * (`serves`) puts first, at equality the one that has waited longest, then the element written first, then the earlier
 * start. A closed station asks for nobody; people whose work is interrupted stay with it. With `gather: one_by_one` who
 * waits takes each person as it becomes free, and holds those it has.
 */
import { float64, int32, int32From, uint8From } from 'genba/kernel'
import { createCrewInterruptions, type CrewInterruptions } from './crew-interruptions.ts'
import { constrains, demandOf, sharesCalendar, waysOf, type Demand } from './people.ts'
import type { Calendars, CrewDemand, CrewPlan, Plan } from './plan.ts'
import { UP, type PositionColumns } from './positions.ts'
import { createRollCalls } from './roll-calls.ts'
import { groupOf } from './skilled-crews.ts'
import { createWalks } from './walks.ts'
import type { World } from './world.ts'

export interface Crews {
  /** Number of a demand, -1 for nobody (always, where people are no constraint). For building only. */
  demand(crew: CrewDemand): number
  /**
   * True if `asker` has the people of `demand`; else it asks for them (giving back others that it holds) and is told once it
   * has them. Askers are positions for their work, then positions for their repairs, then stops of lines and tunnels, then bodies of moving lines.
   */
  has(asker: number, demand: number): boolean
  waits(asker: number): boolean
  /** Do all people of the asker stay after closing, until the work is done? */
  stays(asker: number): boolean
  /** Have some of the people of the asker gone home? Then its work stands until they are back. */
  away(asker: number): boolean
  /** Does the asker wait for people who will never come, if nobody else gives them back? */
  lacks(asker: number): boolean
  /** The clock of work that runs on `base`, with those of a demand: it stands while one of them has gone. For building only. */
  clockWith(base: number, calendars: Calendars, demand: number): number
  /** A calendar of `crew` has turned; tells those whose work goes on or stands by `changed`. */
  turned(crew: number, changed: (asker: number) => void): void
  /**
   * Ticks of work that takes `ticks` by people who have learned it, with those of a demand: whose `learning` is 130 % need
   * 1.3 times as long. Several crews work together, so the slowest counts. At least one tick, none where there are none.
   */
  lasts(demand: number, ticks: number): number
  /** Gives back whom the asker holds. */
  release(asker: number): void
  /** Of those whom the asker holds it keeps the people of `demand`, and gives back the others. */
  keep(asker: number, demand: number): void
  /** The asker may be served again: where it is has opened. */
  wake(asker: number): void
  /** The asker that a stop (layout.ts) is. */
  stopAsker(stop: number): number
  /** The asker that a body of a moving line is, whose drive recovers. */
  bodyAsker(line: number, body: number): number
  /** A shift of `crew` begins: some are there, some are absent. */
  rollDue(crew: number): void
  /** The people for whom `asker` waits have walked there. */
  arrived(asker: number): void
  /** One step of the choice of `crew`: someone is served; false if nobody can be. */
  serve(crew: number): boolean
  /**
   * @param overtime per position: 1 while it finishes its part after closing
   * @param granted told who has got whom it has asked for, or has lost them
   * @param stop stops the work at a position
   */
  bind(position: PositionColumns, overtime: Uint8Array, granted: (asker: number) => void, stop: (position: number) => void): void
  /** @param ticks of the repair that each stop is in */
  bindStops(ticks: Float64Array, granted: (stop: number) => void): void
  /** @param ticks of the recovery of a body, @param serial of its part */
  bindBodies(of: {
    ticks(line: number, body: number): number
    serial(line: number, body: number): number
    granted(line: number, body: number): void
  }): void
  /** In the window that ends: people at work, and people there, by the open ticks of their crew (crew * 2, crew * 2 + 1). */
  cut(): Float64Array
  /** People on the roll, by the open ticks of their crew, and these ticks (crew * 2, crew * 2 + 1). */
  cutRoll(): Float64Array
  start(): void
  reset(): void
}

export function createCrews(
  world: Pick<World, 'plan' | 'topology' | 'layout' | 'events' | 'agenda' | 'clocks' | 'clockwork' | 'streams' | 'draws' | 'staffing'>,
): Crews {
  const { plan, topology, layout, events, agenda, clocks, clockwork, draws, staffing } = world
  const { clock } = events
  const n = layout.positions
  const stops = 2 * n
  const isOn = constrains(plan)
  const bodies = stops + layout.stops.length
  /** Lines with drives that people recover, and the first asker of each. */
  const driven = plan.lines.filter(({ drive, number }) => isOn && (drive?.crew.length ?? 0) > 0 && layout.bodyCount[number]! > 0)
  const firstBody = int32(plan.lines.length).fill(-1)
  const lineOfBody: number[] = []
  for (const { number } of driven) {
    firstBody[number] = bodies + lineOfBody.length
    for (let body = 0; body < layout.bodyCount[number]!; body++) lineOfBody.push(number)
  }
  const askers = bodies + lineOfBody.length
  /** Where each asker is: its element, for a stop the first of its line; the clock that runs while that is open. */
  const elementOf = int32From({ length: askers }, (_, asker) => {
    if (asker < stops) return layout.positionElement[asker % n]!
    if (asker >= bodies) return firstOf(plan, lineOfBody[asker - bodies]!)
    const { line, tunnel } = layout.stops[asker - stops]!
    return tunnel ?? firstOf(plan, line!)
  })
  const openClock = int32From({ length: askers }, (_, asker) => {
    const line = asker < stops ? undefined : asker < bodies ? layout.stops[asker - stops]!.line : lineOfBody[asker - bodies]
    return line === undefined ? clockwork.open[elementOf[asker]!]! : clockwork.lineOpen[line]!
  })
  /** Open time of each crew. */
  const crewClock = plan.crews.map(({ calendars }) => clockwork.clockOf(calendars))
  const rolls = createRollCalls(world, crewClock, (crew, present) => {
    settle(crew)
    free[crew] = free[crew]! + present - there[crew]!
    if (walks.has[crew] === 1) walks.rolled(crew, present - there[crew]!)
    there[crew] = present
    staffing.rolled(crew, isGone(crew) ? 0 : present)
    agenda.choice(topology.crewChoice[crew]!)
  })
  /** People of each crew at the last roll call. */
  const there = int32(plan.crews.length)
  /** Until when in its open time the sums of each crew are made, and these sums. */
  const settled = float64(plan.crews.length)
  const sums = float64(2 * plan.crews.length)
  const ranks = plan.crews.map(rankOf)
  /** Crews whose people go at closing; who has no hours never does. */
  const leaves = plan.crews.map(({ shiftEnd, calendars }) => shiftEnd === 'pause' && calendars.length > 0)
  /** Clocks that stand while people have gone, by clock and crews. */
  const combined = new Map<string, number>()
  const free = int32(plan.crews.length)
  /** Crews who go while lines that they staff are open. */
  const apart = uint8From(plan.crews, (crew, number) =>
    leaves[number]! && plan.lines.some(({ staffing: of, calendars }) => of?.crew === number && !sharesCalendar(crew, calendars)) ? 1 : 0,
  )
  const walks = createWalks(plan, events)
  const locates = walks.has.includes(1)
  /** Demand for which people are on their way to an asker, -1 for none. */
  const coming = int32(askers).fill(-1)
  const interrupts = uint8From(plan.crews, (crew) => (crew.interrupts ? 1 : 0))
  /** The crew whose choice each serves with: pools with their crew. */
  const groups = int32From(plan.crews, (_, crew) => groupOf(plan.crews, crew))
  const learning = plan.crews.map(({ name, learning: factor }) =>
    isOn && factor !== undefined ? draws.quantity(factor, `crews.${name}`, 'learning') : -1,
  )
  const demands: Demand[] = []
  /** Of each demand: those of which any will do, itself if there are no others. */
  const alternatives: (readonly number[])[] = []
  let hasAlternatives = false
  const numbers = new Map<string, number>()
  /** Demand that an asker holds, and for which it waits since when; -1 for none. */
  const held = int32(askers).fill(-1)
  const wanted = int32(askers).fill(-1)
  /** For what it has asked when it got those. */
  const heldFor = int32(askers)
  const since = float64(askers)
  /** Askers that take people one by one, and how many of each crew of their demand they have. */
  const gathers = uint8From({ length: askers }, (_, asker) => {
    const element = plan.elements[elementOf[asker]!]!
    return asker < stops && element.kind === 'station' && element.gather === 'one_by_one' ? 1 : 0
  })
  const got = int32(askers * plan.crews.length)
  /** Askers that wait, in no order. */
  const queue = int32(askers)
  const place = int32(askers)
  let waiting = 0
  let columns: PositionColumns
  let granted: (asker: number) => void
  let stopWork: (position: number) => void
  let interruptions: CrewInterruptions
  let stopTicks: Float64Array
  let stopGranted: (stop: number) => void
  let bodyCallbacks: Parameters<Crews['bindBodies']>[0]

  function ofBody<T>(asker: number, of: (line: number, body: number) => T): T {
    const line = lineOfBody[asker - bodies]!
    return of(line, asker - firstBody[line]!)
  }

  /** Lower is served first. */
  function rankOf({ serves }: CrewPlan, number: number): (asker: number) => number {
    const element = (asker: number): number => elementOf[asker]!
    if (typeof serves !== 'string') {
      const order = 'order' in serves ? serves.order : []
      return (asker) => (order.includes(element(asker)) ? order.indexOf(element(asker)) : order.length)
    }
    switch (serves) {
      case 'most_downstream':
        return (asker) => -element(asker)
      case 'most_upstream':
        return element
      case 'shortest_job':
        return (asker) => {
          if (asker < n) return columns.left[asker]!
          if (asker < stops) return columns.repair[asker - n]!
          return asker < bodies ? stopTicks[asker - stops]! : ofBody(asker, bodyCallbacks.ticks)
        }
      case 'nearest':
        return (asker) => walks.nearest(number, element(asker))
      default:
        return () => 0
    }
  }

  function demand(crew: CrewDemand): number {
    if (!isOn || crew.length === 0) return -1
    const ways = [...new Set(waysOf(crew).map((way) => numberOf(demandOf(way), [])))]
    if (ways.length === 1) return ways[0]!
    const all = ways.flatMap((way) => demands[way]!.crews)
    const crews = [...new Set(all)].toSorted((a, b) => a - b)
    return numberOf({ crews, counts: crews.map(() => 0) }, ways)
  }

  /** @param ways demands any of which will do, in the written order; none for itself alone */
  function numberOf(wants: Demand, ways: readonly number[]): number {
    const key = JSON.stringify([wants, ways])
    if (!numbers.has(key)) {
      const number = demands.push(wants) - 1
      alternatives.push(ways.length === 0 ? [number] : ways)
      // Whom one has taken another cannot have: then it is the turn of the next crew that would do.
      if (ways.length > 1) hasAlternatives = true
      numbers.set(key, number)
    }
    return numbers.get(key)!
  }

  function has(asker: number, number: number): boolean {
    if (held[asker]! >= 0 && heldFor[asker] === number) return true
    if (coming[asker]! >= 0 && heldFor[asker] === number) return false
    if (held[asker]! >= 0 || coming[asker]! >= 0) release(asker)
    if (number < 0) return true
    if (wanted[asker]! < 0) {
      since[asker] = clock[0]!
      place[asker] = waiting
      queue[waiting++] = asker
    }
    if (gathers[asker] === 1 && wanted[asker]! >= 0 && wanted[asker] !== number) giveBack(asker)
    wanted[asker] = number
    announce(number)
    return false
  }

  function clockWith(base: number, calendars: Calendars, number: number): number {
    if (number < 0) return base
    const gone = demands[number]!.crews.filter(
      (crew) => leaves[crew] && !plan.crews[crew]!.calendars.every((each) => calendars.includes(each)),
    )
    if (gone.length === 0) return base
    const key = `${base} ${gone.join(' ')}`
    const made = combined.get(key) ?? clocks.add([base, ...gone.map((crew) => crewClock[crew]!)])
    combined.set(key, made)
    return made
  }

  function isGone(crew: number): boolean {
    return apart[crew] === 1 && !clocks.runs(crewClock[crew]!)
  }

  function isAway(asker: number): boolean {
    if (held[asker]! < 0) return false
    const { crews } = demands[held[asker]!]!
    for (let i = 0; i < crews.length; i++) if (leaves[crews[i]!] && !clocks.runs(crewClock[crews[i]!]!)) return true
    return false
  }

  function turned(crew: number, changed: (asker: number) => void): void {
    if (!isOn) return
    const opens = clocks.runs(crewClock[crew]!)
    if (apart[crew] === 1) {
      settle(crew)
      staffing.rolled(crew, opens ? there[crew]! : 0)
    }
    if (opens) agenda.choice(topology.crewChoice[crew]!)
    for (let asker = 0; asker < askers; asker++) if (held[asker]! >= 0 && demands[held[asker]!]!.crews.includes(crew)) changed(asker)
  }

  function lasts(number: number, ticks: number): number {
    if (number < 0 || ticks === 0) return ticks
    const { crews } = demands[number]!
    let factor = 0
    for (let i = 0; i < crews.length; i++) factor = Math.max(factor, learning[crews[i]!]! < 0 ? 1 : draws.take(learning[crews[i]!]!, -1))
    return factor === 1 ? ticks : Math.max(1, Math.floor(ticks * factor + 0.5))
  }

  /** Adds up who is at work and who is there until now; before either changes. */
  function settle(crew: number): void {
    const now = clocks.elapsed(crewClock[crew]!)
    const ticks = now - settled[crew]!
    settled[crew] = now
    sums[2 * crew] = sums[2 * crew]! + ticks * (there[crew]! - free[crew]! + staffing.atWork[crew]!)
    sums[2 * crew + 1] = sums[2 * crew + 1]! + ticks * there[crew]!
  }

  /** Takes people out of those who are free; negative: gives them back. */
  function takePeople({ crews, counts }: Demand, sign: number): void {
    for (let i = 0; i < crews.length; i++) {
      const crew = crews[i]!
      settle(crew)
      free[crew] = free[crew]! - sign * counts[i]!
    }
  }

  function cut(): Float64Array {
    if (isOn) for (let crew = 0; crew < plan.crews.length; crew++) settle(crew)
    const window = sums.slice()
    sums.fill(0)
    return window
  }

  function announce(number: number): void {
    const { crews } = demands[number]!
    for (let i = 0; i < crews.length; i++) agenda.choice(topology.crewChoice[crews[i]!]!)
  }

  function release(asker: number): void {
    if (wanted[asker]! >= 0) withdraw(asker)
    const number = coming[asker]! >= 0 ? coming[asker]! : held[asker]!
    if (number < 0) return
    held[asker] = -1
    takePeople(demands[number]!, -1)
    if (locates) stay(asker, number)
    announce(number)
  }

  function keep(asker: number, number: number): void {
    const before = held[asker]!
    if (before < 0) return
    const { crews, counts } = demands[before]!
    const kept = number < 0 ? { crews: [], counts: [] } : demands[number]!
    for (let i = 0; i < crews.length; i++) {
      const crew = crews[i]!
      const at = kept.crews.indexOf(crew)
      const given = counts[i]! - (at < 0 ? 0 : kept.counts[at]!)
      if (given === 0) continue
      settle(crew)
      free[crew] = free[crew]! + given
      if (walks.has[crew] === 1) walks.leave(crew, given, elementOf[asker]!)
    }
    held[asker] = number
    heldFor[asker] = number
    announce(before)
  }

  /** Whom the asker has had are free where it is. */
  function stay(asker: number, number: number): void {
    if (coming[asker]! >= 0) events.cancel(layout.walkSlot + asker)
    coming[asker] = -1
    const { crews, counts } = demands[number]!
    for (let i = 0; i < crews.length; i++) if (walks.has[crews[i]!] === 1) walks.leave(crews[i]!, counts[i]!, elementOf[asker]!)
  }

  function withdraw(asker: number): void {
    if (gathers[asker] === 1) giveBack(asker)
    wanted[asker] = -1
    const last = queue[--waiting]!
    queue[place[asker]!] = last
    place[last] = place[asker]!
  }

  /** Whom it has gathered, and is not granted yet, it gives back. */
  function giveBack(asker: number): void {
    const { crews } = demands[wanted[asker]!]!
    for (let i = 0; i < crews.length; i++) {
      const cell = asker * plan.crews.length + crews[i]!
      if (got[cell] === 0) continue
      settle(crews[i]!)
      free[crews[i]!] = free[crews[i]!]! + got[cell]!
      got[cell] = 0
    }
    announce(wanted[asker]!)
  }

  /** The first of the demands of which any will do that can be had now; -1 for none, and if `crew` is not among its people. */
  function whom(asker: number, crew: number): number {
    const ways = alternatives[wanted[asker]!]!
    for (let i = 0; i < ways.length; i++) if (isThere(asker, ways[i]!)) return includes(asker, ways[i]!, crew) ? ways[i]! : -1
    return -1
  }

  function isThere(asker: number, number: number): boolean {
    const { crews, counts } = demands[number]!
    for (let i = 0; i < crews.length; i++) {
      if (!clocks.runs(crewClock[crews[i]!]!)) return false
      if (gathers[asker] === 0 && free[crews[i]!]! < counts[i]!) return false
    }
    return true
  }

  function includes(asker: number, number: number, crew: number): boolean {
    const { crews, counts } = demands[number]!
    for (let at = 0; at < crews.length; at++)
      if (groups[crews[at]!] === crew)
        return gathers[asker] === 0 || (free[crew]! > 0 && got[asker * plan.crews.length + crew]! < counts[at]!)
    return false
  }

  function canHave(asker: number, crew: number): boolean {
    return isReady(asker) && whom(asker, crew) >= 0
  }

  /** Could it use people now? */
  function isReady(asker: number): boolean {
    return !(asker < n && columns.down[asker] !== UP) && clocks.runs(openClock[asker]!)
  }

  /** Takes people from a position that works; it asks anew. */
  function takeFrom(p: number): void {
    stopWork(p)
    release(p)
    granted(p)
  }

  function serve(crew: number): boolean {
    if (interrupts[crew] === 1 && clocks.runs(crewClock[crew]!)) interruptions.makeWay(crew)
    let best = -1
    for (let i = 0; i < waiting; i++) {
      const asker = queue[i]!
      if (canHave(asker, crew) && (best < 0 || comesBefore(asker, best, crew))) best = asker
    }
    if (best < 0) return false
    if (gathers[best] === 1 && !isGathered(best, crew)) return true
    heldFor[best] = wanted[best]!
    const number = gathers[best] === 1 ? wanted[best]! : whom(best, crew)
    withdraw(best)
    held[best] = number
    takePeople(demands[number]!, 1)
    if (hasAlternatives) for (let i = 0; i < waiting; i++) if (alternatives[wanted[queue[i]!]!]!.length > 1) announce(wanted[queue[i]!]!)
    const ticks = locates ? walkTo(best, number) : 0
    if (ticks === 0) tell(best)
    else {
      held[best] = -1
      coming[best] = number
      events.schedule(layout.walkSlot + best, ticks)
    }
    return true
  }

  /** People leave for where they are needed; ticks until the last of them is there. */
  function walkTo(asker: number, number: number): number {
    const { crews, counts } = demands[number]!
    let ticks = 0
    for (let i = 0; i < crews.length; i++)
      if (walks.has[crews[i]!] === 1) ticks = Math.max(ticks, walks.send(crews[i]!, counts[i]!, elementOf[asker]!))
    return ticks
  }

  /** The asker has its people. */
  function tell(asker: number): void {
    if (asker < stops) granted(asker)
    else if (asker < bodies) stopGranted(asker - stops)
    else ofBody(asker, bodyCallbacks.granted)
  }

  function arrived(asker: number): void {
    held[asker] = coming[asker]!
    coming[asker] = -1
    tell(asker)
  }

  /** One person of `crew` joins those whom the asker has; true if all are there. */
  function isGathered(asker: number, crew: number): boolean {
    const { crews, counts } = demands[wanted[asker]!]!
    const first = asker * plan.crews.length
    settle(crew)
    free[crew] = free[crew]! - 1
    got[first + crew] = got[first + crew]! + 1
    return crews.every((each, i) => got[first + each] === counts[i])
  }

  function comesBefore(a: number, b: number, crew: number): boolean {
    const difference = ranks[crew]!(a) - ranks[crew]!(b)
    if (difference !== 0) return difference < 0
    if (since[a] !== since[b]) return since[a]! < since[b]!
    if (elementOf[a] !== elementOf[b]) return elementOf[a]! < elementOf[b]!
    if (a >= bodies && b >= bodies) return ofBody(a, bodyCallbacks.serial) < ofBody(b, bodyCallbacks.serial)
    if (a >= stops || b >= stops) return a < b
    const [p, q] = [a % n, b % n]
    return columns.start[p]! < columns.start[q]! || (columns.start[p] === columns.start[q] && a < b)
  }

  return {
    demand,
    has,
    waits: (asker) => wanted[asker]! >= 0 || coming[asker]! >= 0,
    stays: (asker) => held[asker]! < 0 || demands[held[asker]!]!.crews.every((crew) => !leaves[crew]),
    away: isAway,
    lacks: (asker) => wanted[asker]! >= 0 && layout.rollSlot.every((slot) => slot < 0) && crewClock.every((each) => clocks.runs(each)),
    clockWith,
    turned,
    lasts,
    release,
    keep,
    wake: (asker) => {
      if (wanted[asker]! >= 0) announce(wanted[asker]!)
    },
    stopAsker: (stop) => stops + stop,
    bodyAsker: (line, body) => firstBody[line]! + body,
    bindBodies: (of) => void (bodyCallbacks = of),
    rollDue: rolls.due,
    arrived,
    serve,
    bind: (position, overtime, tell, stop) => {
      columns = position
      granted = tell
      stopWork = stop
      const peopleOf = (number: number): number => demands[number]!.counts[0]!
      const isOf = (number: number, crew: number): boolean => demands[number]!.crews[0] === crew
      interruptions = createCrewInterruptions(
        {
          waiting: (crew) => [...queue.subarray(0, waiting)].filter((asker) => isOf(wanted[asker]!, crew) && isReady(asker)),
          wants: (asker) => peopleOf(wanted[asker]!),
          has: (asker) => peopleOf(held[asker]!),
          servedBy: (asker) => (held[asker]! < 0 ? -1 : demands[held[asker]!]!.crews[0]!),
          free: (crew) => free[crew]!,
          rank: (asker, crew) => ranks[crew]!(asker),
          comesBefore,
          takeFrom,
        },
        position,
        overtime,
      )
    },
    bindStops: (ticks, tell) => {
      stopTicks = ticks
      stopGranted = tell
    },
    cut,
    cutRoll: () => (isOn ? rolls.cut() : float64(2 * plan.crews.length)),
    start: rolls.start,
    reset: () => {
      free.fill(0)
      there.fill(0)
      settled.fill(0)
      sums.fill(0)
      held.fill(-1)
      coming.fill(-1)
      walks.reset()
      wanted.fill(-1)
      got.fill(0)
      waiting = 0
    },
  }
}

/** The first element of a line or of the lines in it. */
function firstOf(plan: Plan, line: number): number {
  const inside = (of: number | undefined): boolean => of !== undefined && (of === line || inside(plan.lines[of]!.parent))
  return plan.elements.findIndex((element) => inside(element.line))
}
