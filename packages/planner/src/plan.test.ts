/** The loop of a plan on a plant given as a function: fixed points, conservation, and what the page says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { balanceErrors, drawDemand, OWNERSHIP_FORMS, ownershipCash, translateStatements, valuesOf } from 'genba/economics'
import type { OwnershipForm, Statements } from 'genba/economics'
import { fillUniforms, streamKey } from 'genba/statistics'
import { DEMAND_SPREAD, formTerms, planBusiness } from './business.ts'
import { planFaults } from './plan-check.ts'
import { JINSHAN } from './plan-input.ts'
import type { PlanInput } from './plan-input.ts'
import { planBase, planPlants } from './plan.ts'
import { ordersUpTo, samplePlant } from './plant-curve.ts'
import type { PlantRequest, PlantYear } from './plant-curve.ts'
import { plantOf } from './plant.fixture.ts'
import { runYears } from './year-loop.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)
const simulate = plantOf((year) => (year === 2027 ? 30_000 : 100_000))
const values = valuesOf(JINSHAN.numbers)

test('a plant’s curve is simulated until it is as exact as asked for, most where it bends', async () => {
  let simulated = 0
  const smooth = async ({ orders }: { readonly orders: number }): Promise<Awaited<ReturnType<typeof simulate>>> => {
    simulated++
    const base = await simulate({ year: 2030, orders })
    return { ...base, cars: 100_000 * (1 - Math.exp(-orders / 60_000)) }
  }
  const curve = await samplePlant(smooth, 2030, 300_000, 200)
  assert.equal(curve.points.length, simulated)
  assert.ok(simulated < 60 && curve.error <= 200, `${simulated} ${curve.error}`)
  for (let orders = 3_000; orders < 300_000; orders += 1_234) close(curve.at(orders).cars, 100_000 * (1 - Math.exp(-orders / 60_000)), 200)
  // Nothing is made without orders, and beyond the last point no more than there.
  assert.equal(curve.at(0).cars, 0)
  assert.equal(curve.at(1e6).cars, curve.capacity)
})

test('a plant known from one full year makes what is ordered up to it, energy by the car, people as they are', async () => {
  let simulated = 0
  const plant = ordersUpTo((year) => {
    simulated++
    return simulate({ year, orders: 1e9 })
  })
  const half = await plant({ year: 2030, orders: 50_000 })
  assert.deepEqual([half.cars, half.heads, half.heldBy], [50_000, 1_400, 'orders'])
  close(half.shops[0]!.energy, 50_000 * 400, 1e-6)
  assert.equal(half.shops[0]!.laborHours, 700_000)
  assert.equal((await plant({ year: 2030, orders: 2e5 })).cars, 100_000)
  assert.equal(simulated, 1)
})

test('each year is a fixed point to its tolerance, from whatever wait the search begins', async () => {
  const curves = await planPlants(JINSHAN, simulate)
  const years = runYears(JINSHAN, values, curves)
  assert.equal(years.length, 14)
  for (const { residual } of years) assert.ok(residual <= JINSHAN.tolerance.weeks, `${residual}`)
  for (const start of [0, 2, 11, 100]) {
    for (const [k, year] of runYears(JINSHAN, values, curves, {}, start).entries()) {
      close(year.weeks, years[k]!.weeks, 2 * JINSHAN.tolerance.weeks)
      close(year.demand / years[k]!.demand, 1, 2e-3)
      close(year.paid / years[k]!.paid, 1, 1e-3)
    }
  }
  assert.deepEqual(runYears(JINSHAN, values, curves), years)
})

/** A plant that loses cars, begins to fall behind its orders before it is full, and keeps more inside the more it makes. */
const bending =
  (capacity: number) =>
  async (request: PlantRequest): Promise<PlantYear> => {
    const base = await plantOf(() => capacity)(request)
    const load = request.orders / capacity
    // min(load, 1) with a round corner: exact at both ends.
    const cars = capacity * (load >= 1.2 ? 1 : load - Math.max(0, load - 0.8) ** 2 / 0.8)
    const [scrapped, stock] = [0.02 * cars, 0.004 * cars]
    return { ...base, cars, scrapped, stock, begun: cars + scrapped + stock, leadWeeks: 1 + cars / capacity }
  }

