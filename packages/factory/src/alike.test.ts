import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { Plan, StationPlan } from './plan.ts'

const SECOND = 1000

/** Orders `[product, release]` in seconds, a queue, an oven of 10 s (product 0) or 20 s (product 1). */
function plant(orders: readonly (readonly [number, number])[], oven: Partial<StationPlan>): Plan {
  const product = (name: string) => ({ name, variants: [], attributes: [], route: [], quantities: {} })
  return planOf(
    [
      source({
        path: 'source',
        arrival: { kind: 'orders', orders: orders.map(([product, release]) => ({ product, release, attributes: {} })) },
      }),
      buffer({ path: 'queue' }),
      station({
        path: 'oven',
        cycle: { kind: 'choice', by: 'product', cases: { a: fixed(10), b: fixed(20) } },
        batch: { least: 2, most: 3, same: 'product' },
        ...oven,
      }),
      sink({ path: 'sink' }),
    ],
    { products: [product('a'), product('b')] },
  )
}

function departures(plan: Plan): readonly number[] {
  const engine = createEngine(plan, { departures: [{ element: 3, first: Infinity }] })
  const run = engine.run({ seed: 1, replication: 1, until: 200 * SECOND, cuts: [200 * SECOND], warmUp: 0 })!
  return run.departures[3]!.map((tick) => tick / SECOND)
}

test('parts of one product go in together, past those of others that are older', () => {
  // b comes first and finds no companion; a at 2 and 3 go in at 3; b at 4 makes two, which go in at 13.
  assert.deepEqual(
    departures(
      plant(
        [
          [1, 1],
          [0, 2],
          [0, 3],
          [1, 4],
        ],
        {},
      ),
    ),
    [13, 13, 33, 33],
  )
})

test('of two batches that could be formed it is the one with the oldest part; nobody joins later', () => {
  // While two of a are worked on until 12, b comes at 3 and 6, a at 4, 5 and 7: b from 12 to 32, then three of a to 42.
  const orders = [
    [0, 1],
    [0, 2],
    [1, 3],
    [0, 4],
    [0, 5],
    [1, 6],
    [0, 7],
  ] as const
  assert.deepEqual(departures(plant(orders, {})), [12, 12, 32, 32, 42, 42, 42])
})

test('a part that has waited for its timeout goes in with fewer', () => {
  const batch = { least: 2, most: 3, same: 'product', timeout: fixed(5) } as const
  // b alone from 6 to 26; a, which has waited for more than 5 s by then, to 36.
  assert.deepEqual(
    departures(
      plant(
        [
          [1, 1],
          [0, 4],
        ],
        { batch },
      ),
    ),
    [26, 36],
  )
})

test('what does not go with it is refused by name', () => {
  const plan = plant([], {})
  const elements = plan.elements.map((element) => (element.kind === 'buffer' ? { ...element, capacity: 0 } : element))
  assert.throws(() => createEngine({ ...plan, elements }), /oven: batch.same without buffers of its own before the station/)
})
