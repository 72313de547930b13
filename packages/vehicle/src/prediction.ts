/** What is said of a car: ranges with bands, charging, the law, and the cars nearby. */
import { bandInWeather, bandOf, CHARGE_BAND } from './band.ts'
import type { Basis } from './band.ts'
import { BROCHURE_CARS, OTHER_CHARGES } from './brochure-cars.ts'
import { spansOf } from './charge.ts'
import type { ChargeTrace, LimitedSpan, Station } from './charge.ts'
import { secondLevel, thirdLevel } from './charge-levels.ts'
import type { LevelCharge } from './charge-levels.ts'
import { checkConsumption } from './consumption-limit.ts'
import type { LegalCheck } from './consumption-limit.ts'
import { livesOf, USUAL_LIFE } from './life.ts'
import type { CellLife } from './life.ts'
import { packsToday } from './pack.ts'
import type { PackToday } from './pack.ts'
import { CHARGE_EFFICIENCY, chargePlanned, usualRates } from './planned-charge.ts'
import { onTheBench, rangeOn, rangesOf } from './range.ts'
import type { Car, CycleRange } from './range.ts'
import { nearestCars, qualityOf } from './validated-cars.ts'
import type { NearCar } from './validated-cars.ts'

/** A range with its band. */
export interface PredictedRange extends CycleRange {
  /** Bounds of the 80 % band, km. */
  readonly low: number
  readonly high: number
  /** Whether the band comes from left-out cars on this cycle. */
  readonly validated: boolean
}

/** Ranges with their bands, wider where the car is not in the test room. */
export function predictRanges(car: Car, basis: Basis, isTestRoom = true): readonly PredictedRange[] {
  return rangesOf(car).map((each) => {
    const band = bandOf(basis, each.cycle)
    const { share, validated } = isTestRoom ? band : bandInWeather(band)
    return { ...each, low: each.km / (1 + share), high: each.km / (1 - share), validated }
  })
}

/** Peak rate of the cars of the table, 1/h, as their median: for a car of which no peak is known. */
export const USUAL_PEAK_RATE = 2.09

/** A charge from 10 to 80 % with its band. */
export interface PredictedCharge {
  readonly peakKw: number
  /** Whether the peak was given; else it is the usual rate. */
  readonly peakKnown: boolean
  /** Where the peak lies beyond those of the cars that the shape comes from; empty where it does not. */
  readonly caution: string
  readonly minutes: number
  readonly low: number
  readonly high: number
  readonly meanKw: number
  readonly meanRate: number
  readonly limits: readonly LimitedSpan[]
  readonly trace: ChargeTrace
}

/** Temperature of the pack at the beginning of a charge, C: cars warm it on the way to a post. */
export const CHARGED_AT_C = 25

/** Least and most peak of the cars with a known charge, 1/h of their usable energy. */
const [LEAST_PEAK_RATE, MOST_PEAK_RATE] = ((): readonly [number, number] => {
  const rates = [
    ...BROCHURE_CARS.flatMap(({ usableKwh, charge }) => (charge === undefined ? [] : [charge.peakKw / usableKwh])),
    ...OTHER_CHARGES.map(([, usableKwh, , peakKw]) => peakKw / usableKwh),
  ]
  return [Math.min(...rates), Math.max(...rates)]
})()

/** @param reached highest rate of the charge, which a post may hold below the peak */
function cautionOf(peak: number, reached: number): string {
  const beyond = reached > MOST_PEAK_RATE ? reached : peak < LEAST_PEAK_RATE ? peak : undefined
  if (beyond === undefined) return ''
  const told = `peaks of ${LEAST_PEAK_RATE.toFixed(1)} to ${MOST_PEAK_RATE.toFixed(1)}C`
  return `the shape of the charge comes from cars with ${told}; at ${beyond.toFixed(1)}C it is extrapolated`
}

/** Joules per kelvin of the cells for each usable kWh: 4.5 kg of cells of 1,000 J/(kg K), an estimate. */
const HEAT_PER_KWH = 4500
/** Most that the cooling of a pack takes from its cells, W: an estimate for today's cars. */
const USUAL_COOLING_W = 10_000

