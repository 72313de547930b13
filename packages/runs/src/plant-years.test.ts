/** Years of a plant against a plant that can be counted by hand, and a plan on a thread against the same on this one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile } from 'genba/factory'
import { readModel } from 'genba/model'
import { JINSHAN, ordersUpTo, planBase } from 'genba/planner'
import type { PlanEffort, PlantYear } from 'genba/planner'
import { createThreadPool, planOnThread, plantYears, runPlan } from './index.ts'
import { modelVocabulary } from './model-file.ts'

const FACTS = { cars: 'ga.shipped', paidHours: 2_000, energyPerCar: { ga: 80, outside: 10 }, outside: 'outside' }

/** A car every two hours, of which one in four is lost at the test; open around the clock. */
const MODEL = `genba: model/1
run: {start: 2027-07-01, end: 2028-12-31, replications: 1}
heads: {logistics: 30}
products: {car: {}}
shops:
  press:
    heads: 10
    flow:
      - {source: coils, of: car}
      - {station: stamp, cycle: 2 h, power: {working: 10 kW}, to: ga}
  ga:
    heads: 60
    flow:
      - {station: fit, cycle: 1 h}
      - {sink: shipped}
`

async function yearsOf(text: string): Promise<ReadonlyMap<number, PlantYear>> {
  const { plan, diagnostics } = compile(readModel(text, { file: 'model.yaml' }), { vocabulary: modelVocabulary() })
  assert.ok(plan !== undefined, JSON.stringify(diagnostics))
  const pool = createThreadPool(1)
  try {
    return plantYears(await runPlan(pool, { plan, replications: 1 }), FACTS)
  } finally {
    await pool.close()
  }
}

test('a year has the cars, hours, energy and people that can be counted by hand', async () => {
  const years = await yearsOf(MODEL)
  assert.deepEqual([...years.keys()], [2027, 2028])
  const [half, whole] = [...years.values()] as [PlantYear, PlantYear]
  // 366 days of twelve cars; the first one has come three hours after the start.
  assert.ok(Math.abs(whole.cars - 366 * 12) < 1e-6 * whole.cars, `${whole.cars}`)
  assert.ok(Math.abs(half.cars - (184 * 12 - 1)) < 1e-6 * half.cars, `${half.cars}`)
  assert.deepEqual([whole.heads, whole.scrapped, whole.heldBy], [100, 0, 'press.stamp'])
  assert.ok(Math.abs(whole.leadWeeks - 3 / 168) < 1e-9, `${whole.leadWeeks}`)
  const shop = (year: PlantYear, name: string): PlantYear['shops'][number] => year.shops.find((each) => each.shop === name)!
  assert.equal(shop(whole, 'ga').laborHours, 60 * 2_000)
  assert.ok(Math.abs(shop(half, 'ga').laborHours - (60 * 2_000 * 184) / 365) < 1e-6)
  assert.equal(shop(whole, 'outside').laborHours, 30 * 2_000)
  // The press tells its power: 10 kW around the clock. The others have what was given for a car.
  assert.ok(Math.abs(shop(whole, 'press').energy - 366 * 24 * 10) < 1e-3, `${shop(whole, 'press').energy}`)
  assert.ok(Math.abs(shop(whole, 'ga').energy - 80 * whole.cars) < 1e-6)
  assert.ok(Math.abs(shop(whole, 'outside').energy - 10 * whole.cars) < 1e-6)
  assert.equal(shop(whole, 'ga').yield, 1)
})

test('what is lost in the shop that cars leave is lost cars, and its yield', async () => {
  const { scrapped, cars, shops } = (await yearsOf(MODEL.replace('cycle: 1 h', 'cycle: 1 h, scrap: 25 %'))).get(2028)!
  // What entered was lost or left, but for the one in work at either end.
  assert.ok(Math.abs(scrapped + cars - 366 * 12) <= 1, `${scrapped} ${cars}`)
  // 4,392 trials of 25 %: a standard deviation of 28.7; |z| < 3.5.
  assert.ok(Math.abs(scrapped - 1_098) < 3.5 * 28.7, `${scrapped}`)
  assert.ok(Math.abs(shops.find(({ shop }) => shop === 'ga')!.yield - cars / (cars + scrapped)) < 1e-12)
})

test('a plan on a thread is the plan, and is given up when it is told to', async () => {
  const full = (cars: number): PlantYear => ({
    cars,
    scrapped: 0,
    leadWeeks: 0.3,
    heads: 1_000,
    heldBy: 'ga.final2',
    shops: ['casting', 'body', 'paint', 'pack', 'ga', 'eol'].map((shop) => ({ shop, laborHours: 300_000, energy: cars * 150, yield: 1 })),
  })
  const years = new Map([
    [2027, full(32_000)],
    [2028, full(103_000)],
  ])
  const input = { ...JINSHAN, until: 2029, plantYears: [2027, 2028] }
  const effort: PlanEffort = { draws: 20, trajectories: 2, points: 2, inputs: 1, samples: 4, grid: 2, seed: 3 }
  const told: number[] = []
  const plant = ordersUpTo(async (year) => years.get(year)!)
  const report = await planOnThread({ input, effort }, plant, new AbortController().signal, (done, total) => told.push(done / total))
  const here = await planBase(input, plant, effort)
  assert.deepEqual(report, here)
  assert.ok(told.length > 50 && told.every((share, k) => share > 0 && share <= 1 && share >= (told[k - 1] ?? 0)))
  assert.equal(await planOnThread({ input, effort }, plant, AbortSignal.abort(), () => {}), undefined)
  const stopping = new AbortController()
  assert.equal(await planOnThread({ input, effort }, plant, stopping.signal, () => stopping.abort()), undefined)
  await assert.rejects(
    planOnThread({ input: { ...input, until: 2020 }, effort }, plant, new AbortController().signal, () => {}),
    /begins, from, until/,
  )
  // What simulating throws ends the plan.
  const broken = async (): Promise<PlantYear> => Promise.reject(new Error('no power'))
  await assert.rejects(
    planOnThread({ input, effort }, broken, new AbortController().signal, () => {}),
    /no power/,
  )
})
