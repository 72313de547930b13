/** What goods cost once they have crossed a border. */
import { requireNonNegative } from 'genba/statistics'

/** Price and way of goods, all in one currency. */
export interface Shipment {
  /** Price at the gate of the works. */
  readonly exWorks: number
  /** Carriage from the works to the ship. */
  readonly inland: number
  /** Carriage to the port of entry. */
  readonly freight: number
  readonly insurance: number
}

/** Rates at a border, as shares. */
export interface BorderRates {
  /** Customs duty on CIF. */
  readonly duty: number
  /** Countervailing duty on CIF, beside the duty; 0 if left out. */
  readonly countervailing?: number
  /** Consumption tax, as a share of a price that contains it; 0 if left out. */
  readonly consumptionTax?: number
  /** Value-added tax; 0 if left out. */
  readonly valueAddedTax?: number
  /** Least CIF price of an undertaking that replaces the countervailing duty: a lower price is raised to it. */
  readonly leastCif?: number
}

/** The cost of goods item by item. */
export interface LandedCost {
  /** Value at the port of entry, raised to the least price of an undertaking. */
  readonly cif: number
  /** Customs and countervailing duty together. */
  readonly duty: number
  readonly consumptionTax: number
  readonly valueAddedTax: number
  /** All of them. */
  readonly total: number
}

/**
 * Cost with duties and taxes: `CIF = exw + inland + freight + insurance`; duty on CIF; consumption tax
 * `(CIF + duty) c / (1 - c)`; value-added tax on all before it.
 * @throws RangeError if an item or rate is negative, or the consumption tax not below 1
 */
export function landedCost({ exWorks, inland, freight, insurance }: Shipment, rates: BorderRates): LandedCost {
  const { duty, countervailing = 0, consumptionTax = 0, valueAddedTax = 0, leastCif } = rates
  const items = { exWorks, inland, freight, insurance, duty, countervailing, consumptionTax, valueAddedTax }
  for (const [name, value] of Object.entries(items)) requireNonNegative(name, value)
  if (!(consumptionTax < 1))
    throw new RangeError(`consumptionTax: expected a share below 1 of the price that contains it, received ${consumptionTax}`)
  const cif = Math.max(exWorks + inland + freight + insurance, leastCif ?? 0)
  const duties = cif * (duty + (leastCif === undefined ? countervailing : 0))
  const consumption = ((cif + duties) * consumptionTax) / (1 - consumptionTax)
  const added = valueAddedTax * (cif + duties + consumption)
  return { cif, duty: duties, consumptionTax: consumption, valueAddedTax: added, total: cif + duties + consumption + added }
}

/**
 * Duties and taxes as a share of CIF: `(1 + t) (1 + v) / (1 - c) - 1`.
 * @throws RangeError as `landedCost`
 */
export function borderBurden(rates: Omit<BorderRates, 'leastCif'>): number {
  return landedCost({ exWorks: 1, inland: 0, freight: 0, insurance: 0 }, rates).total - 1
}
