/** Words that every kind of element has, and the forms of links. */
import { constant, entries, flag, hook, listOf, nameOf, property, readForm, refuse, text, value, word, wordOrHook } from 'genba/model'
import type { Declared, Form, Hook, JsonSchema, KeyedEntry, MapNode, Node, Reading, ScalarNode, Value } from 'genba/model'
import { entryOf, joinPath } from 'genba/model'

/** Another element, as it is named here; looked up among the siblings first. */
export interface Target {
  readonly name: string
  readonly node: ScalarNode
}

/** Where parts go, as written. */
export type ToWords =
  | { readonly kind: 'list'; readonly targets: readonly Target[] }
  | {
      readonly kind: 'shares'
      readonly branches: readonly { readonly target: Target; readonly share: Value; readonly node: Node }[]
      readonly node: MapNode
    }
  | {
      readonly kind: 'by'
      readonly by: string
      readonly cases: readonly { readonly key: ScalarNode; readonly target: Target }[]
      readonly otherwise?: Target
      readonly node: MapNode
    }
  | { readonly kind: 'route'; readonly node: Node }
  | { readonly kind: 'hook'; readonly hook: string; readonly targets: readonly Target[]; readonly node: Node }

const PATH = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*$/

const pathSchema: JsonSchema = { type: 'string', pattern: PATH.source }

/** The name of another element: `store`, or `pack.store` across shops. */
export const target: Form<Target> = {
  phrase: 'the name of an element such as store, or pack.store in another shop',
  long: false,
  schema: () => pathSchema,
  read: (node, path, reading) => {
    if (node.kind === 'scalar' && PATH.test(node.text)) return { name: node.text, node }
    return refuse(node, path, reading, 'the name of an element such as store, or pack.store in another shop')
  },
}

const share: Form<Value> = value('share', { draws: false })

/** The value of `to`. */
export const to: Form<ToWords> = {
  phrase: 'a destination such as paint, a list, shares such as {A: 60 %, B: 40 %}, {by: colour, ..} or route',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ anyOf: [pathSchema, { type: 'array', items: pathSchema }, { type: 'object' }] }),
  read: (node, path, reading) => {
    if (node.kind === 'list') {
      const targets = readForm(listOf(target), node, path, reading)
      return targets === undefined ? undefined : { kind: 'list', targets }
    }
    if (node.kind === 'map') return entryOf(node, 'by') === undefined ? readShares(node, path, reading) : readBy(node, path, reading)
    if (node.kind === 'scalar' && node.text === 'route') return { kind: 'route', node }
    if (node.kind === 'scalar' && node.text.startsWith('hook(')) {
      const called = readForm(hook, node, path, reading)
      return called === undefined ? undefined : { kind: 'hook', hook: called.hook, targets: [], node }
    }
    const single = readForm(target, node, path, reading)
    return single === undefined ? undefined : { kind: 'list', targets: [single] }
  },
}

function readShares(node: MapNode, path: string, reading: Reading): ToWords | undefined {
  if (node.entries.length === 0) return refuse(node, path, reading, 'destinations with shares such as {A: 60 %, B: 40 %}')
  const branches: { target: Target; share: Value; node: Node }[] = []
  for (const { key, value: shareNode } of node.entries) {
    const to = readForm(target, key, path, reading)
    const read = readForm(share, shareNode, joinPath(path, key.text), reading)
    if (to !== undefined && read !== undefined) branches.push({ target: to, share: read, node: shareNode })
  }
  return { kind: 'shares', branches, node }
}

