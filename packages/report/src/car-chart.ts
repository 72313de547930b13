/** Charts of a car: speed and power over a cycle, the charge with what limits it, predicted beside official. */
import type { ChargeLimit, ChargeTrace, DriveCycle, PowerTrace } from 'genba/vehicle'
import { element, escape, label } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatNumber } from './number.ts'
import { drawPlot, plotOf, polyline } from './plot.ts'
import { ticksTo } from './scale.ts'

const WIDTH = 900
const JOULES_PER_KWH = 3.6e6

/** Colors of limits, apart in lightness too. */
export const LIMIT_COLORS: Readonly<Record<ChargeLimit, string>> = {
  'station power': '#24496f',
  'station current': '#5c8fc4',
  'station voltage': '#b8cfe6',
  'cable current': '#7b6ca8',
  'cell charge rate': '#1f7a63',
  'cell voltage': '#8fc5b2',
  'lithium plating': '#b87a0a',
  cooling: '#b5352b',
}

/** Speed above, power of the battery below: what it gives, and what braking gives back. */
export function cycleChart(cycle: DriveCycle, { battery }: PowerTrace): Markup {
  const { speeds, name } = cycle
  // Speeds of each second; cycles begin and end at rest, so that their sum is the way.
  const km = speeds.reduce((sum, speed) => sum + speed, 0) / 1000
  const given = battery.reduce((sum, watts) => sum + Math.max(0, watts), 0) / JOULES_PER_KWH
  const taken = battery.reduce((sum, watts) => sum - Math.min(0, watts), 0) / JOULES_PER_KWH
  const seconds = speeds.length - 1
  const time = ticksTo(seconds / 60, 9).filter((minute) => minute * 60 <= seconds)
  const xAxis = {
    from: 0,
    to: seconds,
    title: 'minutes',
    ticks: time.map((minute) => minute * 60),
    names: time.map((minute) => formatNumber(minute, minute % 1 === 0 ? 0 : 1)),
  }
  const fastest = ticksTo(Math.max(...speeds) * 3.6, 5)
  const upper = plotOf(WIDTH, 220, { ...xAxis, title: '' }, { from: 0, to: fastest.at(-1)!, title: 'km/h', ticks: fastest })
  const most = ticksTo(Math.max(...battery) / 1000, 4)
  const least = ticksTo(-Math.min(...battery, 0) / 1000, 3).map((tick) => -tick)
  const lower = plotOf(WIDTH, 240, xAxis, {
    from: least.at(-1)!,
    to: most.at(-1)!,
    title: 'kW at the battery',
    ticks: [...least.slice(1).toReversed(), ...most],
  })
  const curve = polyline(
    Array.from(speeds, (speed, i) => [upper.x(i), upper.y(speed * 3.6)] as const),
    { stroke: '#1c2422', 'stroke-width': 1.2 },
  )
  const bars = Array.from(battery, (watts, i) => {
    const [zero, end] = [lower.y(0), lower.y(watts / 1000)]
    return element('rect', {
      x: lower.x(i),
      width: Math.max(0.4, lower.x(1) - lower.x(0)),
      y: Math.min(zero, end),
      height: Math.abs(zero - end),
      fill: watts >= 0 ? '#3f9a80' : '#e3a32e',
    })
  }).join('')
  const legend = [
    element('rect', { x: WIDTH - 252, y: 6, width: 11, height: 11, fill: '#3f9a80' }) + label(WIDTH - 236, 16, 'given', { class: 'value' }),
    element('rect', { x: WIDTH - 182, y: 6, width: 11, height: 11, fill: '#e3a32e' }) +
      label(WIDTH - 166, 16, 'taken back by braking', { class: 'value' }),
  ].join('')
  return element(
    'svg',
    { viewBox: `0 0 ${WIDTH} 460`, role: 'img', 'aria-label': `speed and power over ${name}` },
    element('g', {}, upper.frame, curve),
    element('g', { transform: 'translate(0 220)' }, lower.frame, bars, legend),
    label(62, 16, `${name}, ${formatNumber(km, 1)} km: ${formatNumber(given, 2)} kWh given, ${formatNumber(taken, 2)} taken back`, {
      'text-anchor': 'start',
      class: 'yearname',
      dx: 60,
    }),
  )
}

