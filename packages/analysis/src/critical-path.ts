/**
 * The critical path of a run: from a departure back through what caused it, and that, and so on, as far as the history goes. Every
 * moment of the way belongs to one element that did something; had it been quicker, the departure would have been earlier, until
 * another path took over.
 */
import type { Cause, Causes } from './causes.ts'
import type { History } from './history.ts'
import type { ReasonKind, Reasons } from './reasons.ts'

/** Time of the path at one element, of one kind. */
export interface PathShare {
  readonly element: string
  readonly kind: ReasonKind
  readonly ticks: number
  /** How often the path came through. */
  readonly count: number
}

export interface CriticalPath {
  /** The tick at which the path ends, and the one to which it could be followed. */
  readonly until: number
  readonly from: number
  /** Why it goes no further: the span begins, a part came to be, or what was before is not written down. */
  readonly ends: 'span' | 'birth' | 'unknown'
  /** Most time first. */
  readonly shares: readonly PathShare[]
}

/** Causes within one tick that are followed before it is given up: then they go round. */
const SAME_TICK = 10_000

/**
 * The path that ends with the departure at the end of a visit.
 * @param from tick at which the way back ends
 */
export function criticalPath(history: History, causes: Causes, reasons: Reasons, last: number, from: number): CriticalPath {
  const { unit, entered, ready, left } = history.visits
  const shares = new Map<string, { element: string; kind: ReasonKind; ticks: number; count: number }>()
  const until = left[last]!
  let now = until
  let ends: CriticalPath['ends'] = 'unknown'

  /** The way goes back to `tick`; the time since then belongs to an element. */
  function spend(tick: number, name: string, kind: ReasonKind): void {
    const begins = Math.max(from, tick)
    if (begins < now) {
      const key = `${kind} ${name}`
      const share = shares.get(key) ?? { element: name, kind, ticks: 0, count: 0 }
      share.ticks += now - begins
      share.count++
      shares.set(key, share)
    }
    now = Math.min(now, tick)
  }

  type Step = { readonly at: 'departure' | 'completion' | 'start' | 'entry'; readonly row: number } | undefined

  function next({ at, row }: NonNullable<Step>): Step {
    switch (at) {
      case 'departure':
        return follow(causes.ofDeparture(row), row)
      case 'completion':
        work(row)
        return { at: 'start', row }
      case 'start':
        return begin(row)
      case 'entry':
        return enter(row)
    }
  }

  /** What let the part of `row` leave. */
  function follow({ kind, row: by }: Cause, row: number): Step {
    switch (kind) {
      case 'completion':
        return by < 0 ? undefined : { at: 'completion', row }
      case 'place':
      case 'head_of_line':
        return { at: 'departure', row: by }
      case 'input':
        return { at: 'completion', row: by }
      case 'wanted':
        return { at: 'start', row: by }
      default:
        // Nobody made way: the way goes on with how the part became ready, and what stood against it since then has the time.
        for (const reason of reasons.ofWaiting(row).toReversed()) spend(reason.from, reason.element, reason.kind)
        spend(ready[row]!, history.nameOf(row), 'turn')
        return { at: 'completion', row }
    }
  }

  /** The time of work of a visit, and of all that happened between. */
  function work(row: number): void {
    const name = history.nameOf(row)
    for (const reason of reasons.ofStanding(row).toReversed()) {
      if (reason.to > now) continue
      spend(reason.to, name, unit[row]! < 0 ? 'staying' : 'working')
      spend(Math.max(reason.from, causes.startOf(row)), reason.element, reason.kind)
    }
    spend(causes.startOf(row), name, unit[row]! < 0 ? 'staying' : 'working')
  }

  /** What let work begin. */
  function begin(row: number): Step {
    const { kind, row: by } = causes.ofStart(row)
    if (kind === 'crew' && by >= 0) {
      const since = causes.startOf(by)
      if (since >= now) return undefined
      spend(since, history.nameOf(by), 'working')
      return { at: 'start', row: by }
    }
    if (now === entered[row]) return { at: 'entry', row }
    if (kind === 'input' && by >= 0) return { at: 'completion', row: by }
    for (const reason of reasons.ofStanding(row).toReversed()) if (reason.to <= now) spend(reason.from, reason.element, reason.kind)
    spend(entered[row]!, history.nameOf(row), 'turn')
    return { at: 'entry', row }
  }

  /** What let the part come in. */
  function enter(row: number): Step {
    const cause = causes.ofStart(row)
    const before = history.before(row)
    switch (cause.kind) {
      case 'arrival':
      case 'input':
        return { at: 'completion', row: cause.row }
      case 'place':
        return { at: 'departure', row: cause.row }
      case 'birth':
        ends = 'birth'
        return undefined
      case 'unknown':
        return undefined
      default:
        return before < 0 ? undefined : { at: 'departure', row: before }
    }
  }

  let step: Step = { at: 'departure', row: last }
  let seen = now
  let same = 0
  while (step !== undefined && now > from) {
    step = next(step)
    same = now === seen ? same + 1 : 0
    seen = now
    if (same > SAME_TICK) break
  }
  if (now <= from) ends = 'span'
  return { until, from: Math.max(from, now), ends, shares: [...shares.values()].toSorted((a, b) => b.ticks - a.ticks || compare(a, b)) }
}

function compare(a: PathShare, b: PathShare): number {
  const [one, other] = [`${a.element} ${a.kind}`, `${b.element} ${b.kind}`]
  return one < other ? -1 : one > other ? 1 : 0
}
