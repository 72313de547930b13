/** Words of what is made: products, their variants and attributes, orders. */
import {
  constant,
  entries,
  entryOf,
  isLong,
  joinPath,
  listOf,
  name,
  place,
  property,
  readForm,
  refuse,
  text,
  value,
  word,
} from 'genba/model'
import type { Form, KeyedEntry, Node, PlaceWords, Value } from 'genba/model'
import { target } from './words-element.ts'
import type { Target } from './words-element.ts'

const share = value('share', { draws: false })
const categories = entries(share, 'values with shares, such as {white: 40 %, black: 60 %}')
const number = value('ratio')

/** An attribute that parts carry: a number, or one of several words. */
export type AttributeWords = { readonly name: string } & (
  | { readonly kind: 'number'; readonly value: Value }
  | { readonly kind: 'word'; readonly categories: readonly KeyedEntry<Value>[]; readonly node: Node }
)

const attributes: Form<readonly AttributeWords[]> = {
  phrase: 'attributes such as {colour: {white: 40 %, red: 60 %}, weld_points: triangular(3800 4100 4600)}',
  long: false,
  inner: { kind: 'entries', nested: true },
  schema: () => ({ type: 'object', additionalProperties: { anyOf: [number.schema(), { type: 'object' }] } }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, attributes.phrase)
    const list: AttributeWords[] = []
    for (const { key, value: each } of node.entries) {
      const inner = joinPath(path, key.text)
      readForm(name, key, inner, reading)
      if (each.kind === 'map' && !isLong(each) && entryOf(each, 'by') === undefined) {
        const read = readForm(categories, each, inner, reading)
        if (read !== undefined) list.push({ name: key.text, kind: 'word', categories: read, node: each })
      } else {
        const read = readForm(number, each, inner, reading)
        if (read !== undefined) list.push({ name: key.text, kind: 'number', value: read })
      }
    }
    return list.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  },
}

/** A step of a process plan: where, and how long there. */
export interface RouteStep {
  readonly target: Target
  readonly cycle?: Value
}

const cycle = value('duration')

const routeStep: Form<RouteStep> = {
  phrase: 'a step such as {station: M1, cycle: 8 s} or {sink: out}',
  long: false,
  schema: () => ({ type: 'object' }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, routeStep.phrase)
    const rest = node.entries.filter(({ key }) => key.text !== 'cycle')
    const only = rest[0]
    if (rest.length !== 1 || only === undefined || !ROUTE_KINDS.includes(only.key.text))
      return refuse(node, path, reading, routeStep.phrase)
    const to = readForm(target, only.value, path, reading)
    const cycleNode = entryOf(node, 'cycle')?.value
    const time = cycleNode === undefined ? undefined : readForm(cycle, cycleNode, joinPath(path, 'cycle'), reading)
    return to === undefined ? undefined : { target: to, ...(time === undefined ? {} : { cycle: time }) }
  },
}

const ROUTE_KINDS: readonly string[] = ['station', 'line', 'tunnel', 'buffer', 'casting_cell', 'sink']

/** What a car asks of the plant, and can be set in it. */
export const CAR_NEEDS = [
  'charge_time',
  'charge_posts',
  'calibration_time',
  'calibration_stands',
  'stacking_time',
  'casting_mass',
  'shot_mass',
] as const
export type CarNeed = (typeof CAR_NEEDS)[number]

const need = word(...CAR_NEEDS)

/** Paths of the plant with what the car puts there. */
const sets: Form<readonly { readonly path: string; readonly need: CarNeed }[]> = {
  phrase: 'paths with what the car puts there, such as {eol.charging.cycle: charge_time}',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ type: 'object', additionalProperties: need.schema() }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, sets.phrase)
    return node.entries.flatMap(({ key, value: each }) => {
      const read = readForm(need, each, joinPath(path, key.text), reading)
      return read === undefined ? [] : [{ path: key.text, need: read }]
    })
  },
}

