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

// c fails after each 6 s of work, for 10 s: it works [4, 10), [20, 26), [36, 42), [52, 58) and so on, on part 1 from 4 to 8, part 2
// to 22, part 3 to 26, part 4 to 40, part 5 to 54. packages/analysis/src/reasons.test.ts has the waits before that.
const failing = join(folder, 'failing.yaml')
writeFileSync(
  failing,
  `genba: model/1
name: A line that fails
run: {length: 1 h, replications: 1, warm_up: 0 s, tick: 1 s}
flow:
  - source
  - {station: a, cycle: 2 s}
  - {station: b, cycle: 2 s}
  - {buffer: place, capacity: 1}
  - {station: c, cycle: 4 s, failures: {jam: {up: 6 s, down: 10 s}}}
  - sink
`,
)

test('the life of a car: a line for each element, and under it why it waited', async () => {
  const { status, out, err } = await genba('trace', failing, '--car', '5')
  assert.deepEqual([status, err], [0, ''])
  assert.equal(
    out,
    `A line that fails, replication 1: number 5 at sink
part 5 of source: made 0:00:08, gone 0:00:54, 46.0 s later; it waited 38.0 s of that

in       element    work  waited  out
0:00:08  a        2.00 s  12.0 s  0:00:22
    10.0 s behind b and place: c was down (jam from 0:00:10)
    2.00 s behind b and place: c worked
0:00:22  b        2.00 s  2.00 s  0:00:26
    2.00 s behind place: c worked
0:00:26  place            14.0 s  0:00:40
    10.0 s c was down (jam from 0:00:26)
    4.00 s c worked
0:00:40  c        4.00 s  10.0 s  0:00:54
    10.0 s c was down (jam from 0:00:42)

held up by
  10.0 s  c was down (jam from 0:00:10)
  10.0 s  c was down (jam from 0:00:26)
  10.0 s  c was down (jam from 0:00:42)
  8.00 s  c worked
`,
  )
})

test('the same as data', async () => {
  const { out } = await genba('trace', failing, '--car', '5', '--json')
  interface Moment {
    readonly seconds: number
    readonly moment: string
  }
  const life = JSON.parse(out) as {
    readonly made_by: string
    readonly number: number
    readonly made: Moment
    readonly gone: Moment
    readonly visits: readonly { readonly element: string; readonly waited: readonly object[] }[]
  }
  assert.deepEqual([life.made_by, life.number, life.made.seconds, life.gone.moment], ['source', 5, 8, '0:00:54'])
  const { waited } = life.visits.find(({ element }) => element === 'a')!
  assert.deepEqual(waited[0], {
    kind: 'down',
    element: 'c',
    way: [
      { how: 'behind', element: 'b' },
      { how: 'behind', element: 'place' },
    ],
    seconds: 10,
    from: { seconds: 10, moment: '0:00:10' },
    failure: { name: 'jam', since: { seconds: 10, moment: '0:00:10' } },
  })
})

test('a car that never comes, and a sink that is none', async () => {
  const never = await genba('trace', failing, '--car', '5000')
  assert.equal(never.status, 2)
  assert.match(never.err, /^--car 5000: until 1:00:00 only \d+ came to sink; ask for one of them, or for a longer run with --until\n$/)
  const unknown = await genba('trace', failing, '--car', '1', '--at', 'c')
  assert.deepEqual([unknown.status, unknown.err], [2, '--at: expected a sink; the model has sink\n'])
})

test('a plant that locks before the car comes', async () => {
  const locking = join(folder, 'locking.yaml')
  writeFileSync(
    locking,
    `genba: model/1
name: Two that wait for each other
run: {length: 1 h}
flow:
  - source
  - {station: a, cycle: 1 min, from: [source, b], to: b}
  - {station: b, cycle: 1 min, to: {a: 50 %, sink: 50 %}}
  - sink
`,
  )
  const { status, out, err } = await genba('trace', locking, '--car', '700')
  assert.deepEqual([status, out], [1, ''])
  assert.match(err, /^--car 700: only \d+ came to sink; from 0:\d\d:\d\d on the plant is locked for good:\n/)
  assert.match(err, /\n {2}a waits for room in b\n {2}b waits for room in a\n$/)
})

test('every start and departure with its cause', async () => {
  const file = join(folder, 'events.csv')
  const { status, out } = await genba('trace', failing, '--events', file, '--from', '20 s', '--to', '27 s')
  assert.deepEqual([status, out], [0, `${file}: 23 events from 0:00:20 to 0:00:27\n`])
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  assert.equal(lines[0], 'seconds,moment,element,position,event,made_by,number,product,cause,cause_element,cause_made_by,cause_number')
  // Six departures at 22 and at 26, as many starts but one: c is down when it takes part 4 at 26.
  // At 22 c ends part 2 and takes part 3, so that the place takes part 4, b part 5, and a the next.
  assert.deepEqual(
    lines.filter((line) => line.startsWith('22,') && line.includes(',departure,')),
    [
      '22,0:00:22,source,1,departure,source,6,,place,a,source,5',
      '22,0:00:22,a,1,departure,source,5,,place,b,source,4',
      '22,0:00:22,b,1,departure,source,4,,place,place,source,3',
      '22,0:00:22,place,1,departure,source,3,,place,c,source,2',
      '22,0:00:22,c,1,departure,source,2,,completion,c,source,2',
      '22,0:00:22,sink,1,departure,source,2,,completion,sink,source,2',
    ],
  )
})

test('the critical path to the last car of a span', async () => {
  const { status, out } = await genba('trace', failing, '--critical', '--from', '0 s', '--to', '55 s')
  assert.deepEqual(
    [status, out],
    [
      0,
      `the way to the last departure of the span, at sink 0:00:54: 54.0 s, back to 0:00:00

element  what it did    time   share  times
c        down         30.0 s  55.6 %      3
c        working      20.0 s  37.0 %      7
a        working      2.00 s   3.7 %      1
b        working      2.00 s   3.7 %      1
`,
    ],
  )
})

test('a file of another kind, a span outside the run, and nothing asked for: refused with the remedy', async () => {
  const wrong = await genba('trace', line, '--gantt', 'states.xls')
  assert.deepEqual([wrong.status, wrong.err], [2, '--gantt: expected a file that ends with .csv or .parquet, received "states.xls"\n'])
  const outside = await genba('trace', line, '--gantt', join(folder, 'x.csv'), '--from', '2 h')
  assert.equal(outside.status, 2)
  assert.match(outside.err, /--from and --to: expected a span within the run, which lasts until 1:00:00/)
  assert.match((await genba('trace', line)).err, /say what is wanted/)
})
