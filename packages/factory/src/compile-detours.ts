/**
 * Ways that lead to an element, led elsewhere: through a queue that the compiler puts before it.
 */
import type { ElementPlan, OutcomePlan, Routing } from './plan.ts'

/** The element with `detour` wherever its parts go to `target`. */
export function redirected(element: ElementPlan, target: number, detour: number): ElementPlan {
  const there = (to: number): number => (to === target ? detour : to)
  const to = routed(element.to, there)
  if (element.kind === 'buffer') return { ...element, to, ...(element.expired === undefined ? {} : { expired: there(element.expired) }) }
  if (element.kind !== 'station' && element.kind !== 'tunnel') return { ...element, to }
  const outcomes = element.outcomes.map((outcome): OutcomePlan =>
    typeof outcome.to === 'number' ? { ...outcome, to: there(outcome.to) } : outcome,
  )
  const failures = element.failures.map((failure) =>
    typeof failure.onFailure === 'object' ? { ...failure, onFailure: { rework: there(failure.onFailure.rework) } } : failure,
  )
  const afterTries = typeof element.afterTries === 'number' ? there(element.afterTries) : element.afterTries
  if (element.kind === 'tunnel') return { ...element, to, outcomes, failures, afterTries }
  const divides = element.divides.map((piece) => ({ ...piece, to: there(piece.to) }))
  const { inspects } = element
  return {
    ...element,
    to,
    outcomes,
    failures,
    afterTries,
    divides,
    ...(typeof inspects?.to === 'number' ? { inspects: { ...inspects, to: there(inspects.to) } } : {}),
  }
}

function routed(way: Routing, there: (to: number) => number): Routing {
  switch (way.kind) {
    case 'single':
      return { kind: 'single', to: there(way.to) }
    case 'shares':
      return { ...way, branches: way.branches.map(({ to, share }) => ({ to: there(to), share })) }
    case 'rule':
    case 'route':
      return { ...way, to: way.to.map(there) }
    case 'by': {
      const cases = Object.fromEntries(Object.entries(way.cases).map(([name, to]) => [name, there(to)]))
      return { ...way, cases, ...(way.otherwise === undefined ? {} : { otherwise: there(way.otherwise) }) }
    }
    case 'none':
      return way
  }
}
