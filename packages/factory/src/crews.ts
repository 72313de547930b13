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
import { createCrewAskers, type BodyTold } from './crew-askers.ts'
import { createCrewDemands, stretched } from './crew-demands.ts'
import { createCrewInterruptions, type CrewInterruptions } from './crew-interruptions.ts'
import { createCrewRanks } from './crew-ranks.ts'
import { constrains, sharesCalendar, type Demand } from './people.ts'
import type { Calendars, CrewDemand } from './plan.ts'
import type { PositionColumns } from './positions.ts'
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
  /**
   * The clock of work that runs on `base`, with those of a demand: it stands while one of them has gone. Below 0 where it depends on who
   * comes: `clocksOf` are all that it may be, `clockOf` the one of those whom the asker has. For building only.
   */
  clockWith(base: number, calendars: Calendars, demand: number): number
  clocksOf(clock: number): readonly number[]
  clockOf(asker: number, clock: number): number
  /** A calendar of `crew` has turned; tells those whose work goes on or stands by `changed`. */
  turned(crew: number, changed: (asker: number) => void): void
  /** Ticks of work that takes `ticks`, by people of a demand who have learned it (crew-demands.ts); as they are where that depends on who comes. */
  lasts(demand: number, ticks: number): number
  /** How much longer than written it then takes those whom the asker has; 1 where `lasts` has told. And ticks of work that takes them `ticks`. */
  pace(asker: number, demand: number): number
  takes(asker: number, demand: number, ticks: number): number
  /** Does it depend on who comes how long the work takes? */
  isLate(demand: number): boolean
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
  bindBodies(of: BodyTold): void
  /** In the window that ends: people at work, and people there, by the open ticks of their crew (crew * 2, crew * 2 + 1). */
  cut(): Float64Array
  /** People on the roll, by the open ticks of their crew, and these ticks (crew * 2, crew * 2 + 1). */
  cutRoll(): Float64Array
  start(): void
  reset(): void
}

