import type { ElementPlan } from './plan.ts'

/** Does work at the element wait until there is room behind it (`blocking: before_service`)? */
export function waitsForRoom(element: ElementPlan): boolean {
  return element.kind === 'station' && element.blocking === 'before_service'
}
