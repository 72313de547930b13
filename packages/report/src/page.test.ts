import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResultRow } from 'genba/analysis'
import type { Result } from 'genba/runs'
import { createPictures, createReport, formatDuration, formatNumber, formatPeriod, judge, rowText, showRow } from './index.ts'
import { barList } from './bar-list.ts'
import type { Bar } from './bar-list.ts'
import { ticksTo } from './scale.ts'

const row = (more: Partial<ResultRow>): ResultRow => ({
  name: 'throughput',
  element: null,
  product: null,
  period: null,
  state: null,
  statistic: 'mean',
  unit: '/h',
  value: 40,
  halfWidth: 0.5,
  confidence: 0.95,
  n: 5,
  ...more,
})
const years = [
  row({ period: '2027', value: 30_000, halfWidth: 300, unit: '/year' }),
  row({ period: '2028', value: 99_900, halfWidth: 400, unit: '/year' }),
  row({ period: '2029', value: 101_000, halfWidth: 300, unit: '/year' }),
]
const months = Array.from({ length: 29 }, (_, i) =>
  row({
    period: `${2027 + Math.floor((i + 7) / 12)}-${String(((i + 7) % 12) + 1).padStart(2, '0')}`,
    value: 5000 + 100 * i,
    halfWidth: 80,
    unit: '/month',
  }),
)

const result: Result = {
  genba: 'result/1',
  model: { name: 'Base <one> & "two"', hash: '0123456789abcdef' },
  scenario: null,
  engine: '0.1.0',
  seed: 1,
  replications: 5,
  warmUp: 0,
  length: 86_400 * 800,
  dates: { from: '2027-08-01', to: '2029-12-31' },
  fingerprint: 'fedcba9876543210',
  status: 'complete',
  deadlock: null,
  warnings: ['something to know'],
  responses: [row({ name: 'wip', value: 812, unit: 'parts' }), row({ name: 'wip', element: 'body', value: 60, unit: 'parts' })],
  headlines: [{ name: 'cars', measure: 'shipped.throughput', per: 'year', target: 100_000, rows: years, months }],
  bottleneck: [{ path: 'body.framing', shop: 'body', mean: 5400, halfWidth: 200, share: 0.93 }],
  timeSpent: [
    {
      path: 'body',
      open: 1e6,
      shares: [
        { state: 'working', share: 0.8 },
        { state: 'down', share: 0.2 },
      ],
    },
  ],
  heads: [{ place: 'body', people: 72 }],
  assumptions: [
    {
      path: 'body.takt',
      text: '108 s',
      range: { low: 96, high: 125, text: '96 s to 125 s' },
      confidence: 'assumed',
      source: 'section <4>',
      place: { file: 'a.yaml', line: 3, column: 9 },
    },
  ],
}

