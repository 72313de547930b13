/** The arithmetic of a claim: what charging a pack in a time asks for. */

/** A range and a charging time, as claimed. */
export interface Claim {
  readonly km: number
  readonly minutes: number
  /** States of charge between which the minutes count, from 0 to 1. */
  readonly from: number
  readonly to: number
}

/** Peak over mean of the fastest tested cars (Zeekr 7X 460 by 323 kW, Zeekr 001 546 by 348 kW). */
const PEAK_OVER_MEAN = [1.4, 1.6] as const
/** Share of the energy that becomes heat in the pack at such rates. */
export const LOSS = [0.05, 0.07] as const
/** Voltages at which currents are told. */
export const CLAIM_VOLTAGES = [400, 800, 1000] as const
/** J/(kg K) of cells, and the rise that a charge may use, K: from 25 to 55 C. */
const CELL_HEAT = 1000
const ALLOWED_RISE = 30
/** Mean voltage of a cell while charging, V. */
const CELL_V = 3.75

/** What a charge asks of a pack, all from one formula: energy of the window over time. */
export interface ChargeNeed {
  readonly grossKwh: number
  readonly energyKwh: number
  readonly meanKw: number
  /** 1/h of the gross energy. */
  readonly meanRate: number
  readonly peakKw: readonly [number, number]
  /** At `CLAIM_VOLTAGES`. */
  readonly meanA: readonly number[]
  /** At a loss of 5 and of 7 %. */
  readonly heatKw: readonly [number, number]
}

/** What a claim's charge asks of a pack of `grossKwh`. */
export function chargeNeed(grossKwh: number, { minutes, from, to }: Claim): ChargeNeed {
  const energyKwh = grossKwh * (to - from)
  const meanKw = energyKwh / (minutes / 60)
  return {
    grossKwh,
    energyKwh,
    meanKw,
    meanRate: meanKw / grossKwh,
    peakKw: [PEAK_OVER_MEAN[0] * meanKw, PEAK_OVER_MEAN[1] * meanKw],
    meanA: CLAIM_VOLTAGES.map((volts) => (meanKw * 1000) / volts),
    heatKw: [LOSS[0] * meanKw, LOSS[1] * meanKw],
  }
}

/** Warming of cells that keep all heat of a charge, K; `loss` is the share of the energy that becomes heat. */
export function adiabaticRise(energyKwh: number, cellKg: number, loss: number = LOSS[0]): number {
  return (energyKwh * 3.6e6 * loss) / (cellKg * CELL_HEAT)
}

/** kW over a charge of `minutes` that keep cells from warming by more than 30 K. */
export function coolingOf(heatKw: number, cellKg: number, minutes: number): number {
  return Math.max(0, heatKw - (cellKg * CELL_HEAT * ALLOWED_RISE) / (minutes * 60) / 1000)
}

/**
 * Area-specific resistance that a loss allows, ohm cm2: loss V / j, j being rate times areal capacity.
 * @param meanRate 1/h
 * @param arealMahCm2 mAh/cm2
 */
export function allowedResistance(meanRate: number, arealMahCm2: number, loss: number = LOSS[0]): number {
  return (loss * CELL_V * 1000) / (meanRate * arealMahCm2)
}

/** A share in percent as people write it: `7`, `12.5`. */
export function percent(share: number): string {
  return String(Math.round(share * 1000) / 10)
}
