/**
 * The free positions of each station, in the order in which they became free: a part takes the first that will do.
 */
import { float64, int32 } from 'genba/kernel'
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
  /** A part has left the position: it becomes the last. */
  give(element: number, position: number): void
  /** The part of the position was sent back: it stands before those that parts leave at this tick, in the order of starts. */
  giveBack(element: number, position: number): void
  reset(): void
}

export function createFreePositions(layout: Layout, clock: Float64Array, { start, down, downSince }: PositionColumns): FreePositions {
  const { firstPosition, positionCount } = layout
  const elements = firstPosition.length
  // A ring for each element, over its stretch of positions.
  const ring = int32(layout.positions)
  const head = int32(elements)
  const count = int32(elements)
  /** Tick since which each has been free; half a tick less where the part was sent back. */
  const since = float64(layout.positions)

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
    since[position] = clock[0]!
  }

  function giveBack(element: number, position: number): void {
    const now = clock[0]! - 0.5
    let place = count[element]!
    for (; place > 0; place--) {
      const before = ring[cell(element, place - 1)]!
      if (since[before]! < now || (since[before] === now && start[before]! < start[position]!)) break
      ring[cell(element, place)] = before
    }
    ring[cell(element, place)] = position
    count[element] = count[element]! + 1
    since[position] = now
  }

  function reset(): void {
    head.fill(0)
    since.fill(-1)
    for (let element = 0; element < elements; element++) {
      const first = firstPosition[element]!
      count[element] = first < 0 ? 0 : positionCount[element]!
      for (let i = 0; i < count[element]!; i++) ring[first + i] = first + i
    }
  }

  return { count, firstUp, forNextStart, take, give, giveBack, reset }
}
