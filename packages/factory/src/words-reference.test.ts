import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { jsonSchema, modelCodes, readForm, readModel, createDiagnostics, createLedger, scalarAt, mapAt, readText } from 'genba/model'
import type { JsonSchema, Node, Reading } from 'genba/model'
import { collectNames } from './compile-names.ts'
import { factoryVocabulary } from './words-base.ts'
import { factoryCodes, languageReference } from './words-reference.ts'

const vocabulary = factoryVocabulary()
const page = new URL('../../../docs/reference/language.md', import.meta.url)

test('the reference page is what the declarations say; GENBA_UPDATE=1 writes it anew', () => {
  const text = languageReference(vocabulary)
  if (process.env['GENBA_UPDATE'] === '1') writeFileSync(page, text)
  assert.equal(readFileSync(page, 'utf8'), text)
})

test('every place is told in the reference, and every place that a form leads to is declared', () => {
  const text = languageReference(vocabulary)
  for (const place of vocabulary.places.values()) {
    assert.ok(text.includes(`### \`${place.name}\``), `${place.name} is not in the reference`)
    for (const word of Object.values(place.properties)) {
      const { inner } = word.form
      if (inner?.kind === 'record' || inner?.kind === 'named')
        assert.ok(vocabulary.places.has(inner.place), `${word.name} leads to ${inner.place}`)
    }
  }
})

test('every code in the source is explained once, and every explained code is used', () => {
  const codes = { ...modelCodes, ...factoryCodes }
  assert.equal(Object.keys(codes).length, Object.keys(modelCodes).length + Object.keys(factoryCodes).length)
  const used = new Set<string>()
  for (const folder of ['.', '../../model/src']) {
    const at = new URL(`${folder}/`, import.meta.url)
    for (const name of readdirSync(at)) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name === 'diagnostic-codes.ts' || name === 'words-reference.ts') continue
      for (const [code] of readFileSync(new URL(name, at), 'utf8').matchAll(/(?<=')G\d{4}(?=')/g)) used.add(code)
    }
  }
  assert.deepEqual([...used].toSorted(), Object.keys(codes).toSorted())
})

test('every default and every example can be read by the word that declares it', () => {
  const names = `
genba: model/1
hooks: rules.ts
milestones: {sop: 2027-08-02}
products: {A: {attributes: {colour: {white: 50 %, red: 50 %}, family: {one: 100 %}}}, B: {}, C: {}, car: {}, front_casting: {}, cell_set: {}}
crews: {welder: {size: 1}, leader: {size: 1}, technicians: {size: 1}, setter: {size: 1}, operator: {size: 1}, line_team: {size: 1}}
templates: {press: {}}
vehicles: {agv: {}}
suppliers: {cell_maker: {}}
layout: {points: {weld: [0 m, 0 m], dock: [0 m, 0 m]}}
holidays: {china: {}, plant: {}}
calendars: {two_shifts: {shifts: {early: {open: 06:00 to 14:00}, late: {open: 14:00 to 22:00}}}}
`
  const document = readModel(names)
  for (const place of vocabulary.places.values())
    for (const word of Object.values(place.properties)) {
      const diagnostics = createDiagnostics()
      const reading: Reading = {
        vocabulary,
        names: collectNames(document.root, document, diagnostics),
        diagnostics,
        ledger: createLedger(),
        known: new WeakMap(),
      }
      const example = readText(word.example, 'example', diagnostics)
      const value: Node | undefined = example.kind === 'map' && example.entries.length === 1 ? example.entries[0]!.value : undefined
      assert.ok(
        value !== undefined && example.kind === 'map' && example.entries[0]!.key.text === word.name,
        `${place.name}.${word.name}: ${word.example}`,
      )
      readForm(word.form, value, word.name, reading)
      if (word.default !== undefined && /^[\w%. ]+$/.test(word.default) && word.handed === true)
        readForm(word.form, scalarAt(mapAt(value, []), word.default), word.name, reading)
      const holidayOrScenario = diagnostics.sorted().map(({ message }) => message)
      assert.deepEqual(holidayOrScenario, [], `${place.name}.${word.name}: ${word.example}`)
    }
})

