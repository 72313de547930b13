/** A number by month, as bars with the band of their intervals; what is wanted is a line across. */
import type { ResultRow } from 'genba/analysis'
import type { Result } from 'genba/runs'
import { drawing, element, label } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatNumber, formatPeriod, monthName, rowText, words } from './number.ts'
import { ticksTo } from './scale.ts'

export interface MonthChart {
  /** What the bars are, for the description. */
  readonly title: string
  /** One a month, in order. */
  readonly rows: readonly ResultRow[]
  /** Wanted in a month. */
  readonly target?: number
}

/** A chart for each headline that is counted by month; where there is none, one of the good output. */
export function monthChartsOf({ headlines, responses }: Result): readonly MonthChart[] {
  const charts = headlines
    .filter(({ months }) => months.length > 1 && months[0]!.unit === '/month')
    .map(({ name, months, target, per }): MonthChart => {
      const aMonth = per === 'year' && target !== undefined ? target / 12 : target
      return { title: words(name), rows: months, ...(aMonth === undefined ? {} : { target: aMonth }) }
    })
  if (charts.length > 0) return charts
  const rows = responses.filter(({ name, period, element: of }) => name === 'good_output' && of === null && period?.length === 7)
  return rows.length > 1 ? [{ title: 'good output', rows }] : []
}

/** The target of a chart where its line is drawn: within twice the highest bar; undefined where it would flatten them. */
export function shownTarget({ rows, target }: MonthChart): number | undefined {
  return target !== undefined && target <= 2 * highestOf(rows) ? target : undefined
}

function highestOf(rows: readonly ResultRow[]): number {
  return Math.max(...rows.map(({ value, halfWidth }) => (value ?? 0) + (halfWidth ?? 0)), 0)
}

const WIDTH = 900
const HEIGHT = 260
const LEFT = 56
const TOP = 14
const BOTTOM = 40

export function monthChart(chart: MonthChart): Markup {
  const { title, rows } = chart
  const line = shownTarget(chart)
  const ticks = ticksTo(Math.max(highestOf(rows), line ?? 0), 6)
  const most = ticks.at(-1)!
  const plotHeight = HEIGHT - TOP - BOTTOM
  const step = (WIDTH - LEFT - 8) / Math.max(1, rows.length)
  const y = (value: number): number => TOP + plotHeight * (1 - Math.min(1, Math.max(0, value) / most))
  const bar = Math.min(34, step * 0.72)

  const grid = ticks.map((tick) => {
    const at = y(tick)
    return (
      element('line', { x1: LEFT, x2: WIDTH - 8, y1: at, y2: at, class: tick === 0 ? 'axis' : 'grid' }) +
      label(LEFT - 8, at + 4, formatNumber(tick), { class: 'tick', 'text-anchor': 'end' })
    )
  })
  const bars = rows.map((row, i) => {
    if (row.value === null) return ''
    const center = LEFT + step * (i + 0.5)
    const top = y(row.value)
    const half = row.halfWidth ?? 0
    const band =
      half > 0
        ? element('rect', {
            x: center - bar / 2,
            width: bar,
            y: y(row.value + half),
            height: Math.max(1, y(row.value - half) - y(row.value + half)),
            class: 'band',
          })
        : ''
    const tip = element('title', {}, `${formatPeriod(row.period ?? '')}: ${rowText(row)}`)
    return element('g', {}, tip, element('rect', { x: center - bar / 2, width: bar, y: top, height: y(0) - top, class: 'bar' }), band)
  })
  return drawing(
    WIDTH,
    HEIGHT,
    `${title} by month`,
    ...grid,
    ...bars,
    ...months(rows, step),
    line === undefined ? '' : element('line', { x1: LEFT, x2: WIDTH - 8, y1: y(line), y2: y(line), class: 'target' }),
  )
}

/** Names of months where they fit, else of every third; a year under its first month, with a line before it. */
function months(rows: readonly ResultRow[], step: number): readonly Markup[] {
  const every = step >= 26 ? 1 : step >= 10 ? 3 : 6
  return rows.map(({ period }, i) => {
    const month = Number(period!.slice(5, 7))
    const center = LEFT + step * (i + 0.5)
    const name =
      (month - 1) % every === 0 ? label(center, HEIGHT - BOTTOM + 15, monthName(period!), { class: 'tick', 'text-anchor': 'middle' }) : ''
    if (month !== 1 && i > 0) return name
    const border = i === 0 ? '' : element('line', { x1: LEFT + step * i, x2: LEFT + step * i, y1: TOP, y2: HEIGHT - 8, class: 'year' })
    return name + border + label(LEFT + step * i + 4, HEIGHT - 8, period!.slice(0, 4), { class: 'yearname' })
  })
}
