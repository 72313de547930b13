/** Words of the business of a base: `market`, `costs` and `finance` at the top of a model, a word for each number of a plan. */
import { constant, named, place, property, record, refuse, whole } from 'genba/model'
import type { Declared, Dimension, Extension, Form, Measuring, PlaceWords } from 'genba/model'
import { PLAN_NUMBERS } from './plan-input.ts'
import type { PlanNumber } from './plan-input.ts'
import { destinationPlace, eventPlace, rivalPlace } from './words-market.ts'
import { partPlace, rowPlace, rowStorePlace, shopCostPlace, stockPlace, wayPlace, waysPlace } from './words-supply.ts'

/** Where a number of a plan is written, and how. */
export interface BusinessWord {
  readonly number: PlanNumber
  readonly section: BusinessSection
  /** In snake case: `brand_premium`. */
  readonly word: string
  /** As it is written after the number; empty for a plain number. */
  readonly unit: string
  /** Base units of the language in one unit of the plan. */
  readonly factor: number
  /** The currency that must be written, where it is an amount. */
  readonly currency?: string
}

export type BusinessSection = 'market' | 'costs' | 'finance'

interface Way {
  readonly dimension: Dimension
  readonly unit: string
  /** Base units in one unit of the plan; default 1. */
  readonly factor?: number
  readonly currency?: string
}

const YEAR = 31_557_600
const KILOWATT_HOUR = 3.6e6
const PLAIN: Way = { dimension: 'ratio', unit: '' }
const PERCENT: Way = { dimension: 'ratio', unit: '%' }
const CNY: Way = { dimension: 'money', unit: 'CNY', currency: 'CNY' }

type Described = readonly [section: BusinessSection, way: Way, doc: string]

const DESCRIBED: Readonly<Record<PlanNumber, Described>> = {
  elasticity: ['market', PLAIN, 'price elasticity of a luxury car'],
  driveSpread: ['market', PLAIN, 'how far buyers keep to a kind of drive: spread of utility'],
  priceSpread: ['market', PLAIN, 'how far buyers differ in minding price: spread of the logarithm'],
  potential: ['market', { dimension: 'count', unit: '' }, 'buyers a year who could buy one of the cars'],
  marketGrowth: ['market', PERCENT, 'growth of that number a year'],
  batteryCeiling: ['market', { dimension: 'share', unit: '%' }, 'share of battery cars that the market comes to'],
  rivalCostDrift: ['market', PERCENT, 'change of the cost of rivals a year'],
  dealerMargin: ['market', { dimension: 'share', unit: '%' }, 'of the price without tax'],
  brandPremium: ['market', CNY, 'what the brand is worth against the mean battery car with the same abilities'],
  lineUp: ['market', PLAIN, 'models of the brand over those of a rival'],
  rangeWorth: ['market', PLAIN, 'worth of a kilometer of range, CNY'],
  chargeWorth: ['market', PLAIN, 'worth of a minute from 10 to 80 %, CNY'],
  assistanceWorth: ['market', PLAIN, 'worth of a level of driver assistance, CNY'],
  deliveryWorth: ['market', PLAIN, 'worth of a week of waiting, CNY'],
  range: ['market', { dimension: 'length', unit: 'km', factor: 1000 }, 'of the car, by the Chinese test'],
  chargeMinutes: ['market', { dimension: 'duration', unit: 'min', factor: 60 }, 'of the car, from 10 to 80 %'],
  assistance: ['market', PLAIN, 'level of driver assistance of the car'],
  exportElasticity: ['market', PLAIN, 'price elasticity abroad'],
  exportScale: ['market', PLAIN, 'over the volumes of the destinations'],
  packSize: ['costs', { dimension: 'energy', unit: 'kWh', factor: KILOWATT_HOUR }, 'energy of the pack'],
  packPrice: ['costs', { dimension: 'pricePerEnergy', unit: 'USD/kWh', factor: 1 / KILOWATT_HOUR, currency: 'USD' }, 'of the pack in 2025'],
  packLearning: ['costs', { dimension: 'share', unit: '%' }, 'that the price falls with each doubling of all packs made'],
  packGrowth: ['costs', PERCENT, 'growth of the output of packs in the world a year'],
  otherMaterial: ['costs', CNY, 'all that is bought for a car but the pack'],
  materialDrift: ['costs', PERCENT, 'change of that a year'],
  wage: ['costs', { dimension: 'moneyRate', unit: 'CNY/h', factor: 1 / 3600, currency: 'CNY' }, 'of an hour, with what is paid on it'],
  energyPrice: [
    'costs',
    { dimension: 'pricePerEnergy', unit: 'CNY/kWh', factor: 1 / KILOWATT_HOUR, currency: 'CNY' },
    'of electricity and heat',
  ],
  fixedCost: [
    'costs',
    { dimension: 'moneyRate', unit: 'CNY/year', factor: 1 / YEAR, currency: 'CNY' },
    'maintenance, logistics, insurance, staff that the plant does not have',
  ],
  overheadShare: ['costs', { dimension: 'share', unit: '%' }, 'development, selling, administration, warranty, of revenue'],
  investment: ['finance', CNY, 'machines, tools, buildings, land'],
  discountRate: ['finance', { dimension: 'share', unit: '%' }, 'a year'],
  usdCny: ['finance', { dimension: 'ratio', unit: 'CNY/USD', currency: 'CNY' }, 'rate of exchange'],
  jpyCny: ['finance', { dimension: 'ratio', unit: 'CNY/JPY', currency: 'CNY' }, 'rate of exchange'],
  payableDays: ['finance', { dimension: 'duration', unit: 'd', factor: 86_400 }, 'days after which suppliers are paid'],
  interestRate: ['finance', { dimension: 'share', unit: '%' }, 'on debt, a year'],
  royalty: ['finance', { dimension: 'share', unit: '%' }, 'of revenue, to the owner of the technology'],
}

