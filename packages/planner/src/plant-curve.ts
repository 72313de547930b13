/**
 * What a plant makes of orders, from simulated years: a line through points that are refined until it is as exact as asked for.
 */
import { requirePositive } from 'genba/statistics'

/** What one shop took in a year. */
export interface ShopYear {
  readonly shop: string
  /** Hours paid. */
  readonly laborHours: number
  /** kWh. */
  readonly energy: number
  /** Share of what entered that left good. */
  readonly yield: number
}

/** One simulated year of a plant. */
export interface PlantYear {
  /** Good cars. */
  readonly cars: number
  /** Standard error of the cars; 0 if left out. */
  readonly error?: number
  /** Half of the confidence interval of the cars; left out where it is not known. */
  readonly halfWidth?: number
  /** Cars lost. */
  readonly scrapped: number
  /** Weeks that a car is in the plant. */
  readonly leadWeeks: number
  /** People on the payroll. */
  readonly heads: number
  readonly shops: readonly ShopYear[]
  /** What holds the output: a station, a crew, or orders. */
  readonly heldBy: string
}

/** What is asked of a simulation: a year of the plant, against orders for so many cars. */
export interface PlantRequest {
  readonly year: number
  readonly orders: number
}

/** Simulates a year. It must repeat: the same request, the same year. */
export type SimulatePlant = (request: PlantRequest) => Promise<PlantYear>

/** The plant of a year as a function of orders. */
export interface PlantCurve {
  /** The year at some orders, between the nearest simulated ones; beyond the most that was asked, that of the most. */
  at(orders: number): PlantYear
  /** Most cars of a year. */
  readonly capacity: number
  /** Orders that were simulated, rising. */
  readonly points: readonly number[]
  /** Largest gap that was seen between the line and a point in its middle after the last refinement, cars. */
  readonly error: number
}

/**
 * Simulates a plant's year until the line through its points is right: the middle of each two neighbors is simulated, and they are split where it lies off the
 * line by more than the tolerance and twice its own standard error.
 * @param most orders that will be asked for
 * @param tolerance cars
 * @throws RangeError unless most and tolerance are positive
 */
export async function samplePlant(simulate: SimulatePlant, year: number, most: number, tolerance: number): Promise<PlantCurve> {
  requirePositive('most', most)
  requirePositive('tolerance', tolerance)
  // Simulations are kept as promises, so that neighbors ask for their common end once, and as many run at a time as the caller can.
  const known = new Map<number, Promise<PlantYear>>()
  const ask = (orders: number): Promise<PlantYear> => {
    const found = known.get(orders) ?? simulate({ year, orders })
    known.set(orders, found)
    return found
  }
  // Without orders nothing is made; the least that is simulated is a hundredth of the most.
  const least = most / 100
  let error = 0
  const refine = async (low: number, high: number): Promise<void> => {
    const middle = (low + high) / 2
    const [a, b, seen] = await Promise.all([ask(low), ask(high), ask(middle)])
    const gap = Math.abs(seen.cars - (a.cars + b.cars) / 2)
    if (gap > Math.max(tolerance, 2 * (seen.error ?? 0)) && high - low > 2 * tolerance) {
      await Promise.all([refine(low, middle), refine(middle, high)])
    } else error = Math.max(error, gap)
  }
  await refine(least, most)
  const points = [...known.keys()].toSorted((a, b) => a - b)
  const years = await Promise.all(points.map((orders) => known.get(orders)!))
  return {
    points,
    error,
    capacity: Math.max(...years.map(({ cars }) => cars)),
    at(orders) {
      if (orders <= points[0]!) return between(none(years[0]!), years[0]!, Math.max(orders, 0) / points[0]!)
      const above = points.findIndex((point) => point >= orders)
      if (above < 0) return years.at(-1)!
      const [from, to] = [points[above - 1]!, points[above]!]
      return between(years[above - 1]!, years[above]!, (orders - from) / (to - from))
    },
  }
}

/** The year without orders: nothing is made, people are paid. */
function none(year: PlantYear): PlantYear {
  return { ...year, cars: 0, scrapped: 0, shops: year.shops.map((shop) => ({ ...shop, energy: 0 })) }
}

function between(a: PlantYear, b: PlantYear, part: number): PlantYear {
  const mix = (x: number, y: number): number => x + part * (y - x)
  return {
    cars: mix(a.cars, b.cars),
    scrapped: mix(a.scrapped, b.scrapped),
    leadWeeks: mix(a.leadWeeks, b.leadWeeks),
    heads: mix(a.heads, b.heads),
    heldBy: part < 0.5 ? a.heldBy : b.heldBy,
    shops: a.shops.map((shop, k) => {
      const other = b.shops[k]!
      return {
        shop: shop.shop,
        laborHours: mix(shop.laborHours, other.laborHours),
        energy: mix(shop.energy, other.energy),
        yield: mix(shop.yield, other.yield),
      }
    }),
  }
}

/**
 * A plant of which only full years are simulated: below its output it makes what is ordered, with people paid as in the full year and energy by the car. That a
 * plant with time to spare makes all that is ordered is taken for granted.
 * @param full simulates a year in which orders never run out
 */
export function ordersUpTo(full: (year: number) => Promise<PlantYear>): SimulatePlant {
  const years = new Map<number, Promise<PlantYear>>()
  return async ({ year, orders }) => {
    const known = years.get(year) ?? full(year)
    years.set(year, known)
    const most = await known
    if (orders >= most.cars) return most
    return { ...between(none(most), most, most.cars === 0 ? 0 : orders / most.cars), heldBy: 'orders' }
  }
}
