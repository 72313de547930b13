/** What a base sells abroad: duties by day, quotas, undertakings. */
import { valueOn } from 'genba/economics'
import { dayNumber } from 'genba/quantity'
import { exactPow } from 'genba/statistics'
import type { Destination, PlanValues } from './plan-input.ts'

/** Sales of one destination in a year. */
export interface DestinationSales {
  readonly name: string
  readonly cars: number
  /** What the company gets for a car, CNY. */
  readonly netPrice: number
  /** Duty of the destination, share of the price at its border: the mean of its cars. */
  readonly duty: number
  /** What holds the price or the number of cars: an undertaken least price, a quota that is full. */
  readonly heldBy?: 'undertaking' | 'quota'
}

/**
 * Sales abroad at the best price against a constant elasticity e: landed price `c e / (1 + e)`, c being cost and carriage with duty, cars
 * `base (p / reference)^e`; the reference falls as the costs of rivals do.
 *
 * An undertaking takes the countervailing duty away and keeps the price at the border from falling below the undertaken one. Of a quota this base has a share, which pays the
 * lower duty: it sells at the best price of the lower duty where the share is not used up, at that of the full duty where more are sold even so, else just the share.
 * @param cost of one more car at the gate, CNY
 * @param extraDuty added to every duty, share
 * @throws RangeError where a duty had no value yet
 */
export function exportSales(
  destinations: readonly Destination[],
  values: PlanValues,
  cost: number,
  year: number,
  extraDuty: number,
): DestinationSales[] {
  const e = values.exportElasticity
  const day = dayNumber(year, 7, 1)
  const rivals = exactPow(1 + values.rivalCostDrift, year - 2025)
  return destinations.map(({ name, duty: rule, cars: base, referencePrice, freight, quotaShare, undertaking }) => {
    const known = valueOn(rule, day).value
    const full = known.duty + (undertaking === undefined ? (known.countervailing ?? 0) : 0) + extraDuty
    const scale = base.value * values.exportScale
    const reference = referencePrice.value * rivals
    const carsAt = (landed: number): number => scale * exactPow(landed / reference, e)
    const border = cost + freight.value
    const least = undertaking?.value ?? 0
    const best = (duty: number): number => Math.max((border * e) / (1 + e), least) * (1 + duty)
    const sell = (landed: number, duty: number, heldBy?: DestinationSales['heldBy']): DestinationSales => ({
      name,
      cars: carsAt(landed),
      netPrice: landed / (1 + duty) - freight.value,
      duty,
      ...(heldBy === undefined ? {} : { heldBy }),
    })
    const held = (border * e) / (1 + e) < least ? 'undertaking' : undefined
    const within = (known.quota ?? 0) * (quotaShare?.value ?? 0)
    if (!(within > 0) || known.quotaDuty === undefined) return sell(best(full), full, held)
    const low = known.quotaDuty + extraDuty
    if (carsAt(best(low)) <= within) return sell(best(low), low, held)
    const beyond = carsAt(best(full))
    if (beyond <= within) return sell(reference * exactPow(within / scale, 1 / e), low, 'quota')
    // All cars have one price to the buyer; the share within the quota brings the company more of it.
    const landed = best(full)
    const net = (within * (landed / (1 + low)) + (beyond - within) * (landed / (1 + full))) / beyond
    return { name, cars: beyond, netPrice: net - freight.value, duty: landed / net - 1, heldBy: 'quota' }
  })
}
