/**
 * Which cars are concerned when parts of one place or lot turn out to be bad: those parts, what they were assembled into, what they were
 * divided into, and so on to what left the base or is still inside.
 */
import type { PartIdentity } from './genealogy.ts'
import type { History } from './history.ts'

/** A part in which others end, and which went into no other. */
export interface RecalledPart extends PartIdentity {
  /** Number of its product, -1 for none or where nothing of it is written down. */
  readonly product: number
  /** How many of the parts in question are in it; itself counts as one. */
  readonly parts: number
  /** Path of the element that it left last, for one that is gone the sink; undefined where nothing of it is written down. */
  readonly element?: string
  /** Row of that visit, -1 for none. */
  readonly row: number
  /** Tick of that, -1 for none. */
  readonly tick: number
}

export interface RecallScope {
  /** How many parts are in question. */
  readonly parts: number
  /** What has come to a sink with such a part in it, or is one, in the order of that. */
  readonly gone: readonly RecalledPart[]
  /** The others: still inside when the history ends, or scrapped. */
  readonly others: readonly RecalledPart[]
}

/**
 * Parts that were in an element within a span of ticks: at a station while they were worked on, elsewhere for as long as they were there; of a
 * source those made then. On a line whose bodies move without stopping: on the line.
 */
export function partsWithin(history: History, element: number, from: number, until: number): readonly PartIdentity[] {
  const { plan, visits } = history
  const isWork = plan.elements[element]!.kind === 'station'
  const found: PartIdentity[] = []
  for (const row of placesOf(history, element).flatMap((each) => [...history.at(each)])) {
    const entered = visits.entered[row]!
    const end = isWork ? visits.ready[row]! : visits.left[row]!
    if (entered < until && (end > from || entered >= from)) found.push({ source: visits.source[row]!, serial: visits.serial[row]! })
  }
  return found
}

/** Elements at which visits to this one are written down. */
function placesOf({ plan }: History, element: number): readonly number[] {
  const { kind, line } = plan.elements[element]!
  const moves = line !== undefined && ['continuous', 'self_propelled'].includes(plan.lines[line]!.transfer)
  return kind === 'station' && moves ? plan.lines[line]!.elements.filter((each) => plan.elements[each]!.kind === 'station') : [element]
}

/** Where these parts ended. */
export function recallOf(history: History, parts: readonly PartIdentity[]): RecallScope {
  const { plan, visits } = history
  const known = new Map<number, readonly PartIdentity[]>()
  const keyOf = ({ source, serial }: PartIdentity): number => source * 0x1_0000_0000 + serial

  /** What the part is in, in the end. */
  function endsOf(part: PartIdentity): readonly PartIdentity[] {
    const key = keyOf(part)
    const found = known.get(key)
    if (found !== undefined) return found
    const last = history.lastOf(part.source, part.serial)
    const hosts = last < 0 ? [] : history.hostsOf(last)
    const ends = hosts.length === 0 ? [part] : [...new Map(hosts.flatMap(endsOf).map((end) => [keyOf(end), end])).values()]
    known.set(key, ends)
    return ends
  }

  const counts = new Map<number, { readonly end: PartIdentity; parts: number }>()
  const distinct = new Map(parts.map((part) => [keyOf(part), part]))
  for (const part of distinct.values())
    for (const end of endsOf(part)) {
      const cell = counts.get(keyOf(end)) ?? { end, parts: 0 }
      counts.set(keyOf(end), cell)
      cell.parts++
    }
  const all = [...counts.values()].map(({ end: { source, serial }, parts: count }): RecalledPart => {
    const row = history.lastOf(source, serial)
    if (row < 0) return { source, serial, product: -1, parts: count, row, tick: -1 }
    return { source, serial, product: visits.product[row]!, parts: count, element: history.nameOf(row), row, tick: visits.left[row]! }
  })
  const isGone = ({ row }: RecalledPart): boolean => row >= 0 && plan.elements[visits.element[row]!]!.kind === 'sink'
  const inOrder = (a: RecalledPart, b: RecalledPart): number => a.tick - b.tick || a.source - b.source || a.serial - b.serial
  return {
    parts: distinct.size,
    gone: all.filter(isGone).toSorted(inOrder),
    others: all.filter((each) => !isGone(each)).toSorted(inOrder),
  }
}
