/**
 * How batches come in (stage 3): from the least number of parts on that are there when all moves are made, or what has waited for
 * its `timeout`, up to the most. Nobody joins later.
 */
import { float64From } from 'genba/kernel'
import { createAlikeParts } from './alike.ts'
import type { Blocks } from './blocks.ts'
import { WAITED } from './buffers.ts'
import type { Exits } from './exits.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { SCRAP } = topologies

/** What the flow does for them. */
export interface BatchFlow {
  /** May the first part at the feeder of a link go over it? */
  offers(link: number): boolean
  /** Brings in the part that the entry's rule picks; the first part over a given link. */
  take(element: number): void
  bring(element: number, link: number): void
  /** The link of an exit that has but one way, else -1. */
  readonly onlyWay: Int32Array
}

export interface BatchEntries {
  /** Does the element work on batches? */
  has(element: number): boolean
  /** Forms a batch if there is room and enough; false if not. */
  admit(element: number, blocks: Blocks): boolean
  /** Parts that would go over `link` now, one after the other; no more than `most` are counted. An unlimited source offers one, with the rest behind it. */
  waitingFor(link: number, most: number): number
}

export function createBatchEntries(world: World, exits: Exits, { offers, take, bring, onlyWay }: BatchFlow): BatchEntries {
  const { plan, topology, draws, transients } = world
  const { columns } = world.parts
  const { clock } = world.events
  const { feeders, linkFrom } = topology
  const { first: exitFirst } = exits
  const alike = createAlikeParts(world, exits)
  const batches = plan.elements.map((element) => {
    if (element.kind !== 'station' || element.batch === undefined) return undefined
    const { least, most, timeout } = element.batch
    return { least, most, timeout: timeout === undefined ? -1 : draws.duration(timeout, element.key, 'timeout') }
  })
  /** Parts that an unlimited source gives in all; -1 for any other element. */
  const supply = float64From(plan.elements, (element) =>
    element.kind === 'source' && element.arrival.kind === 'unlimited' ? (element.limit ?? Infinity) : -1,
  )

  function admit(element: number, blocks: Blocks): boolean {
    if (!blocks.room(element)) return false
    return alike.has[element] === 1 ? admitAlike(element, blocks) : admitAny(element, blocks)
  }

  function admitAny(element: number, blocks: Blocks): boolean {
    const { least, most, timeout } = batches[element]!
    let present = 0
    let oldest = Infinity
    for (const link of feeders[element]!) {
      if (!offers(link)) continue
      present += waitingFor(link, most)
      oldest = Math.min(oldest, columns.ready[exitFirst[linkFrom[link]!]!]!)
    }
    if (present === 0) return false
    if (present < least) {
      const wait = timeout < 0 ? Infinity : oldest + draws.take(timeout, -1) - clock[0]!
      if (wait > 0) {
        if (wait < Infinity) transients.plan(wait, WAITED, element)
        return false
      }
    }
    blocks.openBatch(element)
    for (let i = Math.min(present, most); i > 0; i--) take(element)
    blocks.startBatch(element)
    return true
  }

  function admitAlike(element: number, blocks: Blocks): boolean {
    const { least, most, timeout } = batches[element]!
    const patience = timeout < 0 ? Infinity : draws.take(timeout, -1)
    const count = alike.choose(element, least, most, patience)
    if (count === 0) {
      const wait = alike.wait(patience)
      if (wait < Infinity) transients.plan(wait, WAITED, element)
      return false
    }
    blocks.openBatch(element)
    for (let i = 0; i < count; i++) bring(element, alike.lead(i))
    blocks.startBatch(element)
    return true
  }

  function waitingFor(link: number, most: number): number {
    const from = linkFrom[link]!
    if (onlyWay[from] !== link) return 1
    if (supply[from]! >= 0) return Math.min(most, supply[from]! - columns.serial[exitFirst[from]!]!)
    let waiting = 0
    for (let part = exitFirst[from]!; part >= 0 && waiting < most; part = columns.next[part]!) if (columns.target[part] !== SCRAP) waiting++
    return waiting
  }

  return { has: (element) => batches[element] !== undefined, admit, waitingFor }
}
