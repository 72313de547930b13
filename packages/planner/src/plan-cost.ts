/** What a car of a plan costs, by shop and by cause. */
import { unitCost, valuesOf } from 'genba/economics'
import type { UnitCost } from 'genba/economics'
import type { PlanInput, PlanValues } from './plan-input.ts'
import type { PlanYear } from './year-loop.ts'

/**
 * Cost of a car of a year: hours, energy and yield of each shop are those of the simulated plant, so that no learning is counted besides; material has what
 * the plan's curves say; investment is written off over the plan's years. What is not in a shop, such as logistics, stands under `site and development`.
 * @throws RangeError as `unitCost`, or where nothing was built
 */
export function planCost(input: PlanInput, values: PlanValues, year: PlanYear): UnitCost {
  const shops = new Map(year.plant.shops.map((shop) => [shop.shop, shop]))
  // A shop of the plant that no investment is named for still has its people and energy. It stands first, since what it loses asks for no more of the others.
  const others = year.plant.shops
    .filter(({ shop }) => input.shops.every((each) => each.shop !== shop))
    .map(({ shop }) => ({ shop, machines: 0, buildings: 0, material: 0 }))
  // In the order in which cars pass them: what a shop loses is asked for of those before it.
  const place = (shop: string): number => {
    const at = year.plant.shops.findIndex((each) => each.shop === shop)
    return at < 0 ? Infinity : at
  }
  const named = input.shops
    .map(({ shop, machines, buildings, material }) => ({ shop, ...valuesOf({ machines, buildings, material }) }))
    .toSorted((a, b) => (place(a.shop) === place(b.shop) ? 0 : place(a.shop) - place(b.shop)))
  const steps = [...others, ...named].map(({ shop, machines, buildings, material }) => {
    const seen = shops.get(shop)
    return {
      name: shop,
      shop,
      cycleSeconds: (input.hours * 3600) / Math.max(year.plant.cars, 1),
      uptime: 1,
      yield: seen?.yield ?? 1,
      lines: 1,
      material: year.material * material,
      workers: (seen?.laborHours ?? 0) / input.hours,
      energy: (seen?.energy ?? 0) / Math.max(year.plant.cars, 1),
      equipment: values.investment * machines,
      equipmentYears: 10,
      floor: values.investment * buildings,
    }
  })
  return unitCost(
    steps,
    {
      discountRate: values.discountRate,
      wage: values.wage,
      energyPrice: values.energyPrice,
      building: 1,
      buildingYears: 20,
      // The plan's fixed cost stands for maintenance and overhead: spread over investment, so that it is borne where machines stand.
      maintenance: values.fixedCost / values.investment / named.reduce((sum, shop) => sum + shop.machines + shop.buildings, 0),
      overhead: 0,
      hours: input.hours,
      productYears: 7,
    },
    year.built,
  )
}
