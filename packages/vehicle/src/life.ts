/** The life of a pack in a car, by every cell whose ageing is known, with what its tests do not cover. */
import { age, AGEING_CELLS } from './ageing.ts'
import type { Stress } from './ageing.ts'

/** How a car is used. */
export interface Usage {
  readonly years: number
  readonly km: number
  /** Of the battery, Wh/km, and what it holds, kWh. */
  readonly batteryWhPerKm: number
  readonly usableKwh: number
  readonly celsius: number
  /** Mean state of charge, depth of cycles, and the fastest rate at which it is often charged, 1/h. */
  readonly soc: number
  readonly depth: number
  readonly chargeRate: number
}

/** A guarantee as most makers give it: 8 years, 160,000 km (and the draft of a UN GTR: 70 % left). */
export const USUAL_LIFE = { years: 8, km: 160_000, celsius: 20, soc: 0.6, depth: 0.8 } as const

/** What is left of one kind of cell under a usage. */
export interface CellLife {
  readonly cell: string
  /** Share of the capacity that is left. */
  readonly capacity: number
  readonly lostToTime: number
  readonly lostToCycles: number
  readonly cycles: number
  /** What of the usage lies outside the tests of this cell; the figure is extrapolated where there is any. */
  readonly outside: readonly string[]
}

/** Every known cell under a usage. Discharge is taken at the mean rate of driving, a third of 1/h. */
export function livesOf({ years, km, batteryWhPerKm, usableKwh, celsius, soc, depth, chargeRate }: Usage): readonly CellLife[] {
  const cycles = (km * batteryWhPerKm) / 1000 / usableKwh
  const stress: Stress = { days: years * 365.25, cycles, celsius, soc, depth, chargeRate, dischargeRate: 1 / 3 }
  return AGEING_CELLS.map((cell) => {
    const { capacity, time, cycles: lost, outside } = age(cell, [stress])
    return { cell: cell.name, capacity, lostToTime: time, lostToCycles: lost, cycles, outside }
  })
}
