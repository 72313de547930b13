/**
 * How urgent parts are where more urgent ones interrupt the work on others (`preempt`): by the `priority` that they carry, lower
 * first, or by the input over which they came, in the order of `from`.
 *
 * The order of `from` holds at several inputs with `merge: priority`, and where no part that gets there carries a priority.
 */
import { uint8, uint8From } from 'genba/kernel'
import type { SourcePlan } from './plan.ts'
import { STATION } from './topology.ts'
import type { World } from './world.ts'

export interface Urgency {
  /** Per element: 1 for stations where work is interrupted. */
  readonly has: Uint8Array
  /** Lower is more urgent: of `part`, which comes or has come to `element` over `link`. */
  of(element: number, part: number, link: number): number
}

export function createUrgency(world: Pick<World, 'plan' | 'topology' | 'parts'>): Urgency {
  const { plan, topology, parts } = world
  const { columns } = parts
  const { linkRank, feeders } = topology
  const has = uint8From(plan.elements, (element) =>
    element.kind === 'station' && topology.kind[element.number] === STATION && element.preempt !== 'none' ? 1 : 0,
  )
  const byPart = uint8From(plan.elements, ({ number, merge }) =>
    has[number] === 1 && (feeders[number]!.length < 2 || (merge !== 'priority' && somePriorityBefore(number))) ? 1 : 0,
  )

  /** Does a source from which parts can get to the element give priorities? */
  function somePriorityBefore(element: number): boolean {
    const seen = uint8(plan.elements.length)
    const open = [element]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (let link = 0; link < topology.links; link++) {
        const from = topology.linkFrom[link]!
        if (topology.linkTo[link] !== at || seen[from] === 1) continue
        seen[from] = 1
        open.push(from)
      }
    }
    return plan.elements.some((source) => source.kind === 'source' && seen[source.number] === 1 && givesPriorities(source))
  }

  return { has, of: (element, part, link) => (byPart[element] === 1 ? columns.priority[part]! : linkRank[link]!) }
}

function givesPriorities({ priority, arrival }: SourcePlan): boolean {
  return priority !== undefined || (arrival.kind === 'orders' && arrival.orders.some((order) => order.priority !== undefined))
}
