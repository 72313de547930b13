/**
 * Work whose steps a user's generator gives one by one (`process: hook(name)`).
 *
 * The generator begins with the visit, after a set-up, and goes on when what it has yielded is done: at the end of a step of work,
 * or once the people that it seizes are there. As with steps that are written down, people are asked for all together: who seizes
 * more gives back those it has and waits for all of them, so that nobody who waits holds anyone. A visit whose process ends without work,
 * or without work after it has seized someone, lasts one tick more.
 */
import { float64, int32, uint8, uint8From } from 'genba/kernel'
import { rounded } from './draw.ts'
import type { HookCall } from './hook-calls.ts'
import type { CrewDemand, Plan, StationPlan } from './plan.ts'
import type { PositionColumns } from './positions.ts'
import * as positions from './positions.ts'
import * as processSteps from './process-steps.ts'
import { isSkilled } from './skilled-crews.ts'
import { staffedStations } from './staffing.ts'
import type { World } from './world.ts'

const { UP } = positions
const { RELEASE, SEIZE, WORK } = processSteps

/** People of one visit can be held in at most so many ways. */
const MOST_WAYS = 64
/** Steps without work that one visit may take one after another. */
const MOST_IDLE_STEPS = 1000

export interface Processes {
  /** Per element: 1 for a station with a process. */
  readonly has: Uint8Array
  /** The work of the visit begins: the first step is taken from its process. */
  begin(position: number, element: number): void
  /** The step of work has ended, and the next is taken; false if there is none. */
  goesOn(position: number, element: number): boolean
  /** Is there a step of work to do? Else the people are asked for whom the process has seized. */
  works(position: number, element: number): boolean
  /** Demand (crews.ts) of the people that the process has now, or waits for. */
  demand(position: number, element: number): number
  /** The clock that stands while one of these has gone. */
  clock(position: number, element: number): number
  reset(): void
}

/** Why the process of the station cannot be simulated, in words; none where it can. */
export function beyondProcess(plan: Plan, station: StationPlan): readonly string[] {
  if (station.process === undefined) return []
  const crew = station.steps.flatMap((step) => step.crew)
  const { preempt, failures, shiftEnd, callCrew, gather } = station
  const rules: readonly (readonly [string, boolean])[] = [
    ['process with preempt', preempt !== 'none'],
    ['process with on_failure: return', failures.some(({ onFailure }) => onFailure === 'return')],
    [`process with shift_end: ${shiftEnd}`, shiftEnd === 'redo' || shiftEnd === 'run_out'],
    ['process with call_crew: before or gather: one_by_one', crew.length > 0 && (callCrew === 'before' || gather !== 'together')],
    ['process with positions: unlimited', station.positions === Infinity],
    [
      'process with people of any of several crews, or with skills',
      crew.some(({ anyOf }) => anyOf.length > 1 || anyOf.some((each) => each.skill !== undefined || isSkilled(plan.crews[each.crew]!))),
    ],
    [`process with people in more than ${MOST_WAYS} ways`, limitsOf(crew).reduce((ways, { most }) => ways * (most + 1), 1) > MOST_WAYS],
  ]
  return rules.flatMap(([word, is]) => (is ? [word] : []))
}

/** How many of each crew a process may hold, in the order of crews. */
function limitsOf(crew: CrewDemand): readonly { readonly crew: number; readonly most: number }[] {
  const most = new Map<number, number>()
  for (const { anyOf, count } of crew) most.set(anyOf[0]!.crew, (most.get(anyOf[0]!.crew) ?? 0) + count)
  return [...most].map(([each, count]) => ({ crew: each, most: count })).toSorted((a, b) => a.crew - b.crew)
}

/** What is known of a station with a process. People held are a number: how many of each crew, to the bases of the limits plus one. */
interface Process {
  readonly call: HookCall
  readonly crews: readonly { readonly name: string; readonly most: number; readonly base: number }[]
  readonly demands: readonly number[]
  readonly clocks: readonly number[]
}

