import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { formatDiagnostics, readModel } from 'genba/model'
import type { ModelDocument } from 'genba/model'
import { checkModel } from './compile-check.ts'
import { elementOf, linksOf, planOf } from './compile.fixture.ts'
import { compile } from './compile.ts'
import type { BufferPlan, StationPlan } from './plan.ts'

const root = new URL('../../../', import.meta.url)

function documentAt(path: string): ModelDocument {
  const read = (name: string): string => readFileSync(new URL(name, root), 'utf8')
  return readModel(read(path), { file: path, readText: read })
}

for (const name of readdirSync(new URL('validation/', root)).filter((each) => each.endsWith('.yaml')))
  test(`validation/${name} and its scenarios compile without a word`, () => {
    const document = documentAt(`validation/${name}`)
    assert.equal(formatDiagnostics(checkModel(document)), '')
    const { scenarios } = compile(document)
    for (const scenario of scenarios) assert.ok(compile(document, { scenario }).plan !== undefined)
  })

test('the Jinshan base is 191 elements in 13 lines and 7 shops with 195 links, 1,000 heads, 239 and 240 production days, and no word against it', () => {
  const document = documentAt('models/jinshan/jinshan.yaml')
  assert.equal(formatDiagnostics(checkModel(document)), '')
  const { drawing, plan } = compile(document)
  assert.equal(drawing.nodes.length, 191)
  assert.equal(drawing.boxes.filter(({ kind }) => kind === 'line').length, 13)
  assert.equal(drawing.boxes.filter(({ kind }) => kind === 'shop').length, 7)
  assert.equal(drawing.links.length, 195)
  // The third press is drawn and checked, but switched off: it is not in the plan.
  assert.equal(plan!.elements.length, 190)
  assert.equal(compile(document, { scenario: 'third_press_two_shifts' }).plan!.elements.length, 191)
  const { expectations } = compile(document)
  assert.deepEqual(
    expectations.map(({ text, values }) => [text, values]),
    [
      ['heads', [1000]],
      ['calendars.two_shifts.days(2028)', [239]],
      ['calendars.two_shifts.days(2029)', [240]],
    ],
  )
})

test('an expected number of heads or days that does not come out is told', () => {
  const document = readModel(
    'genba: model/1\nheads: 3\nexpect: {heads: 4}\nflow: [source, {station: M1, cycle: 1 s}, sink]\nscenarios: {more: {heads: 5}}\n',
    { file: 'm.yaml' },
  )
  assert.equal(formatDiagnostics(checkModel(document)), 'm.yaml:3:10  expect.heads: expected 4, the model gives 3  [G1401]')
})

test('shops follow each other as parts flow, whatever their order in the file', () => {
  const { drawing } = compile(documentAt('models/jinshan/jinshan.yaml'))
  assert.deepEqual(
    drawing.boxes.filter(({ kind }) => kind === 'shop').map(({ name }) => name),
    ['casting', 'body', 'cell_pilot', 'pack', 'paint', 'ga', 'eol'],
  )
})

test('an M/M/1 queue is a source with a rate, a buffer, a station and a sink', () => {
  const plan = planOf(
    'genba: model/1\nflow:\n  - {source: arrivals, rate: 0.8/min}\n  - buffer: unlimited\n  - {station: server, cycle: exponential(1 min)}\n  - sink\n',
  )
  assert.deepEqual(linksOf(plan), ['arrivals > before_server', 'before_server > server', 'server > sink'])
  const [source, buffer, station] = plan.elements
  assert.deepEqual(source?.kind === 'source' && source.arrival, { kind: 'rate', rate: { kind: 'constant', value: 0.8 / 60 } })
  assert.equal((buffer as BufferPlan).capacity, Infinity)
  assert.deepEqual((station as StationPlan).steps, [
    {
      name: 'cycle',
      time: { kind: 'distribution', family: 'exponential', parameters: { mean: { kind: 'constant', value: 60 } } },
      crew: [],
    },
  ])
  assert.deepEqual(plan.run, { warmUp: 'auto', replications: 5, seed: 1, precision: 0.005, confidence: 0.95, finished: false })
  assert.equal(plan.ticksPerSecond, 1000)
})

test('failures of the base reach every station and no buffer; stops of a shop reach its lines', () => {
  const plan = planOf(`genba: model/1
failures: {breakdown: {mtbf: 100 min, mttr: 10 min}}
flow:
  - source
  - {line: weld, stations: 60, cycle: 60 s, between: 5}
  - sink
`)
  const stations = plan.elements.filter((element): element is StationPlan => element.kind === 'station')
  assert.equal(stations.length, 60)
  assert.ok(stations.every(({ failures }) => failures.length === 1))
  assert.equal(plan.elements.filter((element) => element.kind === 'buffer' && element.capacity === 5).length, 59)
  assert.deepEqual(new Set(stations.map(({ failures }) => failures[0]!.key)).size, 60)
  const body = planOf(`genba: model/1
shops:
  body:
    cycle: 108 s
    stops: {fault: {mtbf: 150 min, mttr: 6 min}}
    flow:
      - source: stampings
      - {line: underbody, stations: 12}
      - buffer: 6
      - {line: framing, stations: 10, stops: none}
      - {sink: finished}
`)
  assert.deepEqual(
    body.lines.map(({ path, stops }) => [path, stops.map(({ key }) => key)]),
    [
      ['body.underbody', ['body.underbody.stops.fault']],
      ['body.framing', []],
    ],
  )
})

