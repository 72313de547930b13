import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDiagnostics, formatDiagnostic } from './diagnostics.ts'
import { valueOf } from './tree.ts'
import type { MapNode } from './tree.ts'
import { readYaml } from './yaml-reader.ts'

const skipped = new Set(['flow', 'shops'])

function read(text: string): { root: MapNode | undefined; told: string[] } {
  const diagnostics = createDiagnostics()
  const root = readYaml({ name: 'm.yaml', text }, diagnostics, skipped)
  return { root, told: diagnostics.sorted().map(formatDiagnostic) }
}

const told = (text: string): string[] => read(text).told

test('every scalar is a text, as written', () => {
  const { root, told: faults } = read('a: 1.10\nb: 08\nc: 2028-01-01\nd: true\ne: "x, y"\nf: ~\n')
  assert.deepEqual(faults, [])
  const text = (key: string): unknown => (valueOf(root!, key) as { text: string }).text
  assert.deepEqual(['a', 'b', 'c', 'd', 'e', 'f'].map(text), ['1.10', '08', '2028-01-01', 'true', 'x, y', '~'])
})

test('anchors, aliases, tags and merge keys are refused with the remedy', () => {
  assert.deepEqual(told('a: &x 1\nb: *x\n'), [
    'm.yaml:1:7  a: anchors are not used, received "&x"; share settings by a template and "like", or by a setting of the line, shop or base  [G0022]',
    'm.yaml:2:4  b: aliases are not used, received "*x"; share settings by a template and "like", by a setting of the line, shop or base, or quote a path that begins with *  [G0021]',
  ])
  assert.deepEqual(told('a: !number 1\n'), [
    'm.yaml:1:12  a: tags are not used, received "!number"; leave it out, every word says its own kind  [G0023]',
  ])
  assert.deepEqual(told('a: {<<: {b: 1}}\n'), [
    'm.yaml:1:5  a: merge keys are not used; share settings by a template and "like", or by a setting of the line, shop or base  [G0024]',
  ])
})

test('a path that begins with * must be quoted', () => {
  assert.deepEqual(told('scenarios:\n  a: {"*.cycle": 1 s}\n'), [])
  assert.match(told('scenarios:\n  a:\n    *.cycle: 1 s\n')[0]!, /^m\.yaml:3:\d+ {2}a path that begins with \* must be quoted .*\[G0020\]$/)
})

test('a key without a value names the likely slip', () => {
  assert.deepEqual(told('a:\n  b:\n  c: 1\n'), ['m.yaml:2:3  a.b: "b" has no value: write one, or leave the key out  [G1005]'])
  assert.deepEqual(told('a: {b: 1, c}\n'), [
    'm.yaml:1:11  a.c: "c" has no value: inside { } YAML cuts at every comma; write the value after "c: ", or drop a comma inside a value  [G1005]',
  ])
  assert.deepEqual(told('a: {cycle:1, b: 2}\n'), [
    'm.yaml:1:5  a.cycle:1: "cycle:1" has no value: a blank is missing after the colon  [G1005]',
  ])
  assert.deepEqual(told('a:\n  cycle: # 1 min\n  b: 2\n'), [
    'm.yaml:2:3  a.cycle: "cycle" has no value: what follows " #" is a comment  [G1005]',
  ])
})

test('a comma that YAML takes for its own is found, and the value without it is shown', () => {
  assert.deepEqual(told('flow:\n  - {station: S1, cycle: lognormal(mean 1 min, cv 0.4), crew: a}\n'), [
    'm.yaml:2:26  S1.cycle: inside { } YAML cuts at the comma; drop it: lognormal(mean 1 min cv 0.4)  [G1006]',
  ])
  assert.deepEqual(told('a: [triangular(1 s, 2 s, 3 s), 5 s]\n'), [
    'm.yaml:1:5  a: inside { } YAML cuts at the comma; drop it: triangular(1 s 2 s 3 s)  [G1006]',
  ])
  assert.deepEqual(told('a: {b: exponential(1 s}\n'), ['m.yaml:1:8  a.b: a parenthesis is not closed: exponential(1 s  [G1006]'])
})

test('a key twice in one mapping is told', () => {
  assert.deepEqual(told('a: 1\nb: {c: 1, c: 2}\na: 2\n'), [
    'm.yaml:2:11  b.c: "c" stands twice in this mapping  [G0025]',
    'm.yaml:3:1  a: "a" stands twice in this mapping  [G0025]',
  ])
})

test('what is no YAML is told in a sentence, at its place', () => {
  assert.match(told('a:\n\tb: 1\n')[0]!, /^m\.yaml:2:1 {2}a tab indents this line; use blanks .*\[G0020\]$/)
  assert.match(told('a: [1, 2\n')[0]!, /^m\.yaml:2:1 {2}a bracket above is not closed .*\[G0020\]$/)
  assert.match(told('a: @x\n')[0]!, /^m\.yaml:1:4 {2}a text cannot begin with this character; put it into quotes .*\[G0020\]$/)
  assert.match(
    told('a: 1\n  b: 2\n')[0]!,
    /^m\.yaml:1:4 {2}this key and its value stand after another value; is the line indented too deep, or a colon one too many\? .*\[G0020\]$/,
  )
})

test('files that hold no model are refused with one sentence', () => {
  const empty = 'm.yaml:1:1  the file is empty; a model begins with "genba: model/1"  [G0014]'
  assert.deepEqual(told(''), [empty])
  assert.deepEqual(told('# nothing\n'), [empty])
  assert.deepEqual(told('- a\n'), ['m.yaml:1:1  expected keys such as "genba: model/1" and "flow:", received a list  [G0016]'])
  assert.deepEqual(told('hello'), ['m.yaml:1:1  expected keys such as "genba: model/1" and "flow:", received "hello"  [G0016]'])
  assert.deepEqual(told('PK\u0003\u0004\u0000'), ['m.yaml:1:3  this is no text in UTF-8; a model is a text file  [G0012]'])
  assert.deepEqual(told('a: 1\n---\nb: 2\n'), ['m.yaml:2:1  one document a file; put what follows "---" into a file of its own  [G0015]'])
})

test('a file of 10 MB and brackets without end are refused at once', () => {
  assert.deepEqual(told(`a: ${'x'.repeat(10_000_000)}`), [
    'm.yaml:1:1  the file has 10.0 million characters, more than the 8 million that are read; tables of such a size belong into CSV files  [G0011]',
  ])
  assert.deepEqual(told(`a: ${'['.repeat(100_000)}`), ['m.yaml:1:1  brackets are nested more than 64 deep  [G0013]'])
  assert.deepEqual(told(Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')).length, 1)
})
