import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Value } from 'genba/model'
import { createEngine } from './engine.ts'
import type { Observation } from './observation.ts'
import { buffer, exponential, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { FailurePlan, Plan, StationPlan } from './plan.ts'
import { STATES, WORKING } from './states.ts'

const SECOND = 1000
const SINK = 5

/** Two inputs of unlimited queues before one station: parts of `a` are more urgent than those of `b`. */
function plant(arrivals: { a: readonly number[]; b: readonly number[] }, server: Partial<StationPlan> & { cycle?: Value }): Plan {
  const orders = (releases: readonly number[]) => ({
    kind: 'orders' as const,
    orders: releases.map((release) => ({ product: 0, release, attributes: {} })),
  })
  const product = (name: string) => ({ name, variants: [], attributes: [], route: [], quantities: {} })
  return planOf(
    [
      source({ path: 'a', arrival: orders(arrivals.a), to: { kind: 'single', to: 1 } }),
      buffer({ path: 'qa', to: { kind: 'single', to: 4 } }),
      source({ path: 'b', arrival: orders(arrivals.b), to: { kind: 'single', to: 3 } }),
      buffer({ path: 'qb', to: { kind: 'single', to: 4 } }),
      station({ path: 'server', cycle: fixed(10), preempt: 'resume', from: [1, 3], ...server }),
      sink({ path: 'sink' }),
    ],
    { products: [product('part')] },
  )
}

function run(plan: Plan, until: number): Observation {
  const engine = createEngine(plan, { departures: [{ element: SINK, first: Infinity }] })
  return engine.run({ seed: 1, replication: 1, until: until * SECOND, cuts: [until * SECOND], warmUp: 0 })!
}

const departures = (plan: Plan, until: number): readonly number[] => run(plan, until).departures[SINK]!.map((tick) => tick / SECOND)

test('the work on a part goes on when the more urgent one is done, or begins anew', () => {
  const arrivals = { a: [4], b: [1] }
  // From 1 to 4 three seconds of ten; the urgent part until 14; seven more seconds, or all ten.
  for (const preempted of ['stays', 'returns'] as const) {
    assert.deepEqual(departures(plant(arrivals, { preempted }), 50), [14, 21])
    assert.deepEqual(departures(plant(arrivals, { preempted, preempt: 'restart' }), 50), [14, 24])
  }
})

test('what ends at the tick at which an urgent part comes has ended; who was interrupted goes on before equals', () => {
  // The first is done at 11 as the urgent part comes; the second waits, begins at 21 and is interrupted at 25 for 10 s.
  assert.deepEqual(departures(plant({ a: [11, 25], b: [1, 2] }, {}), 60), [11, 21, 35, 41])
  // At 14 the interrupted part goes on, not the one behind it.
  assert.deepEqual(departures(plant({ a: [4], b: [1, 2] }, {}), 60), [14, 21, 31])
})

test('of several positions the least urgent gives way, of equals the one that started last', () => {
  // At 4 the part that came at 2 gives way: the others are done at 11 and 14, and it, with 8 s of ten to do, at 11 + 8.
  assert.deepEqual(departures(plant({ a: [4], b: [1, 2] }, { positions: 2 }), 60), [11, 14, 19])
  // With an urgent part in one place, the next takes the other; a third finds nobody who would give way.
  assert.deepEqual(departures(plant({ a: [3, 5, 6], b: [1] }, { positions: 2 }), 60), [13, 15, 21, 23])
})

test('a step that is over is not done again, an interrupted set-up is', () => {
  const steps = [3, 5].map((time, i) => ({ name: `step${i}`, time: fixed(time), crew: [] }))
  const change = { by: 'input', time: fixed(2), pairs: [], when: 'change', starts: 'with_part', first: true, crew: [] } as const
  // From 1: set-up to 3, step until 6, one second of five; the urgent part 7 to 17 (2 + 3 + 5); set-up to 19, four seconds.
  assert.deepEqual(departures(plant({ a: [7], b: [1] }, { steps, setup: change }), 60), [17, 23])
  // Interrupted in its set-up, after 1 s: 2 s of set-up again, then all of the work.
  assert.deepEqual(departures(plant({ a: [2], b: [1] }, { steps, setup: change }), 60), [12, 22])
})

test('an urgent part waits while the one position is down or closed, then interrupts', () => {
  const failure: FailurePlan = {
    name: 'f',
    key: 'server.f',
    up: fixed(3),
    down: fixed(20),
    clock: 'operating',
    onFailure: 'resume',
    crew: [],
    takes: [],
  }
  // Fails at 4 after three seconds of ten, up at 24: the urgent part takes its place, fails at 27, 50 and 73 and is done at 94. The other
  // fails at 96 and 119 with two seconds to do, from 139.
  assert.deepEqual(departures(plant({ a: [10], b: [1] }, { failures: [failure] }), 200), [94, 141])
  const plan = plant({ a: [10], b: [1] }, { calendars: [0] })
  const closed = {
    ...plan,
    calendars: [
      {
        name: 'c',
        kind: 'periodic' as const,
        period: 100,
        open: [
          { from: 0, to: 5 },
          { from: 40, to: 100 },
        ],
      },
    ],
  }
  // Four seconds until the closing; at 40 the urgent part comes first.
  assert.deepEqual(departures(closed, 99), [50, 56])
})

test('no work is lost or done twice: the time at work is that of the parts that left', () => {
  const random = (mean: number, seed: number): readonly number[] => {
    let at = 0
    let state = seed
    return Array.from({ length: 300 }, () => {
      state = (state * 48271) % 2147483647
      at += Math.round((state / 2147483647) * 2 * mean * 1000) / 1000
      return at
    })
  }
  for (const positions of [1, 2, 3]) {
    for (const preempted of ['stays', 'returns'] as const) {
      const arrivals = { a: random(24 / positions, 3), b: random(24 / positions, 7) }
      const { windows, departures: left, finalLevels } = run(plant(arrivals, { positions, preempted }), 40_000)
      assert.equal(left[SINK]!.length, 600)
      assert.equal(finalLevels[4], 0)
      assert.equal(windows[0]!.states[4 * STATES.length + WORKING], 600 * 10 * SECOND)
    }
  }
})

test('words that do not go with it are refused by name', () => {
  const refused = (server: Partial<StationPlan>, name: RegExp): void =>
    assert.throws(() => createEngine(plant({ a: [], b: [] }, server)), name)
  refused({ merge: 'round_robin' }, /server: preempt with a merge other than priority or first_come/)
  refused({ shiftEnd: 'run_out' }, /server: preempt with shift_end: run_out/)
  refused({ batch: { least: 1, most: 2, same: 'any' } }, /server: preempt with a batch/)
  refused(
    {
      failures: [
        { name: 'f', key: 'f', chance: fixed(0.1), down: exponential(1), clock: 'operating', onFailure: 'resume', crew: [], takes: [] },
      ],
    },
    /server: preempt with failures by chance/,
  )
})
