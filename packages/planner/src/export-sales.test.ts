/** Prices abroad at the best of a constant elasticity, within quotas and above undertaken prices. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assumed, euDuty, EXPORT_DUTIES, valuesOf } from 'genba/economics'
import { exactPow } from 'genba/statistics'
import { exportSales } from './export-sales.ts'
import { JINSHAN } from './plan-input.ts'
import type { Destination } from './plan-input.ts'

const values = valuesOf(JINSHAN.numbers)
const fixed = (value: number, unit: string): ReturnType<typeof assumed> => assumed(value, value, value, unit)
const to = (duty: Destination['duty'], more: Partial<Destination> = {}): Destination => ({
  name: 'there',
  duty,
  cars: fixed(10_000, 'cars/year'),
  referencePrice: fixed(300_000, 'CNY'),
  freight: fixed(10_000, 'CNY'),
  ...more,
})
const sold = (of: Destination, cost = 170_000): ReturnType<typeof exportSales>[number] => exportSales([of], values, cost, 2028, 0)[0]!

test('no other price brings more: the derivative of profit is 0 at the price that is asked', () => {
  const { cars, netPrice, duty } = sold(to(EXPORT_DUTIES.brazil))
  assert.equal(duty, 0.35)
  const e = values.exportElasticity
  const profitAt = (net: number): number => (net - 170_000) * cars * exactPow((net + 10_000) / (netPrice + 10_000), e)
  assert.ok(profitAt(netPrice) > profitAt(netPrice * 1.001) && profitAt(netPrice) > profitAt(netPrice * 0.999))
})

test('an undertaking takes the countervailing duty away and holds the price', () => {
  const bare = sold(to(euDuty('residual')))
  assert.ok(Math.abs(bare.duty - 0.453) < 1e-12)
  const low = sold(to(euDuty('residual'), { undertaking: fixed(200_000, 'CNY') }))
  assert.deepEqual([low.duty, low.heldBy], [0.1, undefined])
  assert.ok(low.cars > bare.cars)
  const high = sold(to(euDuty('residual'), { undertaking: fixed(300_000, 'CNY') }))
  assert.equal(high.heldBy, 'undertaking')
  assert.ok(Math.abs(high.netPrice - 290_000) < 1e-6)
})

test('within a quota the lower duty holds, at its edge just the quota is sold, far beyond it the full duty', () => {
  const quota = (share: number): ReturnType<typeof sold> => sold(to(EXPORT_DUTIES.canada, { quotaShare: fixed(share, 'share') }))
  const all = quota(1)
  assert.deepEqual([all.duty, all.heldBy], [0.061, undefined])
  const edge = quota((0.9 * all.cars) / 49_000)
  assert.ok(Math.abs(edge.cars - 0.9 * all.cars) < 1e-6 && edge.netPrice > all.netPrice && edge.heldBy === 'quota')
  const none = sold(to(EXPORT_DUTIES.canada))
  assert.equal(none.duty, 1.061)
  const little = quota((0.5 * none.cars) / 49_000)
  assert.ok(Math.abs(little.cars / none.cars - 1) < 1e-12 && little.netPrice > none.netPrice)
  assert.ok(little.duty > 0.061 && little.duty < 1.061)
})
