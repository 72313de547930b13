/** Costs of processes by hand and by identities; battery plants against the sums of BatPaC 5. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BATPAC_PLANT, packPriceAfter, scaleBatteryPlant } from './battery-cost.ts'
import { castOrWelded, drivingOrConveyor } from './cost-comparisons.ts'
import { COST_CAUSES, equalCostVolume, unitCost } from './process-cost.ts'
import type { CostRates, ProcessStep } from './process-cost.ts'
import { assumed, valuesOf } from './ranged.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)
const rates: CostRates = {
  discountRate: 0.1,
  wage: 20,
  energyPrice: 0.1,
  building: 1500,
  buildingYears: 25,
  maintenance: 0.05,
  overhead: 0.3,
  hours: 4000,
  productYears: 5,
}

test('two steps by hand: units that enter, lines, and each cause', () => {
  const steps: ProcessStep[] = [
    { name: 'mold', shop: 'casting', cycleSeconds: 60, uptime: 0.8, yield: 0.9, material: 10, scrapValue: 4, workers: 2, energy: 5 },
    {
      name: 'trim',
      shop: 'casting',
      cycleSeconds: 30,
      uptime: 1,
      yield: 0.95,
      equipment: 1e6,
      equipmentYears: 10,
      tooling: 2e5,
      toolUnits: 1e5,
    },
  ]
  const { steps: costs, byCause, total, byShop } = unitCost(steps, rates, 171_000)
  // 171,000 / 0.95 / 0.9 = 200,000 shots; 60 s at 80 % of 4,000 h: 192,000 a line and year.
  close(costs[0]!.entering, 200_000, 1e-6)
  close(costs[1]!.entering, 180_000, 1e-6)
  assert.deepEqual([costs[0]!.lines, costs[1]!.lines], [2, 1])
  close(costs[0]!.usage, 200 / 192 / 2, 1e-12)
  close(byCause.material, 10, 1e-12)
  close(byCause.scrap, (29_000 * 10 - 20_000 * 4) / 171_000, 1e-12)
  close(byCause.labor, (2 * 2 * 4000 * 20) / 171_000, 1e-12)
  close(byCause.energy, (200_000 * 5 * 0.1) / 171_000, 1e-12)
  // PMT of spreadsheets: 1,000,000 at 10 % over 10 years is 162,745.39 a year.
  close(byCause.equipment * 171_000, 162_745.3949, 1e-3)
  // 900,000 units over five years take nine sets of tools.
  close(byCause.tooling * 171_000, (2e5 * 0.1) / (1 - 1.1 ** (-5 / 9)), 1e-6)
  close(byCause.maintenance * 171_000, 0.05 * 1.2e6, 1e-6)
  close(
    total,
    COST_CAUSES.reduce((sum, cause) => sum + byShop['casting']![cause], 0),
    1e-12,
  )
})

test('people who are paid by use cost the time that the line takes, stops and lost units included', () => {
  const step: ProcessStep = { name: 'line', shop: 'ga', cycleSeconds: 120, uptime: 0.96, yield: 0.5, lines: 1, workers: 100 }
  const byUse = unitCost([{ ...step, isPaidByUse: true }], { ...rates, overhead: 0 }, 50_000)
  // 100,000 units enter; each holds 100 people for 125 s.
  close(byUse.byCause.labor, (2 * 100 * 125 * 20) / 3600, 1e-9)
  assert.equal(byUse.investment, 0)
  close(unitCost([step], rates, 50_000).byCause.labor, (100 * 4000 * 20) / 50_000, 1e-9)
})

test('shops and steps add up to the whole; cost falls with volume where lines are given, and with yield', () => {
  const share = fc.double({ min: 0.5, max: 1, noNaN: true })
  const step = fc.record({
    name: fc.constant('step'),
    shop: fc.constantFrom('a', 'b', 'c'),
    cycleSeconds: fc.double({ min: 1, max: 300, noNaN: true }),
    uptime: share,
    yield: share,
    material: fc.double({ min: 0, max: 1e4, noNaN: true }),
    workers: fc.integer({ min: 0, max: 30 }),
    energy: fc.double({ min: 0, max: 100, noNaN: true }),
    equipment: fc.double({ min: 0, max: 1e8, noNaN: true }),
    floor: fc.double({ min: 0, max: 1e4, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 300_000 }), (steps, volume) => {
      const cost = unitCost(steps, rates, volume)
      const of = (byCause: Readonly<Record<string, number>>): number => Object.values(byCause).reduce((sum, value) => sum + value, 0)
      const whole = cost.steps.reduce((sum, { total }) => sum + total, 0)
      close(cost.total, whole, 1e-9 * whole)
      close(of(cost.byCause), whole, 1e-9 * whole)
      close(
        Object.values(cost.byShop).reduce((sum, byCause) => sum + of(byCause), 0),
        whole,
        1e-9 * whole,
      )
      const fixed = steps.map((each) => ({ ...each, lines: 2 }))
      assert.ok(unitCost(fixed, rates, volume * 2).total <= unitCost(fixed, rates, volume).total * (1 + 1e-12))
    }),
    { seed: 1, numRuns: 200 },
  )
  assert.throws(() => unitCost([], rates, 1), /steps: expected at least one/)
  assert.throws(
    () => unitCost([{ name: 'x', shop: 'x', cycleSeconds: 1, uptime: 1.2, yield: 1 }], rates, 1),
    /x.uptime: expected a share above 0, at most 1, received 1.2/,
  )
})

test('two ways cost the same at the volume where fixed cost over volume makes up for material', () => {
  const way = (material: number, equipment: number): ProcessStep[] => [
    { name: 'way', shop: 'shop', cycleSeconds: 1, uptime: 1, yield: 1, lines: 1, material, equipment },
  ]
  // 162,745.39 a year with 5 % maintenance and 30 % overhead against 3 a unit.
  const expected = ((162_745.3949 + 50_000) * 1.3) / 3
  close(equalCostVolume(way(5, 1e6), way(8, 0), rates, 1000, 1e6)!, expected, 1e-3)
  assert.equal(equalCostVolume(way(5, 0), way(8, 0), rates, 1000, 1e6), undefined)
})

test('a battery plant of 50 and of 10 GWh has the sums of BatPaC 5', () => {
  const large = scaleBatteryPlant(BATPAC_PLANT, 50)
  close(large.laborHours, 3_649_000, 1e-3)
  close(large.capitalPerKwh, 84.1, 0.05)
  close(large.laborHoursPerKwh, 0.073, 5e-5)
  const small = scaleBatteryPlant(BATPAC_PLANT, 10)
  // The area follows from the baseline alone; labor and capital fix how their groups are split.
  close(small.area, 65_830, 5)
  close(small.capital, 934.3, 1e-6)
  close(small.capitalPerKwh, 93.4, 0.05)
  close(small.laborHoursPerKwh, 0.1045, 5e-5)
  // Both groups of each are real amounts.
  for (const { amount } of [...BATPAC_PLANT.labor, ...BATPAC_PLANT.capital]) assert.ok(amount > 0)
})

test('bought packs learn with the world: a doubling of all that was made costs the learning rate', () => {
  const pack = { price: 84, learningRate: 0.18, cumulative: 100, output: 50, growth: 0 }
  close(packPriceAfter(pack, 2), 84 * 0.82, 1e-9)
  close(packPriceAfter(pack, 0), 84, 1e-12)
  assert.ok(packPriceAfter({ ...pack, growth: 0.1 }, 1.5) < packPriceAfter(pack, 1.5))
})

test('the ready comparisons name every number with its range, and differ by what is said', () => {
  for (const alternatives of [castOrWelded, drivingOrConveyor]) {
    const [first, second] = alternatives.steps(valuesOf(alternatives.numbers))
    const [a, b] = [first, second].map((steps) => unitCost(steps, { ...rates, wage: 60, energyPrice: 0.7 }, 100_000))
    assert.ok(a!.total > 0 && b!.total > 0)
    for (const { basis, source } of Object.values(alternatives.numbers)) assert.ok(basis === 'assumed' && source !== '')
  }
  const [driving, conveyor] = drivingOrConveyor.steps({ conveyor: 1e6, guidance: 0, onboard: 0 })
  assert.ok(unitCost(driving, rates, 100_000).total < unitCost(conveyor, rates, 100_000).total)
  assert.throws(() => assumed(3, 4, 5, 'm'), /value: expected a number from 4 to 5 m, received 3/)
})
