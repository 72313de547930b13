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

/**
 * Tax year by year; the oldest losses are used first.
 * @param profits before tax by year, a loss negative
 * @returns one entry a year: over all years losses = used + expired + carried at the end
 * @throws RangeError if the rate, the years or the share are negative, or rate or share above 1
 */
export function incomeTax(profits: readonly number[], { rate, carryYears, usableShare = 1 }: IncomeTaxRule): IncomeTax[] {
  requireShare('rate', rate)
  requireShare('usableShare', usableShare)
  if (!(carryYears >= 0)) throw new RangeError(`carryYears: expected a number from 0, received ${carryYears}`)
  // Losses left, oldest first.
  let losses: { readonly year: number; readonly left: number }[] = []
  return profits.map((profit, year) => {
    let usable = Math.max(profit, 0) * usableShare
    let used = 0
    losses = losses.map((loss) => {
      const taken = Math.min(loss.left, usable)
      usable -= taken
      used += taken
      return { year: loss.year, left: loss.left - taken }
    })
    if (profit < 0) losses.push({ year, left: -profit })
    const isLast = (loss: { readonly year: number }): boolean => year >= loss.year + carryYears
    const expired = total(losses.filter(isLast))
    losses = losses.filter((loss) => loss.left > 0 && !isLast(loss))
    const taxable = Math.max(profit, 0) - used
    return { taxable, tax: rate * taxable, used, expired, carried: total(losses) }
  })
}

function total(losses: readonly { readonly left: number }[]): number {
  return losses.reduce((sum, { left }) => sum + left, 0)
}

function requireShare(name: string, value: number): void {
  requireNonNegative(name, value)
  if (value > 1) throw new RangeError(`${name}: expected a share of at most 1, received ${value}`)
}
