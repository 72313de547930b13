/**
 * From text to tree: YAML 1.2 with every scalar as text, one document a file, without anchors, aliases, tags and merge keys.
 *
 * Nothing here throws on bad input, whatever it is. A text of sound YAML with other faults still gives its tree, so that all faults
 * are found at once.
 */
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, parseDocument } from 'yaml'
import type { YAMLError, YAMLMap, YAMLSeq } from 'yaml'
import type { Diagnostics, Place } from './diagnostics.ts'
import type { SourceFile } from './source-file.ts'
import { abbreviate, isEmpty } from './tree.ts'
import type { Entry, ListNode, MapNode, Node, ScalarNode } from './tree.ts'

/** Longer files are refused: models this long are made by programs, whose tables belong into CSV files. */
export const LONGEST_FILE = 8_000_000

/** Deeper nesting is refused; the deepest model has about a dozen levels. */
const DEEPEST = 64

/** Keys that hold structure and stand in no path: `flow`, `shops`. */
export type SkippedInPaths = ReadonlySet<string>

/** The tree of `file`, or undefined where it holds no mapping. Every fault is reported. */
export function readYaml(file: SourceFile, diagnostics: Diagnostics, skipped: SkippedInPaths): MapNode | undefined {
  const { text } = file
  const start: Place = { file, from: 0, to: 0 }
  if (text.length > LONGEST_FILE) {
    const size = (text.length / 1e6).toFixed(1)
    diagnostics.error(
      start,
      '',
      'G0011',
      `the file has ${size} million characters, more than the 8 million that are read; tables of such a size belong into CSV files`,
    )
    return undefined
  }
  const binary = firstControl(text)
  if (binary !== -1) {
    diagnostics.error({ file, from: binary, to: binary + 1 }, '', 'G0012', 'this is no text in UTF-8; a model is a text file')
    return undefined
  }
  if (deepestBrackets(text) > DEEPEST) {
    diagnostics.error(start, '', 'G0013', `brackets are nested more than ${DEEPEST} deep`)
    return undefined
  }
  let documents
  try {
    documents = parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent', version: '1.2' })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    diagnostics.error(start, '', 'G0013', `the file is nested too deep to be read`)
    return undefined
  }
  const first = Array.isArray(documents) ? documents[0] : undefined
  if (first === undefined || first.contents === null || (isScalar(first.contents) && first.contents.value === '')) {
    diagnostics.error(start, '', 'G0014', 'the file is empty; a model begins with "genba: model/1"')
    return undefined
  }
  for (const document of documents) for (const fault of document.errors) reportSyntax(fault, file, diagnostics)
  const second = documents[1]
  if (second !== undefined) {
    const from = second.range[0]
    diagnostics.error({ file, from, to: from + 3 }, '', 'G0015', 'one document a file; put what follows "---" into a file of its own')
  }
  // After a fault of syntax the rest is guesswork, and so would be what is said of it.
  if (first.errors.length > 0) return undefined
  const root = createConverter(file, diagnostics, skipped)(first.contents, '', 0)
  if (root.kind === 'map') return root
  diagnostics.error(
    root,
    '',
    'G0016',
    `expected keys such as "genba: model/1" and "flow:", received ${root.kind === 'list' ? 'a list' : `"${abbreviate(scalarText(root))}"`}`,
  )
  return undefined
}

/** The node of a value written by itself, such as `120 s` or `[a, b]` on a command line; faults are reported at it. */
export function readText(written: string, name: string, diagnostics: Diagnostics): Node {
  const file: SourceFile = { name, text: written }
  const start: Place = { file, from: 0, to: written.length }
  if (written.length <= LONGEST_FILE && deepestBrackets(written) <= DEEPEST) {
    const document = parseDocument(written, {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
      version: '1.2',
    })
    for (const fault of document.errors) reportSyntax(fault, file, diagnostics)
    if (document.contents !== null) return createConverter(file, diagnostics, new Set())(document.contents, '', 0)
  }
  return { kind: 'scalar', ...start, text: written.slice(0, 80), quoted: true }
}

function scalarText(node: Node): string {
  return node.kind === 'scalar' ? node.text : ''
}

/** Where a character stands that no text has: a control character that is no white space, or what a wrong decoding leaves; -1 if nowhere. */
function firstControl(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 9 || (code > 13 && code < 32) || code === 0xfffd) return at
  }
  return -1
}

function deepestBrackets(text: string): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth)
    else if (code === 93 || code === 125) depth = Math.max(0, depth - 1)
  }
  return deepest
}

