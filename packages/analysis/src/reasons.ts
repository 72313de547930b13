/**
 * Why a part waited: the time is told by what held it, in stretches, each traced to where it came from.
 *
 * A part that is ready waits for the unit that takes it next. While that works, is down, has no people or is closed, that is the
 * reason. While it is blocked, the reason is that of the part that stands in it: further down. While it has nothing to work on,
 * or lacks a part to assemble, the reason is what the part for which it waited was doing then: further up. So each stretch ends at
 * an element that did something, and has a way there.
 */
import { crewsOf } from './history.ts'
import type { History, Stretch } from './history.ts'

/** What an element did, or lacked. */
export type ReasonKind =
  /** It worked on this part or another. */
  | 'working'
  | 'set_up'
  | 'down'
  | 'waiting_for_crew'
  | 'maintenance'
  | 'heating'
  | 'closed'
  /** The part moved, aged, or stayed as long as it had to. */
  | 'staying'
  /** Nothing had come into the base yet. */
  | 'not_arrived'
  /** A part lay in stock until it was wanted. */
  | 'in_stock'
  /** Nothing but the takt of its line was not over. */
  | 'takt'
  /** There was room, but it was the turn of others, or of none: a rule of the entry, cards, or an order that is kept. */
  | 'turn'
  /** It cannot be told from what is written down: before the span, or too far away. */
  | 'unknown'

/** A step of the way from the part that waited to the reason. */
export interface ReasonStep {
  /** Held up by the element in front, or by another of a line that steps; waiting for a part that it assembles, or for the next part. */
  readonly how: 'behind' | 'in_step' | 'lacks_part' | 'lacks_work'
  readonly element: string
}

export interface Reason {
  readonly kind: ReasonKind
  readonly element: string
  readonly position?: number
  /** Ticks. */
  readonly from: number
  readonly to: number
  readonly way: readonly ReasonStep[]
  /** Of `down`: which failure, since when, and from when it was repaired, where people were waited for first. */
  readonly failure?: { readonly name?: string; readonly since: number; readonly repairedFrom?: number }
  /** Of `waiting_for_crew`: whom it wanted, and the element that had them until they came, where one had. */
  readonly crew?: { readonly names: readonly string[]; readonly heldBy?: string }
}

export interface Reasons {
  /** Why the part of a visit waited after it was ready, until it left. */
  ofWaiting(row: number): readonly Reason[]
  /** What happened to it from coming in until it was ready, but for plain work. */
  ofStanding(row: number): readonly Reason[]
}

/** Steps of a way, and reasons of one question: what goes beyond is unknown. */
const FARTHEST = 200
const MOST = 4000

