/** Calendars and the run, for the plan. */
import { createShiftCalendar, DAY, dayNumber } from 'genba/quantity'
import type { DaySpan, Shift, ShiftCalendar } from 'genba/quantity'
import type { Named, Node, Read, Reading } from 'genba/model'
import type { CalendarPlan, Calendars, RunPlan } from './plan.ts'
import type { CalendarWords } from './words-element.ts'
import type { CalendarPlaceWords, HolidayWords, RunWords, ShiftWords } from './words-time.ts'

const WEEK = 7 * DAY

export interface RunSpan {
  /** Civil seconds; absent for a run without dates. */
  readonly start?: number
  readonly end?: number
}

/** The run as planned; faults in the combination of its words are reported. */
export function compileRun(words: Read<RunWords> | undefined, at: Node, reading: Reading): RunPlan & { readonly tick: number } {
  const { start, end, length, warm_up, precision } = words ?? {}
  const { diagnostics } = reading
  const dated = start !== undefined
  if (end !== undefined && !dated) diagnostics.error(at, 'run', 'G1201', '"end" needs "start"')
  if (end !== undefined && length !== undefined) diagnostics.error(at, 'run', 'G1201', 'a run has an end or a length, not both')
  if (dated && end === undefined && length === undefined)
    diagnostics.error(at, 'run', 'G1201', 'a run with a start needs an end, such as end: 2030-12-31, or a length')
  const warmUp = warm_up === undefined ? (dated ? 0 : 'auto') : warm_up === 'none' ? 0 : warm_up
  if (dated && warmUp === 'auto' && warm_up === 'auto')
    diagnostics.error(at, 'run', 'G1201', '"warm_up: auto" belongs to a run without dates; write a duration, such as warm_up: 31 d')
  const wholeLength = dated && end !== undefined ? end + DAY - start : undefined
  const measured = wholeLength === undefined ? length : wholeLength - (warmUp === 'auto' ? 0 : warmUp)
  if (wholeLength !== undefined && wholeLength <= 0) diagnostics.error(at, 'run', 'G1201', 'the run ends before it starts')
  else if (measured !== undefined && measured <= 0) diagnostics.error(at, 'run', 'G1201', 'the warm-up leaves nothing to measure')
  const untilPrecise = !dated && length === undefined
  const wanted = precision ?? (untilPrecise ? 0.005 : undefined)
  return {
    ...(start === undefined ? {} : { start }),
    ...(measured === undefined ? {} : { length: measured }),
    warmUp,
    replications: words?.replications ?? 5,
    seed: words?.seed ?? 1,
    ...(wanted === undefined ? {} : { precision: wanted }),
    confidence: words?.confidence ?? 0.95,
    finished: words?.ramp === 'finished',
    tick: words?.tick ?? 0.001,
  }
}

type CalendarEntry = Named<Read<CalendarPlaceWords>>

interface Window {
  readonly from: number
  readonly to: number
  readonly shift?: string
  readonly day?: number
}

export interface CalendarBook {
  /** Indices of calendars that are all open together; entries of a calendar that changes by date become one of its own. */
  use(words: CalendarWords): Calendars
  plans(): readonly CalendarPlan[]
  /** Days of a year on which a calendar opens. */
  productionDays(name: string, year: number): number | undefined
  /** Hours of a year for which a calendar is open. */
  openHours(name: string, year: number): number | undefined
}

