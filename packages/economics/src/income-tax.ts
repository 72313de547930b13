/** Tax on profit where losses of earlier years are set against it. */
import { requireNonNegative } from 'genba/statistics'

/** How profit is taxed. */
export interface IncomeTaxRule {
  /** Share of taxable profit: 0.25 is the usual one in China, 0.15 that of a certified high-technology enterprise. */
  readonly rate: number
  /** Years after that of the loss in which it may be used: 5 in China, Infinity for no limit. */
  readonly carryYears: number
  /** Greatest share of a year's profit that losses may take away; 1 if left out. */
  readonly usableShare?: number
}

/** Tax of one year and what became of losses. */
export interface IncomeTax {
  /** Profit less losses used, never below 0. */
  readonly taxable: number
  readonly tax: number
  /** Losses of earlier years used in this one. */
  readonly used: number
  /** Losses whose last year this was. */
  readonly expired: number
  /** Losses that later years may use. */
  readonly carried: number
}

/** Taxes year after year, losses being kept between them. */
export interface TaxAccount {
  /** The tax of the next year, whose profit before tax is given; a loss is negative. */
  assess(profit: number): IncomeTax
}

/**
 * An account of taxes; the oldest losses are used first.
 * @throws RangeError if the rate, the years or the share are negative, or rate or share above 1
 */
export function createTaxAccount({ rate, carryYears, usableShare = 1 }: IncomeTaxRule): TaxAccount {
  requireShare('rate', rate)
  requireShare('usableShare', usableShare)
  if (!(carryYears >= 0)) throw new RangeError(`carryYears: expected a number from 0, received ${carryYears}`)
  // Losses left, oldest first.
  let losses: { readonly year: number; left: number }[] = []
  let year = -1
  return {
    assess(profit) {
      year++
      let usable = Math.max(profit, 0) * usableShare
      let used = 0
      for (const loss of losses) {
        const taken = Math.min(loss.left, usable)
        usable -= taken
        used += taken
        loss.left -= taken
      }
      if (profit < 0) losses.push({ year, left: -profit })
      let expired = 0
      let carried = 0
      losses = losses.filter((loss) => {
        const isLast = year >= loss.year + carryYears
        if (isLast) expired += loss.left
        else carried += loss.left
        return loss.left > 0 && !isLast
      })
      const taxable = Math.max(profit, 0) - used
      return { taxable, tax: rate * taxable, used, expired, carried }
    },
  }
}

/**
 * Tax year by year; the oldest losses are used first.
 * @param profits before tax by year, a loss negative
 * @returns one entry a year: over all years losses = used + expired + carried at the end
 * @throws RangeError as `createTaxAccount`
 */
export function incomeTax(profits: readonly number[], rule: IncomeTaxRule): IncomeTax[] {
  const account = createTaxAccount(rule)
  return profits.map((profit) => account.assess(profit))
}

function requireShare(name: string, value: number): void {
  requireNonNegative(name, value)
  if (value > 1) throw new RangeError(`${name}: expected a share of at most 1, received ${value}`)
}
