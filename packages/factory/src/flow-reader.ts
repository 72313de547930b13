/**
 * A flow as written: items that begin with their kind and name, lines with flows of their own.
 *
 * Here items get their names, and the properties of each are read by the words of its kind. What a count stands for
 * (`stations: 12`, `count: 14`, `between: 5`) is written out in plant.ts.
 */
import { abbreviate, entryOf, isEmpty, isName, joinPath, mapAt, plainNode, readRecord, refuse, suggestion, valueOf } from 'genba/model'
import type { Form, Item, ItemRules, MapNode, Node, Reading, ScalarNode } from 'genba/model'

export type Kind = 'source' | 'sink' | 'buffer' | 'station' | 'line' | 'tunnel' | 'casting_cell' | 'transport' | 'tank' | 'process'

export const KINDS: readonly Kind[] = [
  'source',
  'sink',
  'buffer',
  'station',
  'line',
  'tunnel',
  'casting_cell',
  'transport',
  'tank',
  'process',
]

export interface FlowItem {
  readonly kind: Kind
  readonly name: string
  readonly path: string
  /** Where messages about it point. */
  readonly anchor: Node
  /** The item as written: its properties and the entry of its kind. An empty mapping for a bare `- sink`. */
  readonly map: MapNode
  /** What was read of it, by word. */
  readonly words: Readonly<Record<string, unknown>>
  /** Items of a line with a flow of its own. */
  readonly flow?: readonly FlowItem[]
}

/** Whether the value of `buffer:` is a capacity and no name. */
export function isCapacity(node: Node): boolean {
  if (node.kind === 'scalar') return node.text === 'unlimited' || /^[-\d]/.test(node.text)
  return node.kind === 'map' || node.kind === 'changed'
}

/** The entry that says what an item is, if there is one. A kind that is a property of another kind beside it is a property. */
export function kindOf(
  map: MapNode,
  reading: Pick<Reading, 'vocabulary'>,
): { readonly kind: Kind; readonly value: Node; readonly key: ScalarNode } | undefined {
  const present = KINDS.filter((kind) => entryOf(map, kind) !== undefined)
  const kind = present.find((each) => present.every((other) => other === each || reading.vocabulary.words(each).has(other))) ?? present[0]
  if (kind === undefined) return undefined
  const { key, value } = entryOf(map, kind)!
  return { kind, value, key }
}

/** What paths need to know of a flow; faults in it are told elsewhere. */
const itemRules: ItemRules = {
  items: (list, vocabulary) => {
    const found = list.items.map((node) => quietItem(node, vocabulary))
    return found.flatMap((item, index): Item[] => {
      const below = found[index + 1]
      const name = item === undefined ? undefined : (item.name ?? (below?.name === undefined ? undefined : `before_${below.name}`))
      if (item === undefined || name === undefined) return []
      const counted = countedIn(item, name)
      return [
        {
          index,
          name,
          place: item.kind,
          map: item.map,
          ...(item.name === undefined ? { shorthand: { word: 'capacity', key: 'buffer' } } : {}),
          ...(counted === undefined ? {} : { counted }),
        },
      ]
    })
  },
}

function quietItem(
  node: Node,
  vocabulary: Reading['vocabulary'],
): { kind: Kind; name: string | undefined; map: MapNode | undefined } | undefined {
  if (node.kind === 'scalar')
    return node.text === 'source' || node.text === 'sink' ? { kind: node.text, name: node.text, map: undefined } : undefined
  const found = node.kind === 'map' ? kindOf(node, { vocabulary }) : undefined
  if (found === undefined || node.kind !== 'map') return undefined
  const { kind, value } = found
  if (kind === 'buffer' && isCapacity(value)) return { kind, name: undefined, map: node }
  return value.kind === 'scalar' ? { kind, name: isEmpty(value) ? kind : value.text, map: node } : undefined
}

