/** Words of what surrounds the work: sources, sinks, buffers and their supply, transports, continuous material. */
import {
  constant,
  either,
  entries,
  joinPath,
  listOf,
  nameOf,
  place,
  property,
  readForm,
  record,
  value,
  whole,
  word,
  wordOrHook,
} from 'genba/model'
import type { Declared, Form, Hook, KeyedEntry, Measuring, Node, PlaceWords, Read, Value } from 'genba/model'
import { target } from './words-element.ts'
import type { ElementWords, Target } from './words-element.ts'
import { isText } from './words-station.ts'

type Declarations<W> = { readonly [K in keyof W]: Declared<W[K]> }

const product = nameOf('product', 'a product')
const productShares = entries(value('share', { draws: false }), 'products with shares, such as {A: 70 %, B: 30 %}')

/** Products by share; a single one, or those of a list, without. */
export type OfWords = readonly { readonly name: string; readonly share?: Value; readonly node: Node }[]

const of: Form<OfWords> = {
  phrase: 'a product, products with shares such as {A: 70 %, B: 30 %}, or a list such as [A, B]',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ anyOf: [{ type: 'string' }, { type: 'object' }, { type: 'array', items: { type: 'string' } }] }),
  read: (node, path, reading) => {
    if (node.kind === 'map') {
      const list = readForm(productShares, node, path, reading)
      for (const { key } of list ?? []) readForm(product, key, joinPath(path, key.text), reading)
      return list?.map(({ name, value: share, node: at }) => ({ name, share, node: at }))
    }
    if (node.kind === 'list') {
      const names = node.items.map((item, i) => ({ name: readForm(product, item, `${path}[${i}]`, reading), node: item }))
      return names.flatMap(({ name, node: at }) => (name === undefined ? [] : [{ name, node: at }]))
    }
    const name = readForm(product, node, path, reading)
    return name === undefined ? undefined : [{ name, node }]
  },
}

export interface SourceWords extends ElementWords {
  of: OfWords
  every: Value
  rate: Value
  orders: string
  sequence: readonly string[]
  batch: Value
  first: Value
  limit: number
  priority: Value
  when_full: 'wait' | 'block' | 'lost'
  make_rule: 'in_turn' | 'lowest_stock' | 'sequence' | Hook
}

/** The rule by which a source or a flexible cell chooses its next product. */
export const makeRule: Declared<'in_turn' | 'lowest_stock' | 'sequence' | Hook> = property(
  wordOrHook('in_turn', 'lowest_stock', 'sequence'),
  {
    doc: 'which product next; of with shares overrules it',
    example: 'make_rule: lowest_stock',
    default: 'in_turn',
    handed: true,
  },
)

/** A fixed order of products, of a source or a flexible cell. */
export const productSequence: Declared<readonly string[]> = property(listOf(product), {
  doc: 'products in a fixed order, repeated',
  example: 'sequence: [A, B, C]',
})

export const sourceWords: Declarations<Omit<SourceWords, keyof ElementWords>> = {
  of: property(of, { doc: 'what enters; of a list make_rule chooses', example: 'of: {A: 70 %, B: 30 %}' }),
  every: property(value('duration'), { doc: 'time between arrivals', example: 'every: 2 min' }),
  rate: property(value('rate', { draws: false }), { doc: 'rate of Poisson arrivals', example: 'rate: 0.8/min' }),
  orders: property(word('orders'), { doc: 'releases what the orders of the model say', example: 'orders: orders' }),
  sequence: productSequence,
  batch: property(value('count', { whole: true, least: 1 }), { doc: 'parts that arrive together', example: 'batch: 4', default: '1' }),
  first: property(value('duration'), { doc: 'time of the first arrival', example: 'first: 10 min' }),
  limit: property(whole({ least: 1, unlimited: true }), { doc: 'parts in all', example: 'limit: 500', default: 'unlimited' }),
  priority: property(value('ratio'), { doc: 'number that the parts carry; lower goes first', example: 'priority: 1' }),
  when_full: property(word('wait', 'block', 'lost'), {
    doc: 'an arrival without room waits outside while others keep coming; stops the clock of the source; is lost and counted',
    example: 'when_full: lost',
    default: 'wait',
    handed: true,
    literature: 'queueing loss systems',
  }),
  make_rule: makeRule,
}

