/** The car of a model: what its products say of it. */
import { USUAL_USABLE } from './pack.ts'

/** A product with its numbers as the plan has them: SI units. */
export interface ProductFacts {
  readonly name: string
  readonly quantities: Readonly<Record<string, number>>
}

/** What a model says of its car; what it does not say is not there. */
export interface ModelCar {
  readonly name: string
  readonly kerbKg?: number
  readonly drag?: number
  readonly areaM2?: number
  readonly rolling?: number
  /** Between full and empty as built, and as the driver sees them. */
  readonly grossKwh?: number
  readonly usableKwh?: number
  readonly cells?: number
  /** Energy over mass of the cells, Wh/kg, where the model has a cell with both. */
  readonly cellWhPerKg?: number
  readonly peakKw?: number
  readonly quality?: number
  readonly drivingLevel?: number
  /** Cars an hour that the plant is to make. */
  readonly carsPerHour?: number
}

const JOULES_PER_WH = 3600
const JOULES_PER_KWH = 1000 * JOULES_PER_WH

/**
 * The car among the products: the one with a drag, else with a level of driving, else the one called `car`; the pack: the
 * product that has cells, else the one called `pack`; and the product called `cell`.
 * @returns undefined where no product is a car
 */
export function carOfModel(products: readonly ProductFacts[]): ModelCar | undefined {
  const having = (word: string): ProductFacts | undefined => products.find(({ quantities }) => quantities[word] !== undefined)
  const named = (name: string): ProductFacts | undefined => products.find((product) => product.name === name)
  const car = having('drag') ?? having('driving_level') ?? named('car')
  if (car === undefined) return undefined
  const pack = having('cells') ?? named('pack')
  const cell = named('cell')?.quantities
  const cellWhPerKg =
    cell?.['energy'] === undefined || cell['mass'] === undefined ? undefined : cell['energy'] / JOULES_PER_WH / cell['mass']
  const { mass, drag, area, rolling, quality } = car.quantities
  const usable = car.quantities['usable'] ?? USUAL_USABLE
  const energy = car.quantities['energy'] ?? pack?.quantities['energy']
  const cells = car.quantities['cells'] ?? pack?.quantities['cells']
  const peak = car.quantities['peak_power']
  const level = car.quantities['driving_level']
  const rate = car.quantities['planned_rate']
  return {
    name: car.name,
    ...(mass === undefined ? {} : { kerbKg: mass }),
    ...(drag === undefined ? {} : { drag }),
    ...(area === undefined ? {} : { areaM2: area }),
    ...(rolling === undefined ? {} : { rolling }),
    ...(energy === undefined ? {} : { grossKwh: energy / JOULES_PER_KWH, usableKwh: (energy / JOULES_PER_KWH) * usable }),
    ...(cells === undefined ? {} : { cells }),
    ...(cellWhPerKg === undefined ? {} : { cellWhPerKg }),
    ...(peak === undefined ? {} : { peakKw: peak / 1000 }),
    ...(quality === undefined ? {} : { quality }),
    ...(level === undefined ? {} : { drivingLevel: level }),
    ...(rate === undefined ? {} : { carsPerHour: rate * 3600 }),
  }
}
