/**
 * Duties and taxes on passenger cars in China, by day. Rates were read in tables of importers and in reports on the acts, named at each, and
 * not in the acts; what no text was read for is marked as assumed, with its range.
 */
import { requirePositive } from 'genba/statistics'
import { valueOn } from './dated-rule.ts'
import type { DatedRule, RuleValue } from './dated-rule.ts'
import type { BorderRates } from './landed-cost.ts'

/** Day on which all rules here were last looked up: the youngest texts are of July and August 2026. */
const AS_OF = '2026-08-01'

/** Most-favored-nation duty on a finished passenger car. */
export const CHINA_CAR_DUTY: DatedRule<number> = {
  name: 'duty on cars in China',
  asOf: AS_OF,
  values: [
    {
      from: '2006-07-01',
      value: 0.25,
      source: 'bewisemotors.com/tax.html, whose import constants contain it',
      assumed: { what: 'the first day', low: 0.25, high: 0.25 },
    },
    {
      from: '2018-07-01',
      value: 0.15,
      source: 'china-gacc, table of HS 8703 (most-favored nations; 270 % else)',
      assumed: { what: 'the first day; the rate of a trade conflict is a scenario', low: 0.1, high: 0.25 },
    },
  ],
}

/** Value-added tax on goods. */
export const CHINA_VALUE_ADDED_TAX: DatedRule<number> = {
  name: 'value-added tax in China',
  asOf: AS_OF,
  values: [
    {
      from: '1994-01-01',
      value: 0.17,
      source: 'bewisemotors.com/tax.html, whose import constants contain it',
      assumed: { what: 'the first day', low: 0.17, high: 0.17 },
    },
    {
      from: '2018-05-01',
      value: 0.16,
      source: 'none read: the step between 17 % and 13 %',
      assumed: { what: 'rate and first day', low: 0.13, high: 0.17 },
    },
    {
      from: '2019-04-01',
      value: 0.13,
      source: 'china-gacc, table of HS 8703',
      assumed: { what: 'the first day', low: 0.13, high: 0.13 },
    },
  ],
}

/** Consumption tax by displacement: the rate up to so many litres, as a share of the price that contains it. */
export const CHINA_CONSUMPTION_TAX: DatedRule<readonly { readonly litres: number; readonly rate: number }[]> = {
  name: 'consumption tax on cars in China',
  asOf: AS_OF,
  values: [
    {
      from: '2008-09-01',
      source: 'us.ok.com, table of taxes; bewisemotors.com/tax.html',
      assumed: { what: 'the first day', low: 0.01, high: 0.4 },
      value: [
        { litres: 1, rate: 0.01 },
        { litres: 1.5, rate: 0.03 },
        { litres: 2, rate: 0.05 },
        { litres: 2.5, rate: 0.09 },
        { litres: 3, rate: 0.12 },
        { litres: 4, rate: 0.25 },
        { litres: Infinity, rate: 0.4 },
      ],
    },
  ],
}

/** Consumption tax on the sale of a very dear car, of any drive: the price without value-added tax from which it is due, and its rate. */
export const CHINA_LUXURY_TAX: DatedRule<{ readonly from: number; readonly rate: number }> = {
  name: 'tax on super-luxury cars in China',
  asOf: AS_OF,
  values: [
    {
      from: '2016-12-01',
      value: { from: 1_300_000, rate: 0.1 },
      source: 'tapasfair 186, as the line before 2025',
      assumed: { what: 'the first day', low: 1_300_000, high: 1_300_000 },
    },
    {
      from: '2025-07-20',
      value: { from: 900_000, rate: 0.1 },
      source: 'vatupdate, 2025-07; tapasfair 186: from 20 July 2025, all drives',
    },
  ],
}

