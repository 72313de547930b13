import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readExpression, readQuantity, readRange } from './expression.ts'
import type { Wanted } from './expression.ts'
import { NO_NAMES } from './names.ts'
import type { Names } from './names.ts'
import { ValueFault } from './scanner.ts'
import type { Value } from './value.ts'

const duration: Wanted = { dimension: 'duration', draws: true, changes: true, least: 0 }
const names: Names = {
  ...NO_NAMES,
  attributes: new Set(['weld_points']),
  milestones: new Map([['sop', 20_667 * 86_400]]),
  hooks: true,
  readText: (path) => ({ 'cycles.csv': 'weld,paint (s)\n52 s,7\n1 min,8\n' })[path],
}
const constant = (value: number): Value => ({ kind: 'constant', value })
const drawn = (family: string, parameters: Record<string, number>): Value =>
  ({
    kind: 'distribution',
    family,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, constant(value)])),
  }) as Value

const read = (text: string, wanted = duration): Value => readExpression(text, wanted, names)

function fault(text: string, wanted = duration): string {
  try {
    read(text, wanted)
  } catch (error) {
    if (error instanceof ValueFault) return `${error.from}-${error.to} ${error.message} [${error.code}]`
    throw error
  }
  throw new Error(`"${text}" was read`)
}

test('quantities are read in base units, of one part or several', () => {
  assert.deepEqual(read('120 s'), constant(120))
  assert.deepEqual(read('1 h 30 min'), constant(5400))
  assert.deepEqual(read('2.5min'), constant(150))
  assert.deepEqual(read('100_000 min'), constant(6_000_000))
  assert.equal(readQuantity('8 %', { dimension: 'share', draws: false, changes: false }), 0.08)
  assert.equal(readQuantity('0.08', { dimension: 'share', draws: false, changes: false }), 0.08)
  assert.equal(readQuantity('0.42 kg/kWh', { dimension: 'carbonFactor', draws: false, changes: false }), 0.42 / 3.6e6)
  assert.equal(readQuantity('14.6 bn CNY', { dimension: 'money', draws: false, changes: false }), 14.6e9)
  assert.equal(readQuantity('116/h', { dimension: 'rate', draws: false, changes: false }), 116 / 3600)
  assert.equal(readQuantity('100_000 /year', { dimension: 'rate', draws: false, changes: false }), 100_000 / 31_557_600)
  assert.deepEqual(readRange('90 s to 180 s', duration), { low: 90, high: 180 })
})

test('every family of distributions is read by the names and the order of its parameters', () => {
  assert.deepEqual(read('exponential(60 s)'), drawn('exponential', { mean: 60 }))
  assert.deepEqual(read('exponential(rate 0.5/s)'), drawn('exponential', { mean: 2 }))
  assert.deepEqual(read('uniform(50 s to 70 s)'), drawn('uniform', { low: 50, high: 70 }))
  assert.deepEqual(read('triangular(50 s 58 s 90 s)'), drawn('triangular', { low: 50, mode: 58, high: 90 }))
  assert.deepEqual(read('triangular(50 s, 58 s, 90 s)'), drawn('triangular', { low: 50, mode: 58, high: 90 }))
  assert.deepEqual(read('pert(50 s 58 s 90 s)'), drawn('pert', { low: 50, mode: 58, high: 90 }))
  assert.deepEqual(read('normal(mean 60 s sd 5 s)'), drawn('normal', { mean: 60, sd: 5 }))
  assert.deepEqual(read('lognormal(cv 0.4 mean 90 s)'), drawn('lognormal', { cv: 0.4, mean: 90 }))
  assert.deepEqual(read('gamma(shape 4 mean 1 min)'), drawn('gamma', { shape: 4, mean: 60 }))
  assert.deepEqual(read('erlang(shape 2 mean 1 min)'), drawn('erlang', { shape: 2, mean: 60 }))
  assert.deepEqual(read('weibull(shape 2.2 scale 500 h)'), drawn('weibull', { shape: 2.2, scale: 1_800_000 }))
  assert.deepEqual(read('beta(alpha 2 beta 5 40 s to 90 s)'), drawn('beta', { alpha: 2, beta: 5, low: 40, high: 90 }))
  assert.deepEqual(read('mix(30 % exponential(2 min) 70 % exponential(40 s))'), {
    kind: 'distribution',
    family: 'mix',
    parameters: {},
    parts: [
      { share: constant(0.3), of: drawn('exponential', { mean: 120 }) },
      { share: constant(0.7), of: drawn('exponential', { mean: 40 }) },
    ],
  })
  assert.deepEqual(read('sum(20 s exponential(5 s))'), {
    kind: 'distribution',
    family: 'sum',
    parameters: {},
    parts: [{ of: constant(20) }, { of: drawn('exponential', { mean: 5 }) }],
  })
  assert.deepEqual(read('discrete(10 % of 2 min 90 % of 5 min)'), {
    kind: 'distribution',
    family: 'discrete',
    parameters: {},
    parts: [
      { share: constant(0.1), of: constant(120) },
      { share: constant(0.9), of: constant(300) },
    ],
  })
  assert.deepEqual(read('truncated(normal(mean 60 s sd 5 s) 45 s to 80 s)'), {
    kind: 'distribution',
    family: 'truncated',
    parameters: { low: constant(45), high: constant(80) },
    parts: [{ of: drawn('normal', { mean: 60, sd: 5 }) }],
  })
})

