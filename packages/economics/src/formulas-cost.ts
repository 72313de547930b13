/** Cost of making by name. */
import { BATPAC_PLANT, packPriceAfter, scaleBatteryPlant } from './battery-cost.ts'
import type { BatteryPlant, PackPrice, ScaledStep } from './battery-cost.ts'
import { castOrWelded, drivingOrConveyor } from './cost-comparisons.ts'
import { argumentsOf } from './formula.ts'
import type { Formula } from './formula.ts'
import { equalCostVolume, unitCost } from './process-cost.ts'
import type { CostRates, ProcessStep } from './process-cost.ts'

const COMPARISONS = { castOrWelded, drivingOrConveyor }

/** Formulas of cost. */
export const costFormulas: Readonly<Record<string, Formula>> = {
  unit_cost: (values) => {
    const { steps, rates, volume } = argumentsOf<{
      readonly steps: readonly ProcessStep[]
      readonly rates: CostRates
      readonly volume: number
    }>(values)
    return unitCost(steps, rates, volume)
  },
  /** The two groups of steps that come with Genba. */
  battery_plant: (values) => scaleBatteryPlant(BATPAC_PLANT, argumentsOf<{ readonly size: number }>(values).size),
  /** The single steps, from a table with labor_hours, capital_musd, area_m2 and an exponent of each, at 50 GWh. */
  battery_plant_steps: (values, readTable) => {
    const rows = readTable('batpac/steps.csv')
    const column = (amount: string, exponent: string): ScaledStep[] =>
      rows.map((row) => ({ amount: Number(row[amount]), exponent: Number(row[exponent]) }))
    const plant: BatteryPlant = {
      size: 50,
      labor: column('labor_hours', 'labor_exponent'),
      capital: column('capital_musd', 'capital_exponent'),
      area: column('area_m2', 'area_exponent'),
    }
    return scaleBatteryPlant(plant, argumentsOf<{ readonly size: number }>(values).size)
  },
  pack_price: (values) => {
    const of = argumentsOf<PackPrice & { readonly years: number }>(values)
    return { price: packPriceAfter(of, of.years) }
  },
  /** A ready comparison at values that replace its own. */
  compared_cost: (values) => {
    const of = argumentsOf<{
      readonly comparison: keyof typeof COMPARISONS
      readonly values?: Readonly<Record<string, number>>
      readonly rates: CostRates
      readonly volume: number
    }>(values)
    const alternatives = COMPARISONS[of.comparison]
    if (alternatives === undefined) {
      throw new RangeError(`comparison: expected one of ${Object.keys(COMPARISONS).join(', ')}, received ${String(of.comparison)}`)
    }
    const [first, second] = alternatives.steps(of.values ?? {})
    return {
      first: unitCost(first, of.rates, of.volume),
      second: unitCost(second, of.rates, of.volume),
      equalVolume: equalCostVolume(first, second, of.rates, of.volume / 20, of.volume * 20),
    }
  },
}