function readBy(node: MapNode, path: string, reading: Reading): ToWords | undefined {
  const byNode = entryOf(node, 'by')!.value
  const by = byNode.kind === 'scalar' ? byNode.text : ''
  const { attributes, products } = reading.names
  if (by !== 'product' && by !== 'carrier' && !attributes.has(by)) {
    reading.diagnostics.error(
      byNode,
      path,
      'G1105',
      `no product has an attribute called "${by}"; expected product, carrier or the name of an attribute`,
    )
    return undefined
  }
  const cases: { key: ScalarNode; target: Target }[] = []
  let otherwise: Target | undefined
  for (const { key, value: node_ } of node.entries) {
    if (key.text === 'by') continue
    const to = readForm(target, node_, joinPath(path, key.text), reading)
    if (to === undefined) continue
    if (key.text === 'else') otherwise = to
    else if (by !== 'product' || products.has(key.text)) cases.push({ key, target: to })
    else reading.diagnostics.error(key, path, 'G1104', `no product or variant is called "${key.text}"`)
  }
  return { kind: 'by', by, cases, ...(otherwise === undefined ? {} : { otherwise }), node }
}

/** How many parts of each: `{store: 1}`. */
export const counts: Form<readonly KeyedEntry<number>[]> = entries(
  constant('count', { whole: true, least: 1 }),
  'elements with numbers, such as {store: 1}',
)

/** Shares by destination: `{spot: 8 %}`. */
export const shares: Form<readonly KeyedEntry<Value>[]> = entries(share, 'destinations with shares, such as {spot: 8 %}')

/** People asked for: all of the entries together, `count` of each; any of the named ones will do. */
export type CrewWords = readonly { readonly anyOf: readonly string[]; readonly count: number }[]

const crewName = nameOf('crew', 'a crew or a skill')

/** `welder`, `{welder: 2, leader: 1}`, `{any: [setter, leader]}`. */
export const crew: Form<CrewWords> = {
  phrase: 'a crew such as welder, {welder: 2, leader: 1} or {any: [setter, leader]}',
  long: false,
  schema: () => ({ anyOf: [{ type: 'string' }, { type: 'object' }] }),
  read: (node, path, reading) => {
    if (node.kind === 'scalar') {
      if (node.text === 'none') return []
      const name = readForm(crewName, node, path, reading)
      return name === undefined ? undefined : [{ anyOf: [name], count: 1 }]
    }
    if (node.kind !== 'map' || node.entries.length === 0) return refuse(node, path, reading, crew.phrase)
    const demand: { anyOf: readonly string[]; count: number }[] = []
    for (const { key, value: each } of node.entries.toSorted((one, other) => (one.key.text < other.key.text ? -1 : 1))) {
      if (key.text === 'any') {
        const anyOf = readForm(listOf(crewName), each, joinPath(path, 'any'), reading)
        if (anyOf !== undefined) demand.push({ anyOf, count: 1 })
        continue
      }
      const name = readForm(crewName, key, path, reading)
      const count = readForm(people, each, joinPath(path, key.text), reading)
      if (name !== undefined && count !== undefined) demand.push({ anyOf: [name], count })
    }
    return demand
  },
}

const people = constant('count', { whole: true, least: 1 })

/** One calendar or a list of them, by date if they change; `always`. */
export interface CalendarWords {
  /** Before the first date the first holds; without dates there is one entry, from -Infinity. */
  readonly steps: readonly { readonly from: number; readonly names: readonly string[] }[]
  readonly node: Node
  readonly path: string
}

/** Where it stands on the layout: a point, or coordinates in metres. */
export type At = string | readonly [number, number]

const coordinates = listOf(constant('length'))

/** `weld`, or `[40 m, 12 m]`. */
export const at: Form<At> = {
  phrase: 'a point of the layout such as weld, or [40 m, 12 m]',
  long: false,
  schema: () => ({ anyOf: [{ type: 'string' }, { type: 'array' }] }),
  read: (node, path, reading) => {
    if (node.kind === 'scalar') return readForm(nameOf('point', 'a point of the layout'), node, path, reading)
    const pair = node.kind === 'list' && node.items.length === 2 ? readForm(coordinates, node, path, reading) : undefined
    return pair?.length === 2 ? [pair[0]!, pair[1]!] : refuse(node, path, reading, at.phrase)
  },
}

