/**
 * The types of a file of functions, checked by the `typescript` that is installed beside it, if any. That is code from where the model
 * is, so it is for models whose functions may be run.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hooksIn } from 'genba/factory'
import type { HookUse, Plan } from 'genba/factory'

export interface HookTypes {
  /** False where no `typescript` is installed. */
  readonly isChecked: boolean
  /** Sentences with place, each on a line. */
  readonly faults: readonly string[]
}

const OPTIONS = {
  strict: true,
  noEmit: true,
  target: 'es2024',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  allowImportingTsExtensions: true,
  skipLibCheck: true,
}

/** Checks the file, and that each function has the type of the place that calls it. Undefined for a plan that calls none. */
export function checkHookTypes(plan: Plan): HookTypes | undefined {
  const uses = hooksIn(plan)
  if (plan.hooks === undefined || uses.length === 0) return undefined
  const file = resolve(plan.hooks.file)
  const compiler = findCompiler(file)
  if (compiler === undefined) return { isChecked: false, faults: [] }
  const folder = mkdtempSync(join(tmpdir(), 'genba-types-'))
  try {
    writeFileSync(join(folder, 'uses.ts'), usesText(file, uses))
    const types = typeFolders(file)
    const compilerOptions = {
      ...OPTIONS,
      paths: { 'genba/*': [roomTypes()] },
      typeRoots: types,
      types: types.some((each) => existsSync(join(each, 'node'))) ? ['node'] : [],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['uses.ts'] }))
    const { stdout, stderr, error } = spawnSync(process.execPath, [compiler, '--pretty', 'false', '-p', folder], {
      cwd: dirname(file),
      encoding: 'utf8',
    })
    if (error !== undefined) throw error
    return { isChecked: true, faults: faultsIn(`${stdout}${stderr}`, file, folder, uses) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function findCompiler(file: string): string | undefined {
  try {
    return join(dirname(createRequire(file).resolve('typescript/package.json')), 'bin', 'tsc')
  } catch {
    return undefined
  }
}

/** Where the types of the rooms of Genba are: source or what was built of it. */
function roomTypes(): string {
  return fileURLToPath(import.meta.resolve('genba/factory'))
    .replace(/\.js$/, '.d.ts')
    .replace(/packages([\\/])factory(?=[\\/]src[\\/]index)/, 'packages$1*')
}

/** Folders of type declarations that the file may use. */
function typeFolders(file: string): readonly string[] {
  const found: string[] = []
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const types = join(folder, 'node_modules', '@types')
    if (existsSync(types)) found.push(types)
    if (folder === dirname(folder)) return found
  }
}

/** Each use on a line of its own, from the third line on. */
function usesText(file: string, uses: readonly HookUse[]): string {
  const lines = uses.map(({ name, word }) => `hooks[${JSON.stringify(name)}] satisfies ${typeOf(word)}`)
  return [
    `import * as hooks from ${JSON.stringify(file)}`,
    `import type { ChoiceHook, ProcessHook, ValueHook } from 'genba/factory'`,
    ...lines,
    '',
  ].join('\n')
}

function typeOf(word: string): 'ChoiceHook' | 'ProcessHook' | 'ValueHook' {
  if (word === 'process') return 'ProcessHook'
  return ['to', 'merge', 'serves', 'makeRule'].includes(word) ? 'ChoiceHook' : 'ValueHook'
}

/** What the compiler says of the file, of what it imports from beside it, and of the uses; further lines of a fault are left out. */
function faultsIn(text: string, file: string, folder: string, uses: readonly HookUse[]): readonly string[] {
  const own = dirname(file)
  return text.split('\n').flatMap((line) => {
    const found = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line)
    if (found === null) return []
    const [, path, row, column, code, message] = found as unknown as [string, string, string, string, string, string]
    const place = resolve(own, path)
    if (dirname(place) === folder || basename(place) === 'uses.ts') {
      const use = uses[Number(row) - 3]
      if (use === undefined) return []
      return [
        `${basename(file)}: ${use.name}, which ${use.path}.${use.word} calls, is no ${typeOf(use.word)} of genba/factory: ${message} (${code})`,
      ]
    }
    const shown = relative(own, place)
    if (shown.split(/[\\/]/).includes('node_modules') || place.includes(join('packages', 'factory'))) return []
    return [`${shown}:${row}:${column}  ${message} (${code})`]
  })
}
