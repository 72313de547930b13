/**
 * The document as it was written: mappings, lists and texts with their places, before any word has a meaning.
 *
 * Scenarios rewrite a copy of this tree, the studio edits the text under it, and everything else reads it.
 */
import type { SourceFile } from './source-file.ts'

export type Node = ScalarNode | ListNode | MapNode | ChangedNode

interface Placed {
  readonly file: SourceFile
  /** Offsets into the text of `file`: from the first character to after the last. */
  readonly from: number
  readonly to: number
}

/** A text. Every scalar is one; who reads it gives it its kind. `text` is empty where a key has no value. */
export interface ScalarNode extends Placed {
  readonly kind: 'scalar'
  readonly text: string
  readonly quoted: boolean
  /** A fault in it is already reported: whoever cannot read it says nothing more. */
  readonly flawed?: boolean
}

export interface ListNode extends Placed {
  readonly kind: 'list'
  readonly items: readonly Node[]
  /** Written in [ ]. */
  readonly flow: boolean
}

export interface MapNode extends Placed {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
  /** Written in { }. */
  readonly flow: boolean
}

export interface Entry {
  readonly key: ScalarNode
  readonly value: Node
}

/** A scenario's `times 1.1` or `plus 2` over the value that holds there. Never written in a file by itself. */
export interface ChangedNode extends Placed {
  readonly kind: 'changed'
  readonly change: 'times' | 'plus'
  readonly amount: string
  readonly of: Node
}

/** Above this many entries a mapping is searched through an index. */
const INDEXED_FROM = 12
const indices = new WeakMap<MapNode, Map<string, Entry>>()

/** The entry of `map` with this key, if it is there. */
export function entryOf(map: MapNode, key: string): Entry | undefined {
  const { entries } = map
  if (entries.length < INDEXED_FROM) {
    for (const entry of entries) if (entry.key.text === key) return entry
    return undefined
  }
  let index = indices.get(map)
  if (index === undefined) {
    index = new Map(entries.map((entry) => [entry.key.text, entry]))
    indices.set(map, index)
  }
  return index.get(key)
}

/** The value under `key`, if it is there. */
export function valueOf(map: MapNode, key: string): Node | undefined {
  return entryOf(map, key)?.value
}

/** Whether a key was left without a value. */
export function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && node.text === '' && !node.quoted
}

/** A mapping with `key` set to `value`, at the place where it stood or at the end. */
export function withEntry(map: MapNode, key: string, value: Node): MapNode {
  const old = entryOf(map, key)
  const entry: Entry = {
    key: old?.key ?? { kind: 'scalar', file: value.file, from: value.from, to: value.from, text: key, quoted: false },
    value,
  }
  return { ...map, entries: old === undefined ? [...map.entries, entry] : map.entries.map((each) => (each === old ? entry : each)) }
}

/** A mapping that stands nowhere of its own, at the place of `at`. */
export function mapAt(at: Placed, entries: readonly Entry[]): MapNode {
  return { kind: 'map', file: at.file, from: at.from, to: at.to, entries, flow: true }
}

/** A text that stands nowhere of its own, at the place of `at`. */
export function scalarAt(at: Placed, text: string): ScalarNode {
  return { kind: 'scalar', file: at.file, from: at.from, to: at.to, text, quoted: false }
}

/** What a message calls a node that it did not expect. */
export function describe(node: Node): string {
  switch (node.kind) {
    case 'scalar':
      return node.text === '' ? 'nothing' : `"${abbreviate(node.text)}"`
    case 'list':
      return node.items.length === 0 ? 'an empty list' : 'a list'
    case 'map':
      return node.entries.length === 0 ? 'an empty mapping' : `a mapping with "${abbreviate(node.entries[0]!.key.text)}"`
    case 'changed':
      return `"${node.change} ${abbreviate(node.amount)}"`
  }
}

/** A text short enough for a message, on one line. */
export function abbreviate(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ')
  return line.length <= 80 ? line : `${line.slice(0, 77)}...`
}
