/**
 * Civil dates without a time zone: days counted from 1970-01-01, in the Gregorian calendar extended to all years.
 *
 * Day numbers are whole numbers, negative before 1970. Years may be any whole number; ISO text holds 0000 to 9999.
 * Algorithms: H. Hinnant, "chrono-compatible low-level date algorithms" (2013). Neither Date nor Intl is used, so that
 * nothing depends on the zone or the language of a machine.
 */
export interface CivilDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

/** Weekdays by their ISO 8601 number less one: Monday 0 to Sunday 6. */
export const WEEKDAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Days since 1970-01-01 of a date that exists. */
export function dayNumber(year: number, month: number, day: number): number {
  // Years begin in March here, so that the leap day is the last of the year.
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The date of a day number. */
export function dateOfDay(day: number): CivilDate {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}

/** Weekday of a day number: Monday 0 to Sunday 6. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** Whether a year has 366 days. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days of a month, 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * The day `months` calendar months later (earlier if negative). The day of the month stays, or becomes the last one where
 * the month is shorter: 2028-01-31 and one month is 2028-02-29. A year is twelve months.
 */
export function addMonths(day: number, months: number): number {
  const date = dateOfDay(day)
  const count = date.year * 12 + date.month - 1 + months
  const year = Math.floor(count / 12)
  const month = count - year * 12 + 1
  return dayNumber(year, month, Math.min(date.day, daysInMonth(year, month)))
}

/**
 * Day number of an ISO 8601 date, `2028-01-25`, or of the first day of a month, `2028-01`.
 * @throws RangeError if the text has another form or there is no such date
 */
export function parseDate(text: string): number {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text)
  if (parts === null) throw new RangeError(`expected a date such as "2028-01-25", received "${text}"`)
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), parts[3] === undefined ? 1 : Number(parts[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) throw new RangeError(`there is no date ${text}`)
  return dayNumber(year, month, day)
}

/** ISO 8601 text of a day number: `2028-01-25`. @throws RangeError outside the years 0 to 9999, which ISO writes with four digits */
export function formatDate(day: number): string {
  const date = dateOfDay(day)
  if (!(date.year >= 0 && date.year <= 9999)) throw new RangeError(`date: expected a year from 0 to 9999, received ${date.year}`)
  return `${padded(date.year, 4)}-${padded(date.month, 2)}-${padded(date.day, 2)}`
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
