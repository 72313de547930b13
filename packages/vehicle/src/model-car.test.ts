import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carOfModel } from './model-car.ts'

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
  // 0.469 kWh in 1.2 kg: 391 Wh/kg.
  const cell = { name: 'cell', quantities: { energy: 0.469 * 3.6e6, mass: 1.2 } }
  assert.ok(Math.abs(carOfModel([...products, cell])!.cellWhPerKg! - 390.83) < 0.01)
  assert.equal(carOfModel([{ name: 'bolt', quantities: {} }]), undefined)
})
