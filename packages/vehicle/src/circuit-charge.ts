/** Charging, second level: an equivalent circuit that warms. */
import { arrhenius, LG_M50, openCircuitVoltage, windowOf } from './cell-parameters.ts'
import { checkSpan, LONGEST_CHARGE, recordCharge } from './charge.ts'
import type { ChargeLimit, ChargeTrace, Station } from './charge.ts'

/**
 * A cell as an equivalent circuit, for one ampere-hour: resistances times capacity are volts per 1/h of rate, the same for cells of any size.
 * V = OCV(soc) + r0 C + v1, dv1/dt = (r1 C - v1) / tau, C being the rate.
 */
export interface CircuitCell {
  readonly name: string
  readonly openCircuit: (soc: number) => number
  /** Mean of the open-circuit voltage between empty and full, V: energy over charge. */
  readonly meanV: number
  /** At 25 C, V h. */
  readonly r0: number
  readonly r1: number
  readonly tau: number
  /** Of both resistances, J/mol. */
  readonly activation: number
  /** dU/dT, V/K. */
  readonly entropy: number
  readonly highestV: number
  /** What the cell takes at 25 C over its state of charge, 1/h. */
  readonly rate: (soc: number) => number
  /** Activation energy of that rate, J/mol; 0 for none. */
  readonly rateActivation: number
  /** Rate, 1/h, up to which the parameters were measured; beyond it results are extrapolated. */
  readonly validRate: number
}

/** Cells in series, their energy, and what cools them. */
export interface CircuitPack {
  readonly cell: CircuitCell
  readonly series: number
  /** Between empty and full, at the open-circuit voltage. */
  readonly usableKwh: number
  /** J/K of all cells. */
  readonly heatCapacity: number
  /** W/K to the coolant, its most, and its temperature. */
  readonly coolingWPerK: number
  readonly coolingMostW: number
  readonly coolantC: number
  readonly startC: number
  /** Temperature that the charge keeps to. */
  readonly highestC: number
}

const M50_WINDOW = windowOf(LG_M50)

/** Open-circuit voltage of a nickel-rich cell at tenths of a percent, from the electrodes of the LG M50. */
const NICKEL_RICH = Float64Array.from({ length: 1001 }, (_, i) => openCircuitVoltage(LG_M50, M50_WINDOW, i / 1000))

/** Nickel-rich: the open-circuit voltage of the LG M50, straight between tenths of a percent. */
export function nickelRichVoltage(soc: number): number {
  const place = Math.min(999, Math.max(0, Math.floor(soc * 1000)))
  return NICKEL_RICH[place]! + (soc * 1000 - place) * (NICKEL_RICH[place + 1]! - NICKEL_RICH[place]!)
}

/** By the rule of the trapezium over the table. */
const NICKEL_RICH_MEAN = NICKEL_RICH.reduce((sum, volts, i) => sum + (i === 0 || i === 1000 ? volts / 2 : volts), 0) / 1000

/**
 * A nickel-rich cell for fast charging. Its resistances are an estimate: together 0.07 V h, so that a charge at 1C loses about 2 %;
 * their temperature dependence, 25 kJ/mol, lies in the middle of 20 to 35 kJ/mol; the entropy is left out.
 */
export function nickelRichCell(rate: (soc: number) => number, validRate: number): CircuitCell {
  return {
    name: 'nickel-rich',
    openCircuit: nickelRichVoltage,
    meanV: NICKEL_RICH_MEAN,
    r0: 0.035,
    r1: 0.035,
    tau: 40,
    activation: 25_000,
    entropy: 0,
    highestV: 4.2,
    rate,
    rateActivation: 0,
    validRate,
  }
}

/** What a charge on the second level gives beside its course. */
export interface CircuitCharge extends ChargeTrace {
  /** J: at the terminals, stored at the open-circuit voltage, made heat in the cells, taken by the coolant; and what warmed the cells. */
  readonly given: number
  readonly stored: number
  readonly heat: number
  readonly cooled: number
  readonly warmed: number
  /** Whether a rate above that for which the cell's parameters hold was used. */
  readonly extrapolated: boolean
}

