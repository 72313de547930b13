import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createThreadPool, readEntries, verify } from 'genba/runs'

/** `genba verify --quick`, as part of the tests. */

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'validation')

test('the models of validation/ come out as theory gives, to 1 %, and their z are those of honest standard errors', async () => {
  const pool = createThreadPool()
  const { cases, meanSquare, headlines, failed, passed } = await verify(pool, readEntries(folder), 'quick')
  await pool.close()
  assert.deepEqual(
    cases.filter(({ status }) => status === 'failed' || status === 'flagged').map(({ id, z, reason }) => `${id}: z ${z} ${reason ?? ''}`),
    [],
  )
  assert.ok(failed === 0 && passed > 30 && headlines > 30, `${passed} passed, ${headlines} headlines`)
  assert.ok(meanSquare! > 0.6 && meanSquare! < 1.6, `mean z^2 ${meanSquare}`)
})
