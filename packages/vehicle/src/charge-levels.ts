/** The charge of one car on all three levels, so that their assumptions can be told apart. */
import { LG_M50, openCircuitVoltage, windowOf } from './cell-parameters.ts'
import { spansOf } from './charge.ts'
import type { LimitedSpan, Station } from './charge.ts'
import { chargeCircuit, nickelRichCell } from './circuit-charge.ts'
import { CHARGE_EFFICIENCY, rateAt, usualRates } from './planned-charge.ts'
import { chargePlatingLimited } from './plating-charge.ts'

/** One level's answer. */
export interface LevelCharge {
  readonly level: 2 | 3
  readonly what: string
  readonly minutes: number
  readonly limits: readonly LimitedSpan[]
  /** Of the cells at the end, Celsius. */
  readonly endC: number
  /** What is beyond what the parameters were measured for; empty where nothing is. */
  readonly caution: string
}

/** Rate to which nickel-rich cells of today are characterized, 1/h: the resistances of the second level are no measured ones. */
const KNOWN_RATE = 3
/** Rate up to which the LG M50 was characterized by Chen et al. (2020): discharges of up to 1.5C. */
const M50_RATE = 1.5
/** Cells for each usable kWh, kg, and their heat capacity, J/(kg K): estimates. */
const CELL_KG_PER_KWH = 4.5
const CELL_HEAT = 1000

/**
 * Second level: the usual rates on an equivalent circuit that warms, cooled by 300 W/K and at most 10 kW to a coolant at 25 C.
 * @param voltageV mean voltage of the pack, which tells the cells in series
 */
export function secondLevel(usableKwh: number, peakKw: number, station: Station, voltageV: number, celsius: number): LevelCharge {
  const rates = usualRates(peakKw, usableKwh, CHARGE_EFFICIENCY)
  const charge = chargeCircuit(
    {
      cell: nickelRichCell((soc) => rateAt(rates, soc), KNOWN_RATE),
      series: Math.round(voltageV / MEAN_CELL_V),
      usableKwh,
      heatCapacity: usableKwh * CELL_KG_PER_KWH * CELL_HEAT,
      coolingWPerK: 300,
      coolingMostW: 10_000,
      coolantC: 25,
      startC: celsius,
      highestC: 55,
    },
    station,
  )
  return {
    level: 2,
    what: 'nickel-rich cells as a circuit that warms',
    minutes: charge.seconds / 60,
    limits: spansOf(charge),
    endC: charge.temperature.at(-1)!,
    caution: charge.extrapolated ? `above ${KNOWN_RATE}C its resistances are extrapolated` : '',
  }
}

/** Third level: the LG M50 at a constant temperature, as fast as no lithium plates, at most at the rate of the car's peak. */
export function thirdLevel(usableKwh: number, peakKw: number, celsius: number): LevelCharge {
  const highestRate = peakKw / usableKwh
  const charge = chargePlatingLimited(LG_M50, { celsius, margin: 0, highestRate })
  const fastest = Math.max(...charge.rate)
  return {
    level: 3,
    what: `LG M50 cells at ${celsius} C, as fast as no lithium plates`,
    minutes: charge.seconds / 60,
    limits: spansOf(charge),
    endC: celsius,
    caution:
      fastest > M50_RATE
        ? `the cell was measured up to ${M50_RATE}C; beyond it the model is extrapolated, and optimistic near the separator`
        : '',
  }
}

const WINDOW = windowOf(LG_M50)
const MEAN_CELL_V: number =
  Array.from({ length: 100 }, (_, i) => openCircuitVoltage(LG_M50, WINDOW, (i + 0.5) / 100)).reduce((a, b) => a + b, 0) / 100
