/**
 * Paths: `body.framing.s7.cycle`, `crews.ga_team.size`, `body.before_*.capacity`.
 *
 * A path is valid if every element and named thing on it is declared and its last segment is a word that may stand there,
 * written or not. `*` stands for one name or a part of one; among its matches those without the word are skipped.
 */
import type { Inner } from './form.ts'
import { suggestion } from './nearest.ts'
import { namedEntries } from './record-form.ts'
import { abbreviate, entryOf, valueOf } from './tree.ts'
import type { ListNode, MapNode, Node } from './tree.ts'
import type { AnyProperty, Vocabulary } from './vocabulary.ts'

/** One step from the root of a tree to a place in it. */
export type Step =
  | { readonly key: string }
  /** An item of a list; a bare text there stands for the mapping `{text: text}`. */
  | { readonly index: number }

/** A place that a path leads to. */
export interface Site {
  readonly steps: readonly Step[]
  /** The path written out, without `*`. */
  readonly path: string
  /** How what stands there is read. */
  readonly property: AnyProperty
  /** An entry of names with values (`rework.spot`) rather than a word: read as an entry of the property. */
  readonly entry: boolean
  /** What is written exactly there. */
  readonly node: Node | undefined
  /** What holds there, be it handed down. */
  readonly holds: Node | undefined
}

export interface PathFault {
  readonly message: string
}

/** What a list of items means to paths; declared by the package that knows the items. */
export interface ItemRules {
  items(list: ListNode, vocabulary: Vocabulary): readonly Item[]
}

/** One item of a flow. */
export interface Item {
  readonly index: number
  readonly name: string
  readonly place: string
  /** Its properties; undefined for a bare text. */
  readonly map: MapNode | undefined
  /** A word whose value stands after the kind: `buffer: 6` is `capacity: 6`. */
  readonly shorthand?: { readonly word: string; readonly key: string }
  /** What a count stands for, with settings of its own under this key. */
  readonly counted?: { readonly key: string; readonly members: readonly { readonly name: string; readonly place: string }[] }
}

interface Position {
  readonly place: string
  readonly map: MapNode | undefined
  readonly steps: readonly Step[]
  readonly path: string
  /** Mappings that hand settings down to here, nearest first, without `map`. */
  readonly outer: readonly MapNode[]
  readonly shorthand?: { readonly word: string; readonly key: string }
}

const SEGMENT = /^[A-Za-z*][A-Za-z0-9_*]*$/

