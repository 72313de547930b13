/** `genba car`: range, charging and consumption of a car, with their bands. */
import type { Command } from 'commander'
import { CHARGED_AT_C, CYCLE_NAMES, cycleOf, plantNeeds, predictCar, statisticsOf, USUAL_CARS_PER_HOUR } from 'genba/vehicle'
import type { CarPrediction, PlantNeed, ResearchResult } from 'genba/vehicle'
import { writeCar } from './car-files.ts'
import { carOf, checkFlags, coastDownOption, flagsOfModel, numberBetween } from './car-input.ts'
import type { CarFlags, ModelOnly, TypedCar } from './car-input.ts'
import { carText } from './car-text.ts'
import { Failure, status } from './command.ts'
import type { Session } from './command.ts'

interface Options extends CarFlags, ModelOnly {
  readonly json?: true
  readonly out?: string
}

export function define(command: Command, session: Session): void {
  command
    .argument('[file]', 'model file whose car is meant; flags win over it')
    .option('-s, --scenario <name>', 'under a scenario of the model')
    .option('--cars-per-year <n>', 'output that the plant is to reach (100000)', numberBetween(1, 5_000_000, ''))
    .option('--cars-per-hour <n>', 'rate of its line (planned_rate of the model, else 30)', numberBetween(0.1, 500, ''))
    .option('--mass <kg>', 'kerb mass without a driver', numberBetween(300, 6000, 'kg'))
    .option('--cd <number>', 'drag coefficient', numberBetween(0.08, 1.2, ''))
    .option('--area <m2>', 'frontal area', numberBetween(0.8, 6, 'm2'))
    .option('--usable <kWh>', 'energy between full and empty', numberBetween(3, 500, 'kWh'))
    .option(
      '--coast-down <A,B,C>',
      'road load at the EPA\'s test mass: lbf, lbf/mph, lbf/mph2, or "A,B,C N": N, N/(km/h), N/(km/h)2; instead of --cd and --area',
      coastDownOption,
    )
    .option('--crr <number>', 'rolling resistance, drag of bearings and gears included (0.0085)', numberBetween(0.003, 0.03, ''))
    .option('--peak-kw <kW>', 'highest charging power', numberBetween(5, 5000, 'kW'))
    .option('--sibling <name>', 'calibrate on validated cars of the maker, such as "Tesla Model 3"')
    .option('--quality <number>', 'consumption relative to the generic powertrain (1)', numberBetween(0.5, 2, ''))
    .option('--payload <kg>', 'payload, of which the WLTP loads 15 % (425)', numberBetween(100, 2000, 'kg'))
    .option('--temperature <C>', 'outside, instead of the test room at 23 C', numberBetween(-40, 50, 'C'))
    .option('--cabin', 'keep the cabin at 22 C')
    .option('--resistance-heat', 'heat it without a heat pump')
    .option('--auxiliary <W>', 'further power all along', numberBetween(0, 20_000, 'W'))
    .option('--station-kw <kW>', 'power of the charging post', numberBetween(1, 10_000, 'kW'))
    .option('--cable-a <A>', 'current of its cable', numberBetween(5, 5000, 'A'))
    .option('--volts <V>', 'mean voltage of the pack while charging', numberBetween(50, 2000, 'V'))
    .option('-o, --out <folder>', 'write a page and its pictures there')
    .option('--json', 'print everything as JSON on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  genba car --mass 2165 --cd 0.28 --area 2.56 --usable 77 --peak-kw 125\n  genba car --mass 1752 --usable 57.5 --coast-down 37.17,0.047,0.0144 --sibling "Tesla Model 3"\n  genba car --mass 2165 --cd 0.28 --area 2.56 --usable 77 --temperature -7 --cabin\n  genba car models/jinshan/jinshan.yaml',
    )
    .action((file: string | undefined, options: Options) => {
      checkFlags(options, file !== undefined)
      if (file === undefined) return tellCar(session, carOf(options), options, undefined)
      const { flags, model, title, research } = flagsOfModel(file, options.scenario ?? null, options)
      const needs = plantNeeds(model, options.carsPerYear ?? 100_000, options.carsPerHour ?? model.carsPerHour ?? USUAL_CARS_PER_HOUR)
      tellCar(session, carOf(flags, { file, product: model.name }), options, { title, product: model.name, needs, research })
    })
}

/** What the car of a model asks of its plant. */
export interface PlantSide {
  readonly title: string
  readonly product: string
  readonly needs: readonly PlantNeed[]
  readonly research: ResearchResult | null
}

function tellCar({ terminal }: Session, asked: TypedCar, { json, out }: Options, plant: PlantSide | undefined): void {
  const prediction = predictionOf(asked)
  const page = out === undefined ? undefined : writeCar(out, asked, prediction, plant)
  if (json === true)
    terminal.out(
      `${JSON.stringify({ ...resultOf(asked, prediction), plant: plant === undefined ? null : { title: plant.title, product: plant.product, needs: plant.needs }, research: plant?.research ?? null }, null, 1)}\n`,
    )
  else terminal.out(carText(asked, prediction, plant, terminal.hasColor))
  if (json !== true && page !== undefined) terminal.out(`\npage ${page}\n`)
}

/** @throws Failure (bad input) where the car cannot be charged so */
function predictionOf(asked: TypedCar): CarPrediction {
  try {
    return predictCar(asked)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Failure(`genba car: ${error.message} (--station-kw, --cable-a, --volts)`, status.badInput)
  }
}

/** Seconds between two points of the charge curve that is written out. */
const CURVE_STEP = 10

/** What `--json` prints; docs/reference/car.md tells each field. */
function resultOf(asked: TypedCar, { ranges, charge, levels, lives, packs, legal, nearest, quality }: CarPrediction): object {
  const { car, basis, sibling, celsius } = asked
  const { trace } = charge
  return {
    genba: 'car/1',
    car: { ...car, powertrain: { ...car.powertrain, brakingLimitW: finite(car.powertrain.brakingLimitW) } },
    basis,
    sibling: sibling?.cars ?? null,
    quality,
    temperature: celsius,
    ranges,
    charge: {
      minutes10to80: charge.minutes,
      low: charge.low,
      high: charge.high,
      peakKw: charge.peakKw,
      peakKnown: charge.peakKnown,
      caution: charge.caution,
      celsius: CHARGED_AT_C,
      meanKw: charge.meanKw,
      meanRate: charge.meanRate,
      limits: charge.limits,
      curve: Array.from({ length: Math.ceil(trace.limits.length / CURVE_STEP) }, (_, i) => ({
        second: i * CURVE_STEP,
        soc: trace.soc[i * CURVE_STEP]!,
        kw: trace.power[i * CURVE_STEP]! / 1000,
        limit: trace.limits[i * CURVE_STEP]!,
      })),
      levels,
    },
    lives,
    packs,
    legal: { standard: 'GB 36980.1-2025', ...legal },
    nearest,
    cycles: CYCLE_NAMES.map((name) => ({ name, source: cycleOf(name).source, ...statisticsOf(cycleOf(name)) })),
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
