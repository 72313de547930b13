/** A car from the flags of `genba car`. */
import { InvalidArgumentError } from 'commander'
import {
  carOfModel,
  coastDownRoadLoad,
  forceAt,
  GENERIC_POWERTRAIN,
  GENERIC_ROLLING,
  GRAVITY,
  inConditions,
  planResearch,
  siblingNames,
  siblingOf,
  TEST_ROOM,
  testMass,
  UNLIMITED_STATION,
} from 'genba/vehicle'
import type { AskedCar, Car, ModelCar, ResearchResult, RoadLoad, Sibling } from 'genba/vehicle'
import { formatDiagnostics } from 'genba/model'
import { nearestName } from 'genba/quantity'
import type { MapNode, Names } from 'genba/model'
import { Failure, status } from './command.ts'
import { loadModel, planOf } from './model-input.ts'

/** Flags as commander gives them. */
export interface CarFlags {
  readonly mass?: number
  readonly cd?: number
  readonly area?: number
  readonly usable?: number
  readonly coastDown?: RoadLoad
  readonly crr?: number
  readonly peakKw?: number
  readonly sibling?: string
  readonly quality?: number
  readonly payload?: number
  readonly temperature?: number
  readonly cabin?: true
  readonly resistanceHeat?: true
  readonly auxiliary?: number
  readonly stationKw?: number
  readonly cableA?: number
  readonly volts?: number
}

/** A car with where its powertrain comes from and the weather it is met in. */
export interface TypedCar extends AskedCar {
  readonly sibling: Sibling | undefined
  readonly celsius: number
}

/** Units that an option understands, the first being its own, as factors on it: pounds and square feet exactly (NIST SP 811). */
const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  kg: { kg: 1, t: 1000, lb: 0.45359237, lbs: 0.45359237 },
  m2: { m2: 1, 'm²': 1, ft2: 0.09290304, 'ft²': 0.09290304 },
  kWh: { kWh: 1 },
  kW: { kW: 1, MW: 1000 },
  W: { W: 1, kW: 1000 },
  A: { A: 1 },
  V: { V: 1 },
  C: { C: 1, '°C': 1 },
  '': {},
}

/** A number between bounds, for an option; with one of the units of `unit`, or without, which means `unit` itself. */
export function numberBetween(low: number, high: number, unit: string): (text: string) => number {
  const units = UNITS[unit]!
  return (text) => {
    const [, number = '', suffix = ''] = /^\s*([-+]?[\d_,.]+(?:e[-+]?\d+)?)\s*(.*?)\s*$/i.exec(text) ?? []
    const factor = suffix === '' ? 1 : (units[suffix] ?? Number.NaN)
    const value = number === '' ? Number.NaN : Number(number.replaceAll('_', '').replace(/^(\d{1,3}),(\d{3})$/, '$1$2')) * factor
    if (!(value >= low && value <= high)) {
      const known = Object.keys(units).filter((name) => /^\w+$/.test(name) && name !== unit)
      throw new InvalidArgumentError(
        `Expected a number from ${low} to ${high}${unit === '' ? '' : ` ${unit}`}, such as ${exampleOf(low, high)}${known.length === 0 ? '' : ` (or in ${known.join(', ')})`}.`,
      )
    }
    return value
  }
}

function exampleOf(low: number, high: number): string {
  const middle = (Math.max(low, 0) + high) / 2
  return middle >= 10 ? String(Math.round(middle)) : middle.toPrecision(2)
}

/** One km/h in m/s. */
const KMH = 1 / 3.6

/** `A,B,C` in lbf, lbf/mph and lbf/mph2, or with `N` behind it in N, N/(km/h) and N/(km/h)2. */
export function coastDownOption(text: string): RoadLoad {
  const [, numbers = '', unit = 'lbf'] = /^(.*?)\s*(lbf|N)?$/.exec(text.trim()) ?? []
  const values = numbers.split(/[,\s]+/).filter((part) => part !== '')
  const [a, b, c] = values.map(Number)
  if (values.length !== 3 || ![a, b, c].every((value) => Number.isFinite(value)))
    throw new InvalidArgumentError(
      'Expected three numbers A,B,C in lbf, lbf/mph and lbf/mph2, such as 37.17,0.047,0.0144, or in N, N/(km/h) and N/(km/h)2, such as "165.3,0.130,0.0247 N".',
    )
  const load = unit === 'N' ? { f0: a!, f1: b! / KMH, f2: c! / (KMH * KMH) } : coastDownRoadLoad(a!, b!, c!)
  if (!(forceAt(load, 10) > 0 && forceAt(load, 35) > 0))
    throw new InvalidArgumentError('These coefficients push the car; the EPA lists Target Coef A, B, C in lbf, lbf/mph and lbf/mph2.')
  return load
}

