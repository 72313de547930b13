import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { matchesGlob } from 'node:path/posix'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { forbiddenImports } from './imports.ts'
import { deadLinks } from './links.ts'

/** The rules of the house that neither the compiler nor the linter can see. */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const files = filesBelow('')
const sources = files.filter((file) => /\.(ts|tsx|js)$/.test(file))

test('every import is one that the table of the house allows', () => {
  const faults = sources.filter((file) => /^(packages|apps|bench)\//.test(file)).flatMap((file) => forbiddenImports(file, read(file)))
  assert.deepEqual(faults, [])
})

test('a source file has at most 600 lines, unless its first comment says why it is one thing', () => {
  const tooLong = sources.filter((file) => lines(file) > 600 && !/one thing/.test(firstComment(read(file))))
  assert.deepEqual(tooLong, [])
})

test('the index of a room fits one screen: at most 60 lines', () => {
  const indexes = files.filter((file) => /^packages\/[^/]+\/src\/index\.ts$/.test(file))
  assert.ok(indexes.length > 0)
  assert.deepEqual(
    indexes.filter((file) => lines(file) > 60),
    [],
  )
})

test('no file or folder has a name that says nothing', () => {
  const empty = /(^|\/)([^/.]+-)?(utils?|helpers?|common|misc|manager)(\.|\/|$)/
  assert.deepEqual(
    files.filter((file) => empty.test(file)),
    [],
  )
})

test('files have names in kebab case', () => {
  const inKebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/
  assert.deepEqual(
    sources.filter((file) => !inKebabCase.test(file.slice(file.lastIndexOf('/') + 1))),
    [],
  )
})

test('every relative link in the documentation leads somewhere', () => {
  const pages = files.filter((file) => file.endsWith('.md'))
  assert.ok(pages.length > 0)
  assert.deepEqual(
    pages.flatMap((page) => deadLinks(root, page)),
    [],
  )
})

test('the operator ** is not used where Math.pow is forbidden', () => {
  // The linter forbids the functions of Math there and knows no rule for the operator, which gives the same bits as Math.pow.
  const config = JSON.parse(read('.oxlintrc.json')) as { overrides: { files: string[]; excludeFiles?: string[]; rules: object }[] }
  const exact = config.overrides.find(({ rules }) => JSON.stringify(rules).includes('"pow"'))
  assert.ok(exact !== undefined)
  const isExact = (file: string): boolean =>
    exact.files.some((glob) => matchesGlob(file, glob)) && !(exact.excludeFiles ?? []).some((glob) => matchesGlob(file, glob))
  const held = sources.filter(isExact)
  assert.ok(held.length > 0)
  assert.deepEqual(
    held.filter((file) => withoutCommentsAndText(read(file)).includes('**')),
    [],
  )
})

test('dependencies are pinned, and the lock file names no registry', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>
  const versions = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) => Object.entries(manifest[kind] ?? {}))
  assert.ok(versions.length > 0)
  assert.deepEqual(
    versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
    [],
  )
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string; link?: boolean }> }
  const fromSomewhere = Object.entries(lock.packages).filter(([, { resolved, link }]) => resolved !== undefined && link !== true)
  assert.deepEqual(fromSomewhere, [])
})

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function lines(file: string): number {
  return read(file).trimEnd().split('\n').length
}

function firstComment(text: string): string {
  return /\/\*\*[\s\S]*?\*\//.exec(text)?.[0] ?? /^(\/\/.*\n)+/m.exec(text)?.[0] ?? ''
}

function withoutCommentsAndText(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g, '')
}

/** Paths from the root, with slashes, of all files of the project that are written by hand. */
function filesBelow(folder: string): string[] {
  const left = new Set(['node_modules', '.git', 'dist'])
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return left.has(entry.name) || path === 'runs' ? [] : filesBelow(path)
    return [path]
  })
}
