/**
 * `call_crew: before`: the part waits outside until the people for the first step of its work have come, and enters with them.
 *
 * The station asks when a part would come in and its place is free, so that people wait for no part; whom it has been given
 * when none can come in after all it gives back in the same tick. Entries are decided in stage 3.
 */
import { uint8From } from 'genba/kernel'
import type { Flow } from './flow.ts'
import { constrains } from './people.ts'
import type { Plan } from './plan.ts'
import { FREE, type PositionColumns } from './positions.ts'
import type { World } from './world.ts'

export interface OutsideCalls {
  /** Per element: 1 if parts wait outside for people. */
  readonly has: Uint8Array
  /** Are people there with whom a part can come in now? If not, asks for them where one would. */
  manned(element: number): boolean
}

/** Per element: 1 if parts wait outside it for people, as far as people are a constraint. */
export function outsideCallers(plan: Plan): Uint8Array {
  const isOn = constrains(plan)
  return uint8From(plan.elements, (element) =>
    isOn && element.kind === 'station' && element.callCrew === 'before' && element.steps[0]!.crew.length > 0 ? 1 : 0,
  )
}

/** @param demand of the first step of each element @param room whether a part may come in, as far as the station goes */
export function createOutsideCalls(
  { plan, crews, layout }: Pick<World, 'plan' | 'crews' | 'layout'>,
  flow: Pick<Flow, 'arrives'>,
  { phase }: Pick<PositionColumns, 'phase'>,
  station: {
    demand(element: number): number
    room(element: number): boolean
    refresh(position: number): void
    mayBeIdle(element: number): void
  },
): OutsideCalls {
  return {
    has: outsideCallers(plan),
    manned(element) {
      const p = layout.firstPosition[element]!
      if (phase[p] !== FREE) return false
      const isWanted = station.room(element) && flow.arrives(element)
      const has = isWanted && crews.has(p, station.demand(element))
      if (!isWanted) {
        crews.release(p)
        station.mayBeIdle(element)
      }
      station.refresh(p)
      return has
    },
  }
}
