/** When the plant is open: calendars, shifts, breaks, holidays. */
import {
  constant,
  date,
  guarded,
  joinPath,
  listOf,
  looksLikeDate,
  named,
  nameOf,
  place,
  property,
  range,
  readForm,
  readDateText,
  record,
  refuse,
  textForm,
  word,
} from 'genba/model'
import type { Form, MapNode, Named, Node, PlaceWords, Read, Reading, ScalarNode } from 'genba/model'
import type { CalendarWords } from './words-element.ts'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const DAY = 86400

/** Seconds after midnight, half-open; `to` is later than `from`, beyond midnight where the shift is. */
export interface ClockSpan {
  readonly from: number
  readonly to: number
}

function clock(hours: string, minutes: string): number | undefined {
  const seconds = Number(hours) * 3600 + Number(minutes) * 60
  return Number(minutes) < 60 && seconds <= DAY ? seconds : undefined
}

/** `06:00 to 14:30`; the end may lie after midnight. */
export const clockSpan: Form<ClockSpan> = textForm(
  'times of day such as "06:00 to 14:30"',
  (text) => {
    const found = /^(\d{1,2}):(\d{2})\s+to\s+(\d{1,2}):(\d{2})$/.exec(text)
    const from = found === null ? undefined : clock(found[1]!, found[2]!)
    const to = found === null ? undefined : clock(found[3]!, found[4]!)
    if (from === undefined || to === undefined || from === DAY || from === to) return undefined
    return { from, to: to > from ? to : to + DAY }
  },
  { type: 'string', pattern: '^\\d{1,2}:\\d{2} to \\d{1,2}:\\d{2}$' },
)

/** `Sun 08:00`, in seconds after Monday 00:00. */
export const moment: Form<number> = textForm(
  'a moment of the week such as "Sun 08:00"',
  (text) => {
    const found = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+(\d{1,2}):(\d{2})$/.exec(text)
    const time = found === null ? undefined : clock(found[2]!, found[3]!)
    return time === undefined ? undefined : WEEKDAYS.indexOf(found![1]!) * DAY + time
  },
  { type: 'string', pattern: '^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \\d{1,2}:\\d{2}$' },
)

/** `Mon to Fri`, `Sat`; gives the days from Monday, 0 to 6. */
const weekdays: Form<readonly number[]> = textForm(
  'days of the week such as "Mon to Fri"',
  (text) => {
    const found = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:\s+to\s+(Mon|Tue|Wed|Thu|Fri|Sat|Sun))?$/.exec(text)
    if (found === null) return undefined
    const from = WEEKDAYS.indexOf(found[1]!)
    const to = found[2] === undefined ? from : WEEKDAYS.indexOf(found[2])
    const length = ((to - from + 7) % 7) + 1
    return Array.from({ length }, (_, index) => (from + index) % 7)
  },
  { type: 'string' },
)

export interface ShiftWords {
  open: ClockSpan
  breaks: readonly ClockSpan[]
}

export const shift: PlaceWords<ShiftWords> = place('shift', 'a shift', {
  open: property(clockSpan, {
    doc: 'from when to when; it belongs to the day on which it opens',
    example: 'open: 06:00 to 14:30',
    required: true,
  }),
  breaks: property(listOf(clockSpan), { doc: 'when everybody rests', example: 'breaks: [10:00 to 10:30]', default: '[]' }),
})

export interface CalendarPlaceWords {
  days: readonly (readonly number[])[]
  shifts: readonly Named<Read<ShiftWords>>[]
  holidays: readonly string[]
  period: number
  open: readonly OpenWindow[]
}

/** A window of a periodic calendar (seconds from the start of the run) or of each day. */
export interface OpenWindow {
  readonly low: number
  readonly high: number
  readonly daily: boolean
}

const openSpan = range('duration')

