/**
 * Crews that work in tandem lines alone (tandems.ts): always the same people, who do one thing at a time, and go to whom
 * their rule puts first. Who waits stands in one queue; people are given in stage 3 of a tick, as by any crew (crews.ts).
 */
import { float64, int32, int32From, uint8 } from 'genba/kernel'
import { constantOf } from './draw.ts'
import { asksFor, constrains } from './people.ts'
import type { CrewPlan, Plan, StationPlan } from './plan.ts'
import { isSkilled } from './skilled-crews.ts'
import type { World } from './world.ts'

/** How those that wait are put in order: as they come (of one tick by element), the most upstream first, the most downstream first. */
const AS_THEY_COME = 0
const UPSTREAM = 1
const DOWNSTREAM = -1
const ORDERS: Readonly<Record<string, number>> = { first_come: AS_THEY_COME, most_upstream: UPSTREAM, most_downstream: DOWNSTREAM }

/** What becomes of a station that has asked. */
interface Told {
  /** It has its people. */
  granted(k: number): void
  /** It has the people of station `from`, whose work has just ended. */
  takesOver(k: number, from: number): void
  /** It has none yet. */
  waits(k: number): void
}

export interface TandemCrews {
  /** By station of the tandem lines: its crew, -1 for none. */
  readonly crewOf: Int32Array
  /** By crew: 1 for those that work in tandem lines alone. */
  readonly has: Uint8Array
  /** Station `k` waits for its people from now on. */
  ask(k: number): void
  /** The people of station `k` are free. */
  release(k: number): void
  /** Gives people to those that wait, as long as there are enough of them (stage 3). */
  serve(crew: number): void
  /** People at each station of its crew. */
  readonly count: Int32Array
  reset(): void
}

/**
 * Who works at the one place of the station for its work and nothing else, and has no hours, no skills, nothing to learn.
 * To be asked only where people are a constraint.
 * @returns undefined for any other people
 */
export function tandemCrewOf(plan: Plan, station: StationPlan): { readonly crew: number; readonly count: number } | undefined {
  const [need, ...others] = station.steps[0]!.crew
  if (need === undefined || others.length > 0 || need.anyOf.length > 1) return undefined
  const { crew, skill } = need.anyOf[0]!
  const isPlain = skill === undefined && isUnchanging(plan.crews[crew]!) && need.count <= constantOf(plan.crews[crew]!.size)!
  const isTogether = station.gather === 'together' && station.release === 'at_end' && station.callCrew !== 'before'
  const repairs = station.failures.every((failure) => failure.crew.length === 0)
  return isPlain && isTogether && repairs ? { crew, count: need.count } : undefined
}

function isUnchanging(crew: CrewPlan): boolean {
  const { serves, size, sizeByShift, calendars, absence, learning, walking, interrupts, pool } = crew
  const isAlways = sizeByShift === undefined && calendars.length === 0 && absence === undefined && Number.isInteger(constantOf(size))
  const isAlike = learning === undefined && walking === undefined && pool === undefined && !isSkilled(crew)
  return isAlways && isAlike && !interrupts && typeof serves === 'string' && ORDERS[serves] !== undefined
}

/** Is everybody who wants the crew among these stations, which all want as many of its people? */
export function servesOnly(plan: Plan, crew: number, stations: ReadonlySet<number>): boolean {
  const others = plan.elements.filter(({ number }) => !stations.has(number))
  const counts = plan.elements.flatMap((element) =>
    element.kind === 'station' && stations.has(element.number) ? (tandemCrewOf(plan, element) ?? []) : [],
  )
  const isSame = new Set(counts.filter((each) => each.crew === crew).map(({ count }) => count)).size === 1
  return isSame && ![...others, ...plan.lines].some((each) => asksFor(each, crew))
}

/**
 * @param element of each station, in the order of the lines
 * @param told what becomes of a station that has asked
 */