test('named things merge by name and by word, and none clears them', () => {
  const plan = planOf(`genba: model/1
crews: {team: {size: 2}}
failures: {a: {mtbf: 100 min, mttr: 10 min, crew: team}, b: {mtbf: 1 h, mttr: 1 min}}
flow:
  - source
  - {station: M1, cycle: 1 s, failures: {a: {mtbf: 50 min}}}
  - {station: M2, cycle: 1 s, failures: {a: {up: weibull(shape 2 scale 1 h)}, c: {chance: 1 %, mttr: 1 min}}}
  - {station: M3, cycle: 1 s, failures: none}
  - sink
`)
  const failures = (path: string): StationPlan['failures'] => (elementOf(plan, path) as StationPlan).failures
  assert.deepEqual(
    failures('M1').map(({ name, up, crew }) => [name, up, crew.length]),
    [
      ['a', { kind: 'distribution', family: 'exponential', parameters: { mean: { kind: 'constant', value: 3000 } } }, 1],
      ['b', { kind: 'distribution', family: 'exponential', parameters: { mean: { kind: 'constant', value: 3600 } } }, 0],
    ],
  )
  const [a, , c] = failures('M2')
  assert.deepEqual([a!.up!.kind === 'distribution' && a!.up!.family, c!.chance], ['weibull', { kind: 'constant', value: 0.01 }])
  assert.deepEqual(failures('M3'), [])
})

test('a template is nearer than line, shop and base, and weaker than the element itself', () => {
  const plan = planOf(`genba: model/1
cycle: 1 s
templates: {fast: {cycle: 2 s, blocking: before_service}, robot: {like: fast, positions: 2}}
flow:
  - source
  - line: L
    cycle: 3 s
    flow: [{station: own, like: robot, cycle: 4 s}, {station: template, like: robot}, {station: line}]
  - {station: base}
  - sink
`)
  const cycles = ['L.own', 'L.template', 'L.line', 'base'].map((path) => (elementOf(plan, path) as StationPlan).steps[0]!.time)
  assert.deepEqual(
    cycles,
    [4, 2, 3, 1].map((value) => ({ kind: 'constant', value })),
  )
  assert.deepEqual(
    ['L.own', 'L.line'].map((path) => [(elementOf(plan, path) as StationPlan).positions, (elementOf(plan, path) as StationPlan).blocking]),
    [
      [2, 'before_service'],
      [1, 'after_service'],
    ],
  )
})

test('of a count what enters belongs to the first and what leaves to the last; an exception changes one', () => {
  const plan = planOf(`genba: model/1
products: {car: {}, body: {}}
flow:
  - {buffer: seats, capacity: 5, supply: {reorder_at: 1, quantity: 2, lead_time: 1 h}}
  - {source: s, of: body}
  - {station: trim, count: 3, cycle: 10 s, takes: {seats: 1}, makes: car, scrap: 1 %, except: {trim2: {cycle: 12 s}}}
  - {line: final, stations: 3, cycle: 10 s, makes: body, rework: {fix: 2 %}, except: {s3: {positions: 2}, before_s2: {capacity: 7}}, between: 1}
  - sink
  - {buffer: fix, capacity: unlimited}
  - {station: repair, cycle: 1 min, to: sink}
`)
  const station = (path: string): StationPlan => elementOf(plan, path) as StationPlan
  assert.deepEqual(
    ['trim1', 'trim2', 'trim3'].map((path) => [
      station(path).takes.length,
      station(path).makes,
      station(path).outcomes.length,
      (station(path).steps[0]!.time as { value: number }).value,
    ]),
    [
      [1, undefined, 0, 10],
      [0, undefined, 0, 12],
      [0, 1, 1, 10],
    ],
  )
  assert.deepEqual(
    ['final.s1', 'final.s2', 'final.s3'].map((path) => [station(path).makes, station(path).outcomes.length, station(path).positions]),
    [
      [undefined, 0, 1],
      [undefined, 0, 1],
      [0, 1, 2],
    ],
  )
  assert.deepEqual(
    ['final.before_s2', 'final.before_s3'].map((path) => (elementOf(plan, path) as BufferPlan).capacity),
    [7, 1],
  )
})

test('a renamed element keeps its old draws, and those of its failures', () => {
  const plan = planOf('genba: model/1\nflow: [source, {station: M2, key: M1, cycle: 1 s, failures: {f: {mtbf: 1 h, mttr: 1 min}}}, sink]\n')
  const station = elementOf(plan, 'M2') as StationPlan
  assert.deepEqual([station.key, station.failures[0]!.key], ['M1', 'M1.failures.f'])
})

