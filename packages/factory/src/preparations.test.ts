import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, crewOf, fixed, planOf, sink, source, station, TWO_PRODUCTS } from './plan.fixture.ts'
import type { Plan, SetupPlan, StationPlan } from './plan.ts'
import { SET_UP, STATES } from './states.ts'
import { unsupportedIn } from './support.ts'

const SECOND = 1000
const products = TWO_PRODUCTS
const ahead: SetupPlan = { by: 'product', time: fixed(1), pairs: [], when: 'change', starts: 'ahead', first: false, crew: [] }

function departures(plan: Plan, until = 100): readonly number[] {
  const end = plan.elements.length - 1
  const engine = createEngine(plan, { departures: [{ element: end, first: Infinity }] })
  const spec = { seed: 1, replication: 1, until: until * SECOND, cuts: [until * SECOND], warmUp: 0 }
  return engine.run(spec)!.departures[end]!.map((tick) => tick / SECOND)
}

/** Six parts, a and b in turn, one every 2 s, which are lost where the queue of one place is full; work of 2 s. */
const line = (server: Partial<StationPlan>): Plan =>
  planOf(
    [
      source({ path: 'source', arrival: { kind: 'every', every: fixed(2) }, sequence: [0, 1], limit: 6, whenFull: 'lost' }),
      buffer({ path: 'queue', capacity: 1 }),
      station({ path: 'server', cycle: fixed(2), ...server }),
      sink({ path: 'sink' }),
    ],
    { products },
  )

test('the part for which a set-up is done ahead keeps its place in the queue', () => {
  // a 2-4; b comes at 4, set-up to 5, 5-7; a comes at 6, set-up 7-8, 8-10; b comes at 8, set-up 10-11 in the queue, where the part that
  // comes at 10 finds no place; 11-13; the last part, b like the one before, comes at 12: 13-15.
  assert.deepEqual(departures(line({ setup: ahead })), [4, 7, 10, 13, 15])
  // With the part in the station the fifth comes in at 10 (set-up 13-14, 14-16), and the sixth is lost at 12.
  assert.deepEqual(departures(line({ setup: { ...ahead, starts: 'with_part' } })), [4, 7, 10, 13, 16])
})

test('a set-up that has begun holds for its part, whatever more urgent comes', () => {
  const urgent = (starts: SetupPlan['starts']): Plan =>
    planOf(
      [
        source({ path: 'plain', arrival: { kind: 'every', every: fixed(10) }, sequence: [0], limit: 2, to: { kind: 'single', to: 2 } }),
        source({ path: 'rush', arrival: { kind: 'every', every: fixed(11) }, sequence: [1], limit: 1, to: { kind: 'single', to: 3 } }),
        buffer({ path: 'slow', to: { kind: 'single', to: 4 } }),
        buffer({ path: 'fast', to: { kind: 'single', to: 4 } }),
        station({
          path: 'server',
          cycle: fixed(4),
          merge: 'priority',
          from: [3, 2],
          setup: { ...ahead, starts, first: true, time: fixed(3) },
        }),
        sink({ path: 'sink' }),
      ],
      { products },
    )
  // The plain part comes at 10, its set-up lasts until 13; the urgent one of 11 waits until 17, its set-up until 20, work until 24;
  // the second plain part of 20 is set up for until 27.
  assert.deepEqual(departures(urgent('ahead')), [17, 24, 31])
})

test('each place is set up for a part of its own', () => {
  // Set-ups of 1 s before every part, two places: two parts at 0, 1-3; the next two 3-4, 4-6, and the last 6-7, 7-9.
  const plan = planOf([
    source({ path: 'source', limit: 5 }),
    buffer({ path: 'queue', capacity: 4 }),
    station({ path: 'server', cycle: fixed(2), positions: 2, setup: { ...ahead, when: 'every_part', first: true } }),
    sink({ path: 'sink' }),
  ])
  assert.deepEqual(departures(plan), [3, 3, 6, 6, 9])
})

test('people do set-ups one after the other, and go on with the work where the same are asked for', () => {
  const setter = [{ anyOf: [{ crew: 0 }], count: 1 }]
  const setup: SetupPlan = { ...ahead, when: 'every_part', first: true, time: fixed(3), crew: setter }
  const [here, there] = [2, 4].map((to) => ({ kind: 'single', to }) as const)
  const plan = (crew: StationPlan['steps'][0]['crew']): Plan => {
    const steps = [{ name: 'work', time: fixed(2), crew }]
    return planOf(
      [
        source({ path: 'source', limit: 2, to: { kind: 'rule', to: [1, 3], split: 'round_robin', commit: 'when_finished' } }),
        buffer({ path: 'q1', capacity: 1, to: here! }),
        station({ path: 's1', steps, setup, to: { kind: 'single', to: 5 } }),
        buffer({ path: 'q2', capacity: 1, to: there! }),
        station({ path: 's2', steps, setup }),
        sink({ path: 'sink' }),
      ],
      { crews: [crewOf({ name: 'setter' })] },
    )
  }
  // One setter of two stations: the first is set up 0-3 and works to 5; the second 3-6 and to 8.
  assert.deepEqual(departures(plan([])), [5, 8])
  // If the work wants him too he stays till 5, though the second station asked before the part came in; 5-8, 8-10.
  assert.deepEqual(departures(plan(setter)), [5, 10])
})

test('a failure meets the set-up, not the part that waits for it', () => {
  // By operating time after 2 s, 5 s of repair, the part in work is scrap: the set-up of 3 s stands from 2 to 7 and ends at 8; 8-9 work.
  const plan = planOf([
    source({ path: 'source', limit: 1 }),
    buffer({ path: 'queue', capacity: 1 }),
    station({
      path: 'server',
      cycle: fixed(1),
      setup: { ...ahead, first: true, when: 'every_part', time: fixed(3) },
      failures: [{ name: 'f', key: 'f', up: fixed(2), down: fixed(5), clock: 'operating', onFailure: 'scrap', crew: [], takes: [] }],
    }),
    sink({ path: 'sink' }),
  ])
  assert.deepEqual(departures(plan), [9])
  const spec = { seed: 1, replication: 1, until: 9 * SECOND, cuts: [9 * SECOND], warmUp: 0 }
  const { states, levels } = createEngine(plan).run(spec)!.windows[0]!
  assert.equal(states[2 * STATES.length + SET_UP], 3 * SECOND)
  // The part lies in the queue for 8 s.
  assert.equal(levels[1], 8 * SECOND)
})

test('where the next part cannot wait for its set-up, that is refused by name', () => {
  const refused = (server: Partial<StationPlan>, life = {}): boolean =>
    unsupportedIn(
      planOf([
        source({ path: 'source' }),
        buffer({ path: 'queue', capacity: 1, ...life }),
        station({ path: 'server', setup: ahead, ...server }),
        sink({ path: 'sink' }),
      ]),
    ).some(({ path, word }) => path === 'server' && word.startsWith('setup_starts: ahead'))
  assert.equal(refused({}), false)
  assert.equal(refused({}, { life: fixed(5) }), true)
  assert.equal(refused({}, { capacity: 0 }), true)
  assert.equal(refused({ preempt: 'resume' }), true)
  assert.equal(refused({ blocking: 'before_service' }), true)
  assert.equal(refused({ batch: { least: 1, most: 2, same: 'any' } }), true)
  assert.equal(refused({ heatUp: { after: 5, duration: fixed(1), restartScrap: 0 } }), true)
})
