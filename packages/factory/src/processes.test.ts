import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Value } from 'genba/model'
import { createEngine } from './engine.ts'
import type { HookProcess, Hooks, HookView, ProcessHook } from './hooks.ts'
import type { Observation } from './observation.ts'
import { constrains } from './people.ts'
import { crewOf, fixed, planOf as built, sink, source, station, type ElementDraft } from './plan.fixture.ts'
import type { CrewDemand, Plan, StationPlan } from './plan.ts'
import type { ProcessStep } from './process-steps.ts'
import { dice, randomPlant } from './random-plant.fixture.ts'
import { COUNTS, LEFT } from './record.ts'
import { STATES, type StateName } from './states.ts'
import { unsupportedIn } from './support.ts'

/** Plans whose ticks are seconds. */
const planOf = (drafts: readonly ElementDraft[], more: Partial<Plan> = {}): Plan => built(drafts, { ...more, ticksPerSecond: 1 })
const some = (crew: number, count = 1): CrewDemand[number] => ({ anyOf: [{ crew }], count })
const team = (size: number): Partial<Plan> => ({ crews: [crewOf({ name: 'team', size: fixed(size) })] })
/** A station whose process may have these people. */
const working = (path: string, hook: string, crew: CrewDemand, more: Partial<StationPlan> = {}): ElementDraft =>
  station({ path, process: { hook }, steps: [{ name: 'cycle', time: fixed(0), crew }], ...more })

function run(plan: Plan, hooks: Hooks, until: number): Observation {
  return createEngine(plan, { hooks }).run({ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 })!
}
const counted = (observation: Observation, element: number, what: number): number =>
  observation.windows[0]!.counts[element * COUNTS + what]!
const timeIn = (observation: Observation, element: number, state: StateName): number =>
  observation.windows[0]!.states[element * STATES.length + STATES.indexOf(state)]!

test('a process works, seizes, gives back, and is told the time of each step', () => {
  const times: Readonly<Record<string, number[]>> = { x: [], y: [] }
  const hooks: Hooks = {
    *mend(view: HookProcess): Generator<ProcessStep, void> {
      const seen = times[view.element]!
      seen.push(view.time)
      yield view.work(3)
      yield view.seize('team')
      seen.push(view.time)
      yield view.work('2 s')
      yield view.release('team')
      yield view.wait(1)
      seen.push(view.time)
    },
  }
  // Both ask at 3; x, written first, has the person from 3 to 5 and is done at 6; y has it from 5 to 7 and is done at 8.
  // Next x asks at 9, y at 11, when x gives it back: x is done at 12, y at 14.
  const plan = planOf(
    [
      source({ path: 'in', of: [] }),
      working('x', 'mend', [some(0)], { to: { kind: 'single', to: 4 } }),
      source({ path: 'also' }),
      working('y', 'mend', [some(0)]),
      sink({ path: 'out' }),
    ],
    team(1),
  )
  const observation = run(plan, hooks, 14.5)
  // Begun, seized, done; begun, seized, done; ..
  assert.deepEqual(times, { x: [0, 3, 6, 6, 9, 12, 12], y: [0, 5, 8, 8, 11, 14, 14] })
  assert.deepEqual([counted(observation, 1, LEFT), counted(observation, 3, LEFT)], [2, 2])
  assert.equal(timeIn(observation, 3, 'waiting_for_crew'), 2)
  assert.equal(timeIn(observation, 3, 'working'), 12.5)
})

test('who seizes more gives back those it has, and has all or none while it waits', () => {
  const log: string[] = []
  const hooks: Hooks = {
    *growing(view: HookProcess): Generator<ProcessStep, void> {
      yield view.seize('team')
      yield view.work(2)
      yield view.seize('team')
      log.push(`two at ${view.time}`)
      yield view.work(3)
      yield view.release('team', 1)
      yield view.work(4)
    },
    *plain(view: HookProcess): Generator<ProcessStep, void> {
      yield view.seize({ team: 1 })
      log.push(`one at ${view.time}`)
      yield view.work(5)
    },
  }
  // Of two people each has one at 0. At 2 the first wants two: till 5 there is one. It works till 8, then one of them goes to the
  // second, which has waited since 5; that works till 13; the first goes on alone till 12 and begins again, with its person.
  const plan = planOf(
    [
      source({ path: 'in' }),
      working('x', 'growing', [some(0, 2)], { to: { kind: 'single', to: 4 } }),
      source({ path: 'also' }),
      working('y', 'plain', [some(0)]),
      sink({ path: 'out' }),
    ],
    team(2),
  )
  const observation = run(plan, hooks, 13)
  // At 5 both ask: x has waited since 2.
  assert.deepEqual(log, ['one at 0', 'two at 5', 'one at 8', 'one at 13'])
  assert.equal(timeIn(observation, 1, 'waiting_for_crew'), 3)
  assert.equal(timeIn(observation, 3, 'waiting_for_crew'), 3)
})

