/** Words of what a market is made of: rivals, destinations, and what could come. */
import { constant, flag, place, property, text, word } from 'genba/model'
import type { Drive } from 'genba/economics'
import type { Declared, Form, Measuring, PlaceWords } from 'genba/model'

/** How a quantity of the language becomes one of a plan. */
export interface WrittenUnit {
  readonly unit: string
  /** Base units of the language in one unit of the plan. */
  readonly factor: number
}

const WEEK = 604_800

/** Its numbers. */
export type RivalNumber = 'cars_2024' | 'cars_2025' | 'price' | 'range' | 'charge_minutes' | 'assistance' | 'wait'

/** Units of the numbers of a place, by word. */
export const RIVAL_UNITS: Readonly<Record<RivalNumber, WrittenUnit>> = {
  cars_2024: { unit: 'cars', factor: 1 },
  cars_2025: { unit: 'cars', factor: 1 },
  price: { unit: 'CNY', factor: 1 },
  range: { unit: 'km', factor: 1000 },
  charge_minutes: { unit: 'min', factor: 60 },
  assistance: { unit: 'level', factor: 1 },
  wait: { unit: 'weeks', factor: WEEK },
}

/** Words of a rival. */
export type RivalWords = Record<RivalNumber, number> & { title: string; firm: string; drive: Drive; chinese: boolean }

const shown = (form: Form<number> & Measuring, doc: string, example: string): Declared<number> =>
  property(form, { doc, example, required: true })

/** A car that the base sells against. */
export const rivalPlace: PlaceWords<RivalWords> = place('rival', 'a car of the market, a brand at its mean price', {
  title: property(text, { doc: 'as the page writes it; its name if left out', example: 'title: BMW petrol' }),
  firm: property(text, { doc: 'who sets its price; its title if left out', example: 'firm: BMW' }),
  drive: property(word('battery', 'extended', 'hybrid', 'petrol'), { doc: 'what drives it', example: 'drive: petrol', required: true }),
  chinese: property(flag, { doc: 'whether its brand is Chinese', example: 'chinese: true', default: 'false' }),
  cars_2024: shown(constant('count', { least: 0, above: true }), 'sold in China in 2024', 'cars_2024: 614_500'),
  cars_2025: shown(constant('count', { least: 0, above: true }), 'sold in China in 2025', 'cars_2025: 545_500'),
  price: shown(constant('money', { least: 0, above: true }), 'what is paid for it, purchase tax not counted', 'price: 285_000 CNY'),
  range: property(constant('length', { least: 0 }), { doc: 'on a charge, by the Chinese test', example: 'range: 550 km', default: '0 km' }),
  charge_minutes: property(constant('duration'), { doc: 'from 10 to 80 %', example: 'charge_minutes: 34 min', default: '0 min' }),
  assistance: property(constant('ratio', { least: 0, most: 5 }), {
    doc: 'level of driver assistance: 1 lane and distance, 2 motorway, 3 city',
    example: 'assistance: 2',
    default: '1',
  }),
  wait: property(constant('duration'), { doc: 'from order to delivery', example: 'wait: 21 d', default: '21 d' }),
})

/** Rules of duty that the program knows by name. */
export type DutyRule = 'japan' | 'european_union' | 'brazil' | 'canada' | 'usa'

/** Its numbers. */
export type DestinationNumber =
  | 'duty'
  | 'countervailing'
  | 'quota'
  | 'quota_duty'
  | 'quota_share'
  | 'undertaking'
  | 'cars'
  | 'reference_price'
  | 'freight'

/** Units of the numbers of a destination, by word. */
export const DESTINATION_UNITS: Readonly<Record<DestinationNumber, WrittenUnit>> = {
  duty: { unit: 'share', factor: 1 },
  countervailing: { unit: 'share', factor: 1 },
  quota: { unit: 'cars/year', factor: 1 },
  quota_duty: { unit: 'share', factor: 1 },
  quota_share: { unit: 'share', factor: 1 },
  undertaking: { unit: 'CNY', factor: 1 },
  cars: { unit: 'cars/year', factor: 1 },
  reference_price: { unit: 'CNY', factor: 1 },
  freight: { unit: 'CNY', factor: 1 },
}

