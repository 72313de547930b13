/** A plant against orders: what its last simulated year makes where fewer cars are ordered than it could build. */
import { findIndependentPlants } from 'genba/factory'
import type { ElementPlan, Plan } from 'genba/factory'
import { replicationsFor } from 'genba/statistics'
import { ordersAtShares } from 'genba/planner'
import type { PlantYear, SimulatePlant } from 'genba/planner'
import { begunAt, carLineOf } from './car-line.ts'
import { orderedPlant } from './ordered-plant.ts'
import { plantYears, windowsOfYear } from './plant-years.ts'
import type { PlantYearFacts } from './plant-years.ts'
import type { RunOutcome, RunRequest } from './run-plan.ts'

/**
 * Replications of each number of orders, and the most of them. One measured year each, of a plant after its ramp: below its output what is left to chance is how
 * many cars are inside at the two ends of the year, and few are enough; near it more may be wanted.
 */
const FIRST_REPLICATIONS = 3
const MOST_REPLICATIONS = 12

/**
 * Simulates the last whole year of a run with cars begun to order (`orderedPlant`), for shares of its full output; earlier years are read at the same share of theirs
 * (`ordersAtShares`). Random numbers are those of the run.
 * @param years of the run, as `plantYears` gives them; not empty
 * @param wanted half of the confidence interval of the cars, to which replications are added as far as there may be
 * @param run simulates a request, or takes it from what is kept
 * @returns why it cannot be simulated, where it cannot (`orderedPlant`)
 */
export function plantAgainstOrders(
  outcome: RunOutcome,
  years: ReadonlyMap<number, PlantYear>,
  facts: PlantYearFacts,
  wanted: number,
  run: (request: RunRequest) => Promise<RunOutcome>,
): SimulatePlant | string {
  const { plan, observations, seed } = outcome
  const line = carLineOf(plan, facts.cars)
  if (line === undefined || line.origins.length === 0) return `nothing begins on the way to ${facts.cars}`
  const year = Math.max(...years.keys())
  const begun = line.origins.map(
    (origin) => observations.reduce((sum, each) => sum + begunAt(origin, windowsOfYear(outcome, each, year)), 0) / observations.length,
  )
  if (begun.some((count) => !(count > 0))) return `nothing begins in ${year} at an origin of ${facts.cars}`
  const own = aloneOf(plan, facts.cars)
  const trial = orderedPlant(own.plan, line, year, begun)
  if (typeof trial === 'string') return trial
  const full = years.get(year)!
  return ordersAtShares(years, async (share) => {
    const ordered = orderedPlant(
      own.plan,
      line,
      year,
      begun.map((count) => count * share),
    )
    if (typeof ordered === 'string') throw new Error(ordered)
    const simulated = async (replications: number): Promise<{ readonly seen: PlantYear; readonly told: RunOutcome }> => {
      const told = await run({ plan: ordered.plan, seed, replications })
      const seen = plantYears(told, { ...facts, ...(ordered.isWaiting === undefined ? {} : { isWaiting: true }) }).get(year)
      if (told.status !== 'complete' || seen === undefined)
        throw new Error(`the plant with orders for ${(100 * share).toFixed(1)} % of its output: ${told.status}`)
      return { seen, told }
    }
    let { seen, told } = await simulated(FIRST_REPLICATIONS)
    if (seen.halfWidth! > wanted) {
      const carsOf = told.observations.map((_, k) => plantYears({ ...told, observations: [told.observations[k]!] }, facts).get(year)!.cars)
      const needed = replicationsFor(carsOf, wanted / seen.cars, plan.run.confidence)
      seen = (await simulated(Math.min(needed, MOST_REPLICATIONS))).seen
    }
    const shops = seen.shops.map((shop, k) =>
      own.apart.has(shop.shop) ? { ...full.shops[k]!, energy: shop.energy || full.shops[k]!.energy } : shop,
    )
    return { ...seen, shops, ...(share < 1 ? { heldBy: 'orders' } : {}), basis: 'simulated' }
  })
}

/** A plan in which what shares nothing with the cars stands still: its sources give nothing. And the shops that are wholly apart. */
function aloneOf(plan: Plan, cars: string): { readonly plan: Plan; readonly apart: ReadonlySet<string> } {
  const goal = plan.elements.find(({ path }) => path === cars)!
  const plant = findIndependentPlants(plan).plans.find(({ elements }) => elements[goal.number] === goal)!
  const isOwn = (element: ElementPlan): boolean => plant.elements[element.number] === element
  const shops = new Set(plan.elements.flatMap((element) => (isOwn(element) ? [element.shop] : [])))
  return {
    plan: {
      ...plan,
      elements: plan.elements.map((element) => (element.kind === 'source' && !isOwn(element) ? { ...element, limit: 0 } : element)),
    },
    apart: new Set(plan.elements.flatMap(({ shop }) => (shop === undefined || shops.has(shop) ? [] : [shop]))),
  }
}
