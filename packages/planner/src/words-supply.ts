/** Words of where the money of a car goes: shops with their shares, and parts that are bought. */
import { constant, place, property, text } from 'genba/model'
import type { Declared, PlaceWords } from 'genba/model'
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
