import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runCommandLine } from './command-line.ts'
import { commands } from './commands.ts'
import { recordTerminal } from './terminal.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'genba-recall-'))
after(() => rmSync(folder, { recursive: true }))

async function genba(...words: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const terminal = recordTerminal()
  const status = await runCommandLine([...words, '--quiet'], terminal, new AbortController().signal, commands)
  return { status, out: terminal.results.join(''), err: terminal.errors.join('') }
}

// The plant of packages/analysis/src/genealogy.test.ts, where it is worked out by hand.
const cars = join(folder, 'cars.yaml')
writeFileSync(
  cars,
  `genba: model/1
name: Coils, castings and cells
run: {length: 60 s, replications: 1, warm_up: 0 s, tick: 1 s}
products: {coil: {}, blank: {}, casting: {}, body: {}, cell: {}}
flow:
  - {source: coils, of: coil, every: 20 s, first: 0 s}
  - {station: blanking, cycle: 2 s, makes: blank, divides: {blanks: 4}}
  - {buffer: blanks, capacity: unlimited}
  - {source: cast, of: casting, every: 5 s, first: 1 s}
  - {buffer: castings, capacity: unlimited}
  - {station: body_shop, cycle: 3 s, from: [blanks], takes: {castings: 2}, makes: body, to: marriage}
  - {source: cells, of: cell, every: 4 s, first: 2 s}
  - {buffer: cell_store, capacity: unlimited}
  - {station: marriage, cycle: 1 s, from: [body_shop], takes: {cell_store: 2}}
  - sink
`,
)

test('what is in a car, as text, data and a table', async () => {
  const file = join(folder, 'parts.csv')
  const { status, out, err } = await genba('trace', cars, '--car', '5', '--genealogy', '--table', file)
  assert.deepEqual([status, err], [0, ''])
  assert.equal(
    out,
    `Coils, castings and cells, replication 1: number 5 at sink
body 5 of blanking: made 0:00:20, gone 0:00:50

in it                   count  numbers  made                went in at  when
piece of coil of coils      1  2        0:00:20             blanking    0:00:22
casting of cast             2  9 to 10  0:00:41 to 0:00:46  body_shop   0:00:46
cell of cells               2  9 to 10  0:00:34 to 0:00:38  marriage    0:00:49
`,
  )
  assert.deepEqual(readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, 3), [
    'level,product,made_by,number,made,made_seconds,relation,into_made_by,into_number,element,moment,seconds',
    '1,coil,coils,2,0:00:20,20,whole,blanking,5,blanking,0:00:22,22',
    '1,casting,cast,9,0:00:41,41,part,blanking,5,body_shop,0:00:46,46',
  ])
  const record = JSON.parse((await genba('trace', cars, '--car', '5', '--genealogy', '--json')).out) as { parts: readonly object[] }
  assert.deepEqual(record.parts[1], {
    product: 'casting',
    made_by: 'cast',
    number: 9,
    made: { seconds: 41, moment: '0:00:41' },
    is_whole: false,
    element: 'body_shop',
    at: { seconds: 46, moment: '0:00:46' },
  })
})

test('the cars with castings of a span, and how many had left by then', async () => {
  const { status, out, err } = await genba('trace', cars, '--recall', 'cast', '--from', '12 s', '--to', '32 s', '--until', '35 s')
  assert.deepEqual([status, err], [0, ''])
  assert.equal(
    out,
    `Coils, castings and cells, replication 1
4 parts of cast from 0:00:12 to 0:00:32
2 cars with them had left by 0:00:35
  first: number 2 at sink, 0:00:20
  last:  number 3 at sink, 0:00:30
1 still inside, or scrapped; what they left last: 1 cast

number  at    left     car                 parts in it
     2  sink  0:00:20  body 2 of blanking            1
     3  sink  0:00:30  body 3 of blanking            2
`,
  )
})

test('the cars with pieces of a coil, as a table and as data', async () => {
  const file = join(folder, 'recall.csv')
  const { out } = await genba('trace', cars, '--recall', 'coils', '--lot', '2', '--table', file, '--json')
  assert.deepEqual(readFileSync(file, 'utf8').trimEnd().split('\n'), [
    'state,number_at_sink,element,moment,seconds,product,made_by,number,parts',
    'gone,5,sink,0:00:50,50,body,blanking,5,1',
    'gone,6,sink,0:01:00,60,body,blanking,6,1',
    'inside_or_scrapped,0,blanking,0:00:22,22,blank,blanking,7,1',
    'inside_or_scrapped,0,blanking,0:00:22,22,blank,blanking,8,1',
  ])
  const { by, gone, ...record } = JSON.parse(out) as { by: object; gone: readonly object[]; lot: number; parts: number }
  assert.deepEqual([by, record.lot, record.parts, gone.length], [{ seconds: 60, moment: '0:01:00' }, 2, 1, 2])
})

test('options that do not fit are told with what is missing', async () => {
  const told = async (message: string, ...words: readonly string[]): Promise<void> => {
    const { status, err } = await genba('trace', cars, ...words)
    assert.deepEqual([status, err.trimEnd()], [2, message])
  }
  await told('--recall: there is no element "casts"; did you mean "cast"?', '--recall', 'casts')
  await told('--genealogy: say of which car, with --car', '--genealogy')
  await told('--lot: say of which element, with --recall', '--lot', '2', '--car', '1')
  await told('--table: expected one of --genealogy and --recall, whose table it is', '--table', join(folder, 'x.csv'), '--car', '1')
  await told('--lot 9: until 0:01:00 coils made no such part that has gone on', '--recall', 'coils', '--lot', '9')
})
