/** The page of a result: one file that asks nothing of any other, on a screen and on paper. */
import type { ResultRow } from 'genba/analysis'
import type { ResponseResult, Result } from 'genba/runs'
import { assumptionTable } from './assumption-table.ts'
import { barList } from './bar-list.ts'
import { element, escape } from './markup.ts'
import type { Markup } from './markup.ts'
import { monthChart, monthChartsOf, shownTarget } from './month-chart.ts'
import type { MonthChart } from './month-chart.ts'
import { formatDuration, formatNumber, formatPeriod, formatShare, formatValue, rowText, showRow, words } from './number.ts'
import { htmlPage, pageSection, section } from './plain-page.ts'
import type { PageSection } from './plain-page.ts'
import { stateChart, stateLegend } from './state-chart.ts'
import { judge } from './verdict.ts'

/** The whole page as HTML. `more`: sections of other rooms, such as the car, put before the assumptions. */
export function createReport(result: Result, more: readonly PageSection[] = []): string {
  const title = result.scenario === null ? result.model.name : `${result.model.name}: ${words(result.scenario)}`
  const body = [
    head(result),
    notices(result),
    result.headlines.length > 0 ? section('What comes out', '', cards(result)) : section('What comes out', '', baseCards(result)),
    ...monthChartsOf(result).map(monthSection),
    timeSection(result),
    bottleneckSection(result),
    wipSection(result),
    headsSection(result),
    ...more.map(pageSection),
    assumptionSection(result),
    foot(result),
  ]
  return htmlPage(title, ...body)
}

function head(result: Result): Markup {
  const { model, scenario, dates, replications, warmUp, length } = result
  const span =
    dates === null
      ? `${formatDuration(length)} measured${warmUp > 0 ? ` after ${formatDuration(warmUp)} of warm-up` : ''}`
      : `${dates.from} to ${dates.to}`
  const facts = [
    span,
    `${replications} ${replications === 1 ? 'replication' : 'replications'}`,
    scenario === null ? 'as written' : `scenario ${words(scenario)}`,
  ]
  return element(
    'header',
    {},
    element('p', { class: 'mark' }, 'Genba'),
    element('h1', {}, escape(model.name)),
    element('p', { class: 'facts' }, escape(facts.join(' · '))),
  )
}

function notices({ status, deadlock, warnings, replications }: Result): Markup {
  const list = [...warnings]
  if (status === 'interrupted') list.unshift(`Interrupted: what follows rests on the ${replications} replications that were finished.`)
  if (deadlock !== null)
    list.unshift(
      `Replication ${deadlock.replication} locked for good after ${formatDuration(deadlock.seconds)}: ${deadlock.waits.join('; ')}.`,
    )
  return list.map((text) => element('p', { class: 'notice' }, escape(text))).join('')
}

function cards({ headlines }: Result): Markup {
  return element('div', { class: 'cards' }, ...headlines.map(card))
}

function card(response: ResponseResult): Markup {
  const { outcome, text } = judge(response)
  const rows = response.rows.filter(({ value }) => value !== null)
  const last = rows.at(-1)
  const isByPeriod = rows.length > 1
  return element(
    'div',
    { class: `card ${text === '' ? '' : outcome}` },
    element('h3', {}, escape(words(response.name))),
    last === undefined
      ? element('p', { class: 'big' }, 'none')
      : isByPeriod && response.per !== 'month'
        ? periodTable(response)
        : big(last),
    text === '' ? '' : element('p', { class: 'verdict' }, escape(text)),
    element('p', { class: 'measure' }, escape(response.measure)),
  )
}

function big(row: ResultRow): Markup {
  const shown = showRow(row)!
  const spread = shown.spread === '' ? (row.n === 0 ? '' : 'no interval') : shown.spread
  return element(
    'p',
    { class: 'big' },
    escape(shown.value),
    element('span', { class: 'unit' }, escape(` ${shown.unit}${row.period === null ? '' : `, ${formatPeriod(row.period)}`}`)),
    element('span', { class: 'spread' }, escape(spread)),
  )
}