export function createCrews(
  world: Pick<
    World,
    'plan' | 'topology' | 'layout' | 'events' | 'agenda' | 'clocks' | 'clockwork' | 'streams' | 'draws' | 'staffing' | 'hooks'
  >,
): Crews {
  const { plan, topology, layout, events, agenda, clocks, clockwork, staffing } = world
  const { clock } = events
  const isOn = constrains(plan)
  const askers = createCrewAskers(world)
  const { elementOf } = askers
  const n = askers.positions
  const demands = createCrewDemands(world)
  /** Open time of each crew. */
  const crewClock = plan.crews.map(({ calendars }) => clockwork.clockOf(calendars))
  const rolls = createRollCalls(world, crewClock, (crew, present) => {
    settle(crew)
    free[crew] = free[crew]! + present - there[crew]!
    if (walks.has[crew] === 1) walks.rolled(crew, present - there[crew]!)
    there[crew] = present
    staffing.rolled(crew, isGone(crew) ? 0 : present)
    call(crew)
  })
  /** People of each crew at the last roll call. */
  const there = int32(plan.crews.length)
  /** Until when in its open time the sums of each crew are made, and these sums. */
  const settled = float64(plan.crews.length)
  const sums = float64(2 * plan.crews.length)
  /** Crews whose people go at closing; who has no hours never does. */
  const leaves = plan.crews.map(({ shiftEnd, calendars }) => shiftEnd === 'pause' && calendars.length > 0)
  const free = int32(plan.crews.length)
  /** Crews who go while lines that they staff are open. */
  const apart = uint8From(plan.crews, (crew, number) =>
    leaves[number]! && plan.lines.some(({ staffing: of, calendars }) => of?.crew === number && !sharesCalendar(crew, calendars)) ? 1 : 0,
  )
  const walks = createWalks(plan, events)
  const locates = walks.has.includes(1)
  const ranks = createCrewRanks(world, askers, walks)
  /** Demand for which people are on their way to an asker, -1 for none; tick at which the last of those who come one by one is there. */
  const coming = int32(askers.count).fill(-1)
  const until = float64(askers.count)
  /** Where people are nothing is nearer than the work that they are at. */
  const interrupts = uint8From(plan.crews, (crew) => (crew.interrupts && crew.serves !== 'nearest' ? 1 : 0))
  const interrupting = interrupts.includes(1)
  /** The crew whose choice each serves with: pools with their crew. */
  const groups = int32From(plan.crews, (_, crew) => groupOf(plan.crews, crew))
  /** Crews that interrupt work and are asked for together with each: when its people are free they may be taken from work. */
  let partners: readonly (readonly number[])[] = plan.crews.map(() => [])
  /** Demand that an asker holds, and for which it waits since when; -1 for none. */
  const held = int32(askers.count).fill(-1)
  const wanted = int32(askers.count).fill(-1)
  /** For what it has asked when it got those; how much longer than written they need, where that is known only now. */
  const heldFor = int32(askers.count)
  const paces = float64(askers.count)
  const since = float64(askers.count)
  /** Askers that take people one by one, and how many of each crew of their demand they have. */
  const gathers = uint8From({ length: askers.count }, (_, asker) => {
    const element = plan.elements[elementOf[asker]!]!
    return asker < 2 * n && element.kind === 'station' && element.gather === 'one_by_one' ? 1 : 0
  })
  const got = int32(askers.count * plan.crews.length)
  /** Askers that wait, in no order. */
  const queue = int32(askers.count)
  const place = int32(askers.count)
  let waiting = 0
  let stopWork: (position: number) => void
  let interruptions: CrewInterruptions

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

  function isGone(crew: number): boolean {
    return apart[crew] === 1 && !clocks.runs(crewClock[crew]!)
  }

  function isAway(asker: number): boolean {
    if (held[asker]! < 0) return false
    const { crews } = demands.of[held[asker]!]!
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
    if (opens) call(crew)
    for (let asker = 0; asker < askers.count; asker++)
      if (held[asker]! >= 0 && demands.of[held[asker]!]!.crews.includes(crew)) changed(asker)
  }

  /** Adds up who is at work and who is there until now; before either changes. */
  function settle(crew: number): void {
    const now = clocks.elapsed(crewClock[crew]!)
    const ticks = now - settled[crew]!
    settled[crew] = now
    sums[2 * crew] = sums[2 * crew]! + ticks * (there[crew]! - free[crew]! + staffing.atWork[crew]!)
    sums[2 * crew + 1] = sums[2 * crew + 1]! + ticks * there[crew]!
  }

  /** So many people of a crew, or fewer if negative, are free from now on. */
  function give(crew: number, people: number): void {
    settle(crew)
    free[crew] = free[crew]! + people
  }

  function cut(): Float64Array {
    if (isOn) for (let crew = 0; crew < plan.crews.length; crew++) settle(crew)
    const window = sums.slice()
    sums.fill(0)
    return window
  }

  function announce(number: number): void {
    const { crews } = demands.of[number]!
    for (let i = 0; i < crews.length; i++) call(crews[i]!)
  }

  /** The crew chooses in stage 3 whom it serves. */
  function call(crew: number): void {
    agenda.choice(topology.crewChoice[crew]!)
    if (interrupting) for (const partner of partners[crew]!) agenda.choice(topology.crewChoice[partner]!)
  }

  function release(asker: number): void {
    if (wanted[asker]! >= 0) withdraw(asker)
    const number = coming[asker]! >= 0 ? coming[asker]! : held[asker]!
    if (number < 0) return
    held[asker] = -1
    if (coming[asker]! >= 0) events.cancel(layout.walkSlot + asker)
    coming[asker] = -1
    const { crews, counts } = demands.of[number]!
    for (let i = 0; i < crews.length; i++) leave(asker, crews[i]!, counts[i]!)
    announce(number)
  }

  function keep(asker: number, number: number): void {
    const before = held[asker]!
    if (before < 0) return
    const { crews, counts } = demands.of[before]!
    const kept = number < 0 ? { crews: [], counts: [] } : demands.of[number]!
    for (let i = 0; i < crews.length; i++) {
      const at = kept.crews.indexOf(crews[i]!)
      const given = counts[i]! - (at < 0 ? 0 : kept.counts[at]!)
      if (given > 0) leave(asker, crews[i]!, given)
    }
    held[asker] = number
    heldFor[asker] = number
    announce(before)
  }

  /** People whom the asker has had are free where it is. */
  function leave(asker: number, crew: number, people: number): void {
    give(crew, people)
    if (walks.has[crew] === 1) walks.leave(crew, people, askers.placeOf(asker))
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
    const { crews } = demands.of[wanted[asker]!]!
    for (let i = 0; i < crews.length; i++) {
      const cell = asker * plan.crews.length + crews[i]!
      if (got[cell] === 0) continue
      leave(asker, crews[i]!, got[cell]!)
      got[cell] = 0
    }
    announce(wanted[asker]!)
  }

  /** The first of the demands of which any will do that can be had now, or be got on with; -1 for none, and if `crew` is not among its people. */
  function whom(asker: number, crew: number): number {
    const ways = demands.ways[wanted[asker]!]!
    for (let i = 0; i < ways.length; i++)
      if (gathers[asker] === 1 ? joins(asker, ways[i]!, -1) >= 0 : isThere(ways[i]!)) {
        const isOf =
          gathers[asker] === 1 ? joins(asker, ways[i]!, crew) >= 0 : demands.of[ways[i]!]!.crews.some((each) => groups[each] === crew)
        return isOf ? ways[i]! : -1
      }
    return -1
  }

  function isThere(number: number): boolean {
    const { crews, counts } = demands.of[number]!
    for (let i = 0; i < crews.length; i++) if (!clocks.runs(crewClock[crews[i]!]!) || free[crews[i]!]! < counts[i]!) return false
    return true
  }

  /** The first of the people of `number` who could join those that the asker has gathered, of `crew` or, for -1, of any: their crew; -1 for none. */
  function joins(asker: number, number: number, crew: number): number {
    if (!isOpenTo(asker, number)) return -1
    const { crews } = demands.of[number]!
    for (let i = 0; i < crews.length; i++) {
      const each = crews[i]!
      if (!clocks.runs(crewClock[each]!)) return -1
    }
    for (let i = 0; i < crews.length; i++) {
      const each = crews[i]!
      if ((crew < 0 || groups[each] === crew) && free[each]! > 0 && isLacking(asker, number, i)) return each
    }
    return -1
  }

  /** Are those that the asker has gathered among the people of `number`? */
  function isOpenTo(asker: number, number: number): boolean {
    const { crews } = demands.of[wanted[asker]!]!
    const { crews: own, counts } = demands.of[number]!
    return crews.every((each) => got[asker * plan.crews.length + each]! <= (counts[own.indexOf(each)] ?? 0))
  }

  /** Does the asker, which gathers the people of `number`, still need some of its i-th crew? */
  function isLacking(asker: number, number: number, i: number): boolean {
    const { crews, counts } = demands.of[number]!
    return got[asker * plan.crews.length + crews[i]!]! < counts[i]!
  }

  /** Takes people from a position that works; it asks anew. */
  function takeFrom(p: number): void {
    stopWork(p)
    release(p)
    askers.granted(p)
  }

  function serve(crew: number): boolean {
    if (interrupts[crew] === 1 && clocks.runs(crewClock[crew]!)) interruptions.makeWay(crew)
    const best = ranks.isAsked(crew) ? chosenFor(crew) : firstFor(crew)
    if (best < 0) return false
    let number = whom(best, crew)
    // Whom one has taken another cannot have: then it is the turn of the next crew that would do.
    if (demands.hasWays()) for (let i = 0; i < waiting; i++) if (demands.ways[wanted[queue[i]!]!]!.length > 1) announce(wanted[queue[i]!]!)
    if (gathers[best] === 1) {
      number = join(best, number, joins(best, number, crew))
      if (number < 0) return true
    } else {
      const { crews, counts } = demands.of[number]!
      for (let i = 0; i < crews.length; i++) give(crews[i]!, -counts[i]!)
      until[best] = locates ? clock[0]! + walkTo(best, number) : 0
    }
    heldFor[best] = wanted[best]!
    withdraw(best)
    held[best] = number
    paces[best] = demands.isLate(heldFor[best]!) ? demands.paceOf(number) : 1
    const ticks = until[best]! - clock[0]!
    if (ticks > 0) {
      held[best] = -1
      coming[best] = number
      events.schedule(layout.walkSlot + best, ticks)
    } else askers.granted(best)
    return true
  }

  /** Who is to be served by the rule of the crew, -1 for nobody. */
  function firstFor(crew: number): number {
    let best = -1
    for (let i = 0; i < waiting; i++) {
      const asker = queue[i]!
      if (canHave(asker, crew) && (best < 0 || comesBefore(asker, best, crew))) best = asker
    }
    return best
  }

  /** Who is to be served at the element that a function of the user's chooses, -1 for nobody. */
  function chosenFor(crew: number): number {
    const able = [...queue.subarray(0, waiting)].filter((asker) => canHave(asker, crew))
    const elements = [...new Set(able.map((asker) => elementOf[asker]!))].toSorted((a, b) => a - b)
    if (elements.length === 0) return -1
    const chosen = elements.length === 1 ? elements[0]! : ranks.choose(crew, elements)
    const there = able.filter((asker) => elementOf[asker] === chosen)
    return there.reduce((best, asker) => (comesBefore(asker, best, crew) ? asker : best))
  }

  function canHave(asker: number, crew: number): boolean {
    return askers.isReady(asker) && whom(asker, crew) >= 0
  }

  /** People leave for where they are needed; ticks until the last of them is there. */
  function walkTo(asker: number, number: number): number {
    const { crews, counts } = demands.of[number]!
    let ticks = 0
    for (let i = 0; i < crews.length; i++)
      if (walks.has[crews[i]!] === 1) ticks = Math.max(ticks, walks.send(crews[i]!, counts[i]!, askers.placeOf(asker)))
    return ticks
  }

  /** One person of `crew` joins those whom the asker has; the demand that is fulfilled with that, -1 for none yet. */
  function join(asker: number, number: number, crew: number): number {
    const first = asker * plan.crews.length
    const { crews } = demands.of[wanted[asker]!]!
    if (crews.every((each) => got[first + each] === 0)) until[asker] = 0
    give(crew, -1)
    got[first + crew] = got[first + crew]! + 1
    if (walks.has[crew] === 1) until[asker] = Math.max(until[asker]!, clock[0]! + walks.send(crew, 1, askers.placeOf(asker)))
    if (demands.of[number]!.crews.some((_, i) => isLacking(asker, number, i))) return -1
    for (const each of crews) got[first + each] = 0
    return number
  }

  function arrived(asker: number): void {
    held[asker] = coming[asker]!
    coming[asker] = -1
    // At work they may be taken for what is more urgent.
    if (interrupting) announce(held[asker]!)
    askers.granted(asker)
  }

  function comesBefore(a: number, b: number, crew: number): boolean {
    const difference = ranks.of(crew, a, whoComes(a, crew)) - ranks.of(crew, b, whoComes(b, crew))
    if (difference !== 0) return difference < 0
    if (since[a] !== since[b]) return since[a]! < since[b]!
    if (elementOf[a] !== elementOf[b]) return elementOf[a]! < elementOf[b]!
    return askers.precedes(a, b)
  }

  /** Who would come to an asker that waits; whom it has, or would like to have, where nobody can. */
  function whoComes(asker: number, crew: number): Demand {
    if (wanted[asker]! < 0) return demands.of[held[asker]!]!
    const number = locates ? whom(asker, crew) : -1
    return demands.of[number < 0 ? wanted[asker]! : number]!
  }

  /** What would bring an asker on: all of its people in each way, or one more of the crew. */
  function wants(asker: number, crew: number): readonly Demand[] {
    const ways = demands.ways[wanted[asker]!]!
    if (gathers[asker] === 0)
      return ways.map((way) => demands.of[way]!).filter(({ crews }) => crews.every((each) => clocks.runs(crewClock[each]!)))
    return ways
      .filter((way) => isOpenTo(asker, way) && demands.of[way]!.crews.every((each) => clocks.runs(crewClock[each]!)))
      .flatMap((way) => demands.of[way]!.crews.filter((each, i) => groups[each] === crew && isLacking(asker, way, i)))
      .map((each) => ({ crews: [each], counts: [1] }))
  }

  /** Crews that interrupt, by crew with which they are asked for. */
  function partnersOf(crew: number): readonly number[] {
    const others = demands.of.filter(({ crews }) => crews.includes(crew)).flatMap(({ crews }) => crews)
    return [...new Set(others.map((each) => groups[each]!))].filter((each) => interrupts[each] === 1 && each !== groups[crew])
  }

  return {
    demand: demands.number,
    has,
    waits: (asker) => wanted[asker]! >= 0 || coming[asker]! >= 0,
    stays: (asker) => held[asker]! < 0 || demands.of[held[asker]!]!.crews.every((crew) => !leaves[crew]),
    away: isAway,
    lacks: (asker) => wanted[asker]! >= 0 && layout.rollSlot.every((slot) => slot < 0) && crewClock.every((each) => clocks.runs(each)),
    clockWith: demands.clockWith,
    clocksOf: demands.clocksOf,
    clockOf: (asker, of) => (of >= 0 ? of : demands.clockOf(of, held[asker]!)),
    turned,
    lasts: demands.lasts,
    pace: (asker, demand) => (demands.isLate(demand) ? paces[asker]! : 1),
    takes: (asker, demand, ticks) => (demands.isLate(demand) ? stretched(ticks, paces[asker]!) : ticks),
    isLate: demands.isLate,
    release,
    keep,
    wake: (asker) => {
      if (wanted[asker]! >= 0) announce(wanted[asker]!)
    },
    stopAsker: askers.stopAsker,
    bodyAsker: askers.bodyAsker,
    rollDue: rolls.due,
    arrived,
    serve,
    bind: (position, overtime, granted, stop) => {
      askers.bind(position, granted)
      stopWork = stop
      if (interrupting) partners = plan.crews.map((_, crew) => partnersOf(crew))
      interruptions = createCrewInterruptions(
        {
          waiting: (crew) =>
            [...queue.subarray(0, waiting)].filter(
              (asker) => askers.isReady(asker) && demands.of[wanted[asker]!]!.crews.some((each) => groups[each] === crew),
            ),
          wants,
          has: (asker) => (held[asker]! < 0 ? undefined : demands.of[held[asker]!]!),
          free: (crew) => free[crew]!,
          interrupts: (crew) => interrupts[crew] === 1,
          rank: (asker, crew) => ranks.of(groups[crew]!, asker, whoComes(asker, crew)),
          comesBefore: (a, b, crew) => comesBefore(a, b, groups[crew]!),
          takeFrom,
        },
        position,
        overtime,
      )
    },
    bindStops: askers.bindStops,
    bindBodies: askers.bindBodies,
    cut,
    cutRoll: () => (isOn ? rolls.cut() : float64(2 * plan.crews.length)),
    start: rolls.start,
    reset: () => {
      for (const column of [free, there, settled, sums, got, until]) column.fill(0)
      for (const column of [held, coming, wanted]) column.fill(-1)
      walks.reset()
      waiting = 0
    },
  }
}
