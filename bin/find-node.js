// Which Node runs Genba? Plain JavaScript of Node 20, because it has to run before a newer Node is found.
//
// Genba needs Node 24 or newer (it runs TypeScript by type stripping and uses what 24 brings). In this order: the
// Node that runs this process, the first one on the PATH, the one that the pinned npm package `node` installs.
// That package fetches its binary in an install script, so where scripts are blocked the package is there and the
// binary is not: without this search everything would silently run on whatever `node` the shell finds.

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

/** The lowest major version that runs Genba. */
export const NEEDED_MAJOR = 24

/**
 * What the search looks at; tests inject their own.
 * @typedef {object} Surroundings
 * @property {string} version version of the Node that runs this process, such as '24.21.0'
 * @property {string} execPath its executable
 * @property {readonly string[]} pathNodes executables called node in the directories of the PATH, in their order
 * @property {string | null} bundledFolder folder of the installed npm package `node`, or null
 * @property {NodeJS.Platform} platform
 * @property {(file: string) => boolean} exists whether there is such a file
 * @property {(node: string) => string | null} versionOf version of an executable; null if it does not run
 */

/**
 * Finds the Node to run Genba with.
 * @param {Surroundings} surroundings
 * @returns {{ node: string } | { problem: string }} its executable, or one sentence that says what is wrong and what to do
 */
export function findNode(surroundings) {
  const { version, execPath, pathNodes, bundledFolder, platform, exists, versionOf } = surroundings
  if (isNewEnough(version)) return { node: execPath }
  for (const node of pathNodes) if (isNewEnough(versionOf(node))) return { node }

  const need = `Genba needs Node ${NEEDED_MAJOR} or newer; this is Node ${version}, none is on the PATH`
  if (bundledFolder === null)
    return {
      problem: `${need}, and the npm package "node" that brings one is not installed: install Node ${NEEDED_MAJOR} from nodejs.org.`,
    }
  const bundled = join(bundledFolder, 'bin', platform === 'win32' ? 'node.exe' : 'node')
  if (!exists(bundled))
    return {
      problem:
        `${need}, and the npm package "node" has no ${bundled} because install scripts were blocked: ` +
        `allow it with "npm rebuild node --ignore-scripts=false", or install Node ${NEEDED_MAJOR} from nodejs.org.`,
    }
  const bundledVersion = versionOf(bundled)
  if (isNewEnough(bundledVersion)) return { node: bundled }
  const fault = bundledVersion === null ? 'does not run on this machine' : `is only ${bundledVersion}`
  return { problem: `${need}, and the one in ${bundled} ${fault}: install Node ${NEEDED_MAJOR} from nodejs.org.` }
}

/**
 * The surroundings of this process.
 * @param {string} root folder of this package, from which the npm package `node` is resolved
 * @returns {Surroundings}
 */
export function surroundingsOf(root) {
  const { platform, env, execPath, versions } = process
  const name = platform === 'win32' ? 'node.exe' : 'node'
  const pathNodes = (env['PATH'] ?? env['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .filter((file) => existsSync(file))
  return { version: versions.node, execPath, pathNodes, bundledFolder: bundledFolder(root), platform, exists: existsSync, versionOf }
}

/** @param {string} root */
function bundledFolder(root) {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve('node/package.json'))
  } catch {
    return null
  }
}

/** @param {string} node */
function versionOf(node) {
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 })
      .trim()
      .replace(/^v/, '')
  } catch {
    return null
  }
}

/** @param {string | null} version */
function isNewEnough(version) {
  return version !== null && Number.parseInt(version, 10) >= NEEDED_MAJOR
}
