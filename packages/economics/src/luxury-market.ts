/**
 * The market of luxury and dear electric cars in China: brands with what they sold, at which price, and what the cars can do.
 *
 * Volumes were read where a source stands; how they split between petrol and battery, and most prices, are assumptions with ranges, to be replaced by
 * a planner's own table. A brand is one car here, at its mean price.
 */
import { assumed, sourced } from './ranged.ts'
import type { Ranged } from './ranged.ts'

/** What drives a car; buyers who like one kind tend to like others of it. */
export type Drive = 'petrol' | 'hybrid' | 'extended' | 'battery'

/** A car of the market. */
export interface MarketCar {
  readonly name: string
  /** Who sets its price. */
  readonly firm: string
  readonly drive: Drive
  readonly isChinese: boolean
  /** Sold in China in 2024 and in 2025. */
  readonly cars2024: Ranged
  readonly cars2025: Ranged
  /** What is paid for it, value-added tax included, purchase tax not, CNY. */
  readonly price: Ranged
  /** Range by the Chinese test, km; of a car with an engine, what is driven on a charge. */
  readonly range: number
  /** Minutes from 10 to 80 %. */
  readonly chargeMinutes: number
  /** Level of driver assistance that buyers see: 0 none, 1 lane and distance, 2 motorway, 3 city. */
  readonly assistance: number
  /** Weeks from order to delivery. */
  readonly weeks: number
}

type Row = readonly [
  name: string,
  firm: string,
  drive: Drive,
  isChinese: boolean,
  cars2024: Ranged,
  cars2025: Ranged,
  price: Ranged,
  abilities: readonly [range: number, minutes: number, assistance: number, weeks: number],
]

const cars = (value: number, source: string, spread = 0.01): Ranged =>
  sourced(value, value * (1 - spread), value * (1 + spread), 'cars', source)
const guess = (value: number, spread: number, why: string): Ranged =>
  assumed(value, value * (1 - spread), value * (1 + spread), 'cars', why)
const paid = (value: number, why: string, spread = 0.1): Ranged => assumed(value, value * (1 - spread), value * (1 + spread), 'CNY', why)
const DISCOUNT = 'list price less the 28 to 31 % of November 2025 (Dasouche)'

const ROWS: readonly Row[] = [
  [
    'BMW petrol',
    'BMW',
    'petrol',
    false,
    guess(614_500, 0.05, 'of 714,500 (bmwblog), a seventh battery'),
    guess(545_500, 0.05, 'of 625,527 (bmwblog)'),
    paid(285_000, DISCOUNT),
    [0, 0, 1, 3],
  ],
  [
    'BMW battery',
    'BMW',
    'battery',
    false,
    guess(100_000, 0.2, 'a seventh of 714,500'),
    guess(80_000, 0.25, 'an eighth of 625,527'),
    paid(215_000, 'i3 list 353,900, sold near 190,000 (redcensor.com)', 0.15),
    [550, 34, 1, 3],
  ],
  [
    'Mercedes petrol',
    'Mercedes',
    'petrol',
    false,
    guess(653_600, 0.05, 'of 683,600, not looked up'),
    guess(529_900, 0.05, 'of 551,900 (bmwblog)'),
    paid(310_000, DISCOUNT),
    [0, 0, 1, 3],
  ],
  [
    'Mercedes battery',
    'Mercedes',
    'battery',
    false,
    guess(30_000, 0.4, 'a few per cent'),
    guess(22_000, 0.4, 'a few per cent'),
    paid(260_000, DISCOUNT, 0.15),
    [580, 33, 1, 3],
  ],
  [
    'Audi petrol',
    'Audi',
    'petrol',
    false,
    guess(614_900, 0.05, 'of 649,900 (bmwblog)'),
    guess(587_500, 0.05, 'of 617,514 (bmwblog)'),
    paid(260_000, DISCOUNT),
    [0, 0, 1, 3],
  ],
  [
    'Audi battery',
    'Audi',
    'battery',
    false,
    guess(35_000, 0.4, 'a few per cent'),
    guess(30_000, 0.4, 'a few per cent'),
    paid(240_000, DISCOUNT, 0.15),
    [600, 28, 2, 3],
  ],
  [
    'Porsche',
    'Porsche',
    'petrol',
    false,
    guess(56_900, 0.05, 'not looked up'),
    cars(42_000, 'caixinglobal 2026-01-28'),
    paid(850_000, 'mean of the range', 0.15),
    [0, 0, 1, 8],
  ],
  [
    'Lexus hybrid',
    'Lexus',
    'hybrid',
    false,
    cars(181_900, 'announcement; 178,000 registered', 0.025),
    cars(181_500, '36kr 3608054525248256: 180,000 to 183,000'),
    paid(340_000, 'imported, hardly discounted'),
    [0, 0, 1, 6],
  ],
  [
    'Tesla',
    'Tesla',
    'battery',
    false,
    cars(657_102, 'just-auto 2025-12-09'),
    guess(626_000, 0.02, '531,855 in 11 months (reportify)'),
    sourced(263_500, 235_500, 313_500, 'CNY', 'thestar 2025-05-25: Model Y, start'),
    [600, 27, 2, 3],
  ],
  [
    'NIO',
    'NIO',
    'battery',
    true,
    guess(221_970, 0.03, 'not looked up'),
    guess(326_000, 0.05, 'about +47 % (ttm.financial 1110524104)'),
    paid(250_000, 'brands NIO, Onvo, Firefly together', 0.15),
    [600, 25, 3, 4],
  ],
  [
    'Li Auto',
    'Li Auto',
    'extended',
    true,
    cars(500_500, 'ECG 2025-01-02: above 500,000'),
    cars(406_000, 'reportify'),
    paid(300_000, 'mean of L6 to L9, Mega'),
    [210, 20, 3, 3],
  ],
  [
    'AITO',
    'AITO',
    'extended',
    true,
    guess(390_000, 0.05, 'not looked up'),
    guess(415_000, 0.04, '376,700 in 11 months (China Daily 2025-12-25)'),
    sourced(400_000, 380_000, 420_000, 'CNY', 'China Daily: mean paid'),
    [220, 20, 3, 4],
  ],
  [
    'Zeekr',
    'Zeekr',
    'battery',
    true,
    cars(222_123, 'ECG 2025-01-02'),
    guess(224_000, 0.03, 'not looked up'),
    paid(275_000, 'mean of 001, 007, 7X, 009'),
    [680, 15, 3, 4],
  ],
  [
    'Xiaomi',
    'Xiaomi',
    'battery',
    true,
    cars(135_000, 'asiaict 7244: above 135,000', 0.03),
    cars(410_000, 'reportify: above 410,000', 0.03),
    sourced(253_500, 215_900, 329_900, 'CNY', 'deepnewz 2025-07-01: YU7'),
    [760, 20, 3, 30],
  ],
  [
    'BYD, dear brands',
    'BYD',
    'extended',
    true,
    guess(190_000, 0.25, 'Denza, Fangchengbao, Yangwang'),
    guess(330_000, 0.25, 'Denza, Fangchengbao, Yangwang'),
    paid(280_000, 'mean of the brands', 0.15),
    [200, 25, 2, 3],
  ],
]

