/** Calendars and the run, for the plan. */
import { dayNumber } from 'genba/model'
import type { Named, Node, Read, Reading } from 'genba/model'
import type { CalendarPlan, Calendars, RunPlan } from './plan.ts'
import type { CalendarWords } from './words-element.ts'
import type { CalendarPlaceWords, HolidayWords, RunWords } from './words-time.ts'

const DAY = 86_400
const WEEK = 7 * DAY
/** Windows are made until this long after a run that has no end; such a run cannot be dated, so that it is not reached. */
const SEARCHED = 64 * 366 * DAY

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
}

export interface CalendarBook {
  /** Indices of calendars that are all open together; entries of a calendar that changes by date become one of its own. */
  use(words: CalendarWords): Calendars
  plans(): readonly CalendarPlan[]
  /** Days of a year on which a calendar opens. */
  productionDays(name: string, year: number): number | undefined
  /** Shifts of a calendar, by name. */
  shifts(name: string): readonly string[]
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
  for (const calendar of calendars) checkCalendar(calendar, span, reading)

  function use(words: CalendarWords): Calendars {
    const [only] = words.steps
    if (words.steps.length === 1) return only!.names.map(numberOf)
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
    if (span.start === undefined) return { name, kind: 'periodic', period: WEEK, open: weekly(calendar) }
    return { name, kind: 'dated', open: windows(calendar, span.start, span.end ?? span.start + SEARCHED) }
  }

  /** Without dates a week begins with the run, on a Monday. */
  function weekly(calendar: CalendarEntry): Window[] {
    // 1970-01-05 was a Monday. Windows that cross into the next week go on at its beginning.
    const monday = 4 * DAY
    const open = windowsOf(calendar, monday - DAY, monday + WEEK, []).map(({ from, to }) => ({ from: from - monday, to: to - monday }))
    const inside = open.flatMap(({ from, to }) => [
      { from: Math.max(0, from), to: Math.min(WEEK, to) },
      ...(to > WEEK ? [{ from: 0, to: to - WEEK }] : []),
    ])
    return merged(inside.filter(({ from, to }) => to > from))
  }

  function windows(calendar: CalendarEntry, from: number, to: number): Window[] {
    return clipped(merged(windowsOf(calendar, from - 2 * DAY, to, holidaysOf(calendar))), from, to)
  }

  function holidaysOf(calendar: CalendarEntry): readonly HolidayWords[] {
    return (calendar.value.holidays ?? []).flatMap((name) => holidays.find((set) => set.name === name)?.days ?? [])
  }

  function changingWindows(words: CalendarWords): Window[] {
    const start = span.start ?? 0
    const end = span.end ?? start + SEARCHED
    return merged(
      words.steps.flatMap(({ from, names }, index) => {
        const until = words.steps[index + 1]?.from ?? Infinity
        const [low, high] = [Math.max(start, from), Math.min(end, until)]
        if (low >= high) return []
        let open: Window[] = [{ from: low, to: high }]
        for (const name of names) open = both(open, windows(entry(name), low, high))
        return open
      }),
    )
  }

  function productionDays(name: string, year: number): number | undefined {
    const calendar = calendars.find((each) => each.name === name)
    if (calendar === undefined || calendar.value.period !== undefined) return undefined
    const [from, to] = [dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1)]
    const off = offDays(holidaysOf(calendar))
    let days = 0
    for (let day = from; day < to; day++) if (opens(calendar, day, off)) days++
    return days
  }

  return {
    use,
    plans: () => plans,
    productionDays,
    shifts: (name) => (calendars.find((each) => each.name === name)?.value.shifts ?? []).map((shift) => shift.name),
  }
}

interface OffDays {
  readonly off: ReadonlySet<number>
  readonly working: ReadonlySet<number>
}

function offDays(sets: readonly HolidayWords[]): OffDays {
  const off = new Set<number>()
  const working = new Set<number>()
  for (const { spans } of sets)
    for (const span of spans) for (let day = span.from / DAY; day < span.to / DAY; day++) (span.working ? working : off).add(day)
  return { off, working }
}

/** A date given as holiday and as working day is a holiday. */
function opens(calendar: CalendarEntry, day: number, { off, working }: OffDays): boolean {
  if (off.has(day)) return false
  if (working.has(day)) return true
  const { days } = calendar.value
  return days === undefined || days.some((list) => list.includes((((day + 3) % 7) + 7) % 7))
}