/** Words of a destination. */
export type DestinationWords = Record<DestinationNumber, number> & { title: string; rule: DutyRule; currency: 'JPY' | 'USD' }

const share = (doc: string, example: string, most = 5): Declared<number> =>
  property(constant('ratio', { least: 0, most }), { doc, example })
const money = (doc: string, example: string, required: boolean): Declared<number> =>
  property(constant('money', { least: 0, above: true }), { doc, example, ...(required ? { required } : {}) })

/** Where the base sells besides China. */
export const destinationPlace: PlaceWords<DestinationWords> = place('destination', 'a country to which cars go', {
  title: property(text, { doc: 'as the page writes it; its name if left out', example: 'title: European Union' }),
  rule: property(word<DutyRule>('japan', 'european_union', 'brazil', 'canada', 'usa'), {
    doc: 'a duty that the program knows, with its days',
    example: 'rule: european_union',
  }),
  duty: share('on the price at the border; instead of a rule', 'duty: 10 %'),
  countervailing: share('duty beside it, where there is no undertaking', 'countervailing: 20.7 %'),
  quota: property(constant('count'), { doc: 'cars a year, of all exporters together, that pay less', example: 'quota: 49_000' }),
  quota_duty: share('what they pay', 'quota_duty: 6.1 %'),
  quota_share: share('of the quota, that this base has', 'quota_share: 10 %', 1),
  undertaking: money('least price at the border that replaces the countervailing duty', 'undertaking: 300_000 CNY', false),
  cars: property(constant('count'), { doc: 'cars a year that it takes at the reference price', example: 'cars: 3_000', required: true }),
  reference_price: money('landed price, duty included and value-added tax not', 'reference_price: 400_000 CNY', true),
  freight: money('carriage and insurance of a car', 'freight: 13_000 CNY', true),
  currency: property(word<'JPY' | 'USD'>('JPY', 'USD'), {
    doc: 'in which the reference price stays what it is when rates of exchange move; in CNY if left out',
    example: 'currency: JPY',
  }),
})

/** Its numbers. */
export type EventNumber = 'chance' | 'rival_cost' | 'export_duty' | 'cell_slip_years' | 'supply_stop'

/** Units of the numbers of an event, by word. */
export const EVENT_UNITS: Readonly<Record<EventNumber, WrittenUnit>> = {
  chance: { unit: 'share', factor: 1 },
  rival_cost: { unit: 'ratio', factor: 1 },
  export_duty: { unit: 'share', factor: 1 },
  cell_slip_years: { unit: 'years', factor: 1 },
  supply_stop: { unit: 'share', factor: 1 },
}

/** Words of an event. */
export type EventWords = Record<EventNumber, number> & { title: string }

/** What could come. */
export const eventPlace: PlaceWords<EventWords> = place('event', 'something that may come, on its own of the others', {
  title: property(text, { doc: 'as the page writes it; its name if left out', example: 'title: price war' }),
  chance: property(constant('share'), { doc: 'that it comes', example: 'chance: 35 %', required: true }),
  rival_cost: property(constant('ratio', { least: 0, above: true }), {
    doc: 'cost of rivals, over what it would be',
    example: 'rival_cost: 0.88',
  }),
  export_duty: share('duty abroad that is added', 'export_duty: 25 %'),
  cell_slip_years: property(constant('count'), {
    doc: 'by which cells come late: the pack keeps its price so long',
    example: 'cell_slip_years: 2',
  }),
  supply_stop: property(constant('share', { least: 0, most: 1 }), {
    doc: 'share of the first full year that a stopped supplier takes away',
    example: 'supply_stop: 15 %',
  }),
})
