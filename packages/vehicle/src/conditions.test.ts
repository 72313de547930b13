import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cabinPower, capacityAt, inConditions, TEST_ROOM } from './conditions.ts'
import { GENERIC_POWERTRAIN, GENERIC_ROLLING } from './powertrain.ts'
import { rangeOn, testMass } from './range.ts'
import type { Car } from './range.ts'

const car: Car = {
  kerbKg: 2000,
  usableKwh: 80,
  resistance: { kind: 'brochure', dragArea: 0.6, rolling: GENERIC_ROLLING },
  powertrain: GENERIC_POWERTRAIN,
}
const range = (conditions: Partial<typeof TEST_ROOM>): number => rangeOn(inConditions(car, { ...TEST_ROOM, ...conditions }), 'WLTC 3b').km

test('the test room changes nothing', () => {
  assert.ok(Math.abs(range({}) / rangeOn(car, 'WLTC 3b').km - 1) < 1e-12)
})

test('cold air is denser by the ratio of absolute temperatures, and tires roll 0.8 % harder a degree', () => {
  const { resistance } = inConditions(car, { ...TEST_ROOM, celsius: -7 })
  assert.ok(resistance.kind === 'brochure')
  assert.ok(Math.abs(resistance.airDensity! / 1.204 - 296.15 / 266.15) < 1e-12)
  assert.ok(Math.abs(resistance.rolling / GENERIC_ROLLING - 1.24) < 1e-12)
})

test('the cabin takes heat in the cold, more of it without a heat pump, and cooling in the heat', () => {
  const power = (celsius: number, heatPump: boolean): number => cabinPower({ ...TEST_ROOM, celsius, cabin: true, heatPump })
  assert.equal(cabinPower({ ...TEST_ROOM, celsius: -7 }), 0)
  assert.ok(power(-7, false) > 1.8 * power(-7, true))
  assert.ok(power(-20, true) > power(-7, true) && power(-7, true) > power(10, true))
  assert.ok(power(35, true) > 0)
  assert.ok(range({ celsius: -7, cabin: true, heatPump: false }) < range({ celsius: -7, cabin: true }))
  assert.ok(range({ celsius: -7, cabin: true }) < range({ celsius: -7 }))
})

test('a pack gives all of its energy in the test room and less in the cold, without steps', () => {
  assert.deepEqual([capacityAt(23), capacityAt(40), capacityAt(-10), capacityAt(-40)], [1, 1, 0.88, 0.7])
  for (let celsius = -35; celsius < 30; celsius++) {
    const rise = capacityAt(celsius + 1) - capacityAt(celsius)
    assert.ok(rise >= 0 && rise < 0.011)
  }
})

test('each procedure loads a car by its own rule', () => {
  assert.deepEqual(
    (['EPA', 'WLTP', 'NEDC', 'GB/T 18386'] as const).map((procedure) => Math.round(testMass(procedure, 2000, 500))),
    [2136, 2171, 2100, 2100],
  )
})
