/**
 * Income statement, cash flow and balance sheet of a company, quarter by quarter: each follows from the others, and the balance holds by its own
 * arithmetic, not by a plug.
 *
 * Conventions: cars in stock are valued at the weighted mean of what building them took in cash; depreciation is straight to a residual value and an
 * expense of its quarter; tax is assessed for each fourth quarter on the profit of its year, with losses carried forward, and paid at once; no deferred tax
 * is shown; a lack of cash is borrowed, and what is borrowed is paid back from whatever cash is left over.
 */
import { requireNonNegative } from 'genba/statistics'
import { createTaxAccount } from './income-tax.ts'
import type { IncomeTaxRule } from './income-tax.ts'

/** Assets of one kind. */
export interface AssetClass {
  /** Bought in each quarter. */
  readonly investment: Float64Array
  /** Years over which it is written off, from the quarter after it was bought. */
  readonly years: number
  /** Share of the price that is left at the end. */
  readonly residual: number
}

/** What a company does, by quarter: columns of one length, four numbers a year, in one currency and without value-added tax. */
export interface CompanyPlan {
  readonly revenue: Float64Array
  /** Cars that were built good, and cars that were sold. */
  readonly built: Float64Array
  readonly sold: Float64Array
  /** What building them takes: material, labor, energy, and whatever else is paid for it. */
  readonly production: Float64Array
  /** Selling, administration, development, warranty: an expense at once. */
  readonly overhead: Float64Array
  /** Royalties and fees to an owner, an expense at once. */
  readonly royalty: Float64Array
  readonly assets: readonly AssetClass[]
  /** Paid in by owners. */
  readonly capital: Float64Array
}

/** Terms on which it does so. */
export interface CompanyTerms {
  /** Days from sale to payment, and from delivery of material to its payment. */
  readonly receivableDays: number
  readonly payableDays: number
  /** Cash that is kept. */
  readonly minimumCash: number
  /** Of what is borrowed, a year; paid on what was owed at the beginning of a quarter. */
  readonly interestRate: number
  readonly tax: IncomeTaxRule
  /** Share of the cash above the minimum that is paid out after each fourth quarter, as far as there are earnings. */
  readonly payout: number
  /** Share of earnings set aside, until it is half of the capital paid in. */
  readonly reserve: number
}

/** The three statements, one number a quarter in each column. */
export interface Statements {
  // Income
  readonly revenue: Float64Array
  readonly costOfSales: Float64Array
  readonly overhead: Float64Array
  readonly royalty: Float64Array
  readonly depreciation: Float64Array
  readonly interest: Float64Array
  readonly tax: Float64Array
  readonly netIncome: Float64Array
  // Cash flow
  readonly operatingCash: Float64Array
  readonly investment: Float64Array
  readonly capital: Float64Array
  /** Borrowed, less paid back. */
  readonly borrowed: Float64Array
  readonly dividends: Float64Array
  // Balance at the end of the quarter
  readonly cash: Float64Array
  readonly receivables: Float64Array
  readonly stock: Float64Array
  readonly fixedAssets: Float64Array
  readonly payables: Float64Array
  readonly debt: Float64Array
  readonly paidIn: Float64Array
  readonly retained: Float64Array
  /** Cars in stock. */
  readonly carsInStock: Float64Array
}

/** Days of a quarter. */
const QUARTER_DAYS = 365 / 4

/** An empty set of statements. */
function blank(quarters: number): Statements {
  const column = (): Float64Array => new Float64Array(quarters)
  return {
    revenue: column(),
    costOfSales: column(),
    overhead: column(),
    royalty: column(),
    depreciation: column(),
    interest: column(),
    tax: column(),
    netIncome: column(),
    operatingCash: column(),
    investment: column(),
    capital: column(),
    borrowed: column(),
    dividends: column(),
    cash: column(),
    receivables: column(),
    stock: column(),
    fixedAssets: column(),
    payables: column(),
    debt: column(),
    paidIn: column(),
    retained: column(),
    carsInStock: column(),
  }
}

/**
 * The statements of a company from nothing on.
 * @throws RangeError if columns differ in length or are not whole years, more cars are sold than there are, or a term is negative
 */
