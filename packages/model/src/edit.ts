/**
 * Setting a path in the text of a model: only the characters of the value change, so that comments, order and layout stay.
 *
 * What is written is replaced where it stands; what is not is added as the last key of the mapping where it belongs. A long
 * value keeps its range and source.
 */
import type { ModelDocument } from './document.ts'
import { resolvePath } from './path.ts'
import type { PathFault, Site, Step } from './path.ts'
import { entryOf, valueOf } from './tree.ts'
import type { Entry, MapNode, Node } from './tree.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The new text of a file. */
export interface EditedFile {
  readonly name: string
  readonly text: string
}

interface Splice {
  readonly file: string
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * The texts that result from setting `path` to `value`, written as in a scenario (`120 s`, `[a, b]`, `{value: 8 %, source: volvo}`);
 * with `value` undefined the word is taken out, so that what is handed down holds again. Files without a change are left out.
 */
export function editModel(
  document: ModelDocument,
  path: string,
  value: string | undefined,
  vocabulary: Vocabulary,
): readonly EditedFile[] | PathFault {
  const sites = resolvePath(document.root, path, vocabulary)
  if ('message' in sites) return sites
  const splices: Splice[] = []
  for (const site of sites) {
    const splice = value === undefined ? removal(document.root, site) : replacement(document.root, site, value.trim())
    if (splice === undefined) continue
    if ('message' in splice) return splice
    splices.push(splice)
  }
  return document.files.flatMap(({ name, text }) => {
    const own = splices.filter((splice) => splice.file === name).toSorted((one, other) => other.from - one.from)
    if (own.length === 0) return []
    return [{ name, text: own.reduce((result, splice) => result.slice(0, splice.from) + splice.text + result.slice(splice.to), text) }]
  })
}

/** Follows the steps as far as they are written: the last node there is, the entry it stands in, and the steps that are left. */
function follow(
  root: MapNode,
  steps: readonly Step[],
): { readonly node: Node; readonly holder: { map: MapNode; entry: Entry } | undefined; readonly left: readonly Step[] } {
  let node: Node = root
  let holder: { map: MapNode; entry: Entry } | undefined
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index]!
    if ('index' in step) {
      const item: Node | undefined = node.kind === 'list' ? node.items[step.index] : undefined
      if (item === undefined) return { node, holder, left: steps.slice(index) }
      holder = undefined
      node = item
    } else {
      const entry: Entry | undefined = node.kind === 'map' ? entryOf(node, step.key) : undefined
      if (entry === undefined) return { node, holder, left: steps.slice(index) }
      holder = { map: node as MapNode, entry }
      node = entry.value
    }
  }
  return { node, holder, left: [] }
}

