/** The steps of the work on a part, and set-ups before them: how long they take, and the people that they need. */
import { float64, int32From, uint8From } from 'genba/kernel'
import { stretched } from './crew-demands.ts'
import type { StationPlan } from './plan.ts'
import type { PositionColumns } from './positions.ts'
import type { Processes } from './processes.ts'
import { staffedStations } from './staffing.ts'
import type { World } from './world.ts'

export interface WorkSteps {
  /** Ticks of each step of the present visit: step i of position p at p * widest + i. */
  readonly ticks: Float64Array
  readonly widest: number
  /** Steps of each element. */
  readonly count: Int32Array
  /** Per element: 1 if a step or set-up of it asks for people. */
  readonly crewed: Uint8Array
  /** Per element: 1 if its people stay until the part has left (`release: when_left`). */
  readonly staysOn: Uint8Array
  /** Draws the ticks of all steps of the visit to a position and keeps them if `keeps`, or there are several; those of the first. */
  draw(position: number, element: number, keeps: boolean): number
  /** Ticks that a set-up takes of those who do it. */
  setup(element: number, ticks: number): number
  /** Ticks of all the work on the part that comes next, as far as they can be known. */
  ahead(element: number): number
  /** Clock on which the position works: it stands while its people have gone. */
  clock(position: number, element: number): number
  /** Demand (crews.ts) of step i of the work. */
  demandOf(element: number, i: number): number
  /** Are the people there for what the position is at? If not, asks for them. */
  manned(position: number, element: number): boolean
}

/** @param stations by element; undefined where the element is not carried by stations.ts */
export function createWorkSteps(
  {
    plan,
    draws,
    crews,
    staffing,
    layout,
    clocks,
    clockwork,
  }: Pick<World, 'plan' | 'draws' | 'crews' | 'staffing' | 'layout' | 'clocks' | 'clockwork'>,
  { part: partAt, step, left, drawn, pace }: Pick<PositionColumns, 'part' | 'step' | 'left' | 'drawn' | 'pace'>,
  stations: readonly (StationPlan | undefined)[],
  processes: Pick<Processes, 'has' | 'clock' | 'demand'>,
): WorkSteps {
  const widest = Math.max(1, ...plan.elements.map((element) => (element.kind === 'station' ? element.steps.length : 0)))
  const staffedBy = staffedStations(plan)
  const kept = float64(layout.positions * widest)
  const sites = stations.map((station) =>
    int32From(station?.steps ?? [], (s, i) => draws.duration(s.time, station!.key, i === 0 ? 'work' : `work ${i}`)),
  )
  const demands = stations.map((station) => int32From(station?.steps ?? [], ({ crew }) => crews.demand(crew)))
  const setupDemand = int32From(stations, (station) => crews.demand(station?.setup?.crew ?? []))
  const crewed = uint8From(demands, (list, i) => (setupDemand[i]! >= 0 || list.some((demand) => demand >= 0) ? 1 : 0))

  /** Clocks of set-ups, then of each step, where people are asked for. */
  const workClocks = stations.map((station, i) =>
    int32From(crewed[i] === 1 ? [setupDemand[i]!, ...demands[i]!] : [], (demand) =>
      crews.clockWith(clockwork.work[i]!, station!.calendars, demand),
    ),
  )
  for (let p = 0; p < layout.positions; p++)
    for (const each of workClocks[layout.positionElement[p]!]!)
      for (const clock of crews.clocksOf(each)) clocks.bind(layout.positionSlot + p, clock)

  /** Where who comes decides how long something takes. */
  const isLate = uint8From(demands, (list, i) => ([setupDemand[i]!, ...list].some((demand) => crews.isLate(demand)) ? 1 : 0))

  /** Demand of what the position is at. */
  function demandAt(p: number, element: number): number {
    if (step[p] === -1) return setupDemand[element]!
    return processes.has[element] === 1 ? processes.demand(p, element) : demands[element]![step[p]!]!
  }

  /** What is left of the activity takes as long as those who are there now need. */
  function keepPace(p: number, demand: number): void {
    const now = crews.pace(p, demand)
    const change = now / pace[p]!
    pace[p] = now
    left[p] = stretched(left[p]!, change)
    drawn[p] = stretched(drawn[p]!, change)
  }

  /** With fewer people along a line than it needs work takes longer. */
  function atPace(element: number, ticks: number): number {
    return staffedBy[element]! < 0 ? ticks : staffing.stretched(staffedBy[element]!, ticks)
  }

  function time(p: number, element: number, i: number): number {
    const ticks = draws.take(sites[element]![i]!, partAt[p]!)
    return atPace(element, crewed[element] === 1 ? crews.lasts(demands[element]![i]!, ticks) : ticks)
  }

  return {
    ticks: kept,
    widest,
    count: int32From(sites, (list) => list.length),
    crewed,
    staysOn: uint8From(stations, (station, i) => (crewed[i] === 1 && station?.release === 'when_left' ? 1 : 0)),
    draw(p, element, keeps) {
      const first = time(p, element, 0)
      const steps = sites[element]!.length
      if (keeps || steps > 1) {
        kept[p * widest] = first
        for (let i = 1; i < steps; i++) kept[p * widest + i] = time(p, element, i)
      }
      return first
    },
    setup: (element, ticks) => crews.lasts(setupDemand[element]!, ticks),
    ahead(element) {
      let ticks = 0
      for (let i = 0; i < sites[element]!.length; i++)
        ticks += atPace(element, crews.lasts(demands[element]![i]!, draws.peek(sites[element]![i]!)))
      return ticks
    },
    clock(p, element) {
      if (crewed[element] === 0) return clockwork.work[element]!
      if (processes.has[element] === 1 && step[p]! >= 0) return processes.clock(p, element)
      return crews.clockOf(p, workClocks[element]![step[p]! + 1]!)
    },
    demandOf: (element, i) => demands[element]![i]!,
    manned(p, element) {
      const demand = demandAt(p, element)
      if (!crews.has(p, demand)) return false
      if (isLate[element] === 1) keepPace(p, demand)
      return true
    },
  }
}
