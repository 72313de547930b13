/**
 * Whom a plan asks for: the demands of its activities as numbers, and whether its people can be simulated at all.
 *
 * Either all people of a plan are a constraint, or none: where one of its crews has something that the engine does not
 * carry yet (walking, interruption, ..), people are planned and counted only, and the notes of a run say so.
 */
import type { Value } from 'genba/model'
import { constantOf } from './draw.ts'
import type { Calendars, CrewDemand, CrewPlan, ElementPlan, LinePlan, Plan, StationPlan } from './plan.ts'
import { restsInTurn } from './relief.ts'
import { changesShares, groupOf, isSkilled, MOST_CHANGING_SKILLS, MOST_WAYS, poolsWith } from './skilled-crews.ts'
import type { Unsupported } from './support.ts'
import { isLocated, walkingDistance } from './walks.ts'

/** People of several crews together. */
export interface Demand {
  readonly crews: readonly number[]
  readonly counts: readonly number[]
}

const ONE: Value = { kind: 'constant', value: 1 }
const RULES = new Set(['first_come', 'most_downstream', 'most_upstream', 'shortest_job', 'nearest'])

/** Does anything in the plan ask for people, or is staffed? */
export function asksForPeople(plan: Plan): boolean {
  return plan.elements.some(demandsIn) || plan.lines.some((line) => line.staffing !== undefined || demandsIn(line))
}

/** Are people of this plan a constraint in this engine? */
export function constrains(plan: Plan): boolean {
  return plan.people !== 'counted' && asksForPeople(plan) && notCarried(plan).length === 0
}

/** What the plan says of its people and this engine does not carry; while there is any, they are counted only. */
export function notCarried(plan: Plan): readonly Unsupported[] {
  const found: Unsupported[] = []
  const refuse = (path: string, word: string, is: boolean): void => {
    if (is) found.push({ path, word })
  }
  plan.crews.forEach((crew, number) => {
    for (const [word, is] of wordsOf(crew)) refuse(`crews.${crew.name}`, word, is)
    refuse(
      `crews.${crew.name}`,
      'walking, or serves: nearest, where an element has no `at`, or no way leads there',
      isLocated(crew) && !isWalkable(plan, number),
    )
  })
  const demand = (path: string, words: { readonly crew: CrewDemand }, runsOut = false): void => {
    refuse(
      path,
      `crew: people of several crews or with skills, with more than ${MOST_WAYS} ways to choose them`,
      countWays(plan, words.crew) > MOST_WAYS,
    )
    refuse(path, 'crew: several crews that interrupt, by different rules', interruptsByDifferentRules(plan, words.crew))
    if (runsOut) refuse(path, 'shift_end: run_out with any of several crews that learn, or learning: wright', isLate(plan, words.crew))
  }
  for (const line of plan.lines) {
    if (line.drive !== undefined) {
      demand(`${line.path}.drive`, line.drive)
      refuse(
        `${line.path}.drive`,
        'crew: any of several with other hours than the line',
        line.drive.crew.some(
          ({ anyOf }) => anyOf.length > 1 && anyOf.some((each) => !sharesCalendar(plan.crews[each.crew]!, line.calendars)),
        ),
      )
    }
    for (const stop of line.stops) demand(`${line.path}.stops.${stop.name}`, stop)
    if (line.staffing !== undefined) for (const [word, is] of wordsOfStaffing(plan, line)) refuse(line.path, word, is)
  }
  for (const element of plan.elements) {
    if (!demandsIn(element) || (element.kind !== 'station' && element.kind !== 'tunnel')) continue
    const { path } = element
    for (const failure of element.failures) demand(path, failure)
    for (const each of [...element.maintenance, ...element.wear]) demand(path, each)
    if (element.kind === 'tunnel') {
      const line = element.line === undefined ? undefined : plan.lines[element.line]!
      if (element.setup !== undefined) demand(path, element.setup)
      refuse(path, 'crew of set-ups of a tunnel in a line with staffing', line?.staffing !== undefined && demandsIn(element.setup))
      continue
    }
    for (const each of [element.setup, element.tool, element.casting?.insert]) if (each !== undefined) demand(path, each)
    for (const step of element.steps) demand(path, step, element.shiftEnd === 'run_out')
    refuse(
      path,
      'process with people with learning: wright',
      element.process !== undefined && element.steps.some(({ crew }) => isLate(plan, crew)),
    )
    refuse(
      path,
      'call_crew: before with positions, set-ups, a batch, takes, preempt, on_failure: return, inputs in turn, in a line that steps or has carriers, at a casting cell, or behind a split that looks for room',
      element.callCrew === 'before' && !canCallOutside(plan, element),
    )
    const line = element.line === undefined ? undefined : plan.lines[element.line]!
    refuse(path, 'crew at a station of a line that moves', line?.transfer === 'continuous' || line?.transfer === 'self_propelled')
  }
  return found
}

