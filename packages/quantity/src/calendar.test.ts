import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ALWAYS_OPEN, intersection } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import { parseDate } from './civil-date.ts'
import { DAY, formatMoment, parseClock, parseMoment } from './civil-time.ts'
import { createPeriodicCalendar } from './periodic-calendar.ts'
import { createShiftCalendar } from './shift-calendar.ts'
import type { DaySpan, Shift } from './shift-calendar.ts'

const HOUR = 3600
const WEEK = [0, 1, 2, 3, 4]

/** `06:00 to 14:30` */
function clock(text: string): { from: number; to: number } {
  const [from, to] = text.split(' to ')
  return { from: parseClock(from!), to: parseClock(to!) }
}

function shift(name: string, open: string, ...breaks: string[]): Shift {
  return { name, open: clock(open), breaks: breaks.map(clock) }
}

function span(from: string, to: string, kind: DaySpan['kind'] = 'holiday'): DaySpan {
  return { from: parseDate(from), to: parseDate(to), kind }
}

const TWO_SHIFTS = [
  shift('early', '06:00 to 14:30', '08:00 to 08:10', '10:00 to 10:30', '12:20 to 12:30'),
  shift('late', '15:00 to 23:30', '17:00 to 17:10', '19:00 to 19:30', '21:20 to 21:30'),
]
const THREE_SHIFTS = [
  shift('early', '06:00 to 14:00', '10:00 to 10:20'),
  shift('late', '14:00 to 22:00', '18:00 to 18:20'),
  shift('night', '22:00 to 06:00', '02:00 to 02:20'),
]

/** Windows in words, for reading. */
function written(calendar: Calendar, from: string, to: string): string[] {
  return calendar.windows(parseMoment(from), parseMoment(to)).map((window) => `${formatMoment(window.from)} to ${formatMoment(window.to)}`)
}

test('two shifts of a Monday are eight windows between their breaks', () => {
  const calendar = createShiftCalendar({ days: WEEK, shifts: TWO_SHIFTS, exceptions: [] }, 0)
  assert.deepEqual(written(calendar, '2028-01-10', '2028-01-11'), [
    '2028-01-10 06:00 to 2028-01-10 08:00',
    '2028-01-10 08:10 to 2028-01-10 10:00',
    '2028-01-10 10:30 to 2028-01-10 12:20',
    '2028-01-10 12:30 to 2028-01-10 14:30',
    '2028-01-10 15:00 to 2028-01-10 17:00',
    '2028-01-10 17:10 to 2028-01-10 19:00',
    '2028-01-10 19:30 to 2028-01-10 21:20',
    '2028-01-10 21:30 to 2028-01-10 23:30',
  ])
  const monday = calendar.windows(parseMoment('2028-01-10'), parseMoment('2028-01-11'))
  // 2 x (8.5 h - 50 min), the 15.33 h a day of the reference base.
  assert.equal(
    monday.reduce((sum, { from, to }) => sum + to - from, 0),
    2 * (8.5 * HOUR - 3000),
  )
})

test('three shifts that touch are one window, broken only by breaks, and the night belongs to the evening before', () => {
  const calendar = createShiftCalendar({ days: WEEK, shifts: THREE_SHIFTS, exceptions: [span('2028-01-12', '2028-01-12')] }, 0)
  assert.deepEqual(written(calendar, '2028-01-10', '2028-01-14'), [
    '2028-01-10 06:00 to 2028-01-10 10:00',
    '2028-01-10 10:20 to 2028-01-10 18:00',
    '2028-01-10 18:20 to 2028-01-11 02:00',
    '2028-01-11 02:20 to 2028-01-11 10:00',
    '2028-01-11 10:20 to 2028-01-11 18:00',
    // The night of Tuesday is worked into the holiday of Wednesday, with its break.
    '2028-01-11 18:20 to 2028-01-12 02:00',
    '2028-01-12 02:20 to 2028-01-12 06:00',
    '2028-01-13 06:00 to 2028-01-13 10:00',
    '2028-01-13 10:20 to 2028-01-13 18:00',
    '2028-01-13 18:20 to 2028-01-14 00:00',
  ])
  assert.deepEqual(
    calendar
      .shiftWindows(parseMoment('2028-01-12'), parseMoment('2028-01-13'))
      .map(({ shift: name, from }) => `${name} ${formatMoment(from)}`),
    ['night 2028-01-12 00:00', 'night 2028-01-12 02:20'],
  )
})

test('a break across midnight stays within its shift', () => {
  const calendar = createShiftCalendar({ days: [4], shifts: [shift('night', '22:00 to 06:00', '23:50 to 00:10')], exceptions: [] }, 0)
  assert.deepEqual(written(calendar, '2028-01-14', '2028-01-16'), [
    '2028-01-14 22:00 to 2028-01-14 23:50',
    '2028-01-15 00:10 to 2028-01-15 06:00',
  ])
})

