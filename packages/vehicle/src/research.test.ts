/** The research base: miles of validation, life tests, gates, slips. */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { NO_NAMES, readModel } from 'genba/model'
import { planLifeTests } from './life-tests.ts'
import { planProgram } from './program-network.ts'
import type { Activity } from './program-network.ts'
import { planResearch } from './research.ts'
import type { ResearchOutcome } from './research.ts'
import { researchReference } from './words-reference.ts'
import { studySlips } from './slip.ts'
import type { SlipAnswer } from './slip.ts'
import {
  carsWithin,
  drivingDays,
  fleetMilesPerYear,
  HUMAN_RATES,
  milesForImprovement,
  milesTable,
  milesWithoutEvent,
  planValidation,
  RAND_FLEET,
} from './validation-miles.ts'

test('the table of RAND RR-1478 is reproduced: miles and years of a hundred cars', () => {
  // Fatality, injury, crash: miles, then years of 100 cars round the clock at 25 mph.
  const published: readonly (readonly [number, number])[] = [
    [275e6, 12.5],
    [3.9e6, 2 / 12],
    [1.6e6, 1 / 12],
    [8.8e9, 402],
    [125e6, 5.7],
    [51e6, 2.3],
    [5.0e9, 227],
    [70e6, 3.2],
    [28e6, 1.3],
    [11.3e9, 518],
    [161e6, 7.3],
    [65e6, 3.0],
  ]
  const table = milesTable()
  assert.equal(table.length, 12)
  table.forEach(({ miles, years }, i) => {
    const [expected, fleetYears] = published[i]!
    // Printed with two digits.
    assert.ok(Math.abs(miles / expected - 1) < 0.025, `${miles}, ${expected}`)
    assert.ok(Math.abs(years - fleetYears) < 0.06 || Math.abs(years / fleetYears - 1) < 0.03, `${years}, ${fleetYears}`)
  })
  assert.ok(Math.abs(fleetMilesPerYear(RAND_FLEET) - 21.9e6) < 1e4)
})

test('confidence is what it says: so many miles without an event have that chance under the human rate', () => {
  const miles = milesWithoutEvent(HUMAN_RATES.crash, 0.9)
  assert.ok(Math.abs(Math.exp(-miles * HUMAN_RATES.crash) - 0.1) < 1e-12)
})

test('power costs miles, simulation saves them, more cars save years', () => {
  const bare = milesForImprovement(HUMAN_RATES.injury, 0.2)
  const sure = milesForImprovement(HUMAN_RATES.injury, 0.2, 0.95, 0.8)
  assert.ok(sure > 2 * bare)
  const { roadMiles } = planValidation(sure, RAND_FLEET, 0.9)
  assert.ok(Math.abs(roadMiles / (0.1 * sure) - 1) < 1e-12)
  // 16.06 M miles at 219,000 a car and year: 74 cars, at half of the hours twice as many, and no car too many.
  const { low, likely, high } = carsWithin(roadMiles, RAND_FLEET, 365, [0.5, 0.75, 1])
  assert.deepEqual([low, likely, high], [74, 98, 147])
  assert.ok(planValidation(sure, { ...RAND_FLEET, cars: low }, 0.9).years <= 1)
  assert.ok(planValidation(sure, { ...RAND_FLEET, cars: low - 1 }, 0.9).years > 1)
  assert.throws(() => carsWithin(1, RAND_FLEET, 0, [1, 1, 1]), /a time in which to drive, received 0 days/)
  // At 70 % of its hours the fleet takes longer; the days are those of an activity.
  const days = drivingDays(21.9e6, RAND_FLEET, [0.5, 0.7, 0.9])
  assert.deepEqual([days.low, days.likely, days.high].map(Math.round), [406, 521, 730])
  assert.throws(() => planValidation(1, { ...RAND_FLEET, cars: 0 }), /does not drive/)
  assert.throws(() => milesForImprovement(1e-6, 1.2), /improvement between 0 and 1, received 1\.2/)
})

