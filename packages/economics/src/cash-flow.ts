/** What a row of payments is worth: present value, internal rates, payback. */
import { exactExp, exactExpm1, exactLog1p, exactPow } from 'genba/statistics'
import { rootsOfExponentialSum } from './exponential-sum.ts'

/** A payment on a day. */
export interface DatedFlow {
  /** Day number, as `dayNumber` of genba/quantity counts. */
  readonly day: number
  /** Money; what is paid out is negative. */
  readonly amount: number
}

/** Days of a year by which dated payments are discounted (the convention of XNPV and XIRR in spreadsheets). */
const YEAR_DAYS = 365

/**
 * Present value of payments at equal times: `sum C_k / (1 + r)^k`.
 * @param rate of a period, above -1
 * @param first the k of the first payment: 0 for now; 1 for the end of the first period, as NPV of spreadsheets has it
 * @throws RangeError if the rate is not above -1
 */
export function presentValue(rate: number, flows: readonly number[], first = 0): number {
  requireRate('rate', rate)
  const discount = 1 / (1 + rate)
  let value = 0
  for (let k = flows.length - 1; k >= 0; k--) value = value * discount + flows[k]!
  return value * exactPow(discount, first)
}

/**
 * Present value, on the day of the first payment, of payments on given days: `sum C_k / (1 + r)^((d_k - d_0) / 365)`.
 * @param rate of a year of 365 days, above -1
 * @throws RangeError if the rate is not above -1
 */
export function datedPresentValue(rate: number, flows: readonly DatedFlow[]): number {
  requireRate('rate', rate)
  const first = flows[0]?.day ?? 0
  const growth = exactLog1p(rate)
  return flows.reduce((sum, { day, amount }) => sum + amount * exactExp((-growth * (day - first)) / YEAR_DAYS), 0)
}

/**
 * Every rate above -1 at which the present value is 0, rising; none where payments do not change sign. A rate where the
 * present value touches 0 without changing sign is among them (to a relative 1e-12 of the payments).
 * @throws RangeError if all payments are 0, or one is not finite
 */
export function internalRates(flows: readonly number[]): number[] {
  return ratesOf(flows.map((amount, k) => ({ time: k, amount })))
}

/**
 * Every yearly rate above -1 at which the present value of dated payments is 0, rising, as `internalRates` has them.
 * @throws RangeError if all payments are 0, or one is not finite
 */
export function datedInternalRates(flows: readonly DatedFlow[]): number[] {
  return ratesOf(flows.map(({ day, amount }) => ({ time: day / YEAR_DAYS, amount })))
}

function ratesOf(flows: readonly { readonly time: number; readonly amount: number }[]): number[] {
  return rootsOfExponentialSum(flows.map(({ time, amount }) => ({ weight: amount, exponent: -time }))).map(exactExpm1)
}

/**
 * Modified internal rate: `(FV(receipts, reinvest) / -PV(payments, finance))^(1 / (n - 1)) - 1`, n payments at equal times.
 * @param financeRate at which what is paid is financed, for a period
 * @param reinvestRate at which what is received is invested, for a period
 * @returns nothing where payments and receipts are not both there
 * @throws RangeError if a rate is not above -1
 */
export function modifiedInternalRate(flows: readonly number[], financeRate: number, reinvestRate: number): number | undefined {
  const last = flows.length - 1
  const paid = -presentValue(
    financeRate,
    flows.map((flow) => Math.min(flow, 0)),
  )
  const received = presentValue(
    reinvestRate,
    flows.map((flow) => Math.max(flow, 0)),
  )
  if (paid === 0 || received === 0) return undefined
  return exactPow(received / paid, 1 / last) * (1 + reinvestRate) - 1
}

/**
 * Periods until the sum of the payments, discounted at `rate`, first comes from below 0 to 0; within a period it grows evenly.
 * @returns nothing if it never does; 0 if it never is below 0
 * @throws RangeError if the rate is not above -1
 */
export function payback(flows: readonly number[], rate = 0): number | undefined {
  requireRate('rate', rate)
  let sum = 0
  let discount = 1
  let wasBelow = false
  for (const [k, flow] of flows.entries()) {
    const before = sum
    sum += flow * discount
    discount /= 1 + rate
    if (sum < 0) wasBelow = true
    else if (wasBelow) return k - 1 + before / (before - sum)
  }
  return wasBelow ? undefined : 0
}

function requireRate(name: string, rate: number): void {
  if (!(rate > -1 && rate < Infinity)) throw new RangeError(`${name}: expected a rate above -1, received ${rate}`)
}
