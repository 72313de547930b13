/** Axes that the charts of the car share. */
import { drawing, element, label } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatNumber } from './number.ts'

/** An axis: from and to in its own unit, and where it is drawn. */
export interface Axis {
  readonly from: number
  readonly to: number
  readonly title: string
  readonly ticks: readonly number[]
  /** Told instead of the number where given. */
  readonly names?: readonly string[]
  /** Whether equal ratios are equally far. */
  readonly logarithmic?: boolean
}

export interface Plot {
  readonly width: number
  readonly height: number
  readonly x: (value: number) => number
  readonly y: (value: number) => number
  /** Grid, ticks and titles. */
  readonly frame: Markup
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const LEFT = 62
const RIGHT = 24
const TOP = 30
const BOTTOM = 44

/** A frame with room on the right for a legend. */
export function plotOf(width: number, height: number, xAxis: Axis, yAxis: Axis, rightRoom: number = RIGHT): Plot {
  const [right, bottom] = [width - rightRoom, height - BOTTOM]
  const place = ({ from, to, logarithmic }: Axis, value: number): number =>
    logarithmic === true ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from)
  const x = (value: number): number => LEFT + place(xAxis, value) * (right - LEFT)
  const y = (value: number): number => bottom - place(yAxis, value) * (bottom - TOP)
  const nameOf = (axis: Axis, i: number): string => axis.names?.[i] ?? formatNumber(axis.ticks[i]!, axis.ticks[i]! % 1 === 0 ? 0 : 1)
  const frame = [
    ...yAxis.ticks.map(
      (tick, i) =>
        element('line', { x1: LEFT, x2: right, y1: y(tick), y2: y(tick), class: tick === yAxis.from ? 'axis' : 'grid' }) +
        label(LEFT - 8, y(tick) + 4, nameOf(yAxis, i), { class: 'tick', 'text-anchor': 'end' }),
    ),
    ...xAxis.ticks.map(
      (tick, i) =>
        element('line', { x1: x(tick), x2: x(tick), y1: bottom, y2: bottom + 4, class: 'axis' }) +
        label(x(tick), bottom + 18, nameOf(xAxis, i), { class: 'tick', 'text-anchor': 'middle' }),
    ),
    label((LEFT + right) / 2, bottom + 36, xAxis.title, { class: 'value', 'text-anchor': 'middle' }),
    label(LEFT - 48, TOP - 12, yAxis.title, { class: 'value' }),
  ].join('')
  return { width, height, x, y, frame, left: LEFT, right, top: TOP, bottom }
}

/** The whole drawing of a plot. */
export function drawPlot({ width, height, frame }: Plot, description: string, ...inside: readonly Markup[]): Markup {
  return drawing(width, height, description, frame, ...inside)
}

/** A line through points, at most one for each half pixel. */
export function polyline(points: readonly (readonly [number, number])[], attributes: Readonly<Record<string, string | number>>): Markup {
  const kept = points.filter(([x], i) => i === 0 || i === points.length - 1 || Math.round(x * 2) !== Math.round(points[i - 1]![0] * 2))
  const text = kept.map(([x, y]) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`).join(' ')
  return element('polyline', { points: text, fill: 'none', ...attributes })
}
