/** Range by the test procedures of the authorities. */
import type { BrochureCar } from './brochure-cars.ts'
import { cycleOf } from './cycles.ts'
import type { CycleName } from './drive-cycle.ts'
import { batteryConsumption, drive } from './drive.ts'
import { GENERIC_ROLLING } from './powertrain.ts'
import type { Powertrain } from './powertrain.ts'
import { brochureRoadLoad } from './road-load.ts'
import type { RoadLoad } from './road-load.ts'

/** Whose rules: what the car weighs on the bench. */
export type Procedure = 'EPA' | 'WLTP' | 'NEDC' | 'GB/T 18386'

/** By whose rules a car is loaded for a cycle. */
export const PROCEDURE_OF: Readonly<Record<CycleName, Procedure>> = {
  UDDS: 'EPA',
  HWFET: 'EPA',
  US06: 'EPA',
  'WLTC 3b': 'WLTP',
  NEDC: 'NEDC',
  'CLTC-P (unofficial)': 'GB/T 18386',
}

/** Payload of a car of which none is known, kg. */
const USUAL_PAYLOAD = 425

/**
 * Mass on the bench, kg.
 *
 * EPA: kerb and 300 lb (40 CFR 1066.805, before rounding to a class). WLTP: kerb, driver of 75 kg, 25 kg and 15 % of the payload that is left
 * (UN GTR No. 15, annex 4). NEDC and GB/T 18386: kerb and 100 kg.
 * @param kerbKg without a driver
 */
export function testMass(procedure: Procedure, kerbKg: number, payloadKg: number = USUAL_PAYLOAD): number {
  switch (procedure) {
    case 'EPA':
      return kerbKg + 300 * 0.45359237
    case 'WLTP':
      return kerbKg + 75 + 25 + 0.15 * (payloadKg - 25)
    case 'NEDC':
    case 'GB/T 18386':
      return kerbKg + 100
  }
}

/** A car as a planner knows it. */
export interface Car {
  /** Without a driver. */
  readonly kerbKg: number
  readonly payloadKg?: number
  /** Energy between full and empty as the driver sees them, kWh. */
  readonly usableKwh: number
  /** Road load as measured at the EPA's test mass, or what a brochure says. */
  readonly resistance: Measured | Brochure
  readonly powertrain: Powertrain
}

/** Road load from a coast-down. */
export interface Measured {
  readonly kind: 'coast-down'
  readonly roadLoad: RoadLoad
}

/** Road load from what a brochure says. */
export interface Brochure {
  readonly kind: 'brochure'
  /** Drag coefficient times frontal area, m2. */
  readonly dragArea: number
  readonly rolling: number
  /** kg/m3. */
  readonly airDensity?: number
}

/**
 * Mass and road load of a car under a procedure. A coast-down belongs to the EPA's test mass; at another mass its constant
 * part, which is rolling resistance, goes with the mass.
 */
export function onTheBench(car: Car, procedure: Procedure): { readonly massKg: number; readonly roadLoad: RoadLoad } {
  const massKg = testMass(procedure, car.kerbKg, car.payloadKg)
  const { resistance } = car
  if (resistance.kind === 'brochure')
    return { massKg, roadLoad: brochureRoadLoad(massKg, resistance.rolling, resistance.dragArea, resistance.airDensity) }
  const { f0, f1, f2 } = resistance.roadLoad
  return { massKg, roadLoad: { f0: (f0 * massKg) / testMass('EPA', car.kerbKg), f1, f2 } }
}

/** One line of a prediction. */
export interface CycleRange {
  readonly cycle: CycleName | 'EPA combined'
  readonly km: number
  /** From the wall, charging losses included, as authorities state it. */
  readonly whPerKm: number
  /** From the battery: usable energy over range. */
  readonly batteryWhPerKm: number
}

/** Range on one cycle: usable energy over what the battery gives a km. */
export function rangeOn(car: Car, cycle: CycleName): CycleRange {
  const energy = drive({ ...onTheBench(car, PROCEDURE_OF[cycle]), powertrain: car.powertrain }, cycleOf(cycle))
  const batteryWhPerKm = batteryConsumption(energy)
  return {
    cycle,
    km: (car.usableKwh * 1000) / batteryWhPerKm,
    whPerKm: batteryWhPerKm / car.powertrain.charging,
    batteryWhPerKm,
  }
}

/** Adjustment from bench to label where a maker has made no five-cycle test (40 CFR 600.210-12). */
const LABEL_ADJUSTMENT = 0.7

/**
 * The EPA's combined label: 55 % of the city range and 45 % of the highway range, times 0.7; consumption likewise, over 0.7
 * (40 CFR 600.210-12, 600.311-12).
 */
function epaCombined(city: CycleRange, highway: CycleRange): CycleRange {
  const combine = (one: number, other: number): number => 0.55 * one + 0.45 * other
  return {
    cycle: 'EPA combined',
    km: LABEL_ADJUSTMENT * combine(city.km, highway.km),
    whPerKm: combine(city.whPerKm, highway.whPerKm) / LABEL_ADJUSTMENT,
    batteryWhPerKm: combine(city.batteryWhPerKm, highway.batteryWhPerKm) / LABEL_ADJUSTMENT,
  }
}

/** Every range of a car, in the order in which they are printed. */
export function rangesOf(car: Car): readonly CycleRange[] {
  const on = (cycle: CycleName): CycleRange => rangeOn(car, cycle)
  const [city, highway] = [on('UDDS'), on('HWFET')]
  return [city, highway, on('US06'), epaCombined(city, highway), on('WLTC 3b'), on('NEDC'), on('CLTC-P (unofficial)')]
}

/** Range in km that a powertrain gives a brochure car on a cycle. */
export function brochureRange(car: BrochureCar, cycle: CycleName, powertrain: Powertrain, rolling: number = GENERIC_ROLLING): number {
  const resistance = { kind: 'brochure', dragArea: car.cd * car.areaM2, rolling } as const
  return rangeOn({ kerbKg: car.kerbKg, usableKwh: car.usableKwh, resistance, powertrain }, cycle).km
}
