import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compileIfChanged } from './compiled.js'

const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules')

test('sources are compiled when they are newer, and not otherwise', () => {
  const root = mkdtempSync(join(tmpdir(), 'genba-compiled-'))
  try {
    symlinkSync(modules, join(root, 'node_modules'), 'dir')
    mkdirSync(join(root, 'packages'))
    writeFileSync(join(root, 'package.json'), '{"type": "module"}')
    writeFileSync(join(root, 'tsconfig.build.json'), '{"compilerOptions": {"rootDir": ".", "module": "nodenext"}, "include": ["packages"]}')
    const source = join(root, 'packages', 'a.ts')
    const compiled = join(root, 'dist', 'packages', 'a.js')
    const age = (/** @type {number} */ seconds) => utimesSync(source, new Date(), new Date(Date.now() - 1000 * seconds))
    writeFileSync(source, 'export const a: number = 1\n')
    age(100)
    assert.equal(compileIfChanged(root, process.execPath), true)
    assert.match(readFileSync(compiled, 'utf8'), /a = 1/)

    writeFileSync(source, 'export const a: number = 2\n')
    age(200)
    assert.equal(compileIfChanged(root, process.execPath), true)
    assert.match(readFileSync(compiled, 'utf8'), /a = 1/)
    age(-5)
    assert.equal(compileIfChanged(root, process.execPath), true)
    assert.match(readFileSync(compiled, 'utf8'), /a = 2/)

    writeFileSync(source, 'export const a: number = three +\n')
    age(-10)
    assert.equal(compileIfChanged(root, process.execPath), false)
    assert.ok(existsSync(compiled))
    assert.deepEqual(
      readdirSync(root).filter((name) => name.startsWith('dist-')),
      [],
    )
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})
