/**
 * Why each start and each departure happened when it did and not before: the term of the maximum that won.
 *
 * A part comes in at the latest of the ticks at which it was ready, the parts that it takes were there, and the place was free; it
 * leaves at the latest of its own completion, the departure of the part ahead of it, and the place in front. At equal ticks the
 * earlier in these lists is the cause. People are the cause of a start only if they came later than they were asked for. All terms are
 * computed from ticks, so that a cause does not hang on the order in which a tick was worked off (docs/mechanisms/causes.md).
 */
import type { History, Stretch } from './history.ts'

export type CauseKind =
  /** Of a departure: the part was ready, and left at once. */
  | 'completion'
  /** Of a departure: the part ahead of it left. */
  | 'head_of_line'
  /** The place in front, or the position, was left by another part. */
  | 'place'
  /** Of a start: the part came. */
  | 'arrival'
  /** The last of the parts to assemble came. */
  | 'input'
  /** People came. */
  | 'crew'
  /** The unit was up again after a failure, a maintenance, heating; open again. */
  | 'repair'
  | 'maintenance'
  | 'heating'
  | 'opening'
  /** The change-over that came before the part was done. */
  | 'set_up'
  /** The part was wanted by an assembly. */
  | 'wanted'
  /** The part came to be. */
  | 'birth'
  /** It lies before what is written down. */
  | 'unknown'
  /** All that was there: a rule of an entry, the takt of a line, cards, or an order that is kept had the last word. */
  | 'rule'

/** A cause, the element at which it lies, and the visit there that made it so; -1 where there is none. */
export interface Cause {
  readonly kind: CauseKind
  readonly element: number
  readonly row: number
}

export interface Causes {
  /** The tick at which work began in a visit; where no work is seen, the tick of coming in. */
  startOf(row: number): number
  ofStart(row: number): Cause
  ofDeparture(row: number): Cause
}

const STANDING: Partial<Record<Stretch['state'], CauseKind>> = {
  down: 'repair',
  waiting_for_repair: 'repair',
  maintenance: 'maintenance',
  heating: 'heating',
  closed: 'opening',
}

