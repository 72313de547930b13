/**
 * Empty carriers at stations: where parts get on one waits for a part; any other station it passes without work
 * (docs/mechanisms/carriers.md).
 */
import { uint8From } from 'genba/kernel'
import type { Flow } from './flow.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'
import type { World } from './world.ts'

const { DONE, SHORT, UP } = positions

export interface Loading {
  /** An empty carrier stands at a position from now on. */
  hold(position: number, element: number, row: number): void
  /** The position with the empty carrier that has waited longest, -1 if no part may get on now. */
  next(element: number): number
}

/**
 * @param admits may parts come in, as far as hours go?
 * @param refresh brings the recorded state of a position up to date
 */
export function createLoading(
  world: World,
  flow: Flow,
  position: PositionColumns,
  admits: (element: number) => boolean,
  refresh: (position: number) => void,
): Loading {
  const { plan, layout, carriers } = world
  const { columns } = world.parts
  const { firstPosition, positionCount } = layout
  const { phase, part: partAt, start, down } = position
  const refusesDown = uint8From(plan.elements, (element) => (element.kind === 'station' && element.whenDown === 'refuses' ? 1 : 0))

  function hold(p: number, element: number, row: number): void {
    partAt[p] = row
    columns.place[row] = p
    if (carriers.getsOn[element] === 1) {
      phase[p] = SHORT
      refresh(p)
      flow.opened(element)
      return
    }
    if (carriers.getsOff[element] === 0) flow.route(element, row)
    phase[p] = DONE
    refresh(p)
    flow.finish(element, row)
  }

  function next(element: number): number {
    if (!admits(element)) return -1
    let earliest = -1
    const first = firstPosition[element]!
    for (let p = first; p < first + positionCount[element]!; p++) {
      if (phase[p] !== SHORT || (refusesDown[element] === 1 && down[p] !== UP)) continue
      if (earliest < 0 || start[p]! < start[earliest]!) earliest = p
    }
    return earliest
  }

  return { hold, next }
}