/** The charge from 10 to 80 %, by the usual shape of a charge. */
export function predictCharge(usableKwh: number, peakKw: number | undefined, station: Station, voltageV: number): PredictedCharge {
  const peak = peakKw ?? USUAL_PEAK_RATE * usableKwh
  const trace = chargePlanned(
    {
      usableKwh,
      voltageV,
      rates: usualRates(peak, usableKwh),
      efficiency: CHARGE_EFFICIENCY,
      heatCapacity: HEAT_PER_KWH * usableKwh,
      coolingW: USUAL_COOLING_W,
      startC: CHARGED_AT_C,
      highestC: 55,
    },
    station,
  )
  const minutes = trace.seconds / 60
  // A peak that is guessed spreads the time as much again.
  const band = peakKw === undefined ? CHARGE_BAND * 2 : CHARGE_BAND
  const meanKw = (usableKwh * 0.7) / CHARGE_EFFICIENCY / (minutes / 60)
  return {
    peakKw: peak,
    peakKnown: peakKw !== undefined,
    caution: cautionOf(peak / usableKwh, trace.power[0]! / 1000 / usableKwh),
    minutes,
    low: minutes * Math.exp(-band),
    high: minutes * Math.exp(band),
    meanKw,
    meanRate: 0.7 / (minutes / 60),
    limits: spansOf(trace),
    trace,
  }
}

/** Mean terminal voltage of a pack that is not known: 800 V class from 270 kW on, since no 400 V inlet passes more. */
export function usualVoltage(peakKw: number | undefined): number {
  return peakKw !== undefined && peakKw >= 270 ? 700 : 360
}

/** Everything that is said of a car. */
export interface CarPrediction {
  readonly ranges: readonly PredictedRange[]
  readonly charge: PredictedCharge
  readonly legal: LegalCheck
  readonly nearest: readonly NearCar[]
  /** The same charge on the second and the third level. */
  readonly levels: readonly LevelCharge[]
  /** What is left of the pack after the usual guarantee, by cell. */
  readonly lives: readonly CellLife[]
  /** What its pack weighs and costs today, by kind of cell. */
  readonly packs: readonly PackToday[]
  /** Consumption relative to the generic powertrain. */
  readonly quality: number
}

/** A car, what is known of it, and how it is met. */
export interface AskedCar {
  readonly car: Car
  /** The same in the test room, where the law and the validations hold; equal to `car` there. */
  readonly inRoom: Car
  readonly basis: Basis
  /** Highest charging power, kW, where it is known. */
  readonly peakKw: number | undefined
  readonly station: Station
  /** Mean terminal voltage of the pack while charging, where it is known. */
  readonly volts: number | undefined
}

/** Everything that is said of a car. */
export function predictCar({ car, inRoom, basis, peakKw, station, volts = usualVoltage(peakKw) }: AskedCar): CarPrediction {
  const cltc = rangeOn(inRoom, 'CLTC-P (unofficial)')
  const { share } = bandOf(basis, cltc.cycle)
  const consumption = cltc.whPerKm / 10
  const bench = onTheBench(inRoom, 'EPA')
  const charge = predictCharge(inRoom.usableKwh, peakKw, station, volts)
  const wltc = rangeOn(inRoom, 'WLTC 3b')
  return {
    ranges: predictRanges(car, basis, car === inRoom),
    charge,
    levels: [
      secondLevel(inRoom.usableKwh, charge.peakKw, station, volts, CHARGED_AT_C),
      thirdLevel(inRoom.usableKwh, charge.peakKw, CHARGED_AT_C),
    ],
    lives: livesOf({ ...USUAL_LIFE, batteryWhPerKm: wltc.batteryWhPerKm, usableKwh: inRoom.usableKwh, chargeRate: charge.meanRate }),
    packs: packsToday(inRoom.usableKwh),
    legal: checkConsumption(inRoom.kerbKg, consumption, consumption * (1 - share), consumption * (1 + share)),
    nearest: nearestCars(bench, 3),
    quality: qualityOf(bench, inRoom.powertrain),
  }
}
