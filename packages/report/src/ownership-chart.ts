/** Where one form of ownership is worth more than another: the plane of two numbers and the line on which both are worth the same. */
import type { PlanResult } from 'genba/runs'
import { element, label } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatNumber } from './number.ts'
import { drawPlot, plotOf, polyline } from './plot.ts'

const WIDTH = 900
const HEIGHT = 300
const ALONE = '#1f7a63'
const SHARED = '#e3a32e'
const LINE = '#30404a'

/**
 * Worth of the wholly owned company less that of the joint venture over brand premium (across) and other material (up): a dot for each pair that was computed, by which of
 * them is worth more, and the line of no difference.
 */
export function ownershipChart({ ownership: { xs, ys, differences, line } }: PlanResult): Markup {
  const names = (values: readonly number[]): readonly string[] => values.map((value) => formatNumber(value))
  const plot = plotOf(
    WIDTH,
    HEIGHT,
    { from: xs[0]!, to: xs.at(-1)!, title: 'brand premium, CNY', ticks: xs, names: names(xs) },
    { from: ys[0]!, to: ys.at(-1)!, title: 'other material, CNY', ticks: ys },
    215,
  )
  const dots = ys.flatMap((y, row) =>
    xs.map((x, column) => element('circle', { cx: plot.x(x), cy: plot.y(y), r: 5, fill: differences[row]![column]! > 0 ? ALONE : SHARED })),
  )
  const drawn =
    line.length < 2
      ? ''
      : polyline(
          line.map(({ x, y }) => [plot.x(x), plot.y(y)] as const),
          { stroke: LINE, 'stroke-width': 2 },
        )
  const ends = line.map(({ x, y }) => element('circle', { cx: plot.x(x), cy: plot.y(y), r: 3, fill: LINE }))
  const key = [
    { name: 'wholly owned is worth more', color: ALONE },
    { name: 'joint venture is worth more', color: SHARED },
  ].flatMap(({ name, color }, k) => [
    element('circle', { cx: plot.right + 14, cy: plot.top + 16 * (k + 1) - 4, r: 5, fill: color }),
    label(plot.right + 24, plot.top + 16 * (k + 1), name, { class: 'value' }),
  ])
  return drawPlot(
    plot,
    'worth of wholly owned less joint venture, by brand premium and other material',
    [...dots, drawn, ...ends, ...key].join(''),
  )
}
