// `npm test`: installs what is missing, checks types, lint and format, then runs every test.
//
//   npm test                        everything
//   npm test -- kernel statistics   only test files whose path contains one of the words
//   npm test -- --test-name-pattern="steady state"      options go to the test runner of Node
//
// What the checks say stands first and the runner's own closing lines last; the exit status is 0 only if all passed.

import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runToEnd } from './child.js'
import { findNode, surroundingsOf } from './find-node.js'
import { installMissing } from './install.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folders = ['bin', 'packages', 'apps', 'validation', 'bench', 'tests']
const left = new Set(['node_modules', 'dist'])

process.exitCode = await main(process.argv.slice(2))

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
async function main(args) {
  const installed = await installMissing(root)
  if (installed !== 0) return installed
  const found = findNode(surroundingsOf(root))
  if ('problem' in found) {
    console.error(found.problem)
    return 1
  }
  const { node } = found
  const options = args.filter((arg) => arg.startsWith('-'))
  const words = args.filter((arg) => !arg.startsWith('-'))
  const files = folders.flatMap((folder) => testFiles(join(root, folder))).map((file) => relative(root, file))
  const selected = words.length === 0 ? files : files.filter((file) => words.some((word) => file.split(sep).join('/').includes(word)))
  if (selected.length === 0) {
    console.error(`No test file has ${words.map((word) => `"${word}"`).join(' or ')} in its path; there are ${files.length}.`)
    return 1
  }

  const isGood = await checkAll(node)
  const flags = ['--conditions=genba-source', '--test', '--test-reporter=spec', `--test-concurrency=${availableParallelism()}`]
  const tests = await runToEnd(node, [...flags, ...options, ...selected], { cwd: root })
  return tests !== 0 ? tests : isGood ? 0 : 1
}

/**
 * Types, lint, format: each says what it found, and the next one runs all the same.
 * @param {string} node
 * @returns {Promise<boolean>} whether all passed
 */
async function checkAll(node) {
  const tool = (/** @type {string[]} */ ...path) => join(root, 'node_modules', ...path)
  const tsc = tool('typescript', 'bin', 'tsc')
  const checks = [
    { name: 'types', args: [tsc, '-p', 'tsconfig.json'] },
    { name: 'types of the rooms that must run in a browser', args: [tsc, '-p', 'tsconfig.pure.json'] },
    { name: 'types of the launcher', args: [tsc, '-p', join('bin', 'tsconfig.json')] },
    { name: 'lint', args: [tool('oxlint', 'bin', 'oxlint'), '--deny-warnings'] },
    { name: 'format', args: [tool('oxfmt', 'bin', 'oxfmt'), '--check'] },
  ]
  let isGood = true
  for (const { name, args } of checks) {
    const status = await runToEnd(node, args, { cwd: root })
    console.log(status === 0 ? `ok: ${name}` : `FAILED: ${name}`)
    if (status !== 0) isGood = false
  }
  return isGood
}

/**
 * @param {string} folder
 * @returns {string[]} every test file below it, in alphabetical order
 */
function testFiles(folder) {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return left.has(entry.name) ? [] : testFiles(join(folder, entry.name))
    return /\.test\.(ts|js)$/.test(entry.name) ? [join(folder, entry.name)] : []
  })
}
