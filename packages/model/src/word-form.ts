/** Forms of words, names and collections. */
import { readDateText } from './date.ts'
import { isName, readForm, refuse, textForm } from './form.ts'
import type { Form } from './form.ts'
import { guarded } from './quantity-form.ts'
import { suggestion } from './nearest.ts'
import { joinPath, record } from './record-form.ts'
import type { AnyProperty, PlaceWords, Read } from './vocabulary.ts'
import { abbreviate, valueOf } from './tree.ts'
import type { Node, ScalarNode } from './tree.ts'

/** One of the given words; the first is the default. */
export function word<W extends string>(...words: readonly W[]): Form<W> {
  const phrase = words.length === 1 ? `"${words[0]!}"` : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`
  return {
    phrase,
    long: true,
    schema: () => ({ anyOf: [{ enum: words }, { $ref: '#/$defs/long' }] }),
    read: (node, path, reading) => {
      const found = node.kind === 'scalar' ? words.find((each) => each === node.text) : undefined
      if (found !== undefined) return found
      if (node.kind !== 'scalar') return refuse(node, path, reading, phrase)
      if (node.text !== '')
        reading.diagnostics.error(
          node,
          path,
          'G1003',
          `expected ${phrase}, received "${abbreviate(node.text)}"${suggestion(node.text, words)}`,
        )
      return undefined
    },
  }
}

/** A function of the hook file. */
export interface Hook {
  readonly hook: string
}

/** `hook(name)`. */
export const hook: Form<Hook> = textForm(
  'hook(name)',
  (text, node, path, reading) => {
    const name = /^hook\(\s*([A-Za-z_]\w*)\s*\)$/.exec(text)?.[1]
    if (name !== undefined && !reading.names.hooks)
      reading.diagnostics.error(
        node,
        path,
        'G1108',
        `"hook(${name})" needs a file of functions: write "hooks: rules.ts" at the top of the model`,
      )
    return name === undefined ? undefined : { hook: name }
  },
  { type: 'string', pattern: '^hook\\(' },
)

/** The first of the forms that fits the node: decided by what the node looks like, so that a fault is told once and in its own words. */
export function either<A, B>(first: Form<A>, fits: (node: Node) => boolean, second: Form<B>): Form<A | B> {
  const inner = second.inner ?? first.inner
  return {
    phrase: `${first.phrase}, or ${second.phrase}`,
    long: first.long && second.long,
    schema: () => ({ anyOf: [first.schema(), second.schema()] }),
    ...(inner === undefined ? {} : { inner }),
    read: (node, path, reading) => {
      const plain = node
      return fits(plain) ? readForm(first, node, path, reading) : readForm(second, node, path, reading)
    },
  }
}

/** One of the words, or `hook(name)`. */
export function wordOrHook<W extends string>(...words: readonly W[]): Form<W | Hook> {
  return either(hook, (node) => node.kind === 'scalar' && node.text.startsWith('hook('), word(...words))
}

/** A name declared elsewhere: `space` says what it names, as in Names.spaces. */
export function nameOf(space: string, what: string): Form<string> {
  return textForm(
    `the name of ${what}`,
    (text, node, path, reading) => {
      if (!isName(text)) return undefined
      const known = reading.names.spaces[space]
      if (known?.has(text) === true) return text
      reading.diagnostics.error(
        node,
        path,
        'G1103',
        `there is no ${space} called "${abbreviate(text)}"${suggestion(text, [...(known ?? [])].toSorted())}`,
      )
      return ''
    },
    { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_]*$' },
  )
}

/** A list; a single item may stand without brackets where `single` is set. */
export function listOf<T>(item: Form<T>, options: { readonly single?: boolean } = {}): Form<readonly T[]> {
  return {
    phrase: `a list of ${item.phrase}`,
    long: false,
    schema: () =>
      options.single === true
        ? { anyOf: [item.schema(), { type: 'array', items: item.schema() }] }
        : { type: 'array', items: item.schema() },
    read: (node, path, reading) => {
      if (node.kind !== 'list') {
        if (options.single !== true) return refuse(node, path, reading, `a list such as [${item.phrase}]`)
        const only = readForm(item, node, path, reading)
        return only === undefined ? undefined : [only]
      }
      const result: T[] = []
      node.items.forEach((each, index) => {
        const read = readForm(item, each, joinPath(path, String(index + 1)), reading)
        if (read !== undefined) result.push(read)
      })
      return result
    },
  }
}

/** A list of records that say their names under a key, by which paths reach them. */
export function listed<W>(words: PlaceWords<W>, key: string): Form<readonly Read<W>[]> {
  const item = record(words)
  return {
    phrase: `a list of ${words.name}s such as [{${Object.values<AnyProperty>(words.properties)
      .map((each) => each.example)
      .slice(0, 2)
      .join(', ')}}]`,
    long: false,
    inner: { kind: 'listed', place: words.name, key },
    schema: () => ({ type: 'array', items: item.schema() }),
    read: (node, path, reading) => {
      if (node.kind !== 'list') return refuse(node, path, reading, `a list such as [{${key}: a}]`)
      return node.items.flatMap((each, index) => {
        const name = each.kind === 'map' ? valueOf(each, key) : undefined
        return readForm(item, each, joinPath(path, name?.kind === 'scalar' ? name.text : String(index + 1)), reading) ?? []
      })
    },
  }
}

/** A name that stands elsewhere, and its value here. */
export interface KeyedEntry<T> {
  readonly name: string
  readonly key: ScalarNode
  readonly node: Node
  readonly value: T
}

/** A mapping from names to values of one form, in the order of the names: the order of a mapping means nothing. */
export function entries<T>(item: Form<T>, phrase: string): Form<readonly KeyedEntry<T>[]> {
  return {
    phrase,
    long: false,
    inner: { kind: 'entries' },
    schema: () => ({ type: 'object', additionalProperties: item.schema() }),
    read: (node, path, reading) => {
      if (node.kind !== 'map') return refuse(node, path, reading, phrase)
      const result: KeyedEntry<T>[] = []
      for (const { key, value } of node.entries) {
        if (key.text === 'note' || key.text === 'basis') continue
        const read = readForm(item, value, joinPath(path, key.text), reading)
        if (read !== undefined) result.push({ name: key.text, key, node: value, value: read })
      }
      return result.toSorted((one, other) => (one.name < other.name ? -1 : 1))
    },
  }
}

/** A date or milestone, in civil seconds. */
export const date: Form<number> = {
  phrase: 'a date such as 2028-05-01 or a milestone',
  long: true,
  schema: () => ({ type: 'string' }),
  read: (node, path, reading) =>
    node.kind === 'scalar'
      ? guarded(node, path, reading, () => readDateText(node.text, reading.names.milestones))
      : refuse(node, path, reading, 'a date such as 2028-05-01 or a milestone'),
}