/** The places that a path leads to, or why there is none. */
export function resolvePath(root: MapNode, path: string, vocabulary: Vocabulary, rootPlace = 'base'): readonly Site[] | PathFault {
  const segments = path.split('.')
  const wrong = segments.find((segment) => !SEGMENT.test(segment))
  if (wrong !== undefined) return { message: `expected names joined by dots, received "${abbreviate(path)}"` }
  const templates = valueOf(root, 'templates')
  const faults: { depth: number; message: string }[] = []

  function fail(depth: number, message: string): readonly Site[] {
    faults.push({ depth, message })
    return []
  }

  /** Templates of a mapping, nearest first. */
  function templatesOf(map: MapNode | undefined): readonly MapNode[] {
    const found: MapNode[] = []
    for (let like = map === undefined ? undefined : valueOf(map, 'like'); like?.kind === 'scalar';) {
      const template = templates?.kind === 'map' ? valueOf(templates, like.text) : undefined
      if (template?.kind !== 'map' || found.includes(template)) break
      found.push(template)
      like = valueOf(template, 'like')
    }
    return found
  }

  function walk(at: Position, depth: number): readonly Site[] {
    const segment = segments[depth]!
    const last = depth === segments.length - 1
    const words = vocabulary.words(at.place)
    const word = words.get(segment)?.[0]
    if (word !== undefined && word.skipped !== true && (last || word.form.inner !== undefined))
      return last ? [siteOf(at, word)] : descend(at, word, depth + 1)
    const inside = childrenOf(at).filter((child) => matches(segment, child.name))
    if (inside.length > 0 && !last) return inside.flatMap((child) => walk(child.position, depth + 1))
    const where = at.path === '' ? '' : `"${at.path}" has no "${segment}"`
    if (inside.length > 0)
      return fail(
        depth,
        `"${abbreviate(path)}" names a thing, not one of its words; go on as in ${path}.${[...vocabulary.words(inside[0]!.position.place).keys()][0] ?? 'x'}`,
      )
    const known = [
      ...childrenOf(at).map(({ name }) => name),
      ...[...words.values()].flatMap(([each]) => (each!.skipped === true || (!last && each!.form.inner === undefined) ? [] : [each!.name])),
    ].toSorted()
    return fail(depth, `${where === '' ? `nothing is called "${segment}"` : where}${suggestion(segment, known)}`)
  }

  function siteOf(at: Position, word: AnyProperty): Site {
    const key =
      at.shorthand?.word === word.name && (at.map === undefined || entryOf(at.map, word.name) === undefined) ? at.shorthand.key : word.name
    const node = at.map === undefined ? undefined : valueOf(at.map, key)
    const holders = word.handed === true ? [...templatesOf(at.map), ...at.outer] : templatesOf(at.map)
    const holds = node ?? holders.map((map) => valueOf(map, word.name)).find((each) => each !== undefined)
    return { steps: [...at.steps, { key }], path: joined(at.path, word.name), property: word, entry: false, node, holds }
  }

  function descend(at: Position, word: AnyProperty, depth: number): readonly Site[] {
    const inner = word.form.inner!
    const node = at.map === undefined ? undefined : valueOf(at.map, word.name)
    const steps = [...at.steps, { key: word.name }]
    const path_ = joined(at.path, word.name)
    if (inner.kind === 'foreign') return foreign(word, node, steps, path_, depth)
    const plain = node?.kind === 'map' && entryOf(node, 'value') !== undefined ? valueOf(node, 'value') : node
    const layers = [
      node,
      ...(word.handed === true ? [...templatesOf(at.map), ...at.outer] : templatesOf(at.map)).map((map) => valueOf(map, word.name)),
    ]
    const outer = layers.slice(1).flatMap((layer) => (layer?.kind === 'map' ? [layer] : []))
    if (inner.kind === 'record') {
      if (plain !== undefined && plain.kind !== 'map')
        return fail(depth, `"${path_}" is written as one value; give it as a mapping to reach "${segments[depth]!}" in it`)
      const steps_ = plain === node ? steps : [...steps, { key: 'value' }]
      return walk({ place: inner.place, map: plain, steps: steps_, path: path_, outer }, depth)
    }
    if (inner.kind === 'listed') return descendList(at, word, inner, plain, plain === node ? steps : [...steps, { key: 'value' }], depth)
    const segment = segments[depth]!
    const names = new Map<string, Node | undefined>()
    for (const layer of layers)
      if (layer?.kind === 'map')
        for (const { key, value } of namedEntries(layer)) if (!names.has(key.text)) names.set(key.text, layer === node ? value : undefined)
    // The name of an element in another shop has dots of its own: `takes.casting.front_store`.
    const whole = segments.slice(depth).join('.')
    const dotted = inner.kind === 'entries' && whole !== segment && names.has(whole)
    const found = dotted ? [whole] : [...names.keys()].filter((name) => matches(segment, name)).toSorted()
    if (found.length === 0) return fail(depth, `"${path_}" has no "${segment}"${suggestion(segment, [...names.keys()].toSorted())}`)
    if (inner.kind === 'entries') {
      if (!dotted && depth < segments.length - 1) {
        const only = found.length === 1 ? names.get(found[0]!) : undefined
        if (inner.nested !== true || only?.kind !== 'map') return fail(depth, `"${joined(path_, segment)}" has nothing inside it`)
        return nestedEntry(word, only, [...steps, { key: found[0]! }], joined(path_, found[0]!), depth + 1)
      }
      return found.map((name) => ({
        steps: [...steps, { key: name }],
        path: joined(path_, name),
        property: word,
        entry: true,
        node: names.get(name),
        holds: names.get(name) ?? outer.map((layer) => valueOf(layer, name)).find((each) => each !== undefined),
      }))
    }
    if (depth === segments.length - 1) return fail(depth, `"${joined(path_, segment)}" names a thing, not one of its words`)
    return found.flatMap((name) => {
      const own = names.get(name)
      const position: Position = {
        place: inner.kind === 'named' ? inner.place : word.name,
        map: own?.kind === 'map' ? own : undefined,
        steps: [...steps, { key: name }],
        path: joined(path_, name),
        outer: outer.flatMap((layer) => {
          const value = valueOf(layer, name)
          return value?.kind === 'map' ? [value] : []
        }),
      }
      return walk(position, depth + 1)
    })
  }

  /** A path into what cannot be known: right as it is, but that `*` stands for names that are there. */
  function foreign(word: AnyProperty, node: Node | undefined, steps: readonly Step[], path_: string, depth: number): readonly Site[] {
    const segment = segments[depth]
    if (segment === undefined) return [{ steps, path: path_, property: word, entry: true, node, holds: node }]
    const map = node?.kind === 'map' ? node : undefined
    const names = segment.includes('*')
      ? (map?.entries ?? []).map(({ key }) => key.text).filter((name) => matches(segment, name))
      : [segment]
    if (names.length === 0) return fail(depth, `"${path_}" has no "${segment}"`)
    return names.flatMap((name) =>
      foreign(word, map === undefined ? undefined : valueOf(map, name), [...steps, { key: name }], joined(path_, name), depth + 1),
    )
  }

  function nestedEntry(word: AnyProperty, map: MapNode, steps: readonly Step[], path_: string, depth: number): readonly Site[] {
    const segment = segments[depth]!
    const node = valueOf(map, segment)
    if (node === undefined || depth < segments.length - 1)
      return fail(depth, `"${path_}" has no "${segment}"${suggestion(segment, map.entries.map(({ key }) => key.text).toSorted())}`)
    return [{ steps: [...steps, { key: segment }], path: joined(path_, segment), property: word, entry: true, node, holds: node }]
  }

  function descendList(
    at: Position,
    word: AnyProperty,
    inner: Inner & { kind: 'listed' },
    list: Node | undefined,
    steps: readonly Step[],
    depth: number,
  ): readonly Site[] {
    const segment = segments[depth]!
    const path_ = joined(at.path, word.name)
    const items = list?.kind === 'list' ? list.items : []
    const nameAt = (item: Node): string => {
      const name = item.kind === 'map' ? valueOf(item, inner.key) : undefined
      return name?.kind === 'scalar' ? name.text : ''
    }
    const found = items.flatMap((item, index) => (item.kind === 'map' && matches(segment, nameAt(item)) ? [{ item, index }] : []))
    if (found.length === 0) return fail(depth, `"${path_}" has no "${segment}"${suggestion(segment, items.map(nameAt).toSorted())}`)
    if (depth === segments.length - 1) return fail(depth, `"${joined(path_, segment)}" names a thing, not one of its words`)
    return found.flatMap(({ item, index }) =>
      walk({ place: inner.place, map: item, steps: [...steps, { index }], path: joined(path_, nameAt(item)), outer: [] }, depth + 1),
    )
  }

  /** What stands below a level without a word of its own in the path: shops, elements, and at the root templates. */
  function childrenOf(at: Position): readonly { readonly name: string; readonly position: Position }[] {
    const { map } = at
    if (map === undefined) return []
    const outer = [map, ...templatesOf(map), ...at.outer]
    const children: { name: string; position: Position }[] = []
    for (const [word] of vocabulary.words(at.place).values()) {
      const inner = word!.form.inner
      const node = word!.skipped === true ? valueOf(map, word!.name) : undefined
      const steps = [...at.steps, { key: word!.name }]
      if (inner?.kind === 'named' && node?.kind === 'map') {
        const template = word!.name === 'templates'
        for (const { key, value } of namedEntries(node))
          if (value.kind === 'map')
            children.push({
              name: key.text,
              position: {
                place: inner.place,
                map: value,
                steps: [...steps, { key: key.text }],
                path: joined(at.path, key.text),
                outer: template ? [] : outer,
              },
            })
      } else if (inner?.kind === 'items' && node?.kind === 'list')
        for (const item of inner.rules.items(node, vocabulary)) addItem(item, [...steps, { index: item.index }], at, outer, children)
    }
    for (const item of countedIn(at)) children.push(item)
    return children
  }

  function addItem(
    item: Item,
    steps: readonly Step[],
    at: Position,
    outer: readonly MapNode[],
    children: { name: string; position: Position }[],
  ): void {
    const position: Position = {
      place: item.place,
      map: item.map,
      steps,
      path: joined(at.path, item.name),
      outer,
      ...(item.shorthand === undefined ? {} : { shorthand: item.shorthand }),
    }
    children.push({ name: item.name, position })
    if (item.counted === undefined || item.place === 'line') return
    for (const member of membersOf(
      item.counted,
      position,
      [...(item.map === undefined ? [] : [item.map]), ...templatesOf(item.map), ...outer],
      at.path,
    ))
      children.push(member)
  }

  /** Stations of a line that were written as a number. */
  function countedIn(at: Position): readonly { readonly name: string; readonly position: Position }[] {
    const lineIndex = at.steps.at(-1)
    if (at.map === undefined || lineIndex === undefined || !('index' in lineIndex)) return []
    const counted = countOf(at)
    return counted === undefined ? [] : membersOf(counted, at, [at.map, ...templatesOf(at.map), ...at.outer], at.path)
  }

  function countOf(at: Position): Item['counted'] {
    const inner = vocabulary.words(at.place).get('flow')?.[0]?.form.inner
    if (inner?.kind !== 'items' || at.place !== 'line') return undefined
    const list: ListNode = { kind: 'list', file: at.map!.file, from: at.map!.from, to: at.map!.to, items: [at.map!], flow: true }
    return inner.rules.items(list, vocabulary)[0]?.counted
  }

  function membersOf(
    counted: NonNullable<Item['counted']>,
    holder: Position,
    outer: readonly MapNode[],
    path_: string,
  ): readonly { readonly name: string; readonly position: Position }[] {
    const exceptions = holder.map === undefined ? undefined : valueOf(holder.map, counted.key)
    return counted.members.map(({ name, place }) => {
      const own = exceptions?.kind === 'map' ? valueOf(exceptions, name) : undefined
      return {
        name,
        position: {
          place,
          map: own?.kind === 'map' ? own : undefined,
          steps: [...holder.steps, { key: counted.key }, { key: name }],
          path: joined(path_, name),
          outer,
        },
      }
    })
  }

  const sites = walk({ place: rootPlace, map: root, steps: [], path: '', outer: [] }, 0)
  if (sites.length > 0) return sites
  return faults.reduce((deepest, fault) => (fault.depth > deepest.depth ? fault : deepest))
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function matches(segment: string, name: string): boolean {
  if (!segment.includes('*')) return segment === name
  const parts = segment.split('*')
  let at = parts[0]!.length
  if (!name.startsWith(parts[0]!)) return false
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  const end = parts.at(-1)!
  return name.length - end.length >= at && name.endsWith(end)
}
