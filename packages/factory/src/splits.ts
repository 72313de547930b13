/**
 * Which of several branches a part takes that must commit to one (`split`: round robin, random, least filled, or by a hook), in stage 3. With
 * `commit: when_room` it is one of those that have room.
 */
import { int32 } from 'genba/kernel'
import { createHookSplits } from './hook-choices.ts'
import type { World } from './world.ts'

export interface Splits {
  /** The link that the part, first at the exit of `element`, takes by the rule of that exit; -1 if it may take none yet. */
  choose(element: number, part: number): number
  reset(): void
}

/** @param routeStream of each element that chooses at random @param room of an element for a part */
export function createSplits(world: World, routeStream: Int32Array, room: (element: number) => boolean): Splits {
  const { plan, topology, record, streams } = world
  const { branches, linkTo } = topology
  const hookSplits = createHookSplits(world)
  /** Next branch of an exit, in turn. */
  const turn = int32(plan.elements.length)

  function choose(element: number, part: number): number {
    const { to } = plan.elements[element]!
    if (to.kind !== 'rule') return -1
    const links = branches[element]!
    const open = to.commit === 'when_room' ? links.filter((link) => room(linkTo[link]!)) : links
    if (open.length === 0) return -1
    let chosen = open[0]!
    if (to.split === 'round_robin') {
      const from = turn[element]!
      chosen = open.find((link) => links.indexOf(link) >= from) ?? chosen
      turn[element] = (links.indexOf(chosen) + 1) % links.length
    } else if (to.split === 'random') {
      chosen = open[Math.floor(streams.next(routeStream[element]!) * open.length)]!
    } else if (to.split === 'least_filled') {
      for (const link of open) if (filling(linkTo[link]!) < filling(linkTo[chosen]!)) chosen = link
    } else if (typeof to.split !== 'string') chosen = hookSplits(element, part, open)
    return chosen
  }

  /** Parts up to and in the first station of a branch. */
  function filling(element: number): number {
    let here = element
    let sum = record.levels.level[here]!
    while (plan.elements[here]!.kind === 'buffer' && branches[here]!.length === 1) {
      here = linkTo[branches[here]![0]!]!
      sum += record.levels.level[here]!
    }
    return sum
  }

  return { choose, reset: () => void turn.fill(0) }
}