/** @param stations by element; undefined where the element is not carried by stations.ts */
export function createProcesses(
  world: Pick<World, 'plan' | 'layout' | 'clocks' | 'clockwork' | 'crews' | 'staffing' | 'hooks'>,
  position: PositionColumns,
  stations: readonly (StationPlan | undefined)[],
): Processes {
  const { plan, layout, clocks, clockwork, crews, staffing, hooks } = world
  const { part: partAt, step, left, drawn, down } = position
  const n = layout.positions
  const staffedBy = staffedStations(plan)
  const has = uint8From(stations, (station) => (station?.process === undefined ? 0 : 1))
  const processes = stations.map((station) => (station?.process === undefined ? undefined : processOf(station, station.process.hook)))
  /** People held, or waited for. */
  const held = int32(n)
  /** The next step is taken once these people are there. */
  const takes = uint8(n)
  /** The process has ended: so does the visit, with the step that is under way. */
  const ended = uint8(n)
  /** There has been work since it began, or since someone was seized. */
  const worked = uint8(n)
  const idle = float64(n)
  const next: (() => processSteps.ProcessStep | undefined)[] = []

  for (let p = 0; p < n; p++)
    for (const clock of processes[layout.positionElement[p]!]?.clocks ?? []) clocks.bind(layout.positionSlot + p, clock)

  function processOf(station: StationPlan, name: string): Process {
    const crew = station.steps.flatMap((each) => each.crew)
    const limits = limitsOf(crew)
    let ways = 1
    const bases = limits.map(({ crew: of, most }) => {
      const base = ways
      ways *= most + 1
      return { name: plan.crews[of]!.name, most, base }
    })
    const demands = Array.from({ length: ways }, (_, way) =>
      crews.demand(
        limits.flatMap(({ crew: of, most }, i) => {
          const count = Math.floor(way / bases[i]!.base) % (most + 1)
          return count === 0 ? [] : [{ anyOf: [{ crew: of }], count }]
        }),
      ),
    )
    return {
      call: hooks.place(station.key, 'process', name, 'process'),
      crews: bases,
      demands,
      clocks: demands.map((demand) => crews.clockWith(clockwork.work[station.number]!, station.calendars, demand)),
    }
  }

  function begin(p: number, element: number): void {
    next[p] = processes[element]!.call.begin(partAt[p]!)
    held[p] = 0
    ended[p] = 0
    worked[p] = 0
    idle[p] = 0
    step[p] = 0
    take(p, element)
  }

  /** Takes steps up to one that lasts, or people that are not there yet. */
  function take(p: number, element: number): void {
    const { call, demands } = processes[element]!
    takes[p] = 0
    for (;;) {
      const given = next[p]!()
      if (given === undefined) {
        ended[p] = 1
        if (worked[p] === 0) lasts(p, 1)
        return
      }
      if (given.verb !== SEIZE && given.verb !== RELEASE) {
        const ticks = rounded(given.seconds, plan.ticksPerSecond, 1)
        lasts(p, given.verb === WORK ? atPace(element, crews.lasts(demands[held[p]!]!, ticks)) : ticks)
        return
      }
      idle[p] = idle[p]! + 1
      if (idle[p]! > MOST_IDLE_STEPS) call.fail(`seizes and releases ${MOST_IDLE_STEPS} times without work; yield work(..) between`)
      move(p, element, given)
      if (given.verb === RELEASE) crews.keep(p, demands[held[p]!]!)
      else if (demands[held[p]!]! >= 0) {
        takes[p] = 1
        worked[p] = 0
        left[p] = 0
        drawn[p] = 0
        return
      } else worked[p] = 0
    }
  }

  /** People join those held, or leave them. */
  function move(p: number, element: number, { verb, people }: processSteps.ProcessStep): void {
    for (const [name, amount] of people) {
      const { call, crews: own } = processes[element]!
      const crew = own.find((each) => each.name === name)
      if (crew === undefined) {
        const known = own.map((each) => each.name).join(', ') || 'nobody'
        return call.fail(`asks for "${name}", and the station names ${known}; write crew: {${name}: 1} at the station`)
      }
      const now = Math.floor(held[p]! / crew.base) % (crew.most + 1)
      if (verb === SEIZE && now + amount > crew.most)
        call.fail(`asks for ${now + amount} of "${name}", and the station names ${crew.most}; write crew: {${name}: ${now + amount}} there`)
      if (verb === RELEASE && (now === 0 || (amount < Infinity && amount > now)))
        call.fail(`releases ${amount === Infinity ? '' : `${amount} of `}"${name}", and holds ${now}; seize them before`)
      held[p] = held[p]! + crew.base * (verb === SEIZE ? amount : -Math.min(amount, now))
    }
  }

  function lasts(p: number, ticks: number): void {
    drawn[p] = ticks
    left[p] = ticks
    worked[p] = 1
    idle[p] = 0
  }

  /** With fewer people along a line than it needs work takes longer. */
  function atPace(element: number, ticks: number): number {
    return staffedBy[element]! < 0 ? ticks : staffing.stretched(staffedBy[element]!, ticks)
  }

  const demand = (p: number, element: number): number => processes[element]!.demands[held[p]!]!

  return {
    has,
    begin,
    goesOn(p, element) {
      if (ended[p] === 1) return false
      take(p, element)
      return ended[p] === 0 || left[p]! > 0
    },
    works(p, element) {
      while (takes[p] === 1) {
        if (down[p] !== UP || !crews.has(p, demand(p, element))) return false
        take(p, element)
      }
      return true
    },
    demand,
    clock: (p, element) => processes[element]!.clocks[held[p]!]!,
    reset: () => {
      next.length = 0
      for (const column of [held, takes, ended, worked]) column.fill(0)
      idle.fill(0)
    },
  }
}
