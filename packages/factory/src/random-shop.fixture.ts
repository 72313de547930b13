/** A job shop for random plants: machines that two products visit by their process plans, some of them more than once. */
import type { Value } from 'genba/model'
import { buffer, fixed, station, type ElementDraft } from './plan.fixture.ts'
import type { ProductPlan } from './plan.ts'
import { BY_STEP, stepCase } from './route-steps.ts'

export interface RandomShop {
  readonly drafts: readonly ElementDraft[]
  readonly products: readonly ProductPlan[]
}

/**
 * @param first number of its first element, into which the element before leads; its parts go on to the one behind its last
 * @param time a random time of work
 */
export function randomShop(die: (n: number) => number, first: number, time: () => Value): RandomShop {
  const machines = 2 + die(2)
  const queues = Array.from({ length: machines }, (_, i) => first + 1 + 2 * i)
  const end = first + 1 + 2 * machines
  const products = ['a', 'b'].map((name): ProductPlan => {
    const visits = Array.from({ length: 1 + die(4) }, () => queues[die(machines)]!)
    return { name, variants: [], attributes: [], route: [...visits, end].map((element) => ({ element })), quantities: {} }
  })
  const follows = (from: number): number[] => {
    const found = products.flatMap(({ route }) =>
      route.flatMap(({ element }, i) => ((from === first ? i === 0 : route[i - 1]?.element === from) ? [element] : [])),
    )
    return [...new Set(found)]
  }
  const drafts: ElementDraft[] = [station({ path: 'gate', cycle: time(), to: { kind: 'route', to: follows(first) } })]
  queues.forEach((queue, i) => {
    drafts.push(
      buffer({
        path: `shop.q${i}`,
        capacity: [2, 5, Infinity, Infinity][die(4)]!,
        discipline: (['fifo', 'fifo', 'lifo', 'random'] as const)[die(4)]!,
        to: { kind: 'single', to: queue + 1 },
      }),
    )
    const cases: Record<string, Value> = {}
    for (const { name, route } of products)
      route.forEach(({ element }, step) => {
        if (element === queue && die(2) === 0) cases[stepCase(name, step)] = time()
      })
    drafts.push(
      station({
        path: `shop.m${i}`,
        cycle: { kind: 'choice', by: BY_STEP, cases, otherwise: time() },
        positions: 1 + die(2),
        outcomes: die(4) === 0 ? [{ share: fixed(0.1), to: die(2) === 0 ? 'scrap' : 'itself' }] : [],
        to: { kind: 'route', to: follows(queue) },
      }),
    )
  })
  return { drafts, products }
}
