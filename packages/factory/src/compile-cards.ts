/**
 * Lines with cards: before the first element of each stands its entry queue, a buffer of its own (`stage2.entry`), into which
 * parts come as soon as a card is free.
 */
import { redirected } from './compile-detours.ts'
import type { BufferPlan, ElementPlan, LinePlan } from './plan.ts'

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
