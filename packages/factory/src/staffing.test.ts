import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Value } from 'genba/model'
import { createEngine } from './engine.ts'
import type { Observation } from './observation.ts'
import { constrains } from './people.ts'
import { crewOf, fixed, planOf, sink, source, station, tunnel } from './plan.fixture.ts'
import type { CrewPlan, LinePlan, Plan } from './plan.ts'
import { STATES, WAITING_FOR_CREW, WORKING } from './states.ts'

const STATIONS = 6
const TAKT = 10
type Staffing = NonNullable<LinePlan['staffing']>

/** A line of six stations with a takt of 10 ticks, which two people keep up: 20 ticks of work on each part. */
function planWith(crew: Partial<CrewPlan>, line: Partial<LinePlan> = {}, staffing: Partial<Staffing> = {}): Plan {
  const members = Array.from({ length: STATIONS }, (_, i) =>
    station({ path: `line.s${i}`, line: 0, calendars: [0], cycle: fixed(TAKT), pacedByLine: true }),
  )
  // The early shift ends in the middle of a takt.
  const shifts = [
    { from: 0, to: 105, shift: 'early', day: 0 },
    { from: 105, to: 200, shift: 'late', day: 0 },
  ]
  return planOf([source({ path: 'source' }), ...members, sink({ path: 'sink' })], {
    ticksPerSecond: 1,
    calendars: [{ name: 'shifts', kind: 'periodic', period: 200, open: [{ from: 0, to: 200 }], shifts }],
    crews: [crewOf({ name: 'team', calendars: [0], ...crew })],
    lines: [
      {
        number: 0,
        path: 'line',
        key: 'line',
        elements: members.map((_, i) => i + 1),
        transfer: 'self_propelled',
        calendars: [0],
        openEarly: 0,
        takt: fixed(TAKT),
        gaps: true,
        whenBlocked: 'stops',
        shiftEnd: 'pause',
        stops: [],
        sideBays: 0,
        cardBack: 'when_left',
        staffing: { crew: 0, workContent: fixed(20), balance: fixed(1), walkLoss: fixed(0), short: 'slows', lines: [0], ...staffing },
        ...line,
      },
    ],
  })
}

function observe(plan: Plan, until: number): Observation {
  assert.ok(constrains(plan))
  const out = plan.elements.length - 1
  const engine = createEngine(plan, { departures: [{ element: out, first: Infinity }] })
  return engine.run({ seed: 1, replication: 0, until, cuts: [until], warmUp: 0 })!
}

const departures = (plan: Plan, until: number): readonly number[] => observe(plan, until).departures[STATIONS + 1]!
const byShift = (early: number, late: number): Partial<CrewPlan> => ({ sizeByShift: { early: fixed(early), late: fixed(late) } })

test('with half of the people a moving line runs at half its speed, from the shift on that they miss', () => {
  // Out every 10 ticks until 100. At 105 the next body lacks 5 ticks at takt speed, now 10; then every 20. At 200 the next lacks
  // 15 slow ticks, 7.5 fast ones: out at 208.
  for (const transfer of ['self_propelled', 'continuous'] as const)
    assert.deepEqual(
      departures(planWith(byShift(2, 1), { transfer }), 240),
      [60, 70, 80, 90, 100, 115, 135, 155, 175, 195, 208, 218, 228, 238],
    )
})

test('bodies of a line whose speed changes keep their distance: as many leave as its people have time for', () => {
  // Shifts of 105 and 95 ticks in turn; One to three of the three people that are needed: 30 ticks of one for each body.
  const until = 200_000
  for (const [early, late] of [
    [1, 2],
    [2, 1],
    [3, 1],
  ] as const) {
    const plan = planWith(byShift(early, late), {}, { workContent: fixed(30) })
    // All of their time goes into bodies, what does not fill a tick too. The first is out after six takts.
    const bodies = ((until / 200) * (105 * early + 95 * late)) / 30 - STATIONS
    const seen = departures(plan, until).length
    assert.equal(seen, Math.floor(bodies) + 1)
  }
})

