import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayNumber } from 'genba/quantity'
import { elementOf, planOf } from './compile.fixture.ts'
import type { CalendarPlan } from './plan.ts'

const DAY = 86_400
const plant = 'flow: [source, {station: M1, cycle: 1 s, calendar: c}, sink]'

/** Windows of the only calendar, in hours after midnight of a day. */
function hours(calendar: CalendarPlan, from: number): string[] {
  return calendar.open.map((window) => `${(window.from - from * DAY) / 3600} to ${(window.to - from * DAY) / 3600}`)
}

test('shifts without their breaks, a night shift with the break after its midnight, joined where shifts touch', () => {
  const plan = planOf(`genba: model/1
run: {start: 2028-03-06, end: 2028-03-06}
calendars:
  c:
    days: Mon to Fri
    shifts:
      early: {open: 06:00 to 14:00, breaks: [10:00 to 10:20]}
      late: {open: 14:00 to 22:00}
      night: {open: 22:00 to 06:00, breaks: [02:00 to 02:20]}
${plant}
`)
  // The plan looks a day beyond the end of the run.
  const monday = dayNumber(2028, 3, 6)
  assert.deepEqual(hours(plan.calendars[0]!, monday), [
    '6 to 10',
    '10.333333333333334 to 26',
    '26.333333333333332 to 34',
    '34.333333333333336 to 48',
  ])
  const [calendar] = plan.calendars
  assert.deepEqual(calendar?.kind === 'dated' && calendar.shifts!.slice(0, 4).map(({ shift }) => shift), [
    'early',
    'early',
    'late',
    'night',
  ])
})

test('holidays close and working days open, a shift belonging to the day on which it begins', () => {
  const plan = planOf(`genba: model/1
run: {start: 2028-03-04, end: 2028-03-08}
holidays: {h: {2028-03-06 to 2028-03-07: feast, 2028-03-05: working day, 2028-03-07: working day}}
calendars: {c: {days: Mon to Fri, holidays: h, shifts: {night: {open: 22:00 to 04:00}}}}
${plant}
`)
  const saturday = dayNumber(2028, 3, 4)
  // The first hours belong to the shift of Friday the 3rd; Sunday is a working day, Monday and Tuesday are holidays.
  assert.deepEqual(hours(plan.calendars[0]!, saturday), ['0 to 4', '46 to 52', '118 to 124', '142 to 144'])
})

test('without dates a calendar by days repeats every week, which begins on a Monday', () => {
  const plan = planOf(`genba: model/1\ncalendars: {c: {days: [Mon, Sun], shifts: {night: {open: 22:00 to 04:00}}}}\n${plant}\n`)
  const open = [
    { from: 0, to: 4 * 3600 },
    { from: 22 * 3600, to: 28 * 3600 },
    { from: 6 * DAY + 22 * 3600, to: 7 * DAY },
  ]
  // Days since 1970-01-01: the Sunday before the week, its Monday, its Sunday.
  const shifts = open.map((window, i) => ({ ...window, shift: 'night', day: [10, 11, 17][i]! }))
  assert.deepEqual(plan.calendars[0], { name: 'c', kind: 'periodic', period: 7 * DAY, open, shifts })
})

test('a periodic calendar counts from the start of the run', () => {
  const plan = planOf(`genba: model/1\ncalendars: {c: {period: 100 s, open: [45 s to 90 s, 0 s to 40 s]}}\n${plant}\n`)
  assert.deepEqual(plan.calendars[0], {
    name: 'c',
    kind: 'periodic',
    period: 100,
    open: [
      { from: 0, to: 40 },
      { from: 45, to: 90 },
    ],
  })
})

test('of a list all must be open, always undoes what is handed down, and a word may change by date', () => {
  const plan = planOf(`genba: model/1
run: {start: 2028-03-06, end: 2028-03-07}
milestones: {sop: 2028-03-06}
calendars:
  one: {shifts: {a: {open: 06:00 to 14:00}}}
  two: {shifts: {a: {open: 06:00 to 22:00}}}
calendar: one
flow: [source, {station: M1, cycle: 1 s}, {station: M2, cycle: 1 s, calendar: always}, {station: M3, cycle: 1 s, calendar: [one, two]}, {station: M4, cycle: 1 s, calendar: {sop: one, sop + 1 d: two}}, sink]
`)
  assert.deepEqual(
    ['M1', 'M2', 'M3', 'M4'].map((path) => elementOf(plan, path).calendars),
    [[0], [], [0, 1], [2]],
  )
  assert.deepEqual(hours(plan.calendars[2]!, dayNumber(2028, 3, 6)), ['6 to 14', '30 to 46', '54 to 70'])
})

test('a dated run lasts to the midnight of its last day, its warm-up included', () => {
  const { run } = planOf(
    `genba: model/1\nrun: {start: 2028-12-01, end: 2029-12-31, warm_up: 31 d, ramp: finished, precision: 1 %, tick: 1 s}\nflow: [source, {station: M1, cycle: 1 s}, sink]\n`,
  )
  assert.deepEqual(run, {
    start: dayNumber(2028, 12, 1) * DAY,
    length: 365 * DAY,
    warmUp: 31 * DAY,
    replications: 5,
    seed: 1,
    precision: 0.01,
    confidence: 0.95,
    finished: true,
  })
  assert.equal(
    planOf('genba: model/1\nrun: {length: 1 h, tick: 1 min}\nflow: [source, {station: M1, cycle: 1 min}, sink]\n').ticksPerSecond,
    1 / 60,
  )
})

test('a crew without a calendar works whenever the base is open', () => {
  const plan = planOf(
    `genba: model/1\ncalendars: {c: {period: 100 s, open: [0 s to 50 s]}, d: {period: 10 s, open: [0 s to 5 s]}}\ncalendar: c\ncrews: {a: {size: 1}, b: {size: 1, calendar: d}}\nflow: [source, {station: M1, cycle: 1 s}, sink]\n`,
  )
  assert.deepEqual(
    plan.crews.map(({ calendars }) => calendars.map((number) => plan.calendars[number]!.name)),
    [['c'], ['d']],
  )
})
