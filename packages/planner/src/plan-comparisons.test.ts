/** Ready comparisons with what simulated plants tell. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { valuesOf } from 'genba/economics'
import type { Ranged } from 'genba/economics'
import { comparedNumbers, planComparisons } from './plan-comparisons.ts'
import { JINSHAN } from './plan-input.ts'
import type { SimulatedStep } from './plan-input.ts'

const values = valuesOf(JINSHAN.numbers)
const told = (value: number, unit = 'share'): Ranged => ({ value, low: value, high: value, unit, source: 'simulated', basis: 'simulated' })

test('figures of simulated steps stand where numbers were assumed; the others stay as they are', () => {
  const steps: readonly SimulatedStep[] = [
    { step: 'casting', cycle: told(120, 's'), uptime: told(0.88), yield: told(0.92) },
    { step: 'welding', uptime: told(0.92), yield: told(0.995) },
    { step: 'self_propelled', cycle: told(118, 's'), uptime: told(0.955), yield: told(1) },
    { step: 'conveyor', cycle: told(140, 's'), uptime: told(0.961), yield: told(1) },
  ]
  const [body, assembly] = comparedNumbers({ steps })
  const simulated = (numbers: Readonly<Record<string, Ranged>>): Record<string, number> =>
    Object.fromEntries(Object.entries(numbers).flatMap(([name, { basis, value }]) => (basis === 'simulated' ? [[name, value]] : [])))
  assert.deepEqual(simulated(body!.numbers), {
    castingCycle: 120,
    castingUptime: 0.88,
    castingYield: 0.92,
    weldingUptime: 0.92,
    weldingYield: 0.995,
  })
  // A conveyor has no takt of its own: both are to build the same cars.
  assert.deepEqual(simulated(assembly!.numbers), { takt: 118, drivingUptime: 0.955, conveyorUptime: 0.961 })
  assert.deepEqual(simulated(comparedNumbers({})[0]!.numbers), {})
})

test('each car costs the hours of the line that it takes, by the uptime that was simulated', () => {
  const labor = (uptime: number): number => {
    const steps: readonly SimulatedStep[] = [{ step: 'conveyor', uptime: told(uptime), yield: told(1) }]
    return planComparisons({ ...JINSHAN, steps }, values, 100_000)[1]!.ways[1]!.byCause.labor
  }
  // 60 stations of 1.7 people for 120 s a car, at 80 CNY an hour.
  assert.ok(Math.abs(labor(0.96) - (60 * 1.7 * 120 * 80) / 3600 / 0.96) < 1e-9)
  assert.ok(labor(0.9) > labor(0.96))
})

test('every step that a plant may tell names numbers of its comparison', () => {
  for (const { numbers, told: names } of comparedNumbers({})) {
    for (const name of Object.values(names).flatMap((each) => Object.values(each))) assert.ok(numbers[name] !== undefined, name)
  }
})
