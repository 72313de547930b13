/**
 * `match: order`: a station assembles only parts that belong to the same order, that is, come from one division.
 *
 * Of several orders whose parts are all there, the one that stands first in the first store is taken.
 */
import { int32, uint8From } from 'genba/kernel'
import type { Exits } from './exits.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { UNDECIDED } = topologies

export interface Matching {
  /** Per element: 1 if it matches. */
  readonly has: Uint8Array
  /** Looks for an order whose parts are all there (that of `main` if there is one) and remembers them; false if there is none. */
  find(element: number, main: number): boolean
  /** Calls `take` for each of the parts that were last found for `element`, which lie in the store `from`. */
  each(element: number, take: (from: number, part: number) => void): void
}

export function createMatching(world: World, exits: Exits): Matching {
  const { plan, topology, parts } = world
  const { columns } = parts
  const { linkFrom, linkTakes, takes } = topology
  const has = uint8From(plan.elements, (element) =>
    element.kind === 'station' && element.match === 'order' && takes[element.number]!.length > 0 ? 1 : 0,
  )
  /** Parts found last, link by link. */
  const found = takes.map((list) => int32(list.reduce((sum, link) => sum + linkTakes[link]!, 0)))

  /** Remembers the parts of `order` from place `at` on; false if one is missing. */
  function gather(element: number, order: number): boolean {
    let at = 0
    const list = takes[element]!
    for (let i = 0; i < list.length; i++) {
      const link = list[i]!
      let left = linkTakes[link]!
      for (let part = exits.first[linkFrom[link]!]!; part >= 0 && left > 0; part = columns.next[part]!) {
        if (columns.order[part] !== order || (columns.target[part] !== link && columns.target[part] !== UNDECIDED)) continue
        found[element]![at++] = part
        left--
      }
      if (left > 0) return false
    }
    return true
  }

  function find(element: number, main: number): boolean {
    if (main >= 0) return gather(element, columns.order[main]!)
    for (let part = exits.first[linkFrom[takes[element]![0]!]!]!; part >= 0; part = columns.next[part]!)
      if (gather(element, columns.order[part]!)) return true
    return false
  }

  function each(element: number, take: (from: number, part: number) => void): void {
    let at = 0
    const list = takes[element]!
    for (let i = 0; i < list.length; i++)
      for (let left = linkTakes[list[i]!]!; left > 0; left--) take(linkFrom[list[i]!]!, found[element]![at++]!)
  }

  return { has, find, each }
}
