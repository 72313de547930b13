/**
 * Ready comparisons of ways to build: a body of large castings against a stamped and welded one, and assembly by cars that drive themselves against a
 * conveyor. No table of costs was found in print for either (only claims: 171 parts become 2, half the processes, half the plant investment,
 * mold change in 20 minutes instead of 24 hours): every number is an assumption with its range, to be replaced by the planner's own; cycles, uptimes
 * and yields by those of simulated plants (`told`).
 */
import type { ProcessStep } from './process-cost.ts'
import { assumed, valuesOf } from './ranged.ts'
import type { Ranged } from './ranged.ts'

/** A step of a ready comparison that a simulated plant can tell of. */
export type ComparedStep = 'casting' | 'welding' | 'self_propelled' | 'conveyor'

/** Names of the numbers that are the cycle, uptime and yield of a step. */
export interface ToldNumbers {
  readonly cycle?: string
  readonly uptime: string
  readonly yield?: string
}

/** Two ways to make the same thing, with the numbers they stand on. */
export interface Alternatives {
  readonly title: string
  readonly names: readonly [string, string]
  readonly numbers: Readonly<Record<string, Ranged>>
  /** Steps that a simulated plant can tell of, and which of the numbers it then tells. */
  readonly told: Readonly<Partial<Record<ComparedStep, ToldNumbers>>>
  /** Steps of both at values of the numbers. */
  readonly steps: (values: Readonly<Record<string, number>>) => readonly [readonly ProcessStep[], readonly ProcessStep[]]
}

const bodyNumbers = {
  castingCycle: assumed(100, 80, 140, 's', 'shots of machines of 6,000 to 9,000 t'),
  castingUptime: assumed(0.8, 0.65, 0.9, 'share'),
  castingYield: assumed(0.92, 0.8, 0.97, 'share', 'early lines scrap a fifth'),
  castingMass: assumed(110, 80, 130, 'kg', 'front and rear casting together'),
  alloyPrice: assumed(22, 18, 28, 'CNY/kg'),
  alloyScrap: assumed(15, 12, 20, 'CNY/kg', 'remelted in the foundry'),
  castingEnergy: assumed(3.2, 2, 5, 'kWh/kg', 'melting, holding, heat treatment left out'),
  castingMachine: assumed(65e6, 40e6, 95e6, 'CNY', 'machine, furnace, trimming, cooling'),
  castingWorkers: assumed(6, 3, 10, 'people a cell'),
  die: assumed(9e6, 5e6, 14e6, 'CNY'),
  dieShots: assumed(100_000, 60_000, 150_000, 'shots'),
  machiningCycle: assumed(100, 80, 140, 's', 'both castings of a body'),
  machiningUptime: assumed(0.88, 0.8, 0.95, 'share'),
  machiningCell: assumed(12e6, 8e6, 20e6, 'CNY'),
  steelMass: assumed(150, 120, 180, 'kg', 'about 171 stampings that the castings replace'),
  steelPrice: assumed(6.5, 5.5, 8, 'CNY/kg'),
  steelUse: assumed(0.6, 0.5, 0.7, 'share', 'of the sheet that ends in the part'),
  pressSeconds: assumed(5, 3.5, 7, 's', 'of a press line for a car set of 171 parts, shared, divided by parts a stroke'),
  pressLine: assumed(180e6, 120e6, 260e6, 'CNY'),
  stampingDies: assumed(120e6, 80e6, 180e6, 'CNY', 'for all 171 parts'),
  weldingLine: assumed(210e6, 140e6, 300e6, 'CNY', 'robots, fixtures and conveyors for the two modules'),
  weldingCycle: assumed(60, 50, 75, 's'),
  weldingUptime: assumed(0.9, 0.8, 0.96, 'share', 'robot cells that stop together'),
  weldingYield: assumed(0.995, 0.99, 0.999, 'share'),
  weldingWorkers: assumed(22, 12, 35, 'people a line'),
  weldingEnergy: assumed(18, 10, 28, 'kWh/body'),
}

