import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Value } from 'genba/model'
import { createEngine } from './engine.ts'
import { buffer, exponential, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { BufferPlan, OrderPlan, Plan, StationPlan } from './plan.ts'

const SECOND = 1000

/** Orders of products p0, p1, .. told apart by how long they take: 10 s, 11 s, .. Those of one moment come a tick apart. */
function plant(
  orders: readonly Partial<OrderPlan>[],
  queue: Partial<BufferPlan>,
  server: Partial<StationPlan> & { cycle?: Value } = {},
): Plan {
  const products = orders.map((_, i) => ({ name: `p${i}`, variants: [], attributes: [], route: [], quantities: {} }))
  const times = Object.fromEntries(products.map(({ name }, i) => [name, fixed(10 + i)]))
  return planOf(
    [
      source({
        path: 'source',
        arrival: { kind: 'orders', orders: orders.map((order, product) => ({ product, release: 1, attributes: {}, ...order })) },
      }),
      buffer({ path: 'queue', ...queue }),
      station({ path: 'server', cycle: { kind: 'choice', by: 'product', cases: times }, ...server }),
      sink({ path: 'sink' }),
    ],
    { products },
  )
}

/** Products in the order in which they leave, by the times between. */
function order(plan: Plan): readonly number[] {
  const engine = createEngine(plan, { departures: [{ element: 3, first: Infinity }] })
  const { departures } = engine.run({ seed: 1, replication: 1, until: 200 * SECOND, cuts: [200 * SECOND], warmUp: 0 })!
  return [1 * SECOND, ...departures[3]!].flatMap((tick, i, all) => (i === 0 ? [] : [(tick - all[i - 1]!) / SECOND - 10]))
}

test('of those that wait the lower priority goes first, those without one last, of equals the one that came first', () => {
  // The first is in work when the others come.
  const orders = [{ priority: 9 }, {}, { priority: 2, release: 2 }, { priority: 1, release: 3 }, { priority: 2, release: 4 }]
  assert.deepEqual(order(plant(orders, { discipline: 'priority' })), [0, 3, 2, 4, 1])
})

test('the earlier due date goes first, orders without one last', () => {
  assert.deepEqual(order(plant([{ due: 50 }, {}, { due: 300 }, { due: 100 }, { due: 200 }], { discipline: 'due_date' })), [0, 3, 4, 2, 1])
})

test('the part that takes the shorter time at the station behind goes first', () => {
  assert.deepEqual(order(plant([{ product: 3 }, { product: 2 }, { product: 1 }, { product: 0 }], { discipline: 'shortest' })), [3, 0, 1, 2])
})

test('a part that was interrupted stands before its equals and behind what is more urgent', () => {
  // p0 is interrupted by p1 at 2; p2 comes at 3 and is more urgent than p0, p3 is its equal.
  const orders = [{ priority: 3 }, { priority: 1, release: 2 }, { priority: 2, release: 3 }, { priority: 3, release: 3 }]
  const plan = plant(orders, { discipline: 'priority', capacity: 4 }, { preempt: 'resume', preempted: 'returns' })
  // p1 from 2 to 13, p2 to 25, p0 for 9 s more, p3.
  const engine = createEngine(plan, { departures: [{ element: 3, first: Infinity }] })
  const { departures } = engine.run({ seed: 1, replication: 1, until: 200 * SECOND, cuts: [200 * SECOND], warmUp: 0 })!
  assert.deepEqual(
    departures[3]!.map((tick) => tick / SECOND),
    [13, 25, 34, 47],
  )
})

test('the shorter first is refused where the time is drawn when work begins', () => {
  const plan = plant([{}], { discipline: 'shortest' }, { cycle: exponential(10) })
  assert.throws(() => createEngine(plan), /queue: discipline: shortest before anything but one station whose times are not drawn/)
})
