import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entryOf, resolvePath } from 'genba/model'
import { compiled, documentOf, elementOf, planOf } from './compile.fixture.ts'
import { defaultVocabulary } from './compile.ts'
import type { BufferPlan, StationPlan } from './plan.ts'

const BASE = `genba: model/1
crews: {team: {size: 5}}
templates: {press: {cycle: 100 s, scrap: {value: 8 %, range: 5 % to 30 %}, furnace: {cools_after: 8 h}}}
suppliers: {maker: {on_time: 98 %}}
heads: {staff: 7}
failures: {f: {mtbf: 2 h, mttr: 5 min}}
shops:
  body:
    takt: {value: 108 s, range: 96 s to 125 s}
    cycle: 60 s
    heads: {operators: 10}
    flow:
      - {source: s, rate: 1/min, when_full: lost}
      - buffer: 6
      - {line: frame, stations: 3, between: 2, transfer: synchronous}
      - {buffer: before_paint, capacity: {value: 9, range: 1 to 20}}
      - {station: press, like: press, count: 2, to: {a: 40 %, b: 60 %}}
      - {station: a, cycle: 5 s, to: out}
      - {station: b, positions: 3, cycle: 5 s, enabled: false}
      - {sink: out}
`

const under = (changes: string): ReturnType<typeof planOf> => planOf(`${BASE}scenarios:\n  x: {${changes}}\n`, { scenario: 'x' })
const cycle = (plan: ReturnType<typeof planOf>, path: string): unknown =>
  ((elementOf(plan, path) as StationPlan).steps[0]!.time as { value: number }).value
const capacity = (plan: ReturnType<typeof planOf>, path: string): number => (elementOf(plan, path) as BufferPlan).capacity

test('a path writes at exactly that place, and inheritance works as ever', () => {
  assert.deepEqual(
    ['body.frame.s1', 'body.frame.s2'].map((path) => cycle(under('body.frame.s2.cycle: 70 s'), path)),
    [60, 70],
  )
  assert.deepEqual(
    ['body.frame.s1', 'body.frame.s3'].map((path) => cycle(under('body.frame.cycle: 70 s'), path)),
    [70, 70],
  )
  assert.equal(cycle(under('body.cycle: 70 s'), 'body.frame.s1'), 70)
  // A template is nearer than the shop.
  assert.equal(cycle(under('body.cycle: 70 s'), 'body.press1'), 100)
  assert.deepEqual(
    ['body.press1', 'body.press2'].map((path) => cycle(under('press.cycle: 90 s, body.press2.cycle: 80 s'), path)),
    [90, 80],
  )
  assert.equal(cycle(under('body.press.cycle: 50 s'), 'body.press2'), 50)
  assert.equal(
    under('crews.team.size: 9').crews[0]!.size.kind === 'constant' &&
      (under('crews.team.size: 9').crews[0]!.size as { value: number }).value,
    9,
  )
  assert.equal(under('run.length: 5 min, run.warm_up: none').run.length, 300)
  assert.equal(under('body.b.enabled: true').elements.length, under('run.seed: 2').elements.length + 1)
  assert.equal(capacity(under('body.before_frame.capacity: 20'), 'body.before_frame'), 20)
  assert.equal(capacity(under('body.frame.before_s3.capacity: 20'), 'body.frame.before_s3'), 20)
  assert.equal(capacity(under('body.frame.between: 4'), 'body.frame.before_s3'), 4)
  assert.equal(under('body.frame.stations: 5').elements.length - under('run.seed: 2').elements.length, 4)
})

test('* stands for one name or a part of one; what lacks the word is skipped', () => {
  const plan = under('"body.before_*.capacity": 15, "body.frame.s*.positions": 2')
  assert.deepEqual(
    ['body.before_frame', 'body.before_paint', 'body.frame.before_s2'].map((path) => capacity(plan, path)),
    [15, 15, 2],
  )
  assert.equal((elementOf(plan, 'body.frame.s3') as StationPlan).positions, 2)
  const failures = under('"body.*.failures.f.clock": calendar')
  assert.equal((elementOf(failures, 'body.a') as StationPlan).failures[0]!.clock, 'calendar')
  assert.equal((elementOf(failures, 'body.a') as StationPlan).failures[0]!.up!.kind, 'distribution')
})

test('a change to a long value keeps its range; times and plus change what holds there', () => {
  const { plan, assumptions } = compiled(
    `${BASE}scenarios:\n  x: {body.takt: times 0.5, body.frame.takt: plus 7 s, press.scrap: times 2, heads.staff: plus 3, body.heads.operators: times 1.5}\n`,
    { scenario: 'x' },
  )
  assert.deepEqual(plan!.lines[0]!.takt, { kind: 'constant', value: 115 })
  assert.deepEqual(assumptions.find(({ path }) => path === 'body.takt')!.range!.low, 96)
  assert.deepEqual((elementOf(plan!, 'body.press2') as StationPlan).outcomes, [{ share: { kind: 'constant', value: 0.16 }, to: 'scrap' }])
  assert.deepEqual(plan!.heads, [
    { path: 'heads.staff', heads: { kind: 'constant', value: 10 } },
    { path: 'body.heads.operators', heads: { kind: 'constant', value: 15 } },
  ])
})

