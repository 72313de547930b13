/** JSON Schema (draft 2020-12) from the declarations of a vocabulary, for editors that complete and check YAML. */
import { CONFIDENCES } from './long-value.ts'
import type { AnyPlace, Vocabulary } from './vocabulary.ts'

/** The part of JSON Schema that the language needs. */
export interface JsonSchema {
  readonly $schema?: string
  readonly $id?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly title?: string
  readonly description?: string
  readonly type?:
    | 'string'
    | 'number'
    | 'integer'
    | 'boolean'
    | 'array'
    | 'object'
    | readonly ('string' | 'number' | 'boolean' | 'array' | 'object')[]
  readonly enum?: readonly (string | number | boolean)[]
  readonly const?: string
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly default?: string
  readonly examples?: readonly string[]
  readonly minProperties?: number
}

const TEXT: JsonSchema = { type: ['string', 'number', 'boolean'] }

/** The long form of a value. */
const LONG: JsonSchema = {
  type: 'object',
  properties: {
    value: {},
    range: { ...TEXT, description: 'least to greatest' },
    source: { ...TEXT, description: 'a key of sources, or free text' },
    date: { ...TEXT, description: 'of the source' },
    confidence: { enum: CONFIDENCES },
    note: TEXT,
  },
  required: ['value'],
  additionalProperties: false,
}

/** JSON Schema (draft 2020-12) of a document whose root is the place `root`: `base` for a model, `study_file` for studies. */
export function jsonSchema(vocabulary: Vocabulary, root: string): JsonSchema {
  const defs: Record<string, JsonSchema> = { long: LONG }
  for (const place of vocabulary.places.values()) defs[place.name] = placeSchema(place, vocabulary)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: vocabulary.places.get(root)!.doc,
    $ref: `#/$defs/${root}`,
    $defs: defs,
  }
}

function placeSchema(place: AnyPlace, vocabulary: Vocabulary): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  const required: string[] = []
  for (const [name, words] of vocabulary.words(place.name)) {
    const [first] = words
    const schemas = words.map(({ form }) => form.schema())
    const described: JsonSchema = {
      description: first!.doc,
      ...(first!.default === undefined ? {} : { default: first!.default }),
      examples: [first!.example.slice(first!.example.indexOf(':') + 2)],
    }
    properties[name] =
      schemas.length === 1 && first!.form.long
        ? { ...described, anyOf: [schemas[0]!, { $ref: '#/$defs/long' }] }
        : { ...described, anyOf: schemas }
    if (first!.required === true) required.push(name)
  }
  // An item of a flow says its kind with the kind's own name.
  if (place.element) properties[place.name] ??= { description: `${place.doc}: its name` }
  return {
    description: place.doc,
    type: 'object',
    properties: {
      ...properties,
      note: TEXT,
      basis: { type: 'object' },
      include: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    },
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  }
}
