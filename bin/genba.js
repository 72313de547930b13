#!/usr/bin/env node
// The command `genba`. Plain JavaScript of Node 20: it finds a Node that runs Genba and gives it the command line.
// The program runs from dist/, which in a checkout is compiled anew when the sources have changed. Where they do not compile,
// or with `--conditions=genba-source`, it runs from the TypeScript itself.

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { runToEnd } from './child.js'
import { compileIfChanged } from './compiled.js'
import { findNode, surroundingsOf } from './find-node.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'apps', 'cli', 'src', 'main.ts')
const compiled = join(root, 'dist', 'apps', 'cli', 'src', 'main.js')
const flag = '--conditions=genba-source'
const isCheckout = existsSync(source)

if (isCheckout && !existsSync(join(root, 'node_modules'))) fail('The packages that Genba needs are not installed: run "npm ci" first.')

const found = findNode(surroundingsOf(root))
if ('problem' in found) fail(found.problem)
else {
  const fromSource = isCheckout && (process.execArgv.includes(flag) || !compileIfChanged(root, found.node))
  const main = fromSource ? source : compiled
  const flags = fromSource ? [flag] : []
  if (found.node === process.execPath && flags.every((each) => process.execArgv.includes(each))) await import(pathToFileURL(main).href)
  else process.exitCode = await runToEnd(found.node, [...flags, main, ...process.argv.slice(2)])
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
