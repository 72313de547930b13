/** What a planner wants to see of a run, on a terminal. */
import colors from 'picocolors'
import { formatDuration, formatNumber, formatPeriod, formatShare, judge, rowText, showRow, words } from 'genba/report'
import type { ResponseResult, Result } from 'genba/runs'
import { monthsText, tableText, wrapText } from './text-chart.ts'

type Paint = ReturnType<typeof colors.createColors>

/** Measures shown of a model without responses. */
const PLAIN = ['throughput', 'lead_time', 'wip', 'loss', 'first_pass_yield'] as const

/** The summary of a result, whole lines. */
export function summaryText(result: Result, hasColor: boolean): string {
  const paint = colors.createColors(hasColor)
  const parts = [
    heading(result, paint),
    noticesText(result, paint),
    ...(result.headlines.length > 0 ? [periodsText(result, paint), singlesText(result, paint)] : [plainText(result)]),
    bottleneckText(result, paint),
    timeText(result, paint),
    headsText(result),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function heading({ model, scenario, dates, length, warmUp, replications, status }: Result, paint: Paint): string {
  const title = paint.bold(model.name) + (scenario === null ? '' : `, scenario ${paint.bold(scenario)}`)
  const span =
    dates === null
      ? `${formatDuration(length)} measured${warmUp > 0 ? ` after ${formatDuration(warmUp)} of warm-up` : ''}`
      : `${dates.from} to ${dates.to}`
  const runs = `${replications} ${replications === 1 ? 'replication' : 'replications'}${status === 'interrupted' ? ' finished, then interrupted' : ''}`
  return `${title}\n${paint.dim(`${span}, ${runs}`)}`
}

function noticesText({ deadlock, warnings }: Result, paint: Paint): string {
  const list = warnings.map((warning) => wrapText(`${paint.yellow('note:')} ${warning}`, undefined, '  '))
  if (deadlock !== null) {
    const waits = deadlock.waits.map((wait) => `  ${wait}`)
    list.unshift(
      [`${paint.red('locked for good')} in replication ${deadlock.replication} after ${formatDuration(deadlock.seconds)}:`, ...waits].join(
        '\n',
      ),
    )
  }
  return list.join('\n')
}

/** Responses by year or month: a table, and the months as a chart. */
function periodsText({ headlines }: Result, paint: Paint): string {
  return headlines
    .filter(({ rows }) => rows.length > 1 && rows[0]!.period !== null)
    .map((response) => {
      const { rows, months, per } = response
      const years = per === 'month' ? [] : rows
      const lines = years.map((row) => {
        const shown = showRow(row)
        return [`  ${formatPeriod(row.period!)}`, shown?.value ?? '', shown?.spread ?? 'no interval']
      })
      const chart = months.length > 1 ? monthsText(months.map(({ period, value }) => ({ period: period!, value: value ?? 0 }))) : ''
      const table = lines.length === 0 ? '' : tableText(lines, ['left', 'right', 'right'])
      return [titleOf(response, paint), table, chart].filter((part) => part !== '').join('\n')
    })
    .join('\n\n')
}

function titleOf(response: ResponseResult, paint: Paint): string {
  const { name, measure } = response
  const { outcome, text } = judge(response)
  const color = outcome === 'reached' ? paint.green : outcome === 'missed' ? paint.red : paint.yellow
  return `${paint.bold(words(name))} ${paint.dim(measure)}${text === '' ? '' : `\n  ${color(wrapText(text, 96, '  '))}`}`
}

function singlesText({ headlines }: Result, paint: Paint): string {
  const rows = headlines
    .filter((response) => response.rows.length === 1 || response.rows[0]?.period === null)
    .flatMap((response) =>
      response.rows.map((row) => {
        const { outcome, text } = judge(response)
        const color = outcome === 'reached' ? paint.green : outcome === 'missed' ? paint.red : paint.yellow
        const label = response.rows.length === 1 ? words(response.name) : `${words(response.name)} ${row.state ?? row.statistic}`
        return { cells: [label, rowText(row), response.measure], verdict: text === '' ? '' : color(text) }
      }),
    )
  if (rows.length === 0) return ''
  const lines = tableText(
    rows.map(({ cells }) => cells),
    ['left', 'left', 'left'],
  ).split('\n')
  return lines.map((line, i) => (rows[i]!.verdict === '' ? line : `${line}\n  ${rows[i]!.verdict}`)).join('\n')
}

function plainText({ responses }: Result): string {
  const base = responses.filter(({ element, period }) => element === null && period === null)
  const rows = PLAIN.flatMap((name) => base.filter((row) => row.name === name && row.value !== null))
    .filter(({ name, value }) => (name !== 'loss' || value !== 0) && (name !== 'first_pass_yield' || value !== 1))
    .map((row) => [
      words(row.name) + (row.product === null ? '' : ` of ${row.product}`) + (row.statistic === 'mean' ? '' : ` ${row.statistic}`),
      rowText(row),
    ])
  return tableText(rows, ['left', 'left'])
}

function bottleneckText({ bottleneck }: Result, paint: Paint): string {
  const [first, second] = bottleneck
  if (first === undefined || bottleneck.length < 2) return ''
  const say = ({ mean, share }: typeof first): string =>
    `${formatDuration(mean)} at a stretch, active ${formatShare(share, 0)} of its open time`
  const next = second === undefined ? '' : `; then ${second.path}, ${formatDuration(second.mean)}, ${formatShare(second.share, 0)}`
  return wrapText(`${paint.bold('bottleneck')} ${first.path}: ${say(first)}${next}`, undefined, '  ')
}

const COLUMNS = [
  ['work', ['working']],
  ['set-up', ['set_up', 'heating']],
  ['down', ['down', 'maintenance', 'waiting_for_repair']],
  ['people', ['waiting_for_crew']],
  ['parts', ['waiting_for_parts', 'waiting_for_vehicle', 'waiting_to_unload']],
  ['blocked', ['blocked']],
  ['starved', ['starved']],
] as const

/** Shares of open time; columns in which nothing happened are left out. */
function timeText({ timeSpent }: Result, paint: Paint): string {
  if (timeSpent.length === 0) return ''
  const table = timeSpent.map(({ path, shares }) => ({
    path: path ?? 'base',
    cells: COLUMNS.map(([, states]) =>
      shares.filter(({ state }) => (states as readonly string[]).includes(state)).reduce((sum, { share }) => sum + share, 0),
    ),
  }))
  const used = COLUMNS.map((_, column) => table.some(({ cells }) => cells[column]! >= 0.0005))
  const pick = <T>(list: readonly T[]): T[] => list.filter((_, column) => used[column])
  const rows = table.map(({ path, cells }) => [path, ...pick(cells).map((share) => (share === 0 ? '' : formatNumber(share * 100, 1)))])
  const head = ['% of open time', ...pick(COLUMNS.map(([name]) => name))]
  const [first, ...rest] = tableText([head, ...rows], ['left', ...pick(COLUMNS).map(() => 'right' as const)]).split('\n')
  return [paint.bold(first!), ...rest].join('\n')
}

function headsText({ heads }: Result): string {
  if (heads.length === 0) return ''
  const sum = heads.reduce((total, { people }) => total + people, 0)
  return wrapText(
    `heads ${formatNumber(sum)}: ${heads.map(({ place, people }) => `${words(place)} ${formatNumber(people)}`).join(', ')}`,
    undefined,
    '  ',
  )
}
