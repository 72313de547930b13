import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, fixed, planOf, sink, source, station, type ElementDraft } from './plan.fixture.ts'
import type { FailurePlan, Plan, StationPlan } from './plan.ts'
import { BLOCKED, STARVED, STATES } from './states.ts'

const SECOND = 1000

function run(plan: Plan, until: number) {
  const end = plan.elements.length - 1
  const engine = createEngine(plan, { departures: [{ element: end, first: Infinity }] })
  const { departures, windows } = engine.run({ seed: 1, replication: 1, until: until * SECOND, cuts: [until * SECOND], warmUp: 0 })!
  return {
    departures: departures[end]!.map((tick) => tick / SECOND),
    state: (element: number, what: number) => windows[0]!.states[element * STATES.length + what]! / SECOND,
  }
}

/** First station 2 s under the rule, then what stands between, then a station of 10 s. */
const line = (between: readonly ElementDraft[], first: Partial<StationPlan> = {}, limit = 3): Plan =>
  planOf([
    source({ path: 'source', limit }),
    station({ path: 'first', cycle: fixed(2), blocking: 'before_service', ...first }),
    ...between,
    station({ path: 'second', cycle: fixed(10) }),
    sink({ path: 'sink' }),
  ])

test('work begins when there is room behind the station, which is kept for it', () => {
  // Without a buffer: 0 to 2, the second works until 12; only then the next begins: 14 to 24, 26 to 36.
  const direct = run(line([]), 100)
  assert.deepEqual(direct.departures, [12, 24, 36])
  assert.deepEqual([direct.state(1, BLOCKED), direct.state(2, STARVED)], [10 + 10, 100 - 30])
  // A buffer of one: the second part is worked on from 2 to 4 and waits there; the third waits inside from 4 to 12.
  const stored = run(line([buffer({ path: 'b', capacity: 1 })]), 100)
  assert.deepEqual(stored.departures, [12, 22, 32])
  assert.equal(stored.state(1, BLOCKED), 8)
})

test('several positions work as far as there are places', () => {
  // Two places behind three positions: two parts begin at 0, one at 2 when the second station has taken the first.
  const plan = line([buffer({ path: 'b', capacity: 2 })], { positions: 3 }, 3)
  assert.deepEqual(run(plan, 100).departures, [12, 22, 32])
  assert.equal(run(plan, 100).state(1, BLOCKED), 2)
})

test('a branch is chosen before work begins', () => {
  // first_free: the first part goes to `slow`, the second to `fast`, and the third waits for whichever is free first.
  const plan = planOf([
    source({ path: 'source', limit: 3 }),
    station({
      path: 'first',
      cycle: fixed(2),
      blocking: 'before_service',
      to: { kind: 'rule', to: [2, 3], split: 'first_free', commit: 'when_room' },
    }),
    station({ path: 'slow', cycle: fixed(20), to: { kind: 'single', to: 4 } }),
    station({ path: 'fast', cycle: fixed(5), to: { kind: 'single', to: 4 } }),
    sink({ path: 'sink' }),
  ])
  // 2 to 22; 4 to 9; begun at 9, 11 to 16.
  assert.deepEqual(run(plan, 100).departures, [9, 16, 22])
})

test('a part that a failure scraps gives its place back; one that will be scrap needs none', () => {
  const failure: FailurePlan = {
    name: 'f',
    key: 'f',
    up: fixed(3),
    down: fixed(1),
    clock: 'operating',
    onFailure: 'scrap',
    crew: [],
    takes: [],
  }
  // The first is done at 2, the second is lost 1 s into its work at 13, the third begins after the repair at 14 (clock 3 s anew).
  assert.deepEqual(run(line([], { failures: [failure] }), 100).departures, [12, 26])
  const scraps = line([], { outcomes: [{ share: fixed(1), to: 'scrap' }] })
  assert.equal(run(scraps, 100).state(1, BLOCKED), 0)
})

test('what cannot keep a place, or does not go with it, is refused by name', () => {
  const refused = (plan: Plan, name: RegExp): void => assert.throws(() => createEngine(plan), name)
  const before = /first: blocking: before_service before anything but a sink, a buffer/
  refused(line([station({ path: 'oven', cycle: fixed(1), batch: { least: 2, most: 2, same: 'any' } })]), before)
  refused(line([station({ path: 'next', cycle: fixed(1), whenClosed: 'refuses', calendars: [0] })]), before)
  refused(line([], { preempt: 'resume' }), /first: blocking: before_service with preempt/)
  refused(line([], { batch: { least: 2, most: 2, same: 'any' } }), /first: blocking: before_service with a batch/)
})
