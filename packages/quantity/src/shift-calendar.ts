import { createCalendar, merged } from './calendar.ts'
import type { Calendar, Window } from './calendar.ts'
import { dayNumber, weekdayOf } from './civil-date.ts'
import { DAY, formatClock } from './civil-time.ts'

/** Shifts on chosen weekdays, with holidays and working days. */
export interface ShiftPattern {
  /** Weekdays, Monday 0 to Sunday 6. */
  readonly days: readonly number[]
  readonly shifts: readonly Shift[]
  /** Spans of days, both ends included. A day given both as a holiday and as a working day is a holiday. */
  readonly exceptions: readonly DaySpan[]
}

export interface Shift {
  readonly name: string
  /** Seconds after midnight of the day on which it opens. A shift that ends at or before its beginning ends on the next day. */
  readonly open: Window
  /** Times of day within the shift; after midnight if they come before its opening. */
  readonly breaks: readonly Window[]
}

export interface DaySpan {
  /** First and last day number. */
  readonly from: number
  readonly to: number
  /** A holiday is closed on any weekday; a working day is open on any. */
  readonly kind: 'holiday' | 'working day'
}

/** A piece of a shift between its breaks. */
export interface ShiftWindow extends Window {
  readonly shift: string
  /** Day number of the day on which the shift opens. */
  readonly day: number
}

/** A piece of the shift of any day. */
type Piece = Omit<ShiftWindow, 'day'>

export interface ShiftCalendar extends Calendar {
  /** The open pieces of each shift between `from` and `to`, cut off, by day and then by opening; not merged. */
  shiftWindows(from: number, to: number): ShiftWindow[]
  /** Whether the shifts of this day are worked. */
  isWorkingDay(day: number): boolean
  /** Working days of a year. */
  days(year: number): number
}

/**
 * The calendar of a shift pattern. A shift belongs to the day on which it opens, and so do its breaks after midnight:
 * the night shift of the evening before a holiday is worked to its end. `origin` is where working time begins to count.
 * @throws RangeError naming the shift or span that is impossible
 */
export function createShiftCalendar(pattern: ShiftPattern, origin: number): ShiftCalendar {
  for (const weekday of pattern.days)
    if (!(Number.isInteger(weekday) && weekday >= 0 && weekday <= 6))
      throw new RangeError(`days: expected weekdays from 0 to 6, received ${weekday}`)
  const open = pattern.shifts.flatMap(piecesOf).toSorted((a, b) => a.from - b.from)
  const weekdays = new Set(pattern.days)
  const [holidays, workingDays] = [daysOf(pattern.exceptions, 'holiday'), daysOf(pattern.exceptions, 'working day')]

  function isWorkingDay(day: number): boolean {
    return !holidays.has(day) && (workingDays.has(day) || weekdays.has(weekdayOf(day)))
  }

  function* pieces(from: number, to: number): Generator<ShiftWindow> {
    // A shift may reach into the next day.
    for (let day = Math.floor(from / DAY) - 1; day * DAY < to; day++) {
      if (!isWorkingDay(day)) continue
      for (const piece of open) yield { from: day * DAY + piece.from, to: day * DAY + piece.to, shift: piece.shift, day }
    }
  }

  function shiftWindows(from: number, to: number): ShiftWindow[] {
    const result: ShiftWindow[] = []
    for (const piece of pieces(from, to)) {
      const cut = { from: Math.max(from, piece.from), to: Math.min(to, piece.to), shift: piece.shift, day: piece.day }
      if (cut.from < cut.to) result.push(cut)
    }
    return result
  }

  function days(year: number): number {
    let count = 0
    for (let day = dayNumber(year, 1, 1); day < dayNumber(year + 1, 1, 1); day++) if (isWorkingDay(day)) count++
    return count
  }

  const calendar = createCalendar(origin, (from, to) => merged(inOrder(pieces(from, to)), from, to))
  return { ...calendar, shiftWindows, isWorkingDay, days }
}

/** By opening: a late shift of one day may open after an early one of the next is over, never the other way within two days. */
function inOrder(pieces: Iterable<ShiftWindow>): ShiftWindow[] {
  return [...pieces].toSorted((a, b) => a.from - b.from)
}

/** The shift without its breaks, in seconds from the midnight before it opens. */
function piecesOf({ name, open, breaks }: Shift): Piece[] {
  if (!(open.from >= 0 && open.from < DAY && open.to >= 0 && open.to <= DAY && open.from !== open.to))
    throw new RangeError(`shift ${name}: expected an opening such as 06:00 to 14:30, received ${spanText(open)}`)
  const to = open.to > open.from ? open.to : open.to + DAY
  const placed = breaks.map((rest) => {
    const from = rest.from < open.from ? rest.from + DAY : rest.from
    const end = rest.to <= rest.from ? rest.to + DAY : rest.to
    const shifted = { from, to: from + (end - rest.from) }
    if (!(shifted.to <= to && rest.from !== rest.to))
      throw new RangeError(`shift ${name}: expected breaks within ${spanText(open)}, received ${spanText(rest)}`)
    return shifted
  })
  const pieces: Piece[] = []
  let from = open.from
  for (const rest of placed.toSorted((a, b) => a.from - b.from)) {
    if (rest.from < from)
      throw new RangeError(
        `shift ${name}: expected breaks that do not overlap, received ${spanText(rest)} before ${formatClock(from % DAY)}`,
      )
    if (rest.from > from) pieces.push({ from, to: rest.from, shift: name })
    from = rest.to
  }
  if (from < to) pieces.push({ from, to, shift: name })
  return pieces
}

function daysOf(spans: readonly DaySpan[], kind: DaySpan['kind']): Set<number> {
  const days = new Set<number>()
  for (const span of spans) {
    // A century is beyond any plan; a span of millions of days is a slip that would only cost memory.
    if (!(Number.isInteger(span.from) && Number.isInteger(span.to) && span.from <= span.to && span.to - span.from < 36_600))
      throw new RangeError(`${span.kind}: expected a first and a last day at most a century apart, received ${span.from} to ${span.to}`)
    if (span.kind === kind) for (let day = span.from; day <= span.to; day++) days.add(day)
  }
  return days
}

function spanText({ from, to }: Window): string {
  return `${formatClock(from % DAY)} to ${formatClock(to > DAY ? to - DAY : to)}`
}
