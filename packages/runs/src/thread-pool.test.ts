import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { twoStations } from './line.fixture.ts'
import { createThreadPool } from './index.ts'

test('every replication comes back once, in its place, whatever the number of threads', async () => {
  const plan = twoStations(3, 'length: 1 min')
  const specs = Array.from({ length: 7 }, (_, i) => ({ seed: 1, replication: i + 1, until: 60_000, cuts: [60_000], warmUp: 0 }))
  const told: string[][] = []
  for (const threads of [1, 2, 3]) {
    const pool = createThreadPool(threads)
    const pooled = pool.add({ plan, departures: [] })
    const observations = await pool.run(pooled, specs)
    await pool.close()
    assert.deepEqual(
      observations.map((each) => each?.replication),
      [1, 2, 3, 4, 5, 6, 7],
    )
    told.push(observations.map((each) => each!.fingerprint))
  }
  assert.deepEqual(told[1], told[0])
  assert.deepEqual(told[2], told[0])
})

test('a worker is never of another make than who starts it', async (t) => {
  const here = dirname(fileURLToPath(import.meta.url))
  // Below the checkout, so that rooms are found from there; where results of runs lie, which nobody reads as sources.
  const results = join(here, '..', '..', '..', 'runs')
  mkdirSync(results, { recursive: true })
  const folder = mkdtempSync(join(results, 'copy-'))
  t.after(() => rmSync(folder, { recursive: true }))
  cpSync(here, folder, { recursive: true })
  const copy = join(folder, 'thread-pool.ts')
  const { createThreadPool: createCopied } = (await import(pathToFileURL(copy).href)) as { createThreadPool: typeof createThreadPool }
  utimesSync(copy, new Date(), new Date(2000, 1, 1))
  const pool = createCopied(1)
  const pooled = pool.add({ plan: twoStations(3, 'length: 1 min'), departures: [] })
  await assert.rejects(
    pool.run(pooled, [{ seed: 1, replication: 1, until: 60_000, cuts: [60_000], warmUp: 0 }]),
    /compiled anew while this command ran; run the command again/,
  )
  await pool.close()
})
