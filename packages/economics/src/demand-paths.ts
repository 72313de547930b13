/** Paths of demand around a plan, the same for whatever is compared on them. */
import { exactExp, fillUniforms, normalQuantile, streamKey } from 'genba/statistics'
import type { DemandPath } from './ownership.ts'

/** How far demand and prices stray from a plan. */
export interface DemandSpread {
  /** Standard deviation of a quarter's shock to the logarithm of cars, and of price. */
  readonly carsShock: number
  readonly priceShock: number
  /** Part of a deviation that is left a quarter later. */
  readonly persistence: number
  /** Standard deviation, over paths, of the yearly drift of price. */
  readonly driftSpread: number
}

/**
 * Draws paths: deviations of the logarithms follow `x <- persistence x + shock`, prices drift besides, by a rate of the path's own. The means of
 * logarithms are those of the plan. Path k depends on the seed and k alone.
 * @param plan the path that is strayed from
 * @returns one path a draw
 */
export function drawDemand(plan: DemandPath, spread: DemandSpread, draws: number, seed: number): DemandPath[] {
  const quarters = plan.cars.length
  const uniforms = new Float64Array(2 * quarters + 1)
  return Array.from({ length: draws }, (_, draw) => {
    fillUniforms(streamKey(seed, draw, 'market', 'demand'), 0, uniforms, 0, uniforms.length)
    const drift = (spread.driftSpread * normalQuantile(uniforms[2 * quarters]!)) / 4
    let [cars, price] = [0, 0]
    const path = { cars: new Float64Array(quarters), price: new Float64Array(quarters) }
    for (let q = 0; q < quarters; q++) {
      cars = spread.persistence * cars + spread.carsShock * normalQuantile(uniforms[2 * q]!)
      price = spread.persistence * price + spread.priceShock * normalQuantile(uniforms[2 * q + 1]!)
      path.cars[q] = plan.cars[q]! * exactExp(cars)
      path.price[q] = plan.price[q]! * exactExp(price + drift * q)
    }
    return path
  })
}