export function createCauses(history: History): Causes {
  const { plan, visits } = history
  const { element, unit, entered, ready, left } = visits
  const isStation = (row: number): boolean => unit[row]! >= 0 && history.elementOfUnit(unit[row]!) === element[row]

  function firstWork(row: number): { readonly tick: number; readonly before: Stretch | undefined } {
    if (!isStation(row)) return { tick: entered[row]!, before: undefined }
    let before: Stretch | undefined
    for (const stretch of history.stretches(unit[row]!, entered[row]!, Math.max(ready[row]!, entered[row]! + 1))) {
      if (stretch.state === 'working' || stretch.state === 'set_up') return { tick: stretch.from, before }
      before = stretch
    }
    return { tick: entered[row]!, before: undefined }
  }

  function ofStart(row: number): Cause {
    const { tick, before } = firstWork(row)
    if (before === undefined || tick === entered[row]) return ofEntry(row)
    if (before.state === 'waiting_for_crew') return { kind: 'crew', element: element[row]!, row: holder(row, tick) }
    if (before.state === 'waiting_for_parts') return inputAt(row, tick) ?? { kind: 'rule', element: element[row]!, row: -1 }
    const kind = STANDING[before.state]
    return { kind: kind ?? 'rule', element: element[row]!, row: -1 }
  }

  /** Why the part came in when it did. */
  function ofEntry(row: number): Cause {
    const at = entered[row]!
    const before = history.before(row)
    const whole = before < 0 ? history.wholeOf(row) : -1
    const feeder = before < 0 ? whole : before
    const arrival = feeder >= 0 && !isAlwaysThere(feeder) ? ready[feeder]! : -Infinity
    if (feeder >= 0 && arrival === at) return { kind: 'arrival', element: element[feeder]!, row: feeder }
    const other = ofRoom(row)
    if (other !== undefined) return other
    const isFirst = feeder < 0 || isAlwaysThere(feeder)
    const isCut = feeder < 0 && element[row] !== visits.source[row]
    return { kind: isCut ? 'unknown' : isFirst ? 'birth' : 'rule', element: element[row]!, row: -1 }
  }

  /** A source without a rate always has a part: that it has come is never what is waited for. */
  function isAlwaysThere(row: number): boolean {
    const at = plan.elements[element[row]!]!
    return at.kind === 'source' && at.arrival.kind === 'unlimited'
  }

  /** What came together with the entry of the visit, but for the part itself: other parts, then the place. */
  function ofRoom(row: number): Cause | undefined {
    const at = entered[row]!
    const [last] = unit[row]! >= 0 ? history.stretches(unit[row]!, at - 1, at) : []
    const input = inputAt(row, at)
    if (input !== undefined && ready[input.row] === at) return input
    if (unit[row]! >= 0) {
      const kind = last === undefined ? undefined : STANDING[last.state]
      if (kind !== undefined) return { kind, element: element[row]!, row: -1 }
      if (!isStation(row)) return undefined
    }
    const rows = unit[row]! >= 0 ? history.inUnit(unit[row]!) : history.at(element[row]!)
    const leaver = rows[history.firstFrom(rows, at)]
    const isFull = unit[row]! >= 0 || capacityOf(element[row]!) < Infinity
    if (isFull && leaver !== undefined && leaver !== row && left[leaver] === at)
      return { kind: 'place', element: element[row]!, row: leaver }
    return last?.state === 'set_up' ? { kind: 'set_up', element: element[row]!, row: -1 } : undefined
  }

  function capacityOf(number: number): number {
    const at = plan.elements[number]!
    return at.kind === 'buffer' ? at.capacity : at.kind === 'station' ? at.positions : Infinity
  }

  /** The part that went in at a tick and had come last. */
  function inputAt(row: number, tick: number): Cause | undefined {
    let late = -1
    for (const each of history.joinedDuring(row))
      if (left[each] === tick && element[each] !== element[row] && (late < 0 || ready[each]! > ready[late]!)) late = each
    return late < 0 ? undefined : { kind: 'input', element: element[late]!, row: late }
  }

  /** The visit in which people of the same crews worked until they came: of several, the first by element. */
  function holder(row: number, tick: number): number {
    for (const other of history.unitsWithPeopleOf(unit[row]!)) {
      const [before] = history.stretches(other, tick - 1, tick)
      const [after] = history.stretches(other, tick, tick + 1)
      if ((before?.state !== 'working' && before?.state !== 'set_up') || after?.state === before.state) continue
      const rows = history.inUnit(other)
      const found = rows[history.firstFrom(rows, tick)]
      if (found !== undefined && entered[found]! < tick) return found
    }
    return -1
  }

  function ofDeparture(row: number): Cause {
    const at = left[row]!
    if (history.hostOf(row) >= 0) {
      return ready[row] === at
        ? { kind: 'completion', element: element[row]!, row }
        : { kind: 'wanted', element: element[history.hostOf(row)]!, row: history.hostOf(row) }
    }
    if (ready[row] === at && !isAlwaysThere(row)) return { kind: 'completion', element: element[row]!, row }
    const ahead = isAlwaysThere(row) ? -1 : aheadOf(row)
    if (ahead >= 0) return { kind: 'head_of_line', element: element[row]!, row: ahead }
    const next = history.after(row)
    if (next < 0) return { kind: 'rule', element: element[row]!, row: -1 }
    return ofRoom(next) ?? { kind: isAlwaysThere(row) ? 'completion' : 'rule', element: element[next]!, row: -1 }
  }

  /** The part that was ready before this one and left the same element in the very tick, -1 if none. */
  function aheadOf(row: number): number {
    const rows = history.at(element[row]!)
    let found = -1
    for (let at = history.firstFrom(rows, left[row]!); at < rows.length && left[rows[at]!] === left[row]; at++) {
      const other = rows[at]!
      if (other !== row && ready[other]! <= ready[row]! && history.after(row) >= 0 && isAhead(other, row)) found = other
    }
    return found
  }

  /** Ready earlier, or at the same tick and come in earlier, then by part. */
  function isAhead(other: number, row: number): boolean {
    if (ready[other] !== ready[row]) return ready[other]! < ready[row]!
    if (entered[other] !== entered[row]) return entered[other]! < entered[row]!
    if (visits.source[other] !== visits.source[row]) return visits.source[other]! < visits.source[row]!
    return visits.serial[other]! < visits.serial[row]!
  }

  return { startOf: (row) => firstWork(row).tick, ofStart, ofDeparture }
}
