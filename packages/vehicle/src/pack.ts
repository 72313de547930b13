/** Packs: what they weigh, hold and cost, and how large one must be for a range. */
import type { CycleName } from './drive-cycle.ts'
import type { Powertrain } from './powertrain.ts'
import { rangeOn } from './range.ts'

/** Kinds of cell that the law of mass knows. */
export type Chemistry = 'NMC' | 'LFP'

/**
 * Mass of a pack by the law of the EPA's OMEGA model (USEPA/EPA_OMEGA_Model, mass_scaling.csv), kg.
 * @param grossKwh gross energy
 * @param year model year, 2023 to 2035
 * @throws RangeError outside those years
 */
export function omegaPackMass(chemistry: Chemistry, grossKwh: number, year: number): number {
  if (!(year >= 2023 && year <= 2035)) throw new RangeError(`pack: the law of mass holds for model years 2023 to 2035, received ${year}`)
  const since = year - 2023
  const perKwh =
    chemistry === 'NMC'
      ? 5.266 + 20.6 * Math.pow(grossKwh, -1.129) - 0.3537 * since * Math.exp(-0.08158 * since)
      : 6.602 + 25.62 * Math.pow(grossKwh, -1.016) - 0.3597 * since * Math.exp(-0.09757 * since)
  return perKwh * grossKwh
}

/** Price of a pack by the EPA's OMEGA model, US dollars of 2019 a kWh, at 250,000 packs a year (powertrain_cost.csv). */
export function omegaPackCost(grossKwh: number): number {
  return 261.61 * Math.pow(grossKwh, -0.184)
}

/** A price per kWh as surveyed or announced, US dollars of its year. */
export interface PackPrice {
  readonly what: string
  readonly usdPerKwh: number
  readonly low: number
  readonly high: number
  readonly source: string
}

/** Prices of packs today; nobody has stated one of a solid-state pack. */
export const PACK_PRICES: Readonly<Record<'liquid NMC' | 'LFP' | 'semi-solid' | 'solid-state', PackPrice>> = {
  'liquid NMC': { what: 'liquid NMC', usdPerKwh: 128, low: 99, high: 140, source: 'BloombergNEF, December 2025' },
  LFP: { what: 'LFP', usdPerKwh: 81, low: 70, high: 99, source: 'BloombergNEF, December 2025' },
  'semi-solid': {
    what: 'semi-solid',
    usdPerKwh: 280,
    low: 240,
    high: 300,
    source: 'NIO and WeLion, about CNY 298,000 for 150 kWh (carsbite.com, 2023)',
  },
  'solid-state': {
    what: 'solid-state',
    usdPerKwh: 288,
    low: 192,
    high: 384,
    source: 'no price is public; 1.5 to 3 times NMC, an estimate',
  },
}

/** A cell, as far as a pack must know it. */
export interface CellKind {
  readonly name: string
  readonly whPerKg: number
  /** Mass of all cells over mass of the pack. */
  readonly massShare: number
  readonly price: PackPrice
}

/** Liquid cells of today in a pack of today: 270 Wh/kg, 72 % of the pack (NIO and WeLion: 260 of 360 Wh/kg). */
export const LIQUID_NMC: CellKind = { name: '270 Wh/kg liquid NMC', whPerKg: 270, massShare: 0.72, price: PACK_PRICES['liquid NMC'] }

/** Usable over gross energy of packs of which one is known (EPA OMEGA). */
export const USUAL_USABLE = 0.95
/** Model year for which the mass of a pack is told: that of the prices. */
const MASS_YEAR = 2026

/** What a pack of today weighs and costs, by kind of cell. */
export interface PackToday {
  readonly cells: 'NMC' | 'LFP'
  readonly grossKwh: number
  /** By the law of OMEGA for the model year 2026. */
  readonly kg: number
  /** US dollars at today's prices, from the lowest to the highest that are told. */
  readonly costUsd: readonly [low: number, value: number, high: number]
}

/** Packs of today for an energy between full and empty. */
export function packsToday(usableKwh: number): readonly PackToday[] {
  const grossKwh = usableKwh / USUAL_USABLE
  return (['NMC', 'LFP'] as const).map((cells) => {
    const { low, usdPerKwh, high } = PACK_PRICES[cells === 'NMC' ? 'liquid NMC' : 'LFP']
    return {
      cells,
      grossKwh,
      kg: omegaPackMass(cells, grossKwh, MASS_YEAR),
      costUsd: [low * grossKwh, usdPerKwh * grossKwh, high * grossKwh],
    }
  })
}

/** What a car is without its pack. */
export interface Body {
  readonly name: string
  /** With a powertrain, without a pack, kg. */
  readonly kg: number
  readonly dragArea: number
  readonly rolling: number
  readonly powertrain: Powertrain
}

/** Rules of sizing. */
export interface SizingRules {
  /** Usable over gross energy. */
  readonly usable: number
  /** kg of stronger springs, brakes and structure for each kg of pack above `lightPackKg`: no agreed figure, 0.1 to 0.3. */
  readonly compounding: number
  readonly lightPackKg: number
}

/** The rules that claims are sized by: estimates, the middle of what is told. */
export const USUAL_SIZING: SizingRules = { usable: 0.97, compounding: 0.15, lightPackKg: 450 }

/** A pack that holds a range, and the car with it. */
export interface SizedPack {
  readonly grossKwh: number
  readonly packKg: number
  readonly cellKg: number
  readonly kerbKg: number
  /** From the battery. */
  readonly kwhPer100Km: number
}

/** kg of the whole car with a pack of so many kWh. */
function carWithPack(body: Body, cell: CellKind, grossKwh: number, rules: SizingRules): { packKg: number; kerbKg: number } {
  const packKg = (grossKwh * 1000) / (cell.whPerKg * cell.massShare)
  return { packKg, kerbKg: body.kg + packKg + rules.compounding * Math.max(0, packKg - rules.lightPackKg) }
}

/** Rounds of the iteration; each cuts the error to about a fifth, so that the last is below a gram of a hundredth. */
const ROUNDS = 40

/**
 * The pack with which a body drives so far: the pack's mass raises consumption, which asks for a larger pack, until nothing changes.
 * @returns undefined where it never settles: cells so heavy that each kWh costs more range than it gives
 */
export function sizePack(
  body: Body,
  cell: CellKind,
  km: number,
  cycle: CycleName,
  rules: SizingRules = USUAL_SIZING,
): SizedPack | undefined {
  let grossKwh = km * 0.12
  for (let round = 0; round < ROUNDS; round++) {
    const { kerbKg } = carWithPack(body, cell, grossKwh, rules)
    const { batteryWhPerKm } = consumptionOf(body, kerbKg, cycle)
    const next = (km * batteryWhPerKm) / 1000 / rules.usable
    if (!(next < 10_000)) return undefined
    grossKwh = next
  }
  const { packKg, kerbKg } = carWithPack(body, cell, grossKwh, rules)
  return {
    grossKwh,
    packKg,
    cellKg: packKg * cell.massShare,
    kerbKg,
    kwhPer100Km: consumptionOf(body, kerbKg, cycle).batteryWhPerKm / 10,
  }
}

function consumptionOf(body: Body, kerbKg: number, cycle: CycleName): { batteryWhPerKm: number } {
  const resistance = { kind: 'brochure', dragArea: body.dragArea, rolling: body.rolling } as const
  return rangeOn({ kerbKg, usableKwh: 1, resistance, powertrain: body.powertrain }, cycle)
}