/** Power over time, each second in the color of what limits it. */
export function chargeChart(trace: ChargeTrace, low: number, high: number): Markup {
  const minutes = trace.seconds / 60
  // Reduced, since an array of a day's seconds is too long to be spread.
  const most = ticksTo(trace.power.reduce((best, watts) => Math.max(best, watts), 0) / 1000, 5)
  const time = ticksTo(minutes, 8)
  const plot = plotOf(
    WIDTH,
    300,
    { from: 0, to: time.at(-1)!, title: 'minutes from 10 %', ticks: time },
    { from: 0, to: most.at(-1)!, title: 'kW', ticks: most },
  )
  const areas: Markup[] = []
  for (let from = 0; from < trace.limits.length;) {
    const limit = trace.limits[from]!
    let to = from
    while (to < trace.limits.length && trace.limits[to] === limit) to++
    const end = Math.min(to, trace.seconds)
    const top: string[] = []
    for (let second = from; second < to; second += Math.max(1, Math.floor((to - from) / 200)))
      top.push(`${plot.x(second / 60).toFixed(1)},${plot.y(trace.power[second]! / 1000).toFixed(1)}`)
    const last = `${plot.x(end / 60).toFixed(1)},${plot.y(trace.power[to - 1]! / 1000).toFixed(1)}`
    const points = [`${plot.x(from / 60).toFixed(1)},${plot.bottom}`, ...top, last, `${plot.x(end / 60).toFixed(1)},${plot.bottom}`]
    areas.push(element('polygon', { points: points.join(' '), fill: LIMIT_COLORS[limit] }))
    from = to
  }
  const states = [20, 30, 40, 50, 60, 70, 80].map((percent) => {
    const second = percent === 80 ? trace.soc.length - 1 : trace.soc.findIndex((soc) => soc >= percent / 100)
    if (second === -1) return ''
    const at = plot.x(percent === 80 ? minutes : second / 60)
    return label(at, plot.y(trace.power[second]! / 1000) + 16, `${percent} %`, {
      class: 'light',
      'text-anchor': percent === 80 ? 'end' : 'middle',
    })
  })
  const used = [...new Set(trace.limits)]
  const legend = used.map((limit, i) => {
    const x = WIDTH - 24 - (used.length - i) * 140
    return element('rect', { x, y: 6, width: 11, height: 11, fill: LIMIT_COLORS[limit] }) + label(x + 16, 16, limit, { class: 'value' })
  })
  const band = `10 to 80 % in ${formatNumber(minutes)} min, four of five cars in ${formatNumber(low)} to ${formatNumber(high)}`
  return drawPlot(plot, band, ...areas, ...states, ...legend, label(plot.left + 60, 16, band, { class: 'yearname' }))
}

/** A car in a scatter: what was told of it and what is predicted, and the color of its kind. */
export interface ScatterPoint {
  readonly name: string
  readonly official: number
  readonly predicted: number
  readonly kind: string
}

const KIND_COLORS = ['#1f7a63', '#b5352b', '#24496f', '#b87a0a'] as const

/** Predicted over official, with the line on which both are one and lines a tenth to either side. */
export function scatterChart(points: readonly ScatterPoint[], unit: string): Markup {
  const values = points.flatMap(({ official, predicted }) => [official, predicted])
  const [low, high] = [Math.min(...values) * 0.95, Math.max(...values) * 1.05]
  const ticks = ticksTo(high, 8).filter((tick) => tick >= low && tick <= high)
  const plot = plotOf(
    640,
    560,
    { from: low, to: high, title: `official or measured, ${unit}`, ticks },
    { from: low, to: high, title: `predicted, ${unit}`, ticks },
  )
  const kinds = [...new Set(points.map(({ kind }) => kind))]
  const lines = [1, 1.1, 0.9].map((ratio) => {
    const [from, to] = [low / Math.min(1, ratio), high / Math.max(1, ratio)]
    return element('line', {
      x1: plot.x(from),
      x2: plot.x(to),
      y1: plot.y(from * ratio),
      y2: plot.y(to * ratio),
      class: ratio === 1 ? 'axis' : 'grid',
    })
  })
  const dots = points.map(({ name, official, predicted, kind }) =>
    element(
      'circle',
      { cx: plot.x(official), cy: plot.y(predicted), r: 3.6, fill: KIND_COLORS[kinds.indexOf(kind) % 4]!, 'fill-opacity': 0.75 },
      element('title', {}, escape(`${name}: ${formatNumber(official)} and ${formatNumber(predicted)} ${unit}`)),
    ),
  )
  const legend = kinds.map(
    (kind, i) =>
      element('circle', { cx: plot.left + 16, cy: plot.top + 16 + i * 18, r: 4, fill: KIND_COLORS[i % 4]! }) +
      label(plot.left + 26, plot.top + 20 + i * 18, kind, { class: 'value' }),
  )
  return drawPlot(plot, `predicted over official, ${unit}`, ...lines, ...dots, ...legend)
}
