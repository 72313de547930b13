/** The names that a model declares, collected before any value is read. */
import { entryOf, guarded, namedEntries, readDateText, readTable, suggestion, valueOf } from 'genba/model'
import type { MapNode, ModelDocument, Names, Node, Reading } from 'genba/model'
import type { Plant } from './flow-plant.ts'
import { RESERVED } from './flow-reader.ts'
import type { BaseWords } from './words-base.ts'

/** Names of a document's tree; faults in milestones are reported. */
export function collectNames(root: MapNode, document: ModelDocument, report: Reading['diagnostics']): Names {
  const products = new Set<string>()
  const attributes = new Set<string>()
  const productNames = keysOf(valueOf(root, 'products'))
  for (const { key, value } of mapEntries(valueOf(root, 'products'))) {
    products.add(key.text)
    if (value.kind !== 'map') continue
    for (const variant of keysOf(valueOf(value, 'variants'))) products.add(variant)
    for (const attribute of keysOf(valueOf(value, 'attributes'))) attributes.add(attribute)
  }
  for (const carrier of carriersIn(root)) products.add(carrier)
  const milestones = new Map<string, number>()
  const names: Names = {
    spaces: {
      product: productNames,
      crew: crewNames(valueOf(root, 'crews')),
      calendar: keysOf(valueOf(root, 'calendars')),
      holiday: keysOf(valueOf(root, 'holidays')),
      supplier: keysOf(valueOf(root, 'suppliers')),
      vehicle: keysOf(valueOf(root, 'vehicles')),
      template: keysOf(valueOf(root, 'templates')),
      point: pointNames(valueOf(root, 'layout'), document),
      shift: shiftNames(valueOf(root, 'calendars')),
    },
    products,
    attributes,
    milestones,
    hooks: entryOf(root, 'hooks') !== undefined,
    readText: document.readText,
  }
  readMilestones(valueOf(root, 'milestones'), milestones, names, report)
  return names
}

function mapEntries(node: Node | undefined): ReturnType<typeof namedEntries> {
  return node?.kind === 'map' ? namedEntries(node) : []
}

function keysOf(node: Node | undefined): Set<string> {
  return new Set(mapEntries(node).map(({ key }) => key.text))
}

/** Crews, and the skills of their people: both may be asked for. */
function crewNames(crews: Node | undefined): Set<string> {
  const names = keysOf(crews)
  for (const { value } of mapEntries(crews)) {
    if (value.kind !== 'map') continue
    for (const skill of keysOf(valueOf(value, 'skills'))) names.add(skill)
    for (const { value: skills } of mapEntries(valueOf(value, 'members')))
      for (const skill of skills.kind === 'list' ? skills.items : [skills]) if (skill.kind === 'scalar') names.add(skill.text)
  }
  return names
}

function shiftNames(calendars: Node | undefined): Set<string> {
  const names = new Set<string>()
  for (const { value } of mapEntries(calendars))
    if (value.kind === 'map') for (const shift of keysOf(valueOf(value, 'shifts'))) names.add(shift)
  return names
}

function pointNames(layout: Node | undefined, document: ModelDocument): Set<string> {
  if (layout?.kind !== 'map') return new Set()
  const names = keysOf(valueOf(layout, 'points'))
  const travel = valueOf(layout, 'travel')
  const table = travel?.kind === 'scalar' ? document.readText(travel.text) : undefined
  if (table !== undefined) for (const name of readTable(table).header.slice(1)) names.add(name)
  return names
}

/** Kinds of carrier, wherever a line has them. */
function carriersIn(node: Node): string[] {
  if (node.kind === 'list') return node.items.flatMap(carriersIn)
  if (node.kind !== 'map') return []
  return node.entries.flatMap(({ key, value }) =>
    key.text === 'carriers'
      ? [...keysOf(value)]
      : key.text === 'shops' || key.text === 'flow' || value.kind !== 'scalar'
        ? carriersIn(value)
        : [],
  )
}

/** A milestone may be said by another one; circles are faults. */
function readMilestones(node: Node | undefined, milestones: Map<string, number>, names: Names, diagnostics: Reading['diagnostics']): void {
  if (node === undefined) return
  if (node.kind !== 'map') {
    diagnostics.error(node, 'milestones', 'G1003', 'expected names with dates, such as {sop: 2027-08-02, mature: sop + 9 months}')
    return
  }
  const open = new Map(namedEntries(node).map((entry) => [entry.key.text, entry]))
  for (let progress = true; progress;) {
    progress = false
    for (const [name, { value }] of open) {
      const text = value.kind === 'scalar' ? value.text : ''
      const first = /^[A-Za-z]\w*/.exec(text)?.[0]
      if (first !== undefined && !milestones.has(first)) continue
      open.delete(name)
      progress = true
      const reading = { diagnostics, names } as Reading
      const seconds =
        value.kind === 'scalar' ? guarded(value, `milestones.${name}`, reading, () => readDateText(text, milestones)) : undefined
      if (seconds !== undefined) milestones.set(name, seconds)
      else if (value.kind !== 'scalar')
        diagnostics.error(value, `milestones.${name}`, 'G1003', 'expected a date such as 2027-08-02 or sop + 9 months')
    }
  }
  for (const [name, { value }] of open) {
    const first = value.kind === 'scalar' ? (/^[A-Za-z]\w*/.exec(value.text)?.[0] ?? '') : ''
    const message = open.has(first)
      ? `circle of milestones: ${name} is said by ${first}`
      : `no milestone is called "${first}"${suggestion(first, [...milestones.keys(), ...open.keys()].filter((each) => each !== name).toSorted())}`
    diagnostics.error(value, `milestones.${name}`, 'G1106', message)
  }
}

/** Reports names that could be taken for each other: in a value, products, variants and milestones are all keys. */
export function checkNames(plant: Plant, words: Partial<BaseWords>, reading: Reading): void {
  const { diagnostics, names } = reading
  const twice = (at: Node, path: string, name: string, what: string): void =>
    diagnostics.error(at, path, 'G1107', `"${name}" is also the name of ${what}; give one of them another`)
  const seen = new Map<string, string>()
  for (const product of words.products ?? []) {
    for (const { name, key, path, what } of [
      { name: product.name, key: product.key, path: `products.${product.name}`, what: 'a product' },
      ...(product.value.variants ?? []).map((variant) => ({
        name: variant.name,
        key: variant.key,
        path: `products.${product.name}.variants.${variant.name}`,
        what: `a variant of ${product.name}`,
      })),
    ]) {
      const before = seen.get(name)
      if (before !== undefined) twice(key, path, name, before)
      else if (names.milestones.has(name)) twice(key, path, name, 'a milestone')
      if (RESERVED.has(name)) diagnostics.error(key, path, 'G1114', `"${name}" is a word of the language and no name`)
      seen.set(name, what)
    }
  }
  for (const { name, key } of words.templates ?? []) {
    const root = plant.base.children.find((child) => child.name === name)
    if (root !== undefined) twice(key, name, name, root.level === 'shop' ? 'a shop' : 'an element')
  }
}
