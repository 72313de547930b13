/**
 * What each party gets from a base: owner, partner, lenders, the state and those who trade with it, under forms of ownership that are compared on the same
 * demand.
 */
import { exactPow } from 'genba/statistics'
import type { DatedRule } from './dated-rule.ts'
import { CHINA_CAR_DUTY } from './policy-china.ts'
import { CHINA_PROFIT_TAX, CHINA_WITHHOLDING, INDIA_PROFIT_TAX, JAPAN_PROFIT_TAX } from './policy-company.ts'
import { assumed, sourced } from './ranged.ts'
import type { Ranged } from './ranged.ts'
import { closingValue, companyStatements } from './statements.ts'
import type { CompanyTerms, Statements } from './statements.ts'

/** What differs between forms: numbers without unit are shares. */
export interface OwnershipTerms {
  /** Share of the owner; the partner has the rest. */
  readonly share: number
  /** Royalty and technology fee to the owner, of revenue. */
  readonly royalty: number
  /** Withheld from dividends and from royalties that leave the country. */
  readonly withholding: number
  /** Margin of the owner on parts that he delivers, money a car. */
  readonly partsMargin: number
  /** What the partner's buying saves, of material. */
  readonly buyingAdvantage: number
  /** What his dealers and home province add to sales. */
  readonly salesAdvantage: number
  /** Cost of building a car elsewhere, over that of the base. */
  readonly costFactor: number
  /** Share of that cost that is paid in JPY: it moves with the rate of exchange. */
  readonly yenShare: number
  /** Carriage of a car to the market, money. */
  readonly freight: number
  /** Duty, of cost and freight. */
  readonly duty: number
  /** Investment and fixed cost, over those of the base. */
  readonly investmentFactor: number
  /** Quarters by which decisions of two owners delay the start. */
  readonly delay: number
  /** Tax on profit where the company is taxed. */
  readonly taxRate: number
}

/** Forms that are compared. */
export type OwnershipForm = 'wholly owned' | 'joint venture' | 'import from Japan' | 'plant in India'

type Terms = Readonly<Record<keyof OwnershipTerms, Ranged>>

/** What a rule says last: forms are compared over many years, in which it is taken to stay. */
const latest = ({ values }: DatedRule<number>): number => values.at(-1)!.value
const none = (unit: string, why: string): Ranged => assumed(0, 0, 0, unit, why)
const wholly: Terms = {
  share: sourced(1, 1, 1, 'share', 'announcement of the base: wholly owned'),
  royalty: assumed(0.03, 0.01, 0.05, 'share', 'technology fees of car makers to their parents'),
  withholding: sourced(latest(CHINA_WITHHOLDING), 0.05, 0.1, 'share', 'taxexpense.com: 10 % on dividends, interest, royalties'),
  partsMargin: assumed(1500, 0, 5000, 'CNY', 'parts from Japan at arm’s length while local content grows'),
  buyingAdvantage: none('share', 'none without a partner'),
  salesAdvantage: none('share', 'none without a partner'),
  costFactor: assumed(1, 1, 1, 'ratio', 'the base itself'),
  yenShare: none('share', 'parts from Japan move the material of the base'),
  freight: none('CNY', 'sold where it is built'),
  duty: none('share', 'sold where it is built'),
  investmentFactor: assumed(1, 1, 1, 'ratio', 'the base itself'),
  delay: none('quarters', 'one owner'),
  taxRate: sourced(latest(CHINA_PROFIT_TAX), 0.15, 0.25, 'share', 'taxexpense.com: 25 %; 15 % for certified high-technology firms'),
}

