/**
 * Money of a currency and of a year: 100 CNY of 2027 and 100 CNY of 2030 are different amounts until a price index says
 * how many of one buy the other.
 */
import { formatScaled } from './format.ts'

export interface Money {
  readonly amount: number
  /** ISO 4217 code: CNY, JPY, EUR, USD. */
  readonly currency: string
  /** Year whose prices it is in. */
  readonly year: number
}

/** @throws RangeError unless the amount is finite, the currency three capital letters and the year whole */
export function money(amount: number, currency: string, year: number): Money {
  if (!Number.isFinite(amount)) throw new RangeError(`amount: expected a finite number, received ${amount}`)
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`currency: expected three capital letters such as CNY, received ${currency}`)
  if (!Number.isInteger(year)) throw new RangeError(`year: expected a whole number, received ${year}`)
  return { amount, currency, year }
}

/** Sum of amounts of one currency and year. @throws RangeError for different ones, or for none */
export function addMoney(...amounts: readonly Money[]): Money {
  const [first, ...others] = amounts
  if (first === undefined) throw new RangeError('money: expected at least one amount, received none')
  for (const { currency, year } of others)
    if (currency !== first.currency || year !== first.year)
      throw new RangeError(`money: expected ${first.currency} of ${first.year}, received ${currency} of ${year}`)
  return { ...first, amount: amounts.reduce((sum, { amount }) => sum + amount, 0) }
}

/** `factor` times an amount. */
export function scaleMoney({ amount, currency, year }: Money, factor: number): Money {
  return money(amount * factor, currency, year)
}

/** In another currency at `rate` units of it for one of this. */
export function exchange({ amount, year }: Money, currency: string, rate: number): Money {
  return money(amount * rate, currency, year)
}

/** In prices of another year, where `index` is the price level of that year over that of this. */
export function inYear({ amount, currency }: Money, year: number, index: number): Money {
  return money(amount * index, currency, year)
}

/** `14.6 bn CNY (2027)` */
export function formatMoney({ amount, currency, year }: Money): string {
  return `${formatScaled(amount, currency)} (${year})`
}