test('a Weibull variable by its mean has the scale that gives this mean', () => {
  // gamma(1.5) is half the root of pi: a mean of 1 h at shape 2 is a scale of 2 h over that root.
  const weibull = read('weibull(shape 2 mean 1 h)')
  assert.ok(weibull.kind === 'distribution' && weibull.family === 'weibull')
  const scale = weibull.parameters['scale']!
  assert.ok(scale.kind === 'constant' && Math.abs(scale.value - 7200 / Math.sqrt(Math.PI)) < 1e-9)
  assert.equal(weibull.parameters['mean'], undefined)
})

test('a column of a table is data: quantities, or numbers in the unit of its header', () => {
  assert.deepEqual(read('empirical(cycles.csv column weld)'), { kind: 'distribution', family: 'empirical', parameters: {}, data: [52, 60] })
  assert.deepEqual(read('empirical(cycles.csv column paint interpolate linear)'), {
    kind: 'distribution',
    family: 'empirical',
    parameters: {},
    data: [7, 8],
    interpolate: true,
  })
  assert.equal(fault('empirical(none.csv column weld)'), '10-30 there is no file "none.csv" beside the model [G0031]')
  assert.equal(fault('empirical(cycles.csv column wled)'), '28-32 cycles.csv has no column "wled"; did you mean "weld"? [G0032]')
})

test('courses over time say from where to where, and since when', () => {
  assert.deepEqual(read('learning(7 min to 90 s half_life 60 d since sop)'), {
    kind: 'curve',
    form: 'learning',
    from: constant(420),
    to: constant(90),
    span: 5_184_000,
    since: 1_785_628_800,
  })
  assert.deepEqual(read('wright(first 100 min rate 85 %)'), { kind: 'curve', form: 'wright', from: constant(6000), rate: 0.85 })
  assert.deepEqual(read('linear(30 s to 20 s over 90 d since sop + 1 week)'), {
    kind: 'curve',
    form: 'linear',
    from: constant(30),
    to: constant(20),
    span: 7_776_000,
    since: 1_786_233_600,
  })
  assert.deepEqual(read('exponential(logistic(60 s to 50 s over 10 d))'), {
    kind: 'distribution',
    family: 'exponential',
    parameters: { mean: { kind: 'curve', form: 'logistic', from: constant(60), to: constant(50), span: 864_000 } },
  })
})

test('attributes and hooks are read by name', () => {
  assert.deepEqual(read('attribute(weld_points)'), { kind: 'attribute', name: 'weld_points' })
  assert.deepEqual(read('hook(weld_time)'), { kind: 'hook', name: 'weld_time' })
  assert.equal(fault('attribute(weld_point)'), '10-20 no product has an attribute called "weld_point"; did you mean "weld_points"? [G1105]')
})