test('more people than needed make it no faster; with `short: stops` fewer let it stand, waiting for them', () => {
  assert.deepEqual(departures(planWith(byShift(2, 5)), 140), [60, 70, 80, 90, 100, 110, 120, 130, 140])
  const told = observe(planWith(byShift(2, 1), {}, { short: 'stops' }), 210)
  assert.deepEqual(told.departures[STATIONS + 1], [60, 70, 80, 90, 100, 205])
  const { states, people } = told.windows[0]!
  const line = (STATIONS + 2) * STATES.length
  assert.deepEqual([states[line + WORKING], states[line + WAITING_FOR_CREW]], [115, 95])
  // Two people are there for 115 ticks, at work all the time; one for 95 ticks, who counts as there and at work.
  assert.deepEqual([...people], [2 * 115 + 95, 2 * 115 + 95])
  assert.deepEqual(departures(planWith(byShift(2, 0)), 210), [60, 70, 80, 90, 100, 205])
})

test('learners need more time: the work content is multiplied, and so are the people needed', () => {
  // 150 % of the work content before tick 105: three people are needed, two are there, and the takt is 15.
  const learning: Value = { kind: 'dated', interpolate: false, steps: [1.5, 1].map((value, i) => ({ from: i * 105, value: fixed(value) })) }
  assert.deepEqual(departures(planWith({ ...byShift(2, 2), learning }), 140), [90, 105, 115, 125, 135])
})

test('walking and bad balance cost people: 20 / ((10 - 2) * 0.5) = 5 are needed', () => {
  const staffing = { walkLoss: fixed(2), balance: fixed(0.5) }
  assert.deepEqual(departures(planWith(byShift(4, 4), {}, staffing), 101), [75, 88, 100])
  const { people } = observe(planWith(byShift(8, 8), {}, staffing), 200).windows[0]!
  assert.deepEqual([...people], [5 * 200, 8 * 200])
})

test('a line that steps takes its slower takt from the next step on', () => {
  // Steps every 10 ticks until 100, the next at 110 as planned, then every 20, and every 10 again after that of 190.
  const seen = departures(planWith(byShift(2, 1), { transfer: 'synchronous' }), 230)
  assert.deepEqual(seen, [60, 70, 80, 90, 100, 110, 130, 150, 170, 190, 210, 220, 230])
})

test('along a line where each part goes by itself work takes longer from the next part on, or stands', () => {
  // Parts that begin at 100 take 10 ticks, those of 110 and so on until 190 take 20, the next ones 10 again.
  const transfer = 'asynchronous'
  assert.deepEqual(departures(planWith(byShift(2, 1), { transfer }), 230), [60, 70, 80, 90, 100, 110, 130, 150, 170, 190, 210, 220, 230])
  const told = observe(planWith(byShift(2, 1), { transfer }, { short: 'stops' }), 210)
  assert.deepEqual(told.departures[STATIONS + 1], [60, 70, 80, 90, 100, 205])
  const { states } = told.windows[0]!
  assert.deepEqual([states[STATES.length + WORKING], states[STATES.length + WAITING_FOR_CREW]], [115, 95])
})

test('tunnels of a line carry as slowly as its people are few, whatever is in them', () => {
  // As the stations of a line that moves, above: a dwell of 60 and a takt of 10 ticks, half as fast from 105 to 200.
  for (const transfer of ['continuous', 'asynchronous'] as const) {
    const plan = planWith(byShift(2, 1), { transfer, elements: [1] })
    const oven = tunnel({ path: 'line.oven', line: 0, calendars: [0], dwell: fixed(6 * TAKT), takt: fixed(TAKT) })
    const elements = [source({ path: 'source' }), oven, sink({ path: 'sink' })]
    const told = planOf(elements, { ticksPerSecond: 1, calendars: plan.calendars, crews: plan.crews, lines: plan.lines })
    const engine = createEngine(told, { departures: [{ element: 2, first: Infinity }] })
    const { departures: out } = engine.run({ seed: 1, replication: 0, until: 240, cuts: [240], warmUp: 0 })!
    assert.ok(constrains(told))
    assert.deepEqual(out[2], [60, 70, 80, 90, 100, 115, 135, 155, 175, 195, 208, 218, 228, 238])
  }
})