/** The market, car by car. */
export const LUXURY_MARKET: readonly MarketCar[] = ROWS.map(
  ([name, firm, drive, isChinese, cars2024, cars2025, price, [range, chargeMinutes, assistance, weeks]]) => ({
    name,
    firm,
    drive,
    isChinese,
    cars2024,
    cars2025,
    price,
    range,
    chargeMinutes,
    assistance,
    weeks,
  }),
)

/** Figures of the announcement and of the market, from which a plan begins. */
export const BASE_LINE: Readonly<Record<string, Ranged>> = {
  lexusWorld2024: cars(851_200, 'announcement: +3.3 %', 0.001),
  lexusElectrified: sourced(0.52, 0.5, 0.54, 'share', 'announcement for 2024; as much in 2025 (liga.net)'),
  lexusChina2024: cars(181_900, 'announcement: +0.3 %', 0.025),
  toyotaChina2024: cars(1_800_000, 'TechNode: about 1.8 million', 0.02),
  chinaRetail2024: cars(22_894_000, 'Gasgoo through news.metal.com 103133258', 0.013),
  chinaRetail2025: cars(23_744_000, 'CPCA through globalautoinsight id 1023', 0.004),
  dearShare2024: sourced(0.14, 0.13, 0.15, 'share', 'S&P through liveindex.org: cars of 300,000 CNY and more'),
}

/** What buyers pay for abilities, CNY; positive is liked. */
export const WORTH_OF_ABILITIES: Readonly<Record<'rangeKm' | 'chargeMinute' | 'assistanceLevel' | 'deliveryWeek', Ranged>> = {
  rangeKm: assumed(60, 20, 150, 'CNY/km', 'surveys of range lie far apart, and the worth falls with range'),
  chargeMinute: assumed(-400, -1000, -100, 'CNY/min', 'Chinese conjoint of 2012: 5,700 USD for fast charging at all'),
  assistanceLevel: assumed(10_000, 3_000, 25_000, 'CNY/level', 'what makers charged for it before it became standard'),
  deliveryWeek: assumed(-1_500, -4_000, -300, 'CNY/week', 'premiums paid for cars that are there'),
}

/** Margins and prices that were published, against which a calibrated market is looked at. */
export const PUBLISHED_MARGINS: Readonly<Record<string, Ranged>> = {
  NIO: sourced(0.147, 0.103, 0.147, 'share', 'chinadaily 2025-12-01: vehicles, third quarter of 2025'),
  'Li Auto': sourced(0.163, 0.16, 0.17, 'share', 'jiemian 13720255: gross, third quarter of 2025'),
  XPeng: sourced(0.201, 0.19, 0.21, 'share', 'asiaict 12441: gross, third quarter of 2025'),
  'BYD Seal': sourced(0.16, 0.15, 0.17, 'share', 'UBS through chonprasit: gross'),
}