function countedIn(item: { readonly kind: Kind; readonly map: MapNode | undefined }, name: string): Item['counted'] {
  const { kind, map } = item
  const number = (key: string): number => {
    const node = map === undefined ? undefined : valueOf(map, key)
    const plain = node === undefined ? undefined : plainNode(node)
    return plain?.kind === 'scalar' && /^\d[\d_]*$/.test(plain.text) ? Math.min(MOST_COUNTED, Number(plain.text.replaceAll('_', ''))) : 0
  }
  if (kind !== 'line') {
    const count = number('count')
    return count === 0
      ? undefined
      : { key: 'except', members: Array.from({ length: count }, (_, index) => ({ name: `${name}${index + 1}`, place: kind })) }
  }
  const stations = Array.from({ length: number('stations') }, (_, index) => ({ name: `s${index + 1}`, place: 'station' }))
  const buffers =
    map === undefined || entryOf(map, 'between') === undefined
      ? []
      : stations.slice(1).map(({ name: station }) => ({ name: `before_${station}`, place: 'buffer' }))
  return stations.length === 0 ? undefined : { key: 'except', members: [...stations, ...buffers] }
}

/** A count is at most this. */
export const MOST_COUNTED = 10_000

/** The form of `flow`: a list of items. */
export const flow: Form<readonly FlowItem[]> = {
  phrase: 'a list of items such as [source, {station: M1, cycle: 1 min}, sink]',
  long: false,
  inner: { kind: 'items', rules: itemRules },
  schema: () => ({
    type: 'array',
    items: {
      anyOf: [{ enum: ['source', 'sink'] }, ...KINDS.map((kind) => ({ allOf: [{ $ref: `#/$defs/${kind}` }, { required: [kind] }] }))],
    },
  }),
  read: (node, path, reading) => {
    if (node.kind !== 'list') return refuse(node, path, reading, flow.phrase)
    const found = node.items.map((item) => identify(item, path, reading))
    const items: FlowItem[] = []
    const names = new Map<string, Node>()
    found.forEach((item, index) => {
      if (item === undefined) return
      const name = item.name ?? nameBefore(item, found[index + 1], path, reading)
      if (name === undefined) return
      const itemPath = joinPath(path, name)
      checkItemName(name, item.anchor, itemPath, path, reading)
      if (names.has(name))
        reading.diagnostics.error(
          item.anchor,
          itemPath,
          'G1107',
          `the name "${name}" is used twice here${item.kind === name ? `; give each ${name} a name of its own, as in {${name}: ${name}_2}` : ''}`,
        )
      names.set(name, item.anchor)
      items.push(readItem(item, name, itemPath, reading))
    })
    return items
  },
}

interface Identified {
  readonly kind: Kind
  readonly name: string | undefined
  readonly anchor: Node
  readonly map: MapNode
}

function identify(item: Node, path: string, reading: Reading): Identified | undefined {
  if (item.kind === 'scalar') {
    if (item.text === 'source' || item.text === 'sink') return { kind: item.text, name: item.text, anchor: item, map: mapAt(item, []) }
    const kind = KINDS.find((each) => each === item.text)
    if (kind !== undefined)
      reading.diagnostics.error(
        item,
        path,
        'G1111',
        kind === 'buffer' ? 'a buffer needs a capacity, such as {buffer: 6}' : `a ${kind} needs a name, such as {${kind}: ${kind}_1}`,
      )
    else if (item.text !== '')
      reading.diagnostics.error(
        item,
        path,
        'G1111',
        `expected an item such as {station: M1}, received "${abbreviate(item.text)}"${suggestion(item.text, ['source', 'sink'])}`,
      )
    return undefined
  }
  if (item.kind !== 'map') return refuse(item, path, reading, 'an item such as {station: M1}', 'G1111')
  const found = kindOf(item, reading)
  if (found === undefined) {
    const first = item.entries[0]
    const near =
      item.entries.map(({ key }) => suggestion(key.text, KINDS)).find((each) => each !== '') ?? `; the kinds are ${KINDS.join(', ')}`
    reading.diagnostics.error(
      first?.key ?? item,
      path,
      'G1111',
      `expected an item that says its kind, such as {station: M1}, received ${first === undefined ? 'an empty mapping' : `"${abbreviate(first.key.text)}"`}${near}`,
    )
    return undefined
  }
  const { kind, value, key } = found
  const others = KINDS.filter((each) => each !== kind && entryOf(item, each) !== undefined && !reading.vocabulary.words(kind).has(each))
  for (const other of others)
    reading.diagnostics.error(
      entryOf(item, other)!.key,
      path,
      'G1112',
      `an item is a ${kind} or a ${other}, not both; begin another item with "- ${other}:"`,
    )
  if (others.length > 0) return undefined
  if (isEmpty(value)) return { kind, name: kind, anchor: key, map: item }
  if (kind === 'buffer' && isCapacity(value)) return { kind, name: undefined, anchor: key, map: item }
  if (value.kind === 'scalar') return { kind, name: value.text, anchor: value, map: item }
  return refuse(value, path, reading, `the name of the ${kind}`, 'G1111')
}