test('the job shop with vehicles is read with its tables: points, travel times, the schedule that is followed', () => {
  const text = `genba: model/1
name: Job shop with vehicles and directed travel times, in the form of Bilge and Ulusoy 1995
products:
  j1: {route: [{station: M1, cycle: 9 s}, {station: M2, cycle: 14 s}, {sink: out}]}
  j2: {route: [{station: M3, cycle: 11 s}, {station: M1, cycle: 17 s}, {station: M2, cycle: 13 s}, {sink: out}]}
  j3: {route: [{station: M2, cycle: 19 s}, {station: M3, cycle: 15 s}, {sink: out}]}
orders: {schedule: best-known.csv}
vehicles: {agv: {count: 2, home: dock, idle: stays}}
layout: {travel: layout.csv, traffic: free}
input_places: unlimited
output_places: unlimited
flow:
  - {source: release, at: dock, sequence: [j1, j2, j3], limit: 3, to: route, move_by: agv}
  - {station: M1, at: m1, to: route, move_by: agv}
  - {station: M2, at: m2, to: route, move_by: agv}
  - {station: M3, at: m3, to: route, move_by: agv}
  - {sink: out, at: dock}
responses: {makespan: makespan(last operation)}
`
  const files = {
    'layout.csv': 'from,dock,m1,m2,m3\ndock,0 s,6 s,8 s,10 s\nm1,12 s,0 s,6 s,8 s\nm2,10 s,6 s,0 s,6 s\nm3,8 s,8 s,6 s,0 s\n',
    'best-known.csv': 'resource,product,operation\nM1,j1,1\nM1,j2,2\nagv,j1,1\n',
  }
  const plan = planOf(text, { files })
  // Parts come through the input places of the stations.
  const inputs = ['M1.input > M1', 'M2.input > M2', 'M3.input > M3']
  const routes = ['release > M1.input', 'M3 > M1.input', 'release > M2.input', 'M1 > M2.input', 'release > M3.input', 'M2 > M3.input']
  assert.deepEqual(linksOf(plan), [...inputs, 'M2 > out', 'M3 > out', ...routes])
  assert.deepEqual(plan.layout?.travel?.table[1], [12, 0, 6, 8])
  assert.deepEqual(plan.schedule, [
    {
      resource: 'M1',
      operations: [
        { product: 0, operation: 1 },
        { product: 1, operation: 2 },
      ],
    },
    { resource: 'agv', operations: [{ product: 0, operation: 1 }] },
  ])
  assert.deepEqual(plan.vehicles, [{ name: 'agv', count: 2, home: 'dock', idle: 'stays', dispatch: 'nearest', calendars: [] }])
})

test('orders of a table are released before they are due', () => {
  const plan = planOf(
    'genba: model/1\nrun: {start: 2028-01-01, end: 2028-12-31}\nproducts: {A: {attributes: {colour: {red: 50 %, white: 50 %}}}, B: {}}\norders: {file: orders.csv, release: due, lead: 14 d}\nflow: [{source: s, orders: orders}, {station: M1, cycle: 1 s}, sink]\n',
    {
      files: { 'orders.csv': 'product,due,priority,colour\nB,2028-02-01,,\nA,2028-01-20 06:00,2,white\n' },
    },
  )
  const source = elementOf(plan, 's')
  assert.deepEqual(source.kind === 'source' && source.arrival, {
    kind: 'orders',
    orders: [
      { product: 0, release: 5 * 86_400 + 21_600, due: 19 * 86_400 + 21_600, priority: 2, attributes: { colour: 1 } },
      { product: 1, release: 17 * 86_400, due: 31 * 86_400, attributes: {} },
    ],
  })
})

test('every figure with its range and source is in the ledger, once, at the path where it would be changed', () => {
  const { assumptions } = compile(documentAt('models/jinshan/jinshan.yaml'))
  const at = (path: string): (typeof assumptions)[number] => assumptions.find((each) => each.path === path)!
  assert.deepEqual(at('eol.adas.cycle'), {
    path: 'eol.adas.cycle',
    text: '240 s',
    value: { kind: 'constant', value: 240 },
    range: { low: 180, high: 600, text: '180 s to 600 s' },
    source: 'reference model, sections 3 to 5 and 9.3; what they lack is our assumption',
    confidence: 'assumed',
    note: 'the weakest number of the model (T5)',
    place: { file: 'models/jinshan/jinshan.yaml', line: 271, column: 46 },
  })
  assert.deepEqual(
    [at('press.insert.change').source, at('press.insert.change').confidence, at('press.insert.change').range!.high],
    ['toyotatimes.jp/en/toyota_news/1041_1.html, 2023-10-02', 'announced', 86_400],
  )
  assert.equal(new Set(assumptions.map(({ path }) => path)).size, assumptions.length)
  assert.equal(assumptions.filter(({ range }) => range !== undefined).length, 82)
  assert.ok(!assumptions.some(({ path }) => path.startsWith('run.') || path.startsWith('expect')))
})
