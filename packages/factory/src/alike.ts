/**
 * Batches of parts that are alike (`batch: {same: ..}`), by product or by an attribute.
 *
 * Of several that could be formed it is the one with the oldest part that has enough companions, or has waited for its `timeout`;
 * at equal ticks the input written first. Parts of the batch come from anywhere in their buffers, the oldest first, or, with `merge:
 * priority`, from the input written first. Chaudhry & Templeton 1983.
 */
import { uint8From } from 'genba/kernel'
import type { Exits } from './exits.ts'
import type { ElementPlan } from './plan.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { SCRAP } = topologies

export interface AlikeParts {
  /** Per element: 1 for stations that work on batches of parts that are alike. */
  readonly has: Uint8Array
  /**
   * Chooses the parts of a batch of the station, if one can be formed; how many, 0 for none.
   * @param patience ticks after which a part is worked on with fewer than `least`
   */
  choose(element: number, least: number, most: number, patience: number): number
  /** Ticks until a part that waits has waited long enough; Infinity where none does. */
  wait(patience: number): number
  /** Puts the i-th of those that were chosen at the head of its buffer; the link over which it comes. */
  lead(i: number): number
}

/** Does the station work on batches of parts that are alike? */
export function wantsAlike(element: ElementPlan): boolean {
  return element.kind === 'station' && element.batch !== undefined && element.batch.same !== 'any'
}

export function createAlikeParts(world: Pick<World, 'plan' | 'topology' | 'parts' | 'events'>, exits: Exits): AlikeParts {
  const { plan, topology, parts, events } = world
  const { columns } = parts
  const { feeders, linkFrom, linkRank } = topology
  const { clock } = events
  const width = plan.attributes.length
  const has = uint8From(plan.elements, (element) => (wantsAlike(element) ? 1 : 0))
  const kinds = plan.elements.map((element) =>
    element.kind === 'station' && wantsAlike(element) ? kindsOf(element.batch!.same) : undefined,
  )
  /** Who waits, the oldest first; the parts that were chosen, with their links. */
  let waiting: { part: number; link: number }[] = []
  let chosen: { part: number; link: number }[] = []

  function kindsOf(same: 'any' | 'product' | { readonly attribute: string }): (part: number) => number {
    if (typeof same !== 'object') return (part) => columns.product[part]!
    const column = plan.attributes.findIndex(({ name }) => name === same.attribute)
    return (part) => columns.attributes[part * width + column]!
  }

  function choose(element: number, least: number, most: number, patience: number): number {
    waiting = []
    chosen = []
    for (const link of feeders[element]!)
      for (let part = exits.first[linkFrom[link]!]!; part >= 0; part = columns.next[part]!)
        if (columns.target[part] !== SCRAP) waiting.push({ part, link })
    // Sorting is stable: the order of inputs, and within a buffer the order in which it lets parts out, decide among equals.
    waiting.sort((a, b) => columns.ready[a.part]! - columns.ready[b.part]!)
    const kindOf = kinds[element]!
    const counts = new Map<number, number>()
    for (const { part } of waiting) counts.set(kindOf(part), (counts.get(kindOf(part)) ?? 0) + 1)
    const oldest = waiting.find(({ part }) => counts.get(kindOf(part))! >= least || clock[0]! - columns.ready[part]! >= patience)
    if (oldest === undefined) return 0
    chosen = waiting.filter(({ part }) => kindOf(part) === kindOf(oldest.part))
    if (plan.elements[element]!.merge === 'priority') chosen.sort((a, b) => linkRank[a.link]! - linkRank[b.link]!)
    chosen = chosen.slice(0, most)
    return chosen.length
  }

  function lead(i: number): number {
    const { part, link } = chosen[i]!
    const from = linkFrom[link]!
    exits.remove(from, part)
    exits.insert(from, part, () => true)
    columns.target[part] = link
    return link
  }

  return {
    has,
    choose,
    wait: (patience) => (waiting.length === 0 ? Infinity : columns.ready[waiting[0]!.part]! + patience - clock[0]!),
    lead,
  }
}
