import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from '../apps/cli/src/command-line.ts'
import { commands } from '../apps/cli/src/commands.ts'
import { blocksOf, claimedNumbers, commandsOf, missingLine, renewedLines } from './pages.ts'
import type { Command } from './pages.ts'

/**
 * What the pages of docs/ and the README say that commands print is what they print.
 *
 * `GENBA_LONG=1 npm test -- pages` runs the commands that take minutes too; `GENBA_UPDATE=1` writes what was printed into
 * the pages; `GENBA_PAGE=learn/jinshan` takes only pages with this in their path.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const isLong = process.env['GENBA_LONG'] === '1'
const isUpdate = process.env['GENBA_UPDATE'] === '1'
const only = process.env['GENBA_PAGE'] ?? ''
const place = mkdtempSync(join(tmpdir(), 'genba-pages-'))
after(() => {
  process.chdir(root)
  rmSync(place, { recursive: true })
})

interface Printed {
  readonly status: number
  readonly out: string
  readonly err: string
}

async function genba(words: readonly string[], signal: AbortSignal): Promise<Printed> {
  const printed = { out: '', err: '' }
  const terminal = {
    isInteractive: false,
    hasColor: false,
    columns: 100,
    out: (text: string) => void (printed.out += text),
    err: (text: string) => void (printed.err += text),
    now: () => 0,
  }
  const status = await runCommandLine([...words, '--quiet'], terminal, signal, commands)
  return { status, ...printed }
}

/** Reads and compiles all that a long command would run, by stopping it before its first replication. */
async function compile(words: readonly string[]): Promise<void> {
  const { err } = await genba(words, AbortSignal.abort())
  assert.ok(!err.startsWith('interrupted\n') && !/error|expected|unknown/i.test(err), `genba ${words.join(' ')}\n${err}`)
}

/** Runs a command and compares; gives the lines that the page should have. */
async function compared(page: string, { words, expected, at }: Command): Promise<readonly string[]> {
  const { out, err } = await genba(words, new AbortController().signal)
  const lines = `${out}${err}`.replace(/\n$/, '').split('\n')
  if (isUpdate) return renewedLines(expected, lines)
  const missing = missingLine(expected, lines)
  assert.ok(
    missing === undefined,
    `${page}:${at}  genba ${words.join(' ')}\nexpected  ${missing}\nprinted\n${lines.join('\n')}\nGENBA_UPDATE=1 writes it into the page`,
  )
  return expected
}

for (const page of pages()) {
  test(`${page} says what its commands print`, async () => {
    const text = readFileSync(join(root, page), 'utf8')
    const blocks = blocksOf(text)
    const folder = join(place, page.replaceAll('/', '-'))
    mkdirSync(folder)
    for (const shared of ['models', 'validation']) symlinkSync(join(root, shared), join(folder, shared))
    for (const { info, lines } of blocks) {
      const [kind, name] = info.split(' ')
      if ((kind === 'yaml' || kind === 'csv' || kind === 'ts') && name !== undefined)
        writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
    }
    process.chdir(folder)
    const written = text.split('\n')
    // From the last to the first, so that the places of those before stay right.
    for (const block of blocks.filter(({ info }) => info.startsWith('console')).toReversed()) {
      const skips = block.info === 'console long' && !isLong
      for (const command of commandsOf(block).toReversed()) {
        if (skips) await compile(command.words)
        else written.splice(command.at, command.expected.length, ...(await compared(page, command)))
      }
    }
    if (isUpdate) writeFileSync(join(root, page), written.join('\n'))
    const said = blocks.flatMap(({ info, lines }) => (info.startsWith('console') ? lines : [])).join('\n')
    assert.deepEqual(
      claimedNumbers(text).filter((number) => !said.includes(number)),
      [],
      `${page}: no command of the page prints these numbers of its tables`,
    )
  })
}

test('lines of a page are found in what is printed, with gaps where it says so', () => {
  assert.equal(missingLine(['a', 'b'], ['a', 'b  ']), undefined)
  assert.equal(missingLine(['a', '...', 'c'], ['a', 'b', 'b', 'c']), undefined)
  assert.equal(missingLine(['...', 'a', 'c'], ['a', 'b', 'a', 'c']), undefined)
  assert.equal(missingLine(['a', '...'], ['a', 'b']), undefined)
  assert.equal(missingLine(['a', '...', 'd'], ['a', 'b', 'c']), 'd')
  assert.equal(missingLine(['a'], ['a', 'b']), '(nothing more, but "b" was printed)')
  assert.equal(missingLine(['a', 'b'], ['a']), 'b')
})

test('lines are renewed by their shape', () => {
  assert.deepEqual(renewedLines(['a'], ['b', 'c']), ['b', 'c'])
  assert.deepEqual(renewedLines(['cars  10 ± 2', '...', 'yard 3'], ['cars  1,105 ± 3', 'x', 'yard  5']), [
    'cars  1,105 ± 3',
    '...',
    'yard  5',
  ])
  assert.throws(() => renewedLines(['...', 'cars'], ['yard']), /nothing printed looks like "cars"/)
})

test('a page is taken apart into files and commands', () => {
  const page =
    'text\n```yaml plant.yaml\ngenba: model/1\n```\n```console\n$ genba sweep plant.yaml "M1.cycle=1 s, 2 s"\n1\n2\n$ genba check x\n```\n'
  const [file, console] = blocksOf(page)
  assert.deepEqual([file!.info, file!.lines], ['yaml plant.yaml', ['genba: model/1']])
  assert.deepEqual(commandsOf(console!), [
    { words: ['sweep', 'plant.yaml', 'M1.cycle=1 s, 2 s'], expected: ['1', '2'], at: 6 },
    { words: ['check', 'x'], expected: [], at: 9 },
  ])
  assert.throws(() => commandsOf({ info: 'console', lines: ['$ ls'], at: 3 }), /expected "genba/)
})

test('numbers of the columns headed Genba are those that commands must print', () => {
  const table = '| case | table | Genba |\n|---|---|---|\n| base | 1 | 105,600 ± 20 |\n\n| Genba, cars | b |\n|---|---|\n| 3.5 % | 9 |\n'
  assert.deepEqual(claimedNumbers(table), ['105,600', '20'])
})

test('the page of blocks has a heading for every kind of element, or says that it is not simulated', () => {
  const page = (name: string): string => readFileSync(join(root, 'docs', 'reference', name), 'utf8')
  const [, elements] = /\n## Elements\n([^]*?)\n## /.exec(page('language.md'))!
  const kinds = [...elements!.matchAll(/^### `(\w+)`$/gm)].map(([, kind]) => kind!)
  const [blocks, rest] = page('blocks.md').split('## Not simulated yet') as [string, string]
  assert.ok(kinds.length > 5)
  assert.deepEqual(
    kinds.filter((kind) => !blocks.includes(`\n## ${kind}\n`) && !rest.includes(`\`${kind}\``)),
    [],
  )
})

/** Pages with commands, paths from the root. */
function pages(): readonly string[] {
  const below = (folder: string): readonly string[] =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
          const path = `${folder}/${entry.name}`
          return entry.isDirectory() ? below(path) : path.endsWith('.md') ? [path] : []
        })
      : []
  return ['README.md', ...below('docs')]
    .filter((page) => page.includes(only))
    .filter((page) => blocksOf(readFileSync(join(root, page), 'utf8')).some(({ info }) => info.startsWith('console')))
    .toSorted()
}
