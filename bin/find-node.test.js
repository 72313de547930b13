import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { findNode, surroundingsOf } from './find-node.js'

/** @typedef {import('./find-node.js').Surroundings} Surroundings */

/** A machine whose own Node is 20, with nothing on the PATH and nothing bundled, but for what a test says. */
const bare = /** @type {Surroundings} */ ({
  version: '20.20.2',
  execPath: '/usr/bin/node',
  pathNodes: [],
  bundledFolder: null,
  platform: 'linux',
  exists: () => false,
  versionOf: () => null,
})

const bundledFolder = join('project', 'node_modules', 'node')
const bundledNode = join(bundledFolder, 'bin', 'node')

test('a Node that is new enough runs Genba itself and asks nobody else', () => {
  const versionOf = () => assert.fail('looked further')
  assert.deepEqual(findNode({ ...bare, version: '24.0.0', pathNodes: ['/opt/node'], versionOf }), { node: '/usr/bin/node' })
  assert.deepEqual(findNode({ ...bare, version: '100.1.0', versionOf }), { node: '/usr/bin/node' })
})

test('else the first one on the PATH that is new enough runs it', () => {
  const versions = new Map([
    ['/a/node', '23.11.1'],
    ['/b/node', null],
    ['/c/node', '26.10.0'],
    ['/d/node', '24.21.0'],
  ])
  const versionOf = (/** @type {string} */ node) => versions.get(node) ?? null
  assert.deepEqual(findNode({ ...bare, pathNodes: [...versions.keys()], versionOf }), { node: '/c/node' })
})

test('else the one of the npm package runs it, which on Windows is node.exe', () => {
  const bundled = { ...bare, bundledFolder, exists: () => true, versionOf: () => '24.21.0' }
  assert.deepEqual(findNode(bundled), { node: bundledNode })
  assert.deepEqual(findNode({ ...bundled, platform: 'win32' }), { node: join(bundledFolder, 'bin', 'node.exe') })
})

test('a missing binary of the npm package is put down to blocked install scripts', () => {
  const found = findNode({ ...bare, bundledFolder })
  assert.ok('problem' in found)
  assert.match(
    found.problem,
    /^Genba needs Node 24 or newer; this is Node 20\.20\.2, none is on the PATH, and .* install scripts were blocked: /,
  )
  assert.match(found.problem, /npm rebuild node --ignore-scripts=false/)
})

test('where nothing is found one sentence says what to do', () => {
  assert.deepEqual(findNode({ ...bare, pathNodes: ['/a/node'], versionOf: () => '22.1.0' }), {
    problem:
      'Genba needs Node 24 or newer; this is Node 20.20.2, none is on the PATH, ' +
      'and the npm package "node" that brings one is not installed: install Node 24 from nodejs.org.',
  })
})

test('a binary of the npm package that does not run, or is too old, is not used', () => {
  const bundled = { ...bare, bundledFolder, exists: () => true }
  assert.match(problemOf(findNode(bundled)), /does not run on this machine/)
  assert.match(problemOf(findNode({ ...bundled, versionOf: () => '22.1.0' })), /is only 22\.1\.0/)
})

test('the surroundings of this process are real', () => {
  const surroundings = surroundingsOf(join(dirname(fileURLToPath(import.meta.url)), '..'))
  assert.equal(surroundings.version, process.versions.node)
  assert.equal(surroundings.versionOf(process.execPath), process.versions.node)
  assert.equal(surroundings.versionOf(join('no', 'such', 'node')), null)
  assert.ok(surroundings.pathNodes.every((node) => existsSync(node)))
})

/** @param {ReturnType<typeof findNode>} found */
function problemOf(found) {
  return 'problem' in found ? found.problem : assert.fail(`found ${found.node}`)
}
