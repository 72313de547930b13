/** The cars that predictions are compared with: which are near, and what a sibling says of its maker. */
import { BROCHURE_CARS } from './brochure-cars.ts'
import { fitPowertrain, wallConsumption } from './calibration.ts'
import type { MeasuredTest } from './calibration.ts'
import { cycleOf } from './cycles.ts'
import { drive } from './drive.ts'
import type { RunningCar } from './drive.ts'
import { EPA_ROWS } from './epa-cars.ts'
import type { EpaRow } from './epa-cars.ts'
import { GENERIC_POWERTRAIN } from './powertrain.ts'
import type { Powertrain } from './powertrain.ts'
import type { RoadLoad } from './road-load.ts'
import { brochureRange } from './range.ts'

/** A configuration that was measured on the bench. */
export interface EpaCar {
  readonly make: string
  readonly model: string
  readonly massKg: number
  readonly roadLoad: RoadLoad
  readonly cityWhPerKm: number
  readonly highwayWhPerKm: number
}

/** Shares of city and highway in the EPA's combined figures (40 CFR 600.210-12). */
const CITY_SHARE = 0.55

/** The measured configurations, by make and model. */
export const EPA_CARS: readonly EpaCar[] = EPA_ROWS.map(([make, model, massKg, f0, f1, f2, cityWhPerKm, highwayWhPerKm]: EpaRow) => ({
  make,
  model,
  massKg,
  roadLoad: { f0, f1, f2 },
  cityWhPerKm,
  highwayWhPerKm,
}))

/** The two tests of a configuration. */
export function testsOf({ massKg, roadLoad, cityWhPerKm, highwayWhPerKm }: EpaCar): readonly [MeasuredTest, MeasuredTest] {
  return [
    { massKg, roadLoad, cycle: 'UDDS', wallWhPerKm: cityWhPerKm },
    { massKg, roadLoad, cycle: 'HWFET', wallWhPerKm: highwayWhPerKm },
  ]
}

/** Relative errors of the consumption that a powertrain gives a configuration. */
export function errorsOf(
  car: EpaCar,
  powertrain: Powertrain,
): { readonly city: number; readonly highway: number; readonly combined: number } {
  const [city, highway] = testsOf(car).map(({ cycle }) => wallConsumption({ ...car, powertrain }, cycleOf(cycle))) as [number, number]
  const combine = (one: number, other: number): number => CITY_SHARE * one + (1 - CITY_SHARE) * other
  return {
    city: city / car.cityWhPerKm - 1,
    highway: highway / car.highwayWhPerKm - 1,
    combined: combine(city, highway) / combine(car.cityWhPerKm, car.highwayWhPerKm) - 1,
  }
}

/** What a sibling gives: a powertrain, and how it came about. */
export interface Sibling {
  /** Names of the cars that were taken. */
  readonly cars: readonly string[]
  /** Whether they were measured on the bench. */
  readonly isMeasured: boolean
  readonly powertrain: Powertrain
}

/**
 * The powertrain of a maker from the cars of the tables that a name fits: driving and braking from bench tests, or, where
 * only a brochure is known, the quality that gives its official ranges in geometric mean.
 * @param name words of make and model, such as `Tesla Model 3`
 * @returns undefined where no car fits
 */
export function siblingOf(name: string): Sibling | undefined {
  const tested = fitting(EPA_CARS, name)
  if (tested.length > 0)
    return {
      cars: tested.map(({ make, model }) => `${make} ${model}`),
      isMeasured: true,
      powertrain: fitPowertrain(
        tested.flatMap((car) => testsOf(car)),
        GENERIC_POWERTRAIN,
      ),
    }
  const known = fitting(BROCHURE_CARS, name)
  if (known.length === 0) return undefined
  const ratios = known.flatMap((car) => car.ranges.map(({ cycle, km }) => Math.log(brochureRange(car, cycle, GENERIC_POWERTRAIN) / km)))
  const quality = Math.exp(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length)
  return {
    cars: known.map(({ make, model }) => `${make} ${model}`),
    isMeasured: false,
    powertrain: { ...GENERIC_POWERTRAIN, quality },
  }
}

/** Names of every car that can be a sibling. */
export function siblingNames(): readonly string[] {
  return [...new Set([...EPA_CARS, ...BROCHURE_CARS].map(({ make, model }) => `${make} ${model}`))].toSorted()
}