function replacement(root: MapNode, site: Site, value: string): Splice | PathFault {
  const { node, left } = follow(root, site.steps)
  if (left.length === 0) {
    const inner =
      node.kind === 'map' && entryOf(node, 'value') !== undefined && !/^\{.*\bvalue:/.test(value) ? valueOf(node, 'value')! : node
    const to = contentEnd(inner)
    return { file: inner.file.name, from: inner.from, to, text: safe(value, inner.file.text, inner.from) }
  }
  const keys = left.map((step) => ('key' in step ? step.key : ''))
  if (node.kind === 'scalar')
    return { file: node.file.name, from: node.from, to: node.to, text: `{${node.text}: ${node.text}, ${nested(keys, value)}}` }
  if (node.kind !== 'map') return { message: `"${site.path}" cannot be added here` }
  return node.flow ? intoFlow(node, keys, value) : intoBlock(node, keys, value)
}

/** `a: {b: 5}` for the keys a, b. */
function nested(keys: readonly string[], value: string): string {
  const [key, ...rest] = keys
  return rest.length === 0 ? `${key}: ${quotedInFlow(value)}` : `${key}: {${nested(rest, value)}}`
}

function intoFlow(map: MapNode, keys: readonly string[], value: string): Splice {
  const text = nested(keys, value)
  const last = map.entries.filter(({ key }) => key.file === map.file && key.from >= map.from && key.to <= map.to).at(-1)
  if (last === undefined) return { file: map.file.name, from: map.from + 1, to: map.from + 1, text }
  const end = Math.max(last.key.to, contentEnd(last.value))
  return { file: map.file.name, from: end, to: end, text: `, ${text}` }
}

function intoBlock(map: MapNode, keys: readonly string[], value: string): Splice {
  const { text } = map.file
  const own = map.entries.filter(({ key }) => key.file === map.file)
  const column = map.from - (text.lastIndexOf('\n', map.from - 1) + 1)
  const last = own.at(-1)
  const end = last === undefined ? map.from : endOfLine(text, Math.max(last.key.to, contentEnd(last.value)))
  const [key, ...rest] = keys
  const line = `${' '.repeat(column)}${key}: ${rest.length === 0 ? safe(value, text, end, false) : `{${nested(rest, value)}}`}`
  return { file: map.file.name, from: end, to: end, text: `\n${line}` }
}

function removal(root: MapNode, site: Site): Splice | undefined {
  const { holder, left } = follow(root, site.steps)
  if (left.length > 0 || holder === undefined) return undefined
  const { map, entry } = holder
  const { text, name } = entry.key.file
  const end = Math.max(entry.key.to, contentEnd(entry.value))
  if (!map.flow) {
    const lineStart = text.lastIndexOf('\n', entry.key.from - 1) + 1
    const startsLine = text.slice(lineStart, entry.key.from).trim() === ''
    const stop = endOfLine(text, end)
    // The first key of an item stands behind its dash; there the next key moves up.
    if (startsLine) return { file: name, from: lineStart, to: Math.min(text.length, stop + 1), text: '' }
    const next = map.entries[map.entries.indexOf(entry) + 1]
    return { file: name, from: entry.key.from, to: next === undefined ? end : next.key.from, text: '' }
  }
  const after = /^\s*,\s*/.exec(text.slice(end))
  if (after !== null) return { file: name, from: entry.key.from, to: end + after[0].length, text: '' }
  const before = /,\s*$/.exec(text.slice(0, entry.key.from))
  return { file: name, from: entry.key.from - (before?.[0].length ?? 0), to: end, text: '' }
}

/** End of what is written, without the blanks and comments that follow a block. */
function contentEnd(node: Node): number {
  if (node.kind === 'scalar' || node.kind === 'changed') return trimmedEnd(node)
  if (node.kind === 'list') return node.flow ? node.to : Math.max(node.from, ...node.items.map(contentEnd))
  return node.flow
    ? node.to
    : Math.max(
        node.from,
        ...node.entries.filter(({ key }) => key.file === node.file).map(({ key, value }) => Math.max(key.to, contentEnd(value))),
      )
}

function trimmedEnd(node: Node): number {
  const text = node.file.text.slice(node.from, node.to)
  return node.from + text.trimEnd().length
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

/** Quotes what YAML would read otherwise at a place in a text. */
function safe(value: string, text: string, at: number, mayBeInFlow = true): string {
  return mayBeInFlow && insideBrackets(text, at) ? quotedInFlow(value) : quotedInBlock(value)
}

function quotedInFlow(value: string): string {
  if (/^[[{].*[\]}]$/s.test(value)) return value
  return /[,[\]{}]/.test(value) ? JSON.stringify(value) : quotedInBlock(value)
}

function quotedInBlock(value: string): string {
  if (/^[[{].*[\]}]$/s.test(value) || /^".*"$/s.test(value)) return value
  return value === '' || /^[-?:,[\]{}#&*!|>'"%@`]/.test(value.replace(/^-(?=\d)/, '')) || /: |\s#|:$|\n/.test(value)
    ? JSON.stringify(value)
    : value
}

/** Whether a place lies within { } or [ ]; quotes and comments are respected. */
function insideBrackets(text: string, at: number): boolean {
  let depth = 0
  for (let index = 0; index < at; index++) {
    const letter = text[index]
    if (letter === '#' && (index === 0 || /\s/.test(text[index - 1]!))) index = endOfLine(text, index)
    else if ((letter === '"' || letter === "'") && /[\s,[{:]/.test(text[index - 1] ?? ' ')) {
      const close = text.indexOf(letter, index + 1)
      if (close === -1) return depth > 0
      index = close
    } else if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') depth = Math.max(0, depth - 1)
  }
  return depth > 0
}
