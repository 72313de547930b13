/** Errors about cars that took no part in a fit: what bands and tables rest on. */
import { BROCHURE_CARS } from './brochure-cars.ts'
import type { BrochureCar, OfficialRange } from './brochure-cars.ts'
import { fitPowertrain, fitRolling } from './calibration.ts'
import { forceAt } from './road-load.ts'
import { GENERIC_POWERTRAIN } from './powertrain.ts'
import type { Powertrain } from './powertrain.ts'
import { brochureRange } from './range.ts'
import { EPA_CARS, errorsOf, testsOf } from './validated-cars.ts'
import type { EpaCar } from './validated-cars.ts'

/** Relative errors of consumption, predicted over measured less one. */
export interface EpaErrors {
  readonly car: EpaCar
  readonly city: number
  readonly highway: number
  readonly combined: number
}

/** Relative error of a range, predicted over official less one. */
export interface BrochureError {
  readonly car: BrochureCar
  readonly official: OfficialRange
  readonly error: number
}

/** Mean of absolute values. */
export function meanAbsolute(errors: readonly number[]): number {
  return errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length
}

/** Each configuration, predicted from its coast-down by a powertrain fitted to all other makes. */
export function leftOutEpa(): readonly EpaErrors[] {
  const fits = new Map<string, Powertrain>()
  return EPA_CARS.map((car) => {
    let powertrain = fits.get(car.make)
    if (powertrain === undefined) {
      const others = EPA_CARS.filter(({ make }) => make !== car.make)
      powertrain = fitPowertrain(
        others.flatMap((each) => testsOf(each)),
        GENERIC_POWERTRAIN,
        'absolute',
      )
      fits.set(car.make, powertrain)
    }
    return { car, ...errorsOf(car, powertrain) }
  })
}

/** Each configuration with another one of its make, predicted by the powertrain of the one nearest in mass and in road load at 90 km/h. */
export function siblingErrors(): readonly (EpaErrors & { readonly sibling: EpaCar })[] {
  return EPA_CARS.flatMap((car) => {
    const away = (other: EpaCar): number =>
      Math.abs(Math.log(other.massKg / car.massKg)) + Math.abs(Math.log(forceAt(other.roadLoad, 25) / forceAt(car.roadLoad, 25)))
    const [sibling] = EPA_CARS.filter((other) => other !== car && other.make === car.make).toSorted((a, b) => away(a) - away(b))
    if (sibling === undefined) return []
    return [{ car, sibling, ...errorsOf(car, fitPowertrain(testsOf(sibling), GENERIC_POWERTRAIN)) }]
  })
}

/** Errors of the official ranges of cars on a cycle under a rolling resistance. */
export function brochureErrors(
  rolling: number,
  cycle: OfficialRange['cycle'] = 'WLTC 3b',
  cars: readonly BrochureCar[] = BROCHURE_CARS,
): readonly BrochureError[] {
  return cars.flatMap((car) =>
    car.ranges
      .filter((official) => official.cycle === cycle)
      .map((official) => ({ car, official, error: brochureRange(car, cycle, GENERIC_POWERTRAIN, rolling) / official.km - 1 })),
  )
}

/** Each official range on a cycle, predicted with the rolling resistance of the WLTP cars of all other makes. */
export function leftOutBrochure(cycle: OfficialRange['cycle']): readonly BrochureError[] {
  return BROCHURE_CARS.flatMap((car) => {
    if (!car.ranges.some((official) => official.cycle === cycle)) return []
    const others = BROCHURE_CARS.filter(({ make }) => make !== car.make)
    const rolling = fitRolling((value) => brochureErrors(value, 'WLTC 3b', others).map(({ error }) => error))
    return brochureErrors(rolling, cycle, [car])
  })
}
