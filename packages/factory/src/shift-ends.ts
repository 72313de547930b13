/**
 * What closing and opening do to stations: whether parts may come in (`when_closed`), and what becomes of work that is under
 * way (`shift_end`).
 */
import { uint8From } from 'genba/kernel'
import type { Breakdowns } from './breakdowns.ts'
import type { Flow } from './flow.ts'
import type { StationPlan } from './plan.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { BUSY, UP } = positions
const { SCRAP } = topologies

/** What stations do for their shift ends. */
export interface ShiftWork {
  readonly position: PositionColumns
  readonly stations: readonly (StationPlan | undefined)[]
  readonly stepTicks: Float64Array
  readonly widest: number
  /** Per position: 1 while it finishes its part after closing. */
  readonly overtime: Uint8Array
  /** Ticks of all the work on the part that comes next. */
  workAhead(element: number): number
  interrupt(position: number): boolean
  proceed(position: number): void
  eject(position: number, target: number): void
  refresh(position: number): void
}

export interface ShiftEnds {
  /** May parts come in, as far as hours go? */
  admits(element: number): boolean
  /** The station is about to close. */
  closing(element: number): void
  /** Its calendar has turned. */
  turned(element: number, opens: boolean): void
  bind(breakdowns: Breakdowns): void
}

export function createShiftEnds(world: World, flow: Flow, work: ShiftWork): ShiftEnds {
  const { layout, clocks, clockwork, crews } = world
  const { firstPosition, positionCount } = layout
  const { open } = clockwork
  const { stations, workAhead, stepTicks, widest, overtime, interrupt, proceed, eject, refresh } = work
  const { phase, part: partAt, step, left, drawn, down } = work.position
  const refusesClosed = uint8From(stations, (station) => (station?.whenClosed === 'refuses' ? 1 : 0))
  const runsOut = uint8From(stations, (station) => (station?.shiftEnd === 'run_out' ? 1 : 0))
  let breakdowns: Breakdowns

  function admits(element: number): boolean {
    if (refusesClosed[element] === 1 && !clocks.runs(open[element]!)) return false
    return runsOut[element] === 0 || doneInTime(stations[element]!)
  }

  /** With `run_out` nothing comes in that cannot be done by closing. */
  function doneInTime(station: StationPlan): boolean {
    if (!clocks.runs(open[station.number]!)) return false
    return workAhead(station.number) <= clockwork.untilClosing(station.calendars)
  }

  function closing(element: number): void {
    const first = firstPosition[element]!
    const station = stations[element]!
    for (let p = first; p < first + positionCount[element]!; p++) {
      breakdowns.turned(p, false)
      if (phase[p] === BUSY && station.shiftEnd !== 'pause' && station.shiftEnd !== 'run_out') endOfShift(p, station)
    }
  }

  function turned(element: number, opens: boolean): void {
    const first = firstPosition[element]!
    for (let p = first; p < first + positionCount[element]!; p++) {
      if (opens) {
        breakdowns.turned(p, true)
        crews.wake(p)
        crews.wake(layout.positions + p)
      }
      refresh(p)
    }
    // Urgent parts do not interrupt what is closed.
    if (opens && (refusesClosed[element] === 1 || runsOut[element] === 1 || world.urgency.has[element] === 1)) flow.opened(element)
  }

  /** Work at closing time is finished first, begins anew, or is lost. An activity that ends at this very tick has ended. */
  function endOfShift(p: number, station: StationPlan): void {
    if (station.shiftEnd === 'finish') {
      if (down[p] !== UP || !crews.stays(p)) return
      overtime[p] = 1
      if (interrupt(p)) proceed(p)
      return
    }
    if (!interrupt(p)) return
    // A position that is set up before a part is taken holds none.
    if (station.shiftEnd === 'scrap' && partAt[p]! >= 0) {
      eject(p, SCRAP)
      return
    }
    step[p] = step[p] === -1 ? -1 : 0
    drawn[p] = step[p] === -1 ? drawn[p]! : stepTicks[p * widest]!
    left[p] = drawn[p]!
    if (step[p] === 0) work.position.pace[p] = 1
    proceed(p)
  }

  return {
    admits,
    closing,
    turned,
    bind: (of) => {
      breakdowns = of
    },
  }
}