/** The part of JSON Schema that the language uses, checked; gives the paths of what is wrong. */
function schemaFaults(value: unknown, schema: JsonSchema, root: JsonSchema, path = ''): string[] {
  const faults: string[] = []
  if (schema.$ref !== undefined) faults.push(...schemaFaults(value, root.$defs![schema.$ref.replace('#/$defs/', '')]!, root, path))
  if (schema.anyOf !== undefined && schema.anyOf.every((each) => schemaFaults(value, each, root, path).length > 0))
    faults.push(`${path}: none of the forms`)
  for (const each of schema.allOf ?? []) faults.push(...schemaFaults(value, each, root, path))
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) faults.push(`${path}: ${String(value)}`)
  if (schema.const !== undefined && schema.const !== value) faults.push(`${path}: ${String(value)}`)
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
  const types = schema.type === undefined ? [kind] : [schema.type].flat()
  if (!(types as readonly string[]).includes(kind)) return [...faults, `${path}: is ${kind}`]
  if (kind === 'array')
    for (const [index, item] of (value as unknown[]).entries())
      if (schema.items !== undefined) faults.push(...schemaFaults(item, schema.items, root, `${path}[${index}]`))
  if (kind === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern).test(value as string))
    faults.push(`${path}: ${String(value)}`)
  if (kind !== 'object') return faults
  const object = value as Record<string, unknown>
  for (const key of schema.required ?? []) if (!(key in object)) faults.push(`${path}: lacks ${key}`)
  for (const [key, inner] of Object.entries(object)) {
    const declared = schema.properties?.[key]
    if (declared !== undefined) faults.push(...schemaFaults(inner, declared, root, `${path}.${key}`))
    else if (schema.additionalProperties === false) faults.push(`${path}: does not know ${key}`)
    else if (typeof schema.additionalProperties === 'object')
      faults.push(...schemaFaults(inner, schema.additionalProperties, root, `${path}.${key}`))
  }
  return faults
}

/** A document as an editor sees it: plain numbers and switches are numbers and switches. */
function parse(text: string): unknown {
  const plain = (node: Node): unknown => {
    if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]))
    if (node.kind === 'list') return node.items.map(plain)
    if (node.kind === 'changed' || node.quoted) return node.kind === 'scalar' ? node.text : ''
    if (/^(true|false)$/.test(node.text)) return node.text === 'true'
    return /^-?\d+(\.\d+)?$/.test(node.text) ? Number(node.text) : node.text
  }
  return plain(readModel(text).root)
}

test('the JSON Schema accepts every model and study of the repository, and refuses a misspelled word', () => {
  const root = new URL('../../../', import.meta.url)
  const files = [
    ...readdirSync(new URL('validation/', root))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `validation/${name}`),
    'models/jinshan/jinshan.yaml',
    'models/jinshan/studies.yaml',
  ]
  for (const file of files) {
    const text = readFileSync(new URL(file, root), 'utf8')
    const schema = jsonSchema(vocabulary, text.startsWith('genba: study/1') ? 'study_file' : 'base')
    // Costs are words of the planner.
    const { costs: _costs, ...own } = parse(text) as Record<string, unknown>
    assert.deepEqual(schemaFaults(own, schema, schema), [], file)
  }
  const schema = jsonSchema(vocabulary, 'base')
  assert.notDeepEqual(schemaFaults(parse('genba: model/1\nflow: [source, {station: M1, cylce: 1 s}, sink]'), schema, schema), [])
  assert.notDeepEqual(schemaFaults(parse('genba: model/1\ncylce: 1 s'), schema, schema), [])
})

test('the JSON Schema names every word and leads only to what it defines', () => {
  const schema = jsonSchema(vocabulary, 'base')
  const text = JSON.stringify(schema)
  for (const [, reference] of text.matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g))
    assert.ok(schema.$defs![reference!] !== undefined, `nothing defines ${reference!}`)
  for (const place of vocabulary.places.values())
    for (const word of Object.keys(place.properties)) assert.ok(schema.$defs![place.name]!.properties![word] !== undefined)
})
