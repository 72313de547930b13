/**
 * The plant as a tree of levels and elements: counts written out, settings handed down, names looked up.
 *
 * Order is the written order of the flow lists. Shops stand in a mapping, whose order means nothing: they follow each other as
 * parts flow through them (links-order.ts).
 */
import { entryOf, joinPath, mapAt, readForm, scalarAt, suggestion, valueOf } from 'genba/model'
import type { AnyProperty, MapNode, Node, Property, Reading } from 'genba/model'
import type { FlowItem, Kind } from './flow-reader.ts'

/** The base, a shop or a line. */
export interface Level {
  readonly level: 'base' | 'shop' | 'line'
  readonly name: string
  readonly path: string
  readonly parent?: Level
  readonly anchor: Node
  /** Where its settings stand, nearest first: its own mapping, then its templates. */
  readonly maps: readonly MapNode[]
  readonly words: Readonly<Record<string, unknown>>
  /** Shops, lines, elements, in written order. */
  readonly children: PlantNode[]
}

/** An element that will be part of the plan. */
export interface PlantElement {
  readonly level: 'element'
  readonly kind: Exclude<Kind, 'line'>
  readonly name: string
  readonly path: string
  readonly parent: Level
  readonly anchor: Node
  /** Where its own properties stand, nearest first: exception of a count, the item, its templates. */
  readonly maps: readonly MapNode[]
  /** How many of them are its own; the others are templates. */
  readonly own: number
  /** The item that it was counted from: `module` for `module3`. */
  readonly group?: { readonly name: string; readonly first: boolean; readonly last: boolean }
}

export type PlantNode = Level | PlantElement

/** No template brings these: names and links are an element's own. */
const OWN_ONLY: ReadonlySet<string> = new Set(['to', 'from', 'like', 'key', 'at'])

/** Of the elements of a count these reach the first alone, as what enters a line does, */
const FIRST_ONLY: ReadonlySet<string> = new Set(['from', 'takes'])

/** and these the last. */
const LAST_ONLY: ReadonlySet<string> = new Set(['to', 'makes', 'scrap', 'rework', 'divides', 'inspects'])

export interface Plant {
  readonly base: Level
  /** Every element, in flow order. */
  readonly elements: readonly PlantElement[]
  /** Every line, in flow order; a line comes before the lines inside it. */
  readonly lines: readonly Level[]
  /** The node that holds for a word: own, handed down, or undefined. */
  node(at: PlantNode, word: AnyProperty): Node | undefined
  /** What holds for a word, without its default. */
  read<T>(at: PlantNode, word: Property<T>): T | undefined
  /** What holds for a word; its default where nothing is written. */
  readOr<T>(at: PlantNode, word: Property<T>): T
  /** The element, line, shop or counted group called so, seen from `from`. */
  find(name: string, from: PlantNode): Found | undefined
  /** Names that can be seen from `from`, for suggestions. */
  visible(from: PlantNode): readonly string[]
}

/** What a name stands for: one node, or the counted elements of an item. */
export interface Found {
  readonly nodes: readonly PlantNode[]
}

