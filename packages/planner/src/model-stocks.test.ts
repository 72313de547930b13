/** Supply that is computed: each policy by hand, and what keeps a store as it is written. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { economicOrderWithDisruptions, leastReorderPoint, poissonService } from 'genba/economics'
import { compile, factoryVocabulary } from 'genba/factory'
import { readModel } from 'genba/model'
import { stockValues } from './model-stocks.ts'
import { plannerExtensions, plannerPlaces } from './words-business.ts'

const vocabulary = factoryVocabulary([...plannerPlaces], [...plannerExtensions])

function valuesOf(supply: string, service = '95 %', more = ''): Record<string, number | string> {
  const text = `genba: model/1
run: {start: 2027-01-04, end: 2027-02-28}
suppliers: {maker: {on_time: 80 %, late_by: exponential(5 h)}}
flow: [{buffer: store, capacity: unlimited, supply: {${supply}}}, {station: M1, cycle: 6 min}, sink]
costs: {stocks: {parts: {store: store, demand: 10/h, order_cost: 320 CNY, holding_cost: 1 CNY/h, service: ${service}${more}}}}
`
  const { plan, root, names, diagnostics } = compile(readModel(text, { file: 'model.yaml' }), { vocabulary })
  assert.deepEqual(diagnostics, [])
  return Object.fromEntries(
    stockValues(root, names, plan!).map(({ path, value }) => [
      path.replace('store.supply.', ''),
      value.startsWith('{') ? value : Number(value),
    ]),
  )
}

test('the keys of a supply name its policy; each gets numbers from costs, service and lead time', () => {
  // sqrt(2 x 320 x 10 / 1) = 80; 20 parts are asked for in two hours: 18 serve 96.3 %, 17 95.5 %, 16 94.5 %.
  assert.deepEqual(valuesOf('reorder_at: 1, quantity: 1, lead_time: 2 h'), { reorder_at: 17, quantity: 80 })
  assert.deepEqual(valuesOf('reorder_at: 1, up_to: 2, lead_time: 2 h'), { reorder_at: 17, up_to: 97 })
  // One in five is five hours late: an hour on average, so that half as much time is to be covered with the first lead time of an hour.
  assert.deepEqual(valuesOf('supplier: maker, reorder_at: 1, quantity: 1, lead_time: 1 h'), { reorder_at: 17, quantity: 80 })
  // Rounds of an hour and an hour of delivery: P(D <= 27) = 94.75 %, P(D <= 28) = 96.57 % of a Poisson number of mean 20 (tables).
  assert.deepEqual(valuesOf('every: 1 h, up_to: 1, lead_time: 1 h'), { up_to: 28 })
  // What comes at once is ordered when nothing is left.
  assert.deepEqual(valuesOf('reorder_at: 5, quantity: 7'), { reorder_at: 0, quantity: 80 })
})

test('demand that is known makes lots, a supplier that stops larger ones', () => {
  // To keep a part for a week costs 168, an order 320: one part is kept, two are not.
  const weekly = ', demands: [90, 1, 80, 2]'
  assert.deepEqual(valuesOf('every: 7 d, up_to: 1', '95 %', weekly), {
    up_to: '{2027-01-04: 91, 2027-01-11: 0, 2027-01-18: 80, 2027-01-25: 2, 2027-02-01: 0}',
  })
  // Rounds that do not begin at midnight are no days on which a level could change.
  assert.deepEqual(valuesOf('every: 8 h, up_to: 1', '95 %', weekly), {})
  // Works ten hours, stands two: in hours the lot of Berk and Arreola-Risa at K = 320, h = 1, d = 10, 50 a lost part.
  const stops = ', stops_every: 10 h, stops_last: 2 h, stockout_cost: 50 CNY'
  const { quantity } = economicOrderWithDisruptions({ fixedCost: 320, holdingCost: 1, demand: 10 }, 50, {
    failureRate: 0.1,
    recoveryRate: 0.5,
  })
  assert.deepEqual(valuesOf('reorder_at: 1, quantity: 1', '95 %', stops), { reorder_at: 0, quantity: Math.round(quantity) })
  assert.ok(quantity > 80)
  // Rounds of an hour; he stands in 1 of 6 on average, for so long that n rounds more are held with
  // 1 - (a / (a + b)) (1 - b)^n >= 95 %, a = 1 - exp(-0.1) = 0.095163, b = 1 - exp(-0.5) = 0.393469: n = 3.
  assert.deepEqual(valuesOf('every: 1 h, up_to: 1', '95 %', stops), { up_to: 40 })
})

test('the reorder point is the least that serves as wanted', () => {
  for (const [mean, quantity, service] of [
    [20, 80, 0.98],
    [3.5, 1, 0.9],
    [200, 20, 0.999],
    [0.2, 5, 0.5],
  ] as const) {
    const point = leastReorderPoint(mean, quantity, service)
    assert.ok(poissonService(mean, point, quantity).fillRate >= service)
    if (point > 0) assert.ok(poissonService(mean, point - 1, quantity).fillRate < service)
  }
  // Quantity 1 is a base stock: of Poisson demand of mean 2, on hand before a demand with r = 3, so S = 4: P(D <= 3) = 0.857123 (tables).
  assert.ok(Math.abs(poissonService(2, 3, 1).fillRate - 0.857123) < 1e-6)
  assert.throws(() => leastReorderPoint(2, 1.5, 0.9), /quantity: expected a whole number from 1, received 1.5/)
  assert.throws(() => leastReorderPoint(2, 1, 1), /fillRate: expected a share between 0 and 1/)
})
