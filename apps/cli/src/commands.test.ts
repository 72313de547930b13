import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Comparison, Result, Verification } from 'genba/runs'
import { runCommandLine } from './command-line.ts'
import { commands } from './commands.ts'
import { comparisonText } from './comparison-text.ts'
import { recordTerminal } from './terminal.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'genba-cli-'))
after(() => rmSync(folder, { recursive: true }))

/** Writes a model into the folder of this test and gives its path. */
function model(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

interface Ended {
  readonly status: number
  readonly out: string
  readonly err: string
}

async function genba(words: readonly string[], signal: AbortSignal = new AbortController().signal): Promise<Ended> {
  const terminal = recordTerminal()
  const status = await runCommandLine([...words, '--quiet'], terminal, signal, commands)
  return { status, out: terminal.results.join(''), err: terminal.errors.join('') }
}

const line = model(
  'line.yaml',
  `genba: model/1
name: Two stations
run: {length: 2000 min, warm_up: 100 min, replications: 4}
flow: [source, {station: M1, cycle: exponential(1 min)}, {buffer: 2}, {station: M2, cycle: exponential(1 min)}, sink]
responses:
  rate: {measure: throughput, target: 60/h}
  stay: lead_time(p95)
scenarios: {wide: {before_M2.capacity: 20}, same: {M1.cycle: exponential(1 min)}}
expect: {throughput: 0.8/min, wide.throughput: 0.95652173913/min}
`,
)
const dated = model(
  'dated.yaml',
  `genba: model/1
name: A year and a half
run: {start: 2027-07-01, end: 2028-12-31, replications: 4}
calendars: {day: {days: Mon to Fri, shifts: {early: {open: 06:00 to 14:00}}}}
calendar: day
heads: {team: 12}
flow: [source, {station: M1, cycle: exponential(10 min)}, sink]
responses: {cars: {measure: throughput, per: year, target: 10_000}, people: heads}
expect: {calendars.day.days(2028): 260, heads: 12}
`,
)
const out = join(folder, 'runs')

test('check says what a good model consists of and what it has proved', async () => {
  assert.deepEqual(await genba(['check', dated]), {
    status: 0,
    out: `${dated}: good; 3 elements, 0 lines, 0 shops, 2 links\nas expected: calendars.day.days(2028) 260, heads 12\n`,
    err: '',
  })
})

test('check says every fault of a bad model at once, with status 2', async () => {
  const bad = model(
    'bad.yaml',
    `genba: model/1\nflow: [source, {station: M1, cycle: fast}, {station: M2, cylce: 1 min, cycle: 1 min}, sink]\n`,
  )
  const { status, out: said, err } = await genba(['check', bad])
  assert.deepEqual([status, said], [2, ''])
  assert.match(err, /bad\.yaml:2:37\s+M1\.cycle: expected a duration such as "120 s", received "fast" {2}\[G1003\]/)
  assert.match(err, /unknown word "cylce"; did you mean "cycle"\?/)
})

test('a file that is not there, or no text, is bad input', async () => {
  const missing = join(folder, 'missing.yaml')
  assert.deepEqual(await genba(['run', missing]), { status: 2, out: '', err: `${missing}: there is no such file\n` })
  assert.match((await genba(['check', folder])).err, /expected a file, received a folder/)
  const binary = join(folder, 'binary.yaml')
  writeFileSync(binary, Buffer.from([0xff, 0xfe, 0x80, 0x81]))
  assert.match((await genba(['check', binary])).err, /expected a text in UTF-8/)
})

test('run prints a summary, and writes result, tables and report under the fingerprint', async () => {
  const { status, out: said } = await genba(['run', line, '--out', out])
  assert.equal(status, 0)
  assert.match(said, /^Two stations\n33\.3 h measured after 100\.0 min of warm-up, 4 replications\n/)
  assert.match(said, /rate\s+4\d\.\d+ ± \d\.\d+ \/h\s+throughput\n {2}60 \/h not reached: 4\d\.\d+ ± \d\.\d+ \/h is \d\d %\n/)
  assert.match(said, /% of open time\s+work\s+blocked\s+starved/)
  assert.ok(said.split('\n').every((each) => each.length <= 100 || each.startsWith('report')))
  const [fingerprint] = readdirSync(join(out, 'two-stations'))
  assert.deepEqual(readdirSync(join(out, 'two-stations', fingerprint!)).toSorted(), [
    'assumptions.parquet',
    'report.html',
    'responses.parquet',
    'result.json',
    'where_the_time_went.svg',
  ])
})

test('run --json prints the result alone, the same as on disk', async () => {
  const { status, out: said, err } = await genba(['run', line, '--json', '--out', out, '--seed', '2', '--replications', '3'])
  assert.deepEqual([status, err], [0, ''])
  const result = JSON.parse(said) as Result
  assert.deepEqual([result.genba, result.seed, result.replications, result.length], ['result/1', 2, 3, 120_000])
  assert.equal(readFileSync(join(out, 'two-stations', result.fingerprint, 'result.json'), 'utf8'), said)
})

test('a dated run is told by year with what was wanted, and ends earlier where asked', async () => {
  const { out: said } = await genba(['run', dated, '--out', out])
  assert.match(said, /2027-07-01 to 2028-12-31, 4 replications/)
  assert.match(said, /cars throughput\n {2}10,000 \/year reached in 2028\n {2}2027\s+6,\d{3}\s+± [\d,]+\n {2}2028\s+12,\d{3}/)
  assert.match(said, /Jul 2027 {2,}2028/)
  assert.match(said, /heads 12: team 12/)
  assert.match((await genba(['run', dated, '--out', out, '--until', '2027-09-30'])).out, /2027-07-01 to 2027-09-30/)
  assert.equal((await genba(['run', dated, '--until', 'soon'])).status, 2)
  assert.match((await genba(['run', dated, '--until', '2026-01-01'])).err, /lies before the start/)
})

test('an unknown scenario, measure or option is bad input', async () => {
  assert.match((await genba(['run', line, '--scenario', 'wdie'])).err, /"wdie"; did you mean "wide"\?/)
  assert.match((await genba(['run', line, '--replications', '0'])).err, /Expected a whole number from 1/)
  assert.match((await genba(['run', line, '--precision', '2'])).err, /Expected a share such as 0\.5 %/)
  const measure = model('measure.yaml', `genba: model/1\nflow: [source, {station: M1, cycle: 1 min}, sink]\nresponses: {x: M1.fill_rate}\n`)
  assert.match((await genba(['run', measure])).err, /responses\.x: fill_rate belongs to a sink with demand/)
})

test('a plant that locks is reported with who waits for whom, with status 1', async () => {
  const locking = model(
    'lock.yaml',
    `genba: model/1
name: Lock
run: {length: 1000 min, warm_up: none, replications: 1}
flow:
  - {source: arrivals, rate: 1/min}
  - {buffer: a, capacity: 1}
  - {station: A, cycle: 1 min, from: [again, a], rework: {again: 90 %}}
  - sink
  - {buffer: again, capacity: 1, to: A}
`,
  )
  const { status, out: said } = await genba(['run', locking, '--out', out])
  assert.equal(status, 1)
  assert.match(said, /locked for good in replication 1 after .*:\n/)
  assert.match(said, / {2}A waits for room in again\n/)
})

test('Ctrl-C keeps what is finished: it is told, written, and the status is 130', async () => {
  const long = model(
    'long.yaml',
    `genba: model/1\nname: Long\nrun: {length: 10000 min, warm_up: none, replications: 4000}\nflow: [source, {station: M1, cycle: exponential(1 min)}, sink]\n`,
  )
  const interruption = new AbortController()
  const timer = setTimeout(() => interruption.abort(), 4000)
  const { status, out: said } = await genba(['run', long, '--out', out], interruption.signal)
  clearTimeout(timer)
  assert.equal(status, 130)
  assert.match(said, /\d+ replications? finished, then interrupted/)
  assert.ok(existsSync(join(out, 'long')))
})

test('compare tells paired differences, and what may be chance', async () => {
  const { status, out: said } = await genba(['compare', line, 'wide', '-r', '5'])
  assert.equal(status, 0)
  assert.match(
    said,
    /rate\n {2}as written\s+4\d\.\d+ ± \d\.\d+ \/h\n {2}wide\s+5\d\.\d+ ± \d\.\d+ \/h\s+\+\d+\.\d+ ± \d\.\d+ \/h, \+\d+\.\d %\n/,
  )
  const same = JSON.parse((await genba(['compare', line, 'same', '-r', '3', '--json'])).out) as Comparison
  assert.deepEqual(
    same.rows.filter(({ design }) => design === 'same').map(({ difference, differenceHalfWidth }) => [difference, differenceHalfWidth]),
    [
      [0, 0],
      [0, 0],
    ],
  )
  assert.equal(new Set(same.designs.map(({ fingerprint }) => fingerprint)).size, 1)
})

test('compare and sweep show the responses that are asked for: by name, or any measure', async () => {
  const { out: said } = await genba(['compare', line, 'wide', '-r', '2', '--responses', 'stay, M2.state_share(starved)'])
  assert.match(said, /^stay\n[^]*\nM2\.state_share\(starved\)\n/)
  assert.ok(!said.includes('rate'))
  assert.match(
    (await genba(['sweep', line, 'M2.positions=1', '--responses', 'raet'])).err,
    /--responses: expected a measure or one of rate, stay, received "raet"; did you mean "rate"\?/,
  )
})

test('what is to be known of all scenarios is said once, of some with their names', () => {
  const designs = ['base', 'wide'].map((name) => ({ name, factors: {}, fingerprint: '', replications: 2, status: 'complete' as const }))
  const said = comparisonText(
    {
      designs,
      rows: [],
      status: 'complete',
      deadlocks: [],
      warnings: ['base: people are counted', 'wide: people are counted', 'wide: no steady state'],
    },
    false,
  )
  assert.equal(said, 'note: people are counted\nnote: wide: no steady state\n')
})

test('sweep runs every combination, with a table and bars', async () => {
  const { status, out: said } = await genba(['sweep', line, 'before_M2.capacity=0..4 step 2', 'M2.positions=1,2', '-r', '3'])
  assert.equal(status, 0)
  assert.match(said, /^before_M2\.capacity {2}M2\.positions {2}rate/)
  assert.equal(said.split('\n').filter((each) => /^\s+[024]\s+[12]\s/.test(each)).length, 6)
  assert.ok(said.includes('█'))
  assert.match((await genba(['sweep', line, 'before_M2.capacty=1'])).err, /did you mean "capacity"\?/)
  assert.match(
    (await genba(['sweep', line, 'M1.cycle'])).err,
    /expected a path and its values, such as "press\.cycle=90 s,120 s", received "M1\.cycle"/,
  )
  assert.match((await genba(['sweep', line, 'M1.cycle=1 s..9 min step 1 s'])).err, /expected one unit/)
})

test('verify passes what theory gives, fails what it does not, and says so in JSON', async () => {
  const cases = mkdtempSync(join(folder, 'cases-'))
  writeFileSync(join(cases, 'a01.yaml'), readFileSync(line, 'utf8').replace('Two stations', 'A01 two stations'))
  writeFileSync(
    join(cases, 'd01.yaml'),
    `genba: model/1\nname: D01 exact\nflow: [source, {station: M1, cycle: 4 s}, {station: M2, cycle: 6 s}, sink]\nexpect: {departures(first 3): [10 s, 16 s, 22 s]}\n`,
  )
  const good = await genba(['verify', cases, '--quick', '--json'])
  assert.equal(good.status, 0)
  const told = JSON.parse(good.out) as Verification
  assert.deepEqual(
    told.cases.map(({ id, headline, status }) => [id, headline, status]),
    [
      ['A01:throughput', true, 'passed'],
      ['A01.wide:throughput', true, 'passed'],
      ['D01:departures(first 3)', true, 'passed'],
    ],
  )
  assert.deepEqual([told.passed, told.failed, told.skipped], [3, 0, 0])
  assert.ok(told.cases.every(({ standardError, estimate }) => standardError! <= 0.01 * estimate!))
  writeFileSync(join(cases, 'd02.yaml'), readFileSync(join(cases, 'd01.yaml'), 'utf8').replace('D01', 'D02').replace('22 s', '23 s'))
  const bad = await genba(['verify', cases, '--quick', '--only', 'D'])
  assert.equal(bad.status, 1)
  assert.match(bad.out, /D02:departures\(first 3\)\s+23\.00000\s+22\.00000\s+exact\s+failed/)
  assert.match(bad.out, /1 passed, 1 failed, 0 skipped\n$/)
  assert.match((await genba(['verify', join(cases, 'd01.yaml')])).out, /1 passed, 0 failed, 0 skipped\n$/)
  const nowhere = await genba(['verify', join(folder, 'nowhere')])
  assert.equal(nowhere.status, 2)
  assert.match(nowhere.err, /no such file or folder/)
})

test('bench tells the speed of a model, and of the line by hand beside it', async () => {
  const figures = ['id', 'events', 'seconds', 'eventsPerSecond', 'partsPerSecond', 'yardstickRatio']
  const { cases } = JSON.parse((await genba(['bench', line, 'm4', '--rounds', '1', '--json'])).out) as { cases: Record<string, unknown>[] }
  assert.deepEqual(
    cases.map(({ id }) => id),
    ['M4', 'line.yaml'],
  )
  for (const each of cases) {
    assert.deepEqual(Object.keys(each), figures)
    assert.ok(Number(each['eventsPerSecond']) > 0 && Number(each['partsPerSecond']) > 0)
  }
  assert.ok(Number(cases[0]!['yardstickRatio']) > 0)
  assert.equal(cases[1]!['yardstickRatio'], null)
  const { status, err } = await genba(['bench', 'jinshn'])
  assert.equal(status, 2)
  assert.match(err, /received "jinshn"; did you mean "jinshan"\?/)
})
