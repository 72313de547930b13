import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, fixed, planOf, sink, source, station, tunnel } from './plan.fixture.ts'
import type { FailurePlan, Plan, StationPlan, TunnelPlan } from './plan.ts'
import { COUNTS, ENDED, PASSED_FIRST, REWORKED, SCRAPPED } from './record.ts'

const SECOND = 1000

function run(plan: Plan, until: number) {
  const sinks = plan.elements.flatMap(({ kind, number }) => (kind === 'sink' ? [{ element: number, first: Infinity }] : []))
  const { departures, windows } = createEngine(plan, { departures: sinks }).run({
    seed: 1,
    replication: 1,
    until: until * SECOND,
    cuts: [until * SECOND],
    warmUp: 0,
  })!
  const left = sinks.map(({ element }) => departures[element]!.map((tick) => tick / SECOND))
  return { left, count: (element: number, what: number) => windows[0]!.counts[element * COUNTS + what]! }
}

/** Every part fails every test: source, test, good parts, parts given up. */
const testing = (draft: Partial<StationPlan>): Plan =>
  planOf([
    source({ path: 'source', arrival: { kind: 'every', every: fixed(100) }, limit: 3 }),
    station({
      path: 'test',
      cycle: fixed(10),
      outcomes: [{ share: fixed(1), to: 'itself' }],
      tries: 3,
      ...draft,
      to: { kind: 'single', to: 2 },
    }),
    sink({ path: 'good' }),
    sink({ path: 'given_up' }),
  ])

test('a part that fails its last try is scrapped, passes, or goes where it is told to', () => {
  // Three times ten seconds each; the rows of parts that are gone are used again.
  const scrapped = run(testing({}), 1000)
  assert.deepEqual(scrapped.left, [[], []])
  assert.deepEqual(
    [ENDED, REWORKED, PASSED_FIRST, SCRAPPED].map((what) => scrapped.count(1, what)),
    [9, 6, 0, 3],
  )
  const passed = run(testing({ afterTries: 'pass' }), 1000)
  assert.deepEqual(passed.left, [[130, 230, 330], []])
  assert.deepEqual(
    [ENDED, REWORKED, PASSED_FIRST, SCRAPPED].map((what) => passed.count(1, what)),
    [9, 6, 0, 0],
  )
  assert.deepEqual(run(testing({ afterTries: 3 }), 1000).left, [[], [130, 230, 330]])
  assert.deepEqual(run(testing({ tries: 1, afterTries: 'pass' }), 1000).left, [[110, 210, 310], []])
})

test('work that begins anew after a failure is the same try', () => {
  const failure: FailurePlan = {
    name: 'f',
    key: 'f',
    up: fixed(15),
    down: fixed(5),
    clock: 'operating',
    onFailure: 'restart',
    crew: [],
    takes: [],
  }
  // Ten seconds, five of the second try, five of repair, ten again.
  assert.deepEqual(run(testing({ tries: 2, afterTries: 'pass', failures: [failure] }), 150).left, [[130], []])
})

test('scrap among the outcomes is no try that failed', () => {
  const outcomes = [
    { share: fixed(1), to: 'scrap' as const },
    { share: fixed(0), to: 'itself' as const },
  ]
  assert.equal(run(testing({ outcomes, afterTries: 'pass' }), 1000).count(1, SCRAPPED), 3)
})

test('a tunnel that parts go through again lets them through so many times', () => {
  const oven = (draft: Partial<TunnelPlan>): Plan =>
    planOf([
      source({ path: 'source', arrival: { kind: 'every', every: fixed(100) }, limit: 2 }),
      tunnel({
        path: 'oven',
        dwell: fixed(20),
        takt: fixed(5),
        outcomes: [{ share: fixed(1), to: 2 }],
        tries: 2,
        from: [2, 0],
        to: { kind: 'single', to: 3 },
        ...draft,
      }),
      buffer({ path: 'again', to: { kind: 'single', to: 1 } }),
      sink({ path: 'good' }),
    ])
  assert.deepEqual(run(oven({ afterTries: 'pass' }), 1000).left, [[140, 240]])
  assert.equal(run(oven({}), 1000).count(1, SCRAPPED), 2)
})
