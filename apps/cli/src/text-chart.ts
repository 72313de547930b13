/** Tables and charts of characters, at most 100 columns wide. */
import { formatNumber, monthName } from 'genba/report'

/** Columns that a terminal is trusted to have, however wide it is. */
export const WIDTH = 100

export type Side = 'left' | 'right'

/** Cells in columns, two spaces apart; the last column is not padded. */
export function tableText(rows: readonly (readonly string[])[], sides: readonly Side[]): string {
  const widths = sides.map((_, column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => (sides[column] === 'right' ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const EIGHTHS = ' ▁▂▃▄▅▆▇█'

/** Columns of one number each, `height` lines high, from 0 to the highest. */
export function columnsText(values: readonly number[], height: number, columnWidth: number): readonly string[] {
  const most = Math.max(...values, 0)
  if (most === 0) return []
  return Array.from({ length: height }, (_, line) => {
    const floor = height - 1 - line
    return values
      .map((value) => {
        const eighths = Math.round((value / most) * height * 8) - floor * 8
        const cell = EIGHTHS[Math.max(0, Math.min(8, eighths))]!
        return cell.repeat(columnWidth > 1 ? columnWidth - 1 : 1) + (columnWidth > 1 ? ' ' : '')
      })
      .join('')
      .trimEnd()
  })
}

/** Months as columns with an axis of numbers on the left and years below. */
export function monthsText(months: readonly { readonly period: string; readonly value: number }[]): string {
  const most = Math.max(...months.map(({ value }) => value), 0)
  if (most === 0 || months.length < 2) return ''
  const margin = formatNumber(most).length + 2
  const columnWidth = Math.max(1, Math.min(4, Math.floor((WIDTH - margin - 2) / months.length)))
  // More months than columns: several together, at their mean.
  const joined = Math.ceil(months.length / (WIDTH - margin - 2))
  const groups = Array.from({ length: Math.ceil(months.length / joined) }, (_, i) => months.slice(i * joined, (i + 1) * joined))
  const height = 5
  const lines = columnsText(
    groups.map((group) => group.reduce((sum, { value }) => sum + value, 0) / group.length),
    height,
    columnWidth,
  ).map((line, i) => `${(i === 0 ? formatNumber(most) : i === height - 1 ? '0' : '').padStart(margin - 1)} ${line}`)
  const axis = Array.from({ length: groups.length * columnWidth + 6 }, () => ' ')
  groups.forEach(([first], i) => {
    const isYear = first!.period.endsWith('-01') || i === 0
    const name = (i === 0 && !first!.period.endsWith('-01') ? `${monthName(first!.period)} ` : '') + first!.period.slice(0, 4)
    if (isYear) axis.splice(i * columnWidth, name.length, ...name.split(''))
  })
  return [...lines, `${' '.repeat(margin)}${axis.join('').trimEnd()}`].join('\n')
}

/** A curve of points `(x, y)` as lines of bars, for sweeps: one line a point. */
export function barsText(points: readonly { readonly name: string; readonly value: number; readonly text: string }[]): string {
  const most = Math.max(...points.map(({ value }) => value), 0)
  const names = Math.max(...points.map(({ name }) => name.length))
  const texts = Math.max(...points.map(({ text }) => text.length))
  const room = Math.max(8, WIDTH - names - texts - 4)
  return points
    .map(({ name, value, text }) => {
      const eighths = most > 0 ? Math.round((Math.max(0, value) / most) * room * 8) : 0
      const bar = '█'.repeat(Math.floor(eighths / 8)) + (eighths % 8 === 0 ? '' : ' ▏▎▍▌▋▊▉'[eighths % 8]!)
      return `${name.padEnd(names)}  ${text.padStart(texts)}  ${bar}`.trimEnd()
    })
    .join('\n')
}

/** Words in lines of at most `width` characters. */
export function wrapText(text: string, width: number = WIDTH, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width - (lines.length === 0 ? 0 : indent.length)) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each, i) => (i === 0 ? each : indent + each)).join('\n')
}
