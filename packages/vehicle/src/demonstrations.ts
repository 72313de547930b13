/** What has been shown or announced in public, and by whom: what claims are held against. */

/** What someone has shown or announced. */
export interface Demonstration {
  readonly who: string
  readonly what: string
  readonly source: string
  /** Shown on a car or a cell before others, tested or published; announcements are said and not shown. */
  readonly status: 'shown' | 'announced'
  /** Only those that are known. */
  readonly rangeKm?: number
  /** Test cycle of the range, or how it was driven. */
  readonly cycle?: string
  readonly packKwh?: number
  readonly cellWhPerKg?: number
  readonly packWhPerKg?: number
  readonly cellWhPerL?: number
  readonly packKg?: number
  /** Mean rate from 10 to 80 % or of the window that was shown, 1/h, and the minutes for 10 to 80 % where shown. */
  readonly meanRate?: number
  readonly minutes10to80?: number
  readonly peakKw?: number
  readonly meanKw?: number
  readonly packUsd?: number
  readonly currentA?: number
}

const CLTC = 'CLTC'

/** Demonstrations and announcements, as the sources told them; the order is that of the pages. */
export const DEMONSTRATIONS: readonly Demonstration[] = [
  {
    who: 'Zeekr 7X, 75 kWh LFP',
    what: '615 km on the CLTC; 10 to 80 % in 9 min 45 s, peak 460 kW, independent test',
    source: 'carexplore.com.au, thebustednews.com',
    status: 'shown',
    rangeKm: 615,
    cycle: CLTC,
    packKwh: 75,
    meanRate: 4.3,
    minutes10to80: 9.75,
    peakKw: 460,
    meanKw: 323,
  },
  {
    who: 'Zeekr 001 2024, 95 kWh LFP',
    what: '10 to 80 % in 11 min 28 s, peak 546 kW at 26 C',
    source: 'selfdrivings.com',
    status: 'shown',
    packKwh: 95,
    meanRate: 3.7,
    minutes10to80: 11.5,
    peakKw: 546,
    meanKw: 348,
  },
  {
    who: 'BYD Han L, 83.2 kWh LFP',
    what: '1,000 V and 1,000 A, 400 km in 5 min',
    source: 'electrive.com, 2025-03-18',
    status: 'shown',
    packKwh: 83.2,
    peakKw: 1000,
    currentA: 1000,
  },
  {
    who: 'NIO ET7 with WeLion, 150 kWh',
    what: '1,044 km driven in one go; 360 Wh/kg cells, 575 kg pack of about CNY 298,000; charges slowly',
    source: 'carsbite.com; paultan.org, 2023-12-20',
    status: 'shown',
    rangeKm: 1044,
    cycle: 'road, 84 km/h mean',
    packKwh: 150,
    cellWhPerKg: 360,
    packWhPerKg: 260,
    packKg: 575,
    packUsd: 42_000,
  },
  {
    who: 'Mercedes-Benz EQS with Factorial cells',
    what: '1,205 km driven, 137 km left',
    source: 'evmechanica.com; drivencarguide.co.nz',
    status: 'shown',
    rangeKm: 1205,
    cycle: 'road',
  },
  {
    who: 'Factorial FEST, 77 Ah',
    what: '375 Wh/kg; 15 to 90 % in 18 min, over 600 cycles',
    source: 'stellpower.com; chatnewstv.com',
    status: 'shown',
    cellWhPerKg: 375,
    meanRate: 2.5,
  },
  {
    who: 'QuantumScape QSE-5 B',
    what: '301 Wh/kg and 844 Wh/L at C/5 and 25 C, 21.6 Wh',
    source: 'QuantumScape, 2024-10-23',
    status: 'shown',
    cellWhPerKg: 301,
    cellWhPerL: 844,
  },
  {
    who: 'QuantumScape, single layers',
    what: '400 charges from 10 to 80 % at 4C, more than 80 % left; 25 and 45 C, 3.4 atm; cells of one layer, no energy by mass told',
    source: 'QuantumScape, 2022-01-27',
    status: 'shown',
    meanRate: 4,
  },
  {
    who: 'Wang and colleagues, asymmetric temperature',
    what: '265 Wh/kg, 70 % in 11 min, 2,000 cycles, charged hot',
    source: 'Nature, 2022-11-17; Joule 2019 (10.1016/j.joule.2019.09.021)',
    status: 'shown',
    cellWhPerKg: 265,
    meanRate: 3.8,
  },
  {
    who: 'CATL Qilin',
    what: 'pack of 255 Wh/kg with nickel-rich cells, 160 Wh/kg with LFP',
    source: 'newmobility.news, 2022-06-24',
    status: 'announced',
    packWhPerKg: 255,
  },
  {
    who: 'CATL Shenxing, second generation',
    what: '520 km in 5 min at 1.3 MW; 5 to 80 % in 15 min at -10 C',
    source: 'hindustantimes.com, 2025-04-24',
    status: 'announced',
    peakKw: 1300,
  },
  {
    who: 'Samsung SDI ASB',
    what: '900 Wh/L and 80 % in 9 min, for 2027',
    source: 'electrive.com, 2024-03-05',
    status: 'announced',
    cellWhPerL: 900,
    meanRate: 4.7,
  },
  {
    who: 'Toyota roadmap',
    what: 'solid state 2027-28: 1,000 km and 10 to 80 % in 10 min; 1,200 km in a later specification; the cycle is not stated',
    source: 'eenewseurope.com; nippon.com, 2023-06-13',
    status: 'announced',
    rangeKm: 1200,
    minutes10to80: 10,
    meanRate: 4.2,
  },
]

/** The demonstration with the highest value of a figure among those that were shown and fit; undefined where none was. */
export function bestShown(
  figure: 'cellWhPerKg' | 'meanRate' | 'peakKw' | 'meanKw' | 'currentA' | 'packKwh' | 'rangeKm' | 'packUsd',
  fits: (each: Demonstration) => boolean = () => true,
): Demonstration | undefined {
  return DEMONSTRATIONS.filter((each) => each.status === 'shown' && each[figure] !== undefined && fits(each)).toSorted(
    (a, b) => b[figure]! - a[figure]!,
  )[0]
}

/** Rates told in minutes are rounded; by so much a shown rate may fall short. */
const ROUNDING = 0.02

/**
 * Demonstrations that were shown to have both halves of a claim: cells of the energy, or a car of the range on the CLTC, and the rate.
 * @param whPerKg energy of a cell
 * @param rate mean rate of the charge, 1/h
 */
export function shownTogether(km: number, whPerKg: number, rate: number): readonly Demonstration[] {
  return DEMONSTRATIONS.filter(
    ({ status, cellWhPerKg = 0, rangeKm = 0, cycle, meanRate = 0 }) =>
      status === 'shown' && (cellWhPerKg >= whPerKg || (cycle === CLTC && rangeKm >= km)) && meanRate >= rate * (1 - ROUNDING),
  )
}
