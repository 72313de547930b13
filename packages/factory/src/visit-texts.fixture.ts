/**
 * What a run wrote down of its parts one by one, as texts that mean the same in whichever order a tick was worked off.
 */
import type { Observation } from './observation.ts'
import { readVisits } from './visit-log.ts'

/** Visits as texts, in an order that means something: by part, then in the order in which it made them. */
export function visitsOf({ visits }: Observation): readonly string[] {
  const { element, source: of, serial, unit, born, entered, ready, left } = readVisits(visits!).visits
  const made = new Map<string, number>()
  return Array.from(element, (_, at) => {
    const part = `${of[at]}.${serial[at]}`
    made.set(part, (made.get(part) ?? 0) + 1)
    const number = String(made.get(part)).padStart(4, '0')
    return `${part} ${number} at ${element[at]} unit ${unit[at]}: ${born[at]} ${entered[at]} ${ready[at]} ${left[at]}`
  }).toSorted()
}

/** What went into what, by the identity of both and the tick. */
export function joinsOf({ visits }: Observation): readonly string[] {
  const { joins, visits: rows } = readVisits(visits!)
  return Array.from(joins.visit, (visit, at) => {
    const part = `${rows.source[visit]}.${rows.serial[visit]}`
    return `${part} into ${joins.source[at]}.${joins.serial[at]} at ${rows.left[visit]}`
  }).toSorted()
}

/** Failures by tick, unit and name. */
export function failuresOf({ visits }: Observation): readonly string[] {
  const { unit, tick, name } = visits!.failures
  return Array.from(unit, (of, at) => `${tick[at]} ${of} ${name[at]}`).toSorted()
}
