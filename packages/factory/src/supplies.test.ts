import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, fixed, planOf, sink, station } from './plan.fixture.ts'
import type { SupplyPlan } from './plan.ts'

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

/** Departures of a machine that takes 3 ticks for each part of the store. */
function departures(startsWith: number, supply: Partial<SupplyPlan>): readonly number[] {
  const store = buffer({
    path: 'store',
    capacity: 9,
    startsWith: [{ product: 0, count: startsWith }],
    supply: { product: 0, quantity: fixed(1), openOrders: Infinity, review: 'continuous', ...supply },
  })
  const plan = planOf([store, station({ path: 'work', cycle: fixed(3) }), sink({ path: 'out' })], {
    ticksPerSecond: 1,
    products: [{ name: 'cell', variants: [], attributes: [], route: [], quantities: {} }],
  })
  const engine = createEngine(plan, { departures: [{ element: 2, first: Infinity }] })
  return engine.run({ seed: 1, replication: 0, until: 38, cuts: [38], warmUp: 0 })!.departures[2]!
}

test('a stock that is looked at every ten ticks is ordered then, and not between', () => {
  // Empty after all moves of 0: what is ordered comes at 4. Empty again from 4, and seen to be at 10, 20, 30.
  assert.deepEqual(departures(1, { reorderAt: fixed(0), leadTime: fixed(4), review: fixed(10) }), [3, 7, 17, 27, 37])
})

test('the card of a container goes back when that is empty', () => {
  // Two containers of two. The second part is taken at 3, the fourth at 9: deliveries at 13 and 19. Of these containers the second parts are
  // taken at 16 and 22: deliveries at 26 and 32.
  assert.deepEqual(departures(4, { cards: 2, quantity: fixed(2), leadTime: fixed(10) }), [3, 6, 9, 12, 16, 19, 22, 25, 29, 32, 35, 38])
})
