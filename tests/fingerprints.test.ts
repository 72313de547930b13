import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createThreadPool } from 'genba/runs'
import { fingerprints, jobs } from './fingerprints.ts'

/** The same model, seed and version give the same fingerprint; in a browser too: tests/browser. */

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const readText = (path: string): string | undefined => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined)

test('fingerprints are the same on this thread, with one worker, with two, and without the optimizing compiler', async () => {
  const unoptimized = computedBy('--no-opt')
  const all = jobs(readText)
  const here = fingerprints(all)
  assert.equal(new Set(Object.values(here).flat()).size, 4)
  for (const threads of [1, 2]) {
    const pool = createThreadPool(threads)
    for (const { name, plan, specs } of all) {
      const observations = await pool.run(pool.add({ plan, departures: [] }), specs)
      assert.deepEqual(
        observations.map((each) => each!.fingerprint),
        here[name],
        `${name} with ${threads} workers`,
      )
    }
    await pool.close()
  }
  assert.deepEqual(await unoptimized, here)
})

/** The fingerprints as a Node with other flags computes them. */
async function computedBy(...flags: readonly string[]): Promise<unknown> {
  const code = `
    import { existsSync, readFileSync } from 'node:fs'
    import { fingerprints, jobs } from './tests/fingerprints.ts'
    const found = fingerprints(jobs((path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)))
    console.log(JSON.stringify(found))`
  const words = [...flags, '--conditions=genba-source', '--input-type=module', '--eval', code]
  return JSON.parse((await promisify(execFile)(process.execPath, words, { cwd: root })).stdout)
}