test('a failure and a closing suspend the clock of a process', () => {
  const hooks: Hooks = {
    *soak({ work, wait }: HookProcess): Generator<ProcessStep, void> {
      yield work(6)
      yield wait(4)
    },
  }
  // Fails after each 5 s of work, down for 2; closed from 10 to 13. Work: 0-5, 7-8 | wait 8-10, closed, 13-15 (that is 4): done at 15.
  const failure = {
    name: 'f',
    key: 's.f',
    up: fixed(5),
    down: fixed(2),
    clock: 'operating',
    onFailure: 'resume',
    crew: [],
    takes: [],
  } as const
  const plan = planOf([source({ path: 'in' }), working('s', 'soak', [], { failures: [failure], calendars: [0] }), sink({ path: 'out' })], {
    calendars: [
      {
        name: 'day',
        kind: 'dated',
        open: [
          { from: 0, to: 10 },
          { from: 13, to: 90 },
        ],
      },
    ],
  })
  for (const [until, left] of [
    [14.5, 0],
    [15.5, 1],
  ] as const)
    assert.equal(counted(run(plan, hooks, until), 1, LEFT), left)
})

test('a process without work, or without work after it has seized, lasts one tick more', () => {
  const hooks: Hooks = {
    *none() {},
    *looks({ seize, work, release }: HookProcess): Generator<ProcessStep, void> {
      yield work(2)
      yield seize('team')
      yield release('team')
    },
  }
  const plan = planOf([source({ path: 'in' }), working('a', 'none', []), working('b', 'looks', [some(0)]), sink({ path: 'out' })], team(1))
  // b takes 3 ticks a part from 1 on.
  const observation = run(plan, hooks, 10)
  assert.equal(counted(observation, 2, LEFT), 3)
})

test('what a process yields and asks for is checked, and told with its place', () => {
  const plan = (crew: CrewDemand): Plan => ({
    ...planOf([source({ path: 'in' }), working('press', 'p', crew), sink({ path: 'out' })], team(3)),
    hooks: { file: 'rules.ts' },
  })
  const told = (p: ProcessHook, message: RegExp, crew: CrewDemand = [some(0)]): void =>
    assert.throws(() => run(plan(crew), { p }, 9), { name: 'HookFault', message })
  const place = String.raw`^rules\.ts: hook\(p\) at press, 0 s after the start \(tick 0\): `
  told((() => 3) as unknown as ProcessHook, new RegExp(`${place}expected a process, received 3; write it as function\\* \\(view\\)`))
  told(
    function* () {
      yield 3 as unknown as ProcessStep
    },
    new RegExp(`${place}expected a step, received 3; yield what view\\.work`),
  )
  told(
    function* ({ seize }) {
      yield seize('teem')
    },
    new RegExp(`${place}asks for "teem", and the station names team; write crew: {teem: 1} at the station`),
  )
  told(
    function* ({ seize }) {
      yield seize('team', 2)
    },
    new RegExp(`${place}asks for 2 of "team", and the station names 1; write crew: {team: 2} there`),
  )
  told(
    function* ({ release }) {
      yield release('team')
    },
    new RegExp(`${place}releases "team", and holds 0`),
  )
  told(
    function* ({ work }) {
      yield work(-1)
    },
    new RegExp(`${place}expected a time of 0 s or more, received -1`),
  )
  told(
    function* ({ work }) {
      yield work('2 m')
    },
    new RegExp(`${place}expected a duration such as`),
  )
  told(
    function* ({ seize, release }) {
      for (;;) {
        yield seize('team')
        yield release('team')
      }
    },
    new RegExp(`${place}seizes and releases 1000 times without work`),
  )
})

const STEPS: ProcessHook = function* ({ element, work, seize, release }) {
  let held: CrewDemand = []
  for (const { time, crew } of written.get(element)!) {
    if (JSON.stringify(crew) !== JSON.stringify(held)) {
      if (held.length > 0) yield release(named(held, Infinity))
      if (crew.length > 0) yield seize(named(crew))
      held = crew
    }
    yield work((time as { readonly value: number }).value)
  }
}
/** The steps that a process stands for, by path. */
const written = new Map<string, StationPlan['steps']>()
let crewNames: readonly string[] = []

function named(crew: CrewDemand, count?: number): Readonly<Record<string, number>> {
  const people: Record<string, number> = {}
  for (const each of crew) people[crewNames[each.anyOf[0]!.crew]!] = count ?? (people[crewNames[each.anyOf[0]!.crew]!] ?? 0) + each.count
  return people
}

/** The greatest number of each crew that any of the steps asks for. */
function most(steps: StationPlan['steps']): CrewDemand {
  const counts = new Map<number, number>()
  for (const { crew } of steps) {
    const own = new Map<number, number>()
    for (const { anyOf, count } of crew) own.set(anyOf[0]!.crew, (own.get(anyOf[0]!.crew) ?? 0) + count)
    for (const [each, count] of own) counts.set(each, Math.max(count, counts.get(each) ?? 0))
  }
  return [...counts].map(([crew, count]) => some(crew, count))
}

