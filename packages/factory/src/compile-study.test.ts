import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { formatDiagnostic, formatDiagnostics, readModel } from 'genba/model'
import { readStudies } from './compile-study.ts'
import type { Study } from './compile-study.ts'

const MODEL = `genba: model/1
responses: {cars: {measure: out.throughput, per: year}}
scenarios: {fast: {M1.cycle: 1 s}}
flow: [source, {station: M1, cycle: {value: 2 s, range: 1 s to 3 s}, rework: {itself: 2 %}}, {buffer: 3}, {station: M2, cycle: 2 s}, {sink: out}]
`

function read(studies: string): { studies: readonly Study[]; told: string[] } {
  const document = readModel(`genba: study/1\nmodel: m.yaml\n${studies}`, {
    file: 's.yaml',
    readText: (path) => (path === 'm.yaml' ? MODEL : undefined),
  })
  const result = readStudies(document)
  return { studies: result.studies, told: result.diagnostics.map(formatDiagnostic) }
}

test('the studies of the Jinshan base are read against its model, without a word', () => {
  const root = new URL('../../../', import.meta.url)
  const readText = (path: string): string => readFileSync(new URL(path, root), 'utf8')
  const { studies, diagnostics } = readStudies(
    readModel(readText('models/jinshan/studies.yaml'), { file: 'models/jinshan/studies.yaml', readText }),
  )
  assert.equal(formatDiagnostics(diagnostics), '')
  assert.deepEqual(
    studies.map(({ name, kind }) => `${name} ${kind}`),
    [
      'assembly_takt compare',
      'body_cycle sweep',
      'buffers optimize',
      'casting_choices compare',
      'die_change sweep',
      'drive_fault sweep',
      'first_crew smallest',
      'first_year compare',
      'pack_cycle sweep',
      'paint_at_shift_end compare',
      'phase_2 compare',
      'repair_bays sweep',
      'restarts compare',
      'stands_and_calibration sweep',
      'stops sweep',
      'stops_of_cars compare',
      'what_matters sensitivity',
    ],
  )
  const stands = studies.find(({ name }) => name === 'stands_and_calibration')!
  assert.deepEqual(stands.factors, [
    { path: 'eol.adas.cycle', sites: ['eol.adas.cycle'], values: ['240 s', '300 s', '360 s', '390 s', '420 s', '600 s'] },
    { path: 'eol.adas.positions', sites: ['eol.adas.positions'], values: ['3', '4', '5'] },
  ])
  const stops = studies.find(({ name }) => name === 'stops')!
  assert.deepEqual(stops.factors[1], {
    path: 'ga.before_*.capacity',
    sites: ['ga.before_trim2.capacity', 'ga.before_chassis.capacity', 'ga.before_final1.capacity', 'ga.before_final2.capacity'],
    values: ['1', '4', '8'],
  })
  const crew = studies.find(({ name }) => name === 'first_crew')!
  assert.deepEqual(
    [crew.until, crew.confidence, crew.replications, crew.scenario],
    [[{ of: 'cars', kind: 'at_least', value: 100_000 / 31_557_600, text: 'at least 100_000 /year' }], 0.95, 10, 'as_measured'],
  )
})

test('a series of factors is whole numbers, or evenly spaced values', () => {
  const { studies, told } = read(
    'studies: {a: {kind: sweep, factors: {before_M2.capacity: 3 to 5, M1.rework.itself: 10 % to 70 % in 4 values, M1.cycle: 1 min to 120 s in 3 values}}}',
  )
  assert.deepEqual(told, [])
  assert.deepEqual(
    studies[0]!.factors.map(({ values }) => values),
    [
      ['3', '4', '5'],
      ['10 %', '30 %', '50 %', '70 %'],
      ['1 min', '1.5 min', '2 min'],
    ],
  )
})

test('studies may stand in the model itself', () => {
  const document = readModel(`${MODEL}studies: {a: {kind: compare, scenarios: [fast], scenario: fast}}\n`, { file: 'm.yaml' })
  const { studies, diagnostics } = readStudies(document)
  assert.deepEqual([diagnostics, studies[0]!.scenarios, studies[0]!.responses], [[], ['fast'], ['cars']])
})

test('what a study lacks or misspells is told at its place', () => {
  assert.deepEqual(read('scenario: slow\nstudies: {a: {kind: compare, scenarios: [fats]}}').told, [
    's.yaml:4:14  studies.a: there is no scenario called "slow"  [G1302]',
    's.yaml:4:14  studies.a: there is no scenario called "fats"; did you mean "fast"?  [G1302]',
  ])
  assert.deepEqual(
    read('studies: {a: {kind: swep}, b: {kind: sweep}, c: {kind: optimize, vary: {before_M2.capacity: 3}, maximize: care}}').told,
    [
      's.yaml:3:21  studies.a.kind: expected sweep, compare, sensitivity, optimize or smallest, received "swep"; did you mean "sweep"?  [G1003]',
      's.yaml:3:31  studies.b: a study of kind sweep needs "factors", such as factors: {ga.takt: [108 s, 120 s]}  [G1002]',
      's.yaml:3:49  studies.c: "care" is neither a response of the model nor a measure; did you mean "cars"?  [G1310]',
      's.yaml:3:93  studies.c.vary.before_M2.capacity: expected a range such as 10 to 120  [G1003]',
    ],
  )
  assert.deepEqual(
    read('studies: {a: {kind: sweep, factors: {M1.cylce: [1 s], M1.cycle: [fast], M2.cycle: 1 s to 5 s, M1.positions: 5 to 3}}}').told,
    [
      's.yaml:3:38  studies.a: "M1" has no "cylce"; did you mean "cycle"?  [G1301]',
      's.yaml:3:66  studies.a.factors.M1.cycle: expected a duration such as "120 s", received "fast"  [G1003]',
      's.yaml:3:83  studies.a.factors.M2.cycle: expected a number of values, such as "1 s to 5 s in 5 values"  [G1003]',
      's.yaml:3:109  studies.a.factors.M1.positions: expected a series in rising order, received "5 to 3"  [G1003]',
    ],
  )
  assert.deepEqual(
    read('studies: {a: {kind: smallest, vary: {before_M2.capacity: 1 to 5}, until: {cars: about 5, lead_time: below 5 kg}}}').told,
    [
      's.yaml:3:81  studies.a: expected a bound such as at least 100_000 /year or below 5 d  [G1003]',
      's.yaml:3:101  studies.a: expected a duration such as "120 s", received "5 kg"  [G1003]',
    ],
  )
})

test('a model that is not there, or has faults of its own, gives no studies', () => {
  const none = readStudies(readModel('genba: study/1\nmodel: x.yaml\nstudies: {}\n', { file: 's.yaml' }))
  assert.deepEqual(none.diagnostics.map(formatDiagnostic), ['s.yaml:2:8  model: there is no file "x.yaml"  [G0052]'])
  const faulty = readStudies(
    readModel('genba: study/1\nmodel: x.yaml\nstudies: {}\n', {
      file: 's.yaml',
      readText: () => 'genba: model/1\nflow: [source, {station: a}, sink]\n',
    }),
  )
  assert.deepEqual(
    faulty.diagnostics.map(({ file, code }) => [file, code]),
    [['x.yaml', 'G1002']],
  )
})
