/** The life of one part: where it was, how long work on it took, how long it waited and why, and the lives of what went into it. */
import type { History } from './history.ts'
import type { Reason, Reasons } from './reasons.ts'

/** A visit to an element; ticks throughout. */
export interface VisitLife {
  readonly element: string
  readonly position?: number
  readonly entered: number
  /** Work was done, or it had stayed as long as it had to. */
  readonly ready: number
  readonly left: number
  /** Why it was not worked on between coming in and being ready. */
  readonly stood: readonly Reason[]
  /** Why it did not leave when it was ready. */
  readonly waited: readonly Reason[]
  /** What was assembled into it here, alike parts together. */
  readonly joined: readonly JoinedParts[]
}

/** Parts of one kind that went into another in one visit. */
export interface JoinedParts {
  readonly count: number
  /** The one that came last. */
  readonly last: PartLife
  /** Tick from which that was at hand. */
  readonly came: number
}

export interface PartLife {
  /** Identity: element that made it, and its number there, from 0. */
  readonly source: string
  readonly serial: number
  readonly product?: string
  readonly born: number
  readonly ended: number
  /** Of a piece of a part that was divided: the whole before that. */
  readonly whole?: PartLife
  readonly visits: readonly VisitLife[]
  /** Is anything missing that happened before the history begins? */
  readonly isCut: boolean
}

/**
 * The life of the part that makes a visit, until the end of that.
 * @param depth of parts in parts in parts
 */
export function lifeOf(history: History, reasons: Reasons, last: number, depth = 4): PartLife {
  const { plan, visits } = history
  const rows: number[] = []
  for (let row = last; row >= 0; row = history.before(row)) rows.unshift(row)
  const first = rows[0]!
  const whole = history.wholeOf(first)
  const product = visits.product[last]!
  return {
    source: plan.elements[visits.source[last]!]?.path ?? 'carrier',
    serial: visits.serial[last]!,
    ...(product < 0 ? {} : { product: plan.products[product]!.name }),
    born: visits.born[last]!,
    ended: visits.left[last]!,
    ...(whole < 0 || depth === 0 ? {} : { whole: lifeOf(history, reasons, whole, depth - 1) }),
    visits: rows.map((row) => visitLife(history, reasons, row, depth)),
    isCut: visits.element[first] !== visits.source[first],
  }
}

function visitLife(history: History, reasons: Reasons, row: number, depth: number): VisitLife {
  const { visits } = history
  const position = visits.unit[row]! < 0 ? undefined : history.positionOf(visits.unit[row]!)
  return {
    element: history.nameOf(row),
    ...(position === undefined ? {} : { position }),
    entered: visits.entered[row]!,
    ready: visits.ready[row]!,
    left: visits.left[row]!,
    stood: reasons.ofStanding(row),
    waited: reasons.ofWaiting(row),
    joined: depth === 0 ? [] : joinedParts(history, reasons, row, depth),
  }
}

function joinedParts(history: History, reasons: Reasons, row: number, depth: number): readonly JoinedParts[] {
  const { visits } = history
  const whole = history.wholeOf(row)
  const kinds = new Map<string, number[]>()
  for (const each of history.joinedDuring(row)) {
    if (each === whole) continue
    const kind = `${visits.element[each]} ${visits.product[each]}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), each])
  }
  return [...kinds.values()].map((rows) => {
    const last = rows.reduce((late, each) => (visits.ready[each]! > visits.ready[late]! ? each : late))
    return { count: rows.length, came: visits.ready[last]!, last: lifeOf(history, reasons, last, depth - 1) }
  })
}
