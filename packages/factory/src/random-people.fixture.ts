/** What random plants (random-plant.fixture.ts) say of people: crews that learn, crews that staff lines, tools and maintenance that need some. */
import { crewOf, fixed } from './plan.fixture.ts'
import { constrains } from './people.ts'
import type { CrewDemand, CrewPlan, LinePlan, MaintenancePlan, Plan, StationPlan, WearPlan } from './plan.ts'

/** Draws whole numbers below n. */
type Die = (n: number) => number

/** Crews learn, or not. */
export function learningOf(die: Die): Pick<CrewPlan, 'learning'> {
  if (die(100) >= 30) return {}
  if (die(4) === 0) return { learning: { kind: 'curve', form: 'wright', from: fixed(2), rate: 0.8 } }
  return { learning: { kind: 'curve', form: 'learning', from: fixed(2), to: fixed(1), span: 200 } }
}

/** Staffing of a line by a crew of its own, which joins `crews` as their last; often none. */
export function staffingOf(
  die: Die,
  line: Pick<LinePlan, 'number' | 'calendars'>,
  takt: number,
  crews: CrewPlan[],
  before: number,
): Pick<LinePlan, 'staffing'> {
  if (die(100) >= 40) return {}
  const crew = before + crews.length
  const absence = die(100) < 60 ? { absence: fixed(0.3) } : {}
  crews.push(crewOf({ name: `team${crew}`, size: fixed(1 + die(3)), calendars: line.calendars, ...absence, ...learningOf(die) }))
  const workContent = fixed(takt * (1 + die(3)) - die(2))
  const short = die(3) === 0 ? 'stops' : 'slows'
  return { staffing: { crew, workContent, balance: fixed(1), walkLoss: fixed(die(2)), short, lines: [line.number] } }
}

/** Tools that wear out and maintenance that is due, with people or without; often none. */
export function careOf(die: Die, key: string, people: () => CrewDemand): Pick<StationPlan, 'tool' | 'maintenance' | 'wear'> {
  const tool = die(100) < 15 ? { tool: { life: fixed(1 + die(4)), change: fixed(die(4)), crew: people() } } : {}
  const service = (): MaintenancePlan => ({
    name: 'service',
    key: `${key}.service`,
    every: fixed(9 + die(30)),
    duration: fixed(1 + die(5)),
    policy: die(2) === 0 ? 'age' : 'block',
    clock: (['operating', 'scheduled', 'calendar'] as const)[die(3)]!,
    renews: die(2) === 0 ? 'all' : 'none',
    ...maintainOf(die),
    crew: people(),
    takes: [],
  })
  const wear: WearPlan = {
    name: 'wear',
    key: `${key}.wear`,
    perCycle: { kind: 'distribution', family: 'uniform', parameters: { low: fixed(0), high: fixed(0.5) } },
    failsAt: 1,
    ...(die(2) === 0 ? {} : { servicedAt: 0.7 }),
    duration: fixed(1 + die(5)),
    crew: people(),
  }
  return { ...tool, maintenance: die(100) < 15 ? [service()] : [], wear: die(100) < 15 ? [wear] : [] }
}

/** When what is due begins. */
function maintainOf(die: Die): Pick<MaintenancePlan, 'maintain' | 'latest'> {
  const maintain = (['after_part', 'at_once', 'when_idle', 'when_idle'] as const)[die(4)]!
  return maintain === 'when_idle' && die(2) === 0 ? { maintain, latest: fixed(die(12)) } : { maintain }
}

