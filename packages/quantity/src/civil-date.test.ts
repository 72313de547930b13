import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMonths, dateOfDay, dayNumber, daysInMonth, formatDate, isLeapYear, parseDate, WEEKDAYS, weekdayOf } from './civil-date.ts'

test('known days have their numbers and weekdays', () => {
  // 1970-01-01 is day 0, a Thursday; 2000-02-29 a Tuesday; Gauss was born on Wednesday 1777-04-30; the Gregorian calendar began on Friday 1582-10-15.
  const known: [string, number, string][] = [
    ['1970-01-01', 0, 'Thu'],
    ['1969-12-31', -1, 'Wed'],
    ['2000-02-29', 11_016, 'Tue'],
    ['2027-01-01', 20_819, 'Fri'],
    ['1777-04-30', -70_372, 'Wed'],
    ['1582-10-15', -141_427, 'Fri'],
    ['0000-01-01', -719_528, 'Sat'],
  ]
  for (const [text, day, weekday] of known) {
    assert.equal(parseDate(text), day, text)
    assert.equal(formatDate(day), text)
    assert.equal(WEEKDAYS[weekdayOf(day)], weekday, text)
  }
})

test('four centuries, day by day, agree with the calendar that the language carries', () => {
  for (let day = dayNumber(1899, 1, 1); day < dayNumber(2299, 1, 1); day += 1) {
    const { year, month, day: dayOfMonth } = dateOfDay(day)
    const theirs = new Date(day * 86_400_000)
    if (
      year !== theirs.getUTCFullYear() ||
      month !== theirs.getUTCMonth() + 1 ||
      dayOfMonth !== theirs.getUTCDate() ||
      weekdayOf(day) !== (theirs.getUTCDay() + 6) % 7
    )
      assert.fail(`${day}: ${year}-${month}-${dayOfMonth}`)
  }
})

test('day numbers and dates undo each other over a hundred thousand years', () => {
  fc.assert(
    fc.property(fc.integer({ min: -36_524_250, max: 36_524_250 }), (day) => {
      const date = dateOfDay(day)
      assert.equal(dayNumber(date.year, date.month, date.day), day)
      assert.ok(date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= daysInMonth(date.year, date.month))
      assert.equal((weekdayOf(day) + 1) % 7, weekdayOf(day + 1))
    }),
  )
})

test('years divisible by 100 are leap years only if by 400', () => {
  assert.deepEqual([1900, 2000, 2027, 2028, 2100].map(isLeapYear), [false, true, false, true, false])
  assert.deepEqual([daysInMonth(2028, 2), daysInMonth(2027, 2), daysInMonth(2027, 4), daysInMonth(2027, 12)], [29, 28, 30, 31])
})

test('a month later is the same day of the month, or its last', () => {
  const later = (text: string, months: number): string => formatDate(addMonths(parseDate(text), months))
  assert.equal(later('2028-01-31', 1), '2028-02-29')
  assert.equal(later('2027-08-15', 6), '2028-02-15')
  assert.equal(later('2028-02-29', 12), '2029-02-28')
  assert.equal(later('2028-03-31', -1), '2028-02-29')
  assert.equal(later('2028-01-15', -13), '2026-12-15')
})

test('a month alone is its first day, and what is no date is refused', () => {
  assert.equal(parseDate('2027-08'), dayNumber(2027, 8, 1))
  assert.throws(() => parseDate('2027-02-29'), { name: 'RangeError', message: 'there is no date 2027-02-29' })
  assert.throws(() => parseDate('2027-13-01'), { name: 'RangeError', message: 'there is no date 2027-13-01' })
  assert.throws(() => parseDate('27-1-1'), { name: 'RangeError', message: 'expected a date such as "2028-01-25", received "27-1-1"' })
  assert.throws(() => formatDate(1e7), /expected a year from 0 to 9999/)
})
