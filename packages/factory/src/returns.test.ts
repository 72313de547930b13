import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, exponential, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { FailurePlan, Plan, StationPlan } from './plan.ts'

const SECOND = 1000

function plant(server: Partial<StationPlan>, failure: Partial<FailurePlan>, every = exponential(12)): Plan {
  const breakdown: FailurePlan = {
    name: 'breakdown',
    key: 'server.breakdown',
    up: fixed(4),
    down: fixed(100),
    clock: 'operating',
    onFailure: 'return',
    crew: [],
    takes: [],
    ...failure,
  }
  return planOf([
    source({ path: 'source', arrival: { kind: 'every', every } }),
    buffer({ path: 'queue' }),
    station({ path: 'server', cycle: fixed(10), whenDown: 'refuses', failures: [breakdown], ...server }),
    sink({ path: 'sink' }),
  ])
}

function departures(plan: Plan, until: number): readonly number[] {
  const run = createEngine(plan, { departures: [{ element: 3, first: Infinity }] })
  return run.run({ seed: 1, replication: 1, until: until * SECOND, cuts: [until * SECOND], warmUp: 0 })!.departures[3]!
}

test('a part that comes back goes on where another position is up, with the work still to do', () => {
  // At 200 s: 4 s of ten at one place, 4 s at the other, both down then; the first is up again after 100 s, for the last 2 s.
  const plan = plant({ positions: 2 }, {}, fixed(200))
  assert.deepEqual(departures(plan, 400), [306 * SECOND])
})

test('of the steps of its work those that are over are not done again; what was left of the other is', () => {
  const steps = [3, 5].map((time, i) => ({ name: `step${i}`, time: fixed(time), crew: [] }))
  const change = { by: 'product', time: fixed(1), pairs: [], when: 'every_part', starts: 'with_part', first: true, crew: [] } as const
  // 1 s of set-up, 3 s, fails; elsewhere 1 s of set-up, 3 s of five, fails; back at the first, 1 s of set-up, 2 s.
  assert.deepEqual(departures(plant({ positions: 2, steps, setup: change }, {}, fixed(200)), 400), [(200 + 4 + 4 + 96 + 3) * SECOND])
})

test('at a lone position that refuses while it is down, coming back is the same as staying', () => {
  const failure = { up: exponential(30), down: exponential(5) } as const
  for (const clock of ['operating', 'calendar'] as const) {
    const [back, stays] = (['return', 'resume'] as const).map((onFailure) =>
      departures(plant({ cycle: exponential(8) } as Partial<StationPlan>, { ...failure, clock, onFailure }), 50_000),
    )
    assert.deepEqual(back, stays)
    assert.ok(back!.length > 3000)
  }
})
