/** Designs side by side, as text. */
import colors from 'picocolors'
import { digitsFor, formatNumber, formatPeriod, formatShare, formatSpread, rowText, showRow, words } from 'genba/report'
import type { ComparedRow, Comparison } from 'genba/runs'
import { barsText, tableText, wrapText } from './text-chart.ts'

type Paint = ReturnType<typeof colors.createColors>

/** Scenarios below each other for each response, with what differs from the first and whether that is more than chance. */
export function comparisonText(comparison: Comparison, hasColor: boolean): string {
  const paint = colors.createColors(hasColor)
  const responses = [...new Set(comparison.rows.map(({ response }) => response))]
  const blocks = responses.map((response) => {
    const rows = comparison.rows.filter((row) => row.response === response)
    const periods = new Set(rows.map(({ period }) => period))
    const cells = rows.map((row) => [
      `  ${row.design}`,
      ...(periods.size > 1 ? [row.period === null ? '' : formatPeriod(row.period)] : []),
      ...(row.state === null ? [] : [words(row.state)]),
      rowText(row),
      differenceText(row),
    ])
    const lines = tableText(
      cells,
      cells[0]!.map(() => 'left' as const),
    ).split('\n')
    return [paint.bold(titleOf(response)), ...lines.map((line, i) => colorOf(rows[i]!, paint)(line))].join('\n')
  })
  return `${[...blocks, notesText(comparison, paint)].filter((block) => block !== '').join('\n\n')}\n`
}

/** The name of a response for people; a measure stays as it is written. */
function titleOf(response: string): string {
  return /^\w+$/.test(response) ? words(response) : response
}

/** Beyond chance where the interval of the difference does not hold zero. */
function isBeyondChance({ difference, differenceHalfWidth }: ComparedRow): boolean {
  return difference !== null && differenceHalfWidth !== null && Math.abs(difference) > differenceHalfWidth
}

function colorOf(row: ComparedRow, paint: Paint): (text: string) => string {
  return row.difference === null || isBeyondChance(row) ? (text) => text : paint.dim
}

function differenceText(row: ComparedRow): string {
  const { difference, differenceHalfWidth, unit, value } = row
  if (difference === null || value === null) return ''
  if (difference === 0 && (differenceHalfWidth ?? 0) === 0) return 'the same'
  // In the unit in which the value is shown.
  const { unit: shown, scale } = showRow(row)!
  const [change, half] = [difference * scale, differenceHalfWidth === null ? null : differenceHalfWidth * scale]
  const digits = digitsFor(change, half)
  const text = `${change > 0 ? '+' : ''}${formatNumber(change, digits)}${half === null ? '' : ` ${formatSpread(half, value * scale, digits)}`} ${shown}`
  // A change in percent, where the values are not in percent themselves and the first is not zero.
  const before = value - difference
  const share = unit === '1' || before === 0 ? '' : `, ${change > 0 ? '+' : ''}${formatShare(difference / before, 1)}`
  return isBeyondChance(row) || half === null ? `${text}${share}` : `${text} (may be chance)`
}

function notesText(comparison: Comparison, paint: Paint): string {
  return [
    ...sharedNotes(comparison).map((note) => wrapText(`${paint.yellow('note:')} ${note}`, undefined, '  ')),
    ...comparison.deadlocks.map(({ design, waits }) =>
      [`${paint.red('locked for good:')} ${design}`, ...waits.map((wait) => `  ${wait}`)].join('\n'),
    ),
  ].join('\n')
}

/** What is to be known of the designs; what holds for all of them, or several, is said once. */
function sharedNotes({ warnings, designs }: Comparison): readonly string[] {
  const of = new Map<string, string[]>()
  for (const warning of warnings) {
    const design = designs.find(({ name }) => warning.startsWith(`${name}: `))?.name ?? ''
    const text = design === '' ? warning : warning.slice(design.length + 2)
    of.set(text, [...(of.get(text) ?? []), design])
  }
  return [...of].map(([text, names]) => (names.length === designs.length || names[0] === '' ? text : `${names.join(', ')}: ${text}`))
}

/** A line for each design: its factors and its responses, those by period at their last one; then bars of the first response. */
export function sweepText(comparison: Comparison, hasColor: boolean): string {
  const paint = colors.createColors(hasColor)
  const { designs, rows } = comparison
  const factors = Object.keys(designs[0]?.factors ?? {})
  const responses = [...new Set(rows.map(({ response }) => response))]
  const lastOf = (design: string, response: string): ComparedRow | undefined =>
    rows.findLast((row) => row.design === design && row.response === response)
  const period = (response: string): string => {
    const last = rows.findLast((row) => row.response === response)?.period
    return last === null || last === undefined ? titleOf(response) : `${titleOf(response)} ${formatPeriod(last)}`
  }
  const table = designs.map(({ name, factors: values }) => [
    ...factors.map((factor) => values[factor]!),
    ...responses.map((response) => {
      const row = lastOf(name, response)
      return row === undefined ? '' : rowText(row)
    }),
  ])
  const sides = [...factors.map(() => 'right' as const), ...responses.map(() => 'left' as const)]
  const [head, ...lines] = tableText([[...factors, ...responses.map(period)], ...table], sides).split('\n')
  const [first] = responses
  const bars =
    first === undefined || designs.length < 2
      ? ''
      : `${paint.bold(period(first))}\n${barsText(
          designs.map(({ name, factors: values }) => {
            const row = lastOf(name, first)
            return {
              name: factors.map((factor) => values[factor]!).join('  '),
              value: row?.value ?? 0,
              text: row === undefined ? '' : (showRow(row)?.value ?? ''),
            }
          }),
        )}`
  return `${[[paint.bold(head!), ...lines].join('\n'), bars, notesText(comparison, paint)].filter((block) => block !== '').join('\n\n')}\n`
}
