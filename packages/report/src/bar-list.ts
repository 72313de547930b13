/** Names with bars and their intervals, the longest first: bottleneck, parts inside, heads. */
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

export function barList(description: string, bars: readonly Bar[]): Markup {
  const most = Math.max(...bars.map(({ value, halfWidth }) => value + (halfWidth ?? 0)), Number.MIN_VALUE)
  const width = WIDTH - LEFT - RIGHT
  const rows = bars.map(({ name, value, halfWidth, text, isFirst }, row) => {
    const y = row * ROW
    const end = LEFT + (width * value) / most
    const half = halfWidth === null ? 0 : (width * halfWidth) / most
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
      label(Math.max(end, end + half) + 8, y + ROW / 2 + 4, text, { class: 'value' }),
    ].join('')
  })
  return drawing(WIDTH, bars.length * ROW + 4, description, ...rows)
}