export function companyStatements(plan: CompanyPlan, terms: CompanyTerms): Statements {
  const quarters = plan.revenue.length
  if (quarters % 4 !== 0) throw new RangeError(`revenue: expected whole years of four quarters, received ${quarters}`)
  for (const name of ['built', 'sold', 'production', 'overhead', 'royalty', 'capital'] as const) {
    if (plan[name].length !== quarters) throw new RangeError(`${name}: expected ${quarters} quarters, received ${plan[name].length}`)
  }
  for (const name of ['receivableDays', 'payableDays', 'minimumCash', 'interestRate', 'payout', 'reserve'] as const) {
    requireNonNegative(name, terms[name])
  }
  const s = blank(quarters)
  depreciate(plan.assets, s)
  const taxes = createTaxAccount(terms.tax)
  let [cash, cars, stock, fixed, debt, paidIn, retained, setAside] = [0, 0, 0, 0, 0, 0, 0, 0]
  let [receivables, payables, profit, yearIncome] = [0, 0, 0, 0]
  for (let q = 0; q < quarters; q++) {
    // Cars and what they cost.
    cars += plan.built[q]!
    stock += plan.production[q]!
    const sold = plan.sold[q]!
    if (sold > cars + 1e-6) throw new RangeError(`sold[${q}]: expected at most the ${cars} cars that are there, received ${sold}`)
    // What is spent while no car is there is an expense of the quarter.
    const costOfSales = cars > 1e-9 ? (stock * sold) / cars : stock
    cars = Math.max(cars - sold, 0)
    stock -= costOfSales
    const interest = (debt * terms.interestRate) / 4
    const depreciation = s.depreciation[q]!
    const before = plan.revenue[q]! - costOfSales - plan.overhead[q]! - plan.royalty[q]! - depreciation - interest
    profit += before
    let tax = 0
    if (q % 4 === 3) {
      tax = taxes.assess(profit).tax
      profit = 0
    }
    const income = before - tax
    yearIncome += income
    retained += income
    // Cash: what was earned, less what is owed to the company, plus what it owes.
    const owedToUs = (plan.revenue[q]! * terms.receivableDays) / QUARTER_DAYS
    const owedByUs = (plan.production[q]! * terms.payableDays) / QUARTER_DAYS
    const operating =
      plan.revenue[q]! -
      (owedToUs - receivables) -
      plan.production[q]! +
      (owedByUs - payables) -
      plan.overhead[q]! -
      plan.royalty[q]! -
      interest -
      tax
    receivables = owedToUs
    payables = owedByUs
    fixed += s.investment[q]! - depreciation
    paidIn += plan.capital[q]!
    cash += operating - s.investment[q]! + plan.capital[q]!
    const borrowed = cash < terms.minimumCash ? terms.minimumCash - cash : -Math.min(debt, cash - terms.minimumCash)
    debt += borrowed
    cash += borrowed
    let dividends = 0
    if (q % 4 === 3) {
      setAside = Math.max(Math.min(setAside + Math.max(yearIncome, 0) * terms.reserve, paidIn / 2), setAside)
      yearIncome = 0
      dividends = Math.max(Math.min((cash - terms.minimumCash) * terms.payout, retained - setAside), 0)
      cash -= dividends
      retained -= dividends
    }
    s.revenue[q] = plan.revenue[q]!
    s.costOfSales[q] = costOfSales
    s.overhead[q] = plan.overhead[q]!
    s.royalty[q] = plan.royalty[q]!
    s.interest[q] = interest
    s.tax[q] = tax
    s.netIncome[q] = income
    s.operatingCash[q] = operating
    s.capital[q] = plan.capital[q]!
    s.borrowed[q] = borrowed
    s.dividends[q] = dividends
    s.cash[q] = cash
    s.receivables[q] = receivables
    s.stock[q] = stock
    s.fixedAssets[q] = fixed
    s.payables[q] = payables
    s.debt[q] = debt
    s.paidIn[q] = paidIn
    s.retained[q] = retained
    s.carsInStock[q] = cars
  }
  return s
}

/** Fills investment and depreciation. */
function depreciate(assets: readonly AssetClass[], s: Statements): void {
  const quarters = s.investment.length
  for (const { investment, years, residual } of assets) {
    if (investment.length !== quarters) throw new RangeError(`investment: expected ${quarters} quarters, received ${investment.length}`)
    const life = Math.round(years * 4)
    let rate = 0
    for (let q = 0; q < quarters; q++) {
      s.depreciation[q]! += rate
      s.investment[q]! += investment[q]!
      rate += (investment[q]! * (1 - residual)) / life
      const ended = q - life
      if (ended >= 0) rate -= (investment[ended]! * (1 - residual)) / life
    }
  }
}

/**
 * What owners would receive if the company ended after its last quarter: what is owed to it, stock at what it cost, fixed assets at a share
 * of what they stand at, less what it owes. No tax is counted on the difference to book values.
 * @param assetShare of the book value of fixed assets
 */
export function closingValue(s: Statements, assetShare: number): number {
  const last = s.cash.length - 1
  return s.cash[last]! + s.receivables[last]! + s.stock[last]! + assetShare * s.fixedAssets[last]! - s.payables[last]! - s.debt[last]!
}

/** By how much each quarter's balance is off: assets less what is owed and equity. Rounding alone is left. */
export function balanceErrors(s: Statements): Float64Array {
  return s.cash.map(
    (cash, q) => cash + s.receivables[q]! + s.stock[q]! + s.fixedAssets[q]! - (s.payables[q]! + s.debt[q]! + s.paidIn[q]! + s.retained[q]!),
  )
}
