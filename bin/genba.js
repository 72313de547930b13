#!/usr/bin/env node
// The command `genba`. Plain JavaScript of Node 20: it finds a Node that runs Genba and gives it the command line.
// In a checkout the program runs from its TypeScript source, in the published package from dist/.

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { runToEnd } from './child.js'
import { findNode, surroundingsOf } from './find-node.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'apps', 'cli', 'src', 'main.ts')
const fromSource = existsSync(source)
const main = fromSource ? source : join(root, 'dist', 'apps', 'cli', 'src', 'main.js')
const flags = fromSource ? ['--conditions=genba-source'] : []

if (fromSource && !existsSync(join(root, 'node_modules'))) fail('The packages that Genba needs are not installed: run "npm ci" first.')

const found = findNode(surroundingsOf(root))
if ('problem' in found) fail(found.problem)
else if (found.node === process.execPath && flags.every((flag) => process.execArgv.includes(flag))) await import(pathToFileURL(main).href)
else process.exitCode = await runToEnd(found.node, [...flags, main, ...process.argv.slice(2)])

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
