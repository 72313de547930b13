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

/**
 * Where a year with orders below the output of the plant is from: simulated with so many orders; the simulated year of the same plant after its ramp, at the same
 * share of its output; or taken to make what is ordered, as the full year does.
 */
export type PlantBasis = 'simulated' | 'last year' | 'taken'

/** One year of a plant. */
export interface PlantYear {
  /** Good cars. */
  readonly cars: number
  /** Standard error of the cars; 0 if left out. */
  readonly error?: number
  /** Half of the confidence interval of the cars; left out where it is not known. */
  readonly halfWidth?: number
  /** Cars lost. */
  readonly scrapped: number
  /** Cars begun, and cars inside at the end less those at the beginning: begun are those built good, those lost, and those more inside. Left out where not counted. */
  readonly begun?: number
  readonly stock?: number
  /** Weeks that a car is in the plant. */
  readonly leadWeeks: number
  /** People on the payroll. */
  readonly heads: number
  readonly shops: readonly ShopYear[]
  /** What holds the output: a station, a crew, or orders. */
  readonly heldBy: string
  /** Simulated if left out. */
  readonly basis?: PlantBasis
}

/** What is asked of a simulation: a year of the plant, against orders for so many cars. */
export interface PlantRequest {
  readonly year: number
  readonly orders: number
}

/** Simulates a year. It must repeat: the same request, the same year. */
export type SimulatePlant = (request: PlantRequest) => Promise<PlantYear>

/** Orders and the year that the plant made of them. */
export interface PlantPoint extends PlantYear {
  readonly orders: number
}

/** The plant of a year as a function of orders. */
export interface PlantCurve {
  /** The year at some orders, between the nearest known ones; beyond the most of these, the full year. */
  at(orders: number): PlantYear
  /** Most cars of a year. */
  readonly capacity: number
  /** Orders that were asked for, rising, and the years that came of them; the last one is the full year. */
  readonly points: readonly PlantPoint[]
  /**
   * What reading from the line may be off, cars: the largest gap between the line and a year in the middle of two neighbors after the last refinement, with half of
   * the confidence interval of that year.
   */
  readonly error: number
}

/** With so much more ordered than the full output, orders never run out: the year is the full one. */
export const ENOUGH_ORDERS = 1.1
/** Shares of the full output between which the line is sought first: straight from nothing to where orders begin to queue, around the bend, and level after it. */
const FIRST_SHARES = [0.9, 1, ENOUGH_ORDERS]

/**
 * The curve of a plant's year. The full year is simulated, then years with orders for nine tenths, all and eleven tenths of its output; the middle of each two neighbors is
 * simulated too, and they are split where it lies off the line by more than the tolerance allows besides its own interval. Where the gap is within that interval,
 * or neighbors are as near as two tolerances, a further point would tell nothing. Output never falls as orders rise, nor is it above the full year's: years that noise put out of order share
 * their mean (M. Ayer et al., "An empirical distribution function for sampling with incomplete information", Annals of Mathematical Statistics 26 (1955), 641-647).
 * @param most orders with which the year is full
 * @param tolerance cars
 * @throws RangeError unless most and tolerance are positive
 */
export async function samplePlant(simulate: SimulatePlant, year: number, most: number, tolerance: number): Promise<PlantCurve> {
  requirePositive('most', most)
  requirePositive('tolerance', tolerance)
  const full = await simulate({ year, orders: most })
  const none: PlantYear = { ...empty(full), basis: full.basis ?? 'simulated' }
  if (!(full.cars > 0)) return { points: [{ orders: most, ...full }], error: 0, capacity: 0, at: () => full }
  // Simulations are kept as promises, so that neighbors ask for their common end once, and as many run at a time as the caller can.
  const known = new Map<number, Promise<PlantYear>>([
    [0, Promise.resolve(none)],
    [most, Promise.resolve(full)],
  ])
  const ask = (orders: number): Promise<PlantYear> => {
    const found = known.get(orders) ?? simulate({ year, orders })
    known.set(orders, found)
    return found
  }
  let error = 0
  const refine = async (low: number, high: number): Promise<void> => {
    const middle = (low + high) / 2
    const [a, b, seen] = await Promise.all([ask(low), ask(high), ask(middle)])
    const gap = Math.abs(seen.cars - (a.cars + b.cars) / 2)
    // How exact the full year itself is, is told with it.
    const noise = middle < ENOUGH_ORDERS * full.cars ? (seen.halfWidth ?? 2 * (seen.error ?? 0)) : 0
    if (gap + noise > tolerance && gap > noise && high - low > 2 * tolerance) {
      await Promise.all([refine(low, middle), refine(middle, high)])
    } else error = Math.max(error, gap + noise)
  }
  const ends = [0, ...FIRST_SHARES.map((share) => share * full.cars).filter((each) => each < most), most]
  await Promise.all(ends.slice(1).map((end, k) => refine(ends[k]!, end)))
  const orders = [...known.keys()].toSorted((a, b) => a - b)
  const [nothing, ...simulated] = await Promise.all(orders.map((each) => known.get(each)!))
  // Of no cars there is no time inside: it stays that of the fewest.
  const years = rising([{ ...nothing!, leadWeeks: simulated[0]!.leadWeeks }, ...simulated.map((each) => atMost(full, each))])
  return {
    points: years.slice(1).map((each, k) => ({ orders: orders[k + 1]!, ...each })),
    error,
    capacity: full.cars,
    at(wanted) {
      const above = orders.findIndex((each) => each >= wanted)
      if (above < 0) return years.at(-1)!
      if (above === 0) return years[0]!
      const [from, to] = [orders[above - 1]!, orders[above]!]
      return between(years[above - 1]!, years[above]!, (wanted - from) / (to - from))
    },
  }
}