test('from whatever start and at whatever numbers a year comes to the same fixed point, with plants below and above their orders', async () => {
  const below = [0, 0, 0]
  for (const [k, capacity] of [25_000, 110_000, 280_000].entries()) {
    const input = { ...JINSHAN, until: 2030 }
    const curves = await planPlants(input, bending(capacity))
    for (let draw = 1; draw <= 3; draw++) {
      // Numbers anywhere within their ranges.
      const uniforms = new Float64Array(Object.keys(values).length)
      fillUniforms(streamKey(7, draw, 'numbers', String(capacity)), 0, uniforms, 0, uniforms.length)
      const drawn = Object.fromEntries(
        Object.entries(input.numbers).map(([name, { low, high }], j) => [name, low + uniforms[j]! * (high - low)]),
      ) as unknown as typeof values
      const years = runYears(input, drawn, curves)
      below[k]! += years.filter(({ backlog }) => backlog < 1).length
      for (const start of [0, 7, 500]) {
        for (const [j, year] of runYears(input, drawn, curves, {}, start).entries()) {
          close(year.weeks, years[j]!.weeks, 2 * input.tolerance.weeks)
          // Two tolerances of wait, at most 4,000 CNY a week of 250,000 and more, at an elasticity of 5.5: 1.8 in a thousand.
          close(year.built / years[j]!.built, 1, 2e-3)
          assert.ok(year.residual <= input.tolerance.weeks)
        }
      }
      assert.deepEqual(runYears(input, drawn, curves), years)
    }
  }
  // Of the smallest plant orders are never met, of the largest mostly.
  assert.ok(below[0] === 0 && below[2]! > 10, `${below.join(' ')}`)
})

test('cars and orders are conserved in each year, with orders below and above what the plant can', async () => {
  for (const [capacity, shock] of [
    [20_000, {}],
    [100_000, { supplyStop: 0.15 }],
    [290_000, {}],
    [290_000, { rivalCost: 0.88 }],
  ] as const) {
    const curves = await planPlants(JINSHAN, bending(capacity))
    let before = 0
    for (const year of runYears(JINSHAN, values, curves, shock)) {
      // Cars begun are sold, more inside, or lost.
      close(year.begun, year.built + year.stock + year.scrapped, 1e-6 * year.begun)
      close(year.scrapped / year.built, 0.02, 1e-9)
      // What was ordered is built or waits.
      close(before + year.orders, year.built + year.backlog, 1e-6)
      close(
        year.exports.reduce((sum, { cars }) => sum + cars, year.demand),
        year.orders,
        1e-6,
      )
      assert.ok(year.built <= curves.get(year.year)!.capacity + 1e-6)
      before = year.backlog
    }
  }
})

test('above its capacity a plant decides, below it the market does', async () => {
  const small = await planPlants(
    JINSHAN,
    plantOf(() => 20_000),
  )
  const large = await planPlants(
    JINSHAN,
    plantOf(() => 290_000),
  )
  for (const year of runYears(JINSHAN, values, small).slice(1)) {
    close(year.built, 20_000, 1)
    assert.ok(year.scarcity > 0 || year.weeks < JINSHAN.longestWait)
  }
  // Later the market would take more than even this plant makes.
  for (const year of runYears({ ...JINSHAN, until: 2033 }, values, large)) {
    close(year.built, year.orders, 1e-6)
    assert.deepEqual([year.backlog, year.scarcity], [0, 0])
    close(year.weeks, 3.5, 0.02)
  }
})

test('dearer cells sell fewer cars, a better brand more; in a price war rivals are cheaper and take orders', async () => {
  const curves = await planPlants(
    JINSHAN,
    plantOf(() => 290_000),
  )
  const at = (change: object, shock = {}): ReturnType<typeof runYears>[number] =>
    runYears(JINSHAN, { ...values, ...change }, curves, shock)[3]!
  const base = at({})
  assert.ok(at({ packPrice: 130 }).demand < base.demand && at({ packPrice: 130 }).paid > base.paid)
  assert.ok(at({ brandPremium: 0 }).demand > base.demand)
  const war = at({}, { rivalCost: 0.88 })
  assert.ok(war.demand < base.demand && war.parity > base.parity)
  assert.ok(at({}, { cellSlip: 2 }).pack > base.pack)
  assert.ok(at({}, { exportDuty: 0.25 }).exports[0]!.cars < base.exports[0]!.cars)
})