test('what cannot be read is told with what was expected and received', () => {
  assert.equal(fault('fast'), '0-1 expected a duration such as "120 s", received "fast" [G1003]')
  assert.equal(fault('5'), '0-1 expected a duration such as "120 s", received "5" [G1003]')
  assert.equal(fault('5 kg'), '0-4 expected a duration such as "120 s", received "5 kg" [G1003]')
  assert.equal(fault('5 mim'), '2-3 unknown unit "mim"; did you mean "min"? [G1003]')
  assert.equal(
    fault('2 month'),
    '0-7 expected a duration such as "120 s", received "2 month"; month and year are for rates, money and dates [G1003]',
  )
  assert.equal(fault('-5 s'), '0-4 expected at least 0, received "-5 s" [G1004]')
  assert.equal(fault('5 km/hh', { dimension: 'speed', draws: false, changes: false }), '5-7 unknown unit "hh"; did you mean "h"? [G1003]')
  assert.equal(fault('exponental(60 s)'), '0-11 unknown word "exponental"; did you mean "exponential"? [G1003]')
  assert.equal(fault('exponential(60 s'), '16-16 a parenthesis is not closed [G1003]')
  assert.equal(fault('lognormal(mean 90 s)'), '0-19 expected lognormal(mean 90 s cv 0.4), received "lognormal(mean 90 s)" [G1007]')
  assert.equal(
    fault('lognormal(mean 90 s sd 4 s)'),
    '20-21 lognormal has no parameter "sd"; write it as in lognormal(mean 90 s cv 0.4) [G1007]',
  )
  assert.equal(fault('normal(60 s 5 s)'), '7-8 expected a name before this number, as in normal(mean 60 s sd 5 s) [G1007]')
  assert.equal(
    fault('exponential(60 s)', { ...duration, draws: false }),
    '0-12 it is not drawn at random: expected a duration such as "120 s", received "exponential(..)" [G1003]',
  )
  assert.equal(
    fault('learning(7 min to 90 s half_life 60 d)', { ...duration, changes: false }),
    '0-9 it cannot change in time, received "learning(..)" [G1003]',
  )
  assert.equal(
    fault('learning(7 min 90 s)'),
    '0-15 expected learning(7 min to 90 s half_life 60 d since sop), received "learning(7 min 90 s)" [G1007]',
  )
  assert.equal(fault('linear(1 s to 2 s over 3 d since spo)'), '33-36 no milestone is called "spo"; did you mean "sop"? [G1106]')
})

test('impossible parameters are told', () => {
  assert.equal(fault('triangular(58 s 50 s 90 s)'), '0-25 triangular: low, mode and high stand in rising order [G1007]')
  assert.equal(fault('exponential(0 s)'), '0-15 exponential: the mean must be above zero [G1007]')
  assert.equal(
    fault('erlang(shape 2.5 mean 1 min)'),
    '0-27 erlang: the shape of erlang is a whole number of phases, received 2.5; gamma takes any [G1007]',
  )
  assert.equal(fault('gamma(shape 0 mean 1 min)'), '0-24 gamma: the shape must be above zero [G1007]')
  assert.equal(fault('lognormal(mean 90 s cv -1)'), '0-25 lognormal: cv cannot be negative [G1007]')
  assert.equal(fault('beta(alpha 2 beta 0 40 s to 90 s)'), '0-32 beta: beta must be above zero [G1007]')
  assert.equal(fault('mix(30 % exponential(2 min) 60 % exponential(40 s))'), '0-50 shares add up to 90 % [G1121]')
  assert.equal(fault('discrete(50 % of 2 min 54 % of 5 min)'), '0-36 shares add up to 104 % [G1121]')
})

test('any text is read or refused with a fault inside it, never otherwise', () => {
  const piece = fc.constantFrom(
    'exponential',
    'mix',
    'learning',
    '(',
    ')',
    ',',
    ' ',
    '5',
    '-3.2e4',
    's',
    'min',
    '%',
    'mean',
    'of',
    'to',
    'sop',
    '+',
    '/',
    '1e999',
    'bn CNY',
    '_',
    'é',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(' ')),
      ),
      (text) => {
        try {
          read(text)
        } catch (error) {
          assert.ok(error instanceof ValueFault, String(error))
          assert.ok(error.from >= 0 && error.to >= error.from && error.from <= text.length)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
