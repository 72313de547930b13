/** Dates as they are written: `2028-01-25`, `2027-08`, a milestone, or a milestone moved by days, weeks, months or years. */
import { suggestion } from './nearest.ts'
import { createScanner } from './scanner.ts'
import type { Scanner } from './scanner.ts'

/** Days since 1970-01-01 of a civil date (Gregorian, proleptic). Hinnant, chrono-compatible low-level date algorithms, 2013. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

/** Civil date of a day number. Inverse of dayNumber. */
export function dateOfDay(dayOfEpoch: number): { readonly year: number; readonly month: number; readonly day: number } {
  const z = dayOfEpoch + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** Days in a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  return month === 12 ? 31 : dayNumber(year, month + 1, 1) - dayNumber(year, month, 1)
}

const DATE = /\d{4}-\d{2}(?:-\d{2})?(?![\d:])/y

/** Whether a key is a date or begins with the name of a milestone. */
export function looksLikeDate(text: string, milestones: ReadonlyMap<string, number>): boolean {
  if (/^\d{4}-\d{2}(-\d{2})?$/.test(text)) return true
  const name = /^[A-Za-z]\w*/.exec(text)?.[0]
  return name !== undefined && milestones.has(name) && /^[A-Za-z]\w*(\s*[-+]\s*\d.*)?$/.test(text)
}

/** Civil seconds of midnight at the beginning of the date that comes next. A month is its first day. Throws ValueFault. */
export function readDate(scanner: Scanner, milestones: ReadonlyMap<string, number>): number {
  const from = scanner.at()
  const written = scanner.match(DATE)
  let day: number
  if (written === undefined) {
    const name = scanner.match(/[A-Za-z]\w*/y)
    if (name === undefined) throw scanner.fault(`expected a date such as 2028-05-01 or a milestone, received "${scanner.text}"`, from)
    const seconds = milestones.get(name)
    if (seconds === undefined)
      throw scanner.fault(`no milestone is called "${name}"${suggestion(name, [...milestones.keys()].toSorted())}`, from, 'G1106')
    day = seconds / 86400
  } else {
    const [year, month, dayOfMonth] = written.split('-').map(Number) as [number, number, number | undefined]
    if (month < 1 || month > 12 || (dayOfMonth !== undefined && (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month))))
      throw scanner.fault(`there is no date ${written}`, from)
    day = dayNumber(year, month, dayOfMonth ?? 1)
  }
  const sign = scanner.match(/[-+]/y)
  if (sign === undefined) return day * 86400
  const count = scanner.match(/\d[\d_]*/y)
  const unit = scanner.match(/(?:days?|d|weeks?|months?|years?)\b/y)
  if (count === undefined || unit === undefined)
    throw scanner.fault(`expected days, weeks, months or years after "${sign}", as in sop + 90 d`, from)
  return moved(day, Number(count.replaceAll('_', '')) * (sign === '-' ? -1 : 1), unit) * 86400
}

/** Civil seconds of the whole text. Throws ValueFault. */
export function readDateText(text: string, milestones: ReadonlyMap<string, number>): number {
  const scanner = createScanner(text)
  const seconds = readDate(scanner, milestones)
  if (!scanner.ended()) throw scanner.fault(`expected a date such as 2028-05-01 or a milestone, received "${text}"`, 0)
  return seconds
}

/** By calendar months the day of the month stays, or becomes the last of a shorter month. */
function moved(day: number, count: number, unit: string): number {
  if (unit.startsWith('d')) return day + count
  if (unit.startsWith('w')) return day + 7 * count
  const date = dateOfDay(day)
  const months = date.year * 12 + date.month - 1 + count * (unit.startsWith('y') ? 12 : 1)
  const year = Math.floor(months / 12)
  const month = months - year * 12 + 1
  return dayNumber(year, month, Math.min(date.day, daysInMonth(year, month)))
}