test('the money of the plan: balances to a yuan in every quarter, cars sold are cars built', async () => {
  const curves = await planPlants(JINSHAN, simulate)
  const years = runYears(JINSHAN, values, curves)
  const { base, path } = planBusiness(JINSHAN, values, years)
  const { statements } = ownershipCash(base, path, formTerms('wholly owned', values))
  for (const error of balanceErrors(statements)) close(error, 0, 1)
  // On any path, under any form, in both currencies whatever the rates do: to the yuan, and to the yen but for the translation difference.
  const rates = Float64Array.from(path.cars, (_, q) => 20 + 3 * ((q * 7) % 5))
  for (const drawn of drawDemand(path, DEMAND_SPREAD, 20, 4)) {
    for (const form of Object.keys(OWNERSHIP_FORMS) as OwnershipForm[]) {
      const { statements: each, cash } = ownershipCash(base, drawn, formTerms(form, values))
      for (const error of balanceErrors(each)) close(error, 0, 1)
      const yen = translateStatements(each, { average: rates.map((rate) => rate * 1.01), closing: rates })
      for (const [q, error] of balanceErrors(yen).entries()) close(error, yen.translation[q]!, 20)
      for (let q = 0; q < drawn.cars.length; q++) {
        close(
          Object.values(cash).reduce((sum, column: Float64Array) => sum + column[q]!, 0),
          0,
          1,
        )
      }
    }
  }
  const revenue = statements.revenue.reduce((sum, value) => sum + value, 0)
  const expected = years.reduce((sum, year) => {
    const cars = year.exports.reduce((all, each) => all + each.cars, year.demand)
    const money = year.exports.reduce((all, each) => all + each.cars * each.netPrice, year.demand * year.netPrice)
    return sum + (year.built * money) / cars
  }, 0)
  close(revenue / expected, 1, 1e-9)
})

