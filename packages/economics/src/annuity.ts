/** Equal payments at equal times: loans, and the yearly cost of equipment. */
import { exactExpm1, exactLog1p, requirePositive } from 'genba/statistics'
import { internalRates } from './cash-flow.ts'

/** Equal payments over some periods. Signs are those of whoever pays or receives: a loan received is positive, its payments negative. */
export interface Annuity {
  readonly periods: number
  /** Received now; paid if negative. */
  readonly presentValue: number
  /** Received at the end; 0 if left out. */
  readonly futureValue?: number
  /** Whether payments are at the beginning of periods rather than at their end. */
  readonly isDue?: boolean
}

/**
 * The share of an investment that each of n equal payments at the end of periods must bring: `r / (1 - (1 + r)^-n)`; 1 / n at
 * rate 0 (R. Kirchain, F. R. Field III, "Process-based cost modeling", Encyclopedia of Materials (2001): capital recovery).
 * @param rate of a period, above -1
 * @throws RangeError if the rate is not above -1 or the periods are not positive
 */
export function capitalRecovery(rate: number, periods: number): number {
  requirePositive('periods', periods)
  if (!(rate > -1)) throw new RangeError(`rate: expected a rate above -1, received ${rate}`)
  return rate === 0 ? 1 / periods : -rate / exactExpm1(-periods * exactLog1p(rate))
}

/**
 * The payment that settles an annuity, PMT of spreadsheets: `pv (1 + r)^n + pmt (1 + r due) ((1 + r)^n - 1) / r + fv = 0`.
 * @param rate of a period, above -1
 * @throws RangeError as `capitalRecovery`
 */
export function annuityPayment(rate: number, { periods, presentValue, futureValue = 0, isDue = false }: Annuity): number {
  const recovery = capitalRecovery(rate, periods)
  // A sum at the end asks for r / ((1 + r)^n - 1) each time, which is the recovery less the rate.
  const atEnd = presentValue * recovery + futureValue * (recovery - rate)
  return -atEnd / (isDue ? 1 + rate : 1)
}

/**
 * Every rate at which an annuity with the given payment is settled (RATE of spreadsheets finds one), rising; see `internalRates`.
 * @param payment of each period, negative if paid
 * @throws RangeError if periods are not whole and positive, or nothing is paid at all
 */
export function annuityRates(payment: number, { periods, presentValue, futureValue = 0, isDue = false }: Annuity): number[] {
  if (!Number.isInteger(periods) || periods < 1) throw new RangeError(`periods: expected a whole number from 1, received ${periods}`)
  const flows = Array.from({ length: periods + 1 }, (_, k) => (isDue ? (k < periods ? payment : 0) : k > 0 ? payment : 0))
  flows[0]! += presentValue
  flows[periods]! += futureValue
  return internalRates(flows)
}
