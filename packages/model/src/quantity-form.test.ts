import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changed } from './changed-value.ts'
import { createDiagnostics, formatDiagnostic } from './diagnostics.ts'
import { readForm } from './form.ts'
import type { Form, Reading } from './form.ts'
import { createLedger } from './ledger.ts'
import { NO_NAMES } from './names.ts'
import { constant, range, value, whole } from './quantity-form.ts'
import type { Value } from './value.ts'
import { createVocabulary } from './vocabulary.ts'
import { readText } from './yaml-reader.ts'

const names = { ...NO_NAMES, products: new Set(['A', 'B']), attributes: new Set(['doors']), milestones: new Map([['sop', 86_400]]) }

function read<T>(form: Form<T>, text: string): { result: T | undefined; told: string[] } {
  const diagnostics = createDiagnostics()
  const reading: Reading = { vocabulary: createVocabulary([]), names, diagnostics, ledger: createLedger(), known: new WeakMap() }
  const result = readForm(form, readText(text, 'x', diagnostics), 'x', reading)
  return { result, told: diagnostics.sorted().map(formatDiagnostic) }
}

const duration = value('duration')
const at = (seconds: number): Value => ({ kind: 'constant', value: seconds })

test('a mapping is dated, by time of day, by product, by attribute or long, told apart by its keys', () => {
  assert.deepEqual(read(duration, '{sop + 2 d: 140 s, sop: 180 s, 1970-03-01: 120 s}').result, {
    kind: 'dated',
    steps: [
      { from: 86_400, value: at(180) },
      { from: 259_200, value: at(140) },
      { from: 5_097_600, value: at(120) },
    ],
    interpolate: false,
  })
  assert.deepEqual(read(duration, '{sop: 180 s, sop + 2 d: 140 s, interpolate: linear}').result, {
    kind: 'dated',
    steps: [
      { from: 86_400, value: at(180) },
      { from: 259_200, value: at(140) },
    ],
    interpolate: true,
  })
  assert.deepEqual(read(duration, '{07:30: 9 s, 00:00: 2 s}').result, {
    kind: 'daily',
    steps: [
      { from: 0, value: at(2) },
      { from: 27_000, value: at(9) },
    ],
  })
  assert.deepEqual(read(duration, '{B: 7 s, A: 4 s, else: 5 s}').result, {
    kind: 'choice',
    by: 'product',
    cases: { A: at(4), B: at(7) },
    otherwise: at(5),
  })
  assert.deepEqual(read(duration, '{by: doors, four: 52 s, two: 47 s}').result, {
    kind: 'choice',
    by: 'doors',
    cases: { four: at(52), two: at(47) },
  })
  assert.deepEqual(read(duration, '{value: {A: 4 s, B: {sop: 1 s}}, range: 1 s to 9 s}').result, {
    kind: 'choice',
    by: 'product',
    cases: { A: at(4), B: { kind: 'dated', steps: [{ from: 86_400, value: at(1) }], interpolate: false } },
  })
})

test('the order of keys changes nothing', () => {
  const one = read(duration, '{A: 4 s, B: 7 s}').result
  const other = read(duration, '{B: 7 s, A: 4 s}').result
  assert.equal(JSON.stringify(one), JSON.stringify(other))
})

test('whole numbers, constants and ranges keep their limits', () => {
  assert.deepEqual(
    [read(whole({ least: 1, unlimited: true }), 'unlimited').result, read(whole(), '24_000').result, read(whole(), '5000 cycles').result],
    [Infinity, 24_000, 5000],
  )
  assert.deepEqual(read(whole({ least: 1 }), '0').told, ['x:1:1  x: expected at least 1, received "0"  [G1004]'])
  assert.deepEqual(read(constant('share'), '120 %').told, ['x:1:1  x: expected at most 100 %, received "120 %"  [G1004]'])
  assert.deepEqual(read(range('count'), '2 to 4').result, { low: 2, high: 4 })
  assert.deepEqual(read(range('count'), '4 to 2').told, ['x:1:1  x: expected a range in rising order, received "4 to 2"  [G1003]'])
  assert.deepEqual(read(constant('duration'), '[5 s]').told, ['x:1:1  x: expected a duration such as "120 s", received a list  [G1003]'])
  assert.deepEqual(read(constant('duration'), '{a: 5 s}').told, [
    'x:1:1  x: expected a duration such as "120 s", received a mapping with "a"  [G1003]',
  ])
})

test('times scales whatever a value is, plus moves it', () => {
  const of = (text: string): Value => read(duration, text).result!
  const times = (text: string): Value => changed(of(text), 'times', 2)!
  assert.deepEqual(times('5 s'), at(10))
  assert.deepEqual(times('lognormal(mean 90 s cv 0.4)'), of('lognormal(mean 180 s cv 0.4)'))
  assert.deepEqual(times('mix(30 % exponential(2 min) 70 % 40 s)'), of('mix(30 % exponential(4 min) 70 % 80 s)'))
  assert.deepEqual(times('beta(alpha 2 beta 5 40 s to 90 s)'), of('beta(alpha 2 beta 5 80 s to 180 s)'))
  assert.deepEqual(times('{sop: 1 s, sop + 3 d: 2 s}'), of('{sop: 2 s, sop + 3 d: 4 s}'))
  assert.deepEqual(times('learning(7 min to 90 s half_life 60 d)'), of('learning(14 min to 180 s half_life 60 d)'))
  assert.deepEqual(changed(of('triangular(1 s 2 s 3 s)'), 'plus', 5), of('triangular(6 s 7 s 8 s)'))
  assert.deepEqual(changed(of('normal(mean 60 s sd 5 s)'), 'plus', 5), of('normal(mean 65 s sd 5 s)'))
  // A gamma variable that is moved is no gamma variable; the sum says so exactly.
  assert.deepEqual(changed(of('gamma(shape 4 mean 1 min)'), 'plus', 5), of('sum(gamma(shape 4 mean 1 min) 5 s)'))
  assert.equal(changed({ kind: 'hook', name: 'f' }, 'times', 2), undefined)
})