/** Calendars of the plan, made as they are asked for: those that nobody uses are checked, but are not in the plan. */
export function createCalendarBook(
  calendars: readonly CalendarEntry[],
  holidays: readonly { readonly name: string; readonly days: HolidayWords }[],
  span: RunSpan,
  reading: Reading,
): CalendarBook {
  const plans: CalendarPlan[] = []
  const numbers = new Map<string, number>()
  const calendarsMade = new Map<string, ShiftCalendar>()
  for (const calendar of calendars) {
    checkCalendar(calendar, span, reading)
    if (calendar.value.period === undefined) shiftCalendar(calendar)
  }

  function use(words: CalendarWords): Calendars {
    // A calendar that could not be read is told already.
    if (words.steps.some(({ names }) => names.some((name) => !calendars.some((each) => each.name === name)))) return []
    const [only] = words.steps
    if (words.steps.length === 1) return only!.names.map(numberOf)
    if (span.start === undefined)
      reading.diagnostics.error(
        words.node,
        words.path,
        'G1205',
        'a calendar that changes by date needs a run with dates: run: {start: .., end: ..}',
      )
    const periodic = words.steps.flatMap((step) => step.names).find((each) => entry(each).value.period !== undefined)
    if (periodic !== undefined)
      reading.diagnostics.error(
        words.node,
        words.path,
        'G1205',
        `"${periodic}" has a period and no dates, so that it cannot change by date`,
      )
    if (span.start === undefined || periodic !== undefined) return []
    const name = words.steps.map((step) => step.names.join('+') || 'always').join('>')
    const known = numbers.get(name)
    if (known !== undefined) return [known]
    numbers.set(name, plans.length)
    plans.push({ name, kind: 'dated', open: changingWindows(words) })
    return [plans.length - 1]
  }

  function numberOf(name: string): number {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, plans.length)
    plans.push(planOf(entry(name)))
    return plans.length - 1
  }

  function entry(name: string): CalendarEntry {
    return calendars.find((each) => each.name === name)!
  }

  function planOf(calendar: CalendarEntry): CalendarPlan {
    const { name, value } = calendar
    if (value.period !== undefined)
      return {
        name,
        kind: 'periodic',
        period: value.period,
        open: merged((value.open ?? []).map(({ low, high }) => ({ from: low, to: high }))),
      }
    if (span.start === undefined) return { name, kind: 'periodic', period: WEEK, ...hoursOf(weekly(calendar)) }
    return { name, kind: 'dated', ...hoursOf(piecesOf(calendar, span.start, span.end ?? span.start)) }
  }

  /** Without dates holidays rest, and a week begins with the run, on a Monday; a shift that crosses into the next week goes on at its beginning. */
  function weekly(calendar: CalendarEntry): readonly Window[] {
    // 1970-01-05 was a Monday.
    const monday = 4 * DAY
    return piecesOf(calendar, monday + WEEK, monday + 2 * WEEK).map((piece) => ({
      ...piece,
      from: piece.from - monday - WEEK,
      to: piece.to - monday - WEEK,
    }))
  }

  function piecesOf(calendar: CalendarEntry, from: number, to: number): readonly Window[] {
    const pieces = shiftCalendar(calendar)?.shiftWindows(from, to) ?? []
    return pieces
      .map(({ from: opens, to: closes, shift, day }) =>
        shift === '' ? { from: opens, to: closes } : { from: opens, to: closes, shift, day },
      )
      .toSorted((one, other) => one.from - other.from || one.to - other.to)
  }

  function shiftCalendar(calendar: CalendarEntry): ShiftCalendar | undefined {
    const { name, key, value } = calendar
    const known = calendarsMade.get(name)
    if (known !== undefined) return known
    try {
      const made = createShiftCalendar({ days: daysOf(value), shifts: shiftsOf(value), exceptions: exceptionsOf(value) }, span.start ?? 0)
      calendarsMade.set(name, made)
      return made
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      reading.diagnostics.error(key, `calendars.${name}`, 'G1204', error.message)
      return undefined
    }
  }

  function exceptionsOf(value: CalendarEntry['value']): readonly DaySpan[] {
    const sets = (value.holidays ?? []).flatMap((name) => holidays.find((set) => set.name === name)?.days ?? [])
    return sets.flatMap(({ spans }) =>
      spans.map((each): DaySpan => ({ from: each.from / DAY, to: each.to / DAY - 1, kind: each.working ? 'working day' : 'holiday' })),
    )
  }

  function changingWindows(words: CalendarWords): Window[] {
    const start = span.start ?? 0
    const end = span.end ?? start
    return merged(
      words.steps.flatMap(({ from, names }, index) => {
        const until = words.steps[index + 1]?.from ?? Infinity
        const [low, high] = [Math.max(start, from), Math.min(end, until)]
        if (low >= high) return []
        let open: readonly Window[] = [{ from: low, to: high }]
        for (const name of names) open = both(open, merged(piecesOf(entry(name), low, high)))
        return open
      }),
    )
  }

  function productionDays(name: string, year: number): number | undefined {
    const calendar = calendars.find((each) => each.name === name)
    return calendar === undefined || calendar.value.period !== undefined ? undefined : shiftCalendar(calendar)?.days(year)
  }

  function openHours(name: string, year: number): number | undefined {
    const calendar = calendars.find((each) => each.name === name)
    if (calendar === undefined || calendar.value.period !== undefined) return undefined
    const windows = shiftCalendar(calendar)?.windows(dayNumber(year, 1, 1) * DAY, dayNumber(year + 1, 1, 1) * DAY)
    return windows === undefined ? undefined : windows.reduce((sum, { from, to }) => sum + to - from, 0) / 3600
  }

  return { use, plans: () => plans, productionDays, openHours }
}

