import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forbiddenImports, importsOf } from './imports.ts'

test('an upper room is named together with what is allowed', () => {
  assert.deepEqual(forbiddenImports('packages/kernel/src/clock.ts', "import { compile } from 'genba/factory'\n"), [
    'kernel/src/clock.ts: "kernel" may not import "factory"; allowed: statistics, quantity',
  ])
})

test('types of an upper room are forbidden too, but where the table allows them', () => {
  const line = "import type { Result } from 'genba/runs'\n"
  assert.equal(forbiddenImports('packages/analysis/src/ledger.ts', line).length, 1)
  assert.deepEqual(forbiddenImports('packages/report/src/table.ts', line), [])
  assert.deepEqual(forbiddenImports('packages/report/src/table.ts', "import { run } from 'genba/runs'\n"), [
    'report/src/table.ts: "report" may not import "runs"; allowed: quantity, analysis; types of runs, vehicle',
  ])
})

test('manufacturing, the product and money do not know each other', () => {
  const domains = ['factory', 'vehicle', 'economics']
  for (const one of domains)
    for (const other of domains.filter((name) => name !== one))
      assert.equal(forbiddenImports(`packages/${one}/src/index.ts`, `import { x } from 'genba/${other}'\n`).length, 1)
})

test('what only Node has stays out of rooms that run in a browser, their tests excepted', () => {
  const line = "import { readFileSync } from 'node:fs'\n"
  assert.deepEqual(forbiddenImports('packages/model/src/reader.ts', line), [
    'model/src/reader.ts: "model" may not import "node:fs"; it has to run in a browser too',
  ])
  assert.deepEqual(forbiddenImports('packages/model/src/reader.test.ts', line), [])
  assert.deepEqual(forbiddenImports('apps/cli/src/main.ts', line), [])
})

test('a package from outside belongs to its room', () => {
  assert.deepEqual(forbiddenImports('packages/model/src/document.ts', "import { LineCounter } from 'yaml'\n"), [])
  assert.deepEqual(forbiddenImports('packages/factory/src/compile.ts', "import { parse } from '@scope/yaml/deep'\n"), [
    'factory/src/compile.ts: "factory" may not import the package "@scope/yaml"; allowed: nothing',
  ])
  assert.deepEqual(forbiddenImports('packages/factory/src/compile.test.ts', "import fc from 'fast-check'\n"), [])
})

test('a relative import stays in its room, and a room does not go out to come in again', () => {
  assert.deepEqual(forbiddenImports('packages/kernel/src/clock.ts', "import { NEVER } from './ticks.ts'\n"), [])
  assert.deepEqual(forbiddenImports('packages/kernel/src/clock.ts', "import { log } from '../../statistics/src/exact.ts'\n"), [
    'kernel/src/clock.ts: "../../statistics/src/exact.ts" leaves the room; other rooms are imported as "genba/..."',
  ])
  assert.equal(forbiddenImports('packages/kernel/src/clock.ts', "import { NEVER } from 'genba/kernel'\n").length, 1)
})

test('a folder that the table does not have is reported', () => {
  assert.deepEqual(forbiddenImports('packages/robots/src/arm.ts', ''), [
    'robots/src/arm.ts: "robots" is not in the table of the house (tests/rooms.ts)',
  ])
})

test('imports of every form are found, and prose is not', () => {
  const text = [
    "import a from 'one'",
    "import type { B } from 'two'",
    'import {\n  c,\n  d,\n} from "three"',
    "import 'four'",
    "export * from 'five'",
    "export type { E } from 'six'",
    "const f = await import('seven')",
    "// to import from 'elsewhere'",
    "export const from = 'nowhere'",
    "export function g(): string {\n  return 'from here'\n}",
  ].join('\n')
  const found = importsOf(text).map(({ from, isType }) => (isType ? `type ${from}` : from))
  assert.deepEqual(found.sort(), ['five', 'four', 'one', 'seven', 'three', 'type six', 'type two'])
})
