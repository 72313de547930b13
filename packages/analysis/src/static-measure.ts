/** Measures that are known without a run: people, and days and hours of a calendar. */
import type { CalendarPlan, Plan } from 'genba/factory'
import { suggestion } from 'genba/model'
import type { Value } from 'genba/model'
import { dayNumber } from 'genba/quantity'
import { MeasureFault } from './measure.ts'
import type { Measure } from './measure.ts'

const DAY = 86_400

/** Value and unit of a static measure; undefined for one that needs a run. @throws MeasureFault where the plan has no such thing */
export function staticValue(plan: Plan, measure: Measure): { readonly value: number; readonly unit: string } | undefined {
  switch (measure.name) {
    case 'heads':
      return { value: heads(plan, measure.path), unit: 'people' }
    case 'days':
      return { value: openTime(plan, measure).days, unit: 'days' }
    case 'hours':
      return { value: openTime(plan, measure).seconds / 3600, unit: 'h' }
    default:
      return undefined
  }
}

/** People counted at a path or below it: `heads`, `body.heads`, `body.heads.operators`. Dated ones at the end of the run. */
function heads(plan: Plan, path: string | null): number {
  const list = plan.heads.filter((each) => path === null || each.path === path || each.path.startsWith(`${path}.`))
  if (list.length === 0 && path !== null)
    throw new MeasureFault(
      `nobody is counted at "${path}"${suggestion(
        path,
        plan.heads.map((each) => each.path),
      )}`,
    )
  return list.reduce((sum, each) => sum + finalValue(each.heads), 0)
}

/** People by shop or line, and those of the base by what they do; as written, largest first. */
export function headsByPlace(plan: Plan): readonly { readonly place: string; readonly people: number }[] {
  const places = new Map<string, number>()
  for (const { path, heads: value } of plan.heads) {
    const [, owner, name] = /^(?:(.*)\.)?heads(?:\.(\w+))?$/.exec(path) ?? []
    const place = owner ?? name ?? 'base'
    places.set(place, (places.get(place) ?? 0) + finalValue(value))
  }
  return [...places].map(([place, people]) => ({ place, people })).toSorted((a, b) => b.people - a.people)
}

function finalValue(value: Value): number {
  if (value.kind === 'constant') return value.value
  if (value.kind === 'dated') return finalValue(value.steps.at(-1)!.value)
  if (value.kind === 'curve') return finalValue(value.to ?? value.from)
  throw new MeasureFault('heads: expected numbers, dated ones or courses')
}

/** Days on which a calendar opens, and seconds for which it is open, in a year: `calendars.two_shifts.days(2028)`. */
function openTime(plan: Plan, measure: Measure): { readonly days: number; readonly seconds: number } {
  const name = /^calendars\.(\w+)$/.exec(measure.path ?? '')?.[1]
  const year = Number(/^\d{4}$/.exec(measure.arguments[0] ?? '')?.[0])
  if (name === undefined || Number.isNaN(year))
    throw new MeasureFault(`expected a calendar and a year, such as calendars.two_shifts.${measure.name}(2028), received "${measure.text}"`)
  const calendar = plan.calendars.find((each) => each.name === name)
  if (calendar === undefined)
    throw new MeasureFault(
      `no calendar is called "${name}"${suggestion(
        name,
        plan.calendars.map((each) => each.name),
      )}`,
    )
  if (calendar.kind === 'periodic') throw new MeasureFault(`${measure.text}: a periodic calendar has no dates`)
  return openInYear(calendar, year)
}

/**
 * A shift belongs to the day on which it opens, and so does what follows a break of it after midnight: windows of the same
 * shift that are less than half a day apart.
 */
function openInYear(calendar: CalendarPlan & { kind: 'dated' }, year: number): { readonly days: number; readonly seconds: number } {
  const [from, to] = [dayNumber(year, 1, 1) * DAY, dayNumber(year + 1, 1, 1) * DAY]
  const days = new Set<number>()
  let seconds = 0
  calendar.open.forEach((window, i) => {
    const before = calendar.open[i - 1]
    const goesOn = before !== undefined && window.shift !== undefined && before.shift === window.shift && window.from - before.to < DAY / 2
    if (!goesOn && window.from >= from && window.from < to) days.add(Math.floor(window.from / DAY))
    seconds += Math.max(0, Math.min(window.to, to) - Math.max(window.from, from))
  })
  return { days: days.size, seconds }
}