export function createTandemCrews(
  { plan, topology, agenda, events }: Pick<World, 'plan' | 'topology' | 'agenda' | 'events'>,
  element: Int32Array,
  { granted, takesOver, waits }: Told,
): TandemCrews {
  const { clock } = events
  const n = element.length
  const crews = plan.crews.length
  const isOn = constrains(plan)
  const demands = Array.from(element, (number) => (isOn ? tandemCrewOf(plan, plan.elements[number] as StationPlan) : undefined))
  const crewOf = int32From(demands, (demand) => demand?.crew ?? -1)
  const count = int32From(demands, (demand) => demand?.count ?? 0)
  const choice = int32From(crewOf, (crew) => (crew < 0 ? -1 : topology.crewChoice[crew]!))
  const size = int32From(plan.crews, (crew) => constantOf(crew.size) ?? 0)
  const has = uint8(crews)
  const most = int32(crews)
  demands.forEach((demand) => {
    if (demand === undefined) return
    has[demand.crew] = 1
    most[demand.crew] = demand.count
  })
  const order = int32From(plan.crews, ({ serves }) => (typeof serves === 'string' ? (ORDERS[serves] ?? 0) : 0))
  const free = int32(crews)
  // A ring for each crew, in which a station stands at most once: where it begins, and how many wait.
  const mask = (1 << (32 - Math.clz32(n))) - 1
  const ring = int32(crews * (mask + 1))
  const first = int32(crews)
  const waiting = int32(crews)
  const since = float64(n)

  function ask(k: number): void {
    const crew = crewOf[k]!
    const from = crew * (mask + 1)
    const begin = first[crew]!
    const now = clock[0]!
    since[k] = now
    let at = waiting[crew]!
    waiting[crew] = at + 1
    while (at > 0) {
      const other = ring[from + ((begin + at - 1) & mask)]!
      if (!comesAfter(other, k, order[crew]!, now)) break
      ring[from + ((begin + at) & mask)] = other
      at--
    }
    ring[from + ((begin + at) & mask)] = k
    if (free[crew]! >= count[k]!) agenda.choice(choice[k]!)
    else waits(k)
  }

  /** Does station `other`, which waits already, come after station `k`, which asks now? */
  function comesAfter(other: number, k: number, by: number, now: number): boolean {
    if (by === AS_THEY_COME) return since[other] === now && element[other]! > element[k]!
    return by === UPSTREAM ? element[other]! > element[k]! : element[other]! < element[k]!
  }

  function release(k: number): void {
    const crew = crewOf[k]!
    free[crew] = free[crew]! + count[k]!
    if (waiting[crew] === 0) return
    // As they come, who has waited since an earlier tick comes before all that may ask at this one.
    if (order[crew] === AS_THEY_COME) {
      const now = clock[0]!
      while (free[crew]! >= count[k]! && since[firstOf(crew)]! < now) {
        takesOver(next(crew), k)
        if (waiting[crew] === 0) return
      }
    }
    if (free[crew]! >= count[k]!) agenda.choice(choice[k]!)
  }

  /** Who comes first of those that wait for the crew. */
  function firstOf(crew: number): number {
    return ring[crew * (mask + 1) + first[crew]!]!
  }

  /** The first of those that wait goes, with people who were free. */
  function next(crew: number): number {
    const k = firstOf(crew)
    first[crew] = (first[crew]! + 1) & mask
    waiting[crew] = waiting[crew]! - 1
    free[crew] = free[crew]! - count[k]!
    return k
  }

  function serve(crew: number): void {
    while (waiting[crew]! > 0 && free[crew]! >= most[crew]!) granted(next(crew))
    // Who asked at this tick, when there seemed to be people enough, has not been told.
    const now = clock[0]!
    for (let place = waiting[crew]! - 1; place >= 0; place--) {
      const k = ring[crew * (mask + 1) + ((first[crew]! + place) & mask)]!
      if (since[k] === now) waits(k)
      else if (order[crew] === AS_THEY_COME) return
    }
  }

  function reset(): void {
    free.set(size)
    first.fill(0)
    waiting.fill(0)
  }

  return { crewOf, has, ask, release, serve, count, reset }
}
