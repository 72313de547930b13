/** What a plan is made of: numbers with ranges, the car, rivals, destinations, the shops' investments. */
import { assumed, BASE_LINE, euDuty, EXPORT_DUTIES, LUXURY_MARKET, sourced, WORTH_OF_ABILITIES } from 'genba/economics'
import type { ComparedStep, DatedRule, ExportDuty, MarketCar, Ranged } from 'genba/economics'
import { JINSHAN_SOURCING } from './sourcing.ts'
import type { ExpectedRates, ForeignCurrency } from './exchange-path.ts'
import type { Sourcing } from './sourcing.ts'

/** Name of a number of a plan. */
export type PlanNumber =
  | 'elasticity'
  | 'driveSpread'
  | 'priceSpread'
  | 'potential'
  | 'marketGrowth'
  | 'batteryCeiling'
  | 'rivalCostDrift'
  | 'dealerMargin'
  | 'brandPremium'
  | 'lineUp'
  | 'rangeWorth'
  | 'chargeWorth'
  | 'assistanceWorth'
  | 'deliveryWorth'
  | 'range'
  | 'chargeMinutes'
  | 'assistance'
  | 'packSize'
  | 'packPrice'
  | 'packLearning'
  | 'packGrowth'
  | 'otherMaterial'
  | 'materialDrift'
  | 'wage'
  | 'energyPrice'
  | 'fixedCost'
  | 'overheadShare'
  | 'exportElasticity'
  | 'exportScale'
  | 'investment'
  | 'discountRate'
  | 'usdCny'
  | 'jpyCny'
  | 'payableDays'
  | 'interestRate'
  | 'royalty'

/** Numbers that a plan hangs on; all may be varied over their ranges. */
export const PLAN_NUMBERS: Readonly<Record<PlanNumber, Ranged>> = {
  // Market
  elasticity: assumed(-4, -5.5, -3, 'ratio', 'luxury cars; the margins it implies are held against published ones'),
  driveSpread: assumed(1.5, 0.5, 2.5, 'utility', 'how far buyers keep to a kind of drive'),
  priceSpread: assumed(0.4, 0.2, 0.7, 'log', 'how far buyers differ in minding price'),
  potential: assumed(9e6, 6.5e6, 14e6, 'buyers', 'those who could buy one of the cars: twice what was sold'),
  marketGrowth: assumed(
    -0.01,
    -0.05,
    0.03,
    '1/year',
    'the dear part shrank from 15 to 13 % of the market 2023 to 2025; first half of 2026: -20 % in all',
  ),
  batteryCeiling: assumed(0.8, 0.6, 1, 'share', 'a scenario: it cannot be fitted'),
  rivalCostDrift: assumed(-0.025, -0.05, 0, '1/year', 'price cuts of 15 % on cut models in January 2026'),
  dealerMargin: assumed(0.07, 0.04, 0.1, 'share', 'of the price without tax'),
  // The car
  brandPremium: assumed(
    -30_000,
    -120_000,
    40_000,
    'CNY',
    'against the mean battery car of the market with the same abilities; those of BMW, Mercedes and Audi lie below the range',
  ),
  lineUp: assumed(0.4, 0.25, 0.8, 'ratio', 'two models where a rival brand has five'),
  rangeWorth: WORTH_OF_ABILITIES.rangeKm,
  chargeWorth: WORTH_OF_ABILITIES.chargeMinute,
  assistanceWorth: WORTH_OF_ABILITIES.assistanceLevel,
  deliveryWorth: WORTH_OF_ABILITIES.deliveryWeek,
  range: assumed(650, 550, 780, 'km', 'by the Chinese test; from the vehicle side of the model'),
  chargeMinutes: assumed(22, 15, 32, 'min', '10 to 80 %; from the vehicle side of the model'),
  assistance: assumed(2.5, 2, 3, 'level'),
  // Cost of a car
  packSize: assumed(90, 75, 105, 'kWh'),
  packPrice: sourced(95, 70, 130, 'USD/kWh', 'BNEF 2025-12-09: China mean 84, nickel cells 128, battery cars 99'),
  packLearning: sourced(0.18, 0.15, 0.2, 'share', 'Ziegler, Trancik 2021: 20 % for cells; Nature Energy 2017: 15.5 to 17.3 % for packs'),
  packGrowth: assumed(0.15, 0.05, 0.25, '1/year', 'growth of the world’s output'),
  otherMaterial: assumed(125_000, 105_000, 150_000, 'CNY', 'all bought but the pack'),
  materialDrift: assumed(-0.02, -0.05, 0, '1/year', 'yearly price rounds; what localization brings is in the parts'),
  wage: sourced(80, 60, 110, 'CNY/h', 'redplanx 3401940: 158,000 to 176,000 CNY a year, with what is paid on it'),
  energyPrice: assumed(0.7, 0.5, 0.95, 'CNY/kWh'),
  fixedCost: assumed(600e6, 300e6, 1_000e6, 'CNY/year', 'maintenance, logistics, insurance, staff that the plant model does not have'),
  overheadShare: assumed(0.09, 0.06, 0.12, 'share', 'development, selling, administration, warranty, of revenue'),
  // Exports
  exportElasticity: assumed(-3.5, -4.5, -2.5, 'ratio'),
  exportScale: assumed(1, 0.3, 2, 'ratio', 'over the volumes of the destinations'),
  // Money
  investment: sourced(14.6e9, 11e9, 17e9, 'CNY', 'autoworldjournal.com; China Daily 2025-07-16'),
  discountRate: assumed(0.09, 0.07, 0.11, '1/year'),
  usdCny: assumed(7.05, 6.6, 7.4, 'CNY/USD'),
  jpyCny: assumed(0.048, 0.042, 0.052, 'CNY/JPY'),
  payableDays: sourced(90, 60, 180, 'days', 'redplanx 2131104: Tesla Shanghai 2024'),
  interestRate: assumed(0.035, 0.025, 0.05, '1/year'),
  royalty: assumed(0.03, 0.01, 0.05, 'share', 'technology fees of car makers to their parents'),
}