test('the page is one file: it asks nothing of the network and holds every section', () => {
  const page = createReport(result)
  assert.ok(!/\b(src|href|url)\s*[=(]/.test(page), 'refers to something outside')
  for (const title of ['What comes out', 'cars by month', 'Where the time went', 'Bottleneck', 'Parts inside', 'Heads', 'Assumptions'])
    assert.ok(page.includes(`<h2>${title}</h2>`), title)
  assert.ok(page.includes('96 s to 125 s') && page.includes('fingerprint fedcba9876543210') && page.includes('something to know'))
})

test('what a model says is text and never markup', () => {
  const page = createReport(result)
  assert.ok(page.includes('Base &lt;one&gt; &amp; &quot;two&quot;') && page.includes('section &lt;4&gt;'))
  assert.ok(!page.includes('<one>'))
})

test('every element that is opened is closed, in order', () => {
  const page = createReport(result).replace(/<style>[\s\S]*<\/style>/, '')
  const open: string[] = []
  for (const [, end, name] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (name === 'meta' || name === 'col') continue
    if (end === '') open.push(name!)
    else assert.equal(open.pop(), name)
  }
  assert.deepEqual(open, [])
})

test('the chart of months has a bar and a band a month, names of months and years, and the line of what is wanted', () => {
  const page = createReport(result)
  assert.equal(page.match(/class="band"/g)!.length, 29)
  assert.ok(page.includes('Aug 2027: 5,000 ± 80 /month'))
  assert.ok(page.includes('>2028</text>') && page.includes('what is wanted: 8,333 a month'))
})

test('a target is reached when the whole interval lies beyond it', () => {
  const cars = { name: 'cars', measure: 'shipped.throughput', target: 100_000, rows: years, months }
  assert.deepEqual(judge(cars), { outcome: 'reached', text: '100,000 /year reached in 2029' })
  assert.equal(judge({ ...cars, rows: years.slice(0, 2) }).outcome, 'open')
  assert.deepEqual(judge({ ...cars, rows: years.slice(0, 1), months }), {
    outcome: 'missed',
    text: '100,000 /year not reached: 30,000 ± 300 /year is 30 %, best in 2027, not a whole year',
  })
  const heads = row({ name: 'heads', unit: 'people', value: 1000, halfWidth: null, n: 0 })
  assert.equal(judge({ name: 'people', measure: 'heads', target: 1000, rows: [heads], months: [] }).text, 'at most 1,000 people kept')
})

test('numbers are written with the digits that their interval leaves standing', () => {
  assert.equal(rowText(row({ value: 58.2345, halfWidth: 0.4321 })), '58.23 ± 0.43 /h')
  assert.equal(rowText(row({ value: 98_765.4, halfWidth: 321, unit: '/year' })), '98,765 ± 321 /year')
  assert.equal(rowText(row({ value: 5400, halfWidth: 60, unit: 's' })), '90.0 ± 1.0 min')
  assert.equal(rowText(row({ value: 0.0312, halfWidth: 0.0011, unit: '1' })), '3.12 ± 0.11 %')
  assert.equal(rowText(row({ value: 2, halfWidth: 0, unit: 'parts' })), '2 ± 0 parts')
  assert.equal(rowText(row({ value: 2.25, halfWidth: 1e-14, unit: 'parts' })), '2.250 ± 0 parts')
  assert.deepEqual(showRow(row({ value: 0.1, halfWidth: null })), { value: '2.400', spread: '', unit: '/d', scale: 24 })
  assert.equal(showRow(row({ value: null })), null)
  assert.equal(formatNumber(-1234567.891, 1), '-1,234,567.9')
  assert.equal(formatNumber(-0.0001, 2), '0.00')
  assert.equal(formatDuration(45), '45.0 s')
  assert.equal(formatDuration(400_000), '4.63 d')
  assert.equal(formatPeriod('2028-03'), 'Mar 2028')
})

test('pictures stand alone: a chart of months and one of states, with their style and nothing from outside', () => {
  const pictures = createPictures(result)
  assert.deepEqual(Object.keys(pictures), ['cars_by_month.svg', 'where_the_time_went.svg'])
  for (const picture of Object.values(pictures)) {
    assert.match(picture, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="900" height="\d+" /)
    assert.ok(picture.includes('<style>') && picture.endsWith('</svg>\n') && !/var\(|\bhref|url\(/.test(picture))
    assert.ok(picture.includes('<title>Base &lt;one&gt; &amp; &quot;two&quot;</title>'))
  }
})

test('a bar out of all proportion is cut, so that the others can be seen', () => {
  const bar = (name: string, value: number): Bar => ({ name, value, halfWidth: null, text: `${value}` })
  const lengths = (bars: readonly Bar[]): number[] =>
    [...barList('parts', bars).matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width))
  assert.deepEqual(lengths([bar('a', 100), bar('b', 50)]), [460, 230])
  assert.deepEqual(lengths([bar('a', 20_000), bar('b', 320), bar('c', 160)]), [460, 287.5, 143.75])
  assert.equal(barList('parts', [bar('a', 20_000), bar('b', 320)]).match(/class="gap"/g)?.length, 1)
})

test('the source that most figures share is said once, above the table', () => {
  const [figure] = result.assumptions
  const figures = [1, 2, 3, 4].map((number) => ({ ...figure!, path: `body.${number}`, source: number === 4 ? 'another' : 'the survey' }))
  const page = createReport({ ...result, assumptions: figures })
  assert.equal(page.match(/the survey/g)?.length, 1)
  assert.ok(page.includes('Where no source stands: the survey.') && page.includes('another'))
})

test('an axis ends on a round number', () => {
  assert.deepEqual(ticksTo(8700, 4), [0, 5000, 10_000])
  assert.deepEqual(
    ticksTo(0.37, 4),
    [0, 0.1, 0.2, 0.3, 0.4].map((tick) => Math.round(tick / 0.1) * 0.1),
  )
  assert.deepEqual(ticksTo(0, 4), [0, 1])
})

test('sections of other rooms stand before the assumptions, in the same dress', () => {
  const page = createReport(result, [
    {
      title: 'Car <1>',
      lead: 'its range',
      drawings: ['<svg></svg>'],
      table: [
        ['cycle', 'km'],
        ['WLTC', '500'],
      ],
    },
  ])
  const at = page.indexOf('<h2>Car &lt;1&gt;</h2><p class="lead">its range</p><svg></svg><table')
  assert.ok(at > 0 && at < page.indexOf('<h2>Assumptions'))
  assert.match(page, /<th>WLTC<\/th><td>500<\/td>/)
})
