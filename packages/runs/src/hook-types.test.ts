import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { checkHookTypes, readModelFile } from './index.ts'
import type { HookTypes } from './index.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'genba-typed-')))
after(() => rmSync(folder, { recursive: true }))

const model = join(folder, 'model.yaml')
writeFileSync(
  model,
  `genba: model/1
name: typed
hooks: rules.ts
run: {length: 100 min, replications: 1}
flow:
  - {source: in, every: exponential(4 min)}
  - {station: a, cycle: hook(bake), to: [b, c], split: hook(oven)}
  - {station: b, process: hook(mend), to: out}
  - {station: c, cycle: hook(rest), to: out}
  - {sink: out}
`,
)

function checked(bake: string, rest: string): HookTypes {
  writeFileSync(join(folder, 'times.ts'), `import type { HookView } from 'genba/factory'\n${bake}\n`)
  writeFileSync(
    join(folder, 'rules.ts'),
    `import type { HookChoice, ProcessHook } from 'genba/factory'
export * from './times.ts'
export const oven = ({ choices }: HookChoice): string => choices[0]!
export const mend: ProcessHook = function* ({ work }) {
  yield work(3)
}
${rest}
`,
  )
  return checkHookTypes(readModelFile(model).compile(null).plan!)!
}

const BAKE = 'export const bake = ({ part, random }: HookView): number => part!.serial + random()'
const REST = 'export const rest = (): number => 3'

test('without typescript beside the file nothing is checked', () => {
  assert.deepEqual(checked(BAKE, REST), { isChecked: false, faults: [] })
})

test('the types of a file of functions, of what it imports, and of their uses', () => {
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), join(folder, 'node_modules', 'typescript'))
  // The uses by a and b are right, and nothing is said of them.
  const { isChecked, faults } = checked(BAKE.replace('part!', 'part'), 'export const rest = mend')
  assert.deepEqual([isChecked, faults.length], [true, 2])
  assert.match(faults.join('\n'), /^times\.ts:2:61 {2}'part' is possibly 'undefined'\. \(TS18048\)$/m)
  assert.match(
    faults.join('\n'),
    /^rules\.ts: rest, which c\.steps calls, is no ValueHook of genba\/factory: Type 'ProcessHook' .* \(TS1360\)$/m,
  )
})
