/**
 * The loop of a year: prices and delivery make demand, demand makes orders, the plant makes cars of them, and what it makes says how long buyers wait. The
 * fixed point is found year by year, what could not be delivered being carried to the next.
 */
import {
  bracketedRoot,
  buyersOf,
  calibrateMarket,
  chinaRetailTaxes,
  ceilingPaths,
  marketOutcome,
  ownership,
  packPriceAfter,
  technologyFor,
} from 'genba/economics'
import type { Buyers, CalibratedMarket, MarketOutcome } from 'genba/economics'
import { dayNumber } from 'genba/quantity'
import { exactExp, exactLog, exactPow } from 'genba/statistics'
import { exchangeFactor } from './exchange-path.ts'
import { exportSales } from './export-sales.ts'
import type { DestinationSales } from './export-sales.ts'
import { PLAN_CONVENTIONS } from './plan-conventions.ts'
import type { PlanInput, PlanShock, PlanValues } from './plan-input.ts'
import type { PlantCurve, PlantYear } from './plant-curve.ts'

/** One year of a plan. */
export interface PlanYear {
  readonly year: number
  /** What a buyer in China pays in all, and what the company gets of it, CNY. */
  readonly paid: number
  readonly netPrice: number
  /** Orders of the year: China, then other destinations. */
  readonly demand: number
  readonly exports: readonly DestinationSales[]
  readonly orders: number
  /** Cars begun, built good, all of which are sold since each has its order, lost, and more in the plant at the end than at the beginning: begun is the sum of the others. */
  readonly begun: number
  readonly built: number
  readonly scrapped: number
  readonly stock: number
  /** Most that the plant could have built. */
  readonly capacity: number
  /** Orders that wait at the end. */
  readonly backlog: number
  /** Weeks from order to delivery. */
  readonly weeks: number
  /** What the price was raised above what sellers would ask with plants of any size, CNY of cost to the buyer. */
  readonly scarcity: number
  /** Share of all cars of the market, and of its battery cars, in orders. */
  readonly share: number
  readonly batteryShare: number
  /** Material of a car, pack included; the pack alone, CNY. */
  readonly material: number
  readonly pack: number
  /** Labor and energy of the plant in the year, CNY. */
  readonly conversion: number
  readonly plant: PlantYear
  /** Price over that of the petrol luxury cars, purchase tax included. */
  readonly parity: number
  /** How far the fixed point is off, weeks, and how often the market was solved. */
  readonly residual: number
  readonly evaluations: number
}

/** The market of a plan, calibrated at its numbers. */
export interface PlanMarket {
  readonly market: CalibratedMarket
  /** Utility of the plan's car, price and delivery left out. */
  readonly utility: number
}

const lastMarket = new WeakMap<PlanInput, CalibratedMarket>()

/** The market of 2025, calibrated anew only where the numbers that it hangs on have changed since it was last asked for. */
function calibratedMarket(input: PlanInput, { elasticity, driveSpread, priceSpread, potential }: PlanValues): CalibratedMarket {
  const last = lastMarket.get(input)
  const { priors } = last ?? {}
  const isSame =
    priors?.elasticity === elasticity &&
    priors.driveSpread === driveSpread &&
    priors.priceSpread === priceSpread &&
    priors.potential === potential
  if (last !== undefined && isSame) return last
  const day = dayNumber(2025, 6, 30)
  const cars = input.market.map(({ name, firm, drive, cars2025, price }) => {
    const { purchaseTax } = chinaRetailTaxes(price.value, drive === 'battery' || drive === 'extended', day)
    return { name, firm, drive, cars: cars2025.value, paid: price.value + purchaseTax, tax: purchaseTax }
  })
  const market = calibrateMarket(cars, { elasticity, driveSpread, priceSpread, potential, kinds: 64 })
  lastMarket.set(input, market)
  return market
}

/**
 * Calibrates the market of 2025 at the numbers of a plan. The car's utility is the mean of the battery cars sold, shifted by what its abilities and its brand are worth,
 * and by the logarithm of its line-up over theirs, since a brand stands for several cars (M. Ben-Akiva, S. Lerman, "Discrete Choice Analysis" (1985), 9).
 * @throws RangeError as `calibrateMarket`
 */
