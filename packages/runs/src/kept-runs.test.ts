/** Runs are kept under what they come from, and simulated anew where that changed. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { compile } from 'genba/factory'
import { readModel } from 'genba/model'
import { findKeptRun, keepRun, keptRunsFolder, runOnce } from './kept-runs.ts'
import { runPlan } from './run-plan.ts'
import type { RunRequest } from './run-plan.ts'
import { createThreadPool } from './thread-pool.ts'

const out = mkdtempSync(join(tmpdir(), 'genba-kept-'))
after(() => rmSync(out, { recursive: true }))

function requestOf(cycle: string): RunRequest {
  const text = `genba: model/1\nrun: {length: 100 h}\nflow: [source, {station: M1, cycle: ${cycle}, failures: {breakdown: {mtbf: 10 h, mttr: 1 h}}}, {sink: shipped}]\n`
  return { plan: compile(readModel(text, { file: 'model.yaml' })).plan!, replications: 2 }
}

test('a run is simulated once; another plan, seed, number of replications or a spoilt file is simulated anew', async () => {
  const folder = keptRunsFolder(out)
  assert.equal(folder, join(out, '.replications'))
  const pool = createThreadPool(1)
  let runs = 0
  const simulate = (request: RunRequest): ReturnType<typeof runOnce> =>
    runOnce(folder, request, () => {
      runs++
      return runPlan(pool, request)
    })
  try {
    const request = requestOf('1 h')
    const first = await simulate(request)
    const second = await simulate(requestOf('1 h'))
    assert.deepEqual([first.isKept, second.isKept, runs], [false, true, 1])
    assert.deepEqual(second.outcome, first.outcome)
    assert.equal((await simulate(requestOf('2 h'))).isKept, false)
    assert.equal((await simulate({ ...request, seed: 5 })).isKept, false)
    assert.equal((await simulate({ ...request, replications: 3 })).isKept, false)
    assert.equal(runs, 4)
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'spoilt')
    const again = await simulate(request)
    assert.deepEqual([again.isKept, again.outcome.fingerprint], [false, first.outcome.fingerprint])
    // What was interrupted is not a result.
    keepRun(folder, { ...request, seed: 9 }, { ...first.outcome, status: 'interrupted' })
    assert.equal(findKeptRun(folder, { ...request, seed: 9 }), undefined)
  } finally {
    await pool.close()
  }
})