export interface SinkWords extends ElementWords {
  every: Value
  rate: Value
  batch: Value
  when_empty: 'backorder' | 'lost'
}

export const sinkWords: Declarations<Omit<SinkWords, keyof ElementWords>> = {
  every: property(value('duration'), { doc: 'time between demands', example: 'every: 2 min' }),
  rate: property(value('rate', { draws: false }), { doc: 'rate of Poisson demand', example: 'rate: 0.8/min' }),
  batch: property(value('count', { whole: true, least: 1 }), { doc: 'parts wanted at once', example: 'batch: 4', default: '1' }),
  when_empty: property(word('backorder', 'lost'), {
    doc: 'unmet demand waits, or is lost and counted',
    example: 'when_empty: lost',
    default: 'backorder',
    handed: true,
    literature: 'Hadley and Whitin 1963',
  }),
}

/** Number of parts, or by product. */
export type StartsWith = number | readonly KeyedEntry<number>[]

const startsWith: Form<StartsWith> = either<number, readonly KeyedEntry<number>[]>(
  constant('count', { whole: true, least: 0 }),
  (node) => node.kind !== 'map',
  entries(constant('count', { whole: true, least: 0 }), 'products with numbers, such as {A: 3}'),
)

export interface Capacity {
  readonly places: number
  readonly inLots: boolean
}

const places = whole({ unlimited: true })

/** `6`, `unlimited`, `5 lots`. */
export const capacity: Form<Capacity> & Measuring = {
  phrase: 'a number of places such as "6", "5 lots" or "unlimited"',
  long: true,
  schema: places.schema,
  wanted: places.wanted,
  read: (node, path, reading) => {
    const read = places.read(node, path, reading)
    return read === undefined ? undefined : { places: read, inLots: node.kind === 'scalar' && /\blots$/.test(node.text) }
  },
}

export interface SupplyWords {
  of: string
  supplier: string
  reorder_at: Value
  quantity: Value
  up_to: Value
  every: Value
  cards: number
  call_off: 'sequence'
  lead_time: Value
  delivered: Value
  open_orders: number
  review: 'continuous' | Value
}

const review: Form<'continuous' | Value> = either<'continuous', Value>(
  word('continuous'),
  (node) => isText(node, 'continuous'),
  value('duration', { draws: false, above: true }),
)

export const supplyPlace: PlaceWords<SupplyWords> = place('supply', 'how a store is refilled', {
  of: property(product, { doc: 'what is delivered', example: 'of: cell_set' }),
  supplier: property(nameOf('supplier', 'a supplier'), { doc: 'who delivers', example: 'supplier: cell_maker' }),
  reorder_at: property(value('count', { draws: false }), {
    doc: 'orders when the stock position is at or below',
    example: 'reorder_at: 600',
  }),
  quantity: property(value('count', { whole: true, least: 1 }), { doc: 'how many an order', example: 'quantity: 60' }),
  up_to: property(value('count', { draws: false }), { doc: 'orders up to this position', example: 'up_to: 900' }),
  every: property(value('duration', { above: true }), { doc: 'time between rounds, as of a milk run', example: 'every: 2 h' }),
  cards: property(constant('count', { whole: true, least: 1 }), { doc: 'cards of a supplier kanban', example: 'cards: 4' }),
  call_off: property(word('sequence'), { doc: 'just in sequence', example: 'call_off: sequence' }),
  lead_time: property(value('duration'), { doc: 'from order to delivery, in elapsed time', example: 'lead_time: 1 d', default: '0 s' }),
  delivered: property(value('share'), { doc: 'share of an order that arrives', example: 'delivered: 98 %', default: '100 %' }),
  open_orders: property(whole({ least: 1, unlimited: true }), {
    doc: 'orders outstanding at once',
    example: 'open_orders: 1',
    default: 'unlimited',
    literature: 'Hadley and Whitin 1963',
  }),
  review: property(review, {
    doc: 'when the stock is looked at',
    example: 'review: 8 h',
    default: 'continuous',
    literature: 'Hadley and Whitin 1963',
  }),
})