/** Builds the plant from what was read of the base. */
export function buildPlant(root: MapNode, words: Readonly<Record<string, unknown>>, reading: Reading): Plant {
  const templates = valueOf(root, 'templates')
  const base: Level = { level: 'base', name: '', path: '', anchor: root, maps: [root], words, children: [] }
  const flow = words['flow'] as readonly FlowItem[] | undefined
  const shops = words['shops'] as readonly { name: string; key: Node; node: Node; value: Readonly<Record<string, unknown>> }[] | undefined
  if (flow !== undefined) addItems(base, flow)
  for (const { name, key, node, value } of shops ?? []) {
    const shop: Level = {
      level: 'shop',
      name,
      path: name,
      parent: base,
      anchor: key,
      maps: node.kind === 'map' ? [node] : [],
      words: value,
      children: [],
    }
    base.children.push(shop)
    const shopFlow = value['flow'] as readonly FlowItem[] | undefined
    if (shopFlow !== undefined) addItems(shop, shopFlow)
    else if (node.kind === 'map' && entryOf(node, 'flow') === undefined)
      reading.diagnostics.error(key, name, 'G1002', 'needs "flow", such as flow: [source, {station: M1}, sink]')
  }

  for (const { key, value } of templates?.kind === 'map' ? templates.entries : [])
    if (value.kind === 'map') withTemplates(value, key.text, true)

  function withTemplates(map: MapNode, path: string, telling = false): MapNode[] {
    const maps = [map]
    const seen: string[] = []
    for (let like = valueOf(map, 'like'); like?.kind === 'scalar';) {
      const name = like.text
      const template = templates?.kind === 'map' ? valueOf(templates, name) : undefined
      if (template?.kind !== 'map') break
      if (seen.includes(name)) {
        if (telling)
          reading.diagnostics.error(like, path, 'G1140', `circle of templates: ${[...seen.slice(seen.indexOf(name)), name].join(' > ')}`)
        break
      }
      seen.push(name)
      maps.push(template)
      like = valueOf(template, 'like')
    }
    return maps
  }

  function addItems(parent: Level, items: readonly FlowItem[]): void {
    for (const item of items) {
      if (item.kind === 'line') addLine(parent, item)
      else addElement(parent, item, item.kind)
    }
  }

  function addLine(parent: Level, item: FlowItem): void {
    const line: Level = {
      level: 'line',
      name: item.name,
      path: item.path,
      parent,
      anchor: item.anchor,
      maps: withTemplates(item.map, item.path),
      words: item.words,
      children: [],
    }
    parent.children.push(line)
    const count = item.words['stations'] as number | undefined
    const written = entryOf(item.map, 'stations') !== undefined
    if (item.flow !== undefined && written)
      reading.diagnostics.error(entryOf(item.map, 'stations')!.key, item.path, 'G1115', 'a line has stations or a flow, not both')
    if (item.flow !== undefined) {
      addItems(line, item.flow)
      if (item.flow.length === 0) reading.diagnostics.error(item.anchor, item.path, 'G1116', 'the flow of this line is empty')
    } else if (count !== undefined) addStations(line, item, count)
    else if (!written && entryOf(item.map, 'flow') === undefined)
      reading.diagnostics.error(item.anchor, item.path, 'G1116', 'needs "stations", such as stations: 12, or "flow"')
  }

  function addStations(line: Level, item: FlowItem, count: number): void {
    const between = valueOf(item.map, 'between')
    const used = new Set<string>()
    for (let number = 1; number <= count; number++) {
      const name = `s${number}`
      if (between !== undefined && number > 1) {
        const buffer = mapAt(between, [{ key: scalarAt(between, 'capacity'), value: between }])
        line.children.push(generated(line, item, 'buffer', `before_${name}`, exceptionOf(item, `before_${name}`, used), [buffer]))
      }
      line.children.push(generated(line, item, 'station', name, exceptionOf(item, name, used), []))
    }
    checkExceptions(item, used, `s1 to s${count}`)
  }

  /** One of a count. Its exception and the exception's templates come before what all of them have. */
  function generated(
    parent: Level,
    item: FlowItem,
    kind: PlantElement['kind'],
    name: string,
    exception: readonly MapNode[],
    shared: readonly MapNode[],
  ): PlantElement {
    const [own, ...templates] = exception
    const [common, ...commonTemplates] = shared
    const maps = [
      ...(own === undefined ? [] : [own]),
      ...(common === undefined ? [mapAt(item.map, [])] : [common]),
      ...templates,
      ...commonTemplates,
    ]
    return {
      level: 'element',
      kind,
      name,
      path: joinPath(parent.path, name),
      parent,
      anchor: item.anchor,
      maps,
      own: own === undefined ? 1 : 2,
    }
  }

  function exceptionOf(item: FlowItem, name: string, used: Set<string>): readonly MapNode[] {
    used.add(name)
    const except = valueOf(item.map, 'except')
    const own = except?.kind === 'map' ? valueOf(except, name) : undefined
    return own?.kind === 'map' ? withTemplates(own, joinPath(item.path, name)) : []
  }

  function checkExceptions(item: FlowItem, used: ReadonlySet<string>, range: string): void {
    const except = valueOf(item.map, 'except')
    if (except?.kind !== 'map') return
    for (const { key } of except.entries)
      if (!used.has(key.text))
        reading.diagnostics.error(
          key,
          item.path,
          'G1102',
          `nothing is called "${key.text}" here; the stations are ${range}${suggestion(key.text, used)}`,
        )
  }

  function addElement(parent: Level, item: FlowItem, kind: PlantElement['kind']): void {
    const count = item.words['count'] as number | undefined
    const maps = withTemplates(capacityWritten(item), item.path)
    if (count === undefined) {
      parent.children.push({ level: 'element', kind, name: item.name, path: item.path, parent, anchor: item.anchor, maps, own: 1 })
      if (entryOf(item.map, 'except') !== undefined)
        reading.diagnostics.error(entryOf(item.map, 'except')!.key, item.path, 'G1115', '"except" belongs to a count')
      return
    }
    const used = new Set<string>()
    for (let number = 1; number <= count; number++) {
      const name = `${item.name}${number}`
      if (parent.children.some((other) => other.name === name))
        reading.diagnostics.error(item.anchor, joinPath(parent.path, name), 'G1107', `the name "${name}" is used twice here`)
      const element = generated(parent, item, kind, name, exceptionOf(item, name, used), maps)
      parent.children.push({ ...element, group: { name: item.name, first: number === 1, last: number === count } })
    }
    checkExceptions(item, used, `${item.name}1 to ${item.name}${count}`)
  }

  const elements: PlantElement[] = []
  const lines: Level[] = []
  const visit = (node: PlantNode): void => {
    if (node.level === 'element') elements.push(node)
    else {
      if (node.level === 'line') lines.push(node)
      node.children.forEach(visit)
    }
  }
  visit(base)

  const merged = new WeakMap<Node, Map<MapNode | undefined, MapNode>>()

  function node(at: PlantNode, word: AnyProperty): Node | undefined {
    if (word.merges === true) return mergedNode(at, word)
    for (let index = 0; index < at.maps.length; index++) {
      const value = valueOf(at.maps[index]!, word.name)
      if (value !== undefined && reaches(at, word.name, index)) return value
    }
    if (word.handed !== true) return undefined
    for (let level = at.parent; level !== undefined; level = level.parent)
      for (const map of level.maps) {
        const value = valueOf(map, word.name)
        if (value !== undefined) return value
      }
    return undefined
  }

  function reaches(at: PlantNode, word: string, index: number): boolean {
    if (at.level !== 'element') return index === 0 || !OWN_ONLY.has(word)
    if (index >= at.own && OWN_ONLY.has(word)) return false
    // What stands in an exception is meant for that element; what stands in the item, for the row.
    const own = index < at.own - 1
    return own || at.group === undefined || ((at.group.first || !FIRST_ONLY.has(word)) && (at.group.last || !LAST_ONLY.has(word)))
  }

  /** Mappings of named things merge by name and, within a name, by word; `none` clears what is written further out. */
  function mergedNode(at: PlantNode, word: AnyProperty): Node | undefined {
    const layers: Node[] = []
    for (let level: PlantNode | undefined = at; level !== undefined; level = level.parent)
      for (const map of level.maps) {
        const value = valueOf(map, word.name)
        if (value !== undefined) layers.push(value)
      }
    let result: MapNode | undefined
    for (const layer of layers.toReversed()) {
      if (layer.kind === 'map') result = result === undefined ? layer : mergeOver(result, layer)
      else result = undefined
    }
    return result
  }

  function mergeOver(outer: MapNode, inner: MapNode): MapNode {
    let known = merged.get(inner)
    if (known === undefined) merged.set(inner, (known = new Map()))
    let result = known.get(outer)
    if (result === undefined) known.set(outer, (result = mergeMaps(outer, inner, 1)))
    return result
  }

  function read<T>(at: PlantNode, word: Property<T>): T | undefined {
    const found = node(at, word)
    return found === undefined ? undefined : readForm(word.form, found, joinPath(at.path, word.name), reading)
  }

  const defaults = new Map<AnyProperty, unknown>()

  function readOr<T>(at: PlantNode, word: Property<T>): T {
    const written = read(at, word)
    if (written !== undefined) return written
    if (!defaults.has(word)) {
      if (word.default === undefined) throw new Error(`${word.name} has no default`)
      defaults.set(word, readForm(word.form, scalarAt(root, word.default), word.name, reading))
    }
    return defaults.get(word) as T
  }

  function childrenCalled(level: Level, name: string): readonly PlantNode[] {
    const exact = level.children.filter((child) => child.name === name)
    return exact.length > 0 ? exact.slice(0, 1) : level.children.filter((child) => child.level === 'element' && child.group?.name === name)
  }

  function find(name: string, from: PlantNode): Found | undefined {
    const [first, ...rest] = name.split('.')
    for (let level = from.level === 'element' ? from.parent : (from.parent ?? from); level !== undefined; level = level.parent as Level) {
      let nodes = childrenCalled(level, first!)
      if (nodes.length === 0) continue
      for (const segment of rest) {
        const holder = nodes[0]
        nodes = nodes.length === 1 && holder !== undefined && holder.level !== 'element' ? childrenCalled(holder, segment) : []
      }
      if (nodes.length > 0) return { nodes }
    }
    return undefined
  }

  function visible(from: PlantNode): readonly string[] {
    const names: string[] = []
    for (let level = from.level === 'element' ? from.parent : (from.parent ?? from); level !== undefined; level = level.parent as Level)
      names.push(...level.children.map((child) => child.name))
    for (const shop of base.children) if (shop.level === 'shop') names.push(...shop.children.map((child) => `${shop.name}.${child.name}`))
    return [...new Set(names)].toSorted()
  }

  return { base, elements, lines, node, read, readOr, find, visible }
}

