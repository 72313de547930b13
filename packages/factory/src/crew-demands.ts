/**
 * Whom activities ask for, as numbers: how many people of which crews, in which ways these can be chosen, on which clock they
 * work, and how long they need.
 *
 * Who comes is known only when people are given where any of several crews will do (`crew: {any: ..}`, a skill). How long
 * the work takes is then known only when they have come, and so is where a crew counts what it does (`learning: wright(..)`).
 */
import { int32From, uint8From } from 'genba/kernel'
import { constrains, countsWork, demandOf, waysOf, type Demand } from './people.ts'
import type { Calendars, CrewDemand } from './plan.ts'
import { groupOf } from './skilled-crews.ts'
import type { World } from './world.ts'

export interface CrewDemands {
  /** Number of a demand, -1 for nobody (always, where people are no constraint). For building only. */
  number(crew: CrewDemand): number
  /** Whom each demand asks for; where there are several ways all crews that may come, with nobody of each. */
  readonly of: readonly Demand[]
  /** Of each demand: those of which any will do, in the written order; itself if there are no others. */
  readonly ways: readonly (readonly number[])[]
  /** Is there a demand with several ways? */
  hasWays(): boolean
  /**
   * The clock of work that runs on `base`, with people of a demand: it stands while one of them has gone. Where it depends on who comes
   * a number below 0. For building only.
   */
  clockWith(base: number, calendars: Calendars, demand: number): number
  /** All clocks that such a number may mean. For building only. */
  clocksOf(clock: number): readonly number[]
  /** The clock where those of demand `held` work. */
  clockOf(clock: number, held: number): number
  /**
   * Ticks of work that takes `ticks` by people who have learned it, with those of a demand: whose `learning` is 130 % need
   * 1.3 times as long. Several crews work together, so the slowest counts. At least one tick, none where there are none;
   * `ticks` as they are where that is known only when they come.
   */
  lasts(demand: number, ticks: number): number
  /** Is it known only when people come how long they need? */
  isLate(demand: number): boolean
  /** The factor of those of demand `held`, who begin now. */
  paceOf(held: number): number
}

export function createCrewDemands({ plan, clocks, clockwork, draws }: Pick<World, 'plan' | 'clocks' | 'clockwork' | 'draws'>): CrewDemands {
  const isOn = constrains(plan)
  const groups = int32From(plan.crews, (_, crew) => groupOf(plan.crews, crew))
  const learning = plan.crews.map(({ name, learning: factor }, crew) =>
    isOn && factor !== undefined && groups[crew] === crew ? draws.quantity(factor, `crews.${name}`, 'learning') : -1,
  )
  const counts = uint8From(plan.crews, (crew) => (crew.learning !== undefined && countsWork(crew.learning) ? 1 : 0))
  /** Crews whose people go at closing; who has no hours never does. */
  const leaves = plan.crews.map(({ shiftEnd, calendars }) => shiftEnd === 'pause' && calendars.length > 0)
  const crewClock = plan.crews.map(({ calendars }) => clockwork.clockOf(calendars))
  /** Clocks that stand while people have gone, by clock and crews. */
  const combined = new Map<string, number>()
  const demands: Demand[] = []
  const alternatives: (readonly number[])[] = []
  /** Whether it is known only when people come how long they need; the crews of each, those of one with pools once. */
  const late: boolean[] = []
  const learners: (readonly number[])[] = []
  const numbers = new Map<string, number>()
  /** Clocks by who has come: of each demand in the order of its ways. */
  const byWay: { readonly demand: number; readonly clocks: readonly number[] }[] = []
  let hasAlternatives = false

  function number(crew: CrewDemand): number {
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
      const made = demands.push(wants) - 1
      alternatives.push(ways.length === 0 ? [made] : ways)
      if (ways.length > 1) hasAlternatives = true
      const who = [...new Set(wants.crews.map((crew) => groups[crew]!))]
      learners.push(who)
      const sets = new Set(ways.map((way) => learners[way]!.toSorted((a, b) => a - b).join(' ')))
      late.push(who.some((crew) => counts[crew] === 1) || (sets.size > 1 && who.some((crew) => learning[crew]! >= 0)))
      numbers.set(key, made)
    }
    return numbers.get(key)!
  }

  function clockWith(base: number, calendars: Calendars, demand: number): number {
    if (demand < 0) return base
    const clocksByWay = alternatives[demand]!.map((way) => clockOfWay(base, calendars, way))
    if (clocksByWay.every((clock) => clock === clocksByWay[0])) return clocksByWay[0]!
    return -byWay.push({ demand, clocks: clocksByWay })
  }

  function clockOfWay(base: number, calendars: Calendars, way: number): number {
    const gone = demands[way]!.crews.filter(
      (crew) => leaves[crew] && !plan.crews[crew]!.calendars.every((each) => calendars.includes(each)),
    )
    if (gone.length === 0) return base
    const key = `${base} ${gone.join(' ')}`
    const made = combined.get(key) ?? clocks.add([base, ...gone.map((crew) => crewClock[crew]!)])
    combined.set(key, made)
    return made
  }

  function paceOf(held: number): number {
    let factor = 0
    for (const crew of learners[held]!) factor = Math.max(factor, learning[crew]! < 0 ? 1 : draws.take(learning[crew]!, -1))
    return factor
  }

  return {
    number,
    of: demands,
    ways: alternatives,
    hasWays: () => hasAlternatives,
    clockWith,
    clocksOf: (clock) => (clock < 0 ? byWay[-clock - 1]!.clocks : [clock]),
    clockOf(clock, held) {
      if (clock >= 0) return clock
      const { demand, clocks: clocksByWay } = byWay[-clock - 1]!
      return clocksByWay[alternatives[demand]!.indexOf(held)]!
    },
    lasts: (demand, ticks) => (demand < 0 || late[demand]! ? ticks : stretched(ticks, paceOf(demand))),
    isLate: (demand) => demand >= 0 && late[demand]!,
    paceOf,
  }
}

/** Ticks that take `ticks` at a pace of 1, to the nearest; at least one, none where there are none. */
export function stretched(ticks: number, pace: number): number {
  return pace === 1 || ticks === 0 ? ticks : Math.max(1, Math.floor(ticks * pace + 0.5))
}
