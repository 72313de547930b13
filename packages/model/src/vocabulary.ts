/**
 * The words of the language: which may stand where, how each is read, what holds without it.
 *
 * Each package declares its own words beside the code that uses them, once: `property(form, {doc, example, ...})` within a
 * `place`. The vocabulary of a program is the union of what its packages declare.
 */
import type { Form } from './form.ts'
import type { MeasureWords } from './measure.ts'

/** What is said of a word beside how it is read. */
export interface PropertyWords {
  readonly doc: string
  /** As it would be written: `cycle: 108 s`. */
  readonly example: string
  /** What holds where it is not written, in the language's own words. */
  readonly default?: string
  /** Whether it may be written at base, shop or line for everything below. */
  readonly handed?: boolean
  readonly required?: boolean
  /** Mappings of named things merge by name on their way down. */
  readonly merges?: boolean
  /** Authors, for orientation. */
  readonly literature?: string
  /** Whether it stands in no path: `flow`, `shops`, `templates`. */
  readonly skipped?: boolean
  /** Whether its values are assumptions about the world; run lengths and expected results are none. */
  readonly assumed?: boolean
}

export interface Property<T> extends PropertyWords {
  readonly form: Form<T>
  /** Given by the place that declares it. */
  readonly name: string
}

/** A property whose name its place will give. */
export type Declared<T> = Omit<Property<T>, 'name'>

/** Declares a word. */
export function property<T>(form: Form<T>, words: PropertyWords): Declared<T> {
  return { form, ...words }
}

/** Somewhere where words may stand; W says what each word gives when it is read. */
export interface PlaceWords<W> {
  readonly name: string
  readonly doc: string
  readonly properties: { readonly [K in keyof W]-?: Property<W[K]> }
  /** `handed`: every word that is handed down may stand here too. `all`: every word of every element and line. */
  readonly settings?: 'handed' | 'all'
  /** Whether this is a kind of element or a line, so that what is handed down reaches it. */
  readonly element: boolean
}

export type AnyProperty = Property<unknown>
export type AnyPlace = Omit<PlaceWords<unknown>, 'properties'> & { readonly properties: Readonly<Record<string, AnyProperty>> }

/** What reading a mapping of a place gives: each word that was written and could be read. */
export type Read<W> = { readonly [K in keyof W]?: W[K] }

/** Declares a place and its words. */
export function place<W>(
  name: string,
  doc: string,
  properties: { readonly [K in keyof W]-?: Declared<W[K]> },
  options: { readonly settings?: 'handed' | 'all'; readonly element?: boolean } = {},
): PlaceWords<W> {
  const named: Record<string, AnyProperty> = {}
  for (const [key, declared] of Object.entries(properties as Record<string, Declared<unknown>>)) named[key] = { ...declared, name: key }
  return {
    name,
    doc,
    properties: named as unknown as PlaceWords<W>['properties'],
    element: options.element ?? false,
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  }
}

/** Words that a package adds to a place that another one declared. */
export interface Extension {
  readonly place: string
  readonly properties: Readonly<Record<string, Declared<unknown>>>
}

export interface Vocabulary {
  readonly places: ReadonlyMap<string, AnyPlace>
  readonly measures: ReadonlyMap<string, MeasureWords>
  /** The words that may stand in a place, settings included, by name. Several where kinds of element share a name. */
  words(place: string): ReadonlyMap<string, readonly AnyProperty[]>
}

/**
 * The union of places and of words added to them, and of measures.
 * @throws Error where a place or a word is declared twice, or a word is added to a place that is not there
 */
export function createVocabulary(
  places: readonly unknown[],
  extensions: readonly Extension[] = [],
  measures: readonly MeasureWords[] = [],
): Vocabulary {
  const byName = new Map<string, AnyPlace>()
  for (const each of places as readonly AnyPlace[]) {
    if (byName.has(each.name)) throw new Error(`vocabulary: the place "${each.name}" is declared twice`)
    byName.set(each.name, each)
  }
  for (const { place: name, properties } of extensions) {
    const old = byName.get(name)
    if (old === undefined) throw new Error(`vocabulary: words are added to "${name}", which is not declared`)
    const added: Record<string, AnyProperty> = {}
    for (const [key, declared] of Object.entries(properties)) {
      if (old.properties[key] !== undefined) throw new Error(`vocabulary: "${key}" of "${name}" is declared twice`)
      added[key] = { ...declared, name: key }
    }
    byName.set(name, { ...old, properties: { ...old.properties, ...added } })
  }

  const known = new Map<string, ReadonlyMap<string, readonly AnyProperty[]>>()
  function words(placeName: string): ReadonlyMap<string, readonly AnyProperty[]> {
    const before = known.get(placeName)
    if (before !== undefined) return before
    const owner = byName.get(placeName)
    if (owner === undefined) throw new Error(`vocabulary: there is no place "${placeName}"`)
    const result = new Map<string, AnyProperty[]>()
    for (const own of Object.values(owner.properties)) result.set(own.name, [own])
    if (owner.settings !== undefined) {
      for (const other of byName.values()) {
        if (!other.element) continue
        for (const word of Object.values(other.properties)) {
          if (owner.settings === 'handed' && word.handed !== true) continue
          if (owner.properties[word.name] !== undefined) continue
          const list = result.get(word.name)
          if (list === undefined) result.set(word.name, [word])
          else if (!list.some((each) => each.form === word.form)) list.push(word)
        }
      }
    }
    known.set(placeName, result)
    return result
  }
  return { places: byName, measures: new Map(measures.map((measure) => [measure.name, measure])), words }
}
