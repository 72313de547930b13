import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine, type EngineOptions } from './engine.ts'
import { readStates, type Observation } from './observation.ts'
import type { Plan } from './plan.ts'
import { buffer, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import { dice, randomPlant } from './random-plant.fixture.ts'
import { STATES } from './states.ts'

const HORIZON = 2000
const specOf = (until: number) => ({ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 })

/** Intervals one by one. */
function rowsOf({ states }: Observation) {
  const { row, unit, state, from, to } = readStates(states!)
  return Array.from(row, (of, at) => ({ row: of, unit: unit[at]!, state: state[at]!, from: from[at]!, to: to[at]! }))
}

function observe(plan: Plan, options: EngineOptions, shuffle?: number): Observation {
  const engine = createEngine(plan, options)
  if (shuffle !== undefined) engine.shuffleWith(dice(shuffle))
  return engine.run(specOf(HORIZON))!
}

test('a line of two: every state by hand', () => {
  // The first station takes 2 ticks, the second 5, nothing between them. First: works [0, 2), hands over at 2, works [2, 4),
  // is blocked until the second ends at 7, works [7, 9), is blocked until 12. Second: starved [0, 2), then works without a stop.
  const plan = planOf(
    [source({ path: 'source' }), station({ path: 'a', cycle: fixed(2) }), station({ path: 'b', cycle: fixed(5) }), sink({ path: 'sink' })],
    { ticksPerSecond: 1 },
  )
  const observation = createEngine(plan, { intervals: { from: 0, until: 12 } }).run(specOf(12))!
  const of = (row: number) =>
    rowsOf(observation)
      .filter((each) => each.row === row)
      .map(({ state, from, to }) => [STATES[state], from, to])
  assert.deepEqual(of(1), [
    ['working', 0, 4],
    ['blocked', 4, 7],
    ['working', 7, 9],
    ['blocked', 9, 12],
  ])
  assert.deepEqual(of(2), [
    ['starved', 0, 2],
    ['working', 2, 12],
  ])
})

test('a failure: the station is down, the one behind it starved, the one before it blocked', () => {
  // Each station takes 4 ticks. b begins at 4, fails after 6 ticks of work (its second part, 2 ticks in, at 10), is down for 5,
  // and has 2 ticks left at 15. a ends its third part at 12 and waits until 17. c has the first part from 8 to 12, the second from 17.
  const failure = {
    name: 'breakdown',
    key: 'b.breakdown',
    clock: 'operating',
    up: fixed(6),
    down: fixed(5),
    onFailure: 'resume',
    crew: [],
    takes: [],
  } as const
  const plan = planOf(
    [
      source({ path: 'source' }),
      station({ path: 'a', cycle: fixed(4) }),
      station({ path: 'b', cycle: fixed(4), failures: [failure] }),
      station({ path: 'c', cycle: fixed(4) }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1 },
  )
  const observation = createEngine(plan, { intervals: { from: 0, until: 20 } }).run(specOf(20))!
  const of = (row: number) =>
    rowsOf(observation)
      .filter((each) => each.row === row)
      .map(({ state, from, to }) => [STATES[state], from, to])
  assert.deepEqual(of(1), [
    ['working', 0, 12],
    ['blocked', 12, 17],
    ['working', 17, 20],
  ])
  assert.deepEqual(of(2), [
    ['starved', 0, 4],
    ['working', 4, 10],
    ['down', 10, 15],
    ['working', 15, 20],
  ])
  assert.deepEqual(of(3), [
    ['starved', 0, 8],
    ['working', 8, 12],
    ['starved', 12, 17],
    ['working', 17, 20],
  ])
})

test('a span shows what a whole run shows there', () => {
  const plan = planOf(
    [
      source({ path: 'source' }),
      station({ path: 'a', cycle: fixed(3), positions: 2 }),
      buffer({ path: 'b', capacity: 2 }),
      station({ path: 'c', cycle: fixed(4) }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1 },
  )
  const [from, until] = [501, 777]
  const whole = rowsOf(observe(plan, { intervals: { from: 0, until: HORIZON } }))
  const clipped = whole
    .map((each) => ({ ...each, from: Math.max(each.from, from), to: Math.min(each.to, until) }))
    .filter((each) => each.from < each.to)
  assert.deepEqual(rowsOf(observe(plan, { intervals: { from, until } })), clipped)
})

test('random plants: intervals change nothing, add up to the time in states, and mean the same in any order within a tick', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const plan = randomPlant(seed)
    const wanted = { intervals: { from: 0, until: HORIZON } }
    const plain = observe(plan, {})
    const told = observe(plan, wanted)
    assert.equal(told.fingerprint, plain.fingerprint, `plant ${seed}`)
    assert.deepEqual(rowsOf(observe(plan, wanted, seed)), rowsOf(told), `plant ${seed}`)
    const sums = new Float64Array(told.windows[0]!.states.length)
    const isLogged = new Uint8Array(sums.length)
    for (const { row, state, from, to } of rowsOf(told)) {
      sums[row * STATES.length + state] = sums[row * STATES.length + state]! + (to - from)
      isLogged.fill(1, row * STATES.length, (row + 1) * STATES.length)
    }
    const expected = told.windows[0]!.states.map((ticks, cell) => (isLogged[cell] === 1 ? ticks : 0))
    assert.deepEqual([...sums], [...expected], `plant ${seed}`)
  }
})