/** Purchase tax on the price without value-added tax: its rate, and what a new-energy car is spared of it. */
export const CHINA_PURCHASE_TAX: DatedRule<{ readonly rate: number; readonly sparedShare: number; readonly mostSpared: number }> = {
  name: 'purchase tax on new-energy cars in China',
  asOf: AS_OF,
  values: [
    {
      from: '2024-01-01',
      until: '2025-12-31',
      value: { rate: 0.1, sparedShare: 1, mostSpared: 30_000 },
      source: 'steelorbis 1426630; c114pro',
    },
    {
      from: '2026-01-01',
      until: '2027-12-31',
      value: { rate: 0.1, sparedShare: 0.5, mostSpared: 15_000 },
      source: 'steelorbis 1426630; c114pro',
    },
    {
      from: '2028-01-01',
      value: { rate: 0.1, sparedShare: 0, mostSpared: 0 },
      source: 'steelorbis 1426630; Fitch: full tax from 2028',
      assumed: { what: 'that no new relief comes; share of the tax spared', low: 0, high: 0.5 },
    },
  ],
}

/** What drives a car: displacement of its engine in litres, or none. */
export type Displacement = number | 'battery-electric'

/** Rates at the border of China for a car on a day, and the warnings of the rules. */
export interface ChinaImport {
  readonly rates: BorderRates
  readonly warnings: readonly string[]
}

/**
 * Rates for an imported car. A battery-electric car owes no consumption tax at the border.
 * @param day day number
 * @throws RangeError if a rule had no value yet, or the displacement is not positive
 */
export function chinaImport(day: number, displacement: Displacement): ChinaImport {
  const duty = valueOn(CHINA_CAR_DUTY, day)
  const added = valueOn(CHINA_VALUE_ADDED_TAX, day)
  const base = { duty: duty.value, valueAddedTax: added.value }
  if (displacement === 'battery-electric') return { rates: base, warnings: warningsOf(duty, added) }
  requirePositive('displacement', displacement)
  const consumption = valueOn(CHINA_CONSUMPTION_TAX, day)
  const consumptionTax = consumption.value.find(({ litres }) => displacement <= litres)!.rate
  return { rates: { ...base, consumptionTax }, warnings: warningsOf(duty, added, consumption) }
}

/** What of a price the state takes, and what the buyer pays. */
export interface RetailTaxes {
  /** Price without value-added tax. */
  readonly net: number
  readonly valueAddedTax: number
  /** Owed by the seller, out of the price, on a car at or above the line. */
  readonly luxuryTax: number
  /** Owed by the buyer, beside the price. */
  readonly purchaseTax: number
  /** Price and purchase tax. */
  readonly buyerPays: number
  readonly warnings: readonly string[]
}

/**
 * Taxes of a sale, in CNY.
 * @param price with value-added tax
 * @param isNewEnergy battery-electric, plug-in or fuel-cell car of the catalogue
 * @param day day number
 * @throws RangeError if the price is not positive or a rule had no value yet
 */
export function chinaRetailTaxes(price: number, isNewEnergy: boolean, day: number): RetailTaxes {
  requirePositive('price', price)
  const added = valueOn(CHINA_VALUE_ADDED_TAX, day)
  const luxury = valueOn(CHINA_LUXURY_TAX, day)
  const purchase = valueOn(CHINA_PURCHASE_TAX, day)
  const net = price / (1 + added.value)
  const full = net * purchase.value.rate
  const spared = isNewEnergy ? Math.min(full * purchase.value.sparedShare, purchase.value.mostSpared) : 0
  return {
    net,
    valueAddedTax: price - net,
    // The line is drawn on the price with the tax: rounding must not put a car at the line below it.
    luxuryTax: price >= luxury.value.from * (1 + added.value) ? net * luxury.value.rate : 0,
    purchaseTax: full - spared,
    buyerPays: price + full - spared,
    warnings: warningsOf(added, luxury, purchase),
  }
}

function warningsOf(...values: readonly RuleValue<unknown>[]): string[] {
  return values.flatMap(({ warning }) => (warning === undefined ? [] : [warning]))
}