export function createReasons(history: History): Reasons {
  const { plan, visits } = history
  const { element, unit, born, entered, ready, left } = visits
  let found: Reason[] = []

  function put(reason: Reason): void {
    const last = found.at(-1)
    if (last !== undefined && last.to === reason.from && isSame(last, reason)) found[found.length - 1] = { ...last, to: reason.to }
    else if (reason.to > reason.from) found.push(reason)
  }

  // --- downstream: who holds the part up ---------------------------------------------------------------------------

  /** The part of `row` is ready and does not leave, over [from, to). */
  function waits(row: number, from: number, to: number, way: readonly ReasonStep[]): void {
    if (!(from < to)) return
    const here = history.nameOf(row)
    if (way.length > FARTHEST || found.length > MOST) return put({ kind: 'unknown', element: here, from, to, way })
    const host = history.hostOf(row)
    if (host >= 0) return put({ kind: 'in_stock', element: here, from, to, way })
    const next = history.after(row)
    // Where it went it still is: that visit has not ended yet.
    if (next < 0) return put({ kind: 'unknown', element: here, from, to, way })
    const at = plan.elements[element[next]!]!
    if (unit[next]! >= 0) does(unit[next]!, from, to, way)
    else if (at.kind === 'buffer') full(element[next]!, from, to, way)
    else if (at.kind === 'station') places(element[next]!, from, to, way)
    else put({ kind: 'turn', element: here, from, to, way })
  }

  /** A buffer has no room over [from, to): why do its parts not leave? */
  function full(buffer: number, from: number, to: number, way: readonly ReasonStep[]): void {
    const rows = history.at(buffer)
    let since = from
    for (let at = history.firstFrom(rows, from + 1); at < rows.length && since < to; at++) {
      const leaver = rows[at]!
      const until = Math.min(to, left[leaver]!)
      if (until <= since) continue
      const step: ReasonStep = { how: 'behind', element: plan.elements[buffer]!.path }
      const moved = Math.max(since, Math.min(until, ready[leaver]!))
      put({ kind: 'staying', element: plan.elements[buffer]!.path, from: since, to: moved, way })
      waits(leaver, moved, until, [...way, step])
      since = until
    }
    put({ kind: 'unknown', element: plan.elements[buffer]!.path, from: since, to, way })
  }

  /** All places of a delay are taken over [from, to): by what leaves next. */
  function places(delay: number, from: number, to: number, way: readonly ReasonStep[]): void {
    const rows = history.at(delay)
    const leaver = rows[history.firstFrom(rows, to)]
    const { path } = plan.elements[delay]!
    if (leaver === undefined) return put({ kind: 'unknown', element: path, from, to, way })
    const done = Math.max(from, Math.min(to, ready[leaver]!))
    put({ kind: 'staying', element: path, from, to: done, way })
    waits(leaver, done, to, [...way, { how: 'behind', element: path }])
  }

  // --- what a unit does --------------------------------------------------------------------------------------------

  /** What a unit did over [from, to), and where that came from. */
  function does(of: number, from: number, to: number, way: readonly ReasonStep[]): void {
    const name = history.nameOfUnit(of)
    if (way.length > FARTHEST || found.length > MOST) return put({ kind: 'unknown', element: name, from, to, way })
    const list = history.stretches(of, from, to)
    if (list.length === 0) return put({ kind: 'unknown', element: name, from, to, way })
    for (const stretch of list) stands(of, stretch, way)
  }

  function stands(of: number, stretch: Stretch, way: readonly ReasonStep[]): void {
    const { state, from, to } = stretch
    const name = history.nameOfUnit(of)
    const number = history.positionOf(of)
    const leaf = { element: name, ...(number === undefined ? {} : { position: number }), from, to, way }
    switch (state) {
      case 'blocked': {
        const slowest = slowestOf(of, to)
        if (slowest >= 0) return does(slowest, from, to, [...way, { how: 'in_step', element: name }])
        const rows = history.inUnit(exitOf(of))
        const occupant = rows[history.firstFrom(rows, to)]
        if (occupant === undefined) return put({ ...leaf, kind: 'unknown' })
        const since = Math.max(from, Math.min(to, ready[occupant]!))
        put({ ...leaf, kind: 'takt', to: since })
        return waits(occupant, since, to, [...way, { how: 'behind', element: name }])
      }
      case 'starved':
        return lacksWork(of, from, to, [...way, { how: 'lacks_work', element: name }])
      case 'waiting_for_parts':
        return lacksPart(of, from, to, [...way, { how: 'lacks_part', element: name }])
      case 'waiting_for_repair':
      case 'down':
        return put({ ...leaf, kind: 'down', failure: failureOf(of, from, to) })
      case 'waiting_for_crew':
        return put({ ...leaf, kind: 'waiting_for_crew', crew: crewOf(of, to) })
      case 'working':
      case 'set_up':
      case 'maintenance':
      case 'heating':
      case 'closed':
        return put({ ...leaf, kind: state })
      default:
        return put({ ...leaf, kind: 'unknown' })
    }
  }

  /** The stations of the line that steps to which a unit belongs, if it does. */
  function inStepWith(of: number): readonly number[] {
    const { line } = plan.elements[history.elementOfUnit(of)] ?? {}
    return line !== undefined && plan.lines[line]!.transfer === 'synchronous' ? plan.lines[line]!.elements : []
  }

  /** Of a line that steps: the unit that still did something before the line stepped at `to`; -1 if none. */
  function slowestOf(of: number, to: number): number {
    for (const member of inStepWith(of))
      for (const other of history.unitsOf(member)) {
        const [last] = other === of ? [] : history.stretches(other, to - 1, to)
        if (last !== undefined && last.state !== 'blocked' && last.state !== 'starved') return other
      }
    return -1
  }

  /** The unit through which parts leave: of a line that steps its last. */
  function exitOf(of: number): number {
    const last = inStepWith(of).at(-1)
    return last === undefined ? of : (history.unitsOf(last)[0] ?? of)
  }

  /** The failure of which a unit was down over [from, to), its own or one of a line around it: the whole of it, however little was asked about. */
  function failureOf(of: number, from: number, to: number): NonNullable<Reason['failure']> {
    for (const each of [of, ...linesAround(of)]) {
      const begun = history.failureOf(each, from)
      if (begun === undefined || history.stretches(each, begun.tick, to).some(({ state }) => !IS_DOWN.has(state))) continue
      const repair = history.stretches(each, begun.tick, history.until).find(({ state }) => state === 'down')
      return {
        name: begun.name,
        since: begun.tick,
        ...(repair !== undefined && repair.from > begun.tick ? { repairedFrom: repair.from } : {}),
      }
    }
    return { since: from }
  }

  function linesAround(of: number): readonly number[] {
    const row = history.elementOfUnit(of)
    const found: number[] = []
    let line = row < plan.elements.length ? plan.elements[row]!.line : plan.lines[row - plan.elements.length]!.parent
    for (; line !== undefined; line = plan.lines[line]!.parent) found.push(...history.unitsOf(plan.elements.length + line))
    return found
  }

  /** Whom the unit wanted, and who gave them back when it got them. */
  function crewOf(of: number, granted: number): NonNullable<Reason['crew']> {
    const wanted = crewsOf(plan.elements[history.elementOfUnit(of)])
    const names = wanted.map((crew) => plan.crews[crew]!.name)
    for (const other of history.unitsWithPeopleOf(of)) {
      const [before] = history.stretches(other, granted - 1, granted)
      const [after] = history.stretches(other, granted, granted + 1)
      if (before !== undefined && KEEPS_PEOPLE.has(before.state) && after?.state !== before.state)
        return { names, heldBy: history.nameOfUnit(other) }
    }
    return { names }
  }

  // --- upstream: what has not come ---------------------------------------------------------------------------------

  /** A unit had nothing to work on over [from, to): what did the part do that came next? */
  function lacksWork(of: number, from: number, to: number, way: readonly ReasonStep[]): void {
    const name = history.nameOfUnit(of)
    if (isRound(way)) return put({ kind: 'turn', element: name, from, to, way })
    const rows = history.inUnit(of)
    // Visits are listed by their end; the next to begin is among the next to end, as many as there are bodies on a line.
    let next = -1
    for (let at = history.firstFrom(rows, to); at < rows.length && at < history.firstFrom(rows, to) + NEXT; at++) {
      const row = rows[at]!
      if (entered[row]! >= to && (next < 0 || entered[row]! < entered[next]!)) next = row
    }
    if (next < 0) return put({ kind: 'unknown', element: name, from, to, way })
    if (entered[next]! > to) return put({ kind: 'turn', element: name, from, to, way })
    const before = history.before(next)
    if (before < 0) return put({ kind: 'turn', element: name, from, to, way })
    lives(before, from, to, way)
  }

  /** A unit lacked a part to assemble over [from, to): what did the part do that came last? */
  function lacksPart(of: number, from: number, to: number, way: readonly ReasonStep[]): void {
    const name = history.nameOfUnit(of)
    if (isRound(way)) return put({ kind: 'turn', element: name, from, to, way })
    let late = -1
    for (const { host, row } of history.joinedAt(to)) {
      if (host < 0 || unit[host] !== of) continue
      if (late < 0 || cameAt(row) > cameAt(late)) late = row
    }
    if (late < 0) return put({ kind: 'unknown', element: name, from, to, way })
    lives(late, from, to, way)
  }

  /** When the part of a last visit came to where it was taken from. */
  function cameAt(row: number): number {
    return ready[row]!
  }

  /** What a part did over [from, to), until it was ready in `row`. */
  function lives(row: number, from: number, to: number, way: readonly ReasonStep[]): void {
    const path: number[] = []
    let at = row
    while (at >= 0 && left[at]! > from) {
      path.push(at)
      const before = history.before(at)
      at = before < 0 ? history.wholeOf(at) : before
    }
    const first = path.at(-1)
    if (first === undefined) return put({ kind: 'turn', element: history.nameOf(row), from, to, way })
    if (at < 0) beforeBirth(first, from, Math.min(to, entered[first]!), way)
    for (const visit of path.toReversed()) {
      const begins = Math.max(from, entered[visit]!)
      const done = Math.max(begins, Math.min(to, ready[visit]!))
      stays(visit, begins, done, way)
      waits(visit, done, Math.min(to, left[visit]!), [...way, { how: 'behind', element: history.nameOf(visit) }])
    }
    const last = left[path[0]!]!
    if (last < to) put({ kind: 'turn', element: history.nameOf(row), from: Math.max(from, last), to, way })
  }

  /** A part was in an element and not yet ready. */
  function stays(row: number, from: number, to: number, way: readonly ReasonStep[]): void {
    if (!(from < to)) return
    if (unit[row]! >= 0) does(unit[row]!, from, to, way)
    else put({ kind: 'staying', element: history.nameOf(row), from, to, way })
  }

  /** A part was made only at `to`: by a source, or by a station that makes its own. */
  function beforeBirth(row: number, from: number, to: number, way: readonly ReasonStep[]): void {
    if (!(from < to)) return
    if (entered[row]! < history.from) put({ kind: 'unknown', element: history.nameOf(row), from, to, way })
    else if (unit[row]! >= 0) does(unit[row]!, from, to, way)
    else put({ kind: born[row]! > from ? 'not_arrived' : 'unknown', element: history.nameOf(row), from, to, way })
  }

  function answer(ask: () => void): readonly Reason[] {
    found = []
    ask()
    return found
  }

  return {
    ofWaiting: (row) => answer(() => waits(row, ready[row]!, left[row]!, [])),
    ofStanding: (row) =>
      answer(() => {
        if (unit[row]! >= 0)
          for (const stretch of history.stretches(unit[row]!, entered[row]!, ready[row]!))
            if (stretch.state !== 'working') stands(unit[row]!, stretch, [])
      }),
  }
}

/** Visits to look through for the one that began next. */
const NEXT = 64
/** States of a unit between a failure and the end of its repair. */
const IS_DOWN: ReadonlySet<Stretch['state']> = new Set(['down', 'waiting_for_repair', 'closed'])
/** States in which people are held. */
const KEEPS_PEOPLE: ReadonlySet<Stretch['state']> = new Set(['working', 'set_up', 'down', 'maintenance'])

/** Does the last step of a way ask again what an earlier one asked? Then nothing but the order holds the part: there is work, and it is free. */
function isRound(way: readonly ReasonStep[]): boolean {
  const last = way.at(-1)!
  return way.slice(0, -1).some(({ how, element }) => how === last.how && element === last.element)
}

function isSame(a: Reason, b: Reason): boolean {
  return (
    a.kind === b.kind &&
    a.element === b.element &&
    a.position === b.position &&
    a.failure?.since === b.failure?.since &&
    a.crew?.heldBy === b.crew?.heldBy &&
    a.way.length === b.way.length &&
    a.way.every((step, i) => step.how === b.way[i]!.how && step.element === b.way[i]!.element)
  )
}
