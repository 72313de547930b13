import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, crewOf, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { FailurePlan, StationPlan } from './plan.ts'
import { COUNTS, FAILURES, SCRAPPED } from './record.ts'
import { DOWN, STATES, WAITING_FOR_REPAIR } from './states.ts'

/** Two places, parts of ten seconds at 1 s and 3 s, and a failure at 5 s that takes four. */
function run(onFailure: FailurePlan['onFailure'], server: Partial<StationPlan> = {}) {
  const orders = [1, 3].map((release) => ({ product: 0, release, attributes: {} }))
  const failure: FailurePlan = { name: 'f', key: 'f', up: fixed(5), down: fixed(4), clock: 'calendar', onFailure, crew: [], takes: [] }
  const plan = planOf(
    [
      source({ path: 'source', arrival: { kind: 'orders', orders } }),
      buffer({ path: 'queue' }),
      station({ path: 'server', positions: 2, fails: 'station', cycle: fixed(10), failures: [failure], ...server }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1, products: [{ name: 'part', variants: [], attributes: [], route: [], quantities: {} }] },
  )
  const { departures, windows } = createEngine(plan, { departures: [{ element: 3, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until: 13,
    cuts: [13],
    warmUp: 0,
  })!
  const { counts, states } = windows[0]!
  const count = (what: number): number => counts[2 * COUNTS + what]!
  return { departures: departures[3], failures: count(FAILURES), scrap: count(SCRAPPED), down: states[2 * STATES.length + DOWN]! }
}

test('a failure of the station stands all of its places, and counts once', () => {
  // From 5 to 9 both stand; the next failure would come at 14.
  assert.deepEqual(run('resume'), { departures: [], failures: 1, scrap: 0, down: 8 })
  assert.deepEqual(run('scrap'), { departures: [], failures: 1, scrap: 2, down: 8 })
  // Alone each place has a failure of its own, at the same times as these are constant.
  assert.deepEqual(run('resume', { fails: 'position' }), { departures: [], failures: 2, scrap: 0, down: 8 })
})

test('what was done before the failure is kept, or not, at every place', () => {
  // Four and two of five seconds are done at 5: the rest is done from 9 to 10 and to 12, or anew to 14.
  assert.deepEqual(run('resume', { steps: [{ name: 'work', time: fixed(5), crew: [] }] }).departures, [10, 12])
  assert.deepEqual(run('restart', { steps: [{ name: 'work', time: fixed(4), crew: [] }] }).departures, [5, 13])
})

/** Parts at 1 s and 3 s, work of ten, and a fault of every part that takes four to repair. */
function withFaults(positions: number, onFailure: FailurePlan['onFailure'], more: Partial<FailurePlan> = {}) {
  const orders = [1, 3].map((release) => ({ product: 0, release, attributes: {} }))
  const drop: FailurePlan = {
    name: 'drop',
    key: 'drop',
    chance: fixed(1),
    down: fixed(4),
    clock: 'operating',
    onFailure,
    crew: [],
    takes: [],
    ...more,
  }
  const helper = [{ anyOf: [{ crew: 0 }], count: 1 }]
  const plan = planOf(
    [
      source({ path: 'source', arrival: { kind: 'orders', orders } }),
      buffer({ path: 'queue' }),
      station({ path: 'server', positions, fails: 'station', cycle: fixed(10), failures: [drop] }),
      sink({ path: 'sink', to: { kind: 'none' } }),
      source({ path: 'other', limit: 1 }),
      station({ path: 'aside', steps: [{ name: 'work', time: fixed(8), crew: helper }] }),
      sink({ path: 'out' }),
    ],
    { ticksPerSecond: 1, crews: [crewOf({})], products: [{ name: 'part', variants: [], attributes: [], route: [], quantities: {} }] },
  )
  const engine = createEngine(plan, { departures: [{ element: 3, first: Infinity }] })
  const { departures, windows } = engine.run({ seed: 1, replication: 1, until: 30, cuts: [30], warmUp: 0 })!
  const { counts, states } = windows[0]!
  const count = (what: number): number => counts[2 * COUNTS + what]!
  const state = (what: number): number => states[2 * STATES.length + what]!
  return {
    departures: departures[3],
    failures: count(FAILURES),
    scrap: count(SCRAPPED),
    down: state(DOWN),
    waits: state(WAITING_FOR_REPAIR),
  }
}

test('a fault of a part stands all places when work on it begins', () => {
  // The first stands them from 1 to 5; the second part comes in at 3, and its fault strikes at 5. Both are worked on from 9 on.
  assert.deepEqual(withFaults(2, 'resume'), { departures: [19, 19], failures: 2, scrap: 0, down: 16, waits: 0 })
  // What strikes hits all that is in work: the first fault the first part, the second the other.
  assert.deepEqual(withFaults(2, 'scrap'), { departures: [], failures: 2, scrap: 2, down: 16, waits: 0 })
})

test('all places wait for who repairs them, who is called once', () => {
  // The helper is elsewhere until 8, and with the places until 12 and, for the second fault, until 16.
  const crew = [{ anyOf: [{ crew: 0 }], count: 1 }]
  assert.deepEqual(withFaults(2, 'resume', { crew }), { departures: [26, 26], failures: 2, scrap: 0, down: 16, waits: 14 })
})

test('a part that comes in while the fault of the one before is repaired has its own', () => {
  assert.deepEqual(withFaults(1, 'scrap'), { departures: [], failures: 2, scrap: 2, down: 8, waits: 0 })
})
