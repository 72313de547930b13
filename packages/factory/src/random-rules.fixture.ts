/** Rules of flow that random plants have wherever the engine simulates them, tried element by element. */
import type { ElementPlan, Plan } from './plan.ts'
import { unsupportedIn } from './support.ts'

/** The plan with some of its elements under other rules. */
export function withRules(plan: Plan, die: (n: number) => number): Plan {
  const chance = (percent: number): boolean => die(100) < percent
  let ruled = plan
  /** Changes an element where that can be simulated. */
  function change(number: number, to: (element: ElementPlan) => ElementPlan): void {
    const changed: Plan = { ...ruled, elements: ruled.elements.map((element) => (element.number === number ? to(element) : element)) }
    if (unsupportedIn(changed).length === 0) ruled = changed
  }
  const waits = chance(30)
  for (const { number, kind } of plan.elements)
    if (kind === 'station' && waits && chance(60))
      change(number, (element) => (element.kind === 'station' ? { ...element, blocking: 'before_service' } : element))
  const sorts = chance(30)
  for (const { number, kind } of plan.elements)
    if (kind === 'buffer' && sorts && chance(60))
      change(number, (element) =>
        element.kind === 'buffer'
          ? { ...element, discipline: (['priority', 'priority', 'shortest', 'due_date'] as const)[die(4)]! }
          : element,
      )
  return ruled
}