export function planMarket(input: PlanInput, values: PlanValues): PlanMarket {
  const market = calibratedMarket(input, values)
  const perCny = utilityOfMoney(buyersOf([], market.priors, market.priceEffect))
  const worth = (car: {
    readonly range: number
    readonly chargeMinutes: number
    readonly assistance: number
    readonly weeks: number
  }): number =>
    values.rangeWorth * car.range +
    values.chargeWorth * car.chargeMinutes +
    values.assistanceWorth * car.assistance +
    values.deliveryWorth * car.weeks
  let [utility, sold] = [0, 0]
  for (const [j, car] of input.market.entries()) {
    if (car.drive !== 'battery') continue
    utility += car.cars2025.value * (market.meanUtilities[j]! - perCny * worth(car))
    sold += car.cars2025.value
  }
  const own = worth({ range: values.range, chargeMinutes: values.chargeMinutes, assistance: values.assistance, weeks: 0 })
  return { market, utility: utility / sold + perCny * (own + values.brandPremium) + exactLog(values.lineUp) }
}

const technologies = new WeakMap<CalibratedMarket, Map<number, number>>()

/** As `technologyFor`, computed once for each share. */
function technologyOf(market: CalibratedMarket, share: number): number {
  const known = technologies.get(market) ?? new Map<number, number>()
  const found = known.get(share) ?? technologyFor(market, share)
  known.set(share, found)
  technologies.set(market, known)
  return found
}

/** Whose cars the plan's are, among the firms of the market. */
const OWN_FIRM = 'Lexus'

/**
 * Runs a plan year by year.
 * @param curves plant of each year from `from` on
 * @param start weeks of delivery at which each year's search begins; the result does not depend on it beyond the tolerance
 * @throws RangeError as `planMarket`, or if a curve is missing
 */
