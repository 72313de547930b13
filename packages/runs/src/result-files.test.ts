import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parquetReadObjects } from 'hyparquet'
import { createResult, createThreadPool, fileName, runPlan, writeResult } from './index.ts'
import type { ModelFacts, Result } from './index.ts'
import { twoStations } from './line.fixture.ts'

const facts: ModelFacts = {
  name: 'Two stations, no buffer',
  file: 'two.yaml',
  hash: '0123456789abcdef',
  responses: [{ name: 'rate', measure: 'throughput', target: 41 }],
  assumptions: [{ path: 'M1.cycle', text: 'exponential(1 min)', confidence: 'assumed', place: { file: 'two.yaml', line: 4, column: 20 } }],
  warnings: [],
}

async function someResult(): Promise<Result> {
  const pool = createThreadPool(1)
  const plan = twoStations(0, 'length: 10_000 min, warm_up: none, replications: 3')
  try {
    return createResult(await runPlan(pool, { plan }), facts, null, '0.0.0')
  } finally {
    await pool.close()
  }
}

test('a result is written whole: the same rows in result.json and in a Parquet table', async () => {
  const result = await someResult()
  const out = mkdtempSync(join(tmpdir(), 'genba-'))
  try {
    const folder = writeResult(result, out, { 'report.html': '<!doctype html>' })
    assert.equal(folder, join(out, 'two-stations-no-buffer', result.fingerprint))
    assert.deepEqual(readdirSync(folder).toSorted(), ['assumptions.parquet', 'report.html', 'responses.parquet', 'result.json'])
    assert.deepEqual(readdirSync(join(folder, '..')), [result.fingerprint])
    const written = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as Result
    assert.deepEqual(written, JSON.parse(JSON.stringify(result)))
    const bytes = readFileSync(join(folder, 'responses.parquet'))
    const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) })
    assert.equal(rows.length, result.responses.length)
    assert.deepEqual(
      rows.map(({ name, element, value, half_width, n }) => [name, element ?? null, value, half_width ?? null, n]),
      result.responses.map(({ name, element, value, halfWidth, n }) => [name, element, value, halfWidth, n]),
    )
  } finally {
    rmSync(out, { recursive: true })
  }
})

test('a result has the fields of its version, and the rows of the responses that the model put first', async () => {
  const result = await someResult()
  assert.equal(result.genba, 'result/1')
  assert.deepEqual([result.replications, result.length, result.warmUp, result.seed], [3, 600_000, 0, 1])
  assert.match(result.fingerprint, /^[0-9a-f]{16}$/)
  const [headline] = result.headlines
  assert.equal(headline!.target, 41)
  assert.equal(headline!.rows[0]!.name, 'throughput')
  assert.equal(result.responses.find(({ name, element }) => name === 'throughput' && element === null)!.value, headline!.rows[0]!.value)
})

test('a title becomes the name of a folder', () => {
  assert.equal(fileName('Lexus Jinshan base'), 'lexus-jinshan-base')
  assert.equal(fileName('現場'), 'model')
})