/** Every number of a plan with its word. */
export const BUSINESS_WORDS: readonly BusinessWord[] = (Object.keys(DESCRIBED) as PlanNumber[]).map((number) => {
  const [section, { unit, factor = 1, currency }] = DESCRIBED[number]
  return { number, section, word: snakeCase(number), unit, factor, ...(currency === undefined ? {} : { currency }) }
})

/** `-30000 CNY`, `8 %`: a number of a plan as it is written in a model. */
export function businessText({ unit }: BusinessWord, value: number): string {
  const shown = Number((unit === '%' ? value * 100 : value).toPrecision(12))
  return `${shown} ${unit}`.trimEnd()
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** A constant that must be written in the currency of its word: a number of another one would be taken as it stands. */
function inCurrency(form: Form<number> & Measuring, word: BusinessWord): Form<number> & Measuring {
  const { currency } = word
  if (currency === undefined) return form
  const phrase = `${form.phrase.replace(/ such as .*/, '')} in ${word.unit}, such as "${businessText(word, PLAN_NUMBERS[word.number].value)}"`
  return {
    ...form,
    phrase,
    read: (node, path, reading) => {
      const isOther = node.kind === 'scalar' && /\d/.test(node.text) && !node.text.includes(currency)
      return isOther ? refuse(node, path, reading, phrase) : form.read(node, path, reading)
    },
  }
}

/** Words of the rates that are expected of a year. */
export interface ExchangeWords {
  year: number
  usd_cny: number
  jpy_cny: number
}

function rateWord(number: 'usdCny' | 'jpyCny'): Declared<number> {
  const word = BUSINESS_WORDS.find((each) => each.number === number)!
  return property(inCurrency(constant('ratio', { least: 0, above: true }), word), {
    doc: 'in the middle of the year',
    example: `${word.word}: ${businessText(word, PLAN_NUMBERS[number].value)}`,
  })
}

/** Rates of exchange of a year to come. */
export const exchangePlace: PlaceWords<ExchangeWords> = place('exchange', 'rates of exchange that are expected of a year', {
  year: { ...property(whole({ least: 2026 }), { doc: 'from 2026 on', example: 'year: 2030' }), required: true },
  usd_cny: rateWord('usdCny'),
  jpy_cny: rateWord('jpyCny'),
})

/** Words of a section that are no numbers of the plan: lists, years, what localization is held to. */
const LISTS: Readonly<Record<BusinessSection, Readonly<Record<string, Declared<unknown>>>>> = {
  market: {
    rivals: property(named(rivalPlace), {
      doc: 'cars of the market, all of them: written, they stand instead of the known luxury cars of China',
      example: 'rivals: {bmw: {drive: petrol, cars_2024: 614_500, cars_2025: 545_500, price: 285_000 CNY}}',
    }),
    destinations: property(named(destinationPlace), {
      doc: 'countries besides China, all of them',
      example: 'destinations: {japan: {rule: japan, cars: 8_000, reference_price: 300_000 CNY, freight: 6_000 CNY}}',
    }),
    events: property(named(eventPlace), {
      doc: 'what could come, all of it',
      example: 'events: {price_war: {chance: 35 %, rival_cost: 0.88}}',
    }),
  },
  costs: {
    shops: property(named(shopCostPlace), {
      doc: 'shares of the shops in investment and material; each must sum to 1',
      example: 'shops: {body: {machines: 12 %, buildings: 5 %, material: 9 %}}',
    }),
    parts: property(named(partPlace), {
      doc: 'parts that are bought, all of them, to choose when each comes from the region',
      example: 'parts: {seats: {imported: 9_000 CNY, local: 7_000 CNY, tooling: 80 M CNY, qualify_months: 12, engineers: 30}}',
    }),
    stocks: property(named(stockPlace), {
      doc: 'stores whose supply is computed and put into the plant',
      example: 'stocks: {cells: {store: pack.cells, demand: 30/h, order_cost: 400 CNY, holding_cost: 2 CNY/d}}',
    }),
    rows: property(named(rowPlace), {
      doc: 'stores that refill each other, whose levels are computed together and put into the plant',
      example:
        'rows: {cells: {demand: 5/h, shortage_cost: 40 CNY/h, stores: {line: {store: cells, lead_time: 1 h, holding_cost: 7 CNY/h}, yard: {store: yard, lead_time: 2 h, holding_cost: 4 CNY/h, supplies: line}}}}',
    }),
    ways: property(record(waysPlace), {
      doc: 'plants that are simulated for the ready comparisons, instead of what these assume',
      example: 'ways: {conveyor: {scenario: belt, place: ga.final2}}',
    }),
    qualifying_engineers: property(constant('count'), {
      doc: 'who qualify suppliers',
      example: 'qualifying_engineers: 160',
      default: '160',
    }),
    tooling_budget: property(constant('money', { least: 0 }), {
      doc: 'money for tools at suppliers in a year',
      example: 'tooling_budget: 600 M CNY',
      default: '600 M CNY',
    }),
    local_content: property(constant('share'), {
      doc: 'local content that is asked for, of what is bought at import prices',
      example: 'local_content: 95 %',
      default: '95 %',
    }),
    local_content_by: property(whole({ least: 2000 }), {
      doc: 'the year by whose end it is asked for',
      example: 'local_content_by: 2029',
      default: '2029',
      assumed: false,
    }),
  },
  finance: {
    exchange: property(named(exchangePlace), {
      doc: 'rates that are expected, on lines between them; without it they stay what they are',
      example: 'exchange: {later: {year: 2030, jpy_cny: 0.055 CNY/JPY}}',
    }),
    begins: property(whole({ least: 2000 }), {
      doc: 'year in which investment begins',
      example: 'begins: 2025',
      default: '2025',
      assumed: false,
    }),
    until: property(whole({ least: 2000 }), { doc: 'last year of the plan', example: 'until: 2040', default: '2040', assumed: false }),
  },
}

function sectionPlace(section: BusinessSection, doc: string): PlaceWords<Record<string, unknown>> {
  const words = BUSINESS_WORDS.filter((each) => each.section === section)
  return place(section, doc, {
    ...Object.fromEntries(
      words.map((each): [string, Declared<unknown>] => {
        const [, { dimension }, meaning] = DESCRIBED[each.number]
        const known = businessText(each, PLAN_NUMBERS[each.number].value)
        return [
          each.word,
          property(inCurrency(constant(dimension), each), { doc: meaning, example: `${each.word}: ${known}`, default: known }),
        ]
      }),
    ),
    ...LISTS[section],
  })
}

const DOCS: Readonly<Record<BusinessSection, string>> = {
  market: 'who buys, and what the car is to them',
  costs: 'what a car costs besides what the plant tells',
  finance: 'investment, rates, terms',
}

/** The places of the business, by name. */
export const businessPlaces: Readonly<Record<BusinessSection, PlaceWords<Record<string, unknown>>>> = {
  market: sectionPlace('market', DOCS.market),
  costs: sectionPlace('costs', DOCS.costs),
  finance: sectionPlace('finance', DOCS.finance),
}

/** Places that this room adds to the language. */
export const plannerPlaces: readonly unknown[] = [
  ...Object.values(businessPlaces),
  rivalPlace,
  destinationPlace,
  eventPlace,
  shopCostPlace,
  partPlace,
  stockPlace,
  rowPlace,
  rowStorePlace,
  waysPlace,
  wayPlace,
  exchangePlace,
]

/** Words that it adds to places of other rooms. */
export const plannerExtensions: readonly Extension[] = [
  {
    place: 'base',
    properties: Object.fromEntries(
      Object.entries(businessPlaces).map(([section, words]) => [
        section,
        property(record(words), {
          doc: words.doc,
          example: { market: 'market: {elasticity: -4}', costs: 'costs: {wage: 80 CNY/h}', finance: 'finance: {investment: 14.6 bn CNY}' }[
            section
          ]!,
        }) as Declared<unknown>,
      ]),
    ),
  },
]
