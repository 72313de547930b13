/** What the car of a model asks of its plant, and what of it can be put into the plant. */
import type { ModelCar } from './model-car.ts'
import { LIQUID_NMC, USUAL_SIZING } from './pack.ts'

/** Cars an hour where a model does not say: a takt of 120 s. */
export const USUAL_CARS_PER_HOUR = 30

/** Charge for shipping: from the state in which packs come to that in which cars leave (domestic), at posts of 60 kW. */
const ARRIVES_AT_PERCENT = 25
const SHIPPED_AT_PERCENT = 60
const POST_KW = 60
/** Share of their time that posts are busy where cars are not to wait long. */
const POST_USE = 0.8

/** Minutes at a post before a car is shipped. */
function shippingChargeMinutes(grossKwh: number): number {
  return ((SHIPPED_AT_PERCENT - ARRIVES_AT_PERCENT) * grossKwh * 60) / (100 * POST_KW)
}

/** Posts for charging, so that they are busy 80 % of the time. */
function chargePosts(grossKwh: number, carsPerHour: number): number {
  return Math.ceil(((shippingChargeMinutes(grossKwh) / 60) * carsPerHour) / POST_USE - 1e-9)
}

/**
 * Seconds of static calibration by level of driving (SAE J3016): camera and radars, 120 s (60 to 180); with lidar, surround and what is
 * there twice, 240 s (180 to 600). Figures of the trade, not of a maker.
 */
function calibrationSeconds(level: number): number {
  return level >= 3 ? 240 : level >= 2 ? 120 : level >= 1 ? 60 : 0
}

/** Stands for calibration, busy all the time; at least one where there is anything to calibrate. */
function calibrationStands(level: number, carsPerHour: number): number {
  return Math.ceil((calibrationSeconds(level) * carsPerHour) / 3600 - 1e-9)
}

/** Seconds that a robot takes to stack one cell of a pack: a figure of the trade. */
const STACKING_S_PER_CELL = 3

/** Castings of a body, front and rear, and the body that they carry, kg: figures of the trade. */
const CASTINGS = 2
const CASTING_KG = 65
const BODY_KG = 1650
/** Metal of a shot over its casting: 90 kg for 65 kg, the rest being runners and biscuit. */
const SHOT_OVER_CASTING = 90 / 65

/** Mass of the cells and of the pack, kg: of the model's cell, or of today's liquid cells. */
function packMasses(grossKwh: number, whPerKg: number = LIQUID_NMC.whPerKg): { readonly cellKg: number; readonly packKg: number } {
  const cellKg = (grossKwh * 1000) / whPerKg
  return { cellKg, packKg: cellKg / LIQUID_NMC.massShare }
}

