/**
 * In which state a position is: what it does or waits for, as the monitors write it down.
 */
import { ALWAYS, uint8From } from 'genba/kernel'
import type { Flow } from './flow.ts'
import { leadersOf } from './joint-failures.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'
import { PLAIN_STATES } from './simple-stations.ts'
import { staffedStations } from './staffing.ts'
import * as states from './states.ts'
import type { World } from './world.ts'

const { BUSY, FREE, REHEAT, REPAIR, SHORT, UP } = positions
const { BLOCKED, CLOSED, DOWN, HEATING, MAINTENANCE, SET_UP, STARVED, WAITING_FOR_CREW, WAITING_FOR_PARTS, WAITING_FOR_REPAIR, WORKING } =
  states

/** What of stations matters to their states, by element; `overtime`: positions that finish their part after closing. */
export interface StateCauses {
  readonly overtime: Uint8Array
  readonly assembles: Uint8Array
  readonly setsUp: Uint8Array
  readonly crewed: Uint8Array
}

/** Brings the recorded state of a position up to date. */
export function createPositionStates(
  world: Pick<World, 'plan' | 'layout' | 'clocks' | 'clockwork' | 'crews' | 'staffing' | 'spares' | 'record'>,
  flow: Pick<Flow, 'offered' | 'complete'>,
  { phase, step, down }: PositionColumns,
  { overtime, assembles, setsUp, crewed }: StateCauses,
): (position: number) => void {
  const { plan, layout, clocks, clockwork, crews, staffing, spares, record } = world
  const { positionElement } = layout
  const { work, open } = clockwork
  const n = layout.positions
  const staffedBy = staffedStations(plan)
  const leader = leadersOf(plan, layout)
  /** Always open, never stopped, nothing to assemble or to set up: the phase is the state. */
  const plain = uint8From(plan.elements, ({ number }) =>
    open[number] === ALWAYS && work[number] === ALWAYS && assembles[number] === 0 && setsUp[number] === 0 && crewed[number] === 0 ? 1 : 0,
  )

  function refresh(p: number): void {
    const state = plain[positionElement[p]!] === 1 && down[p] === UP ? PLAIN_STATES[phase[p]!]! : stateOf(p)
    if (record.states.state[p] !== state) record.states.change(p, state)
  }

  function stateOf(p: number): number {
    const element = positionElement[p]!
    if (!clocks.runs(open[element]!) && overtime[p] === 0) return CLOSED
    const why = down[p]!
    const lacks = why !== UP && (crews.waits(n + leader[p]!) || crews.away(n + leader[p]!))
    if (why === REPAIR) return lacks || spares.waits(leader[p]!) ? WAITING_FOR_REPAIR : DOWN
    if (why === REHEAT) return HEATING
    if (why !== UP) return spares.waits(p) ? WAITING_FOR_PARTS : lacks ? WAITING_FOR_CREW : MAINTENANCE
    if (!clocks.runs(work[element]!) && overtime[p] === 0)
      return staffedBy[element]! >= 0 && staffing.speed[staffedBy[element]!] === 0 ? WAITING_FOR_CREW : DOWN
    switch (phase[p]) {
      case FREE:
        // Outside a part waits until the people have come with whom it enters.
        if (crews.waits(p)) return WAITING_FOR_CREW
        return assembles[element] === 1 && flow.offered(element) && !flow.complete(element) ? WAITING_FOR_PARTS : STARVED
      case BUSY:
        return crews.waits(p) || (crewed[element] === 1 && crews.away(p)) ? WAITING_FOR_CREW : step[p] === -1 ? SET_UP : WORKING
      case SHORT:
        return WAITING_FOR_PARTS
      default:
        return BLOCKED
    }
  }

  return refresh
}
