/**
 * Hidden faults: made at stations (`defects`), found or missed by inspections, which give false alarms too (`inspects`).
 *
 * A part carries a bit for each kind of fault, and so does what it goes into, or what it is divided into. Of every visit the same
 * number of random numbers is drawn as it starts, whatever the part carries. Errors of inspection of both kinds: Collins, Case
 * and Bennett, "The effects of inspection error on single sampling inspection plans", Int. J. Prod. Res. 11 (1973).
 */
import { int32From, uint8From } from 'genba/kernel'
import type { PartTable, StreamBank } from 'genba/kernel'
import type { Draws } from './draw.ts'
import type { ElementPlan, Plan } from './plan.ts'

/** What an inspection says of a part: it may pass; it is rejected though nothing is wrong. Else the bits of what is found. */
export const PASSES = 0
export const FALSE_ALARM = -1

/** As many kinds as a part has bits for. */
export const MOST_FAULTS = 31

export interface HiddenFaults {
  /** Per element: 1 where faults are made, or looked for. */
  readonly has: Uint8Array
  /** Draws the faults that are made in the work on a part, and gives it them. */
  make(element: number, part: number): void
  /** Draws what the inspection of a part, at the end of the work, says. */
  inspect(element: number, part: number): number
  /** What was found is put right where the part goes. */
  forget(part: number, found: number): void
}

/** Names of all kinds of fault, in the order of their bits. */
export function faultsOf(plan: Plan): readonly string[] {
  const named = plan.elements.flatMap((element) =>
    element.kind === 'station' ? [...element.defects.map(({ name }) => name), ...Object.keys(element.inspects?.finds ?? {})] : [],
  )
  return [...new Set(named)].toSorted((a, b) => (a < b ? -1 : 1))
}

/** Are faults made at the element, or looked for? */
export function concernsFaults(element: ElementPlan): boolean {
  return element.kind === 'station' && (element.defects.length > 0 || element.inspects !== undefined)
}

export function createHiddenFaults(plan: Plan, { columns }: PartTable, streams: StreamBank, draws: Draws): HiddenFaults {
  const names = faultsOf(plan)
  const byName = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
  const stations = plan.elements.map((element) => {
    if (element.kind !== 'station' || !concernsFaults(element)) return undefined
    const { key, defects, inspects } = element
    const made = byName(defects)
    const finds = byName(Object.entries(inspects?.finds ?? {}).map(([name, share]) => ({ name, share })))
    const site = ({ name, share }: (typeof made)[0], purpose: string): number => draws.quantity(share, key, `${purpose} ${name}`)
    return {
      made: int32From(made, (fault) => site(fault, 'fault')),
      madeBits: int32From(made, ({ name }) => 1 << names.indexOf(name)),
      makes: made.length === 0 ? -1 : streams.uniforms(key, 'faults'),
      finds: int32From(finds, (fault) => site(fault, 'finds')),
      findsBits: int32From(finds, ({ name }) => 1 << names.indexOf(name)),
      falseAlarm: inspects?.falseAlarm === undefined ? -1 : draws.quantity(inspects.falseAlarm, key, 'false alarm'),
      looks: inspects === undefined ? -1 : streams.uniforms(key, 'inspection'),
    }
  })

  function make(element: number, part: number): void {
    const { made, madeBits, makes } = stations[element]!
    for (let i = 0; i < made.length; i++)
      if (streams.next(makes) < draws.take(made[i]!, part)) columns.faults[part] = columns.faults[part]! | madeBits[i]!
  }

  function inspect(element: number, part: number): number {
    const { finds, findsBits, falseAlarm, looks } = stations[element]!
    if (looks < 0) return PASSES
    let found = PASSES
    let isFaulty = false
    for (let i = 0; i < finds.length; i++) {
      const isSeen = streams.next(looks) < draws.take(finds[i]!, part)
      if ((columns.faults[part]! & findsBits[i]!) === 0) continue
      isFaulty = true
      if (isSeen) found |= findsBits[i]!
    }
    const isAlarmed = falseAlarm >= 0 && streams.next(looks) < draws.take(falseAlarm, part)
    return isAlarmed && !isFaulty ? FALSE_ALARM : found
  }

  return {
    has: uint8From(stations, (station) => (station === undefined ? 0 : 1)),
    make,
    inspect,
    forget: (part, found) => void (columns.faults[part] = columns.faults[part]! & ~found),
  }
}