/** Windows of the shifts that open on the days from `from` until `to`; breaks after midnight belong to their shift. */
function windowsOf(calendar: CalendarEntry, from: number, to: number, holidays: readonly HolidayWords[]): Window[] {
  const off = offDays(holidays)
  const shifts = daily(calendar)
  const result: Window[] = []
  for (let day = Math.floor(from / DAY); day * DAY < to; day++) {
    if (!opens(calendar, day, off)) continue
    for (const shift of shifts)
      for (const window of shift) result.push({ ...window, from: window.from + day * DAY, to: window.to + day * DAY })
  }
  return result.toSorted((one, other) => one.from - other.from || one.to - other.to)
}

/** What a day of this calendar looks like: the pieces of each shift between its breaks. */
function daily(calendar: CalendarEntry): Window[][] {
  const { shifts, open } = calendar.value
  if (shifts === undefined) return [open === undefined ? [{ from: 0, to: DAY }] : open.map(({ low, high }) => ({ from: low, to: high }))]
  return shifts.map(({ name, value }) => {
    const whole = value.open
    if (whole === undefined) return []
    const pieces: Window[] = []
    let at = whole.from
    const breaks = (value.breaks ?? [])
      .map((pause) => (pause.from < whole.from ? { from: pause.from + DAY, to: pause.to + DAY } : pause))
      .toSorted((one, other) => one.from - other.from)
    for (const pause of breaks) {
      if (pause.from > at) pieces.push({ from: at, to: Math.min(pause.from, whole.to), shift: name })
      at = Math.max(at, pause.to)
    }
    if (at < whole.to) pieces.push({ from: at, to: whole.to, shift: name })
    return pieces
  })
}

/** Windows of one shift that touch are one; where shifts overlap the one that is there stays to its end. */
function merged(windows: readonly Window[]): Window[] {
  const result: Window[] = []
  for (const window of windows.toSorted((one, other) => one.from - other.from || one.to - other.to)) {
    const last = result.at(-1)
    if (last === undefined || window.from > last.to) result.push(window)
    else if (window.to <= last.to) continue
    else if (window.shift === last.shift) result[result.length - 1] = { ...last, to: window.to }
    else result.push({ ...window, from: last.to })
  }
  return result
}

function clipped(windows: readonly Window[], from: number, to: number): Window[] {
  return windows
    .filter((window) => window.to > from && window.from < to)
    .map((window) => ({ ...window, from: Math.max(from, window.from), to: Math.min(to, window.to) }))
}

function both(one: readonly Window[], other: readonly Window[]): Window[] {
  const result: Window[] = []
  for (const a of one)
    for (const b of other) {
      const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)]
      if (from < to) result.push({ ...b, from, to })
    }
  return result
}

function checkCalendar({ name, key, value, node }: CalendarEntry, span: RunSpan, reading: Reading): void {
  const path = `calendars.${name}`
  const { diagnostics } = reading
  const periodic = value.period !== undefined
  if (periodic) {
    for (const word of ['days', 'shifts', 'holidays'] as const)
      if (value[word] !== undefined) diagnostics.error(node, path, 'G1202', `a calendar with a period has windows in "open", not "${word}"`)
    for (const window of value.open ?? [])
      if (window.daily || window.high > value.period!)
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
  const pieces = daily({ name, key, value, node })
  if (pieces.every((each) => each.length === 0) || value.days?.length === 0)
    diagnostics.error(key, path, 'G1203', 'it never opens: its breaks leave nothing, or it has no shifts')
  for (const shift of value.shifts ?? []) {
    const open = shift.value.open
    if (open === undefined) continue
    for (const pause of shift.value.breaks ?? []) {
      const from = pause.from < open.from ? pause.from + DAY : pause.from
      if (from >= open.to) diagnostics.error(shift.key, `${path}.shifts.${shift.name}`, 'G1204', `a break lies outside the shift`)
    }
  }
  if (value.holidays !== undefined && value.holidays.length > 0 && span.start === undefined)
    diagnostics.warning(key, path, 'G2030', 'holidays have no effect on a run without dates; write run: {start: .., end: ..}')
}
