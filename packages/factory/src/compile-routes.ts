/** What process plans say of the plan beside the order of their steps: how long the work of each takes, and whether they can be followed. */
import type { Node, Reading, Value } from 'genba/model'
import { BY_STEP, stepCase } from './route-steps.ts'
import type { ElementPlan, ProductPlan, SourcePlan } from './plan.ts'

/** The time of the work at an element where process plans give one: by step, else `otherwise`; `otherwise` where none does. */
export function timeByRoute(element: number, products: readonly ProductPlan[], otherwise: Value | undefined): Value | undefined {
  const cases: Record<string, Value> = {}
  for (const { name, route } of products)
    route.forEach((step, index) => {
      if (step.element === element && step.cycle !== undefined) cases[stepCase(name, index)] = step.cycle
    })
  if (Object.keys(cases).length === 0) return otherwise
  return { kind: 'choice', by: BY_STEP, cases, ...(otherwise === undefined ? {} : { otherwise }) }
}

/** Reports process plans that are missing or end where parts go on by route. `elements`: undefined for what is no element of a plan; `at`: where each product is written. */
export function checkProcessPlans(
  elements: readonly (ElementPlan | undefined)[],
  products: readonly ProductPlan[],
  at: (product: number) => Node,
  reading: Reading,
): void {
  const report = (product: number, message: string): void =>
    reading.diagnostics.error(at(product), `products.${products[product]!.name}.route`, 'G1119', message)
  products.forEach(({ route }, product) => {
    const last = route.at(-1)
    if (last !== undefined && elements[last.element]?.to.kind === 'route')
      report(product, `it ends at "${elements[last.element]?.path}", from which parts go on by route; end it with a sink`)
  })
  for (const source of elements) {
    if (source?.kind !== 'source' || source.to.kind !== 'route') continue
    for (const product of productsOf(source))
      if (products[product]!.route.length === 0)
        report(product, `missing: "${source.path}" sends by route what it makes; write route: [{station: M1, cycle: 8 s}, ..]`)
  }
}

function productsOf({ of, sequence, arrival }: SourcePlan): ReadonlySet<number> {
  const orders = arrival.kind === 'orders' ? arrival.orders.map(({ product }) => product) : []
  return new Set([...of.map(({ product }) => product), ...sequence, ...orders])
}
