/** Words of where the money of a car goes: shops with their shares, and parts that are bought. */
import type { ComparedStep } from 'genba/economics'
import { constant, listOf, named, place, property, record, text, whole } from 'genba/model'
import type { Declared, Named, PlaceWords, Read } from 'genba/model'
import type { WrittenUnit } from './words-market.ts'

const KILOWATT_HOUR = 3.6e6

/** Its numbers. */
export type ShopNumber = 'machines' | 'buildings' | 'material' | 'energy'

/** Units of the numbers of a shop, by word. */
export const SHOP_UNITS: Readonly<Record<ShopNumber, WrittenUnit>> = {
  machines: { unit: 'share', factor: 1 },
  buildings: { unit: 'share', factor: 1 },
  material: { unit: 'share', factor: 1 },
  energy: { unit: 'kWh', factor: KILOWATT_HOUR },
}

/** Words of a shop's money. */
export type ShopCostWords = Record<ShopNumber, number> & { title: string }

const share = (doc: string, example: string): Declared<number> => property(constant('share'), { doc, example, default: '0 %' })

/** What of the investment and of what is bought stands in a shop. */
export const shopCostPlace: PlaceWords<ShopCostWords> = place('shop_cost', 'what of the money of a base is in a shop', {
  title: property(text, { doc: 'the shop in the plant; its name if left out', example: 'title: site and development' }),
  machines: share('of the investment, in its machines and tools', 'machines: 12 %'),
  buildings: share('of the investment, in its buildings and land', 'buildings: 5 %'),
  material: share('of what is bought for a car, pack included', 'material: 9 %'),
  energy: property(constant('energy', { least: 0 }), {
    doc: 'of a car, where the plant has no power',
    example: 'energy: 150 kWh',
    default: '0 kWh',
  }),
})

/** Words of a store whose supply follows from what its parts cost. */
export interface StockWords {
  store: string
  demand: number
  order_cost: number
  holding_cost: number
  service: number
  demands: readonly number[]
  stops_every: number
  stops_last: number
  stockout_cost: number
}

/** A store of which the supply is computed. */
export const stockPlace: PlaceWords<StockWords> = place('stock', 'a store whose supply follows from what its parts cost', {
  store: { ...property(text, { doc: 'path of a buffer with supply', example: 'store: pack.cells' }), required: true },
  demand: {
    ...property(constant('rate', { least: 0, above: true }), { doc: 'parts that are taken from it', example: 'demand: 30/h' }),
    required: true,
  },
  order_cost: {
    ...property(constant('money', { least: 0, above: true }), { doc: 'of an order, whatever its size', example: 'order_cost: 400 CNY' }),
    required: true,
  },
  holding_cost: {
    ...property(constant('moneyRate', { least: 0, above: true }), {
      doc: 'of a part in the store, over time',
      example: 'holding_cost: 2 CNY/d',
    }),
    required: true,
  },
  service: property(constant('share'), {
    doc: 'share of demand that is to be met at once; in rounds, chance that a round is enough',
    example: 'service: 98 %',
    default: '98 %',
    literature: 'Hadley and Whitin 1963',
  }),
  demands: property(listOf(constant('count')), {
    doc: 'parts that are known to be taken in each round from the start of the run on; then lots are planned',
    example: 'demands: [90, 120, 80, 70]',
    literature: 'Wagner and Whitin 1958',
  }),
  stops_every: property(constant('duration', { above: true }), {
    doc: 'mean time in which its supplier works, where he fails at times',
    example: 'stops_every: 200 d',
    literature: 'Berk and Arreola-Risa 1994',
  }),
  stops_last: property(constant('duration', { above: true }), { doc: 'mean time in which he does not', example: 'stops_last: 10 d' }),
  stockout_cost: property(constant('money', { least: 0, above: true }), {
    doc: 'of a part that is asked for and not there, with such a supplier',
    example: 'stockout_cost: 50 CNY',
  }),
})

/** Words of stores in a row, or of a tree of them. */
export interface RowWords {
  demand: number
  shortage_cost: number
  period: number
  service: number
  promised: number
  stores: readonly Named<Read<RowStoreWords>>[]
}

/** Words of one of these stores. */
export interface RowStoreWords {
  store: string
  lead_time: number
  holding_cost: number
  supplies: string
}

/** A store that others refill or that refills them. */
export const rowStorePlace: PlaceWords<RowStoreWords> = place('row_store', 'one of several stores that refill each other', {
  store: { ...property(text, { doc: 'path of a buffer', example: 'store: pack.cells' }), required: true },
  lead_time: {
    ...property(constant('duration', { above: true }), {
      doc: 'from the store that refills it, or from outside, to here',
      example: 'lead_time: 2 h',
    }),
    required: true,
  },
  holding_cost: {
    ...property(constant('moneyRate', { least: 0, above: true }), { doc: 'of a part here, over time', example: 'holding_cost: 2 CNY/d' }),
    required: true,
  },
  supplies: property(text, {
    doc: 'the name of the store that it refills; left out by the one that customers take from',
    example: 'supplies: line',
  }),
})