/** `0 h to 16 h` in a periodic calendar, `06:00 to 14:30` in one by days. */
const openWindow: Form<OpenWindow> = {
  phrase: 'a span such as "0 h to 16 h" or "06:00 to 14:30"',
  long: false,
  schema: () => ({ type: 'string' }),
  read: (node, path, reading) => {
    if (node.kind === 'scalar' && /^\d{1,2}:\d{2}/.test(node.text)) {
      const span = readForm(clockSpan, node, path, reading)
      return span === undefined ? undefined : { low: span.from, high: span.to, daily: true }
    }
    const span = readForm(openSpan, node, path, reading)
    if (span === undefined) return undefined
    if (span.low === span.high) return refuse(node, path, reading, openWindow.phrase)
    return { ...span, daily: false }
  },
}

export const calendarPlace: PlaceWords<CalendarPlaceWords> = place('calendar', 'a calendar', {
  days: property(listOf(weekdays, { single: true }), {
    doc: 'days of the week on which it opens',
    example: 'days: Mon to Fri',
    default: 'Mon to Sun',
  }),
  shifts: property(named(shift), { doc: 'shifts by name', example: 'shifts: {early: {open: 06:00 to 14:30}}' }),
  holidays: property(listOf(nameOf('holiday', 'a set of holidays'), { single: true }), {
    doc: 'sets of holidays, joined',
    example: 'holidays: [china, plant]',
  }),
  period: property(constant('duration', { above: true }), {
    doc: 'length of a periodic calendar, from the start of the run',
    example: 'period: 100 s',
  }),
  open: property(listOf(openWindow), {
    doc: 'windows of a periodic calendar, or of every day',
    example: 'open: [0 s to 40 s, 45 s to 90 s]',
  }),
})

/** Days of a set of holidays: half-open spans of civil seconds. */
export interface HolidayWords {
  readonly spans: readonly { readonly from: number; readonly to: number; readonly working: boolean }[]
}

/** `{2028-01-25 to 2028-02-01: Spring Festival, 2028-01-22: working day}`. */
const holidayDays: Form<HolidayWords> = {
  phrase: 'dates such as {2028-01-25 to 2028-02-01: Spring Festival, 2028-01-22: working day}',
  long: false,
  schema: () => ({ type: 'object', additionalProperties: { anyOf: [{ type: 'string' }, { type: 'object' }] } }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, holidayDays.phrase)
    const spans: { from: number; to: number; working: boolean }[] = []
    for (const { key, value } of node.entries) {
      if (key.text === 'basis' || key.text === 'note') continue
      const span = guarded(key, path, reading, () => {
        const [first, last, more] = key.text.split(/\s+to\s+/)
        const from = readDateText(first!, reading.names.milestones)
        const end = last === undefined || more !== undefined ? from : readDateText(last, reading.names.milestones)
        return { from, to: end + DAY }
      })
      if (span === undefined) continue
      if (span.to <= span.from) reading.diagnostics.error(key, path, 'G1004', `expected dates in rising order, received "${key.text}"`)
      spans.push({ ...span, working: value.kind === 'scalar' && value.text === 'working day' })
    }
    return { spans: spans.toSorted((one, other) => one.from - other.from || one.to - other.to) }
  },
}

/** All sets of holidays, by name. */
export const holidaySets: Form<readonly { readonly name: string; readonly days: HolidayWords }[]> = {
  phrase: 'sets of holidays by name',
  long: false,
  inner: { kind: 'entries' },
  schema: () => ({ type: 'object', additionalProperties: holidayDays.schema() }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') return refuse(node, path, reading, 'sets of holidays by name')
    return node.entries
      .filter(({ key }) => key.text !== 'basis' && key.text !== 'note')
      .flatMap(({ key, value }) => {
        const days = readForm(holidayDays, value, joinPath(path, key.text), reading)
        return days === undefined ? [] : [{ name: key.text, days }]
      })
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  },
}

const calendarName = nameOf('calendar', 'a calendar, or always')
const calendarNames = listOf(calendarName, { single: true })