export type DisciplineWord = 'fifo' | 'lifo' | 'priority' | 'due_date' | 'shortest' | 'random' | 'sequence' | 'sequence_strict'

export interface BufferWords extends ElementWords {
  capacity: Capacity
  discipline: DisciplineWord | Hook
  starts_with: StartsWith
  life: Value
  expired: 'scrap' | Target
  move_time: Value
  supply: Read<SupplyWords>
}

export const bufferWords: Declarations<Omit<BufferWords, keyof ElementWords>> = {
  capacity: property(capacity, {
    doc: 'places; it counts places between stations, never the place in a station',
    example: 'capacity: 6',
    handed: true,
  }),
  discipline: property(
    wordOrHook<DisciplineWord>('fifo', 'lifo', 'priority', 'due_date', 'shortest', 'random', 'sequence', 'sequence_strict'),
    {
      doc: 'who leaves first; sequence: the part present that is earliest in the planned order; sequence_strict waits for the next one in it',
      example: 'discipline: sequence',
      default: 'fifo',
      handed: true,
    },
  ),
  starts_with: property(startsWith, { doc: 'parts that are there at the start', example: 'starts_with: 600', default: '0' }),
  life: property(value('duration', { above: true }), {
    doc: 'how long a part keeps, in elapsed time',
    example: 'life: 24 h',
    handed: true,
  }),
  expired: property(
    either<'scrap', Target>(word('scrap'), (node) => isText(node, 'scrap'), target),
    { doc: 'where a part goes whose life has run out', example: 'expired: rework', default: 'scrap', handed: true },
  ),
  move_time: property(value('duration'), { doc: 'time through the buffer', example: 'move_time: 30 s', default: '0 s', handed: true }),
  supply: property(record(supplyPlace), {
    doc: 'how it is refilled; the keys name the policy',
    example: 'supply: {reorder_at: 3, quantity: 5, lead_time: 2 d}',
  }),
}

export interface TransportWords extends ElementWords {
  vehicle: string
  loaded: Value
  return: Value
  load: Value
  unload: Value
}

const vehicle: Form<string> = {
  phrase: 'the name of vehicles, or itself',
  long: true,
  schema: () => ({ type: 'string' }),
  read: (node, path, reading) => (isText(node, 'itself') ? 'itself' : readForm(vehicleName, node, path, reading)),
}

const vehicleName = nameOf('vehicle', 'vehicles')

export const transportWords: Declarations<Omit<TransportWords, keyof ElementWords>> = {
  vehicle: property(vehicle, { doc: 'which vehicles carry; itself: a car that drives', example: 'vehicle: agv', handed: true }),
  loaded: property(value('duration'), {
    doc: 'time of a trip with its part; its vehicles then serve it alone',
    example: 'loaded: exponential(rate 0.9/min)',
    handed: true,
  }),
  return: property(value('duration'), { doc: 'time of the way back', example: 'return: 40 s', handed: true }),
  load: property(value('duration'), { doc: 'time to load', example: 'load: 20 s', default: '0 s', handed: true }),
  unload: property(value('duration'), { doc: 'time to unload', example: 'unload: 20 s', default: '0 s', handed: true }),
}

export interface TankWords extends ElementWords {
  capacity: number
  starts_with: number
}

export const tankWords: Declarations<Omit<TankWords, keyof ElementWords>> = {
  capacity: property(constant('mass', { least: 0, above: true }), { doc: 'what it holds', example: 'capacity: 2 t', required: true }),
  starts_with: property(constant('mass', { least: 0 }), {
    doc: 'what is in it at the start',
    example: 'starts_with: 1 t',
    default: '0 kg',
  }),
}

/** Words of a process beside those of a workplace. */
export interface ProcessWords {
  speed: Value
  consumes: readonly KeyedEntry<number>[]
}

export const processWords: Declarations<ProcessWords> = {
  speed: property(value('speed', { least: 0 }), { doc: 'how fast the material runs', example: 'speed: 60 m/min', handed: true }),
  consumes: property(entries(constant('massPerLength', { least: 0, above: true }), 'tanks with consumption, such as {slurry: 0.35 kg/m}'), {
    doc: 'what it takes from which tank',
    example: 'consumes: {slurry: 0.35 kg/m}',
  }),
}
