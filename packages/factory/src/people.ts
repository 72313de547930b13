/**
 * Whom a plan asks for: the demands of its activities as numbers, and whether its people can be simulated at all.
 *
 * Either all people of a plan are a constraint, or none: where one of its crews has something that the engine does not
 * carry yet (skills, walking, another calendar than the work's, ..), people are planned and counted only, and the notes of a run say so.
 */
import { constantOf } from './draw.ts'
import type { Calendars, CrewDemand, CrewPlan, Plan } from './plan.ts'
import type { Unsupported } from './support.ts'

/** People of several crews together. */
export interface Demand {
  readonly crews: readonly number[]
  readonly counts: readonly number[]
}

const RULES = new Set(['first_come', 'most_downstream', 'most_upstream', 'shortest_job'])

/** Where the plan asks for people, and for what; empty where it asks for nobody. */
export function askedFor(plan: Plan): readonly Unsupported[] {
  const found: Unsupported[] = []
  for (const element of plan.elements) if (demandsIn(element)) found.push({ path: element.path, word: 'crew' })
  for (const line of plan.lines)
    if (line.staffing !== undefined || demandsIn(line))
      found.push({ path: line.path, word: line.staffing === undefined ? 'crew' : 'staffing' })
  return found
}

/** Are people of this plan a constraint in this engine? */
export function constrains(plan: Plan): boolean {
  if (plan.people === 'counted' || askedFor(plan).length === 0 || !plan.crews.every(isPlainCrew)) return false
  const areHere = (of: { readonly crew: CrewDemand }, calendars: Calendars): boolean =>
    of.crew.every((demand) => isPlainDemand(demand) && sharesCalendar(plan.crews[demand.anyOf[0]!.crew]!, calendars))
  const lines = plan.lines.every((line) => {
    if (line.staffing !== undefined || demandsIn(line.drive)) return false
    return line.stops.every((stop) => areHere(stop, line.calendars))
  })
  return (
    lines &&
    plan.elements.every((element) => {
      if (!demandsIn(element)) return true
      if (element.kind === 'tunnel') return element.failures.every((failure) => areHere(failure, element.calendars))
      if (element.kind !== 'station' || element.callCrew !== 'inside' || element.gather !== 'together' || element.release !== 'at_end')
        return false
      if (element.line !== undefined && plan.lines[element.line]!.transfer !== 'asynchronous') return false
      const others = [element.setup, element.tool, element.casting, element.maintenance, element.wear]
      return !others.some(demandsIn) && [...element.steps, ...element.failures].every((each) => areHere(each, element.calendars))
    })
  )
}

function isPlainCrew(crew: CrewPlan): boolean {
  const special = crew.walking !== undefined || Object.keys(crew.skills).length > 0 || crew.members.length > 0
  const rule = typeof crew.serves === 'string' ? RULES.has(crew.serves) : 'order' in crew.serves
  return crew.learning === undefined && !crew.interrupts && !special && rule && crew.calendars.length <= 1
}

/** People who come and go with what they work on: nothing stands because they have gone. */
function sharesCalendar(crew: CrewPlan, calendars: Calendars): boolean {
  return crew.calendars.length === 0 || (calendars.length === 1 && calendars[0] === crew.calendars[0])
}

/** Does the number of people of a crew change while the base runs? */
export function varies(crew: CrewPlan): boolean {
  return crew.sizeByShift !== undefined || crew.absence !== undefined || constantOf(crew.size) === undefined
}

function isPlainDemand({ anyOf }: CrewDemand[number]): boolean {
  return anyOf.length === 1 && anyOf[0]!.skill === undefined
}

/** A demand of plain crews; people of one crew that are named twice are added up. */
export function demandOf(crew: CrewDemand): Demand {
  const counts = new Map<number, number>()
  for (const { anyOf, count } of crew) counts.set(anyOf[0]!.crew, (counts.get(anyOf[0]!.crew) ?? 0) + count)
  const crews = [...counts.keys()].toSorted((a, b) => a - b)
  return { crews, counts: crews.map((each) => counts.get(each)!) }
}

/** Does anything in `of` ask for a crew? */
function demandsIn(of: unknown): boolean {
  if (typeof of !== 'object' || of === null) return false
  return Object.entries(of).some(([key, inner]) => (key === 'crew' ? Array.isArray(inner) && inner.length > 0 : demandsIn(inner)))
}
