/** A plant for tests, with a capacity that grows by year, that makes what is ordered up to it, a little less near it. */
import type { PlantRequest, PlantYear } from './plant-curve.ts'

/** A year of the plant. */
export function plantOf(capacityOf: (year: number) => number): (request: PlantRequest) => Promise<PlantYear> {
  return async ({ year, orders }) => {
    const capacity = capacityOf(year)
    const cars = Math.min(orders, capacity)
    return {
      cars,
      scrapped: cars * 0.01,
      leadWeeks: 1.5,
      heads: 1_400,
      heldBy: orders < capacity ? 'orders' : 'paint.topcoat',
      shops: ['body', 'paint', 'pack', 'ga'].map((shop) => ({ shop, laborHours: 700_000, energy: cars * 400, yield: 0.995 })),
    }
  }
}