export function runYears(
  input: PlanInput,
  values: PlanValues,
  curves: ReadonlyMap<number, PlantCurve>,
  shock: PlanShock = {},
  start = 4,
): PlanYear[] {
  const { market, utility } = planMarket(input, values)
  const buyers = buyersOf([...market.cars.map(({ drive }) => drive), 'battery'], market.priors, market.priceEffect)
  const owned = ownership([...market.cars.map(({ firm }) => firm), OWN_FIRM])
  const perCny = utilityOfMoney(buyers)
  const span = Array.from({ length: input.until - input.from + 1 }, (_, k) => input.from + k)
  const [path] = ceilingPaths([values.batteryCeiling], [2025, ...span])
  // The segment's share of battery cars moves, in odds, as the whole market's does.
  const odds = (share: number): number => exactLog(share / (1 - share))
  const seenShare = shareOfBattery(input)
  const years: PlanYear[] = []
  let backlog = 0
  let prices: Float64Array | undefined
  for (const [k, year] of span.entries()) {
    const curve = curves.get(year)
    if (curve === undefined) throw new RangeError(`curves: expected the plant of ${year}, received none`)
    const since = year - 2025
    const shift = odds(path!.shares[k + 1]!.share) - odds(path!.shares[0]!.share)
    const technology = technologyOf(market, 1 / (1 + exactExp(-(odds(seenShare) + shift))))
    const costFactor = exactPow(1 + values.rivalCostDrift, since) * (shock.rivalCost ?? 1)
    const potential = values.potential * exactPow(1 + values.marketGrowth, since)
    const day = dayNumber(year, 7, 1)
    const slip = Math.max(since - (shock.cellSlip ?? 0), 0)
    const packPrice = packPriceAfter(
      {
        price: values.packPrice,
        learningRate: values.packLearning,
        cumulative: PLAN_CONVENTIONS.packsMade.value,
        output: PLAN_CONVENTIONS.packsYear.value,
        growth: values.packGrowth,
      },
      slip,
    )
    const pack = packPrice * values.usdCny * exchangeFactor(input, 'usdCny', year + 0.5) * values.packSize
    const material = pack + values.otherMaterial * exactPow(1 + values.materialDrift, since) + (input.importPremium?.get(year) ?? 0)
    const energyOf = (plant: PlantYear): number => plant.shops.reduce((sum, { energy }) => sum + energy, 0) * values.energyPrice
    const full = curve.points.at(-1)!
    const variable = material + energyOf(full) / Math.max(full.cars, 1)
    const stop = 1 - (year === input.from + 1 ? (shock.supplyStop ?? 0) : 0)
    // Purchase tax on battery cars has changed since the market was calibrated: for rivals as for the plan's own car.
    const taxes = Float64Array.from(market.cars, ({ drive, paid, tax }) =>
      drive === 'battery' || drive === 'extended' ? chinaRetailTaxes(paid - tax, true, day).purchaseTax - tax : 0,
    )
    // What buyers abroad would pay stays what it is in their own money.
    const destinations = input.destinations.map((each) => {
      const { currency, referencePrice } = each
      if (currency === undefined || input.exchange === undefined) return each
      return { ...each, referencePrice: { ...referencePrice, value: referencePrice.value * exchangeFactor(input, currency, year + 0.5) } }
    })
    let evaluations = 0
    // The purchase tax is a line of the price, or two that meet where the most that is spared is reached: the line that holds is kept from one trial to the next.
    let line = taxLine(250_000, day)
    // Ends of a bracket are asked for twice, and the answer once more.
    const known = new Map<string, Trial>()
    const solve = (weeks: number, scarcity: number): Trial => {
      const key = `${weeks} ${scarcity}`
      const found = known.get(key) ?? trial(weeks, scarcity)
      known.set(key, found)
      return found
    }
    const trial = (weeks: number, scarcity: number): Trial => {
      evaluations++
      const along = (tax: TaxLine): Priced => {
        const cost = tax.constant + (1 + tax.slope) * (toBuyer(variable, values, day) + scarcity)
        const outcome = marketOutcome(market, {
          potential,
          technology,
          costFactor,
          extraCosts: taxes,
          buyers,
          owned,
          added: [{ name: input.name, firm: OWN_FIRM, drive: 'battery', utility: utility + perCny * values.deliveryWorth * weeks, cost }],
          ...(prices === undefined ? {} : { start: prices }),
        })
        prices = outcome.paid
        const paid = outcome.paid.at(-1)!
        return { outcome, paid, price: (paid - tax.constant) / (1 + tax.slope) }
      }
      let priced = along(line)
      let next = taxLine(priced.price, day)
      if (!isSameLine(next, line)) {
        const before = line
        line = next
        priced = along(line)
        next = taxLine(priced.price, day)
        // Neither line holds where its price lies: the price is where they meet, at a slope in between.
        if (!isSameLine(next, line)) priced = whereLinesMeet(before, line, along)
      }
      const { outcome, paid, price } = priced
      const demand = outcome.cars.at(-1)!
      // Abroad a scarce car is dear too.
      const exports = exportSales(destinations, values, variable + toCompany(scarcity, values, day), year, shock.exportDuty ?? 0)
      const orders = exports.reduce((sum, { cars }) => sum + cars, demand)
      const asked = backlog + orders
      const plant = curve.at(asked)
      const built = Math.min(plant.cars * stop, asked)
      const left = asked - built
      const wait = plant.leadWeeks + PLAN_CONVENTIONS.transportWeeks.value + (52 * left) / Math.max(built, 1)
      return {
        outcome,
        paid,
        price,
        demand,
        exports,
        orders,
        plant,
        built,
        left,
        wait: Math.min(wait, MOST_WEEKS),
        spare: left > 0 ? 0 : Math.max(curve.capacity * stop - asked, 0),
      }
    }
    // Longer waits lower demand, and lower demand shortens waits: the difference falls by more than a week a week, so that there is one fixed point, and it
    // lies between a guess and the wait that follows from it.
    const { weeks: near } = input.tolerance
    let scarcity = 0
    let weeks = input.longestWait
    if (solve(weeks, 0).wait > weeks) {
      // Room to spare counts as a wait that is shorter still: a search sees by how far it went too far.
      const excess = (extra: number): number => {
        const { wait, spare, built } = solve(weeks, extra)
        return wait - (52 * spare) / Math.max(built, 1) - weeks
      }
      // Outwards from the last year's addition, along the line through the last two, and half as far again.
      let [low, above] = [0, excess(0)]
      let high = years.at(-1)?.scarcity || 20_000
      for (;;) {
        const value = excess(high)
        if (value <= 0 || high >= MOST_SCARCITY) break
        const further = above > value ? ((high - low) * value) / (above - value) : high
        ;[low, above] = [high, value]
        high += Math.min(Math.max(1.5 * further, high / 10), 3 * high)
      }
      scarcity = bracketedRoot(excess, low, high, 0.1, near / 2) ?? high
    } else {
      const first = Math.min(start, weeks)
      const other = solve(first, 0).wait
      const excess = (guess: number): number => solve(guess, 0).wait - guess
      // Where fewer orders take longer inside, as where batches wait to be full, it may lie beyond: then anywhere from no wait to the longest.
      const nearby = bracketedRoot(excess, first, other, near / 1e3, near / 2)
      weeks = nearby ?? bracketedRoot(excess, 0, weeks, near / 1e3, near / 2)!
    }
    const { outcome, paid, price, demand, exports, orders, plant, built, left, wait } = solve(weeks, scarcity)
    backlog = left
    // A stopped supplier takes its share of all that goes on.
    const part = plant.cars > 0 ? built / plant.cars : 0
    const [scrapped, stock] = [part * plant.scrapped, part * (plant.stock ?? 0)]
    const total = outcome.cars.reduce((sum, each) => sum + each, 0)
    const batteryCars = outcome.cars.reduce((sum, each, j) => sum + (outcome.drives[j] === 'battery' ? each : 0), 0)
    years.push({
      year,
      paid,
      netPrice: toCompany(price, values, day),
      demand,
      exports,
      orders,
      begun: part * (plant.begun ?? plant.cars + plant.scrapped),
      built,
      scrapped,
      stock,
      capacity: curve.capacity * stop,
      backlog,
      weeks,
      scarcity,
      share: demand / total,
      batteryShare: batteryCars / total,
      material,
      pack,
      conversion: plant.shops.reduce((sum, { laborHours }) => sum + laborHours, 0) * values.wage + energyOf(plant),
      plant,
      parity: paid / petrolPrice(outcome),
      residual: Math.abs(wait - weeks),
      evaluations,
    })
  }
  return years
}

