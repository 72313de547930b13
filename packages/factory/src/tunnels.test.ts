import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, crewOf, fixed, planOf, sink, source, tunnel } from './plan.fixture.ts'
import type { FailurePlan, Plan, TunnelPlan } from './plan.ts'
import { COUNTS, FAILURES, SCRAPPED } from './record.ts'
import { DOWN, STATES, WAITING_FOR_REPAIR } from './states.ts'

const OVEN = 1
const SPARES = 3

/** A tunnel that lets one part in every 2 s and out after 5 s, and a store into which one spare part comes every `every` s. */
function plant(oven: Partial<TunnelPlan>, every = 1000, more: Partial<Plan> = {}): Plan {
  return planOf(
    [
      source({ path: 'source' }),
      tunnel({ path: 'oven', takt: fixed(2), dwell: fixed(5), ...oven }),
      sink({ path: 'sink' }),
      buffer({ path: 'spares', to: { kind: 'none' }, capacity: 2, from: [4] }),
      source({ path: 'maker', arrival: { kind: 'every', every: fixed(every) }, to: { kind: 'single', to: SPARES } }),
    ],
    { ticksPerSecond: 1, ...more },
  )
}

const failure: FailurePlan = { name: 'f', key: 'f', down: fixed(3), clock: 'operating', onFailure: 'resume', crew: [], takes: [] }

function run(plan: Plan, until: number) {
  const { departures, windows, deadlock } = createEngine(plan, { departures: [{ element: 2, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until,
    cuts: [until],
    warmUp: 0,
  })!
  const time = (state: number): number => windows[0]!.states[OVEN * STATES.length + state]!
  const count = (what: number): number => windows[0]!.counts[OVEN * COUNTS + what]!
  return { departures: departures[2]!, time, count, deadlock }
}

test('a fault of a part by chance stands the tunnel as the part comes in', () => {
  // Parts come in at 0, 5, 10, 15, .. and stand the tunnel for 3 s each; the first has moved for 5 s at 14.
  const certain = { ...failure, chance: fixed(1) }
  const { departures, time, count } = run(plant({ failures: [certain] }), 24)
  assert.deepEqual(departures, [14, 19, 24])
  assert.equal(time(DOWN), 15)
  assert.equal(count(FAILURES), 5)
  // Where the fault spoils its part, that goes through all the same.
  const spoiled = run(plant({ failures: [{ ...certain, onFailure: 'scrap' }] }), 24)
  assert.deepEqual([spoiled.departures, spoiled.count(SCRAPPED)], [[], 3])
})

test('the repair of a tunnel waits for its part, then for its people', () => {
  // It stops at 8, when parts 1 and 2 are out at 5 and 7; the spare part comes at 11, so it moves again from 14 on, and the next is out at 15.
  const stops = { ...failure, up: fixed(8), takes: [{ from: SPARES, count: 1 }] }
  const { departures, time } = run(plant({ failures: [stops] }, 11), 18)
  assert.deepEqual(departures, [5, 7, 15, 17])
  assert.deepEqual([time(WAITING_FOR_REPAIR), time(DOWN)], [3, 3])
  // The crew is at work for the repair alone.
  const crew = [{ anyOf: [{ crew: 0 }], count: 1 }]
  const plan = plant({ failures: [{ ...stops, crew }] }, 11, { crews: [crewOf({ name: 'fitters' })] })
  const { windows } = createEngine(plan).run({ seed: 1, replication: 1, until: 18, cuts: [18], warmUp: 0 })!
  assert.deepEqual([...windows[0]!.people], [3, 18])
  // Without spare parts it is locked, and that is told.
  const elements = plant({ failures: [stops] }).elements.map((each) => (each.number === 4 ? { ...each, limit: 0 } : each))
  const { deadlock } = run({ ...plan, elements } as Plan, 4000)
  assert.ok(deadlock?.waits.includes('oven is down and waits for parts from spares'), JSON.stringify(deadlock))
})

test('failures of a tunnel come one after another, or overlap', () => {
  // Of two that are due at 6 s of open time the longer comes first; the other after it, from 11 to 14: parts 2, 3 wait from 6 on.
  const two = [
    { ...failure, name: 'f', key: 'f', up: fixed(6), clock: 'scheduled' as const },
    { ...failure, name: 'g', key: 'g', up: fixed(6), down: fixed(5), clock: 'scheduled' as const },
  ]
  assert.deepEqual(run(plant({ failures: two }), 18).departures, [5, 15, 17])
  // Together they are over at 11. The clock of f runs again from 9 on, so it comes next at 15, that of g from 11 on, at 17.
  const { departures, time, count } = run(plant({ failures: two, severalModes: 'together' }), 20)
  assert.deepEqual(departures, [5, 12, 14])
  assert.deepEqual([time(DOWN), count(FAILURES)], [5 + 5, 4])
})

test('a tunnel that refuses parts while it is down takes them when it is up', () => {
  // Parts come at 6 and 12; from 10 to 13 it is down.
  const oven = { failures: [{ ...failure, up: fixed(10), clock: 'scheduled' as const }], whenDown: 'refuses' as const }
  const plan = plant(oven)
  const elements = plan.elements.map((each) =>
    each.kind === 'source' ? { ...each, arrival: { kind: 'every', every: fixed(6) } as const } : each,
  )
  assert.deepEqual(run({ ...plan, elements }, 19).departures, [14, 18])
})
