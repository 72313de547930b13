/**
 * Overtime of a shift: what a person who works it on each of its days works beyond normal hours.
 *
 * Normal are 8 hours a day and 40 a week (Chinese labor law, reference model, section 3.3); a week begins on Monday, and a
 * shift belongs to the day on which it opens. Breaks are no work.
 */
import { dateOfDay, weekdayOf } from 'genba/quantity'
import type { ShiftPiece } from './plan.ts'

const HOUR = 3600
const NORMAL_DAY = 8 * HOUR
const NORMAL_WEEK = 40 * HOUR

/** Overtime of one shift in one month. */
export interface MonthOfOvertime {
  readonly shift: string
  /** `2028-03`. */
  readonly month: string
  readonly seconds: number
}

/** The month of the most overtime in any of the shifts, the first of equals; undefined where there is none. */
export function mostOvertime(pieces: readonly ShiftPiece[]): MonthOfOvertime | undefined {
  let most: MonthOfOvertime | undefined
  for (const shift of new Set(pieces.map((piece) => piece.shift))) {
    const worked = new Map<number, number>()
    for (const piece of pieces) if (piece.shift === shift) worked.set(piece.day, (worked.get(piece.day) ?? 0) + piece.to - piece.from)
    const months = new Map<string, number>()
    let [week, normal] = [-1, 0]
    for (const [day, seconds] of [...worked].toSorted(([a], [b]) => a - b)) {
      const monday = day - weekdayOf(day)
      if (monday !== week) [week, normal] = [monday, 0]
      const within = Math.min(seconds, NORMAL_DAY, NORMAL_WEEK - normal)
      normal += within
      const { year, month } = dateOfDay(day)
      const name = `${year}-${String(month).padStart(2, '0')}`
      months.set(name, (months.get(name) ?? 0) + seconds - within)
    }
    for (const [month, seconds] of months) if (seconds > (most?.seconds ?? 0)) most = { shift, month, seconds }
  }
  return most
}
