/** Duties, taxes and origin against printed constants and hand-made bills of materials. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDate } from 'genba/quantity'
import { valueOn } from './dated-rule.ts'
import { borderBurden, landedCost } from './landed-cost.ts'
import { ACFTA, assessOrigin, buildDownContent, buildUpContent, cheapestMoves, RCEP, USMCA } from './origin.ts'
import type { OriginProduct } from './origin.ts'
import { CHINA_PURCHASE_TAX, chinaImport, chinaRetailTaxes } from './policy-china.ts'
import { policyLedger } from './policy-ledger.ts'
import { averageDuty, euDuty, EXPORT_DUTIES } from './policy-export.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

test('import constants of China at 25 % duty and 17 % value-added tax, as importers print them to four digits', () => {
  const day = parseDate('2017-01-01')
  for (const [litres, burden] of [
    [1.5, 0.5077],
    [2, 0.5395],
    [2.5, 0.6071],
    [3, 0.6619],
    [4, 0.95],
    [5, 1.4375],
  ] as const) {
    close(borderBurden(chinaImport(day, litres).rates), burden, 5e-5)
  }
})

test('an imported car today, item by item', () => {
  const { rates, warnings } = chinaImport(parseDate('2026-07-01'), 2.5)
  assert.deepEqual(warnings, [])
  const cost = landedCost({ exWorks: 180_000, inland: 2_000, freight: 7_500, insurance: 500 }, rates)
  close(cost.cif, 190_000, 1e-9)
  close(cost.duty, 28_500, 1e-9)
  close(cost.consumptionTax, (218_500 * 0.09) / 0.91, 1e-9)
  close(cost.total, (190_000 * 1.15 * 1.13) / 0.91, 1e-9)
  close(borderBurden(chinaImport(parseDate('2026-07-01'), 'battery-electric').rates), 1.15 * 1.13 - 1, 1e-12)
})

test('purchase tax of a car of 400,000 CNY: 5,398 in 2025, 15,000 more in 2026, all of it from 2028 with a warning', () => {
  const taxOn = (date: string): number => chinaRetailTaxes(400_000, true, parseDate(date)).purchaseTax
  close(taxOn('2025-12-31'), 5398, 0.5)
  close(taxOn('2026-01-01'), 20398, 0.5)
  close(taxOn('2027-12-31') - taxOn('2025-12-31'), 15_000, 1e-9)
  close(taxOn('2028-01-01'), 35398, 0.5)
  close(chinaRetailTaxes(400_000, false, parseDate('2026-01-01')).purchaseTax, 35398, 0.5)
  assert.equal(valueOn(CHINA_PURCHASE_TAX, parseDate('2027-06-01')).warning, undefined)
  assert.match(valueOn(CHINA_PURCHASE_TAX, parseDate('2029-01-01')).warning!, /the value of 2026-08-01 is taken for 2029-01-01/)
  assert.throws(() => valueOn(CHINA_PURCHASE_TAX, parseDate('2000-01-01')), /expected a day from 2024-01-01 on, received 2000-01-01/)
})

test('the line of super-luxury lies at 1,017,000 CNY with value-added tax', () => {
  const day = parseDate('2025-07-20')
  close(chinaRetailTaxes(1_017_000, true, day).luxuryTax, 90_000, 1e-6)
  assert.equal(chinaRetailTaxes(1_016_999, true, day).luxuryTax, 0)
  assert.equal(chinaRetailTaxes(1_017_000, true, day - 1).luxuryTax, 0)
})

test('duties of the European Union by exporter, an undertaking, and a quota', () => {
  const day = parseDate('2026-03-01')
  for (const [exporter, total] of [
    ['tesla', 0.178],
    ['byd', 0.27],
    ['geely', 0.288],
    ['cooperating', 0.307],
    ['residual', 0.453],
  ] as const) {
    close(averageDuty(euDuty(exporter), day, 1000).duty, total, 1e-12)
  }
  close(averageDuty(euDuty('residual'), day, 1000, 0, true).duty, 0.1, 1e-12)
  close(averageDuty(EXPORT_DUTIES.canada, day, 9800, 0.1).duty, 0.5 * 0.061 + 0.5 * 1.061, 1e-12)
  assert.equal(averageDuty(EXPORT_DUTIES.japan, day, 1).duty, 0)
  // An undertaking lifts a low price to its floor and frees it of the countervailing duty.
  const way = { exWorks: 25_000, inland: 0, freight: 1_000, insurance: 0 }
  close(landedCost(way, { duty: 0.1, countervailing: 0.353, leastCif: 30_000 }).total, 33_000, 1e-9)
  close(landedCost(way, { duty: 0.1, countervailing: 0.353 }).total, 26_000 * 1.453, 1e-9)
})

test('the ledger names a source or an assumption for each value, and warns of years beyond the look-up', () => {
  const now = policyLedger(parseDate('2026-07-01'))
  for (const { source, assumed, warning } of now) {
    assert.ok(source !== '')
    assert.ok(assumed === undefined || assumed.low <= assumed.high)
    assert.equal(warning, undefined)
    if (source.startsWith('none read')) assert.ok(assumed !== undefined)
  }
  const later = policyLedger(parseDate('2040-07-01'))
  assert.ok(later.every(({ warning }) => warning !== undefined))
  // What the purchase tax will be from 2028 on is an assumption.
  assert.equal(later.find(({ name }) => name.startsWith('purchase tax'))!.assumed!.high, 0.5)
})

const car: OriginProduct = {
  country: 'CN',
  fob: 200,
  netCost: 180,
  parts: [
    {
      name: 'pack',
      value: 60,
      country: 'CN',
      parts: [
        { name: 'cells', value: 30, country: 'CN' },
        { name: 'electronics', value: 20, country: 'DE' },
      ],
    },
    { name: 'drive', value: 30, country: 'CN', parts: [{ name: 'inverter', value: 24, country: 'US' }] },
    { name: 'seats', value: 20, country: 'JP' },
    { name: 'displays', value: 30, country: 'TW' },
  ],
}

test('content of a car by hand: roll-up, parts that fail in full, and whose parts count', () => {
  const day = parseDate('2026-01-01')
  // The pack has 40/60 of content and originates; the drive has 6/30 and counts in full; Japan is a member of RCEP alone.
  const rcep = assessOrigin(car, RCEP, day)
  assert.deepEqual(
    rcep.parts.map(({ nonOriginating }) => nonOriginating),
    [0, 30, 0, 30],
  )
  close(rcep.content, 0.7, 1e-12)
  assert.equal(rcep.passes, true)
  close(assessOrigin(car, ACFTA, day).content, 0.6, 1e-12)
  // What is traced through: electronics, inverter and displays.
  close(assessOrigin(car, RCEP, day, false).nonOriginating, 20 + 24 + 30, 1e-12)
  const usmca = assessOrigin({ ...car, country: 'MX' }, USMCA, day)
  assert.deepEqual([usmca.threshold, usmca.passes], [0.75, false])
  close(usmca.missing, 140 - 45, 1e-12)
  assert.equal(assessOrigin(car, USMCA, parseDate('2021-01-01')).threshold, 0.66)
})

test('build-up and build-down agree where the price is the sum of its items', () => {
  const items = { materials: 70, labour: 25, overhead: 15, profit: 12, other: 8 }
  close(buildUpContent(200, items), buildDownContent(200, 70), 1e-15)
})

test('the cheapest moves are those of trying all sets', () => {
  const move = fc.record({ name: fc.constant('m'), value: fc.integer({ min: 1, max: 30 }), cost: fc.integer({ min: 0, max: 50 }) })
  fc.assert(
    fc.property(fc.array(move, { maxLength: 9 }), fc.integer({ min: 0, max: 120 }), (moves, missing) => {
      let least = Infinity
      for (let set = 0; set < 1 << moves.length; set++) {
        const chosen = moves.filter((_, index) => (set >> index) & 1)
        if (chosen.reduce((sum, { value }) => sum + value, 0) < missing) continue
        least = Math.min(
          least,
          chosen.reduce((sum, { cost }) => sum + cost, 0),
        )
      }
      assert.equal(cheapestMoves(moves, missing)?.cost ?? Infinity, least)
    }),
    { seed: 1, numRuns: 200 },
  )
})