/** A buffer without a name is named after what stands below it. */
function nameBefore(item: Identified, below: Identified | undefined, path: string, reading: Reading): string | undefined {
  if (below?.name !== undefined) return `before_${below.name}`
  reading.diagnostics.error(
    item.anchor,
    path,
    'G1113',
    `${below === undefined ? 'at the end of a flow' : 'before another buffer without a name'} a buffer needs a name, such as {buffer: store, capacity: 6}`,
  )
  return undefined
}

/** Reports a name that could be mistaken for something else on a path. */
function checkItemName(name: string, anchor: Node, itemPath: string, path: string, reading: Reading): void {
  if (!isName(name)) {
    reading.diagnostics.error(
      anchor,
      itemPath,
      'G1101',
      `expected a name of letters, digits and underscores, received "${abbreviate(name)}"`,
    )
    return
  }
  if (RESERVED.has(name)) reading.diagnostics.error(anchor, itemPath, 'G1114', `"${name}" is a word of the language and no name`)
  const holder = path === '' ? 'base' : 'line'
  const words = reading.vocabulary.words(holder).get(name)
  if (words?.some(({ form }) => form.inner !== undefined) === true)
    reading.diagnostics.error(
      anchor,
      itemPath,
      'G1114',
      `"${name}" is a word that may stand here and no name, or the path "${name}.x" could mean two things`,
    )
}

/** Words that stand where names stand. */
export const RESERVED: ReadonlySet<string> = new Set([
  'unlimited',
  'null',
  'true',
  'false',
  'next',
  'route',
  'itself',
  'scrap',
  'pass',
  'always',
  'none',
  'all',
  'any',
  'else',
  'value',
  'by',
  'product',
  'carrier',
  'input',
  'entry',
])

function readItem(item: Identified, name: string, path: string, reading: Reading): FlowItem {
  const { kind, anchor, map } = item
  const kindValue = entryOf(map, kind)?.value
  const capacity =
    kind === 'buffer' && kindValue !== undefined && isCapacity(kindValue) ? { capacity: readCapacity(kindValue, path, reading) } : {}
  if (kind === 'buffer' && 'capacity' in capacity && entryOf(map, 'capacity') !== undefined)
    reading.diagnostics.error(
      entryOf(map, 'capacity')!.key,
      path,
      'G0025',
      'the capacity stands twice, after "buffer:" and after "capacity:"',
    )
  const words = { ...readRecord(map, kind, path, reading, new Set([kind])), ...capacity }
  const inner = (words as { flow?: readonly FlowItem[] }).flow
  return { kind, name, path, anchor, map, words, ...(inner === undefined ? {} : { flow: inner }) }
}

function readCapacity(node: Node, path: string, reading: Reading): unknown {
  const [word] = reading.vocabulary.words('buffer').get('capacity')!
  const open = reading.ledger.open
  try {
    return readRecord(
      {
        ...mapAt(node, [
          { key: { kind: 'scalar', file: node.file, from: node.from, to: node.to, text: word!.name, quoted: false }, value: node },
        ]),
      },
      'buffer',
      path,
      reading,
    )['capacity']
  } finally {
    reading.ledger.open = open
  }
}