test('a day that is both a holiday and a working day is a holiday; a working Saturday is worked', () => {
  const exceptions = [span('2028-01-22', '2028-01-23', 'working day'), span('2028-01-23', '2028-01-26')]
  const calendar = createShiftCalendar({ days: WEEK, shifts: TWO_SHIFTS, exceptions }, 0)
  assert.deepEqual(
    ['2028-01-21', '2028-01-22', '2028-01-23', '2028-01-24', '2028-01-27'].map((day) => calendar.isWorkingDay(parseDate(day))),
    [true, true, false, false, true],
  )
})

test('the reference base works 239 days in 2028 and 240 in 2029', () => {
  const days = (text: string): DaySpan[] =>
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [from, to, kind] = line.trim().split(' ')
        return span(from!, to!, kind === 'w' ? 'working day' : 'holiday')
      })
  const exceptions = days(`
    2028-01-01 2028-01-03
    2028-01-22 2028-01-22 w
    2028-01-25 2028-02-01
    2028-02-05 2028-02-05 w
    2028-04-04 2028-04-04
    2028-05-01 2028-05-03
    2028-05-06 2028-05-06 w
    2028-05-29 2028-05-29
    2028-09-30 2028-09-30 w
    2028-10-01 2028-10-08
    2028-08-07 2028-08-11
    2028-12-27 2028-12-29
    2029-01-01 2029-01-01
    2029-02-10 2029-02-10 w
    2029-02-11 2029-02-19
    2029-02-24 2029-02-24 w
    2029-04-04 2029-04-04
    2029-04-28 2029-04-28 w
    2029-05-01 2029-05-05
    2029-05-12 2029-05-12 w
    2029-06-18 2029-06-18
    2029-09-24 2029-09-24
    2029-09-29 2029-09-29 w
    2029-09-30 2029-09-30 w
    2029-10-01 2029-10-07
    2029-08-06 2029-08-10
    2029-12-26 2029-12-28`)
  const calendar = createShiftCalendar({ days: WEEK, shifts: TWO_SHIFTS, exceptions }, 0)
  assert.deepEqual([calendar.days(2028), calendar.days(2029)], [239, 240])
})

test('periodic windows repeat from the start of the run and touch across periods', () => {
  const calendar = createPeriodicCalendar(
    {
      period: 100,
      open: [
        { from: 0, to: 40 },
        { from: 45, to: 100 },
      ],
    },
    1000,
  )
  assert.deepEqual(calendar.windows(1030, 1250), [
    { from: 1030, to: 1040 },
    { from: 1045, to: 1140 },
    { from: 1145, to: 1240 },
    { from: 1245, to: 1250 },
  ])
  assert.deepEqual(
    [calendar.workingTime(1000), calendar.workingTime(1042), calendar.workingTime(1100), calendar.workingTime(1250)],
    [0, 40, 95, 235],
  )
  assert.deepEqual(
    [calendar.timeAt(0), calendar.timeAt(40), calendar.timeAt(41), calendar.timeAt(95), calendar.timeAt(950)],
    [1000, 1040, 1046, 1100, 2000],
  )
  assert.deepEqual([calendar.nextChange(1000), calendar.nextChange(1040), calendar.nextChange(1099)], [1040, 1045, 1140])
})

test('what never opens or never closes says so', () => {
  const never = createShiftCalendar({ days: [], shifts: TWO_SHIFTS, exceptions: [] }, 0)
  assert.deepEqual([never.nextChange(0), never.timeAt(1), never.workingTime(1e9), never.isOpen(5)], [Infinity, Infinity, 0, false])
  const round = createShiftCalendar({ days: [0, 1, 2, 3, 4, 5, 6], shifts: [shift('day', '00:00 to 24:00')], exceptions: [] }, 0)
  assert.deepEqual([round.nextChange(12), round.timeAt(1e8), round.workingTime(1e8), round.isOpen(5)], [Infinity, 1e8, 1e8, true])
  const shut = createPeriodicCalendar({ period: 10, open: [] }, 0)
  assert.deepEqual([shut.nextChange(3), shut.timeAt(1), shut.workingTime(1e6)], [Infinity, Infinity, 0])
})

test('an intersection is open when all are, and an empty one always', () => {
  const shifts = createShiftCalendar({ days: WEEK, shifts: TWO_SHIFTS, exceptions: [] }, 0)
  const press = createPeriodicCalendar({ period: DAY, open: [{ from: 7 * HOUR, to: 16 * HOUR }] }, 0)
  assert.deepEqual(written(intersection([shifts, press]), '2028-01-08', '2028-01-11'), [
    '2028-01-10 07:00 to 2028-01-10 08:00',
    '2028-01-10 08:10 to 2028-01-10 10:00',
    '2028-01-10 10:30 to 2028-01-10 12:20',
    '2028-01-10 12:30 to 2028-01-10 14:30',
    '2028-01-10 15:00 to 2028-01-10 16:00',
  ])
  assert.equal(intersection([]), ALWAYS_OPEN)
  assert.equal(intersection([shifts]), shifts)
  assert.throws(
    () => intersection([shifts, createPeriodicCalendar({ period: 5, open: [] }, 7)]),
    /expected calendars with the origin 0, received 7/,
  )
})

