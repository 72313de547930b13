/**
 * What battery packs cost: bought on the world's learning curve, or made in a plant of some size.
 *
 * Scaling of a plant: P. A. Nelson, S. Ahmed, K. G. Gallagher, D. W. Dees, "Modeling the performance and cost of lithium-ion batteries for
 * electric-drive vehicles", Argonne National Laboratory, ANL/CSE-19/2 (BatPaC): `x = x0 (R / R0)^p` for each step.
 */
import { exactExp, exactLog, requirePositive } from 'genba/statistics'
import { learnedCost } from './learning-curve.ts'

/** One step, or a group of steps of one exponent, at the size of the baseline. */
export interface ScaledStep {
  readonly amount: number
  readonly exponent: number
}

/** A plant for cells and packs at the size of its baseline. */
export interface BatteryPlant {
  /** GWh a year. */
  readonly size: number
  /** Hours a year. */
  readonly labor: readonly ScaledStep[]
  /** Million USD. */
  readonly capital: readonly ScaledStep[]
  /** m2. */
  readonly area: readonly ScaledStep[]
}

/** A plant of another size. */
export interface ScaledPlant {
  readonly size: number
  readonly laborHours: number
  readonly capital: number
  readonly area: number
  /** USD of capital for a kWh of yearly capacity. */
  readonly capitalPerKwh: number
  readonly laborHoursPerKwh: number
}

/**
 * BatPaC 5 in two groups of steps each for labor (exponents 0.7, 0.9) and capital (0.9, 0.95), one for area (0.95). The sums are those of its
 * baseline of 50 GWh (3,649,000 h, 4,206.6 million USD, 303,700 m2; parameters through jbaars/Batt_Sust_Model, MIT); the groups are split so
 * that labor and capital meet its sums at 10 GWh too (1,045,286 h, 934.3 million USD), since its 26 single steps are not at hand.
 */
export const BATPAC_PLANT: BatteryPlant = {
  size: 50,
  labor: twoGroups(3_649_000, 0.7, 0.9, 0.2, 1_045_286),
  capital: twoGroups(4_206.6, 0.9, 0.95, 0.2, 934.3),
  area: [{ amount: 303_700, exponent: 0.95 }],
}

/**
 * A plant scaled to a size.
 * @param size GWh a year
 * @throws RangeError unless the size is positive
 */
export function scaleBatteryPlant(plant: BatteryPlant, size: number): ScaledPlant {
  requirePositive('size', size)
  const ratio = exactLog(size / plant.size)
  const at = (steps: readonly ScaledStep[]): number =>
    steps.reduce((sum, { amount, exponent }) => sum + amount * exactExp(exponent * ratio), 0)
  const [laborHours, capital, area] = [at(plant.labor), at(plant.capital), at(plant.area)]
  return { size, laborHours, capital, area, capitalPerKwh: capital / size, laborHoursPerKwh: laborHours / (size * 1e6) }
}

/** Amounts of two exponents that sum to `whole` at ratio 1 and to `scaled` at `ratio`. */
function twoGroups(whole: number, first: number, second: number, ratio: number, scaled: number): ScaledStep[] {
  const log = exactLog(ratio)
  const [low, high] = [exactExp(first * log), exactExp(second * log)]
  const amount = (scaled - whole * high) / (low - high)
  return [
    { amount, exponent: first },
    { amount: whole - amount, exponent: second },
  ]
}

/** Packs that are bought. */
export interface PackPrice {
  /** Price of a kWh in the first year. */
  readonly price: number
  /** Share by which a doubling of all the world has made lowers it. */
  readonly learningRate: number
  /** All the world has made by the first year, and makes in it, GWh. */
  readonly cumulative: number
  readonly output: number
  /** Growth of the world's output, a year. */
  readonly growth: number
}

/**
 * Price of a kWh so many years later. The learning is the world's, not the buyer's: what a plant of one's own saves by its size is not in it, and must
 * not be taken off twice.
 * @param years from the first year
 * @throws RangeError as `learnedCost`, or if years are negative
 */
export function packPriceAfter(of: PackPrice, years: number): number {
  if (!(years >= 0)) throw new RangeError(`years: expected a number from 0, received ${years}`)
  const factor = 1 + of.growth
  let made = of.cumulative
  let output = of.output
  for (let year = 1; year <= Math.floor(years); year++) {
    output *= factor
    made += output
  }
  made += (years - Math.floor(years)) * output * factor
  return learnedCost({ cost: of.price, cumulative: of.cumulative, learningRate: of.learningRate }, made)
}
