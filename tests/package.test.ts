import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, sep } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

/**
 * The package as a user gets it: packed, installed into an empty folder, started with the Node of the machine.
 *
 * What this process inherits from npm and from the checkout is taken away first, so that on a machine with Node 20
 * the Node of the installed package is what runs.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const place = mkdtempSync(join(tmpdir(), 'genba-package-'))
after(() => rmSync(place, { recursive: true, force: true }))

const copy = join(place, 'checkout')
const empty = join(place, 'empty')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const rooms = readdirSync(join(root, 'packages')).filter((room) => existsSync(join(root, 'packages', room, 'src', 'index.ts')))

test('the packed product, installed into an empty folder, runs as "npx genba" and offers every room', () => {
  const contents = pack()
  for (const needed of [
    'package.json',
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'bin/compiled.js',
    'bin/genba.js',
    'dist/apps/cli/src/main.js',
    'validation/l01.yaml',
    'bench/models/m3.yaml',
    'bench/peers/simpy_models.py',
  ])
    assert.ok(contents.includes(needed), `${needed} is missing`)
  for (const room of rooms)
    for (const ending of ['js', 'd.ts']) assert.ok(contents.includes(`dist/packages/${room}/src/index.${ending}`), room)
  const unwanted = contents.filter((path) => /\.(test|fixture)\./.test(path) || /(?<!\.d)\.ts$/.test(path))
  assert.deepEqual(unwanted, [])

  mkdirSync(empty)
  npm(empty, 'install', '--prefix', empty, '--prefer-offline', '--no-audit', '--no-fund', join(place, `genba-${manifest.version}.tgz`))
  assert.equal(npm(empty, 'exec', '--offline', '--', 'genba', '--version'), `${manifest.version}\n`)
  // Started by its file, it meets the Node of the machine, which may be as old as 20.
  if (process.platform !== 'win32') assert.equal(run(empty, join('node_modules', '.bin', 'genba'), '--version'), `${manifest.version}\n`)

  // Threads find the compiled worker, and commands the models that come with them.
  assert.match(
    npm(empty, 'exec', '--offline', '--', 'genba', 'verify', '--quick', '--quiet', '--only', 'L01'),
    /1 passed, 0 failed, 0 skipped\n$/,
  )
  const { cases } = JSON.parse(npm(empty, 'exec', '--offline', '--', 'genba', 'bench', 'm4', '--rounds', '1', '--quiet', '--json')) as {
    cases: { id: string }[]
  }
  assert.deepEqual(
    cases.map(({ id }) => id),
    ['M4'],
  )

  const imports = rooms.map((room) => `import * as ${room} from 'genba/${room}'`).join('\n')
  const print = `console.log([${rooms.join(', ')}].filter((room) => Object.keys(room).length === 0).length)`
  assert.equal(run(empty, process.execPath, '--input-type=module', '-e', `${imports}\n${print}`), '0\n')
})

/** Packs a copy of the checkout, so that the compiled files appear beside nobody's work; gives the paths in the tarball. */
function pack(): readonly string[] {
  mkdirSync(copy)
  for (const name of readdirSync(root).filter((entry) => !['node_modules', '.git', 'dist', 'runs'].includes(entry)))
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !path.endsWith('node_modules') })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  const [packed] = JSON.parse(npm(copy, 'pack', '--json', '--pack-destination', place)) as [{ files: { path: string }[] }]
  return packed.files.map(({ path }) => path)
}

/** Runs npm in a folder and gives what it printed, without a shell where npm itself has said where it is. */
function npm(cwd: string, ...args: readonly string[]): string {
  const cli = process.env['npm_execpath']
  return cli === undefined ? run(cwd, 'npm', ...args) : run(cwd, process.execPath, cli, ...args)
}

function run(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env: cleanEnvironment() })
  if (status !== 0) assert.fail(`${args.join(' ')}: status ${status}\n${`${stdout}\n${stderr}`.split('\n').slice(-20).join('\n')}`)
  return stdout
}

/** This process's environment without what `npm test` has added to it; certificates of the machine's own stay. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const isAdded = (name: string): boolean =>
    /^(npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix)|INIT_CWD|NODE_(?!EXTRA_CA_CERTS))/i.test(name)
  const entries = Object.entries(process.env).filter(([name]) => !isAdded(name))
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (name.toUpperCase() !== 'PATH') return [name, value]
      const folders = (value ?? '').split(delimiter).filter((folder) => !folder.includes(`node_modules${sep}`))
      return [name, folders.join(delimiter)]
    }),
  )
}