/** Terms of the four forms, each with its range and source. */
export const OWNERSHIP_FORMS: Readonly<Record<OwnershipForm, Terms>> = {
  'wholly owned': wholly,
  'joint venture': {
    ...wholly,
    share: sourced(0.5, 0.4, 0.6, 'share', 'the joint ventures with FAW and GAC are equal ones'),
    buyingAdvantage: assumed(0.02, 0.01, 0.03, 'share', 'a local partner’s purchasing'),
    salesAdvantage: assumed(0.05, 0, 0.12, 'share', 'Barwick, Cao, Li (AEJ: Policy 2021): local protection in the home province'),
    delay: assumed(1, 0, 3, 'quarters', 'decisions of two owners'),
  },
  'import from Japan': {
    ...wholly,
    royalty: none('share', 'the owner builds the car himself'),
    withholding: none('share', 'profit arises at home'),
    partsMargin: none('CNY', 'within the cost of the car'),
    costFactor: assumed(1.2, 1.05, 1.4, 'ratio', 'UBS on a Chinese car against a European one: 25 to 35 % dearer abroad'),
    yenShare: assumed(0.85, 0.6, 1, 'share', 'cells and raw material are priced in USD'),
    freight: assumed(6_000, 3_500, 9_500, 'CNY', '12.5 to 16 m3 at 45 to 95 USD'),
    duty: sourced(latest(CHINA_CAR_DUTY), 0.1, 0.25, 'share', 'china-gacc, table of HS 8703; conflict as a scenario'),
    investmentFactor: assumed(0.25, 0.1, 0.4, 'ratio', 'in plants that are there'),
    taxRate: assumed(latest(JAPAN_PROFIT_TAX), 0.29, 0.34, 'share', 'corporate taxes of Japan together'),
  },
  'plant in India': {
    ...wholly,
    costFactor: assumed(1.08, 0.95, 1.25, 'ratio', 'cheaper labor, packs and parts from China with duty'),
    freight: assumed(8_500, 5_000, 13_000, 'CNY', 'as from Japan, over a longer way'),
    duty: sourced(latest(CHINA_CAR_DUTY), 0.1, 0.25, 'share', 'china-gacc, table of HS 8703'),
    investmentFactor: assumed(0.9, 0.75, 1.1, 'ratio'),
    withholding: assumed(0.1, 0.05, 0.15, 'share'),
    taxRate: assumed(latest(INDIA_PROFIT_TAX), 0.15, 0.35, 'share'),
    delay: assumed(4, 2, 8, 'quarters', 'a site that is not begun'),
  },
}

/** What sells, by quarter. */
export interface DemandPath {
  /** Cars that could be sold. */
  readonly cars: Float64Array
  /** Price of a car to the company, without taxes and the dealer's margin. */
  readonly price: Float64Array
}

/** The base as a business, by quarter, before any form of ownership. */
export interface BaseBusiness {
  /** Most cars that can be built. */
  readonly capacity: Float64Array
  /** Material and bought parts of a car. */
  readonly material: Float64Array
  /** What a JPY is worth, over what it is where costs are written; 1 where left out. */
  readonly yen?: Float64Array
  /** Labor, energy and the rest that a car takes in cash. */
  readonly conversion: Float64Array
  /** What the plant takes whether it builds or not. */
  readonly fixedCost: Float64Array
  /** Selling, administration, development and warranty, of revenue. */
  readonly overheadShare: number
  /** Machines and tools; buildings and land. */
  readonly machines: Float64Array
  readonly buildings: Float64Array
  /** Share of the investment that owners pay in; the rest is borrowed as it is needed. */
  readonly ownFunds: number
  /** Share of the book value that fixed assets bring at the end. */
  readonly assetShare: number
  readonly terms: Omit<CompanyTerms, 'tax'>
  /** Years for which losses may be carried forward. */
  readonly carryYears: number
}

/** Cash to each party, by quarter; together with what stays in the company it is 0. The end of the company is in the last quarter. */
export interface PartyCash {
  readonly owner: Float64Array
  readonly partner: Float64Array
  readonly lenders: Float64Array
  /** Taxes on profit, withheld taxes, duties. */
  readonly state: Float64Array
  /** Suppliers, staff, carriers; less what customers pay. */
  readonly trade: Float64Array
  /** What the company's cash grows by. */
  readonly company: Float64Array
}

/** A form on one path of demand. */
export interface OwnershipResult {
  readonly statements: Statements
  readonly cash: PartyCash
}

