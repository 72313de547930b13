import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planOf as compiledOf } from './compile.fixture.ts'
import { createEngine } from './engine.ts'
import { buffer, crewOf, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { FailurePlan, MaintenancePlan, Plan, StationPlan, TakePlan } from './plan.ts'
import { DOWN, MAINTENANCE, STATES, WAITING_FOR_PARTS, WAITING_FOR_REPAIR } from './states.ts'
import { unsupportedIn } from './support.ts'

const SPARES = 3

/** A machine of one second that fails after every five of them for two seconds, with a part from a store into which one comes every `every` s. */
function plant(
  every: number,
  machine: Partial<StationPlan> = {},
  takes: readonly TakePlan[] = [{ from: SPARES, count: 1 }],
  more: Partial<Plan> = {},
): Plan {
  const failure: FailurePlan = {
    name: 'f',
    key: 'f',
    up: fixed(5),
    down: fixed(2),
    clock: 'operating',
    onFailure: 'resume',
    crew: [],
    takes,
  }
  return planOf(
    [
      source({ path: 'source' }),
      station({ path: 'machine', cycle: fixed(1), failures: [failure], ...machine }),
      sink({ path: 'sink' }),
      buffer({ path: 'spares', to: { kind: 'none' }, capacity: 2, from: [4] }),
      source({ path: 'maker', arrival: { kind: 'every', every: fixed(every) }, to: { kind: 'single', to: SPARES } }),
    ],
    { ticksPerSecond: 1, ...more },
  )
}

function run(plan: Plan, until: number) {
  const { departures, windows, finalLevels, deadlock } = createEngine(plan, { departures: [{ element: 2, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until,
    cuts: [until],
    warmUp: 0,
  })!
  const time = (state: number): number => windows[0]!.states[STATES.length + state]!
  return { departures: departures[2]!, finalLevels, time, deadlock }
}

test('a repair waits for its part, and then takes its time', () => {
  // Fails at 5, when nothing is there; the part comes at 8, so it is down until 10. Work goes on with what was left of nothing.
  const { departures, time, finalLevels } = run(plant(8), 12)
  assert.deepEqual(departures, [1, 2, 3, 4, 5, 11, 12])
  assert.deepEqual([time(WAITING_FOR_REPAIR), time(DOWN)], [3, 2])
  assert.equal(finalLevels[SPARES], 0)
  // With one every 2 s none is waited for: down from 5 to 7 and from 12 to 14; made at 2, 4, .. with room for two, used at 5 and 12.
  const quick = run(plant(2), 13)
  assert.deepEqual(quick.departures, [1, 2, 3, 4, 5, 8, 9, 10, 11, 12])
  assert.deepEqual([quick.time(WAITING_FOR_REPAIR), quick.time(DOWN)], [0, 3])
})

test('people are called when the parts are there', () => {
  const crew = [{ anyOf: [{ crew: 0 }], count: 1 }]
  const machine: Partial<StationPlan> = {
    failures: [{ ...(plant(8).elements[1] as StationPlan).failures[0]!, crew }],
  }
  // Its part comes at 8. The crew is there all the time, and at work from 8 to 10 alone.
  const plan = plant(8, machine, [], { crews: [crewOf({ name: 'fitters' })] })
  const { windows } = createEngine(plan).run({ seed: 1, replication: 1, until: 11, cuts: [11], warmUp: 0 })!
  assert.deepEqual([...windows[0]!.people], [2, 11])
})

test('all parts come together or none; who has waited longest comes first, if his are there', () => {
  // Two at a time: at 5 none is there, at 6 one, at 12 two; down until 14.
  assert.deepEqual(run(plant(6, {}, [{ from: SPARES, count: 2 }]), 15).departures, [1, 2, 3, 4, 5, 15])
  // Two places, both of which fail at 5, one part at 8, the next at 16.
  const two = run(plant(8, { positions: 2 }), 17)
  assert.deepEqual(two.departures, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 11, 12, 13, 14, 15])
  assert.equal(two.time(WAITING_FOR_REPAIR), 3 + 11 + 2)
})

test('maintenance waits for its material, and is not under way until then', () => {
  const service: MaintenancePlan = {
    name: 'm',
    key: 'm',
    every: fixed(4),
    duration: fixed(3),
    policy: 'age',
    clock: 'calendar',
    renews: 'none',
    maintain: 'after_part',
    crew: [],
    takes: [{ from: SPARES, count: 1 }],
  }
  // Due at 4; the part comes at 7, done at 10.
  const { departures, time } = run(plant(7, { failures: [], maintenance: [service] }), 11)
  assert.deepEqual(departures, [1, 2, 3, 4, 11])
  assert.deepEqual([time(WAITING_FOR_PARTS), time(MAINTENANCE)], [3, 3])
})

test('a repair that will get no part locks the plant', () => {
  const empty = plant(8)
  const elements = empty.elements.map((each) => (each.kind === 'source' && each.number === 4 ? { ...each, limit: 0 } : each))
  const { deadlock } = run({ ...empty, elements }, 4000)
  assert.ok(
    deadlock?.waits.some((text) => text === 'machine is down and waits for parts from spares'),
    JSON.stringify(deadlock),
  )
})

test('a store of spare parts leads nowhere else, however that is written', () => {
  const model = (to: string): Plan =>
    compiledOf(`genba: model/1
name: m
flow:
  - source
  - {station: a, cycle: 1 min, failures: {f: {mtbf: 1 h, mttr: 1 min, takes: {spares: 1}}}}
  - {buffer: spares, capacity: 5, supply: {reorder_at: 1, quantity: 2, lead_time: 1 h}${to}}
  - {station: b, cycle: 1 min, from: [a]}
  - sink`)
  for (const to of ['', ', to: a']) {
    const { elements } = model(to)
    assert.deepEqual(elements[2]!.to, { kind: 'none' })
    assert.deepEqual([elements[1]!.from, elements[3]!.from], [[0], [1]])
    assert.deepEqual(unsupportedIn(model(to)), [])
  }
  assert.deepEqual(model(', to: b').elements[2]!.to, { kind: 'single', to: 3 })
})
