import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import type { Observation } from './observation.ts'
import { buffer, fixed, planOf, sink, source, station, type ElementDraft } from './plan.fixture.ts'
import type { Plan } from './plan.ts'
import { BLOCKED, STATES } from './states.ts'

function observed(plan: Plan, seconds: number): Observation {
  const last = plan.elements.length - 1
  const engine = createEngine(plan, { departures: [{ element: last, first: Infinity }] })
  return engine.run({ seed: 1, replication: 1, until: seconds * 1000, cuts: [seconds * 1000], warmUp: 0 })!
}

function departures(plan: Plan, seconds = 1000): readonly number[] {
  return observed(plan, seconds).departures[plan.elements.length - 1]!.map((tick) => tick / 1000)
}

/** A line of machines with ample room between, for `parts` parts in lots. */
function line(times: readonly number[], lotsOf: number, parts: number): Plan {
  const drafts: ElementDraft[] = [source({ path: 'source', limit: parts })]
  times.forEach((time, i) => {
    drafts.push(station({ path: `m${i}`, cycle: fixed(time), lotsOf }), buffer({ path: `b${i}`, capacity: Infinity }))
  })
  drafts.push(sink({ path: 'sink' }))
  return planOf(drafts)
}

test('lot streaming: the last of L lots of K parts is done after K times the sum of times and (L - 1) K times the longest', () => {
  // D. Trietsch, K. R. Baker, "Basic techniques for lot streaming", Operations Research 41 (1993), for equal lots and equal parts.
  for (const times of [
    [2, 3, 1],
    [4, 1, 2, 4],
    [1, 1],
  ])
    for (const [size, lots] of [
      [1, 12],
      [2, 6],
      [3, 4],
      [12, 1],
    ] as const) {
      const sum = times.reduce((a, b) => a + b)
      assert.equal(
        departures(line(times, size, 12)).at(-1),
        size * sum + (lots - 1) * size * Math.max(...times),
        `${times.join(' ')} in ${size}`,
      )
    }
})

test('a lot moves when there is room for all of it, and its last part keeps its position until then', () => {
  // The first lot is full at 2 s and moves; of it one part is in the second machine from 2 to 7, the other in the buffer, which so is full
  // until 7 s. The second lot is full at 4 s, the third at 9 s, and that moves at 17 s: the first machine stands 3 s and 8 s.
  const plan = planOf([
    source({ path: 'source', limit: 6 }),
    station({ path: 'a', cycle: fixed(1), lotsOf: 2 }),
    buffer({ path: 'b', capacity: 1, capacityInLots: true }),
    station({ path: 'z', cycle: fixed(5) }),
    sink({ path: 'sink' }),
  ])
  const { windows } = observed(plan, 100)
  assert.deepEqual(departures(plan), [7, 12, 17, 22, 27, 32])
  assert.equal(windows[0]!.states[1 * STATES.length + BLOCKED], 11_000)
})

test('scrap is in no lot, and what fills none stays', () => {
  // The first machine makes no good parts of a and takes 1 s for each: of b a, b a, b a, b the first two b are done at 1 and 3 s.
  const products = ['a', 'b'].map((name) => ({ name, variants: [], attributes: [], route: [], quantities: {} }))
  const drafts = [
    source({ path: 'source', limit: 7, of: products.map((_, product) => ({ product, share: fixed(0.5) })), sequence: [1, 0] }),
    station({
      path: 'm',
      cycle: fixed(1),
      lotsOf: 3,
      outcomes: [{ share: { kind: 'choice', by: 'product', cases: { a: fixed(1), b: fixed(0) } }, to: 'scrap' }],
    }),
    sink({ path: 'sink' }),
  ]
  assert.deepEqual(departures(planOf(drafts, { products })), [5, 5, 5])
})

test('what is done at other positions while a lot waits goes into the next', () => {
  // Both positions are done at 2 s: a lot, which moves. The second is full at 4 s and waits until 8 s, when the buffer is empty; its last part keeps
  // one position, and in the other a fifth part is done at 6 s and stays there.
  const plan = planOf([
    source({ path: 'source', limit: 6 }),
    station({ path: 'a', cycle: fixed(2), positions: 2, lotsOf: 2 }),
    buffer({ path: 'b', capacity: 2 }),
    station({ path: 'z', cycle: fixed(6) }),
    sink({ path: 'sink' }),
  ])
  assert.deepEqual(departures(plan), [8, 14, 20, 26, 32, 38])
  assert.equal(observed(plan, 5).finalLevels[1], 3)
})

test('lots into places that are too small are refused', () => {
  const plan = planOf([
    source({ path: 'source' }),
    station({ path: 'a', cycle: fixed(1), lotsOf: 4 }),
    buffer({ path: 'b', capacity: 3 }),
    station({ path: 'z', cycle: fixed(1) }),
    sink({ path: 'sink' }),
  ])
  assert.throws(() => createEngine(plan), /a: lots_of before anything but/)
})