test('a scenario builds on another one', () => {
  const text = `${BASE}scenarios:\n  a: {press.cycle: 90 s, crews.team.size: 8}\n  b: {like: a, note: on top, press.cycle: 80 s}\n`
  const plan = planOf(text, { scenario: 'b' })
  assert.deepEqual([cycle(plan, 'body.press1'), plan.crews[0]!.size], [80, { kind: 'constant', value: 8 }])
  assert.deepEqual(compiled(text).scenarios, ['a', 'b'])
})

test('changes handed over by a program are made after the scenario, and their faults name their path', () => {
  const changes = [
    { path: 'press.cycle', value: '70 s' },
    { path: 'body.a.failures', value: '{f: {mtbf: 1 h}}' },
  ]
  const { plan } = compiled(`${BASE}scenarios:\n  x: {press.cycle: 90 s}\n`, { scenario: 'x', changes })
  assert.deepEqual(
    [cycle(plan!, 'body.press1'), (elementOf(plan!, 'body.a') as StationPlan).failures[0]!.up],
    [70, { kind: 'distribution', family: 'exponential', parameters: { mean: { kind: 'constant', value: 3600 } } }],
  )
  const faulty = compiled(BASE, {
    changes: [
      { path: 'press.cylce', value: '70 s' },
      { path: 'press.cycle', value: 'fast' },
    ],
  })
  assert.deepEqual(
    faulty.diagnostics.map(({ file, path, message }) => [file, path, message]),
    [
      ['press.cylce', 'press.cylce', '"press" has no "cylce"; did you mean "cycle"?'],
      ['press.cycle', 'press.cycle', 'expected a duration such as "120 s", received "fast"'],
    ],
  )
})

test('a scenario that is not there is told with the nearest one', () => {
  const { plan, diagnostics } = compiled(`${BASE}scenarios:\n  mature: {press.cycle: 90 s}\n`, { scenario: 'matrue' })
  assert.equal(plan, undefined)
  assert.deepEqual(
    diagnostics.map(({ message }) => message),
    ['there is no scenario called "matrue"; did you mean "mature"?'],
  )
})

test('the first segment of a path is a word of the base, then a shop or element, then a template', () => {
  const document = documentOf(BASE)
  const sites = (path: string): string[] | string => {
    const found = resolvePath(document.root, path, defaultVocabulary())
    return 'message' in found ? found.message : found.map((site) => site.path)
  }
  assert.deepEqual(sites('failures.f.mttr'), ['failures.f.mttr'])
  assert.deepEqual(sites('press.furnace.reheat'), ['press.furnace.reheat'])
  assert.deepEqual(sites('press.scrap'), ['press.scrap'])
  assert.deepEqual(sites('body.*.cycle'), [
    'body.frame.cycle',
    'body.press.cycle',
    'body.press1.cycle',
    'body.press2.cycle',
    'body.a.cycle',
    'body.b.cycle',
  ])
  assert.equal(sites('body.frame.s4.cycle'), '"body.frame" has no "s4"; did you mean "s1"?')
  assert.equal(sites('crews.team.size.early'), '"crews.team.size" has no "early"')
  assert.equal(sites('body.takt.value'), '"body" has no "takt"')
  assert.ok(entryOf(document.root, 'shops') !== undefined)
})

test('a scenario may change what other rooms read, whether they are there or not', () => {
  const business = 'market: {elasticity: -4, range: 600 km}\nfinance: {discount_rate: {value: 9 %, range: 7 % to 11 %}}\n'
  const text = `${BASE}${business}scenarios:\n  x: {finance.discount_rate: 11 %, costs.shops.body.machines: 20 %, market.*: 1, body.cycle: 50 s}\n`
  const { plan, root, diagnostics } = compiled(text, { scenario: 'x' })
  assert.deepEqual(diagnostics, [])
  assert.equal(cycle(plan!, 'body.frame.s1'), 50)
  // A long value keeps its range; what is not written yet is made; a star stands for what is there.
  const at = (path: string): unknown =>
    path.split('.').reduce((node: unknown, key) => entryOf(node as typeof root, key)?.value, root) as unknown
  assert.equal((at('finance.discount_rate.value') as { text: string }).text, '11 %')
  assert.equal((at('finance.discount_rate.range') as { text: string }).text, '7 % to 11 %')
  assert.equal((at('costs.shops.body.machines') as { text: string }).text, '20 %')
  assert.deepEqual(
    ['market.elasticity', 'market.range'].map((path) => (at(path) as { text: string }).text),
    ['1', '1'],
  )
  const none = compiled(`${BASE}${business}scenarios:\n  x: {research.*: 1}\n`, { scenario: 'x' })
  assert.match(none.diagnostics[0]!.message, /"research" has no "\*"/)
})
