/**
 * How the value of a word is read: the one description from which come the check, the typed result, the JSON Schema and the
 * line in the reference.
 */
import type { Diagnostics } from './diagnostics.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Ledger } from './ledger.ts'
import { readLong } from './long-value.ts'
import type { Names } from './names.ts'
import type { ItemRules } from './path.ts'
import { abbreviate, describe } from './tree.ts'
import type { Node } from './tree.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What reading a document needs to know and where it reports to. */
export interface Reading {
  readonly vocabulary: Vocabulary
  readonly names: Names
  readonly diagnostics: Diagnostics
  readonly ledger: Ledger
  /** What was read before, by node: inherited values are read once. */
  readonly known: WeakMap<Node, Map<Form<unknown>, unknown>>
}

/** How a path goes on below a word. */
export type Inner =
  | { readonly kind: 'record'; readonly place: string }
  /** Names declared by the modeller, each a record. */
  | { readonly kind: 'named'; readonly place: string }
  /** Names that stand elsewhere (destinations, kinds of power), each with a value. */
  | { readonly kind: 'entries'; /** Values may be such mappings again: categories of attributes. */ readonly nested?: boolean }
  /** A list of records that say their name under a key: steps. */
  | { readonly kind: 'listed'; readonly place: string; readonly key: string }
  /** A flow: items that begin with kind and name. */
  | { readonly kind: 'items'; readonly rules: ItemRules }
  /** Words that another package declares and reads, which is not there: any path leads on. */
  | { readonly kind: 'foreign' }

export interface Form<T> {
  /** As it follows "expected": `a duration such as "120 s"`. */
  readonly phrase: string
  /** Reads a node; reports and gives undefined where it cannot. */
  readonly read: (node: Node, path: string, reading: Reading) => T | undefined
  readonly schema: () => JsonSchema
  readonly inner?: Inner
  /** Whether a mapping with `value` is the long form here. */
  readonly long: boolean
}

/** Reads with a form; the same node is read once with the same form. */
export function readForm<T>(form: Form<T>, node: Node, path: string, reading: Reading): T | undefined {
  let results = reading.known.get(node)
  if (results === undefined) {
    results = new Map()
    reading.known.set(node, results)
  }
  if (results.has(form)) return results.get(form) as T | undefined
  const result = form.long ? readLong(form, node, path, reading) : form.read(node, path, reading)
  results.set(form, result)
  return result
}

/** Reports that `node` is not of this form. */
export function refuse(node: Node, path: string, reading: Reading, phrase: string, code = 'G1003'): undefined {
  if (node.kind === 'scalar' && (node.flawed === true || (node.text === '' && !node.quoted))) return undefined
  reading.diagnostics.error(node, path, code, `expected ${phrase}, received ${describe(node)}`)
  return undefined
}

/** A form that reads texts only. `parse` gives undefined for what it does not know. */
export function textForm<T>(
  phrase: string,
  parse: (text: string, node: Node, path: string, reading: Reading) => T | undefined,
  schema: JsonSchema,
): Form<T> {
  return {
    phrase,
    long: true,
    schema: () => schema,
    read: (node, path, reading) => {
      const result = node.kind === 'scalar' ? parse(node.text, node, path, reading) : undefined
      return result === undefined ? refuse(node, path, reading, phrase) : result
    },
  }
}

/** Any text, for people. */
export const text: Form<string> = {
  phrase: 'a text',
  long: false,
  schema: () => ({ type: 'string' }),
  read: (node, path, reading) => (node.kind === 'scalar' ? node.text.trim() : refuse(node, path, reading, 'a text')),
}

/** `true` or `false`. */
export const flag: Form<boolean> = textForm(
  'true or false',
  (written) => (written === 'true' ? true : written === 'false' ? false : undefined),
  { enum: ['true', 'false', true, false] },
)

/** A name in the sense of the language, not looked up. */
export const name: Form<string> = textForm('a name such as wbs', (written) => (isName(written) ? written : undefined), {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9_]*$',
})

/** Whether a text has the form of a name. */
export function isName(written: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(written)
}

/** The first sentence of a received text, for messages. */
export function quoted(written: string): string {
  return `"${abbreviate(written)}"`
}