/** The setting `calendar`: a name, a list of names, `always`, or any of these by date. */
export const calendarSetting: Form<CalendarWords> = {
  phrase: 'a calendar such as two_shifts, a list of them, or always',
  long: true,
  schema: () => ({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { type: 'object' }] }),
  read: (node, path, reading) => {
    if (node.kind !== 'map') {
      const names = readNames(node, path, reading)
      return names === undefined ? undefined : { steps: [{ from: -Infinity, names }], node, path }
    }
    return readDated(node, path, reading)
  },
}

function readNames(node: Node, path: string, reading: Reading): readonly string[] | undefined {
  if (node.kind === 'scalar' && node.text === 'always') return []
  return readForm(calendarNames, node, path, reading)?.filter((each) => each !== '')
}

function readDated(node: MapNode, path: string, reading: Reading): CalendarWords | undefined {
  const steps: { from: number; names: readonly string[] }[] = []
  for (const { key, value } of node.entries) {
    if (!looksLikeDate(key.text, reading.names.milestones))
      return refuse(key, path, reading, 'a date or a milestone, as in calendar: {sop: one_shift, sop + 90 d: two_shifts}')
    const from = guarded(key as ScalarNode, path, reading, () => readDateText(key.text, reading.names.milestones))
    const names = readNames(value, joinPath(path, key.text), reading)
    if (from !== undefined && names !== undefined) steps.push({ from, names })
  }
  steps.sort((one, other) => one.from - other.from)
  const [first, ...rest] = steps
  return first === undefined ? undefined : { steps: [{ ...first, from: -Infinity }, ...rest], node, path }
}

/** How long and how often the model runs. */
export interface RunWords {
  start: number
  end: number
  length: number
  warm_up: 'auto' | 'none' | number
  replications: number
  seed: number
  tick: number
  precision: number
  confidence: number
  ramp: 'as_dated' | 'finished'
}

const warmUpTime = constant('duration')
const warmUpWord = word('auto', 'none')

const warmUp: Form<'auto' | 'none' | number> = {
  phrase: 'auto, none or a duration such as "31 d"',
  long: true,
  schema: () => ({ type: 'string' }),
  read: (node, path, reading) => {
    if (node.kind === 'scalar' && /^[A-Za-z]/.test(node.text)) return readForm(warmUpWord, node, path, reading)
    return readForm(warmUpTime, node, path, reading)
  },
}

export const runPlace: PlaceWords<RunWords> = place('run', 'how long and how often the model runs', {
  start: property(date, { doc: 'first day of a dated run', example: 'start: 2027-08-02' }),
  end: property(date, { doc: 'last day of a dated run, to its midnight', example: 'end: 2030-12-31' }),
  length: property(constant('duration', { above: true }), { doc: 'what is measured, after the warm-up', example: 'length: 100_000 min' }),
  warm_up: property(warmUp, {
    doc: 'left out of the results: auto (MSER-5), none, or a duration',
    example: 'warm_up: 31 d',
    default: 'auto (steady), none (dated)',
    literature: 'White 1997',
  }),
  replications: property(constant('count', { whole: true, least: 1 }), {
    doc: 'independent runs',
    example: 'replications: 5',
    default: '5',
  }),
  seed: property(constant('count', { whole: true, least: 0 }), { doc: 'chooses the random numbers', example: 'seed: 1', default: '1' }),
  tick: property(constant('duration', { above: true }), { doc: 'smallest step of time', example: 'tick: 1 ms', default: '1 ms' }),
  precision: property(constant('share', { above: true }), {
    doc: 'relative half-width wanted of good_output',
    example: 'precision: 0.5 %',
  }),
  confidence: property(constant('share', { above: true }), { doc: 'of all intervals', example: 'confidence: 95 %', default: '95 %' }),
  ramp: property(word('as_dated', 'finished'), {
    doc: 'finished: every dated or learning value has its final value',
    example: 'ramp: finished',
    default: 'as_dated',
  }),
})

/** The form of `run`. */
export const run: Form<Read<RunWords>> = record(runPlace)
