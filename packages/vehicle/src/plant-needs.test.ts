import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLANT_VALUES, plantNeeds, plantValue } from './plant-needs.ts'

const car = { name: 'car', grossKwh: 90, cells: 192, drivingLevel: 3 }
const valueOf = (of: Parameters<typeof plantNeeds>[0], what: string, unit: string): number =>
  plantNeeds(of, 100_000, 30).find((need) => need.what === what && need.unit === unit)!.value
const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

test('a hundred thousand cars of 90 kWh at thirty an hour ask for what the base was planned with', () => {
  assert.equal(valueOf(car, 'cells', 'GWh/year'), 9)
  assert.equal(valueOf(car, 'cells', 'million a year'), 19.2)
  // 31.5 kWh at 60 kW: 16 posts busy, 20 built; three stands at 240 s leave the line 120 s a car, two would do without a stop.
  assert.equal(valueOf(car, 'charge for shipping', 'min a car'), 31.5)
  assert.equal(valueOf(car, 'charging posts', 'posts'), 20)
  assert.deepEqual([valueOf(car, 'calibration', 's a car'), valueOf(car, 'calibration stands', 'stands')], [240, 2])
  // 192 cells at 3 s; two castings of 65 kg, since the pack of 463 kg hardly weighs on them.
  assert.equal(valueOf(car, 'stacking of cells', 's a pack'), 576)
  close(valueOf(car, 'mass of castings', 'kg a car'), 130, 0.5)
})

test('143 kWh a car are 14.3 GWh a year, longer at the posts, and heavier in the castings unless the cells are light', () => {
  const large = { name: 'car', grossKwh: 143 }
  close(valueOf(large, 'cells', 'GWh/year'), 14.3, 1e-12)
  assert.match(plantValue(large, 'charge_time')!, /^50\.0\d* min$/)
  assert.equal(plantValue(large, 'calibration_time'), undefined)
  // 143 kWh of 270 Wh/kg at 72 %: 736 kg, of which 286 kg above 450 weigh 0.15 kg a kg on a body of 1,650 kg, 2.6 % of it.
  close(valueOf(large, 'mass of the pack', 'kg a car'), 735.6, 0.1)
  close(valueOf(large, 'mass of castings', 'kg a car'), 130 * 1.02596, 0.01)
  assert.deepEqual([plantValue(large, 'casting_mass'), plantValue(large, 'shot_mass')], ['66.688 kg', '92.337 kg'])
  // The same energy in cells of 400 Wh/kg weighs 497 kg.
  const light = { ...large, cellWhPerKg: 400 }
  close(valueOf(light, 'mass of the pack', 'kg a car'), 496.5, 0.1)
  close(valueOf(light, 'mass of castings', 'kg a car'), 130 * 1.00423, 0.01)
})

test('a car that says all puts everything into the plant, one that says nothing leaves it', () => {
  assert.deepEqual(
    PLANT_VALUES.map((each) => plantValue(car, each)),
    ['31.5 min', '20', '240 s', '2', '576 s', '65.077 kg', '90.106 kg'],
  )
  for (const each of PLANT_VALUES) assert.equal(plantValue({ name: 'car' }, each), undefined)
})