/** Values of all numbers. */
export type PlanValues = Readonly<Record<PlanNumber, number>>

/** A destination besides China. */
export interface Destination {
  readonly name: string
  /** Duty by day. */
  readonly duty: DatedRule<ExportDuty>
  /** Cars a year that it would take at the reference price. */
  readonly cars: Ranged
  /** Landed price there, duty included and value-added tax not, at which it takes them, CNY. */
  readonly referencePrice: Ranged
  /** Carriage and insurance of a car, CNY. */
  readonly freight: Ranged
  /** Share of a quota that this base has; none if left out. */
  readonly quotaShare?: Ranged
  /** Currency of its buyers, in which the reference price stays what it is; without one it stays in CNY. */
  readonly currency?: ForeignCurrency
  /** Least price at the border that was undertaken, which replaces the countervailing duty, CNY; none if left out. */
  readonly undertaking?: Ranged
}

/** What changes a plan besides its numbers: a scenario. */
export interface PlanShock {
  /** Cost of rivals, on top of their drift. */
  readonly rivalCost?: number
  /** Duty abroad that is added to what the rules say, share. */
  readonly exportDuty?: number
  /** Years by which the cells come late: the pack keeps the price of so many years before. */
  readonly cellSlip?: number
  /** Share of the first full year's output that a stopped supplier takes away. */
  readonly supplyStop?: number
}

/** Something that may come, on its own of the others. */
export interface PlanEvent {
  readonly name: string
  readonly chance: Ranged
  readonly change: PlanShock
}

/** What of a base's money stands in a shop. */
export interface ShopInvestment {
  readonly shop: string
  /** Shares of the whole investment: machines and tools, buildings and land. */
  readonly machines: Ranged
  readonly buildings: Ranged
  /** Share of the bought material, pack included, that the shop adds. */
  readonly material: Ranged
  /** Electricity and heat of a car, for a shop whose power the plant model does not tell, kWh. */
  readonly energy: Ranged
}

/** A base to be planned. */
export interface PlanInput {
  readonly name: string
  /** First and last year, and the year in which investment begins. */
  readonly begins: number
  readonly from: number
  readonly until: number
  /** Cars and people that were announced. */
  readonly target: { readonly cars: number; readonly heads: number }
  readonly numbers: Readonly<Record<PlanNumber, Ranged>>
  readonly market: readonly MarketCar[]
  readonly destinations: readonly Destination[]
  readonly shops: readonly ShopInvestment[]
  readonly events: readonly PlanEvent[]
  /** Rates of exchange that are expected; without them they stay what they are. */
  readonly exchange?: readonly ExpectedRates[]
  /** Parts and when they come from the region; without it all that is bought is local. */
  readonly sourcing?: Sourcing
  /** What a car costs more by year while parts still come from abroad, CNY; nothing if left out. */
  readonly importPremium?: ReadonlyMap<number, number>
  /** Years whose plant differs from that of the year before: ramp-up, new lines. A year in between has the plant of the last of them. */
  readonly plantYears: readonly number[]
  /** Largest wait that the seller lets grow before raising the price, weeks. */
  readonly longestWait: number
  /** Tolerance of the loop, weeks of delivery, and of the plant's curve, cars. */
  readonly tolerance: { readonly weeks: number; readonly cars: number }
  /** Hours planned in a year. */
  readonly hours: number
  /** Steps of ready comparisons as simulated plants tell them; the others are assumed. */
  readonly steps?: readonly SimulatedStep[]
}

