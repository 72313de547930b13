/**
 * Lines with cards in a plan: which they are, which elements belong to them, and what of them this engine does not simulate.
 */
import type { ElementPlan, LinePlan, Plan } from './plan.ts'
import { routingTargets } from './topology.ts'

export type CardLine = LinePlan & { readonly cards: number }

/** Lines with cards, those around before those inside. */
export function cardLinesOf(plan: Plan): readonly CardLine[] {
  return plan.lines.filter((line): line is CardLine => line.cards !== undefined)
}

/** Is the element in a line with cards? */
export function isCarded(plan: Plan, { line }: ElementPlan): boolean {
  for (let around = line; around !== undefined; around = plan.lines[around]!.parent)
    if (plan.lines[around]!.cards !== undefined) return true
  return false
}

/** The entry queue of a line: its first element, which the compiler has put there (compile-cards.ts). */
export function entryOf(line: CardLine): number {
  return line.elements[0]!
}

/** Words of a line with cards that cannot be run; empty: it can. */
export function unsupportedWithCards(plan: Plan, line: CardLine): readonly { readonly path: string; readonly word: string }[] {
  const found: { path: string; word: string }[] = []
  const refuse = (path: string, word: string, is: boolean): void => {
    if (is) found.push({ path, word })
  }
  const inside = new Set(line.elements)
  const entry = entryOf(line)
  for (
    let around: LinePlan | undefined = line;
    around !== undefined;
    around = around.parent === undefined ? undefined : plan.lines[around.parent]
  )
    refuse(line.path, 'cards in a line that moves or has carriers', around.transfer !== 'asynchronous' || around.carriers !== undefined)
  for (const element of plan.elements) {
    const targets = targetsOf(element)
    if (!inside.has(element.number)) {
      refuse(
        element.path,
        'a way into a line with cards elsewhere than at its first element',
        targets.some((to) => inside.has(to) && to !== entry),
      )
      continue
    }
    const { path, kind } = element
    refuse(path, `${kind} in a line with cards`, kind === 'source' || kind === 'sink' || kind === 'transport')
    if (kind === 'buffer')
      refuse(path, 'starts_with or supply in a line with cards', element.startsWith.length > 0 || element.supply !== undefined)
    if (kind !== 'station') continue
    refuse(path, 'divides in a line with cards', element.divides.length > 0)
    refuse(
      path,
      'a station that makes its own parts in a line with cards',
      element.casting !== undefined || element.from.every((from) => element.takes.some((take) => take.from === from)),
    )
  }
  return found
}

/** Where parts of an element may go: its way, its rework and what comes after that, what follows failures and inspections. */
export function targetsOf(element: ElementPlan): readonly number[] {
  if (element.kind !== 'station' && element.kind !== 'tunnel') return routingTargets(element)
  const outcomes = element.outcomes.flatMap(({ to }) => (typeof to === 'number' ? [to] : []))
  const failures = element.failures.flatMap(({ onFailure }) => (typeof onFailure === 'object' ? [onFailure.rework] : []))
  const given = typeof element.afterTries === 'number' ? [element.afterTries] : []
  const rejected = element.kind === 'station' && typeof element.inspects?.to === 'number' ? [element.inspects.to] : []
  return [...routingTargets(element), ...outcomes, ...given, ...failures, ...rejected]
}
