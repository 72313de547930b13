import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { editModel, readModel, resolvePath } from 'genba/model'
import { documentOf } from './compile.fixture.ts'
import type { Files } from './compile.fixture.ts'
import { compile, defaultVocabulary } from './compile.ts'

const BASE = `genba: model/1
# The base of the test.
crews:
  team: {size: 5}          # five people
  spare:
    size: 2
templates: {press: {cycle: 100 s, scrap: {value: 8 %, range: 5 % to 30 %, source: volvo}}}
flow:
  - source
  - buffer: 6              # places
  - {station: M1, like: press}
  - station: M2            # the second
    cycle: 20 s            # seconds

  - {line: L, stations: 3, cycle: 5 s}
  - sink
`

function edited(path: string, value: string | undefined, text = BASE, files: Files = {}): string {
  const result = editModel(documentOf(text, files), path, value, defaultVocabulary())
  if ('message' in result) return result.message
  return result.map((file) => file.text).join('---\n')
}

/** Lines that differ, new ones with +. */
function difference(path: string, value: string | undefined): string[] {
  const [before, after] = [BASE.split('\n'), edited(path, value).split('\n')]
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `-${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+${line}`),
  ]
}

test('only the characters of the value change, so that comments and layout stay', () => {
  assert.deepEqual(difference('M2.cycle', '1 min'), ['-    cycle: 20 s            # seconds', '+    cycle: 1 min            # seconds'])
  assert.deepEqual(difference('before_M1.capacity', 'unlimited'), [
    '-  - buffer: 6              # places',
    '+  - buffer: unlimited              # places',
  ])
  assert.deepEqual(difference('crews.team.size', '{early: 3, late: 2}'), [
    '-  team: {size: 5}          # five people',
    '+  team: {size: {early: 3, late: 2}}          # five people',
  ])
})

test('a long value keeps its range and source', () => {
  assert.deepEqual(difference('press.scrap', '9 %'), [
    '-templates: {press: {cycle: 100 s, scrap: {value: 8 %, range: 5 % to 30 %, source: volvo}}}',
    '+templates: {press: {cycle: 100 s, scrap: {value: 9 %, range: 5 % to 30 %, source: volvo}}}',
  ])
})

test('what is not written is added as the last key of the mapping where it belongs', () => {
  assert.deepEqual(difference('M1.cycle', '90 s'), ['-  - {station: M1, like: press}', '+  - {station: M1, like: press, cycle: 90 s}'])
  assert.deepEqual(difference('M2.positions', '2'), ['+    positions: 2'])
  assert.deepEqual(difference('crews.spare.absence', '9 %'), ['+    absence: 9 %'])
  assert.deepEqual(difference('source.when_full', 'lost'), ['-  - source', '+  - {source: source, when_full: lost}'])
  assert.deepEqual(difference('L.s2.cycle', '7 s'), [
    '-  - {line: L, stations: 3, cycle: 5 s}',
    '+  - {line: L, stations: 3, cycle: 5 s, except: {s2: {cycle: 7 s}}}',
  ])
  assert.deepEqual(difference('run.length', '1 h'), ['+run: {length: 1 h}'])
})

test('a word is taken out with its line or its comma', () => {
  assert.deepEqual(difference('M1.like', undefined), ['-  - {station: M1, like: press}', '+  - {station: M1}'])
  assert.deepEqual(difference('L.stations', undefined), ['-  - {line: L, stations: 3, cycle: 5 s}', '+  - {line: L, cycle: 5 s}'])
  assert.deepEqual(difference('M2.cycle', undefined), ['-    cycle: 20 s            # seconds'])
})

test('a value that YAML would read otherwise is quoted', () => {
  assert.deepEqual(difference('M1.cycle', 'lognormal(mean 1 min, cv 0.4)'), [
    '-  - {station: M1, like: press}',
    '+  - {station: M1, like: press, cycle: "lognormal(mean 1 min, cv 0.4)"}',
  ])
  assert.deepEqual(difference('M2.cycle', 'lognormal(mean 1 min, cv 0.4)'), [
    '-    cycle: 20 s            # seconds',
    '+    cycle: lognormal(mean 1 min, cv 0.4)            # seconds',
  ])
})

test('with * every match is set, and what stands in an included file is changed there', () => {
  const files = { 'a.yaml': 'templates: {press: {cycle: 100 s}}   # beside\n' }
  const text = 'genba: model/1\ninclude: a.yaml\nflow: [source, {station: M1, like: press}, {station: M2, cycle: 3 s}, sink]\n'
  assert.equal(edited('press.cycle', '90 s', text, files), 'templates: {press: {cycle: 90 s}}   # beside\n')
  assert.equal(
    edited('M*.positions', '2', text, files),
    'genba: model/1\ninclude: a.yaml\nflow: [source, {station: M1, like: press, positions: 2}, {station: M2, cycle: 3 s, positions: 2}, sink]\n',
  )
})

test('a path that leads nowhere changes nothing and says so', () => {
  assert.equal(edited('M2.cylce', '1 s'), '"M2" has no "cylce"; did you mean "cycle"?')
})

test('any word of the Jinshan base can be set to what it is without a change of the plan', () => {
  const root = new URL('../../../models/jinshan/', import.meta.url)
  const read = (text: string): ReturnType<typeof readModel> =>
    readModel(text, { file: 'jinshan.yaml', readText: (path) => readFileSync(new URL(path, root), 'utf8') })
  const text = readFileSync(new URL('jinshan.yaml', root), 'utf8')
  const document = read(text)
  const { plan, assumptions } = compile(document)
  for (const { path, text: value, place } of assumptions) {
    if (place.file !== 'jinshan.yaml' || value.endsWith('...')) continue
    assert.ok(!('message' in resolvePath(document.root, path, defaultVocabulary())), path)
    const files = editModel(document, path, value, defaultVocabulary())
    assert.ok(!('message' in files), path)
    assert.equal(files[0]!.text, text, path)
  }
  const changed = editModel(document, 'ga.trim1.s7.cycle', '130 s', defaultVocabulary())
  assert.ok(!('message' in changed))
  const after = compile(read(changed[0]!.text))
  assert.deepEqual(after.diagnostics, [])
  assert.equal(after.plan!.elements.length, plan!.elements.length)
})
