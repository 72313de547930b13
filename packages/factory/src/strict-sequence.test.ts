import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { BufferPlan, Plan, StationPlan } from './plan.ts'

const SECOND = 1000

/**
 * Parts p0, p1, p2 come at 1, 2, 3 s. The first goes through a machine that takes 10 s, the others through one that takes 1 s, and all that
 * come to the buffer are worked on for 2 s.
 */
function plant(discipline: BufferPlan['discipline'], slow: Partial<StationPlan> = {}): Plan {
  const products = ['p0', 'p1', 'p2'].map((name) => ({ name, variants: [], attributes: [], route: [], quantities: {} }))
  return planOf(
    [
      source({
        path: 'source',
        of: products.map((_, product) => ({ product, share: fixed(1 / 3) })),
        sequence: [0, 1, 2],
        arrival: { kind: 'every', every: fixed(1) },
        limit: 3,
        to: { kind: 'by', by: 'product', cases: { p0: 1 }, otherwise: 2 },
      }),
      station({ path: 'slow', cycle: fixed(10), to: { kind: 'single', to: 3 }, from: [0], ...slow }),
      station({ path: 'fast', cycle: fixed(1), from: [0] }),
      buffer({ path: 'queue', capacity: 3, discipline, from: [1, 2] }),
      station({ path: 'server', cycle: fixed(2) }),
      sink({ path: 'sink' }),
      sink({ path: 'elsewhere', from: [1] }),
    ],
    { products },
  )
}

function departures(plan: Plan): readonly number[] {
  const engine = createEngine(plan, { departures: [{ element: 5, first: Infinity }] })
  const { departures: ticks } = engine.run({ seed: 1, replication: 1, until: 100 * SECOND, cuts: [100 * SECOND], warmUp: 0 })!
  return ticks[5]!.map((tick) => tick / SECOND)
}

test('the part that is first in the planned order is waited for, those behind it are held', () => {
  // p1 is there at 3 s and p2 at 4 s, p0 at 11 s.
  assert.deepEqual(departures(plant('sequence')), [5, 7, 13])
  assert.deepEqual(departures(plant('sequence_strict')), [13, 15, 17])
})

test('who is scrap is not waited for any more', () => {
  // At 11 s.
  assert.deepEqual(departures(plant('sequence_strict', { outcomes: [{ share: fixed(1), to: 'scrap' }] })), [13, 15])
})

test('nor is who goes where no way leads to the buffer', () => {
  // At 1 s already.
  assert.deepEqual(departures(plant('sequence_strict', { to: { kind: 'single', to: 6 } })), [5, 7])
})

test('a buffer that is full of those to come later is told of as locked', () => {
  // p0 and the fourth part of the first machine stand before a buffer with one place, which p1 has.
  const plan = plant('sequence_strict')
  const elements = plan.elements.map((element) => (element.kind === 'buffer' ? { ...element, capacity: 1 } : element))
  const { deadlock } = createEngine({ ...plan, elements }).run({
    seed: 1,
    replication: 1,
    until: 100 * SECOND,
    cuts: [100 * SECOND],
    warmUp: 0,
  })!
  assert.match(deadlock!.waits.join('; '), /queue holds 1 and waits for the next in the planned order/)
})

test('what the buffer could wait for without end is refused', () => {
  const plan = plant('sequence_strict')
  const elements = plan.elements.map((element) => (element.kind === 'buffer' ? { ...element, life: fixed(5) } : element))
  assert.throws(() => createEngine({ ...plan, elements }), /queue: discipline: sequence_strict with life/)
})