test('life tests take as long as samples need channels', () => {
  const cycling = { name: 'cycling', samples: 600, cycles: 1500, hoursPerCycle: 4, standingHours: 0, channel: 'cell' }
  const calendar = { name: 'calendar', samples: 100, cycles: 0, hoursPerCycle: 0, standingHours: 8766, channel: 'oven' }
  const { tests, hours, use } = planLifeTests([cycling, calendar], { cell: 300, oven: 100 })
  // Two rounds of 6,000 h on 300 channels; calendar ageing 12 months in one.
  assert.deepEqual(
    tests.map(({ firstHours, lastHours }) => [firstHours, lastHours]),
    [
      [6000, 12_000],
      [8766, 8766],
    ],
  )
  assert.equal(hours, 12_000)
  assert.deepEqual([use['cell'], use['oven']], [1, 8766 / 12_000])
  assert.equal(planLifeTests([cycling], { cell: 300 }, 0.8).hours, 15_000)
  assert.throws(() => planLifeTests([cycling], { pack: 20 }), /"cycling" needs channels of kind "cell"; there are pack/)
})

const sure = (name: string, days: number, after: readonly string[] = []): Activity => ({ name, low: days, likely: days, high: days, after })

test('a network without uncertainty is the critical path method: the longest way, and it alone is critical', () => {
  const { activities, ends } = planProgram(
    [sure('a', 10), sure('b', 20), sure('c', 5, ['a', 'b']), sure('d', 100, ['a']), sure('sop', 0, ['c', 'd'])],
    10,
  )
  assert.deepEqual(
    activities.map(({ name, p50, critical }) => [name, p50, critical]),
    [
      ['a', 10, 1],
      ['b', 20, 0],
      ['c', 25, 0],
      ['d', 110, 1],
      ['sop', 110, 1],
    ],
  )
  assert.deepEqual(new Set(ends), new Set([110]))
})

test('two equal uncertain ways are critical half the time each, and end as theory has it', () => {
  // Of the greater of two triangulars (0, 1/2, 1) with distribution F: E = integral of 1 - F^2, E of the square = integral of 2 x (1 - F^2).
  const cumulative = (x: number): number => (x < 0.5 ? 2 * x * x : 1 - 2 * (1 - x) ** 2)
  const steps = 100_000
  let [expected, square] = [0, 0]
  for (let i = 0; i < steps; i++) {
    const x = (i + 0.5) / steps
    const beyond = (1 - cumulative(x) ** 2) / steps
    expected += beyond
    square += 2 * x * beyond
  }
  const variance = square - expected ** 2
  const way = (name: string): Activity => ({ name, low: 0, likely: 0.5, high: 1, after: [] })
  const n = 40_000
  const { activities, ends } = planProgram([way('one'), way('other')], n, 7)
  const mean = ends.reduce((a, b) => a + b, 0) / n
  // |z| < 4: one in 16,000 seeds.
  assert.ok(Math.abs(mean - expected) < 4 * Math.sqrt(variance / n), `${mean}, ${expected}`)
  const [one, other] = activities
  assert.ok(Math.abs(one!.critical - 0.5) < 4 * Math.sqrt(0.25 / n))
  assert.ok(Math.abs(one!.critical + other!.critical - 1) < 1e-12)
})

test('another activity changes no draw of the others, and faults are named', () => {
  const a: Activity = { name: 'a', low: 1, likely: 2, high: 6, after: [] }
  const [alone] = planProgram([a], 100).activities
  const [beside] = planProgram([a, { ...a, name: 'b' }], 100).activities
  assert.equal(alone!.mean, beside!.mean)
  assert.throws(() => planProgram([sure('a', 1, ['b']), sure('b', 1, ['a'])]), /a circle: a waits for b waits for a/)
  assert.throws(() => planProgram([sure('a', 1, ['z'])]), /"a" waits for "z", which is not there/)
  assert.throws(() => planProgram([{ ...a, low: 5 }]), /ascending order, received 5, 2, 6/)
})