/** Years, or the last twelve periods. */
function periodTable({ rows }: ResponseResult): Markup {
  const lines = rows
    .slice(-12)
    .map((row) =>
      element(
        'tr',
        {},
        element('th', {}, escape(row.period === null ? words(row.state ?? row.statistic) : formatPeriod(row.period))),
        element('td', {}, row.value === null ? '' : escape(showRow(row)!.value)),
        element('td', { class: 'spread' }, row.value === null ? '' : escape(showRow(row)!.spread)),
      ),
    )
  return element('table', { class: 'periods' }, ...lines)
}

function baseCards({ responses }: Result): Markup {
  const wanted = ['good_output', 'throughput', 'lead_time', 'wip', 'first_pass_yield']
  const rows = wanted.flatMap((name) =>
    responses.filter(
      (row) => row.name === name && row.element === null && row.period === null && row.product === null && row.statistic === 'mean',
    ),
  )
  return element(
    'div',
    { class: 'cards' },
    ...rows.map((row) => element('div', { class: 'card' }, element('h3', {}, escape(words(row.name))), big(row))),
  )
}

function monthSection(chart: MonthChart): Markup {
  const target = shownTarget(chart)
  const band = chart.rows.some(({ halfWidth }) => halfWidth !== null)
    ? ', the band at their ends its interval'
    : '; one replication has no interval'
  const line = target === undefined ? '' : ` The broken line is what is wanted: ${formatNumber(target)} a month.`
  return section(`${chart.title} by month`, `A bar is the mean over replications${band}.${line}`, monthChart(chart))
}

function timeSection({ timeSpent }: Result): Markup {
  if (timeSpent.length === 0) return ''
  return section(
    'Where the time went',
    'Shares of open time, the mean over the workplaces of each; numbers are percent.',
    stateLegend(timeSpent),
    stateChart(timeSpent),
  )
}

function bottleneckSection({ bottleneck }: Result): Markup {
  if (bottleneck.length === 0) return ''
  const lead =
    'How long a workplace goes on at a stretch without waiting for others, on average and over its positions: at work, being set up, down or waiting for help. Of those that hardly wait, the one that goes on for longest is the likeliest bottleneck (after Roser, Nakano and Tanaka 2001).'
  const bars = bottleneck.map(({ path, mean, halfWidth, share }, i) => ({
    name: path,
    value: mean,
    halfWidth,
    text: `${formatDuration(mean)}, active ${formatShare(share, 0)}`,
    isFirst: i === 0,
  }))
  return section('Bottleneck', lead, barList('mean active period of workplaces', bars))
}

function wipSection({ responses, timeSpent }: Result): Markup {
  const places = new Set(timeSpent.map(({ path }) => path))
  const rows = responses.filter(
    ({ name, period, element: of, value }) => name === 'wip' && period === null && of !== null && places.has(of) && value! > 0,
  )
  const base = responses.find(({ name, period, element: of }) => name === 'wip' && period === null && of === null)
  if (rows.length === 0 || base === undefined) return ''
  const bars = rows.map(({ element: of, value, halfWidth }) => ({
    name: of!,
    value: value!,
    halfWidth,
    text: formatValue(value!, halfWidth),
  }))
  return section('Parts inside', `On average ${rowText(base)} in the whole base.`, barList('mean parts inside', bars))
}

function headsSection({ heads }: Result): Markup {
  if (heads.length === 0) return ''
  const sum = heads.reduce((total, { people }) => total + people, 0)
  const bars = heads.map(({ place, people }) => ({ name: words(place), value: people, halfWidth: null, text: formatNumber(people) }))
  return section('Heads', `${formatNumber(sum)} people are counted.`, barList('people by place', bars))
}

function assumptionSection({ assumptions }: Result): Markup {
  if (assumptions.length === 0) return ''
  const lead = `${formatNumber(assumptions.length)} figures of the model, with what is known of each.`
  return section('Assumptions', lead, assumptionTable(assumptions)).replace('<section>', '<section class="long">')
}

function foot({ model, engine, seed, fingerprint }: Result): Markup {
  const facts = [`Genba ${engine}`, `model ${model.hash}`, `seed ${seed}`, `fingerprint ${fingerprint}`]
  return element('footer', {}, escape(`${facts.join(' · ')}. The same model, seed and version give the same result on any machine.`))
}
