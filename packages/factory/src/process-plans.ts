/**
 * Process plans: where a part goes on by the `route` of its product (`to: route`).
 *
 * A part has the number of the step to which it has been sent last. Each element with `to: route` sends it to the next one, whether it is
 * named in the plan or not, so that a step may be an element, a line, or a buffer before a machine. Ways that are no pass (rework, what
 * follows a failure) do not count. A part that becomes another product begins with the first step of that.
 */
import type { PartColumns } from 'genba/kernel'
import { cardLinesOf, entryOf } from './card-lines.ts'
import type { Plan } from './plan.ts'
import type { Topology } from './topology.ts'

export interface ProcessPlans {
  /**
   * The link over which the part goes on from the element, to its next step, which it is at from now on.
   * @throws Error where its product has no such step, or none to which the element leads
   */
  next(element: number, part: number): number
}

export function createProcessPlans(
  plan: Plan,
  topology: Pick<Topology, 'linkBetween'>,
  columns: Pick<PartColumns, 'product' | 'step'>,
): ProcessPlans {
  const entries = new Set(cardLinesOf(plan).map(entryOf))
  /** By element that sends by route, product and step: the link, -1 for none. */
  const links = plan.elements.map((element) => {
    const { to } = element
    if (to.kind !== 'route') return []
    return plan.products.map(({ route }) =>
      route.map((step) => {
        const target = to.to.find((each) => leadsTo(each, step.element))
        return target === undefined ? -1 : topology.linkBetween(element.number, target)
      }),
    )
  })

  /** Is the target the element of the step, or a queue that the compiler has put before that? */
  function leadsTo(target: number, wanted: number): boolean {
    if (target === wanted) return true
    const element = plan.elements[target]!
    const isQueue = element.kind === 'buffer' && (element.inputOf !== undefined || entries.has(target))
    return isQueue && element.to.kind === 'single' && leadsTo(element.to.to, wanted)
  }

  function next(element: number, part: number): number {
    const product = columns.product[part]!
    const step = columns.step[part]! + 1
    const link = links[element]![product]?.[step] ?? -1
    if (link < 0) throw new Error(`${plan.elements[element]!.path}: ${whyNot(product, step)}`)
    columns.step[part] = step
    return link
  }

  function whyNot(product: number, step: number): string {
    if (product < 0) return 'a part without a product has no process plan; say what its source makes'
    const { name, route } = plan.products[product]!
    const to = route[step]
    if (to === undefined) return `the process plan of ${name} has ended; end it with an element that does not send on by route`
    return `the process plan of ${name} goes on to ${plan.elements[to.element]!.path}, to which nothing leads from here`
  }

  return { next }
}