export type SplitWord = 'first_free' | 'round_robin' | 'least_filled' | 'random'
export type MergeWord = 'first_come' | 'priority' | 'round_robin' | 'exhaustive' | 'gated' | 'fullest' | 'random'

/** What every element understands. */
export interface ElementWords {
  enabled: boolean
  like: string
  key: string
  to: ToWords
  split: SplitWord | Hook
  commit: 'when_finished' | 'when_room'
  from: readonly Target[]
  merge: MergeWord | Hook
  at: At
  move_by: string
  calendar: CalendarWords
  open_early: number
  power: readonly KeyedEntry<Value>[]
  water: readonly KeyedEntry<Value>[]
  cost: readonly KeyedEntry<Value>[]
}

/** Declares them; each kind of element spreads the result into its own words. */
export function elementWords(calendar: Form<CalendarWords>): { readonly [K in keyof ElementWords]: Declared<ElementWords[K]> } {
  return {
    enabled: property(flag, {
      doc: 'false takes the element out: parts pass straight through, or the branch does not exist',
      example: 'enabled: false',
      default: 'true',
      handed: true,
    }),
    like: property(nameOf('template', 'a template'), {
      doc: 'brings the settings of a template: nearer than line, shop and base, weaker than its own',
      example: 'like: press',
    }),
    key: property(text, { doc: 'the old path of a renamed element, which keeps its random draws', example: 'key: body.old_name' }),
    to: property(to, { doc: 'where parts go, instead of to the element below', example: 'to: paint' }),
    split: property(wordOrHook<SplitWord>('first_free', 'round_robin', 'least_filled', 'random'), {
      doc: 'which branch of a list of destinations; the order of the list breaks ties',
      example: 'split: round_robin',
      default: 'first_free',
      handed: true,
      literature: 'Buzacott and Shanthikumar 1993',
    }),
    commit: property(word('when_finished', 'when_room'), {
      doc: 'when the branch is chosen: as work ends, or again whenever room appears',
      example: 'commit: when_room',
      default: 'when_finished',
      handed: true,
    }),
    from: property(listOf(target, { single: true }), { doc: 'what arrives here, in order of rank', example: 'from: [again, fresh]' }),
    merge: property(wordOrHook<MergeWord>('first_come', 'priority', 'round_robin', 'exhaustive', 'gated', 'fullest', 'random'), {
      doc: 'who of several inputs enters: who has waited longest; by order of from; in turn; one input until empty; those present at its turn; the fullest; at random',
      example: 'merge: priority',
      default: 'first_come',
      handed: true,
      literature: 'Takagi 1986 for exhaustive and gated',
    }),
    at: property(at, { doc: 'its place on the layout', example: 'at: weld' }),
    move_by: property(nameOf('vehicle', 'vehicles'), { doc: 'vehicles that carry what leaves', example: 'move_by: agv', handed: true }),
    calendar: property(calendar, {
      doc: 'when it is open; of a list, when all are',
      example: 'calendar: two_shifts',
      default: 'always',
      handed: true,
    }),
    open_early: property(constant('duration'), {
      doc: 'how long before its opening heating up is done',
      example: 'open_early: 2 h',
      default: '0 s',
      handed: true,
    }),
    power: property(entries(value('power', { draws: false }), 'powers by state, such as {working: 12 kW, idle: 4 kW}'), {
      doc: 'electric power by state',
      example: 'power: {working: 12 kW, idle: 4 kW, off: 0.5 kW}',
      handed: true,
      merges: true,
    }),
    water: property(entries(value('flow', { draws: false }), 'flows by state, such as {working: 2 m3/h}'), {
      doc: 'water by state',
      example: 'water: {working: 2 m3/h}',
      handed: true,
      merges: true,
    }),
    cost: property(entries(value('moneyRate', { draws: false }), 'costs by state, such as {working: 80 CNY/h}'), {
      doc: 'cost by state',
      example: 'cost: {working: 80 CNY/h}',
      handed: true,
      merges: true,
    }),
  }
}
