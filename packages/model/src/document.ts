/** A model as read: its tree with the included files in place, and the files themselves. */
import { createDiagnostics } from './diagnostics.ts'
import type { Diagnostic, Diagnostics } from './diagnostics.ts'
import { suggestion } from './nearest.ts'
import type { SourceFile } from './source-file.ts'
import { abbreviate, entryOf, valueOf } from './tree.ts'
import type { Entry, MapNode, Node, ScalarNode } from './tree.ts'
import { readYaml } from './yaml-reader.ts'

export interface ModelDocument {
  /** `model` or `study`, or undefined where the first line does not say. */
  readonly kind: 'model' | 'study' | undefined
  /** The whole document; an empty mapping where the text holds none. */
  readonly root: MapNode
  /** The file itself first, then those it includes, in the order of asking. */
  readonly files: readonly SourceFile[]
  /** What was wrong with the text, before any word has a meaning. */
  readonly faults: readonly Diagnostic[]
  /** The text of a file beside the model, by its path as written there; undefined where there is none. */
  readonly readText: (path: string) => string | undefined
  /** Reads another document beside this one, such as the model of a study. */
  readonly readBeside: (path: string) => ModelDocument | undefined
}

export interface ReadOptions {
  /** Name of the file in messages, and what paths in it are relative to. Default `model.yaml`. */
  readonly file?: string
  /** Gives the text of a file by its path, joined to the folder of `file`; throws or gives undefined where there is none. */
  readonly readText?: (path: string) => string | undefined
}

/** Versions of the documents that this program reads. */
const KINDS: Readonly<Record<string, 'model' | 'study'>> = { 'model/1': 'model', 'study/1': 'study' }

/** Keys that hold structure and stand in no path. */
const SKIPPED: ReadonlySet<string> = new Set(['flow', 'shops', 'templates'])

/** Files may include files this deep. */
const DEEPEST_INCLUDE = 16

/** Reads the text of a model or a study and everything that it includes. Never throws; faults are in the result. */
export function readModel(text: string, options: ReadOptions = {}): ModelDocument {
  const file: SourceFile = { name: options.file ?? 'model.yaml', text }
  const diagnostics = createDiagnostics()
  const files = [file]
  const readText = (path: string): string | undefined => readFile(options.readText, joinFile(file.name, path))
  const readBeside = (path: string): ModelDocument | undefined => {
    const other = readText(path)
    return other === undefined ? undefined : readModel(other, { ...options, file: joinFile(file.name, path) })
  }
  const tree = readYaml(file, diagnostics, SKIPPED) ?? { kind: 'map', file, from: 0, to: 0, entries: [], flow: false }
  const root = withIncludes(tree, [file.name], { diagnostics, files, readText: options.readText })
  const kind = tree.entries.length === 0 && diagnostics.failed() ? undefined : kindOf(root, diagnostics)
  return { kind, root, files, faults: diagnostics.sorted(), readText, readBeside }
}

function kindOf(root: MapNode, diagnostics: Diagnostics): 'model' | 'study' | undefined {
  const entry = entryOf(root, 'genba')
  if (entry === undefined) {
    const first = root.entries[0]?.key ?? root
    diagnostics.error(
      { file: root.file, from: first.from, to: first.to },
      '',
      'G0041',
      'the first line must be "genba: model/1" (or "genba: study/1")',
    )
    return undefined
  }
  const { value } = entry
  const kind = value.kind === 'scalar' ? KINDS[value.text] : undefined
  if (kind === undefined && value.kind === 'scalar') {
    const known = Object.keys(KINDS)
    const later = /^(model|study)\/\d+$/.test(value.text)
      ? '; this program is older or younger than the file'
      : suggestion(value.text, known)
    diagnostics.error(value, 'genba', 'G0042', `expected model/1 or study/1, received "${abbreviate(value.text)}"${later}`)
  } else if (kind === undefined) diagnostics.error(value, 'genba', 'G0042', 'expected model/1 or study/1')
  return kind
}