test('a line stands while those who staff it have gone home', () => {
  // Whoever has hours of their own: gone from 60 to 80. What is due at 60 comes first.
  const plan = planWith({ size: fixed(2), calendars: [1] })
  const hours = {
    name: 'hours',
    kind: 'periodic',
    period: 200,
    open: [
      { from: 0, to: 60 },
      { from: 80, to: 200 },
    ],
  } as const
  const told = { ...plan, calendars: [...plan.calendars, hours] }
  assert.deepEqual(departures(told, 140), [60, 90, 100, 110, 120, 130, 140])
  const stays = { ...told, crews: [crewOf({ name: 'team', size: fixed(2), calendars: [1], shiftEnd: 'finish' })] }
  assert.deepEqual(departures(stays, 100), [60, 70, 80, 90, 100])
})

test('people rest one after another: as many at a time as their breaks take of the shift', () => {
  const pieces = [
    { from: 0, to: 60, shift: 'day', day: 0 },
    { from: 80, to: 200, shift: 'day', day: 0 },
  ]
  const breaks = { name: 'breaks', kind: 'periodic', period: 200, open: pieces, shifts: pieces } as const
  const inTurn = (people: number): Plan => {
    const plan = planWith({ size: fixed(people), calendars: [1], rest: 'in_turn' })
    return { ...plan, calendars: [...plan.calendars, breaks] }
  }
  // Each of three rests for 20 of 200 ticks, one after another until 60; two are needed.
  assert.deepEqual(departures(inTurn(3), 100), [60, 70, 80, 90, 100])
  // Of two one rests until 40: a body has gone 20 ticks then, and is out 40 later.
  assert.deepEqual(departures(inTurn(2), 100), [80, 90, 100])
  const sums = (people: number): readonly number[] => {
    const { people: there, roll } = observe(inTurn(people), 200).windows[0]!
    return [there[1]!, roll[0]!, roll[1]!]
  }
  // 15 people rest for 300 ticks together: two at a time until 100, then one.
  assert.deepEqual(sums(15), [13 * 100 + 14 * 100, 15 * 180, 200])
  // With a second calendar, open until 100, all have gone then.
  const season = { name: 'season', kind: 'periodic', period: 200, open: [{ from: 0, to: 100 }] } as const
  const plan = inTurn(15)
  const both = { ...plan, calendars: [...plan.calendars, season], crews: plan.crews.map((crew) => ({ ...crew, calendars: [2, 1] })) }
  const { people: there, roll } = observe(both, 200).windows[0]!
  assert.deepEqual([there[1], roll[0], roll[1]], [13 * 100, 13 * 100, 100])
  assert.deepEqual(sums(10), [9 * 200, 10 * 180, 200])
})

test('lines with different takts share the work content by their stations', () => {
  const line = (number: number, takt: number, elements: readonly number[]): LinePlan => ({
    number,
    path: `line${number}`,
    key: `line${number}`,
    elements,
    transfer: 'continuous',
    calendars: [],
    openEarly: 0,
    takt: fixed(takt),
    gaps: true,
    whenBlocked: 'stops',
    shiftEnd: 'pause',
    stops: [],
    sideBays: 0,
    cardBack: 'when_left',
    staffing: { crew: 0, workContent: fixed(30), balance: fixed(1), walkLoss: fixed(0), short: 'slows', lines: [0, 1] },
  })
  const member = (number: number) => station({ path: `s${number}`, line: number < 3 ? 0 : 1, pacedByLine: true })
  const elements = [source({ path: 'source' }), member(1), member(2), member(3), sink({ path: 'sink' })]
  const plan = planOf(elements, { ticksPerSecond: 1, crews: [crewOf({ size: fixed(9) })], lines: [line(0, 10, [1, 2]), line(1, 20, [3])] })
  // 20 ticks of work at a takt of 10, and 10 at one of 20: 2.5 people.
  assert.deepEqual([...observe({ ...plan }, 100).windows[0]!.people], [250, 900])
})