/** Force at 50 km/h over weight of the cars of the EPA's list, 0.009 to 0.019, with room to either side. */
const LEAST_FORCE = 0.005
const MOST_FORCE = 0.035

/** @throws Failure (bad input) where a coast-down and a mass do not belong to one car, as when units are mistaken */
function checkCoastDown(load: RoadLoad, kerbKg: number): void {
  const newtons = forceAt(load, 50 * KMH)
  const share = newtons / (testMass('EPA', kerbKg) * GRAVITY)
  if (share >= LEAST_FORCE && share <= MOST_FORCE) return
  throw new Failure(
    `genba car: --coast-down: ${Math.round(newtons)} N at 50 km/h are ${(share * 100).toFixed(1)} % of the weight of a car of ${Math.round(kerbKg)} kg, where cars have 0.9 to 1.9 %\nwrite lbf, lbf/mph, lbf/mph2 as 37.17,0.047,0.0144, and N, N/(km/h), N/(km/h)2 as "165.3,0.130,0.0247 N"`,
    status.badInput,
  )
}

/** Flags that need another or exclude it, with what to do. */
const UNFIT: readonly (readonly [unfit: (flags: CarFlags & ModelOnly, hasFile: boolean) => boolean, message: string])[] = [
  [({ coastDown, cd }) => coastDown !== undefined && cd !== undefined, '--coast-down and --cd both tell the road load; give one of them'],
  [
    ({ coastDown, area }) => coastDown !== undefined && area !== undefined,
    '--coast-down and --area both tell the road load; give one of them',
  ],
  [
    ({ coastDown, crr }) => coastDown !== undefined && crr !== undefined,
    '--coast-down and --crr both tell the road load; give one of them',
  ],
  [
    ({ sibling, quality }) => sibling !== undefined && quality !== undefined,
    '--sibling and --quality both tell the powertrain; give one of them',
  ],
  [({ resistanceHeat, cabin }) => resistanceHeat === true && cabin !== true, '--resistance-heat heats the cabin; give --cabin too'],
  [({ scenario }, hasFile) => scenario !== undefined && !hasFile, '--scenario is one of a model; give a model file'],
  [({ carsPerYear }, hasFile) => carsPerYear !== undefined && !hasFile, '--cars-per-year is for the plant of a model; give a model file'],
  [({ carsPerHour }, hasFile) => carsPerHour !== undefined && !hasFile, '--cars-per-hour is for the plant of a model; give a model file'],
]

/** Flags that mean a model. */
export interface ModelOnly {
  readonly scenario?: string
  readonly carsPerYear?: number
  readonly carsPerHour?: number
}

/** @throws Failure (bad input) naming every pair of flags that do not go together */
export function checkFlags(flags: CarFlags & ModelOnly, hasFile: boolean): void {
  const messages = UNFIT.filter(([unfit]) => unfit(flags, hasFile)).map(([, message]) => `genba car: ${message}`)
  if (messages.length > 0) throw new Failure(messages.join('\n'), status.badInput)
}

/** What a model says of its car, as flags would; flags that are given win. */
export interface ModelFlags {
  readonly flags: CarFlags
  readonly model: ModelCar
  readonly title: string
  readonly research: ResearchResult | null
}

/**
 * The car of a model under a scenario.
 * @throws Failure (bad input) where the file is at fault or has no car
 */
export function flagsOfModel(file: string, scenario: string | null, flags: CarFlags): ModelFlags {
  const loaded = loadModel(file)
  const { plan, root, names } = planOf(loaded, scenario)
  const model = carOfModel(plan.products)
  if (model === undefined)
    throw new Failure(
      `${file}: no product is a car; give one "drag: 0.26" or "driving_level: 3", such as products: {car: {mass: 2200 kg, drag: 0.26, area: 2.7 m2, energy: 90 kWh}}`,
      status.badInput,
    )
  return { flags: { ...flagsOfCar(model), ...flags }, model, title: loaded.name, research: researchOf(file, root, names) }
}

/** What a model says of its car, as flags would. */
export function flagsOfCar(model: ModelCar): CarFlags {
  return {
    ...(model.kerbKg === undefined ? {} : { mass: model.kerbKg }),
    ...(model.drag === undefined ? {} : { cd: model.drag }),
    ...(model.areaM2 === undefined ? {} : { area: model.areaM2 }),
    ...(model.rolling === undefined ? {} : { crr: model.rolling }),
    ...(model.usableKwh === undefined ? {} : { usable: model.usableKwh }),
    ...(model.peakKw === undefined ? {} : { peakKw: model.peakKw }),
    ...(model.quality === undefined ? {} : { quality: model.quality }),
  }
}

