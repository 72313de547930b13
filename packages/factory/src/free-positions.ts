/**
 * The free positions of each station, in the order in which they became free: a part takes the first that will do.
 */
import { int32 } from 'genba/kernel'
import type { Layout } from './layout.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'

const { UP } = positions

export interface FreePositions {
  /** Per element: how many there are. Read only. */
  readonly count: Int32Array
  /** Place among them (0: free longest) of the first that is up, -1 if none is. */
  firstUp(element: number): number
  /** That place, or where all are down the place of the one that went down first. */
  forNextStart(element: number): number
  /** Takes the `place`-th away and returns it. */
  take(element: number, place: number): number
  /** The position becomes the last. */
  give(element: number, position: number): void
  reset(): void
}

export function createFreePositions(layout: Layout, { down, downSince }: PositionColumns): FreePositions {
  const { firstPosition, positionCount } = layout
  const elements = firstPosition.length
  // A ring for each element, over its stretch of positions.
  const ring = int32(layout.positions)
  const head = int32(elements)
  const count = int32(elements)

  function cell(element: number, place: number): number {
    let at = head[element]! + place
    if (at >= positionCount[element]!) at -= positionCount[element]!
    return firstPosition[element]! + at
  }

  function firstUp(element: number): number {
    for (let place = 0; place < count[element]!; place++) if (down[ring[cell(element, place)]!] === UP) return place
    return -1
  }

  function forNextStart(element: number): number {
    const up = firstUp(element)
    if (up >= 0) return up
    let best = 0
    for (let place = 1; place < count[element]!; place++)
      if (downSince[ring[cell(element, place)]!]! < downSince[ring[cell(element, best)]!]!) best = place
    return best
  }

  function take(element: number, place: number): number {
    const taken = ring[cell(element, place)]!
    // Close the gap towards the head.
    for (let i = place; i > 0; i--) ring[cell(element, i)] = ring[cell(element, i - 1)]!
    head[element] = head[element]! + 1 === positionCount[element]! ? 0 : head[element]! + 1
    count[element] = count[element]! - 1
    return taken
  }

  function give(element: number, position: number): void {
    ring[cell(element, count[element]!)] = position
    count[element] = count[element]! + 1
  }

  function reset(): void {
    head.fill(0)
    for (let element = 0; element < elements; element++) {
      const first = firstPosition[element]!
      count[element] = first < 0 ? 0 : positionCount[element]!
      for (let i = 0; i < count[element]!; i++) ring[first + i] = first + i
    }
  }

  return { count, firstUp, forNextStart, take, give, reset }
}