interface Trial {
  readonly outcome: MarketOutcome
  readonly paid: number
  /** Without purchase tax. */
  readonly price: number
  readonly demand: number
  readonly exports: readonly DestinationSales[]
  readonly orders: number
  readonly plant: PlantYear
  readonly built: number
  readonly left: number
  readonly wait: number
  /** Cars that could have been built besides. */
  readonly spare: number
}

const MOST_WEEKS = 520
/** Highest addition to the cost of a car that is looked at, CNY. */
const MOST_SCARCITY = 2e6

/** A market and the price of the plan's car in it: as the buyer pays it, and without purchase tax, CNY. */
interface Priced {
  readonly outcome: MarketOutcome
  readonly paid: number
  readonly price: number
}

/** A purchase tax of `constant + slope price`, CNY. */
interface TaxLine {
  readonly constant: number
  readonly slope: number
}

function isSameLine(one: TaxLine, other: TaxLine): boolean {
  return Math.abs(one.constant - other.constant) < 1
}

/** The market where the price is that at which two lines of tax meet: the steeper the tax, the lower a seller's best price, so that one slope in between gives it. */
function whereLinesMeet(one: TaxLine, other: TaxLine, along: (tax: TaxLine) => Priced): Priced {
  const meeting = (other.constant - one.constant) / (one.slope - other.slope)
  let found: Priced | undefined
  const off = (part: number): number => {
    const slope = one.slope + part * (other.slope - one.slope)
    found = along({ slope, constant: one.constant + (one.slope - slope) * meeting })
    return found.price - meeting
  }
  bracketedRoot(off, 0, 1, 1e-6, 1)
  return found!
}

/** The purchase tax of a battery car near a price with value-added tax. */
function taxLine(price: number, day: number): TaxLine {
  const at = (of: number): number => chinaRetailTaxes(Math.max(of, 1), true, day).purchaseTax
  const slope = at(price + 1) - at(price)
  return { constant: at(price) - slope * price, slope }
}

/** What a cost is to the buyer: with the dealer's margin and value-added tax, CNY. */
function toBuyer(cost: number, { dealerMargin }: PlanValues, day: number): number {
  const { net } = chinaRetailTaxes(1, true, day)
  return cost / (1 - dealerMargin) / net
}

/** What the company gets of a price with value-added tax. */
function toCompany(price: number, { dealerMargin }: PlanValues, day: number): number {
  return price * chinaRetailTaxes(1, true, day).net * (1 - dealerMargin)
}

/** Utility of a CNY to the mean buyer. */
function utilityOfMoney({ priceEffect }: Buyers): number {
  return -priceEffect.reduce((sum, value) => sum + value, 0) / priceEffect.length
}

/** Share of battery cars among the cars of the market in 2025. */
function shareOfBattery({ market }: PlanInput): number {
  const sum = (of: (drive: string) => boolean): number => market.reduce((all, car) => all + (of(car.drive) ? car.cars2025.value : 0), 0)
  return sum((drive) => drive === 'battery') / sum(() => true)
}

function petrolPrice({ drives, paid, cars }: MarketOutcome): number {
  let [money, count] = [0, 0]
  for (const [j, drive] of drives.entries()) {
    if (drive !== 'petrol') continue
    money += paid[j]! * cars[j]!
    count += cars[j]!
  }
  return money / count
}
