import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatDiagnostic } from './diagnostics.ts'
import { joinFile, readModel } from './document.ts'
import type { ModelDocument } from './document.ts'
import { valueOf } from './tree.ts'
import type { MapNode, Node } from './tree.ts'

function read(text: string, files: Record<string, string> = {}): ModelDocument {
  return readModel(text, { file: 'plants/m.yaml', readText: (path) => files[path] })
}

const told = (text: string, files?: Record<string, string>): string[] => read(text, files).faults.map(formatDiagnostic)
const textAt = (document: ModelDocument, ...keys: string[]): string => {
  let node: Node = document.root
  for (const key of keys) node = valueOf(node as MapNode, key)!
  return (node as { text: string }).text
}

test('the first line says what a document is', () => {
  assert.deepEqual([read('genba: model/1\na: 1\n').kind, read('genba: study/1\na: 1\n').kind], ['model', 'study'])
  assert.deepEqual(told('name: x\n'), ['plants/m.yaml:1:1  the first line must be "genba: model/1" (or "genba: study/1")  [G0041]'])
  assert.deepEqual(told('genba: model/2\n'), [
    'plants/m.yaml:1:8  genba: expected model/1 or study/1, received "model/2"; this program is older or younger than the file  [G0042]',
  ])
  assert.deepEqual(told('genba: modle/1\n'), [
    'plants/m.yaml:1:8  genba: expected model/1 or study/1, received "modle/1"; did you mean "model/1"?  [G0042]',
  ])
  assert.deepEqual(told('genba: [model/1]\n'), ['plants/m.yaml:1:8  genba: expected model/1 or study/1  [G0042]'])
})

test('an included file puts its keys where it is asked for, keys written beside it win, and its own includes are relative to it', () => {
  const files = { 'plants/sub/paint.yaml': 'takt: 110 s\ninclude: ../colors.yaml\n', 'plants/colors.yaml': 'note: colors\npitch: 6 m\n' }
  const document = read('genba: model/1\nshops:\n  paint:\n    include: sub/paint.yaml\n    takt: 100 s\n', files)
  assert.deepEqual(document.faults, [])
  assert.deepEqual([textAt(document, 'shops', 'paint', 'takt'), textAt(document, 'shops', 'paint', 'pitch')], ['100 s', '6 m'])
  assert.deepEqual(
    document.files.map(({ name }) => name),
    ['plants/m.yaml', 'plants/sub/paint.yaml', 'plants/colors.yaml'],
  )
})

test('a reader that throws is a file that is not there', () => {
  const document = readModel('genba: model/1\ninclude: a.yaml\n', {
    readText: () => {
      throw new Error('denied')
    },
  })
  assert.deepEqual(document.faults.map(formatDiagnostic), ['model.yaml:2:10  include: there is no file "a.yaml"  [G0052]'])
})

test('paths are joined to the folder of the file that asks', () => {
  assert.deepEqual(
    [
      joinFile('m.yaml', 'a.yaml'),
      joinFile('x/y/m.yaml', '../a.yaml'),
      joinFile('/x/m.yaml', './b/a.yaml'),
      joinFile('x\\m.yaml', 'b\\a.yaml'),
      joinFile('m.yaml', '/z/a.yaml'),
      joinFile('m.yaml', '../a.yaml'),
    ],
    ['a.yaml', 'x/a.yaml', '/x/b/a.yaml', 'x/b/a.yaml', '/z/a.yaml', '../a.yaml'],
  )
})
