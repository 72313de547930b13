/**
 * Names with bars and their intervals: bottleneck, parts inside, heads.
 *
 * A bar that would leave the others nothing to see, many times as long as the next, is cut and shows a gap; its number says how
 * long it is.
 */
import { drawing, element, escape, label } from './markup.ts'
import type { Markup } from './markup.ts'

export interface Bar {
  readonly name: string
  readonly value: number
  readonly halfWidth: number | null
  /** What stands behind the bar. */
  readonly text: string
  readonly isFirst?: boolean
}

const WIDTH = 900
const ROW = 26
const LEFT = 250
const RIGHT = 190
/** A bar longer than this many times the next one is cut; it is then drawn this many times as long as that. */
const LONGEST = 8
const CUT = 1.6

/** Where bars are cut: Infinity unless one is out of all proportion. */
function limitOf(values: readonly number[]): number {
  const [first, second] = values.toSorted((a, b) => b - a)
  return second !== undefined && second > 0 && first! > LONGEST * second ? CUT * second : Infinity
}

export function barList(description: string, bars: readonly Bar[]): Markup {
  const limit = limitOf(bars.map(({ value }) => value))
  const lengths = bars.map(({ value, halfWidth }) => Math.min(limit, value + (halfWidth ?? 0)))
  const most = Math.max(...lengths, Number.MIN_VALUE)
  const width = WIDTH - LEFT - RIGHT
  const rows = bars.map(({ name, value, halfWidth, text, isFirst }, row) => {
    const y = row * ROW
    const isCut = value > limit
    const end = LEFT + (width * Math.min(value, limit)) / most
    const half = halfWidth === null || isCut ? 0 : Math.min((width * halfWidth) / most, LEFT + width - end)
    const gap = isCut ? element('path', { d: `M${LEFT + width * 0.9} ${y + ROW - 3}l5 ${6 - ROW}h6l-5 ${ROW - 6}z`, class: 'gap' }) : ''
    const whisker =
      half > 1
        ? element('line', { x1: Math.max(LEFT, end - half), x2: end + half, y1: y + ROW / 2, y2: y + ROW / 2, class: 'whisker' })
        : ''
    return [
      label(LEFT - 8, y + ROW / 2 + 4, name, { class: 'name', 'text-anchor': 'end' }),
      element(
        'rect',
        { x: LEFT, y: y + 5, width: Math.max(1, end - LEFT), height: ROW - 10, class: isFirst === true ? 'bar first' : 'bar' },
        element('title', {}, escape(text)),
      ),
      whisker,
      gap,
      label(Math.max(end, end + half) + 8, y + ROW / 2 + 4, text, { class: 'value' }),
    ].join('')
  })
  return drawing(WIDTH, bars.length * ROW + 4, description, ...rows)
}
