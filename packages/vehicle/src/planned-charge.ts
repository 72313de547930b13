/** Charging, first level: the least of the limits at each second, for planning. */
import { checkSpan, LONGEST_CHARGE, recordCharge, tightest } from './charge.ts'
import type { ChargeTrace, Station } from './charge.ts'

/**
 * The rate that cells take, over their state of charge: a plateau to the knee, then straight down to `endRate` at 80 % and on with the same slope.
 * Rates in 1/h of the usable energy.
 */
export interface RateCurve {
  readonly plateau: number
  readonly knee: number
  readonly endRate: number
}

/** A pack as planning knows it. */
export interface PlannedPack {
  readonly usableKwh: number
  /** Mean terminal voltage while charging. */
  readonly voltageV: number
  readonly rates: RateCurve
  /** Share of the terminals' energy that is stored; the rest heats the cells. */
  readonly efficiency: number
  /** What warms: J/K of the cells. */
  readonly heatCapacity: number
  /** W that can be taken from the cells at their highest temperature. */
  readonly coolingW: number
  readonly startC: number
  readonly highestC: number
}

/** Least rate at which a charge still goes on, 1/h: the taper never reaches zero. */
const LEAST_RATE = 0.05

/** Rate at a state of charge, 1/h. */
export function rateAt({ plateau, knee, endRate }: RateCurve, soc: number): number {
  if (soc <= knee) return plateau
  return Math.max(LEAST_RATE, plateau - ((plateau - endRate) * (soc - knee)) / (0.8 - knee))
}

/** Share of the terminals' energy that is stored, in a planned charge. */
export const CHARGE_EFFICIENCY = 0.95
/** Where the plateau of the usual car ends. */
export const USUAL_KNEE = 0.2
/**
 * Rate at 80 % over the plateau, of the usual car: with it a charge takes, relative to one at peak power all along, what the cars with a
 * known peak and time take in geometric mean (1.43; a test solves it anew from their table).
 */
export const USUAL_END = 0.4717

/** The usual curve for a peak power at the terminals. */
export function usualRates(peakKw: number, usableKwh: number, efficiency: number = CHARGE_EFFICIENCY): RateCurve {
  const plateau = (efficiency * peakKw) / usableKwh
  return { plateau, knee: USUAL_KNEE, endRate: USUAL_END * plateau }
}

/**
 * Charges from one state to another in steps of a second.
 *
 * P = min(station, V I_cable, V I_station, rate(soc) E / efficiency, and at the highest temperature what cooling can take); soc grows by
 * efficiency P / E, the cells warm by the rest of P less cooling, which works in full from the highest temperature on and not below.
 * @throws RangeError for states that are no charge
 */
export function chargePlanned(pack: PlannedPack, station: Station, from = 0.1, to = 0.8): ChargeTrace {
  checkSpan(from, to)
  const { usableKwh, voltageV, rates, efficiency, heatCapacity, coolingW, startC, highestC } = pack
  const energy = usableKwh * 3.6e6
  const record = recordCharge()
  let [soc, temperature] = [from, startC]
  for (let second = 0; second < LONGEST_CHARGE; second++) {
    const hot = temperature >= highestC ? coolingW / (1 - efficiency) : Infinity
    // Cells first: where limits are equal, it is they that the next better car would change.
    const [limit, power] = tightest([
      ['cell charge rate', (rateAt(rates, soc) * usableKwh * 1000) / efficiency],
      ['cooling', hot],
      ['cable current', voltageV * station.cableA],
      ['station current', voltageV * station.currentA],
      ['station power', station.powerW],
    ])
    if (!(power > 0)) break
    record.note(soc, power, voltageV, power / voltageV, temperature, limit)
    const gain = (efficiency * power) / energy
    if (soc + gain >= to) return record.end(1 - (to - soc) / gain)
    soc += gain
    temperature = Math.min(highestC, temperature + ((1 - efficiency) * power) / heatCapacity)
  }
  throw new RangeError('charge: does not end within a day; give the station or the cooling more power')
}

/**
 * Seconds from one state to another under the rate curve alone, in closed form: with dsoc/dt = rate(soc), the plateau takes a
 * straight time and the slope a logarithm.
 */
export function closedFormSeconds({ plateau, knee, endRate }: RateCurve, from: number, to: number): number {
  const flat = Math.max(0, Math.min(to, knee) - from) / plateau
  if (to <= knee) return 3600 * flat
  const start = Math.max(from, knee)
  const slope = (plateau - endRate) / (0.8 - knee)
  if (slope === 0) return 3600 * (flat + (to - start) / plateau)
  const at = (soc: number): number => plateau - slope * (soc - knee)
  return 3600 * (flat + Math.log(at(start) / at(to)) / slope)
}