/** kg of one of the two castings: they carry their share of what a pack above 450 kg adds to the body. */
function castingMass(grossKwh: number, whPerKg: number | undefined): number {
  const { compounding, lightPackKg } = USUAL_SIZING
  return CASTING_KG * (1 + (compounding * Math.max(0, packMasses(grossKwh, whPerKg).packKg - lightPackKg)) / BODY_KG)
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

/**
 * What the car asks of the plant.
 * @param carsPerYear wanted output
 * @param carsPerHour rate of the line, for posts and stands
 */
export function plantNeeds(car: ModelCar, carsPerYear: number, carsPerHour: number): readonly PlantNeed[] {
  const { grossKwh, cells, drivingLevel } = car
  return [
    ...(grossKwh === undefined ? [] : energyNeeds(grossKwh, car.cellWhPerKg, carsPerYear, carsPerHour)),
    ...(cells === undefined ? [] : cellNeeds(cells, carsPerYear)),
    ...(drivingLevel === undefined ? [] : calibrationNeeds(drivingLevel, carsPerHour)),
  ]
}

function energyNeeds(grossKwh: number, whPerKg: number | undefined, carsPerYear: number, carsPerHour: number): readonly PlantNeed[] {
  const { cellKg, packKg } = packMasses(grossKwh, whPerKg)
  const of =
    whPerKg === undefined
      ? `at ${LIQUID_NMC.whPerKg} Wh/kg, today's liquid cells`
      : `at ${Math.round(whPerKg)} Wh/kg, the cell of the model`
  const estimate = 'its share of what a heavy pack adds, an estimate'
  return [
    { what: 'cells', value: (grossKwh * carsPerYear) / 1e6, unit: 'GWh/year', digits: 1, basis: 'energy of the pack times cars' },
    { what: 'mass of cells', value: cellKg, unit: 'kg a car', digits: 0, basis: of },
    { what: 'mass of the pack', value: packKg, unit: 'kg a car', digits: 0, basis: `cells are ${LIQUID_NMC.massShare * 100} % of it` },
    {
      what: 'mass of castings',
      value: CASTINGS * castingMass(grossKwh, whPerKg),
      unit: 'kg a car',
      digits: 0,
      basis: `${CASTINGS} of ${CASTING_KG} kg and ${estimate}`,
    },
    {
      what: 'charge for shipping',
      value: shippingChargeMinutes(grossKwh),
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
  ]
}

function cellNeeds(cells: number, carsPerYear: number): readonly PlantNeed[] {
  return [
    { what: 'cells', value: (cells * carsPerYear) / 1e6, unit: 'million a year', digits: 1, basis: 'cells of a pack times cars' },
    {
      what: 'stacking of cells',
      value: cells * STACKING_S_PER_CELL,
      unit: 's a pack',
      digits: 0,
      basis: `${cells} cells at ${STACKING_S_PER_CELL} s`,
    },
  ]
}

function calibrationNeeds(level: number, carsPerHour: number): readonly PlantNeed[] {
  return [
    { what: 'calibration', value: calibrationSeconds(level), unit: 's a car', digits: 0, basis: `level ${level} of driving` },
    {
      what: 'calibration stands',
      value: calibrationStands(level, carsPerHour),
      unit: 'stands',
      digits: 0,
      basis: `at ${carsPerHour} cars an hour, busy all the time`,
    },
  ]
}

/** What a car can put into the plant by `sets`; each as the language writes it. */
export const PLANT_VALUES = [
  'charge_time',
  'charge_posts',
  'calibration_time',
  'calibration_stands',
  'stacking_time',
  'casting_mass',
  'shot_mass',
] as const
/** One of `PLANT_VALUES`. */
export type PlantValue = (typeof PLANT_VALUES)[number]

/** What a car puts into the plant by the words of the language; undefined where the model does not say enough. */
export function plantValue(car: ModelCar, need: PlantValue): string | undefined {
  const { grossKwh, cellWhPerKg, cells, drivingLevel, carsPerHour = USUAL_CARS_PER_HOUR } = car
  switch (need) {
    case 'charge_time':
      return grossKwh === undefined ? undefined : `${shippingChargeMinutes(grossKwh)} min`
    case 'charge_posts':
      return grossKwh === undefined ? undefined : String(chargePosts(grossKwh, carsPerHour))
    case 'calibration_time':
      return drivingLevel === undefined ? undefined : `${calibrationSeconds(drivingLevel)} s`
    case 'calibration_stands':
      return drivingLevel === undefined ? undefined : String(calibrationStands(drivingLevel, carsPerHour))
    case 'stacking_time':
      return cells === undefined ? undefined : `${cells * STACKING_S_PER_CELL} s`
    case 'casting_mass':
      return grossKwh === undefined ? undefined : kilograms(castingMass(grossKwh, cellWhPerKg))
    case 'shot_mass':
      return grossKwh === undefined ? undefined : kilograms(castingMass(grossKwh, cellWhPerKg) * SHOT_OVER_CASTING)
  }
}

function kilograms(value: number): string {
  return `${value.toFixed(3)} kg`
}