export interface ProductWords {
  variants: readonly KeyedEntry<Value>[]
  attributes: readonly AttributeWords[]
  route: readonly RouteStep[]
  mass: number
  energy: number
  cells: number
  driving_level: number
  drag: number
  area: number
  rolling: number
  usable: number
  peak_power: number
  quality: number
  planned_rate: number
  sets: readonly { readonly path: string; readonly need: CarNeed }[]
}

export const productPlace: PlaceWords<ProductWords> = place('product', 'a product', {
  variants: property(entries(share, 'variants with shares, such as {suv: 60 %, saloon: 40 %}'), {
    doc: 'drawn when the part is created; names usable wherever products are',
    example: 'variants: {suv: 60 %, saloon: 40 %}',
  }),
  attributes: property(attributes, {
    doc: 'what each part carries, drawn when it is created',
    example: 'attributes: {colour: {white: 40 %, red: 60 %}}',
  }),
  route: property(listOf(routeStep), { doc: 'process plan, for to: route', example: 'route: [{station: M1, cycle: 8 s}, {sink: out}]' }),
  mass: property(constant('mass', { least: 0 }), { doc: 'of one part', example: 'mass: 65 kg' }),
  energy: property(constant('energy', { least: 0 }), { doc: 'capacity of a cell or a pack', example: 'energy: 90 kWh' }),
  cells: property(constant('count', { whole: true, least: 0 }), { doc: 'cells in a pack', example: 'cells: 192' }),
  driving_level: property(constant('count', { whole: true, least: 0, most: 5 }), {
    doc: 'level of automated driving (SAE J3016)',
    example: 'driving_level: 3',
  }),
  drag: property(constant('ratio', { least: 0, above: true }), { doc: 'drag coefficient of a car', example: 'drag: 0.24' }),
  area: property(constant('area', { least: 0, above: true }), { doc: 'frontal area of a car', example: 'area: 2.65 m2' }),
  rolling: property(constant('ratio', { least: 0, above: true }), {
    doc: 'rolling resistance of a car, drag of bearings and gears included',
    example: 'rolling: 0.009',
    default: '0.0085, of cars whose range is known',
  }),
  usable: property(constant('share', { least: 0, above: true, most: 1 }), {
    doc: 'share of the energy of the pack between full and empty',
    example: 'usable: 95 %',
    default: '95 %',
  }),
  peak_power: property(constant('power', { least: 0, above: true }), {
    doc: 'highest charging power of a car',
    example: 'peak_power: 250 kW',
    default: 'usual for the energy of its pack',
  }),
  quality: property(constant('ratio', { least: 0, above: true }), {
    doc: 'consumption of a car relative to the generic powertrain',
    example: 'quality: 0.95',
    default: '1',
  }),
  planned_rate: property(constant('rate', { least: 0, above: true }), {
    doc: 'cars that the plant is to make while it is open; posts and stands are counted for it',
    example: 'planned_rate: 30/h',
    default: '30/h',
  }),
  sets: property(sets, {
    doc: 'what the car puts into the plant: time and posts to charge it for shipping, time and stands to calibrate its sensors, time to stack the cells of its pack, mass of a large casting and of its shot',
    example: 'sets: {eol.charging.cycle: charge_time, eol.adas.cycle: calibration_time}',
    assumed: false,
  }),
})

export interface OrdersWords {
  file: string
  release: 'release' | 'due'
  lead: number
  schedule: string
}

export const ordersPlace: PlaceWords<OrdersWords> = place('orders', 'orders from a table', {
  file: property(text, { doc: 'table with columns product, due, priority and attributes', example: 'file: orders.csv' }),
  release: property(word('release', 'due'), {
    doc: 'the column that says when an order is released',
    example: 'release: due',
    default: 'release',
  }),
  lead: property(constant('duration'), { doc: 'released this long before, in elapsed time', example: 'lead: 14 d', default: '0 s' }),
  schedule: property(text, {
    doc: 'table of operations in a given order, which stations and vehicles follow',
    example: 'schedule: schedule.csv',
  }),
})
