/**
 * A market that is calibrated instead of estimated: tastes of a given spread, prices of a given mean elasticity, and utilities and costs backed out of what
 * was sold at which prices.
 *
 * Method: S. Berry, J. Levinsohn, A. Pakes, Econometrica 63 (1995) 841, with elasticities by prior, as merger studies do (G. Werden, L. Froeb,
 * "The effects of mergers in differentiated products industries", Journal of Law, Economics & Organization 10 (1994) 407).
 */
import { exactExp, exactLog, normalQuantile, requirePositive } from 'genba/statistics'
import { bracketedRoot } from './bracketed-root.ts'
import { haltonPoints } from './halton.ts'
import type { Drive } from './luxury-market.ts'
import { equilibriumPrices, impliedMargins, ownElasticities, ownership } from './market-prices.ts'
import { invertShares, marketShares, tastes } from './market-shares.ts'
import type { Buyers } from './market-shares.ts'

/** A car as the calibration sees it. */
export interface SoldCar {
  readonly name: string
  readonly firm: string
  readonly drive: Drive
  /** Cars sold in the year. */
  readonly cars: number
  /** What a buyer pays in all, CNY. */
  readonly paid: number
  /** What of that is tax of the buyer, CNY. */
  readonly tax: number
}

/** What is given instead of estimated. */
export interface MarketPriors {
  /** Mean own-price elasticity over cars sold, below -1. */
  readonly elasticity: number
  /** Spread of the taste for each kind of drive, in utility: large keeps buyers within a kind. */
  readonly driveSpread: number
  /** Spread of the logarithm of the effect of price over buyers: those with more money mind it less. */
  readonly priceSpread: number
  /** Buyers who could have bought one of these cars, those who did included. */
  readonly potential: number
  /** Kinds of buyers that stand for all. */
  readonly kinds: number
}

/** A calibrated market. */
export interface CalibratedMarket {
  readonly cars: readonly SoldCar[]
  readonly priors: MarketPriors
  /** Mean effect of price, utility for a CNY, negative. */
  readonly priceEffect: number
  /** Utility of each car, price left out. */
  readonly meanUtilities: Float64Array
  /** What a buyer pays less the seller's margin: cost of one more car with all taxes and dealers, CNY. */
  readonly costs: Float64Array
  /** `(paid - cost) / (paid - tax)` of each car. */
  readonly margins: Float64Array
}

const DRIVES: readonly (readonly Drive[])[] = [['petrol', 'hybrid'], ['extended'], ['battery']]

const drawn = new Map<number, readonly Float64Array[]>()

/** Standard normal numbers of each kind of buyer, kept since every market asks for the same. */
function normalDraws(kinds: number): readonly Float64Array[] {
  const found = drawn.get(kinds) ?? haltonPoints(DRIVES.length + 1, kinds, 20).map((column) => column.map(normalQuantile))
  drawn.set(kinds, found)
  return found
}

/**
 * Kinds of buyers for cars, whose tastes do not depend on which other cars there are.
 * @param drives of the cars
 * @param priceEffect of the buyer in the middle, negative
 */
export function buyersOf(drives: readonly Drive[], priors: MarketPriors, priceEffect: number): Buyers {
  const { kinds, driveSpread, priceSpread } = priors
  const draws = normalDraws(kinds)
  return {
    products: drives.length,
    weights: new Float64Array(kinds).fill(1 / kinds),
    taste: tastes(
      drives.map((drive) => DRIVES.map((group) => (group.includes(drive) ? 1 : 0))),
      DRIVES.map(() => driveSpread),
      Array.from({ length: kinds }, (_, kind) => DRIVES.map((_group, k) => draws[k + 1]![kind]!)),
    ),
    priceEffect: draws[0]!.map((z) => priceEffect * exactExp(priceSpread * z)),
  }
}

/**
 * Calibrates a market: the effect of price is found so that the mean elasticity is the given one, utilities by inversion of shares, costs as
 * those at which the prices are an equilibrium of sellers who each own the cars of their firm.
 * @throws RangeError unless the elasticity is below -1, cars, prices and kinds are positive, and potential buyers more than cars
 */
export function calibrateMarket(cars: readonly SoldCar[], priors: MarketPriors): CalibratedMarket {
  if (!(priors.elasticity < -1)) throw new RangeError(`elasticity: expected a number below -1, received ${priors.elasticity}`)
  requirePositive('kinds', priors.kinds)
  const prices = Float64Array.from(cars, ({ paid }) => paid)
  const sold = cars.reduce((sum, each) => sum + each.cars, 0)
  if (!(priors.potential > sold))
    throw new RangeError(`potential: expected more buyers than the ${sold} cars sold, received ${priors.potential}`)
  const shares = Float64Array.from(cars, (each) => each.cars / priors.potential)
  const drives = cars.map(({ drive }) => drive)
  const at = (
    priceEffect: number,
    tolerance: number,
  ): { readonly buyers: Buyers; readonly utilities: Float64Array; readonly elasticity: number } => {
    const buyers = buyersOf(drives, priors, priceEffect)
    const { meanUtilities: utilities } = invertShares(buyers, prices, shares, tolerance)
    const own = ownElasticities(buyers, utilities, prices)
    return { buyers, utilities, elasticity: own.reduce((sum, value, j) => sum + value * cars[j]!.cars, 0) / sold }
  }
  // A larger effect of price makes demand more elastic; the mean price gives the size.
  const mean = prices.reduce((sum, price, j) => sum + price * cars[j]!.cars, 0) / sold
  const [weak, strong] = [priors.elasticity / mean / 8, (priors.elasticity * 8) / mean]
  const priceEffect = bracketedRoot((effect) => at(effect, 1e-9).elasticity - priors.elasticity, weak, strong, -1e-12 * strong, 1e-8)
  if (priceEffect === undefined) {
    throw new RangeError(`elasticity: expected one that some effect of price gives, received ${priors.elasticity}`)
  }
  const { buyers, utilities } = at(priceEffect, 1e-12)
  const gained = impliedMargins(buyers, utilities, prices, ownership(cars.map(({ firm }) => firm)))
  return {
    cars,
    priors,
    priceEffect,
    meanUtilities: utilities,
    costs: prices.map((price, j) => price - gained[j]!),
    margins: gained.map((margin, j) => margin / (cars[j]!.paid - cars[j]!.tax)),
  }
}