test('a slip of the cells costs what its months, cars and conversion cost', () => {
  const base = { carsPerMonth: 1000, marginSolid: 10, marginLiquid: 6, horizonMonths: 48 }
  const slips = [
    { name: 'on time', months: 0, probability: 0.5 },
    { name: 'a year late', months: 12, probability: 0.5 },
  ]
  const wait: SlipAnswer = { name: 'wait', liquidFirst: false, retrofitMonths: 0, retrofitCost: 0, outputWhileRetrofit: 1 }
  const liquid: SlipAnswer = { name: 'liquid first', liquidFirst: true, retrofitMonths: 2, retrofitCost: 5000, outputWhileRetrofit: 0.5 }
  const dual: SlipAnswer = { ...wait, name: 'two sources', secondSource: { slips, readinessCost: 2000 } }
  const { outcomes, expectations } = studySlips(base, slips, [wait, liquid, dual])
  const late = (answer: string): (typeof outcomes)[number] =>
    outcomes.find((each) => each.answer === answer && each.slip === 'a year late')!
  assert.deepEqual([late('wait').lostCars, late('wait').marginChange, late('wait').saleDelayMonths], [12_000, -120_000, 12])
  // 12,000 liquid cars at 4 less, one month of cars lost to conversion, and its cost.
  assert.deepEqual([late('liquid first').lostCars, late('liquid first').marginChange], [1000, -48_000 - 10_000 - 5000])
  // Both late in a quarter of cases.
  const two = expectations.find(({ answer }) => answer === 'two sources')!
  assert.deepEqual([two.saleDelayMonths, two.marginChange], [3, -30_000 - 2000])
  assert.equal(expectations[0]!.worstMarginChange, -120_000)
  assert.throws(() => studySlips(base, slips.slice(1), [wait]), /add up to 1, received 0\.5/)
})

/** The plan of a research base, with its milestones known. */
function plan(research: string, replications = 10_000): ResearchOutcome {
  const { root } = readModel(`genba: model/1\nresearch:\n${research.replaceAll(/^/gm, '  ')}\n`)
  return planResearch(root, { ...NO_NAMES, milestones: new Map([['sop', Date.UTC(2027, 7, 2) / 1000]]) }, replications)!
}

const base = `start: 2026-01-05
fleet: {cars: 100}
show: {event: injury, shows: improvement, by: 20 %, power: 80 %, simulated: 90 %}
channels: {cell: 300}
tests: {cycling: {samples: 600, cycles: 1500, cycle: 4 h, on: cell}}
gates:
  concept: {lasts: 60 d to 60 d}
  cells: {by: life_tests, after: concept}
  road: {by: driving, after: [concept]}
  sop: {after: [cells, road], not_before: 2026-06-01}
slips: {on_time: {probability: 50 %}, late: {late: 365.25 d, probability: 50 %}}
answers: {wait: {}, liquid: {liquid_first: true}}
sales: {margin: 10 CNY, margin_liquid: 6 CNY}`

test('the research base of a model is planned in dates', () => {
  const { result, diagnostics, fault } = plan(base, 100)
  assert.deepEqual([diagnostics, fault], [[], undefined])
  const { validation, lifeTests, gates, firstSales } = result!
  // 161 M miles, a tenth on the road, at 21.9 M miles a year.
  assert.ok(Math.abs(validation!.years / (0.1 * (milesForImprovement(HUMAN_RATES.injury, 0.2, 0.95, 0.8) / 21.9e6)) - 1) < 1e-9)
  assert.equal(lifeTests!.hours, 12_000)
  const dates = Object.fromEntries(gates.map(({ name, dates: each }) => [name, each![1]]))
  // 60 days from 5 January are 6 March; 500 days of life tests end on 19 July 2027, long after the driving.
  assert.deepEqual([dates['concept'], dates['cells'], dates['sop']], ['2026-03-06', '2027-07-19', '2027-07-19'])
  assert.ok(gates.find(({ name }) => name === 'road')!.critical === 0 && gates.find(({ name }) => name === 'cells')!.critical === 1)
  assert.deepEqual(
    firstSales.map(({ answer, slip, probability, date }) => [answer, slip, probability, date]),
    [
      ['liquid', 'late', 0.5, '2027-07-19'],
      ['liquid', 'on_time', 0.5, '2027-07-19'],
      ['wait', 'late', 0.5, '2028-07-18'],
      ['wait', 'on_time', 0.5, '2027-07-19'],
    ],
  )
})

