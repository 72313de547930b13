/**
 * What stations assemble: whether all parts that they take are there, and taking them from their stores.
 */
import { uint8From } from 'genba/kernel'
import type { Blocks } from './blocks.ts'
import type { Exits } from './exits.ts'
import { createMatching } from './matching.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { UNDECIDED } = topologies

/** What the flow does for them. */
export interface Stores {
  /** Looks at the first part of an exit that has not been looked at, if there is one. */
  look(element: number): void
  /** The next part at an exit comes first. */
  advance(element: number): void
  /** The input that the element's rule would let in, -1 if none offers a part. */
  pick(element: number): number
}

export interface Assembling {
  /** Per element: 1 if it takes parts from stores. */
  readonly has: Uint8Array
  /** Per element: 1 if it takes parts of one order. */
  readonly matches: Uint8Array
  /** Per element: 1 if its main part comes in first and waits inside for the others. */
  readonly mainFirst: Uint8Array
  /** Are all parts there that `element` assembles, to `main` if that has come in? */
  complete(element: number, main?: number): boolean
  /** Takes the parts that `element` assembles from their stores. */
  consume(element: number, into: number): void
  /** A part that has been taken out of the list of `from` goes into another, or is used up (-1). */
  use(from: number, part: number, into: number): void
  bind(blocks: Blocks): void
}

export function createAssembling(world: World, exits: Exits, { look, advance, pick }: Stores): Assembling {
  const { plan, topology, parts, record, births, cards } = world
  const { columns } = parts
  const { linkFrom, linkTakes, feeders, takes } = topology
  const { first: exitFirst, removeFirst, departed } = exits
  const matching = createMatching(world, exits)
  const has = uint8From(takes, (list) => (list.length > 0 ? 1 : 0))
  const mainFirst = uint8From(plan.elements, (element) =>
    element.kind === 'station' && element.takes.length > 0 && element.takeWhen === 'main_first' && feeders[element.number]!.length > 0
      ? 1
      : 0,
  )
  let blocks: Blocks

  function complete(element: number, main = -1): boolean {
    if (matching.has[element] === 1) {
      if (main >= 0 || feeders[element]!.length === 0) return matching.find(element, main)
      const link = pick(element)
      return link >= 0 && matching.find(element, exitFirst[linkFrom[link]!]!)
    }
    const list = takes[element]!
    for (let i = 0; i < list.length; i++) {
      const link = list[i]!
      look(linkFrom[link]!)
      let part = exitFirst[linkFrom[link]!]!
      for (let left = linkTakes[link]!; left > 0; left--) {
        if (part < 0 || (columns.target[part] !== link && columns.target[part] !== UNDECIDED)) return false
        part = columns.next[part]!
      }
    }
    return true
  }

  function consume(element: number, into: number): void {
    if (matching.has[element] === 1) {
      matching.each(element, (from, part) => {
        const wasFirst = exitFirst[from] === part
        exits.remove(from, part)
        if (feeders[element]!.length === 0) births.reunite(into, part)
        use(from, part, into)
        if (wasFirst) advance(from)
      })
      return
    }
    const list = takes[element]!
    for (let i = 0; i < list.length; i++) {
      const from = linkFrom[list[i]!]!
      for (let left = linkTakes[list[i]!]!; left > 0; left--) use(from, removeFirst(from), into)
      advance(from)
    }
  }

  function use(from: number, part: number, into: number): void {
    departed(from, part)
    if (into >= 0) record.visitLog?.joined(into)
    blocks.leave(from, part)
    if (cards.atEnd[from] === 1) cards.ended(from)
    if (into >= 0) births.inherit(into, part)
    else blocks.forget(part)
    births.end(part)
  }

  return { has, matches: matching.has, mainFirst, complete, consume, use, bind: (of) => void (blocks = of) }
}
