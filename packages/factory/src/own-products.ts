/**
 * What a flexible casting cell makes next: its products in turn, or the one whose store holds least (`make_rule`).
 */
import { int32 } from 'genba/kernel'
import type { World } from './world.ts'

export interface OwnProducts {
  /** The product that the element makes next; -1 where there is no choice. */
  next(element: number): number
  reset(): void
}

export function createOwnProducts({ plan, record }: Pick<World, 'plan' | 'record'>): OwnProducts {
  const turn = int32(plan.elements.length)

  function next(element: number): number {
    const of = plan.elements[element]!
    if (of.kind !== 'station' || of.casting === undefined || of.casting.makes.length < 2) return -1
    const { makes, rule } = of.casting
    if (rule === 'in_turn') {
      const place = turn[element]! % makes.length
      turn[element] = place + 1
      return makes[place]!
    }
    let best = makes[0]!
    let least = Infinity
    for (const product of makes) {
      const name = plan.products[product]!.name
      const store = of.to.kind === 'by' ? (of.to.cases[name] ?? of.to.otherwise) : of.to.kind === 'single' ? of.to.to : undefined
      const level = store === undefined ? 0 : record.levels.level[store]!
      if (level < least) {
        least = level
        best = product
      }
    }
    return best
  }

  return { next, reset: () => void turn.fill(0) }
}