/** Stores whose levels are found together. */
export const rowPlace: PlaceWords<RowWords> = place('row', 'stores that refill each other', {
  demand: { ...property(constant('rate', { least: 0, above: true }), { doc: 'of customers', example: 'demand: 5/h' }), required: true },
  shortage_cost: property(constant('moneyRate', { least: 0, above: true }), {
    doc: 'of a customer who waits, over time: levels of least cost, for stores in a row',
    example: 'shortage_cost: 40 CNY/h',
    literature: 'Clark and Scarf 1960',
  }),
  period: property(constant('duration', { above: true }), {
    doc: 'in which promised times are counted: instead of shortage_cost, each store promises a time and keeps it',
    example: 'period: 1 h',
    literature: 'Graves and Willems 2000',
  }),
  service: property(constant('share'), { doc: 'chance with which a promise is kept', example: 'service: 95 %', default: '95 %' }),
  promised: property(constant('duration'), { doc: 'to customers', example: 'promised: 2 h', default: '0 s' }),
  stores: {
    ...property(named(rowStorePlace), {
      doc: 'the stores',
      example: 'stores: {cells: {store: cells, lead_time: 1 h, holding_cost: 2 CNY/h}}',
    }),
    required: true,
  },
})

/** Its numbers. */
export type BoughtNumber = 'imported' | 'local' | 'tooling' | 'qualify_months' | 'engineers' | 'quality_risk'

/** Units of the numbers of a bought part, by word. */
export const PART_UNITS: Readonly<Record<BoughtNumber, WrittenUnit>> = {
  imported: { unit: 'CNY', factor: 1 },
  local: { unit: 'CNY', factor: 1 },
  tooling: { unit: 'CNY', factor: 1 },
  qualify_months: { unit: 'months', factor: 1 },
  engineers: { unit: 'people', factor: 1 },
  quality_risk: { unit: 'share', factor: 1 },
}

/** Words of a bought part. */
export type PartWords = Record<BoughtNumber, number> & { title: string }

const needed = (declared: Declared<number>): Declared<number> => ({ ...declared, required: true })

/** A part that may be bought abroad or in the region. */
export const partPlace: PlaceWords<PartWords> = place('bought_part', 'parts that are bought abroad until they are local', {
  title: property(text, { doc: 'as the page writes it; its name if left out', example: 'title: power electronics' }),
  imported: needed(property(constant('money', { least: 0, above: true }), { doc: 'of a car, landed', example: 'imported: 16_000 CNY' })),
  local: needed(property(constant('money', { least: 0, above: true }), { doc: 'of a car, from the region', example: 'local: 13_000 CNY' })),
  tooling: needed(property(constant('money', { least: 0 }), { doc: 'tools and trials of local supply', example: 'tooling: 120 M CNY' })),
  qualify_months: needed(property(constant('count'), { doc: 'from the decision to the first local part', example: 'qualify_months: 18' })),
  engineers: needed(property(constant('count'), { doc: 'at work until then', example: 'engineers: 40' })),
  quality_risk: property(constant('share'), {
    doc: 'of the local price, that faults of its first year are expected to cost',
    example: 'quality_risk: 2 %',
    default: '0 %',
  }),
})

/** Words of a simulated plant that tells of a step of a ready comparison. */
export interface WayWords {
  place: string
  scenario: string
  model: string
  replications: number
}

/** A simulated plant that tells of a step. */
export const wayPlace: PlaceWords<WayWords> = place(
  'way',
  'a simulated plant that tells cycle, uptime and yield of a step of a ready comparison',
  {
    place: {
      ...property(text, { doc: 'path of a station, or of a line that moves as one, which holds its plant', example: 'place: ga.final2' }),
      required: true,
    },
    scenario: property(text, { doc: 'scenario of its model; the model as written if left out', example: 'scenario: belt' }),
    model: property(text, { doc: 'its file, beside this one; this one if left out', example: 'model: body-ways.yaml' }),
    replications: property(whole({ least: 2 }), { doc: 'as its model says if left out', example: 'replications: 2' }),
  },
)

const way = (doc: string, example: string): Declared<unknown> => property(record(wayPlace), { doc, example })

/** Steps of ready comparisons that simulated plants tell of, each under its own word. */
export const waysPlace: PlaceWords<Record<ComparedStep, unknown>> = place(
  'ways',
  'steps of ready comparisons that simulated plants tell of',
  {
    casting: way('large castings of the body', 'casting: {model: body-ways.yaml, place: cast.front}'),
    welding: way('front and rear of the body, welded', 'welding: {model: body-ways.yaml, place: welded.joining.measure}'),
    self_propelled: way('final assembly by cars that drive themselves', 'self_propelled: {scenario: as_measured, place: ga.final2}'),
    conveyor: way('final assembly on a conveyor', 'conveyor: {scenario: belt, place: ga.final2}'),
  },
)