/**
 * Runs a form on a path. Cars are built as they are sold, up to the capacity. The owner's margin on parts is untaxed here, being taxed where he is.
 * @throws RangeError as `companyStatements`
 */
export function ownershipCash(base: BaseBusiness, path: DemandPath, of: OwnershipTerms): OwnershipResult {
  const quarters = path.cars.length
  const delay = Math.round(of.delay)
  const late = (column: Float64Array): Float64Array => {
    if (delay === 0) return column
    const moved = new Float64Array(quarters)
    if (delay < quarters) moved.set(column.subarray(0, quarters - delay), delay)
    return moved
  }
  const capacity = late(base.capacity)
  const built = path.cars.map((cars, q) => Math.min(cars * (1 + of.salesAdvantage), capacity[q]!))
  const revenue = built.map((cars, q) => cars * path.price[q]!)
  const abroad = (q: number): number => of.costFactor * (1 + of.yenShare * ((base.yen?.[q] ?? 1) - 1))
  const cost = base.material.map((material, q) => (material * (1 - of.buyingAdvantage) + base.conversion[q]!) * abroad(q))
  const duties = built.map((cars, q) => cars * of.duty * (cost[q]! + of.freight))
  const fixed = late(base.fixedCost)
  const production = built.map((cars, q) => cars * (cost[q]! + of.freight) + duties[q]! + fixed[q]! * of.investmentFactor)
  const royalty = revenue.map((money) => money * of.royalty)
  const machines = late(base.machines).map((money) => money * of.investmentFactor)
  const buildings = late(base.buildings).map((money) => money * of.investmentFactor)
  const capital = machines.map((money, q) => (money + buildings[q]!) * base.ownFunds)
  const statements = companyStatements(
    {
      revenue,
      built,
      sold: built,
      production,
      overhead: revenue.map((money) => money * base.overheadShare),
      royalty,
      assets: [
        { investment: machines, years: 10, residual: 0.05 },
        { investment: buildings, years: 20, residual: 0.05 },
      ],
      capital,
    },
    { ...base.terms, tax: { rate: of.taxRate, carryYears: base.carryYears } },
  )
  const column = (): Float64Array => new Float64Array(quarters)
  const cash = { owner: column(), partner: column(), lenders: column(), state: column(), trade: column(), company: column() }
  const last = quarters - 1
  const s = statements
  for (let q = 0; q < quarters; q++) {
    const ends = q === last
    const equity = ends ? closingValue(s, base.assetShare) : 0
    // At the end the company is settled: its cash is handed out, what is owed is paid, stock and assets are sold to the trade.
    const settled = ends ? s.receivables[q]! + s.stock[q]! + base.assetShare * s.fixedAssets[q]! - s.payables[q]! : 0
    const margin = built[q]! * of.partsMargin
    const paidOut = s.dividends[q]! * (1 - of.withholding) + equity - s.capital[q]!
    cash.owner[q] = paidOut * of.share + royalty[q]! * (1 - of.withholding) + margin
    cash.partner[q] = paidOut * (1 - of.share)
    cash.lenders[q] = s.interest[q]! - s.borrowed[q]! + (ends ? s.debt[q]! : 0)
    cash.state[q] = s.tax[q]! + (s.dividends[q]! + royalty[q]!) * of.withholding + duties[q]!
    cash.trade[q] = -(s.operatingCash[q]! + s.interest[q]! + s.tax[q]! + royalty[q]! + duties[q]!) - margin + s.investment[q]! - settled
    cash.company[q] = s.cash[q]! - (s.cash[q - 1] ?? 0) - (ends ? s.cash[q]! : 0)
  }
  return { statements, cash }
}

/** Present value of quarterly cash at a yearly rate, the first quarter's being worth itself. */
export function quarterlyValue(cash: Float64Array, yearlyRate: number): number {
  const discount = exactPow(1 + yearlyRate, -0.25)
  let value = 0
  for (let q = cash.length - 1; q >= 0; q--) value = value * discount + cash[q]!
  return value
}
