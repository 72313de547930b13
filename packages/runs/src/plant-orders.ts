/** A plant against orders: what its last simulated year makes where fewer cars are ordered than it could build. */
import { ordersAtShares } from 'genba/planner'
import type { PlantYear, SimulatePlant } from 'genba/planner'
import { begunAt, carLineOf } from './car-line.ts'
import { orderedPlant } from './ordered-plant.ts'
import { plantYears, windowsOfYear } from './plant-years.ts'
import type { PlantYearFacts } from './plant-years.ts'
import type { RunOutcome, RunRequest } from './run-plan.ts'

/**
 * Replications of each number of orders. One measured year each, of a plant after its ramp, where output follows the orders: what is left to chance is how many
 * cars are inside at its two ends.
 */
export const ORDER_REPLICATIONS = 3

/**
 * Simulates the last whole year of a run with cars begun to order (`orderedPlant`), for shares of its full output; earlier years are read at the same share of theirs
 * (`ordersAtShares`). Random numbers are those of the run.
 * @param years of the run, as `plantYears` gives them; not empty
 * @param run simulates a request, or takes it from what is kept
 * @returns why it cannot be simulated, where it cannot (`orderedPlant`)
 */
export function plantAgainstOrders(
  outcome: RunOutcome,
  years: ReadonlyMap<number, PlantYear>,
  facts: PlantYearFacts,
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
  const trial = orderedPlant(plan, line, year, begun)
  if (typeof trial === 'string') return trial
  return ordersAtShares(years, async (share) => {
    const ordered = orderedPlant(
      plan,
      line,
      year,
      begun.map((count) => count * share),
    )
    if (typeof ordered === 'string') throw new Error(ordered)
    const told = await run({ plan: ordered.plan, seed, replications: ORDER_REPLICATIONS })
    const seen = plantYears(told, { ...facts, waiting: ordered.waiting }).get(year)
    if (told.status !== 'complete' || seen === undefined)
      throw new Error(`the plant with orders for ${(100 * share).toFixed(1)} % of its output: ${told.status}`)
    return { ...seen, ...(share < 1 ? { heldBy: 'orders' } : {}), basis: 'simulated' }
  })
}