/** A year that by chance made more than the full one made as many. */
function atMost({ cars, scrapped, begun, stock }: PlantYear, year: PlantYear): PlantYear {
  if (year.cars <= cars) return year
  return { ...year, cars, scrapped, ...(begun === undefined || stock === undefined ? {} : { begun, stock }) }
}

/** Years in the order of their orders, the output never falling: neighbors that fall take the mean of what was begun, built, lost and left inside. */
function rising(years: readonly PlantYear[]): PlantYear[] {
  const mean = (block: readonly PlantYear[], of: (year: PlantYear) => number): number =>
    block.reduce((sum, year) => sum + of(year), 0) / block.length
  const cars = ({ cars: each }: PlantYear): number => each
  const blocks: PlantYear[][] = []
  for (const year of years) {
    let block = [year]
    while (blocks.length > 0 && mean(blocks.at(-1)!, cars) > mean(block, cars)) block = [...blocks.pop()!, ...block]
    blocks.push(block)
  }
  return blocks.flatMap((block) =>
    block.length === 1
      ? block
      : block.map((year) => ({
          ...year,
          cars: mean(block, cars),
          scrapped: mean(block, ({ scrapped }) => scrapped),
          ...(block.some(({ begun }) => begun === undefined)
            ? {}
            : { begun: mean(block, ({ begun }) => begun!), stock: mean(block, ({ stock }) => stock!) }),
        })),
  )
}

/** The year without orders: nothing is made, people are paid. */
function empty(year: PlantYear): PlantYear {
  return {
    ...year,
    cars: 0,
    scrapped: 0,
    ...(year.begun === undefined ? {} : { begun: 0, stock: 0 }),
    shops: year.shops.map((shop) => ({ ...shop, energy: 0 })),
    heldBy: 'orders',
  }
}

function between(a: PlantYear, b: PlantYear, part: number): PlantYear {
  const mix = (x: number, y: number): number => x + part * (y - x)
  const basis = part < 0.5 ? a.basis : b.basis
  return {
    cars: mix(a.cars, b.cars),
    scrapped: mix(a.scrapped, b.scrapped),
    ...(a.begun === undefined || b.begun === undefined ? {} : { begun: mix(a.begun, b.begun) }),
    ...(a.stock === undefined || b.stock === undefined ? {} : { stock: mix(a.stock, b.stock) }),
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
    ...(basis === undefined ? {} : { basis }),
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
    return { ...atShare(most, empty(most), orders / most.cars), basis: 'taken' }
  }
}

function atShare(full: PlantYear, none: PlantYear, share: number): PlantYear {
  return { ...between(none, full, share), heldBy: 'orders' }
}

/**
 * A plant of which full years are simulated, and the last of them with fewer orders too. An earlier year, whose plant is still ramping up, is read at the same
 * share of its own output: as its pace rises through the year, what orders wait for early is made good later, and in the limit of many cars it makes, as the last
 * one does, the lesser of orders and output.
 * @param years full years by number, at least one; a year that is not there has the plant of the last one before it, or of the first
 * @param simulate the last of them against orders for a share of its output
 */
export function ordersAtShares(years: ReadonlyMap<number, PlantYear>, simulate: (share: number) => Promise<PlantYear>): SimulatePlant {
  const rows = [...years].toSorted(([a], [b]) => a - b)
  const last = rows.at(-1)![1]
  const shares = new Map<number, Promise<PlantYear>>()
  return async ({ year, orders }) => {
    const full = (rows.findLast(([each]) => each <= year) ?? rows[0]!)[1]
    if (!(full.cars > 0) || orders >= ENOUGH_ORDERS * full.cars) return full
    // Shares are the same in each year, whatever the last digits of the orders.
    const share = Number((orders / full.cars).toFixed(6))
    const known = shares.get(share) ?? simulate(share)
    shares.set(share, known)
    const seen = await known
    return full === last ? seen : { ...likeIn(full, last, seen), basis: 'last year' }
  }
}

/** What `full` would have made where another plant, full as `last`, made `seen`. */
function likeIn(full: PlantYear, last: PlantYear, seen: PlantYear): PlantYear {
  const like = (of: (year: PlantYear) => number): number => (of(last) === 0 ? 0 : (of(full) * of(seen)) / of(last))
  const factor = full.cars / last.cars
  const scaled = (value: number | undefined): number | undefined => (value === undefined ? undefined : value * factor)
  const [error, halfWidth, begun, stock] = [seen.error, seen.halfWidth, seen.begun, seen.stock].map(scaled)
  return {
    cars: like(({ cars }) => cars),
    scrapped: seen.scrapped * factor,
    ...(error === undefined ? {} : { error }),
    ...(halfWidth === undefined ? {} : { halfWidth }),
    ...(begun === undefined ? {} : { begun }),
    ...(stock === undefined ? {} : { stock }),
    leadWeeks: like(({ leadWeeks }) => leadWeeks),
    heads: full.heads,
    heldBy: seen.heldBy,
    shops: full.shops.map((shop, k) => ({ ...shop, energy: like(({ shops }) => shops[k]!.energy) })),
  }
}