/** `buffer: 6` written as `capacity: 6`. */
function capacityWritten(item: FlowItem): MapNode {
  if (item.kind !== 'buffer' || item.words['capacity'] === undefined || entryOf(item.map, 'capacity') !== undefined) return item.map
  const value = valueOf(item.map, 'buffer')
  return value === undefined ? item.map : { ...item.map, entries: [...item.map.entries, { key: scalarAt(value, 'capacity'), value }] }
}

/** Which words of a failure say the same thing in other ways: the nearest replaces them all. */
const ALTERNATIVES: readonly ReadonlySet<string>[] = [
  new Set(['mtbf', 'up', 'chance']),
  new Set(['mttr', 'down']),
  new Set(['every', 'when']),
]

function mergeMaps(outer: MapNode, inner: MapNode, depth: number): MapNode {
  const entries = inner.entries.map((entry) => {
    const before = valueOf(outer, entry.key.text)
    return depth > 0 && entry.value.kind === 'map' && before?.kind === 'map' && entryOf(entry.value, 'value') === undefined
      ? { key: entry.key, value: mergeMaps(before, entry.value, depth - 1) }
      : entry
  })
  const written = new Set(inner.entries.map(({ key }) => key.text))
  for (const set of ALTERNATIVES) if ([...set].some((key) => written.has(key))) for (const key of set) written.add(key)
  return { ...inner, entries: [...entries, ...outer.entries.filter(({ key }) => !written.has(key.text))] }
}

/** The last element of a node, in flow order; undefined where it has none. */
export function exitOfNode(node: PlantNode): PlantElement | undefined {
  return firstThat(node, 'last', () => true)
}

/** First or last station, casting cell, tunnel or process of a node. */
export function workplaceOf(node: PlantNode, which: 'first' | 'last'): PlantElement | undefined {
  return firstThat(node, which, isWorkplace)
}

function firstThat(node: PlantNode, end: 'first' | 'last', fits: (element: PlantElement) => boolean): PlantElement | undefined {
  if (node.level === 'element') return fits(node) ? node : undefined
  const { children } = node
  for (let index = 0; index < children.length; index++) {
    const found = firstThat(children[end === 'first' ? index : children.length - 1 - index]!, end, fits)
    if (found !== undefined) return found
  }
  return undefined
}

/** Whether work is done on parts there. */
export function isWorkplace(element: PlantElement): boolean {
  return element.kind === 'station' || element.kind === 'casting_cell' || element.kind === 'tunnel' || element.kind === 'process'
}
