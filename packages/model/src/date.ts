/** Dates as they are written: `2028-01-25`, `2027-08`, a milestone, or a milestone moved by days, weeks, months or years. */
import { addMonths, DAY, dayNumber, daysInMonth } from 'genba/quantity'
import { suggestion } from './nearest.ts'
import { createScanner } from './scanner.ts'
import type { Scanner } from './scanner.ts'

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
    day = seconds / DAY
  } else {
    const [year, month, dayOfMonth] = written.split('-').map(Number) as [number, number, number | undefined]
    if (month < 1 || month > 12 || (dayOfMonth !== undefined && (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month))))
      throw scanner.fault(`there is no date ${written}`, from)
    day = dayNumber(year, month, dayOfMonth ?? 1)
  }
  const sign = scanner.match(/[-+]/y)
  if (sign === undefined) return day * DAY
  const count = scanner.match(/\d[\d_]*/y)
  const unit = scanner.match(/(?:days?|d|weeks?|months?|years?)\b/y)
  if (count === undefined || unit === undefined)
    throw scanner.fault(`expected days, weeks, months or years after "${sign}", as in sop + 90 d`, from)
  return moved(day, Number(count.replaceAll('_', '')) * (sign === '-' ? -1 : 1), unit) * DAY
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
  return addMonths(day, count * (unit.startsWith('y') ? 12 : 1))
}
