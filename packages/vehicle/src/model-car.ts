/** The car of a model: what its products say of it, and what it asks of the plant. */

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
  readonly peakKw?: number
  readonly quality?: number
  readonly drivingLevel?: number
  /** Cars an hour that the plant is to make. */
  readonly carsPerHour?: number
}

/** Usable over gross energy where a model does not say (EPA OMEGA: 0.95). */
export const USUAL_USABLE = 0.95
const JOULES_PER_KWH = 3.6e6

/**
 * The car among the products: the one with a drag, else with a level of driving, else the one called `car`; and the pack: the
 * product that has cells, else the one called `pack`.
 * @returns undefined where no product is a car
 */
export function carOfModel(products: readonly ProductFacts[]): ModelCar | undefined {
  const having = (word: string): ProductFacts | undefined => products.find(({ quantities }) => quantities[word] !== undefined)
  const named = (name: string): ProductFacts | undefined => products.find((product) => product.name === name)
  const car = having('drag') ?? having('driving_level') ?? named('car')
  if (car === undefined) return undefined
  const pack = having('cells') ?? named('pack')
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
    ...(peak === undefined ? {} : { peakKw: peak / 1000 }),
    ...(quality === undefined ? {} : { quality }),
    ...(level === undefined ? {} : { drivingLevel: level }),
    ...(rate === undefined ? {} : { carsPerHour: rate * 3600 }),
  }
}

/** Charge for shipping: from the state in which packs come to that in which cars leave (domestic), at posts of 60 kW. */
const ARRIVES_AT_PERCENT = 25
const SHIPPED_AT_PERCENT = 60
const POST_KW = 60
/** Share of their time that posts are busy where cars are not to wait long. */
const POST_USE = 0.8

/** Minutes at a post before a car is shipped. */
export function shippingChargeMinutes(grossKwh: number): number {
  return ((SHIPPED_AT_PERCENT - ARRIVES_AT_PERCENT) * grossKwh * 60) / (100 * POST_KW)
}

/**
 * Seconds of static calibration by level of driving (SAE J3016): camera and radars, 120 s (60 to 180); with lidar, surround and what is
 * there twice, 240 s (180 to 600). Figures of the trade, not of a maker.
 */
export function calibrationSeconds(level: number): number {
  return level >= 3 ? 240 : level >= 2 ? 120 : level >= 1 ? 60 : 0
}

/** Something that the car asks of the plant. */
export interface PlantNeed {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly digits: number
  /** Where it comes from, in words. */
  readonly basis: string
}

/** Mass of the castings of a body and secondary mass for each kg of pack above 450 kg; the castings carry their share of it. */
const CASTINGS_KG = 130
const BODY_KG = 1650
const COMPOUNDING = 0.15
const LIGHT_PACK_KG = 450
/** Share of a pack's mass that is cells, and Wh/kg of today's cells: for a pack of which only the energy is known. */
const CELL_SHARE = 0.72
const CELL_WH_PER_KG = 270

/**
 * What the car asks of the plant.
 * @param carsPerYear wanted output
 * @param carsPerHour rate of the line, for posts and stands
 */
export function plantNeeds(car: ModelCar, carsPerYear: number, carsPerHour: number): readonly PlantNeed[] {
  const { grossKwh, cells, drivingLevel } = car
  const needs: PlantNeed[] = []
  if (grossKwh !== undefined) {
    const cellKg = (grossKwh * 1000) / CELL_WH_PER_KG
    const packKg = cellKg / CELL_SHARE
    const minutes = shippingChargeMinutes(grossKwh)
    needs.push(
      { what: 'cells', value: (grossKwh * carsPerYear) / 1e6, unit: 'GWh/year', digits: 1, basis: 'energy of the pack times cars' },
      { what: 'mass of cells', value: cellKg, unit: 'kg a car', digits: 0, basis: `at ${CELL_WH_PER_KG} Wh/kg, today's liquid cells` },
      { what: 'mass of the pack', value: packKg, unit: 'kg a car', digits: 0, basis: `cells are ${CELL_SHARE * 100} % of it` },
      {
        what: 'mass of castings',
        value: CASTINGS_KG + (CASTINGS_KG / BODY_KG) * COMPOUNDING * Math.max(0, packKg - LIGHT_PACK_KG),
        unit: 'kg a car',
        digits: 0,
        basis: `${CASTINGS_KG} kg and their share of secondary mass, an estimate`,
      },
      {
        what: 'charge for shipping',
        value: minutes,
        unit: 'min a car',
        digits: 1,
        basis: `${ARRIVES_AT_PERCENT} to ${SHIPPED_AT_PERCENT} % at ${POST_KW} kW`,
      },
      {
        what: 'charging posts',
        value: chargePosts(grossKwh, carsPerHour),
        unit: 'posts',
        digits: 0,
        basis: `busy ${POST_USE * 100} % of the time at ${carsPerHour} cars an hour`,
      },
    )
  }
  if (cells !== undefined)
    needs.push({
      what: 'cells',
      value: (cells * carsPerYear) / 1e6,
      unit: 'million a year',
      digits: 1,
      basis: 'cells of a pack times cars',
    })
  if (drivingLevel !== undefined) {
    const seconds = calibrationSeconds(drivingLevel)
    needs.push(
      { what: 'calibration', value: seconds, unit: 's a car', digits: 0, basis: `level ${drivingLevel} of driving` },
      {
        what: 'calibration stands',
        value: calibrationStands(drivingLevel, carsPerHour),
        unit: 'stands',
        digits: 0,
        basis: `at ${carsPerHour} cars an hour, busy all the time`,
      },
    )
  }
  return needs
}

/** Cars an hour where a model does not say: a takt of 120 s. */
export const USUAL_CARS_PER_HOUR = 30

/** Posts for charging, so that they are busy 80 % of the time. */
function chargePosts(grossKwh: number, carsPerHour: number): number {
  return Math.ceil(((shippingChargeMinutes(grossKwh) / 60) * carsPerHour) / POST_USE - 1e-9)
}

/** Stands for calibration, busy all the time; at least one where there is anything to calibrate. */
function calibrationStands(level: number, carsPerHour: number): number {
  return Math.ceil((calibrationSeconds(level) * carsPerHour) / 3600 - 1e-9)
}

export const PLANT_VALUES = ['charge_time', 'charge_posts', 'calibration_time', 'calibration_stands'] as const
export type PlantValue = (typeof PLANT_VALUES)[number]

/** What a car puts into the plant by the words of the language; undefined where the model does not say enough. */
export function plantValue(car: ModelCar, need: PlantValue): string | undefined {
  const { grossKwh, drivingLevel, carsPerHour = USUAL_CARS_PER_HOUR } = car
  switch (need) {
    case 'charge_time':
      return grossKwh === undefined ? undefined : `${shippingChargeMinutes(grossKwh)} min`
    case 'charge_posts':
      return grossKwh === undefined ? undefined : String(chargePosts(grossKwh, carsPerHour))
    case 'calibration_time':
      return drivingLevel === undefined ? undefined : `${calibrationSeconds(drivingLevel)} s`
    case 'calibration_stands':
      return drivingLevel === undefined ? undefined : String(calibrationStands(drivingLevel, carsPerHour))
  }
}
