import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, fixed, planOf, sink, station } from './plan.fixture.ts'

test('a delivery into an empty store is taken in at once, by either way through the engine', () => {
  const store = buffer({
    path: 'store',
    capacity: 5,
    startsWith: [{ product: 0, count: 1 }],
    supply: { product: 0, reorderAt: fixed(0), quantity: fixed(1), leadTime: fixed(10), openOrders: 1, review: 'continuous' },
  })
  const plan = planOf([store, station({ path: 'work', cycle: fixed(3) }), sink({ path: 'out' })], {
    ticksPerSecond: 1,
    products: [{ name: 'cell', variants: [], attributes: [], route: [], quantities: {} }],
  })
  for (const shortcuts of [true, false]) {
    const engine = createEngine(plan, { shortcuts, departures: [{ element: 2, first: Infinity }] })
    const { departures } = engine.run({ seed: 1, replication: 0, until: 50, cuts: [50], warmUp: 0 })!
    // The first is taken at 0 and another ordered at once; each that comes is taken, and the next is ordered.
    assert.deepEqual(departures[2], [3, 13, 23, 33, 43])
  }
})