function wordsOf(crew: CrewPlan): readonly (readonly [string, boolean])[] {
  const { size, absence, learning, skills, sizeByShift } = crew
  return [
    [
      `more than ${MOST_CHANGING_SKILLS} skills whose shares change`,
      changesShares(crew) && Object.keys(crew.skills).length > MOST_CHANGING_SKILLS,
    ],
    ['size, absence, learning or skills by product or attribute', [size, absence, learning, skills, sizeByShift].some(hangsOnParts)],
    ['members beside shares of skills', crew.members.length > 0 && Object.keys(crew.skills).length > 0],
    ['serves', typeof crew.serves === 'string' && !RULES.has(crew.serves)],
    ['interrupts with serves by a hook', crew.interrupts && typeof crew.serves !== 'string' && 'hook' in crew.serves],
  ]
}

function wordsOfStaffing(plan: Plan, line: LinePlan): readonly (readonly [string, boolean])[] {
  const { crew, lines } = line.staffing!
  const others = [...plan.lines.flatMap(({ stops, drive }) => [stops, drive]), ...plan.elements]
  const isOuter = plan.lines.some(({ parent }) => parent === line.number)
  const isAsynchronous = line.transfer === 'asynchronous'
  const isManned = line.elements.every((number) => {
    const element = plan.elements[number]!
    if (element.kind === 'station') return element.positions < Infinity
    return element.kind === 'tunnel' || (element.kind === 'buffer' && isAsynchronous)
  })
  return [
    ['staffing of a line of lines or of unlimited places, or with carriers', isOuter || !isManned || line.carriers !== undefined],
    ['staffing of lines of which one has no takt, or one that is drawn or by product', lines.some((each) => !hasTakt(plan.lines[each]!))],
    ['staffing by a crew that others ask for', others.some((other) => asksFor(other, crew))],
    ['staffing by a crew with skills', isSkilled(plan.crews[crew]!)],
    ['staffing by a crew with learning: wright', countsWork(plan.crews[crew]!.learning ?? ONE)],
  ]
}

function hasTakt({ takt }: LinePlan): boolean {
  return takt !== undefined && isOfTime(takt)
}

/** Is the value the same for all parts at any time? */
function isOfTime(value: Value): boolean {
  switch (value.kind) {
    case 'constant':
      return true
    case 'dated':
    case 'daily':
      return value.steps.every((step) => isOfTime(step.value))
    case 'curve':
      return value.form !== 'wright' && isOfTime(value.from) && (value.to === undefined || isOfTime(value.to))
    default:
      return false
  }
}

/** Is one part after another bound for the one place of the station, all with the same people? */
function canCallOutside({ elements, lines }: Plan, station: StationPlan): boolean {
  const { positions, setup, batch, takes, preempt, failures, casting, merge, from } = station
  for (let line = station.line; line !== undefined; line = lines[line]!.parent)
    if (lines[line]!.carriers !== undefined || lines[line]!.transfer !== 'asynchronous') return false
  const isPlain = positions === 1 && setup === undefined && batch === undefined && takes.length === 0 && casting === undefined
  const keepsParts = preempt === 'none' && failures.every(({ onFailure }) => onFailure !== 'return')
  const isBound = from.length > 0 && from.every((before) => !choosesByRoom(elements[before]!))
  return isPlain && keepsParts && merge !== 'exhaustive' && merge !== 'gated' && isBound
}

function choosesByRoom({ to }: ElementPlan): boolean {
  return to.kind === 'rule' && (to.split === 'first_free' || to.commit === 'when_room')
}

/** Does anything in `of` ask for people of this crew, or is it staffed by them? */
export function asksFor(of: unknown, crew: number): boolean {
  if (typeof of !== 'object' || of === null) return false
  return Object.entries(of).some(([key, inner]) =>
    key !== 'crew'
      ? asksFor(inner, crew)
      : typeof inner === 'number'
        ? inner === crew
        : (inner as CrewDemand).some(({ anyOf }) => anyOf.some((each) => each.crew === crew)),
  )
}

/** People who come and go with what they work on: nothing stands because they have gone. */
export function sharesCalendar(crew: CrewPlan, calendars: Calendars): boolean {
  const isSame = calendars.length === crew.calendars.length && crew.calendars.every((each) => calendars.includes(each))
  return crew.calendars.length === 0 || (!restsInTurn(crew) && isSame)
}

/** The line of each body whose drive people recover, line by line. @param bodyCount bodies of each line */
export function drivenBodies(plan: Plan, bodyCount: Int32Array): readonly number[] {
  if (!constrains(plan)) return []
  return plan.lines.flatMap(({ drive, number }) =>
    (drive?.crew.length ?? 0) > 0 ? Array.from({ length: bodyCount[number]! }, () => number) : [],
  )
}

