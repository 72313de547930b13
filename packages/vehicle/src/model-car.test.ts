import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carOfModel, plantNeeds, plantValue } from './model-car.ts'

const products = [
  { name: 'body', quantities: {} },
  { name: 'pack', quantities: { energy: 90 * 3.6e6, cells: 192 } },
  { name: 'car', quantities: { mass: 2250, drag: 0.26, area: 2.7, driving_level: 3, peak_power: 250_000 } },
]

test('the car of a model has its own numbers and the energy of its pack', () => {
  assert.deepEqual(carOfModel(products), {
    name: 'car',
    kerbKg: 2250,
    drag: 0.26,
    areaM2: 2.7,
    grossKwh: 90,
    usableKwh: 85.5,
    cells: 192,
    peakKw: 250,
    drivingLevel: 3,
  })
  assert.equal(carOfModel([{ name: 'bolt', quantities: {} }]), undefined)
})

test('a hundred thousand cars of 90 kWh at thirty an hour ask for what the base was planned with', () => {
  const value = (what: string, unit: string): number =>
    plantNeeds(carOfModel(products)!, 100_000, 30).find((need) => need.what === what && need.unit === unit)!.value
  assert.equal(value('cells', 'GWh/year'), 9)
  assert.equal(value('cells', 'million a year'), 19.2)
  // 31.5 kWh at 60 kW: 16 posts busy, 20 built; three stands at 240 s leave the line 120 s a car, two would do without a stop.
  assert.equal(value('charge for shipping', 'min a car'), 31.5)
  assert.equal(value('charging posts', 'posts'), 20)
  assert.deepEqual([value('calibration', 's a car'), value('calibration stands', 'stands')], [240, 2])
})

test('143 kWh a car are 14.3 GWh a year, and longer at the posts', () => {
  const large = carOfModel([{ name: 'car', quantities: { energy: 143 * 3.6e6 } }])!
  assert.ok(Math.abs(plantNeeds(large, 100_000, 30)[0]!.value - 14.3) < 1e-12)
  assert.match(plantValue(large, 'charge_time')!, /^50\.0\d* min$/)
  assert.equal(plantValue(large, 'calibration_time'), undefined)
})