/** A step of a ready comparison as a simulated plant tells it. */
export interface SimulatedStep {
  readonly step: ComparedStep
  /** Seconds that a unit takes as planned; not there where it changes over the run, and the comparison keeps its own. */
  readonly cycle?: Ranged
  /** Planned time of what was made over open time: stops, waiting and blocking are lost; range of the interval. */
  readonly uptime: Ranged
  /** Good parts of all that left. */
  readonly yield: Ranged
}

/** Shares that are judgments: half as much to half as much again. */
function judged(machines: number, buildings: number, material: number): Pick<ShopInvestment, 'machines' | 'buildings' | 'material'> {
  const share = (value: number, of: string): Ranged => assumed(value, value / 2, value * 1.5, 'share', `of ${of}: a judgment`)
  return {
    machines: share(machines, 'the investment'),
    buildings: share(buildings, 'the investment'),
    material: share(material, 'bought material'),
  }
}

function event(name: string, chance: number, change: PlanShock): PlanEvent {
  return { name, chance: assumed(chance, 0, 1, 'share', 'a judgment'), change }
}

/** The base at Jinshan as it was announced; shops by the names of its model, with what is outside of them as `site and development`. */
export const JINSHAN: PlanInput = {
  name: 'Jinshan',
  begins: 2025,
  from: 2027,
  until: 2040,
  target: { cars: 100_000, heads: 1_000 },
  numbers: PLAN_NUMBERS,
  market: LUXURY_MARKET,
  destinations: [
    {
      name: 'Japan',
      duty: EXPORT_DUTIES.japan,
      currency: 'jpyCny',
      cars: assumed(8_000, 2_000, 20_000, 'cars/year', 'exports to Japan were announced without a number'),
      referencePrice: assumed(300_000, 260_000, 360_000, 'CNY', 'battery cars of the brand'),
      freight: assumed(6_000, 3_500, 9_500, 'CNY', '12.5 to 16 m3 at 45 to 95 USD'),
    },
    {
      name: 'European Union',
      duty: euDuty('residual'),
      cars: assumed(3_000, 500, 10_000, 'cars/year', 'a new exporter begins at the residual duty'),
      referencePrice: assumed(400_000, 340_000, 480_000, 'CNY'),
      freight: assumed(13_000, 8_000, 20_000, 'CNY'),
    },
    {
      name: 'Brazil',
      duty: EXPORT_DUTIES.brazil,
      cars: assumed(2_000, 500, 6_000, 'cars/year'),
      referencePrice: assumed(330_000, 280_000, 400_000, 'CNY'),
      freight: assumed(14_000, 8_000, 20_000, 'CNY'),
    },
    {
      name: 'Canada',
      duty: EXPORT_DUTIES.canada,
      cars: assumed(2_500, 500, 6_000, 'cars/year', 'within a quota of 49,000 of all makers'),
      referencePrice: assumed(330_000, 280_000, 400_000, 'CNY'),
      freight: assumed(14_000, 8_000, 20_000, 'CNY'),
      quotaShare: assumed(0.04, 0, 0.15, 'share', 'of the quota: most makers of China want part of it'),
    },
  ],
  shops: [
    {
      shop: 'casting',
      ...judged(0.06, 0.02, 0.05),
      energy: assumed(300, 240, 360, 'kWh', '200 kg melted at 1.2 to 1.8 kWh/kg'),
    },
    { shop: 'body', ...judged(0.12, 0.05, 0.09), energy: assumed(150, 100, 200, 'kWh') },
    {
      shop: 'paint',
      ...judged(0.13, 0.05, 0.03),
      energy: sourced(321, 245, 700, 'kWh', 'stellantis.com: mean target 321 by the end of 2025, Gliwice 245'),
    },
    { shop: 'pack', ...judged(0.07, 0.03, 0.4), energy: assumed(60, 40, 90, 'kWh') },
    { shop: 'ga', ...judged(0.1, 0.09, 0.38), energy: assumed(80, 50, 120, 'kWh') },
    {
      shop: 'eol',
      ...judged(0.03, 0.02, 0.05),
      energy: assumed(32, 25, 45, 'kWh', '31.5 kWh of charge before shipping'),
    },
    {
      shop: 'site and development',
      ...judged(0.08, 0.15, 0),
      energy: assumed(450, 300, 600, 'kWh', 'halls, compressed air, offices'),
    },
  ],
  events: [
    event('price war', 0.35, { rivalCost: 0.88 }),
    event('tariffs abroad', 0.3, { exportDuty: 0.25 }),
    event('cells slip', 0.25, { cellSlip: 2 }),
    event('supplier stops', 0.15, { supplyStop: 0.15 }),
  ],
  sourcing: JINSHAN_SOURCING,
  plantYears: [2027, 2028],
  longestWait: 16,
  tolerance: { weeks: 0.01, cars: 200 },
  hours: 4_400,
}

/** Share of dear cars among all sold in China, times all: the segment against which a volume is looked at. */
export const DEAR_SEGMENT: number = BASE_LINE['dearShare2024']!.low * BASE_LINE['chinaRetail2025']!.value
