import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { createEngine, type EngineOptions } from './engine.ts'
import { readStates, type Observation } from './observation.ts'
import type { FailurePlan, Plan, StationPlan } from './plan.ts'
import { buffer, crewOf, exponential, fixed, planOf, sink, source, station, type ElementDraft } from './plan.fixture.ts'
import { dice, randomPlant } from './random-plant.fixture.ts'
import { asksForPeople } from './simple-stations.ts'
import { failuresOf, joinsOf, visitsOf } from './visit-texts.fixture.ts'
import { createWorld } from './world.ts'

const LINES = Number(process.env['GENBA_PLANTS'] ?? 120)
const HORIZON = 4000

/** A line of what may be simple: stations with and without buffers, failures, several positions, hours, scrap; with people of two crews where they are wanted. */
function randomLine(seed: number, withPeople = false): Plan {
  const die = dice(seed)
  const chance = (percent: number): boolean => die(100) < percent
  const time = () => (chance(60) ? fixed(1 + die(6)) : exponential(2 + die(5)))
  const failure = (key: string, clock: 'operating' | 'scheduled'): FailurePlan => ({
    name: 'breakdown',
    key: `${key}.breakdown`,
    clock,
    up: chance(50) ? fixed(5 + die(20)) : exponential(20 + die(40)),
    down: chance(50) ? fixed(1 + die(8)) : exponential(1 + die(15)),
    onFailure: chance(70) ? 'resume' : 'restart',
    crew: [],
    takes: [],
  })
  const drafts: ElementDraft[] = [
    source({
      path: 'source',
      of: [
        { product: 0, share: fixed(0.6) },
        { product: 1, share: fixed(0.4) },
      ].slice(0, 1 + die(2)),
      ...(chance(50) ? { arrival: { kind: 'every', every: time() }, whenFull: (['wait', 'block', 'lost'] as const)[die(3)]! } : {}),
    }),
  ]
  const hours = chance(25) ? [0] : []
  const count = 2 + die(6)
  const people = [1 + die(2), 1]
  const staffed = (): readonly { readonly anyOf: readonly { readonly crew: number }[]; readonly count: number }[] => {
    const crew = chance(90) ? 0 : 1
    return withPeople && chance(70) ? [{ anyOf: [{ crew }], count: people[crew]! }] : []
  }
  for (let i = 0; i < count; i++) {
    const path = `s${i}`
    const plain = chance(70)
    drafts.push(
      station({
        path,
        steps: [{ name: 'work', time: time(), crew: staffed() }],
        calendars: hours,
        positions: plain || chance(60) ? 1 : 1 + die(3),
        failures: chance(50) ? [] : [failure(path, plain || chance(60) ? 'operating' : 'scheduled')],
        outcomes: plain || chance(60) ? [] : [{ share: fixed(0.2), to: 'scrap' }],
      }),
    )
    if (chance(60))
      drafts.push(
        buffer({ path: `b${i}`, capacity: chance(15) ? Infinity : die(4), ...(chance(10) ? { moveTime: fixed(1 + die(3)) } : {}) }),
      )
  }
  drafts.push(sink({ path: 'sink' }))
  return planOf(drafts, {
    ticksPerSecond: 1,
    products: ['a', 'b'].map((name) => ({ name, variants: [], attributes: [], route: [], quantities: {} })),
    crews: [
      crewOf({
        name: 'operators',
        size: fixed(people[0]! * (1 + die(count - 1))),
        serves: ['first_come', 'first_come', 'most_downstream', 'most_upstream', 'shortest_job'][die(5)]!,
      }),
      crewOf({ name: 'others', size: fixed(1), calendars: chance(50) ? [0] : [] }),
    ],
    calendars: [{ name: 'hours', kind: 'periodic', period: 100, open: [{ from: 10, to: 70 }] }],
  })
}

/** Everything that a run says but for how many events it took; what is written down one by one without the order within a tick. */
function story(told: Observation): unknown {
  const visits = told.visits && { from: told.visits.from, visits: visitsOf(told), joins: joinsOf(told), failures: failuresOf(told) }
  return JSON.parse(
    JSON.stringify({ ...told, events: 0, visits, states: told.states && readStates(told.states) }, (_key, value: unknown) =>
      ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value,
    ),
  )
}

function differs(plan: Plan, seed: number): boolean {
  const spec = { seed: 1, replication: seed, until: HORIZON, cuts: [HORIZON / 4, HORIZON / 2, HORIZON], warmUp: HORIZON / 4 }
  // Of every second one also what happens one by one, in a span that begins and ends in the midst of it.
  const logs = seed % 2 === 0 ? { history: { from: HORIZON / 5, until: HORIZON - 3 } } : {}
  const general = story(createEngine(plan, { ...logs, shortcuts: false }).run(spec)!)
  const engine = createEngine(plan, logs)
  for (const shuffle of [undefined, dice(seed)]) {
    engine.shuffleWith(shuffle)
    if (!isDeepStrictEqual(story(engine.run(spec)!), general)) return true
  }
  return false
}

test('shortcuts change nothing: random lines', () => {
  const seeds = Array.from({ length: LINES }, (_, i) => i + 1)
  assert.deepEqual(
    seeds.filter((seed) => differs(randomLine(seed), seed)),
    [],
  )
  const tandems = seeds.filter((seed) => createWorld(randomLine(seed), [], true).tandems.length > 0)
  assert.ok(tandems.length > LINES / 5, `${tandems.length} lines of ${LINES} have stations in tandem`)
})

test('shortcuts change nothing: random lines with people', () => {
  const seeds = Array.from({ length: LINES }, (_, i) => i + 1)
  assert.deepEqual(
    seeds.filter((seed) => differs(randomLine(seed, true), seed)),
    [],
  )
  const staffed = seeds.filter((seed) => {
    const plan = randomLine(seed, true)
    const members = createWorld(plan, [], true).tandems.flatMap(({ stations }) => stations)
    return members.some((number) => asksForPeople(plan.elements[number] as StationPlan))
  })
  assert.ok(staffed.length > LINES / 10, `${staffed.length} lines of ${LINES} have staffed stations in tandem`)
})

test('shortcuts change nothing: random plants', () => {
  const seeds = Array.from({ length: LINES / 3 }, (_, i) => i + 1)
  assert.deepEqual(
    seeds.filter((seed) => differs(randomPlant(seed), seed)),
    [],
  )
})

test('the last events of a run are the same by either way, and asking for them changes nothing', () => {
  const plan = randomLine(3)
  const spec = { seed: 1, replication: 1, until: HORIZON, cuts: [HORIZON], warmUp: 0 }
  const run = (options: EngineOptions): Observation => createEngine(plan, options).run(spec)!
  const [plain, short, general] = [run({}), run({ trace: 50 }), run({ trace: 50, shortcuts: false })]
  assert.equal(short.trace!.length, 50)
  assert.deepEqual(short.trace, general.trace)
  assert.equal(short.fingerprint, plain.fingerprint)
})