test('builds take as long as the pilot line takes for them', () => {
  const { result } = plan('gates: {pilot: {builds: 120, pace: 2/d to 2/d}, sop: {after: pilot}}', 10)
  assert.deepEqual(
    result!.gates.map(({ name, p50 }) => [name, p50]),
    [
      ['pilot', 60],
      ['sop', 60],
    ],
  )
  const spread = plan('gates: {pilot: {builds: 120, pace: 2/d to 6/d}}', 2000).result!.gates[0]!
  // Between 20 and 60 days, 30 at the middle pace: the triangular's mean is 36.7; |z| < 4 with its deviation of 8.5.
  assert.ok(Math.abs(spread.mean - 110 / 3) < (4 * 8.5) / Math.sqrt(2000))
  assert.match(plan('gates: {pilot: {builds: 120}}').fault!, /needs builds and pace together/)
})

test('dates may be milestones, and the chance to be over in time is that of the triangle', () => {
  // 100 to 300 days, likeliest 200, begun 200 days before the start of production: half are through by then, none 100 days earlier.
  const { result } = plan(
    'start: sop - 200 d\ngates: {even: {lasts: 100 d to 300 d, due: sop - 1 d}, early: {lasts: 100 d to 300 d, due: sop - 101 d}, free: {lasts: 1 d to 2 d}}',
    4000,
  )
  const [even, early, free] = ['even', 'early', 'free'].map((name) => result!.gates.find((gate) => gate.name === name)!)
  // |z| < 4.
  assert.ok(Math.abs(even!.inTime! - 0.5) < 4 * Math.sqrt(0.25 / 4000), `${even!.inTime}`)
  assert.deepEqual([early!.inTime, free!.inTime], [0, null])
  assert.ok(Math.abs(Date.parse(even!.dates![1]) - Date.UTC(2027, 7, 2)) <= 5 * 86_400_000)
  assert.match(plan('gates: {a: {lasts: 1 d to 2 d, due: sop}}').fault!, /"a" has a date; give research a start/)
  assert.match(plan('start: sopp').diagnostics[0]!.message, /no milestone is called "sopp"/)
})

test('what does not fit together in a research base is said with its remedy', () => {
  assert.equal(planResearch(readModel('genba: model/1\n').root, NO_NAMES), undefined)
  assert.match(plan('gates: {a: {by: driving}}').fault!, /say with "show" what it is to show/)
  assert.match(plan('gates: {a: {after: b}}').fault!, /"a" waits for "b", which is not there/)
  assert.match(plan('tests: {t: {samples: 2, on: cell}}').fault!, /takes no time; give it cycles/)
  assert.match(
    plan('slips: {a: {probability: 40 %}}\nanswers: {wait: {}}\nsales: {margin: 1 CNY, margin_liquid: 1 CNY}').fault!,
    /add up to 1/,
  )
  assert.match(plan('fleet: {crs: 3}').diagnostics[0]!.message, /unknown word "crs"; did you mean "cars"\?/)
})

test('the reference of the words is what their declarations say; GENBA_UPDATE=1 writes it anew', () => {
  const page = new URL('../../../docs/reference/research.md', import.meta.url)
  const text = researchReference()
  if (process.env['GENBA_UPDATE'] === '1') writeFileSync(page, text)
  assert.equal(readFileSync(page, 'utf8'), text)
})
