import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { jsonSchema, modelCodes, readForm, readModel, createDiagnostics, createLedger, scalarAt, mapAt, readText } from 'genba/model'
import type { Node, Reading } from 'genba/model'
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

test('the JSON Schema names every word and leads only to what it defines', () => {
  const schema = jsonSchema(vocabulary, 'base')
  const text = JSON.stringify(schema)
  for (const [, reference] of text.matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g))
    assert.ok(schema.$defs![reference!] !== undefined, `nothing defines ${reference!}`)
  for (const place of vocabulary.places.values())
    for (const word of Object.keys(place.properties)) assert.ok(schema.$defs![place.name]!.properties![word] !== undefined)
})
