/** A plant that is held to orders: what it makes of them, what it begins, loses and keeps, and how a plan reads it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compile } from 'genba/factory'
import { readModel } from 'genba/model'
import type { PlantYear, SimulatePlant } from 'genba/planner'
import { createThreadPool, plantAgainstOrders, plantYears, runPlan } from './index.ts'
import { modelVocabulary } from './model-file.ts'

const pool = createThreadPool(2)
after(() => pool.close())

interface Known {
  readonly years: ReadonlyMap<number, PlantYear>
  readonly simulate: SimulatePlant | string
}

async function plantOf(text: string, cars = 'shipped', replications = 2): Promise<Known> {
  const { plan, diagnostics } = compile(readModel(text, { file: 'model.yaml' }), { vocabulary: modelVocabulary() })
  assert.ok(plan !== undefined, JSON.stringify(diagnostics))
  const facts = { cars, paidHours: 2_000, energyPerCar: {}, outside: 'outside' }
  const outcome = await runPlan(pool, { plan, replications })
  const years = plantYears(outcome, facts)
  return { years, simulate: plantAgainstOrders(outcome, years, facts, 20, (request) => runPlan(pool, request)) }
}

function conserved({ begun, cars, scrapped, stock }: PlantYear): void {
  assert.ok(Math.abs(begun! - cars - scrapped - stock!) < 1e-6, `${begun} = ${cars} + ${scrapped} + ${stock}`)
}

/** A car every two hours by day and night, on weekdays; machines fail. */
const SOURCE = `genba: model/1
run: {start: 2027-03-01, end: 2028-12-31}
calendar: weekdays
calendars: {weekdays: {days: Mon to Fri, shifts: {all: {open: 00:00 to 24:00}}}}
flow:
  - source
  - {station: M1, cycle: 110 min, failures: {fault: {mtbf: exponential(40 h), mttr: exponential(4 h)}}}
  - {buffer: 20}
  - {station: M2, cycle: uniform(90 min to 130 min), scrap: 5 %}
  - {sink: shipped}
`

test('below its output a plant builds what is ordered, above it what it can; cars begun are built, lost or inside', async () => {
  const { years, simulate } = await plantOf(SOURCE)
  assert.ok(typeof simulate !== 'string')
  const full = years.get(2028)!
  ;[...years.values()].forEach(conserved)
  for (const share of [0.5, 0.9]) {
    const seen = await simulate({ year: 2028, orders: share * full.cars })
    conserved(seen)
    assert.deepEqual([seen.heldBy, seen.basis], ['orders', 'simulated'])
    // Begun to the car and what waits; built is begun less what is lost, 5 % of about 1,000 to 3,000: of three replications, |z| < 4, and what is inside.
    assert.ok(Math.abs(seen.begun! - share * full.begun!) < 0.004 * full.cars, `${seen.begun} ${share * full.begun!}`)
    const deviation = Math.sqrt((0.05 * 0.95 * share * full.begun!) / 3)
    assert.ok(Math.abs(seen.scrapped - 0.05 * seen.begun!) < 4 * deviation, `${seen.scrapped}`)
    // Never slower than the plant with its buffer full of cars.
    assert.ok(seen.leadWeeks > 0 && seen.leadWeeks < full.leadWeeks, `${seen.leadWeeks} ${full.leadWeeks}`)
  }
  const more = await simulate({ year: 2028, orders: 1.05 * full.cars })
  // Both are means of replications of the same plant; half intervals of both, 95 %, doubled.
  assert.ok(Math.abs(more.cars - full.cars) < 2 * (more.halfWidth! + full.halfWidth!), `${more.cars} ${full.cars}`)
  assert.ok(more.leadWeeks > 0.9 * full.leadWeeks && more.leadWeeks < 1.1 * full.leadWeeks, `${more.leadWeeks} ${full.leadWeeks}`)
  assert.equal(await simulate({ year: 2028, orders: 2 * full.cars }), full)
  // 2027 is read at the same share of its own output.
  const [half, ramp] = [await simulate({ year: 2028, orders: 0.5 * full.cars }), years.get(2027)!]
  const other = await simulate({ year: 2027, orders: 0.5 * ramp.cars })
  assert.equal(other.basis, 'last year')
  assert.ok(Math.abs(other.cars / ramp.cars - half.cars / full.cars) < 1e-9)
})

test('a line that makes its cars of parts takes an order for each too', async () => {
  const { years, simulate } = await plantOf(
    `genba: model/1
run: {start: 2027-11-01, end: 2028-12-31}
products: {panel: {}, car: {}}
shops:
  press: {flow: [{source: coils, of: panel}, {station: stamp, cycle: 20 min}, {buffer: store, capacity: 10}]}
  body:
    flow:
      - {station: weld, cycle: 100 min, takes: {press.store: 2}, makes: car}
      - {buffer: 50}
      - {station: paint, cycle: exponential(60 min)}
      - {sink: shipped}
  lab: {flow: [{source: samples, every: 2 h}, {station: test, cycle: 1 h, scrap: 10 %}, {sink: tested}]}
`,
    'body.shipped',
  )
  assert.ok(typeof simulate !== 'string')
  const full = years.get(2028)!
  // A body every 100 minutes; paint has time to spare.
  assert.ok(Math.abs(full.cars - (366 * 1440) / 100) < 5, `${full.cars}`)
  const seen = await simulate({ year: 2028, orders: 0.5 * full.cars })
  conserved(seen)
  // Orders come every 200 minutes without chance; what paint holds at the ends of the year is a few cars.
  assert.ok(Math.abs(seen.cars - 0.5 * full.cars) < 4, `${seen.cars}`)
  // An order every 200 minutes finds weld free: 100 minutes of it, and paint without a queue before it, D/M/1 with load 0.3: its wait is less than 60 min.
  const minutes = seen.leadWeeks * 7 * 1440
  assert.ok(minutes > 155 && minutes < 220, `${minutes}`)
  // What shares nothing with the cars is as it was.
  const lab = ({ shops }: PlantYear): unknown => shops.find(({ shop }) => shop === 'lab')
  assert.deepEqual(lab(seen), lab(full))
})

test('a plant whose cars begin at something else than a source or a station says so', async () => {
  const { simulate } = await plantOf(`genba: model/1
run: {start: 2027-11-01, end: 2028-12-31}
suppliers: {maker: {on_time: 100 %}}
flow:
  - {buffer: bodies, capacity: 10, supply: {supplier: maker, reorder_at: 5, quantity: 5, lead_time: 1 h}}
  - {station: M1, cycle: 2 h}
  - {sink: shipped}
`)
  assert.equal(simulate, 'cars begin at bodies, which takes no orders')
})