function createConverter(
  file: SourceFile,
  diagnostics: Diagnostics,
  skipped: SkippedInPaths,
): (node: unknown, path: string, depth: number) => Node {
  function convert(node: unknown, path: string, depth: number): Node {
    if (depth > DEEPEST) {
      const place = { file, from: rangeOf(node)[0], to: rangeOf(node)[0] + 1 }
      diagnostics.error(place, path, 'G0013', `nested more than ${DEEPEST} deep`)
      return { kind: 'scalar', ...place, text: '', quoted: true }
    }
    const [from, to] = rangeOf(node)
    if (isAlias(node)) {
      diagnostics.error(
        { file, from, to },
        path,
        'G0021',
        `aliases are not used, received "*${abbreviate(node.source)}"; share settings by a template and "like", by a setting of the line, shop or base, or quote a path that begins with *`,
      )
      return { kind: 'scalar', file, from, to, text: `*${node.source}`, quoted: true }
    }
    refuseProperties(node, { file, from, to }, path)
    if (isScalar(node)) {
      const quoted =
        node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' || node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'
      return { kind: 'scalar', file, from, to, text: textOf(node), quoted }
    }
    if (isSeq(node)) return list(node, from, to, path, depth)
    if (isMap(node)) return map(node, from, to, path, depth)
    return { kind: 'scalar', file, from, to, text: '', quoted: false }
  }

  function refuseProperties(node: unknown, place: Place, path: string): void {
    const { anchor, tag } = node as { anchor?: string; tag?: string }
    if (anchor !== undefined)
      diagnostics.error(
        place,
        path,
        'G0022',
        `anchors are not used, received "&${abbreviate(anchor)}"; share settings by a template and "like", or by a setting of the line, shop or base`,
      )
    if (
      tag !== undefined &&
      tag !== '!' &&
      tag !== 'tag:yaml.org,2002:str' &&
      tag !== 'tag:yaml.org,2002:map' &&
      tag !== 'tag:yaml.org,2002:seq'
    )
      diagnostics.error(
        place,
        path,
        'G0023',
        `tags are not used, received "${abbreviate(tag)}"; leave it out, every word says its own kind`,
      )
    else if (file.text[place.from] === '!')
      diagnostics.error(place, path, 'G0023', 'tags are not used; leave it out, every word says its own kind')
  }

  function list(node: YAMLSeq, from: number, to: number, path: string, depth: number): ListNode {
    const items: Node[] = []
    const flow = node.flow === true
    for (let index = 0; index < node.items.length; index++) {
      const raw = node.items[index]
      const item = convert(raw, path === '' ? itemName(raw, index) : `${path}.${itemName(raw, index)}`, depth + 1)
      if (flow && item.kind === 'scalar' && !item.quoted && isOpen(item.text)) {
        const pieces = [item.text]
        while (isOpen(pieces.join(' ')) && index + 1 < node.items.length) pieces.push(pieceText(node.items[++index]))
        const joined = reportCut(item, pieces, path)
        items.push(joined)
      } else items.push(item)
    }
    return { kind: 'list', file, from, to, items, flow }
  }

  function map(node: YAMLMap, from: number, to: number, path: string, depth: number): MapNode {
    const entries: Entry[] = []
    const flow = node.flow === true
    const seen = new Map<string, ScalarNode>()
    for (let index = 0; index < node.items.length; index++) {
      const pair = node.items[index]!
      if (!isScalar(pair.key)) {
        refuseKey(pair.key, path)
        continue
      }
      const key = convert(pair.key, path, 0) as ScalarNode
      const inner = skipped.has(key.text) ? path : path === '' ? key.text : `${path}.${key.text}`
      let value: Node =
        pair.value === null || pair.value === undefined
          ? { kind: 'scalar', file, from: key.to, to: key.to, text: '', quoted: false }
          : convert(pair.value, inner, depth + 1)
      if (flow && value.kind === 'scalar' && !value.quoted && isOpen(value.text)) {
        const pieces = [value.text]
        while (isOpen(pieces.join(' ')) && index + 1 < node.items.length) {
          const next = node.items[++index]!
          pieces.push(pieceText(next.key) + (isEmptyPair(next) ? '' : `: ${pieceText(next.value)}`))
        }
        value = reportCut(value, pieces, inner)
      }
      if (key.text === '<<' && !key.quoted) {
        diagnostics.error(
          key,
          path,
          'G0024',
          'merge keys are not used; share settings by a template and "like", or by a setting of the line, shop or base',
        )
        continue
      }
      const first = seen.get(key.text)
      if (first !== undefined) {
        diagnostics.error(key, inner, 'G0025', `"${abbreviate(key.text)}" stands twice in this mapping`)
        continue
      }
      seen.set(key.text, key)
      if (isEmpty(value)) diagnostics.error(key, inner, 'G1005', emptyKey(key, value, flow))
      entries.push({ key, value })
    }
    return { kind: 'map', file, from, to, entries, flow }
  }

  function refuseKey(key: unknown, path: string): void {
    const [from, to] = rangeOf(key)
    if (isAlias(key))
      diagnostics.error(
        { file, from, to },
        path,
        'G0021',
        `a path that begins with * must be quoted: "*${abbreviate(key.source.replace(/:$/, ''))}"`,
      )
    else diagnostics.error({ file, from, to }, path, 'G0026', 'a key must be a word, not a list or a mapping')
  }

  /** The likely slip behind a key without a value. */
  function emptyKey(key: ScalarNode, value: ScalarNode | Node, flow: boolean): string {
    const name = abbreviate(key.text)
    const rest = file.text.slice(key.to, Math.max(key.to, value.to) + 80)
    const line = rest.split('\n', 1)[0]!
    if (/^[^\n]*:\s+#/.test(line)) return `"${name}" has no value: what follows " #" is a comment`
    if (/^[A-Za-z_]\w*:\S/.test(key.text)) return `"${name}" has no value: a blank is missing after the colon`
    if (flow)
      return `"${name}" has no value: inside { } YAML cuts at every comma; write the value after "${name.split(':')[0]}: ", or drop a comma inside a value`
    return `"${name}" has no value: write one, or leave the key out`
  }

  function reportCut(first: ScalarNode, pieces: readonly string[], path: string): ScalarNode {
    const joined = pieces.join(' ')
    const whole = isOpen(joined) ? `${joined})` : joined
    const message =
      pieces.length > 1
        ? `inside { } YAML cuts at the comma; drop it: ${abbreviate(whole)}`
        : `a parenthesis is not closed: ${abbreviate(joined)}`
    diagnostics.error(first, path, 'G1006', message)
    return { ...first, text: whole, flawed: true }
  }

  return convert
}

/** Whether more parentheses are opened than closed. */
function isOpen(text: string): boolean {
  let open = 0
  for (const letter of text) open += letter === '(' ? 1 : letter === ')' ? -1 : 0
  return open > 0
}

function isEmptyPair(pair: { value: unknown }): boolean {
  return pair.value === null || pair.value === undefined || (isScalar(pair.value) && pair.value.value === '')
}

/** Under the failsafe schema a scalar is a string, or null where a key has no value. */
function textOf(node: { readonly value: unknown }): string {
  return typeof node.value === 'string' ? node.value : ''
}

function pieceText(node: unknown): string {
  if (isScalar(node)) return textOf(node)
  if (isMap(node))
    return node.items
      .map((pair) => (isEmptyPair(pair) ? pieceText(pair.key) : `${pieceText(pair.key)}: ${pieceText(pair.value)}`))
      .join(' ')
  return ''
}

/** In a path an item of a flow goes by the name that stands after its kind, else by its number. */
function itemName(node: unknown, index: number): string {
  if (isScalar(node) && /^[A-Za-z]\w*$/.test(String(node.value))) return String(node.value)
  const first = isMap(node) ? node.items[0] : undefined
  const value = first?.value
  return isScalar(value) && /^[A-Za-z]\w*$/.test(String(value.value)) ? String(value.value) : String(index + 1)
}

function rangeOf(node: unknown): [number, number] {
  const range = (node as { range?: readonly number[] | null } | null)?.range
  return range === undefined || range === null ? [0, 0] : [range[0] ?? 0, range[1] ?? 0]
}

const SENTENCES: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'aliases are not used; quote a path that begins with *',
  BAD_DIRECTIVE: 'YAML directives (lines that begin with %) are not used; leave it out',
  BAD_DQ_ESCAPE: 'unknown escape in a text in double quotes; write \\\\ for a backslash',
  BAD_INDENT: 'the indentation fits no line above',
  BLOCK_AS_IMPLICIT_KEY: 'this key and its value stand after another value; is the line indented too deep, or a colon one too many?',
  BAD_SCALAR_START: 'a text cannot begin with this character; put it into quotes',
  BLOCK_IN_FLOW: 'a list or mapping over several lines cannot stand inside { } or [ ]',
  MISSING_CHAR: 'a character is missing here',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line; is a colon missing, or one too many?',
  TAB_AS_INDENT: 'a tab indents this line; use blanks',
  UNEXPECTED_TOKEN: 'this was not expected here',
}

function reportSyntax(fault: YAMLError, file: SourceFile, diagnostics: Diagnostics): void {
  const [from, to] = fault.pos
  const line = file.text.slice(file.text.lastIndexOf('\n', from - 1) + 1, from)
  const sentence = /^\s*(- *)?\*/.test(line)
    ? 'a path that begins with * must be quoted'
    : fault.code === 'BAD_INDENT' && fault.message.startsWith('Flow ')
      ? 'a bracket above is not closed'
      : SENTENCES[fault.code]
  const detail = fault.message.split('\n', 1)[0]!.replace(/:$/, '')
  diagnostics.error(
    { file, from, to },
    '',
    'G0020',
    sentence === undefined ? `this is no YAML: ${detail}` : `${sentence} (YAML: ${detail})`,
  )
}
