/** Rates of exchange over the years: the path itself, and what it does to cost, landed cost, sales abroad and both currencies. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { balanceErrors, valuesOf } from 'genba/economics'
import type { Statements } from 'genba/economics'
import { exchangeFactor, yenByQuarter } from './exchange-path.ts'
import { planBase } from './plan.ts'
import type { PlanEffort } from './plan.ts'
import { JINSHAN } from './plan-input.ts'
import type { PlanInput } from './plan-input.ts'
import { plantOf } from './plant.fixture.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)
const { usdCny, jpyCny } = valuesOf(JINSHAN.numbers)
/** The dollar falls by a fifth until 2029, the yen rises by a half until 2031. */
const exchange = [
  { year: 2031, jpyCny: 1.5 * jpyCny },
  { year: 2029, usdCny: 0.8 * usdCny },
]
const moving: PlanInput = { ...JINSHAN, exchange }

test('rates lie on lines between the expected ones, from today to the last', () => {
  const at = (currency: 'usdCny' | 'jpyCny', times: readonly number[]): number[] =>
    times.map((time) => Number(exchangeFactor(moving, currency, time).toFixed(9)))
  assert.deepEqual(at('usdCny', [2025, 2025.5, 2027.5, 2029.5, 2040]), [1, 1, 0.9, 0.8, 0.8])
  assert.deepEqual(at('jpyCny', [2020, 2028.5, 2031.5, 2033]), [1, 1.25, 1.5, 1.5])
  assert.equal(exchangeFactor(JINSHAN, 'jpyCny', 2040), 1)
  const { average, closing } = yenByQuarter(moving, 2028, 4)
  // Half over six years: a 48th a quarter.
  for (const q of [0, 1, 2, 3]) close(closing[q]! - average[q]!, 0.5 / 48, 1e-12)
})

test('a path carries through packs, imported parts, sales abroad and both currencies; without one nothing changes', async () => {
  const effort: PlanEffort = { draws: 10, trajectories: 2, points: 2, inputs: 1, samples: 4, grid: 2, seed: 1 }
  const plant = plantOf(() => 100_000)
  const short = (input: PlanInput): PlanInput => ({ ...input, until: 2032, plantYears: [2027] })
  const [still, moved, same] = await Promise.all(
    [JINSHAN, moving, { ...JINSHAN, exchange: [{ year: 2030, usdCny, jpyCny }] }].map((input) => planBase(short(input), plant, effort)),
  )
  assert.deepEqual(JSON.parse(JSON.stringify(same!)), JSON.parse(JSON.stringify(still!)))
  const year = (of: typeof still, at: number): NonNullable<typeof still>['years'][number] => of!.years.find((each) => each.year === at)!
  // The pack is priced in USD.
  for (const [at, factor] of [
    [2027, 0.9],
    [2029, 0.8],
    [2032, 0.8],
  ] as const)
    close(year(moved, at).pack / year(still, at).pack, factor, 1e-9)
  // A dearer yen makes imported parts dearer, so that localizing saves more, and Japan buys more cars.
  assert.ok(moved!.sourcing!.saved > still!.sourcing!.saved)
  const premium = (of: typeof still): number => of!.sourcing!.years.find((each) => each.year === 2026)!.premium
  assert.ok(premium(moved) > premium(still))
  const japan = (of: typeof still): number => {
    const sold = year(of, 2032).exports.find(({ name }) => name === 'Japan')!
    // At a constant elasticity: cars times net price to the minus elasticity is the reference to it.
    return sold.cars
  }
  assert.ok(japan(moved) > 2 * japan(still), `${japan(moved)} ${japan(still)}`)
  // Cars from Japan cost more: 85 % of their cost is in JPY.
  const worth = (of: typeof still): number => of!.forms.find(({ form }) => form === 'import from Japan')!.owner
  assert.ok(worth(moved) < worth(still))
  // In JPY a quarter is worth what it is at its own rate, and the books balance but for the translation difference.
  const { cny, jpy } = moved!.statements
  const rates = yenByQuarter(moving, 2025, cny.revenue.length)
  for (const q of [10, 20, 30]) {
    close((jpy.revenue[q]! * jpyCny * rates.average[q]!) / cny.revenue[q]!, 1, 1e-9)
    close((jpy.cash[q]! * jpyCny * rates.closing[q]!) / cny.cash[q]!, 1, 1e-9)
  }
  assert.ok(Math.abs(jpy.translation.at(-1)!) > 1e9)
  const columns = Object.fromEntries(
    Object.entries(jpy).map(([name, list]) => [name, Float64Array.from(list as number[])]),
  ) as unknown as Statements
  for (const [q, error] of balanceErrors(columns).entries()) close(error, jpy.translation[q]!, 10)
  assert.deepEqual(
    [moved!.cash.quarters.yen, moved!.cash.quarters.yenClosing],
    [rates.average, rates.closing].map((list) => [...list]),
  )
})
