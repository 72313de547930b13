// Installs what package-lock.json asks for, if it is not there yet, so that `npm start` and `npm test` work on a fresh clone.

import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runToEnd } from './child.js'

/**
 * Runs `npm ci` in `root` unless node_modules already holds what package-lock.json asks for.
 * @param {string} root folder of the checkout
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} exit status: 0 when everything is there
 */
export async function installMissing(root, env = process.env) {
  const wanted = readLock(join(root, 'package-lock.json'))
  if (wanted === null) return 0
  if (isInstalled(wanted, readLock(join(root, 'node_modules', '.package-lock.json')))) return 0
  const npm = env['npm_execpath']
  if (npm === undefined || !basename(npm).startsWith('npm')) {
    console.error('The packages that Genba needs are not installed: run "npm ci" first, or start this with "npm start" or "npm test".')
    return 1
  }
  console.error('Installing the packages that Genba needs (once, about ten seconds) ...')
  return await runToEnd(process.execPath, [npm, 'ci', '--loglevel=error', '--no-fund', '--no-audit'], { cwd: root, env })
}

/**
 * Whether the installed packages are those of the lock: each one there in its version, and none besides.
 * A package may be missing where it is optional, as are those made for other platforms.
 * @param {Packages} wanted from package-lock.json
 * @param {Packages | null} installed from node_modules/.package-lock.json, which npm writes as its last act
 * @returns {boolean}
 */
export function isInstalled(wanted, installed) {
  if (installed === null) return false
  const isSame = Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const there = installed[path]
    if (path === '') return true
    if (there === undefined) return optional === true
    return there.version === version && there.integrity === integrity
  })
  return isSame && Object.keys(installed).every((path) => path in wanted)
}

/**
 * Packages by their path, as npm's lock files hold them.
 * @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages
 */

/**
 * @param {string} file
 * @returns {Packages | null}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}
