import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runCommandLine } from './command-line.ts'
import { commands } from './commands.ts'
import { recordTerminal } from './terminal.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'genba-trace-'))
after(() => rmSync(folder, { recursive: true }))

async function genba(...words: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = recordTerminal()
  const status = await runCommandLine([...words, '--quiet'], terminal, new AbortController().signal, commands)
  return { status, out: terminal.results.join(''), err: terminal.errors.join('') }
}

const line = join(folder, 'line.yaml')
// The first station takes 2 s, the second 5 s, nothing between them: packages/factory/src/intervals.test.ts has the same by hand.
writeFileSync(
  line,
  `genba: model/1
name: Two stations
run: {length: 1 h, replications: 1, warm_up: 0 s}
flow: [source, {station: a, cycle: 2 s}, {station: b, cycle: 5 s}, sink]
`,
)

test('the states of all stations, as a table', async () => {
  const file = join(folder, 'states.csv')
  const { status, out, err } = await genba('trace', line, '--gantt', file, '--to', '12 s')
  assert.deepEqual([status, out, err], [0, `${file}: 6 states from 0:00:00 to 0:00:12\n`, ''])
  assert.deepEqual(readFileSync(file, 'utf8').trimEnd().split('\n'), [
    'element,position,state,from,to,from_seconds,to_seconds',
    'a,1,working,0:00:00,0:00:04,0,4',
    'a,1,blocked,0:00:04,0:00:07,4,7',
    'a,1,working,0:00:07,0:00:09,7,9',
    'a,1,blocked,0:00:09,0:00:12,9,12',
    'b,1,starved,0:00:00,0:00:02,0,2',
    'b,1,working,0:00:02,0:00:12,2,12',
  ])
})

test('a file of another kind, a span outside the run, and nothing asked for: refused with the remedy', async () => {
  const wrong = await genba('trace', line, '--gantt', 'states.xls')
  assert.deepEqual([wrong.status, wrong.err], [2, '--gantt: expected a file that ends with .csv or .parquet, received "states.xls"\n'])
  const outside = await genba('trace', line, '--gantt', join(folder, 'x.csv'), '--from', '2 h')
  assert.equal(outside.status, 2)
  assert.match(outside.err, /--from and --to: expected a span within the run, which lasts until 1:00:00/)
  assert.match((await genba('trace', line)).err, /say what is wanted/)
})