/** Front and rear of the body: two castings, or about 171 stampings welded together. */
export const castOrWelded: Alternatives = {
  title: 'front and rear body: large castings or stampings welded together',
  names: ['cast', 'welded'],
  numbers: bodyNumbers,
  told: {
    casting: { cycle: 'castingCycle', uptime: 'castingUptime', yield: 'castingYield' },
    welding: { cycle: 'weldingCycle', uptime: 'weldingUptime', yield: 'weldingYield' },
  },
  steps: (values) => {
    const of = { ...valuesOf(bodyNumbers), ...values }
    const mass = of.castingMass / 2
    const cast = ['front', 'rear'].map((end): ProcessStep => ({
      name: `${end} casting`,
      shop: 'casting',
      cycleSeconds: of.castingCycle,
      uptime: of.castingUptime,
      yield: of.castingYield,
      material: mass * of.alloyPrice,
      scrapValue: mass * of.alloyScrap,
      workers: of.castingWorkers,
      energy: mass * of.castingEnergy,
      equipment: of.castingMachine,
      equipmentYears: 12,
      tooling: of.die,
      toolUnits: of.dieShots,
      floor: 900,
    }))
    const machining: ProcessStep = {
      name: 'machining of castings',
      shop: 'casting',
      cycleSeconds: of.machiningCycle,
      uptime: of.machiningUptime,
      yield: 0.995,
      workers: 2,
      energy: 6,
      equipment: of.machiningCell,
      equipmentYears: 10,
      floor: 300,
    }
    const press: ProcessStep = {
      name: 'stampings',
      shop: 'press',
      cycleSeconds: of.pressSeconds,
      uptime: 0.75,
      yield: 0.99,
      isShared: true,
      material: (of.steelMass / of.steelUse) * of.steelPrice,
      workers: 6,
      energy: 25,
      equipment: of.pressLine,
      equipmentYears: 15,
      floor: 2500,
    }
    // Dies are the product's own, whatever share of the presses it takes.
    const dies: ProcessStep = {
      name: 'stamping dies',
      shop: 'press',
      cycleSeconds: 1,
      uptime: 1,
      yield: 1,
      lines: 1,
      tooling: of.stampingDies,
    }
    const welding: ProcessStep = {
      name: 'welding of front and rear',
      shop: 'body',
      cycleSeconds: of.weldingCycle,
      uptime: of.weldingUptime,
      yield: of.weldingYield,
      workers: of.weldingWorkers,
      energy: of.weldingEnergy,
      equipment: of.weldingLine,
      equipmentYears: 10,
      floor: 9000,
    }
    return [
      [...cast, machining],
      [press, dies, welding],
    ]
  },
}

const assemblyNumbers = {
  takt: assumed(120, 60, 180, 's', 'two shifts, 100,000 cars a year'),
  stations: assumed(60, 40, 90, 'stations'),
  conveyorUptime: assumed(0.95, 0.9, 0.98, 'share', 'any stop stops all'),
  drivingUptime: assumed(0.965, 0.92, 0.99, 'share', 'a stopped car is driven or taken aside'),
  conveyor: assumed(650_000, 350_000, 1_000_000, 'CNY a station', 'slat or skillet conveyor with pits'),
  guidance: assumed(180_000, 80_000, 350_000, 'CNY a station', 'sensors, radio, marks on the floor'),
  onboard: assumed(150, 0, 600, 'CNY a car', 'test of the drive and controls that move it'),
  area: assumed(110, 80, 140, 'm2 a station'),
  savedArea: assumed(0.1, 0, 0.25, 'share', 'no pits, no return of skids'),
  workersPerStation: assumed(1.7, 1.2, 2.5, 'people a station'),
  years: assumed(10, 7, 15, 'years', 'of a conveyor, before it is rebuilt for another product'),
}

/** Final assembly: cars that move on their own wheels, or a conveyor. */
export const drivingOrConveyor: Alternatives = {
  title: 'final assembly: cars that drive themselves or a conveyor',
  names: ['self-propelled', 'conveyor'],
  numbers: assemblyNumbers,
  // One takt for both: they are to build the same cars.
  told: { self_propelled: { cycle: 'takt', uptime: 'drivingUptime' }, conveyor: { uptime: 'conveyorUptime' } },
  steps: (values) => {
    const of = { ...valuesOf(assemblyNumbers), ...values }
    const workers = of.stations * of.workersPerStation
    const common = { shop: 'assembly', cycleSeconds: of.takt, yield: 1, lines: 1, workers, isPaidByUse: true }
    return [
      [
        {
          ...common,
          name: 'self-propelled assembly',
          uptime: of.drivingUptime,
          material: of.onboard,
          equipment: of.stations * of.guidance,
          equipmentYears: of.years,
          energy: 1,
          floor: of.stations * of.area * (1 - of.savedArea),
        },
      ],
      [
        {
          ...common,
          name: 'conveyor assembly',
          uptime: of.conveyorUptime,
          equipment: of.stations * of.conveyor,
          equipmentYears: of.years,
          energy: 8,
          floor: of.stations * of.area,
        },
      ],
    ]
  },
}
