/**
 * What a flexible casting cell, or a source of several products, makes next (`make_rule`): its products in turn, by a sequence, the one
 * whose store holds least (of equals the one named first), or the one that a user's function names.
 *
 * A cell chooses as it begins a shot, in stage 3. So does a source that looks at the plant, when all parts have moved: a timed one for
 * each part that has arrived, an unlimited one for the part that it offers next.
 */
import { int32 } from 'genba/kernel'
import type { HookCall } from './hook-calls.ts'
import type { ElementPlan } from './plan.ts'
import type { World } from './world.ts'

export interface OwnProducts {
  /** The product that the element makes next; -1 where there is no choice. */
  next(element: number): number
  reset(): void
}

/** Does the source look at the plant to choose what comes next? */
export function choosesProduct(element: ElementPlan): boolean {
  if (element.kind !== 'source' || element.arrival.kind === 'orders' || element.sequence.length === 0) return false
  return element.makeRule === 'lowest_stock' || typeof element.makeRule !== 'string'
}

/** Does `to` say where each product goes, so that stocks can be compared? */
export function namesStores({ to }: ElementPlan): boolean {
  return to.kind === 'single' || (to.kind === 'by' && to.by === 'product')
}

/** What an element makes of itself, by which rule and in which sequence. */
interface Makes {
  readonly rule: 'in_turn' | 'lowest_stock' | 'sequence' | HookCall
  readonly products: readonly number[]
  readonly names: readonly string[]
  readonly stores: readonly number[]
}

export function createOwnProducts({ plan, record, hooks }: Pick<World, 'plan' | 'record' | 'hooks'>): OwnProducts {
  const turn = int32(plan.elements.length)
  const makes = plan.elements.map((element) => makesOf(element))

  function makesOf(element: ElementPlan): Makes | undefined {
    const casting = element.kind === 'station' ? element.casting : undefined
    const isFlexible = casting !== undefined && casting.makes.length > 1
    const rule = element.kind === 'source' && choosesProduct(element) ? element.makeRule : isFlexible ? casting.rule : undefined
    if (rule === undefined) return undefined
    const all = element.kind === 'source' ? element.sequence : casting!.makes
    const products = [...new Set(rule === 'sequence' ? (casting?.sequence ?? all) : all)]
    const names = products.map((product) => plan.products[product]!.name)
    return {
      rule: typeof rule === 'string' ? rule : hooks.place(element.key, 'make_rule', rule.hook, 'choice'),
      products: rule === 'sequence' ? (casting?.sequence ?? all) : products,
      names,
      stores: names.map((name) => storeOf(element, name)),
    }
  }

  function storeOf({ to }: ElementPlan, name: string): number {
    return (to.kind === 'by' ? (to.cases[name] ?? to.otherwise) : to.kind === 'single' ? to.to : undefined) ?? -1
  }

  function next(element: number): number {
    const own = makes[element]
    if (own === undefined) return -1
    const { rule, products, names } = own
    if (rule === 'in_turn' || rule === 'sequence') {
      const place = turn[element]! % products.length
      turn[element] = place + 1
      return products[place]!
    }
    if (rule === 'lowest_stock') return products[lowest(own)]!
    const chosen = products[rule.chooseName(-1, names)]!
    rule.settle()
    return chosen
  }

  function lowest({ stores }: Makes): number {
    let best = 0
    for (let i = 1; i < stores.length; i++) if (levelOf(stores[i]!) < levelOf(stores[best]!)) best = i
    return best
  }

  function levelOf(store: number): number {
    return store < 0 ? 0 : record.levels.level[store]!
  }

  return { next, reset: () => void turn.fill(0) }
}