/** @throws Failure (bad input) where the words of the research base do not fit together */
function researchOf(file: string, root: MapNode, names: Names): ResearchResult | null {
  const outcome = planResearch(root, names)
  if (outcome === undefined) return null
  if (outcome.fault !== undefined) throw new Failure(`${file}: research: ${outcome.fault}`, status.badInput)
  if (outcome.result === undefined) throw new Failure(formatDiagnostics(outcome.diagnostics), status.badInput)
  return outcome.result
}

/** @throws Failure (bad input) naming every flag that is missing, and the sibling where it is unknown */
export function carOf(flags: CarFlags, from?: { readonly file: string; readonly product: string }): TypedCar {
  const road = flags.coastDown !== undefined
  const missing = [
    ...(flags.mass === undefined ? [['--mass', 'mass: 2165 kg', 'kerb mass in kg']] : []),
    ...(flags.usable === undefined ? [['--usable', 'energy: 81 kWh', 'usable energy in kWh']] : []),
    ...(!road && flags.cd === undefined ? [['--cd', 'drag: 0.28', 'drag coefficient; or --coast-down A,B,C']] : []),
    ...(!road && flags.area === undefined ? [['--area', 'area: 2.56 m2', 'frontal area in m2; or --coast-down A,B,C']] : []),
  ] as [flag: string, word: string, meaning: string][]
  if (missing.length > 0) {
    const named = missing.map(([flag, , meaning]) => `${flag} (${meaning})`).join(', ')
    const remedy =
      from === undefined
        ? 'for example: genba car --mass 2165 --cd 0.28 --area 2.56 --usable 77'
        : `write them in the model, products.${from.product}: {${missing.map(([, word]) => word).join(', ')}}, or give the flags`
    throw new Failure(
      `${from === undefined ? 'genba car: without a model file a car needs' : `${from.file}: products.${from.product} does not say`} ${named}\n${remedy}`,
      status.badInput,
    )
  }
  if (flags.coastDown !== undefined) checkCoastDown(flags.coastDown, flags.mass!)
  const sibling = flags.sibling === undefined ? undefined : knownSibling(flags.sibling)
  const powertrain = {
    ...(sibling?.powertrain ?? GENERIC_POWERTRAIN),
    ...(flags.quality === undefined ? {} : { quality: flags.quality }),
  }
  const inRoom: Car = {
    kerbKg: flags.mass!,
    usableKwh: flags.usable!,
    ...(flags.payload === undefined ? {} : { payloadKg: flags.payload }),
    resistance:
      flags.coastDown === undefined
        ? { kind: 'brochure', dragArea: flags.cd! * flags.area!, rolling: flags.crr ?? GENERIC_ROLLING }
        : { kind: 'coast-down', roadLoad: flags.coastDown },
    powertrain,
  }
  const celsius = flags.temperature ?? TEST_ROOM.celsius
  const conditions = {
    celsius,
    cabin: flags.cabin === true,
    heatPump: flags.resistanceHeat !== true,
    auxiliaryW: flags.auxiliary ?? 0,
  }
  const isTestRoom = celsius === TEST_ROOM.celsius && !conditions.cabin && conditions.auxiliaryW === 0
  return {
    car: isTestRoom ? inRoom : inConditions(inRoom, conditions),
    inRoom,
    basis: flags.coastDown === undefined ? 'brochure' : sibling?.isMeasured === true ? 'coast-down and sibling' : 'coast-down',
    sibling,
    peakKw: flags.peakKw,
    station: {
      ...UNLIMITED_STATION,
      ...(flags.stationKw === undefined ? {} : { powerW: flags.stationKw * 1000 }),
      ...(flags.cableA === undefined ? {} : { cableA: flags.cableA }),
    },
    volts: flags.volts,
    celsius,
  }
}

function knownSibling(name: string): Sibling {
  const sibling = siblingOf(name)
  if (sibling !== undefined) return sibling
  const names = siblingNames()
  const makes = [...new Set(names.map((each) => each.split(' ')[0]!))]
  const near = nearestName(name, [...makes, ...names])
  throw new Failure(
    `genba car: --sibling: no validated car fits "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}\nmakes with validated cars: ${makes.join(', ')}; words of make and model choose, such as "Tesla Model 3"`,
    status.badInput,
  )
}