// Any calendar, with times in minutes of a few weeks so that a walk minute by minute is quick.
const MINUTE = 60
const ORIGIN = parseMoment('2028-01-05 03:00')
const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((m) => m * MINUTE)
const anyShift = fc
  .tuple(minutes, fc.integer({ min: 60, max: 24 * 60 }), fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 14 })), { maxLength: 2 }))
  .map(([from, length, rests]): Shift => {
    const breaks = rests.map(([quarter, long], i) => {
      const start = (from + (i * 30 + quarter * 3 + 1) * MINUTE) % DAY
      return { from: start, to: (start + long * MINUTE) % DAY }
    })
    return {
      name: 'any',
      open: {
        from,
        to: (from + length * MINUTE) % DAY === from ? (from === 0 ? DAY : from - MINUTE) : (from + length * MINUTE) % DAY || DAY,
      },
      breaks,
    }
  })
const anyShifts = fc
  .record({
    days: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
    shifts: fc.array(anyShift, { maxLength: 3 }),
    exceptions: fc.array(
      fc
        .record({
          from: fc.integer({ min: 0, max: 20 }).map((d) => parseDate('2028-01-05') + d),
          kind: fc.constantFrom<DaySpan['kind']>('holiday', 'working day'),
        })
        .chain((start) => fc.nat(3).map((more): DaySpan => ({ ...start, to: start.from + more }))),
      { maxLength: 4 },
    ),
  })
  .map((pattern) => createShiftCalendar(pattern, ORIGIN))
const anyPeriodic = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }).map((edges) => {
  const rising = [...new Set(edges)].toSorted((a, b) => a - b).map((m) => m * MINUTE)
  const open = Array.from({ length: rising.length >> 1 }, (_, i) => ({ from: rising[2 * i]!, to: rising[2 * i + 1]! }))
  return createPeriodicCalendar({ period: 300 * MINUTE, open }, ORIGIN)
})
const anyCalendar = fc.oneof(
  anyShifts,
  anyPeriodic,
  fc.array(fc.oneof(anyShifts, anyPeriodic), { minLength: 2, maxLength: 3 }).map(intersection),
)

test('windows, opening, changes, working time and its inverse tell one story', () => {
  fc.assert(
    fc.property(anyCalendar, fc.integer({ min: 0, max: 30_000 }), (calendar, start) => {
      const from = ORIGIN + start * MINUTE
      const to = from + 2000 * MINUTE
      const windows = calendar.windows(from, to)
      let at = 0
      let worked = calendar.workingTime(from)
      let before: boolean | undefined
      for (let t = from; t < to; t += MINUTE) {
        while (at < windows.length && windows[at]!.to <= t) at++
        const open = at < windows.length && windows[at]!.from <= t
        if (t % (7 * MINUTE) === 0 || open !== before) {
          assert.equal(calendar.isOpen(t), open, formatMoment(t))
          assert.equal(calendar.workingTime(t), worked, `working time at ${formatMoment(t)}`)
          const inverse = calendar.timeAt(worked)
          assert.ok(inverse <= t && inverse >= ORIGIN && calendar.workingTime(inverse) === worked, `time of ${worked}: ${inverse}`)
          if (inverse > ORIGIN) assert.ok(calendar.workingTime(inverse - 1) < worked, 'the earliest')
        }
        if (before !== undefined && open !== before) assert.equal(calendar.nextChange(t - MINUTE), t)
        before = open
        if (open) worked += MINUTE
      }
      for (let i = 1; i < windows.length; i++) assert.ok(windows[i]!.from > windows[i - 1]!.to, 'windows that touch are one')
    }),
    { numRuns: 60 },
  )
})

test('impossible patterns are refused by name', () => {
  const make = (shifts: Shift[], exceptions: DaySpan[] = [], days = WEEK): unknown => createShiftCalendar({ days, shifts, exceptions }, 0)
  assert.throws(() => make([shift('early', '06:00 to 06:00')]), {
    name: 'RangeError',
    message: 'shift early: expected an opening such as 06:00 to 14:30, received 06:00 to 06:00',
  })
  assert.throws(() => make([shift('early', '06:00 to 14:00', '05:00 to 05:10')]), {
    message: 'shift early: expected breaks within 06:00 to 14:00, received 05:00 to 05:10',
  })
  assert.throws(() => make([shift('early', '06:00 to 14:00', '08:00 to 08:30', '08:20 to 08:40')]), {
    message: 'shift early: expected breaks that do not overlap, received 08:20 to 08:40 before 08:30',
  })
  assert.throws(() => make([], [span('2028-02-01', '2028-01-01')]), /holiday: expected a first and a last day/)
  assert.throws(() => make([], [], [7]), { message: 'days: expected weekdays from 0 to 6, received 7' })
  assert.throws(() => createPeriodicCalendar({ period: 0, open: [] }, 0), { message: 'period: expected a number above 0, received 0' })
  assert.throws(() => createPeriodicCalendar({ period: 10, open: [{ from: 5, to: 11 }] }, 0), {
    message: 'open: expected rising windows from 0 to 10, received 5 to 11',
  })
  assert.throws(() => ALWAYS_OPEN.timeAt(-1), { message: 'working time: expected a number from 0, received -1' })
})
