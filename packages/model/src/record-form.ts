/** Mappings of declared words, and mappings from names to such mappings. */
import { readForm, refuse } from './form.ts'
import type { Form, Inner, Reading } from './form.ts'
import { readProvenance } from './long-value.ts'
import { suggestion } from './nearest.ts'
import { abbreviate, describe, entryOf, isEmpty } from './tree.ts'
import type { Entry, MapNode, Node, ScalarNode } from './tree.ts'
import type { Provenance } from './value.ts'
import type { AnyProperty, PlaceWords, Read } from './vocabulary.ts'

/** What may stand in every record beside its own words. */
const EVERYWHERE = new Set(['note', 'basis', 'include'])

/** A mapping of the words of one place. */
export function record<P>(words: PlaceWords<P>): Form<Read<P>> {
  const inner: Inner = { kind: 'record', place: words.name }
  return {
    phrase: `${words.doc} as a mapping`,
    long: false,
    inner,
    schema: () => ({ $ref: `#/$defs/${words.name}` }),
    read: (node, path, reading) => {
      if (node.kind !== 'map') return refuse(node, path, reading, `a mapping such as {${exampleOf(words)}}`)
      return readRecord(node, words.name, path, reading) as Read<P>
    },
  }
}

function exampleOf(words: { readonly properties: object }): string {
  return Object.values(words.properties as Record<string, AnyProperty>)
    .slice(0, 2)
    .map((word) => word.example)
    .join(', ')
}

/** Reads every entry of `map` by the words of a place. `skip`: keys that the caller has read. */
export function readRecord(
  map: MapNode,
  place: string,
  path: string,
  reading: Reading,
  skip?: ReadonlySet<string>,
): Record<string, unknown> {
  const words = reading.vocabulary.words(place)
  const result: Record<string, unknown> = {}
  const before = enterBasis(map, path, reading)
  for (const { key, value } of map.entries) {
    const name = key.text
    if (skip?.has(name) === true) continue
    const candidates = words.get(name)
    if (candidates === undefined) {
      if (!EVERYWHERE.has(name))
        reading.diagnostics.error(
          key,
          path,
          'G1001',
          `unknown word "${abbreviate(name)}"${suggestion(name, words.keys())}${elsewhere(name, place, reading)}`,
        )
      else if (name === 'basis' && value.kind !== 'map')
        refuse(value, joinPath(path, name), reading, 'a mapping such as {source: volvo, confidence: reported}')
      continue
    }
    if (isEmpty(value)) continue
    const read = readAny(candidates, value, candidates[0]!.skipped === true ? path : joinPath(path, name), reading)
    if (read !== undefined) result[name] = read
  }
  for (const [name, [word]] of words)
    if (word!.required === true && entryOf(map, name) === undefined)
      reading.diagnostics.error(map, path, 'G1002', `needs "${name}", such as ${word!.example}`)
  reading.ledger.basis = before
  return result
}

/** With several meanings of one name the first that can read it; if none can, the first one says why. */
function readAny(candidates: readonly AnyProperty[], value: Node, path: string, reading: Reading): unknown {
  const [first, ...others] = candidates as [AnyProperty, ...AnyProperty[]]
  const { open } = reading.ledger
  if (first.assumed === false) reading.ledger.open = false
  try {
    for (const other of others.length === 0 ? [] : candidates) {
      const { quiet, failed } = silenced(reading)
      const result = readForm(other.form, value, path, quiet)
      if (!failed()) {
        if (result !== undefined) readForm(other.form, value, path, reading)
        return result
      }
    }
    return readForm(first.form, value, path, reading)
  } finally {
    reading.ledger.open = open
  }
}

/** From here on the `basis` of this mapping holds; gives what held before. */
export function enterBasis(map: MapNode, path: string, reading: Reading): Provenance | undefined {
  const before = reading.ledger.basis
  const basis = entryOf(map, 'basis')?.value
  if (basis?.kind === 'map') reading.ledger.basis = { ...before, ...readProvenance(basis, path, reading) }
  return before
}

function silenced(reading: Reading): { quiet: Reading; failed: () => boolean } {
  let failed = false
  const diagnostics = { ...reading.diagnostics, error: () => void (failed = true), warning: () => undefined }
  const ledger = { ...reading.ledger, enter: () => undefined }
  return { quiet: { ...reading, diagnostics, ledger, known: new WeakMap() }, failed: () => failed }
}

/** Where a word that may not stand here does belong. */
function elsewhere(name: string, place: string, reading: Reading): string {
  const homes = [...reading.vocabulary.places.values()]
    .filter((each) => each.name !== place && each.name !== 'template' && each.properties[name] !== undefined)
    .map((each) => each.name)
  return homes.length === 0 ? '' : `; it is a word of ${homes.slice(0, 3).join(', ')}`
}

/** A name declared by the modeller and what stands under it. */
export interface Named<T> {
  readonly name: string
  readonly key: ScalarNode
  readonly node: Node
  readonly value: T
}

/** A mapping from names to records, in the order of their names: the order of a mapping means nothing. */
export function named<P>(words: PlaceWords<P>, options: { readonly none?: boolean } = {}): Form<readonly Named<Read<P>>[]> {
  const form = record(words)
  return {
    phrase: `names, each with ${words.doc}`,
    long: false,
    inner: { kind: 'named', place: words.name },
    schema: () => {
      const mapping = { type: 'object', additionalProperties: { $ref: `#/$defs/${words.name}` } } as const
      return options.none === true ? { anyOf: [mapping, { const: 'none' }] } : mapping
    },
    read: (node, path, reading) => {
      if (options.none === true && node.kind === 'scalar' && node.text === 'none') return []
      if (node.kind !== 'map') return refuse(node, path, reading, `a mapping such as {name: {${exampleOf(words)}}}`)
      const before = enterBasis(node, path, reading)
      const list: Named<Read<P>>[] = []
      for (const { key, value } of namedEntries(node)) {
        checkName(key, joinPath(path, key.text), reading)
        if (value.kind !== 'map') {
          refuse(value, joinPath(path, key.text), reading, `a mapping such as {${exampleOf(words)}}`)
          continue
        }
        list.push({ name: key.text, key, node: value, value: readForm(form, value, joinPath(path, key.text), reading) ?? ({} as Read<P>) })
      }
      reading.ledger.basis = before
      return list.toSorted(byName)
    },
  }
}

/** The entries of a mapping of named things: all but what may stand everywhere. */
export function namedEntries(map: MapNode): readonly Entry[] {
  return map.entries.filter(({ key }) => !EVERYWHERE.has(key.text))
}

/** Order of names, the same on every machine. */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0
}

/** Reports a name that is none. */
export function checkName(key: ScalarNode, path: string, reading: Reading): void {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(key.text))
    reading.diagnostics.error(key, path, 'G1101', `expected a name of letters, digits and underscores, received ${describe(key)}`)
}

/** `path.name`, or the name alone at the root. */
export function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