test('the page: an answer, forms on one set of paths, a tree whose chances sum to 1, effects, a ledger; the same again', async () => {
  const effort = { draws: 100, trajectories: 2, points: 2, inputs: 2, samples: 8, grid: 2, seed: 1 }
  const short: PlanInput = { ...JINSHAN, until: 2028 }
  const report = await planBase(short, simulate, effort)
  const { answer, cost, decisions, leaves, forms, effects, ledger, gates, plants } = report
  assert.deepEqual([answer.canBuildTarget, answer.hasHeads, answer.year, answer.heads], [true, false, 2028, 1400])
  close(
    leaves.reduce((sum, { probability }) => sum + probability, 0),
    1,
    1e-12,
  )
  assert.equal(leaves.length, 16)
  assert.equal(forms.length, 4)
  for (const { low, high, mean } of forms) assert.ok(low <= mean && mean <= high)
  // Some decision is best in each leaf: regret is nowhere below 0, and building nothing is worth nothing.
  for (const { mostRegret, expectedRegret, expected, tail } of decisions) {
    assert.ok(mostRegret >= expectedRegret && expectedRegret >= 0 && tail <= expected + 1e-6)
  }
  assert.equal(decisions.at(-1)!.expected, 0)
  close(
    Object.values(cost.byCause).reduce((sum, value) => sum + value, 0),
    cost.total,
    1e-6,
  )
  assert.equal(effects.length, Object.keys(JINSHAN.numbers).length)
  assert.ok(effects.every(({ effect }, k) => k === 0 || effect <= effects[k - 1]!.effect))
  assert.ok(ledger.every(({ low, value, high, source }) => low <= value && value <= high && source !== ''))
  assert.deepEqual(
    gates.map(({ isInside, value, low, high }) => isInside === (value >= low && value <= high)),
    gates.map(() => true),
  )
  assert.equal(plants.length, 2)
  // A right is worth no less than none, to three standard errors.
  const { committed, wait, all } = report.options
  assert.ok(wait.value >= Math.max(committed, 0) - 3 * wait.standardError && all.value >= wait.value - 3 * all.standardError)
  assert.equal(report.rivals.find(({ name }) => name === 'NIO')!.published, 0.147)
  // A right never takes worth away beyond its error; each is told.
  assert.deepEqual(
    report.options.rights.map(({ name }) => name),
    ['delay the start', 'expand to phase 2', 'switch cells', 'mothball and restart'],
  )
  for (const { gain, error, used } of report.options.rights) assert.ok(gain >= -4 * error - 1e6 && used >= 0 && used <= 1)
  // The car: more range is worth more, longer charging less.
  const [range, charge] = report.carNeeds
  assert.ok(range!.worthLow < range!.worthHigh && charge!.worthLow > charge!.worthHigh)
  // Ways to build: causes sum to totals, the difference lies within its bounds.
  assert.equal(report.comparisons.length, 2)
  for (const { ways, difference, low, high } of report.comparisons) {
    close(ways[0]!.total - ways[1]!.total, difference, 1e-9)
    for (const { total, byCause } of ways)
      close(
        Object.values(byCause).reduce((sum, value) => sum + value, 0),
        total,
        1e-6,
      )
    assert.ok(low <= difference && difference <= high)
  }
  // Parts come from the region; what is bought abroad in a year stands in its material.
  const { sourcing, years } = report
  const bought = (year: number): number => years.find((each) => each.year === year)!.material
  assert.ok(sourcing!.years.every(({ local }, k) => k === 0 || local >= sourcing!.years[k - 1]!.local))
  const without = await planBase(
    { ...short, sourcing: { ...JINSHAN.sourcing!, parts: JINSHAN.sourcing!.parts.slice(0, 1) } },
    simulate,
    effort,
  )
  const premiumOf = (of: typeof report, year: number): number => of.sourcing!.years.find((each) => each.year === year)!.premium
  close(bought(2028) - premiumOf(report, 2028), without.years[1]!.material - premiumOf(without, 2028), 1e-6)
  // Every rule has its days; beyond them it warns.
  const warned = report.policies.filter(({ warning }) => warning !== undefined)
  assert.ok(
    warned.length > 0 && report.policies.every(({ from, asOf }) => /^\d{4}-\d\d-\d\d$/.test(from) && /^\d{4}-\d\d-\d\d$/.test(asOf)),
  )
  assert.ok(
    report.policies.every(
      ({ asOf, until, warning }) =>
        (warning === undefined) === `${short.until}-07-01` <= (until !== undefined && until > asOf ? until : asOf),
    ),
  )
  assert.ok(report.policies.some(({ name }) => name === 'duty on cars from China in Brazil'))
  // Shops stand in the order of the plant, whatever the order in which their money is written.
  assert.deepEqual(
    Object.keys(without.cost.byShop).filter((shop) => shop in report.cost.byShop && ['body', 'paint', 'pack', 'ga'].includes(shop)),
    ['body', 'paint', 'pack', 'ga'],
  )
  // Less is lost with it where less is bought.
  assert.ok(without.cost.byShop['body']!.scrap > 0 && without.cost.byShop['body']!.scrap < report.cost.byShop['body']!.scrap)
  // Both currencies balance, the other but for the translation difference.
  const { cny, jpy } = report.statements
  const columns = (of: object): Statements =>
    Object.fromEntries(Object.entries(of).map(([name, list]) => [name, Float64Array.from(list as number[])])) as unknown as Statements
  for (const error of balanceErrors(columns(cny))) close(error, 0, 1)
  for (const [q, error] of balanceErrors(columns(jpy)).entries()) close(error, jpy.translation[q]!, 1)
  assert.deepEqual(JSON.parse(JSON.stringify(report.statements)), report.statements)
  assert.equal(JSON.stringify(await planBase(short, simulate, effort)), JSON.stringify(report))
})

test('faults of an input are told together, each with its place', async () => {
  assert.deepEqual(planFaults(JINSHAN), [])
  const numbers = { ...JINSHAN.numbers, wage: { ...JINSHAN.numbers.wage, value: 6 } }
  const faulty: PlanInput = { ...JINSHAN, until: 2020, numbers, shops: JINSHAN.shops.slice(1) }
  const faults = planFaults(faulty)
  assert.match(faults[0]!, /begins, from, until: expected whole years in this order, received 2025, 2027, 2020/)
  assert.match(faults[1]!, /numbers.wage: expected a number from 60 to 110 CNY\/h, received 6/)
  assert.match(faults[2]!, /shops: expected shares of machines and buildings that sum to 1, received 0.92/)
  await assert.rejects(planBase(faulty, simulate), /numbers.wage/)
})