/** A car that is added to a market. */
export interface NewCar {
  readonly name: string
  readonly firm: string
  readonly drive: Drive
  /** Utility, price left out. */
  readonly utility: number
  /** Cost of one more, with all taxes and dealers, CNY. */
  readonly cost: number
}

/** What has changed in a market since it was calibrated. */
export interface MarketChange {
  /** Buyers there could be. */
  readonly potential: number
  /** Utility that all cars with batteries alone have gained. */
  readonly technology: number
  /** Costs over those of the calibration. */
  readonly costFactor: number
  /** Of Chinese and other rivals who leave or fight, costs over those: by firm; 1 if left out. */
  readonly costFactors?: Readonly<Record<string, number>>
  /** What cars of the calibration cost their buyers besides, such as taxes that have come since, CNY; nothing if left out. */
  readonly extraCosts?: Float64Array
  readonly added: readonly NewCar[]
  /** Buyers of all cars, added ones last, as `buyersOf` gives them; computed if left out. */
  readonly buyers?: Buyers
  /** Who earns from which car, added ones last, as `ownership` gives it from firms; computed if left out. */
  readonly owned?: Float64Array
  /** Prices to begin at, added cars last; costs and a quarter if left out. */
  readonly start?: Float64Array
}

/** Prices and sales of a changed market, added cars last. */
export interface MarketOutcome {
  readonly names: readonly string[]
  readonly drives: readonly Drive[]
  /** What buyers pay in all, CNY. */
  readonly paid: Float64Array
  readonly cars: Float64Array
}

/** How far prices of an outcome may be off, CNY. */
const PRICE_TOLERANCE = 0.3

/**
 * The equilibrium of a changed market: no seller gains by another price.
 * @throws RangeError as `equilibriumPrices`
 */
export function marketOutcome(market: CalibratedMarket, change: MarketChange): MarketOutcome {
  const { added } = change
  const drives = [...market.cars, ...added].map(({ drive }) => drive)
  const firms = [...market.cars, ...added].map(({ firm }) => firm)
  const buyers = change.buyers ?? buyersOf(drives, market.priors, market.priceEffect)
  const utilities = Float64Array.from([...market.meanUtilities, ...added.map(({ utility }) => utility)], (utility, j) =>
    drives[j] === 'battery' ? utility + change.technology : utility,
  )
  const costs = Float64Array.from([...market.costs, ...added.map(({ cost }) => cost)], (cost, j) =>
    j < market.cars.length ? cost * change.costFactor * (change.costFactors?.[firms[j]!] ?? 1) + (change.extraCosts?.[j] ?? 0) : cost,
  )
  const start = change.start ?? costs.map((cost) => cost * 1.25)
  const { prices, shares } = equilibriumPrices(buyers, utilities, costs, change.owned ?? ownership(firms), start, PRICE_TOLERANCE)
  return {
    names: [...market.cars, ...added].map(({ name }) => name),
    drives,
    paid: prices,
    cars: shares.map((share) => share * change.potential),
  }
}

/** Share of battery cars among the cars of an outcome. */
export function batteryShare({ drives, cars }: MarketOutcome): number {
  const sum = (of: (drive: Drive) => boolean): number => cars.reduce((all, each, j) => all + (of(drives[j]!) ? each : 0), 0)
  return sum((drive) => drive === 'battery') / sum(() => true)
}

/**
 * The utility that battery cars must have gained for them to have a share of the market, so that shares follow a path of diffusion. Prices are held at those
 * of the calibration, grown by the factor of costs.
 * @param share between 0 and 1
 * @throws RangeError unless the share is between 0 and 1
 */
export function technologyFor(market: CalibratedMarket, share: number, costFactor = 1): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`share: expected a number between 0 and 1, received ${share}`)
  const drives = market.cars.map(({ drive }) => drive)
  const buyers = buyersOf(drives, market.priors, market.priceEffect)
  const prices = Float64Array.from(market.cars, ({ paid }) => paid * costFactor)
  const names = market.cars.map(({ name }) => name)
  // In odds a share is nearly a line in utility.
  const odds = (part: number): number => exactLog(part / (1 - part))
  const at = (technology: number): number => {
    const utilities = market.meanUtilities.map((utility, j) => (drives[j] === 'battery' ? utility + technology : utility))
    return odds(batteryShare({ names, drives, paid: prices, cars: marketShares(buyers, utilities, prices).shares })) - odds(share)
  }
  // Battery cars all but vanish at one end and sell alone at the other.
  return bracketedRoot(at, -15, 15, 1e-9, 1e-9)!
}
