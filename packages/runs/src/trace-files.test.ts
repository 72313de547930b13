import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parquetReadObjects } from 'hyparquet'
import { createThreadPool, ganttTable, observeStates, writeTable } from './index.ts'
import { lineOf } from './line.fixture.ts'

test('the states of a span, as a table in Parquet', async () => {
  // a takes 2 s, b 5 s, nothing between them: a works from 7 to 9 after it has been blocked since 4.
  const plan = lineOf('source, {station: a, cycle: 2 s}, {station: b, cycle: 5 s}, sink', 'length: 1 h, warm_up: 0 s')
  const pool = createThreadPool(1)
  const folder = mkdtempSync(join(tmpdir(), 'genba-'))
  try {
    const intervals = (await observeStates(pool, { plan, seed: 1, replication: 1 }, { from: 5000, until: 9000 }))!
    const file = join(folder, 'states.parquet')
    writeTable(file, ganttTable(plan, intervals))
    assert.deepEqual(readdirSync(folder), ['states.parquet'])
    const bytes = readFileSync(file)
    const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) })
    assert.deepEqual(
      rows.map(({ element, position, state, from_seconds, to_seconds }) => [element, position, state, from_seconds, to_seconds]),
      [
        ['a', 1, 'blocked', 5, 7],
        ['a', 1, 'working', 7, 9],
        ['b', 1, 'working', 5, 9],
      ],
    )
  } finally {
    rmSync(folder, { recursive: true })
    await pool.close()
  }
})

test('texts with commas and quotes are quoted; a name with another ending is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'genba-'))
  try {
    const file = join(folder, 'x.csv')
    writeTable(file, [
      { name: 'text', type: 'STRING', data: ['plain', 'a, b', 'say "so"'] },
      { name: 'n', type: 'DOUBLE', data: [1, 2.5, 3] },
    ])
    assert.equal(readFileSync(file, 'utf8'), 'text,n\nplain,1\n"a, b",2.5\n"say ""so""",3\n')
    assert.throws(() => writeTable(join(folder, 'x.xls'), []), /expected a name that ends with \.csv or \.parquet/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