/** Is who is there of a crew called anew with each of its shifts? Where nothing changes, once is enough. */
export function isCalled(plan: Plan, number: number): boolean {
  const crew = plan.crews[number]!
  if (groupOf(plan.crews, number) !== number) return false
  const isSame = crew.relief === undefined && crew.sizeByShift === undefined && constantOf(crew.size) !== undefined
  const changes = crew.pool?.has !== undefined && changesShares({ ...crew, skills: crew.pool.has.shares })
  const varies = !isSame || crew.absence !== undefined || changes
  return varies || plan.lines.some(({ staffing }) => staffing?.crew === number)
}

/** Does a value differ between parts? */
function hangsOnParts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if ('kind' in value && (value.kind === 'choice' || value.kind === 'attribute')) return true
  return Object.values(value).some(hangsOnParts)
}

/** Does a crew count what it does, so that each is done faster than the one before (`wright`)? */
export function countsWork(learning: Value): boolean {
  switch (learning.kind) {
    case 'curve':
      return learning.form === 'wright' || countsWork(learning.from) || (learning.to !== undefined && countsWork(learning.to))
    case 'dated':
    case 'daily':
      return learning.steps.some((step) => countsWork(step.value))
    case 'choice':
      return [...Object.values(learning.cases), ...(learning.otherwise === undefined ? [] : [learning.otherwise])].some(countsWork)
    default:
      return false
  }
}

/** The ways in which people can be chosen, those first whose people are from crews that are written first. */
export function waysOf(crew: CrewDemand): readonly CrewDemand[] {
  return crew.reduce<readonly CrewDemand[]>(
    (ways, { anyOf, count }) => {
      const choices = choicesOf(anyOf, count)
      return ways.flatMap((way) => choices.map((choice) => [...way, ...choice]))
    },
    [[]],
  )
}

/** `count` people of any of these crews. */
function choicesOf([first, ...others]: CrewDemand[number]['anyOf'], count: number): readonly CrewDemand[] {
  if (first === undefined) return count === 0 ? [[]] : []
  const found: CrewDemand[] = []
  for (let here = others.length === 0 ? 0 : count; here >= 0; here--) {
    const taken = others.length === 0 ? count : here
    for (const rest of choicesOf(others, count - taken)) found.push(taken === 0 ? rest : [{ anyOf: [first], count: taken }, ...rest])
  }
  return found
}

/** How many ways there are: combinations with repetition. */
function countWays(plan: Plan, crew: CrewDemand): number {
  return crew.reduce((ways, { anyOf, count }) => {
    const pools = anyOf.reduce((sum, each) => sum + poolsWith(plan.crews[each.crew]!, each.skill), 0)
    let choices = 1
    for (let i = 1; i < pools; i++) choices = (choices * (count + i)) / i
    return ways * choices
  }, 1)
}

/** A demand of plain crews; people of one crew that are named twice are added up. */
export function demandOf(crew: CrewDemand): Demand {
  const counts = new Map<number, number>()
  for (const { anyOf, count } of crew) counts.set(anyOf[0]!.crew, (counts.get(anyOf[0]!.crew) ?? 0) + count)
  const crews = [...counts.keys()].toSorted((a, b) => a - b)
  return { crews, counts: crews.map((each) => counts.get(each)!) }
}

/** Crews whose people may come. */
function whoMayCome({ crews }: Plan, demand: CrewDemand): readonly CrewPlan[] {
  return [...new Set(demand.flatMap(({ anyOf }) => anyOf.map(({ crew }) => crews[groupOf(crews, crew)]!)))]
}

/** Two crews that put each other's work first would take people from it for ever. */
function interruptsByDifferentRules(plan: Plan, demand: CrewDemand): boolean {
  const rude = whoMayCome(plan, demand).filter(({ interrupts }) => interrupts)
  return new Set(rude.map(({ serves }) => JSON.stringify(serves))).size > 1
}

/** Is it known only when people come how long they need? */
function isLate(plan: Plan, demand: CrewDemand): boolean {
  const counts = whoMayCome(plan, demand).some(({ learning }) => learning !== undefined && countsWork(learning))
  const isOpen = demand.some(({ anyOf }) => new Set(anyOf.map(({ crew }) => groupOf(plan.crews, crew))).size > 1)
  return counts || (isOpen && whoMayCome(plan, demand).some(({ learning }) => learning !== undefined))
}

/** Is the way on foot known between all elements, and lines by their first element, that ask for people of the crew? */
function isWalkable(plan: Plan, crew: number): boolean {
  const asking = [
    ...plan.elements.filter((element) => asksFor(element, crew)),
    ...plan.lines.filter(({ stops }) => asksFor(stops, crew)).map(({ elements }) => plan.elements[elements[0]!]!),
  ]
  return asking.every((from) => asking.every((to) => walkingDistance(plan.layout, from.at, to.at) !== undefined))
}

/** Does anything in `of` ask for a crew? */
function demandsIn(of: unknown): boolean {
  if (typeof of !== 'object' || of === null) return false
  return Object.entries(of).some(([key, inner]) => (key === 'crew' ? Array.isArray(inner) && inner.length > 0 : demandsIn(inner)))
}