/** The plant with the work of as many stations as can be given to the process of this name. */
function withProcesses(plan: Plan, name: string): Plan {
  let changed = plan
  for (const element of plan.elements) {
    if (element.kind !== 'station') continue
    const steps = [{ name: 'cycle', time: fixed(0), crew: most(element.steps) }]
    const to: StationPlan = { ...element, process: { hook: name }, steps, pacedByLine: false }
    const tried = { ...changed, elements: changed.elements.map((each) => (each.number === element.number ? to : each)) }
    if (unsupportedIn(tried).length > 0 || constrains(tried) !== constrains(plan)) continue
    changed = tried
    written.set(element.path, element.steps)
  }
  return changed
}

/**
 * The plant with steps that a process can stand for: of times that are not drawn, by people of whom each crew is asked for by itself. Of the
 * work of a process no more is known than its present step: so nobody serves the shortest job, and nobody learns (for steps that are
 * written down that is asked when the visit begins).
 */
function plain(plan: Plan): Plan {
  const time = (of: Value): Value => (of.kind === 'constant' && of.value >= 1 ? of : fixed(2))
  const crew = (of: CrewDemand): CrewDemand => of.map(({ anyOf, count }) => some(anyOf[0]!.crew, count))
  return {
    ...plan,
    crews: plan.crews.map((each) => ({
      ...each,
      skills: {},
      members: [],
      learning: fixed(1),
      serves: each.serves === 'shortest_job' ? 'first_come' : each.serves,
    })),
    elements: plan.elements.map((each) =>
      each.kind === 'station'
        ? {
            ...each,
            gather: 'together',
            callCrew: 'inside',
            steps: each.steps.map((step) => ({ ...step, time: time(step.time), crew: crew(step.crew) })),
          }
        : each,
    ),
  }
}

const SEEDS = Array.from({ length: Number(process.env['GENBA_PLANTS'] ?? 40) }, (_, i) => i + 1)
const specOf = (seed: number) => ({ seed: 1, replication: seed, until: 300, cuts: [300], warmUp: 0 })

test('random plants whose steps are told one by one by a process are the same plants', () => {
  let [processes, crewed] = [0, 0]
  const differing: number[] = []
  for (const seed of SEEDS) {
    const plan = plain(randomPlant(seed))
    crewNames = plan.crews.map(({ name }) => name)
    const changed = withProcesses(plan, 'steps')
    const own = changed.elements.flatMap((each) => (each.kind === 'station' && each.process !== undefined ? [each] : []))
    if (own.length === 0) continue
    processes += own.length
    if (constrains(plan)) crewed += own.filter(({ steps }) => steps[0]!.crew.length > 0).length
    const told = createEngine(plan, { shortcuts: false }).run(specOf(seed))!
    if (createEngine(changed, { hooks: { steps: STEPS } }).run(specOf(seed))!.fingerprint !== told.fingerprint) differing.push(seed)
  }
  assert.deepEqual(differing, [])
  assert.ok(processes > 80 && crewed > 5, `${processes} processes, ${crewed} of them with people`)
})

test('random plants with processes that look at the plant: shuffled, the same', () => {
  const differing: number[] = []
  let processes = 0
  for (const seed of SEEDS) {
    const plan = withProcesses(plain(randomPlant(seed)), 'looks')
    crewNames = plan.crews.map(({ name }) => name)
    const paths = plan.elements.map(({ path }) => path)
    const people = new Map(plan.elements.map((each) => [each.path, each.kind === 'station' ? (each.steps[0]?.crew ?? []) : []]))
    const all = ({ level, time }: HookView): number => paths.reduce((sum, path, i) => sum + (i + 1) * level(path), time)
    const looks: ProcessHook = function* (view) {
      const crew = people.get(view.element)!
      const die = (n: number): number => (Math.floor(all(view)) + Math.floor(n * view.random())) % n
      for (let i = die(4); i >= 0; i--) {
        yield die(2) === 0 ? view.work(die(4)) : view.wait(die(3))
        if (crew.length === 0 || die(2) === 0) continue
        const [name, count] = Object.entries(named(crew))[die(crew.length)]!
        const asked = 1 + die(count)
        yield view.seize(name, asked)
        if (die(3) > 0) yield view.work(die(5))
        if (asked > 1 && die(2) === 0) yield view.release(name, 1)
        if (die(3) > 0) yield view.work(die(5))
        yield view.release(name)
      }
    }
    processes += plan.elements.filter((each) => each.kind === 'station' && each.process !== undefined).length
    const engine = createEngine(plan, { hooks: { looks } })
    const told = engine.run(specOf(seed))!.fingerprint
    engine.shuffleWith(dice(seed * 7))
    if (engine.run(specOf(seed))!.fingerprint !== told) differing.push(seed)
  }
  assert.deepEqual(differing, [])
  assert.ok(processes > 100, `${processes} processes`)
})