function daysOf(value: CalendarEntry['value']): readonly number[] {
  return value.days === undefined ? [0, 1, 2, 3, 4, 5, 6] : [...new Set(value.days.flat())]
}

/** Shifts by name; windows of every day are shifts without names. */
function shiftsOf(value: CalendarEntry['value']): readonly Shift[] {
  if (value.shifts === undefined)
    return (value.open ?? [{ low: 0, high: DAY }]).map(({ low, high }) => ({
      name: '',
      open: { from: low, to: high > DAY ? high - DAY : high },
      breaks: [],
    }))
  return value.shifts.flatMap(({ name, value: shift }) => {
    if (shift.open === undefined) return []
    const clock = ({ from, to }: Window): Window => ({ from, to: to > DAY ? to - DAY : to })
    return [{ name, open: clock(shift.open), breaks: (shift.breaks ?? []).map(clock) }]
  })
}

/** When it is open, and the pieces of its shifts, if it has any. */
function hoursOf(pieces: readonly Window[]): Pick<CalendarPlan, 'shifts'> & { open: Window[] } {
  const shifts = pieces.filter((piece) => piece.shift !== undefined) as readonly Required<Window>[]
  return { open: merged(pieces), ...(shifts.length === 0 ? {} : { shifts }) }
}

/** Windows that touch or overlap are one. */
function merged(windows: readonly Window[]): Window[] {
  const result: { from: number; to: number }[] = []
  for (const { from, to } of windows.toSorted((one, other) => one.from - other.from)) {
    const last = result.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else if (from < to) result.push({ from, to })
  }
  return result
}

/** When both are open. Two lists in rising order, walked together. */
function both(one: readonly Window[], other: readonly Window[]): Window[] {
  const result: Window[] = []
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    const [from, to] = [Math.max(one[i]!.from, other[j]!.from), Math.min(one[i]!.to, other[j]!.to)]
    if (from < to) result.push({ from, to })
    if (one[i]!.to < other[j]!.to) i++
    else j++
  }
  return result
}

function checkCalendar({ name, key, value, node }: CalendarEntry, span: RunSpan, reading: Reading): void {
  const path = `calendars.${name}`
  const { diagnostics } = reading
  if (value.period !== undefined) {
    for (const word of ['days', 'shifts', 'holidays'] as const)
      if (value[word] !== undefined) diagnostics.error(node, path, 'G1202', `a calendar with a period has windows in "open", not "${word}"`)
    for (const window of value.open ?? [])
      if (window.daily || window.high > value.period)
        diagnostics.error(node, path, 'G1202', `the windows of a period lie within it, from 0 s to ${value.period} s`)
    if (value.open === undefined || value.open.length === 0)
      diagnostics.error(node, path, 'G1203', 'it never opens: give windows, such as open: [0 h to 16 h]')
    return
  }
  for (const window of value.open ?? [])
    if (!window.daily)
      diagnostics.error(
        node,
        path,
        'G1202',
        'windows as durations need a period, such as period: 24 h; times of day are written 06:00 to 14:30',
      )
  if (value.shifts !== undefined && value.open !== undefined)
    diagnostics.error(node, path, 'G1202', 'a calendar has shifts or open, not both')
  const opens = value.shifts === undefined ? value.open?.length !== 0 : value.shifts.some((shift) => opensAtAll(shift.value))
  if (!opens || value.days?.length === 0)
    diagnostics.error(key, path, 'G1203', 'it never opens: it has no days or shifts, or its breaks leave nothing')
  if (value.holidays !== undefined && value.holidays.length > 0 && span.start === undefined)
    diagnostics.warning(key, path, 'G2030', 'holidays have no effect on a run without dates; write run: {start: .., end: ..}')
}

/** Whether its breaks leave anything of a shift. */
function opensAtAll({ open, breaks }: Read<ShiftWords>): boolean {
  if (open === undefined) return true
  return (breaks ?? []).reduce((sum, pause) => sum + pause.to - pause.from, 0) < open.to - open.from
}
