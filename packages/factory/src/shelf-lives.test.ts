import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addExpiredPlaces } from './compile-expired.ts'
import { createEngine } from './engine.ts'
import { buffer, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { BufferPlan, Plan, StationPlan } from './plan.ts'
import { COUNTS, SCRAPPED, STAYED } from './record.ts'

const SECOND = 1000
const [QUEUE, SINK, EXPIRED] = [1, 3, 5]

/** Parts keep for five seconds in a queue before a server; what has expired may go to a second server. */
function plant(releases: readonly number[], queue: Partial<BufferPlan>, server: Partial<StationPlan> = {}, seconds = 4): Plan {
  const orders = releases.map((release) => ({ product: 0, release, attributes: {} }))
  const plan = planOf(
    [
      source({ path: 'source', arrival: { kind: 'orders', orders } }),
      buffer({ path: 'queue', life: fixed(5), ...queue }),
      station({ path: 'server', cycle: fixed(seconds), ...server }),
      sink({ path: 'sink' }),
      ...(queue.expired === undefined ? [] : [station({ path: 'again', cycle: fixed(10), from: [1] }), sink({ path: 'others' })]),
    ],
    { products: [{ name: 'part', variants: [], attributes: [], route: [], quantities: {} }] },
  )
  return { ...plan, elements: addExpiredPlaces(plan.elements) }
}

function run(plan: Plan, until: number) {
  const departures = [SINK, EXPIRED].filter((element) => element < plan.elements.length).map((element) => ({ element, first: Infinity }))
  const observation = createEngine(plan, { departures }).run({
    seed: 1,
    replication: 1,
    until: until * SECOND,
    cuts: [until * SECOND],
    warmUp: 0,
  })!
  const seconds = (element: number): readonly number[] => (observation.departures[element] ?? []).map((tick) => tick / SECOND)
  const count = (what: number): number => observation.windows[0]!.counts[QUEUE * COUNTS + what]!
  return { served: seconds(SINK), others: seconds(EXPIRED), scrap: count(SCRAPPED), stayed: count(STAYED) / SECOND }
}

test('a part whose life runs out is gone before anything moves at that tick', () => {
  // Served from 1 to 5 and 5 to 9; the third, in since 3, is gone at 8, and the fourth at 9, as the server becomes free.
  const { served, scrap, stayed } = run(plant([1, 2, 3, 4], {}), 30)
  assert.deepEqual(served, [5, 9])
  assert.equal(scrap, 2)
  // Who was served has waited 0 s and 3 s; those who were not do not count.
  assert.equal(stayed, 3)
})

test('it leaves from the middle of the queue, and from its way through it', () => {
  // Last come, first served: at 5 the fourth; the second is gone at 7, the third at 8.
  assert.deepEqual(run(plant([1, 2, 3, 4], { discipline: 'lifo' }), 30), { served: [5, 9], others: [], scrap: 2, stayed: 1 })
  // The way through the queue takes longer than a part keeps, or just as long.
  assert.equal(run(plant([1, 2], { moveTime: fixed(6) }), 30).scrap, 2)
  assert.equal(run(plant([1, 2], { moveTime: fixed(5) }), 30).scrap, 2)
  assert.equal(run(plant([1, 6], { moveTime: fixed(4) }), 30).scrap, 0)
})

test('it may go elsewhere, and waits for room there outside the queue', () => {
  // The third goes to the second server at 8, the fourth follows at 18.
  assert.deepEqual(run(plant([1, 2, 3, 4], { expired: 4 }), 40), { served: [5, 9], others: [18, 28], scrap: 0, stayed: 3 + 5 + 5 })
})

test('its life begins anew when a failure sends it back, and what was noted for it ends with it', () => {
  const failures: StationPlan['failures'] = [
    { name: 'f', key: 'f', up: fixed(8), down: fixed(6), clock: 'operating', onFailure: 'return', crew: [], takes: [] },
  ]
  // In work from 1 to 9, then back in the queue until 14, when its life is over; the repair lasts until 15. The second is in work from 15
  // to 23 and gone at 28; the third begins at 30 with ten seconds to do, of which eight are done at the next failure.
  const plan = plant([1, 13, 30], {}, { failures, whenDown: 'refuses' }, 10)
  assert.deepEqual(run(plan, 36), { served: [], others: [], scrap: 2, stayed: 2 })
  assert.equal(run(plan, 28).scrap, 2)
  assert.equal(run(plan, 27).scrap, 1)
})
