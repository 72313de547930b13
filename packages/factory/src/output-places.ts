/**
 * Places for finished parts that belong to a station (`output_places`): a finished part moves there in stage 2 when one is free,
 * and its position and its people are then free. Of the parts at the exit, in the order in which they leave, the first ones
 * stand there; one that cannot leave holds back those behind it, as without such places.
 */
import { float64From, int32, uint8From } from 'genba/kernel'
import type { Exits } from './exits.ts'
import type { ElementPlan } from './plan.ts'
import type { World } from './world.ts'

export interface OutputPlaces {
  /** Per element: 1 where finished parts have places of their own. */
  readonly has: Uint8Array
  /** Moves finished parts out of their positions as far as there are places (stage 2). */
  fill(element: number): void
  /** `part`, just taken from the exit, leaves: true if it stood in such a place, which is then free. */
  leave(element: number, part: number): boolean
  reset(): void
}

/** Do finished parts of the element leave their positions before they leave the element? */
export function hasOutputPlaces(element: ElementPlan): boolean {
  // Unlimited positions are never wanted by others.
  return element.kind === 'station' && element.outputPlaces > 0 && element.positions < Infinity
}

/** @param vacate frees the position in which the part was worked on */
export function createOutputPlaces(
  { plan, parts }: Pick<World, 'plan' | 'parts'>,
  exits: Exits,
  vacate: (element: number, part: number) => void,
): OutputPlaces {
  const { columns } = parts
  const has = uint8From(plan.elements, (element) => (hasOutputPlaces(element) ? 1 : 0))
  const places = float64From(plan.elements, (element) => (element.kind === 'station' ? element.outputPlaces : 0))
  const taken = int32(plan.elements.length)
  /** Where any is taken: the part that came last. */
  const last = int32(plan.elements.length)

  function fill(element: number): void {
    while (taken[element]! < places[element]!) {
      const part = taken[element] === 0 ? exits.first[element]! : columns.next[last[element]!]!
      if (part < 0) return
      taken[element] = taken[element]! + 1
      last[element] = part
      vacate(element, part)
      // Below -1: not in its position any more, which is told all the same (visit-log.ts).
      columns.place[part] = -2 - columns.place[part]!
    }
  }

  function leave(element: number, part: number): boolean {
    if (columns.place[part]! >= 0) return false
    taken[element] = taken[element]! - 1
    return true
  }

  return { has, fill, leave, reset: () => void taken.fill(0) }
}