/** The plan with other rules for its people, tried one by one, where people stay a constraint. */
export function withPeopleRules(plan: Plan, die: Die): Plan {
  if (!constrains(plan)) return plan
  const chance = (percent: number): boolean => die(100) < percent
  let ruled = plan
  function change(changed: Plan): void {
    if (constrains(changed)) ruled = changed
  }
  function changeStation(number: number, to: Partial<StationPlan>): void {
    change({
      ...ruled,
      elements: ruled.elements.map((each) => (each.number === number && each.kind === 'station' ? { ...each, ...to } : each)),
    })
  }
  const hasCrews = plan.crews[0]?.name === 'p'
  if (hasCrews && chance(40)) change(withSkills(plan, die))
  if (hasCrews && chance(40)) change(interrupting(ruled, die))
  if (hasCrews && chance(40)) change(walking(ruled, die))
  for (const line of plan.lines)
    if (line.staffing === undefined && line.carriers === undefined && line.takt === undefined && chance(50)) {
      const teams: CrewPlan[] = []
      const staffed = staffingOf(die, line, 3, teams, ruled.crews.length)
      const lines = ruled.lines.map((each) => (each.number === line.number ? { ...each, takt: fixed(3), ...staffed } : each))
      change({ ...ruled, lines, crews: [...ruled.crews, ...teams] })
    }
  // Whoever has the first calendar may take its break in turn; crews may have other hours than what they work at, and two calendars.
  const shifts = plan.calendars.map(({ open }) => open.map((window) => ({ ...window, shift: 'day', day: 0 })))
  if (chance(40)) {
    const calendars = ruled.calendars.map((calendar, number) => ({ ...calendar, shifts: shifts[number]! }))
    const crews = ruled.crews.map((crew): CrewPlan => ({ ...crew, rest: chance(50) ? 'in_turn' : 'together' }))
    change({ ...ruled, calendars, crews })
  }
  for (const [number, crew] of ruled.crews.entries())
    if (chance(crew.name.startsWith('team') ? 40 : 15)) {
      const choices = [[], ...plan.calendars.map((_, calendar) => [calendar]), plan.calendars.map((_, calendar) => calendar)]
      const calendars = choices[die(choices.length)]!
      change({ ...ruled, crews: ruled.crews.map((each, i) => (i === number ? { ...each, calendars } : each)) })
    }
  const callsOutside = chance(80)
  for (const { number, kind } of plan.elements)
    if (callsOutside && kind === 'station' && chance(80)) changeStation(number, { callCrew: 'before' })
  return ruled
}

/** Some people of a crew have skills that some of the steps ask for. */
function withSkills(plan: Plan, die: Die): Plan {
  const skilled = die(2)
  const asked = (crew: CrewDemand): CrewDemand =>
    crew.map(({ anyOf, count }) => ({
      count,
      anyOf: anyOf.map((each) =>
        each.crew === skilled && count === 1 && die(3) > 0 ? { crew: skilled, skill: die(2) === 0 ? 'weld' : 'seal' } : each,
      ),
    }))
  const byName = die(2) === 0
  const changing = {
    kind: 'dated',
    interpolate: false,
    steps: [0.6, 0.2, 0.8].map((share, i) => ({ from: 90 * i, value: fixed(share) })),
  } as const
  return {
    ...plan,
    crews: plan.crews.map((crew, number) => {
      if (number !== skilled) return crew
      if (!byName) return { ...crew, skills: { weld: die(2) === 0 ? changing : fixed(0.6), seal: fixed(0.4) } }
      const members = [['weld'], ['weld', 'seal'], ['seal'], []].slice(die(2)).map((skills, i) => ({ name: `m${i}`, skills }))
      return { ...crew, size: fixed(die(2) === 0 ? members.length : 2 + die(4)), members }
    }),
    elements: plan.elements.map((element) =>
      element.kind === 'station' ? { ...element, steps: element.steps.map((step) => ({ ...step, crew: asked(step.crew) })) } : element,
    ),
  }
}

/** Crews that drop what is less urgent: one, or both by the same rule. */
function interrupting(plan: Plan, die: Die): Plan {
  const rude = [[0], [1], [0, 1]][die(3)]!
  const serves = [plan.crews[rude[0]!]!.serves, 'most_downstream', 'most_upstream', 'shortest_job', { order: [5, 2, 8, 3] }][die(5)]!
  return { ...plan, crews: plan.crews.map((crew, number) => (rude.includes(number) ? { ...crew, interrupts: true, serves } : crew)) }
}

/** A crew that walks, or serves the nearest first; elements strewn over a few places. */
function walking(plan: Plan, die: Die): Plan {
  const walker = die(2)
  const nearest = plan.crews[walker]!.interrupts ? {} : ({ serves: 'nearest' } as const)
  const how: Partial<CrewPlan> = [{ walking: 1 }, { walking: 2, ...nearest }, nearest][die(3)]!
  return {
    ...plan,
    crews: plan.crews.map((crew, number) => (number === walker ? { ...crew, ...how } : crew)),
    elements: plan.elements.map((element) => ({ ...element, at: [3 * die(3), 4 * die(2)] as const })),
  }
}
