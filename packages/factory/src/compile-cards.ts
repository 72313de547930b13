/**
 * Lines with cards: before the first element of each stands its entry queue, a buffer of its own (`stage2.entry`), into which
 * parts come as soon as a card is free.
 */
import type { BufferPlan, ElementPlan, LinePlan, OutcomePlan, Routing } from './plan.ts'

/** The elements and lines of a plan with the entry queues of its lines with cards, after all other elements. */
export function addEntryQueues(
  elements: readonly ElementPlan[],
  lines: readonly LinePlan[],
): { readonly elements: readonly ElementPlan[]; readonly lines: readonly LinePlan[] } {
  const all = [...elements]
  const around = lines.map((line) => [...line.elements])
  for (const line of lines) {
    if (line.cards === undefined) continue
    const members = around[line.number]!
    const first = members[0]!
    const entry = all.length
    const outside = all[first]!.from.filter((from) => !members.includes(from))
    for (const number of outside) all[number] = redirected(all[number]!, first, entry)
    all.push(entryOf(line, all[first]!, entry, outside))
    const inside = all[first]!.from.filter((from) => members.includes(from))
    all[first] = { ...all[first]!, from: [...inside, entry] }
    for (let level: number | undefined = line.number; level !== undefined; level = lines[level]!.parent)
      around[level]!.splice(around[level]!.indexOf(first), 0, entry)
  }
  return { elements: all, lines: lines.map((line, number) => ({ ...line, elements: around[number]! })) }
}

function entryOf(line: LinePlan, first: ElementPlan, number: number, from: readonly number[]): BufferPlan {
  return {
    kind: 'buffer',
    number,
    path: `${line.path}.entry`,
    key: `${line.key}.entry`,
    ...(line.shop === undefined ? {} : { shop: line.shop }),
    line: line.number,
    calendars: [],
    openEarly: 0,
    to: { kind: 'single', to: first.number },
    from,
    merge: first.merge,
    visitEmpty: false,
    capacity: Infinity,
    discipline: 'fifo',
    startsWith: [],
  }
}

/** The element with `entry` wherever its parts go to `first`. */
function redirected(element: ElementPlan, first: number, entry: number): ElementPlan {
  const there = (to: number): number => (to === first ? entry : to)
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
  return { ...element, to, outcomes, failures, afterTries, divides }
}

function routed(way: Routing, there: (to: number) => number): Routing {
  switch (way.kind) {
    case 'single':
      return { kind: 'single', to: there(way.to) }
    case 'shares':
      return { ...way, branches: way.branches.map(({ to, share }) => ({ to: there(to), share })) }
    case 'rule':
    case 'hook':
      return { ...way, to: way.to.map(there) }
    case 'by': {
      const cases = Object.fromEntries(Object.entries(way.cases).map(([name, to]) => [name, there(to)]))
      return { ...way, cases, ...(way.otherwise === undefined ? {} : { otherwise: there(way.otherwise) }) }
    }
    case 'none':
    case 'route':
      return way
  }
}