interface Including {
  readonly diagnostics: Diagnostics
  readonly files: SourceFile[]
  readonly readText: ((path: string) => string | undefined) | undefined
}

/** The tree with every `include` replaced by the keys of its files. Keys written beside it win. */
function withIncludes<N extends Node>(node: N, asking: readonly string[], including: Including): N {
  if (node.kind === 'list') {
    let differs = false
    const items = node.items.map((item) => {
      const next = withIncludes(item, asking, including)
      differs ||= next !== item
      return next
    })
    return differs ? { ...node, items } : node
  }
  if (node.kind !== 'map') return node
  const own: Entry[] = []
  let differs = false
  for (const entry of node.entries) {
    if (entry.key.text === 'include') continue
    const value = withIncludes(entry.value, asking, including)
    differs ||= value !== entry.value
    own.push(value === entry.value ? entry : { key: entry.key, value })
  }
  const include = valueOf(node, 'include')
  if (include === undefined) return differs ? { ...node, entries: own } : node
  return { ...node, entries: [...own, ...includedEntries(include, new Set(own.map(({ key }) => key.text)), asking, including)] }
}

function includedEntries(include: Node, own: ReadonlySet<string>, asking: readonly string[], including: Including): readonly Entry[] {
  const { diagnostics } = including
  const paths = include.kind === 'list' ? include.items : [include]
  const result = new Map<string, Entry>()
  for (const path of paths) {
    if (path.kind !== 'scalar') {
      diagnostics.error(path, 'include', 'G1003', 'expected the path of a file, such as paint.yaml')
      continue
    }
    if (path.text === '') continue
    for (const entry of readIncluded(path, asking, including)) {
      const name = entry.key.text
      if (own.has(name)) continue
      const before = result.get(name)
      if (before === undefined) result.set(name, entry)
      else
        diagnostics.error(
          entry.key,
          name,
          'G0053',
          `"${abbreviate(name)}" comes from two included files, ${before.key.file.name} and ${entry.key.file.name}; write it beside the include to decide`,
        )
    }
  }
  return [...result.values()]
}

function readIncluded(path: ScalarNode, asking: readonly string[], including: Including): readonly Entry[] {
  const { diagnostics, files } = including
  const name = joinFile(path.file.name, path.text)
  if (asking.includes(name) || asking.length >= DEEPEST_INCLUDE) {
    diagnostics.error(path, 'include', 'G0051', `circle of includes: ${[...asking.slice(asking.indexOf(name)), name].join(' > ')}`)
    return []
  }
  const text = readFile(including.readText, name)
  if (text === undefined) {
    diagnostics.error(path, 'include', 'G0052', `there is no file "${abbreviate(name)}"`)
    return []
  }
  let file = files.find((each) => each.name === name)
  if (file === undefined) {
    file = { name, text }
    files.push(file)
  }
  const tree = readYaml(file, diagnostics, SKIPPED)
  if (tree === undefined) return []
  const version = entryOf(tree, 'genba')
  if (version !== undefined) diagnostics.error(version.key, 'genba', 'G0054', 'an included file has no "genba:" line; leave it out')
  return withIncludes(tree, [...asking, name], including).entries.filter(({ key }) => key.text !== 'genba')
}

function readFile(readText: ((path: string) => string | undefined) | undefined, path: string): string | undefined {
  if (readText === undefined) return undefined
  try {
    return readText(path)
  } catch {
    // A file that cannot be read is, for the planner, a file that is not there; the message names it.
    return undefined
  }
}

/** `path` relative to the folder of `file`, without "." and "..", forward slashes. */
export function joinFile(file: string, path: string): string {
  const forward = path.replaceAll('\\', '/')
  if (/^(\/|[A-Za-z]:\/)/.test(forward)) return forward
  const parts = file.replaceAll('\\', '/').split('/').slice(0, -1)
  for (const part of forward.split('/')) {
    if (part === '.' || part === '') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