/** Phrases that brochures shorten, and how: both sides are shortened before they are compared. */
const SHORT: readonly (readonly [phrase: RegExp, short: string])[] = [
  [/\blong range\b/g, 'lr'],
  [/\bgrand touring\b/g, 'gt'],
  [/\bperformance battery\b/g, 'pb'],
  [/\bsingle motor\b/g, 'sm'],
  [/\bdual motor\b/g, 'dm'],
  [/\b4matic\b/g, '4m'],
  [/\bvolkswagen\b/g, 'vw'],
  [/\bmercedes.benz\b/g, 'mercedes'],
]

/** Words that choose among cars where a name has them, and stand in the way of none. */
const OPTIONAL = /^(awd|rwd|fwd|4wd|2wd|in|inch|wheels|electric|ev|20\d\d)$/

function wordsOf(text: string): readonly string[] {
  const shortened = SHORT.reduce((short, [phrase, by]) => short.replaceAll(phrase, by), text.toLowerCase().replaceAll('+', ' plus '))
  return shortened.split(/[^a-z0-9.]+/).filter((word) => word !== '')
}

/** Of named things those that have every word of a name; where some have the optional ones too, those alone. */
function fitting<T extends { readonly make: string; readonly model: string }>(cars: readonly T[], name: string): readonly T[] {
  const wanted = wordsOf(name)
  const needed = wanted.filter((word) => !OPTIONAL.test(word))
  if (needed.length === 0) return []
  const found = cars
    .map((car) => ({ car, words: wordsOf(`${car.make} ${car.model}`) }))
    .filter(({ words }) => needed.every((word) => words.includes(word)))
  const shared = ({ words }: (typeof found)[number]): number => wanted.filter((word) => words.includes(word)).length
  const best = Math.max(...found.map(shared))
  return found.filter((each) => shared(each) === best).map(({ car }) => car)
}

/** How far a car lies from a validated one: the largest of the differences in mass and in road load at 50 and 110 km/h, as shares. */
function distance(car: Pick<RunningCar, 'massKg' | 'roadLoad'>, other: Pick<RunningCar, 'massKg' | 'roadLoad'>): number {
  const ratio = (one: number, two: number): number => Math.abs(Math.log(one / two))
  const at = ({ roadLoad: { f0, f1, f2 } }: typeof car, kmh: number): number => f0 + (f1 * kmh) / 3.6 + f2 * (kmh / 3.6) ** 2
  return Math.max(ratio(car.massKg, other.massKg), ratio(at(car, 50), at(other, 50)), ratio(at(car, 110), at(other, 110)))
}

/** A validated car near another, and how wrong the generic powertrain is about it. */
export interface NearCar {
  readonly name: string
  /** Largest relative difference in test mass and road load. */
  readonly difference: number
  /** Relative error of the generic prediction of its combined consumption. */
  readonly error: number
}

/** The validated configurations nearest to a car, the nearest first; one for each name. */
export function nearestCars(car: Pick<RunningCar, 'massKg' | 'roadLoad'>, count: number): readonly NearCar[] {
  const sorted = EPA_CARS.map((other) => ({ other, difference: distance(car, other) })).toSorted((a, b) => a.difference - b.difference)
  const seen = new Set<string>()
  const list: NearCar[] = []
  for (const { other, difference } of sorted) {
    const name = `${other.make} ${other.model}`
    if (seen.has(name)) continue
    seen.add(name)
    list.push({ name, difference, error: errorsOf(other, GENERIC_POWERTRAIN).combined })
    if (list.length === count) break
  }
  return list
}

/** Wh/km that a generic powertrain of quality 1 gives, over which a powertrain's own gives: the quality that people are told. */
export function qualityOf(car: Pick<RunningCar, 'massKg' | 'roadLoad'>, powertrain: Powertrain): number {
  const combined = (each: Powertrain): number => {
    const net = (['UDDS', 'HWFET'] as const).map((name) => {
      const { battery, metres } = drive({ ...car, powertrain: each }, cycleOf(name))
      return battery / metres
    }) as [number, number]
    return CITY_SHARE * net[0] + (1 - CITY_SHARE) * net[1]
  }
  return combined(powertrain) / combined({ ...GENERIC_POWERTRAIN, auxiliaryW: powertrain.auxiliaryW })
}