/**
 * Charges from one state to another.
 *
 * At the beginning of each step the rate is the least of what station, cable, voltage, cell and cooling allow, and is then held: v1 follows
 * exactly, charge and temperature by sums. Heat is I (V - U) + I T dU/dT (Bernardi, Pawlikowski and Newman, J. Electrochem. Soc. 132, 5,
 * 1985). At the highest temperature no more heat may be made than is taken away.
 * @param stepS step, s
 * @throws RangeError for states that are no charge, or one that does not end within a day
 */
export function chargeCircuit(pack: CircuitPack, station: Station, from = 0.1, to = 0.8, stepS = 1): CircuitCharge {
  checkSpan(from, to)
  const { cell, series } = pack
  // Ampere-hours of one string of all cells in parallel.
  const capacity = (pack.usableKwh * 1000) / (series * cell.meanV)
  const perRate = capacity * series
  const record = recordCharge()
  let [soc, v1, temperature, extrapolated] = [from, 0, pack.startC, false]
  let [given, stored, heat, cooled] = [0, 0, 0, 0]
  for (let step = 0; step * stepS < LONGEST_CHARGE; step++) {
    const kelvin = temperature + 273.15
    const warm = arrhenius(-cell.activation, kelvin)
    const [r0, r1] = [cell.r0 * warm, cell.r1 * warm]
    const open = cell.openCircuit(soc)
    const rest = open + v1
    const cooling = Math.max(0, Math.min(pack.coolingMostW, pack.coolingWPerK * (temperature - pack.coolantC)))
    let limit: ChargeLimit = 'cell charge rate'
    let rate = cell.rate(soc) * (cell.rateActivation === 0 ? 1 : arrhenius(cell.rateActivation, kelvin))
    const hot = temperature < pack.highestC ? Infinity : rootOf(r0, v1 + kelvin * cell.entropy, cooling / perRate)
    // Written out, since a list of candidates would cost as much as the rest of the step.
    if (hot < rate) [limit, rate] = ['cooling', hot]
    if ((cell.highestV - rest) / r0 < rate) [limit, rate] = ['cell voltage', (cell.highestV - rest) / r0]
    if ((station.voltageV / series - rest) / r0 < rate) [limit, rate] = ['station voltage', (station.voltageV / series - rest) / r0]
    if (station.cableA / capacity < rate) [limit, rate] = ['cable current', station.cableA / capacity]
    if (station.currentA / capacity < rate) [limit, rate] = ['station current', station.currentA / capacity]
    const full = rootOf(r0, rest, station.powerW / perRate)
    if (full < rate) [limit, rate] = ['station power', full]
    if (!(rate > 1e-4))
      throw new RangeError(`charge: at a state of charge of ${soc.toFixed(2)} nothing flows (${limit}); the goal cannot be reached`)
    if (rate > cell.validRate) extrapolated = true
    const gain = (rate * stepS) / 3600
    const part = Math.min(1, (to - soc) / gain)
    const seconds = stepS * part
    const volts = rest + r0 * rate
    record.note(soc, volts * rate * perRate, volts * series, rate * capacity, temperature, limit)
    const tends = r1 * rate
    const decay = Math.exp(-seconds / cell.tau)
    const lostV = r0 * rate + tends + ((v1 - tends) * (1 - decay) * cell.tau) / seconds
    const middleOpen = (open + cell.openCircuit(soc + gain * part)) / 2
    const made = (lostV + kelvin * cell.entropy) * rate * perRate
    stored += middleOpen * rate * perRate * seconds
    given += (middleOpen + lostV) * rate * perRate * seconds
    heat += made * seconds
    cooled += cooling * seconds
    temperature += ((made - cooling) * seconds) / pack.heatCapacity
    v1 = tends + (v1 - tends) * decay
    soc += gain * part
    if (part < 1 || soc >= to) {
      const trace = record.end(1 - part)
      const warmed = pack.heatCapacity * (temperature - pack.startC)
      return { ...trace, seconds: trace.seconds * stepS, given, stored, heat, cooled, warmed, extrapolated }
    }
  }
  throw new RangeError('charge: does not end within a day; give the station more power')
}

/** The positive root x of `a x^2 + b x = y`, in the form that does not cancel; endless where y is. */
function rootOf(a: number, b: number, y: number): number {
  return y === Infinity ? Infinity : (2 * y) / (b + Math.sqrt(b * b + 4 * a * y))
}
