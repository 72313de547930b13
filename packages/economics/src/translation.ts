/**
 * Statements shown in another currency: balances at the rate of their day, income at the mean rate of its quarter, equity at the rates of the days on which it
 * came and went (IAS 21, paragraphs 39 to 43). What is left over is the translation difference, and is followed on its own.
 */
import { requirePositive } from 'genba/statistics'
import type { Statements } from './statements.ts'

/** Units of the other currency for one of the company's own, by quarter. */
export interface ExchangeRates {
  readonly average: Float64Array
  readonly closing: Float64Array
}

/** Statements in the other currency. */
export interface TranslatedStatements extends Statements {
  /** Translation difference in equity at the end of each quarter. */
  readonly translation: Float64Array
}

const INCOME = ['revenue', 'costOfSales', 'overhead', 'royalty', 'depreciation', 'interest', 'tax', 'netIncome'] as const
const FLOWS = ['operatingCash', 'investment', 'borrowed'] as const
const BALANCE = ['cash', 'receivables', 'stock', 'fixedAssets', 'payables', 'debt'] as const

/**
 * Translates statements. Capital comes at the mean rate of its quarter, dividends go at the closing rate of theirs. The translation difference is what moves
 * net assets between two closings, net income between its mean rate and the closing, and capital likewise; the balance of the result then holds without being
 * made to.
 * @throws RangeError if there is not one positive rate for each quarter
 */
export function translateStatements(s: Statements, rates: ExchangeRates): TranslatedStatements {
  const quarters = s.cash.length
  for (const name of ['average', 'closing'] as const) {
    if (rates[name].length !== quarters) throw new RangeError(`${name}: expected ${quarters} rates, received ${rates[name].length}`)
    rates[name].forEach((rate, q) => requirePositive(`${name}[${q}]`, rate))
  }
  const times = (column: Float64Array, by: Float64Array): Float64Array => column.map((value, q) => value * by[q]!)
  const columns = {
    ...Object.fromEntries([...INCOME, ...FLOWS].map((name) => [name, times(s[name], rates.average)])),
    ...Object.fromEntries(BALANCE.map((name) => [name, times(s[name], rates.closing)])),
  } as Pick<Statements, (typeof INCOME)[number] | (typeof FLOWS)[number] | (typeof BALANCE)[number]>
  const capital = times(s.capital, rates.average)
  const dividends = times(s.dividends, rates.closing)
  const paidIn = new Float64Array(quarters)
  const retained = new Float64Array(quarters)
  const translation = new Float64Array(quarters)
  for (let q = 0; q < quarters; q++) {
    const [average, closing] = [rates.average[q]!, rates.closing[q]!]
    paidIn[q] = (paidIn[q - 1] ?? 0) + capital[q]!
    retained[q] = (retained[q - 1] ?? 0) + columns.netIncome[q]! - dividends[q]!
    const opening = q === 0 ? 0 : s.paidIn[q - 1]! + s.retained[q - 1]!
    const before = rates.closing[q - 1] ?? closing
    translation[q] = (translation[q - 1] ?? 0) + opening * (closing - before) + (s.netIncome[q]! + s.capital[q]!) * (closing - average)
  }
  return { ...columns, capital, dividends, paidIn, retained, translation, carsInStock: s.carsInStock.slice() }
}
