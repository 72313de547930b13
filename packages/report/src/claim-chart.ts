/** The map of cells: energy, charging time, the range and mass and cost that follow, what was shown, and the claim on it. */
import type { ClaimResult, Demonstration } from 'genba/vehicle'
import { element, escape, label } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatNumber } from './number.ts'
import { drawPlot, plotOf } from './plot.ts'

const WIDTH = 900
const HEIGHT = 560
const LEAST = 140
const MOST = 520
/** Minutes at the ends of the axis, the slow one below. */
const SLOW = 60
const FAST = 4

/** A range that cells reach with a pack of the heaviest mass shown, for the upper axis. */
export interface RangeMark {
  readonly km: number
  readonly whPerKg: number
}

/**
 * Cells by energy (right is lighter) and by time from 10 to 80 % (up is faster).
 * @param marks ranges of the saloon with a pack of 575 kg, by cell energy
 */
export function claimMap(result: ClaimResult, demonstrations: readonly Demonstration[], marks: readonly RangeMark[]): Markup {
  const { claim, cases, requirements } = result
  const minutes = [60, 40, 30, 20, 15, 10, 7, 5, 4]
  const plot = plotOf(
    WIDTH,
    HEIGHT,
    { from: LEAST, to: MOST, title: 'energy of the cell, Wh/kg', ticks: [150, 200, 250, 300, 350, 400, 450, 500] },
    { from: SLOW, to: FAST, title: 'minutes from 10 to 80 %', ticks: minutes, logarithmic: true },
  )
  const span = claim.to - claim.from
  const claimed = (claim.minutes * 0.7) / span
  const needed = requirements.find(({ unit }) => unit === 'Wh/kg')
  const upper = marks
    .filter(({ whPerKg }) => whPerKg >= LEAST && whPerKg <= MOST)
    .map(
      ({ km, whPerKg }) =>
        element('line', { x1: plot.x(whPerKg), x2: plot.x(whPerKg), y1: plot.top, y2: plot.bottom, class: 'year' }) +
        label(plot.x(whPerKg), plot.top + 14, `${formatNumber(km)} km`, { class: 'tick', 'text-anchor': 'middle' }),
    )
  const region = needed === undefined ? '' : regionOf(plot, needed.low, needed.high, claimed)
  const strip = cases
    .filter(({ body, cycle }) => body === 'saloon' && cycle !== 'WLTC 3b')
    .map(({ cell, grossKwh, packKg, costUsd }, i) => {
      const at = plot.x(Number.parseFloat(cell))
      const words = [
        `${formatNumber(grossKwh)} kWh, ${formatNumber(packKg)} kg`,
        `${formatNumber(costUsd[0] / 1000)} to ${formatNumber(costUsd[2] / 1000)} kUSD`,
      ]
      return (
        element('line', { x1: at, x2: at, y1: plot.bottom - 46 - 36 * (i % 2), y2: plot.bottom, stroke: '#9aa6a1', 'stroke-width': 1 }) +
        words.map((text, line) => label(at + 4, plot.bottom - 34 - 36 * (i % 2) + line * 15, text, { class: 'tick' })).join('')
      )
    })
  const dots = dotsOf(plot, demonstrations)
  const star =
    needed === undefined
      ? ''
      : element('path', { d: starPath(plot.x(Math.min(needed.value, MOST)), plot.y(claimed), 11), fill: '#b5352b' }) +
        label(
          plot.x(Math.min(needed.value, MOST)) + 14,
          plot.y(claimed) - 8,
          `${formatNumber(claim.km)} km, ${formatNumber(claim.minutes)} min`,
          {
            class: 'yearname',
          },
        )
  const legend = [
    element('circle', { cx: plot.left + 16, cy: plot.bottom - 100, r: 5, fill: '#1f7a63' }) +
      label(plot.left + 26, plot.bottom - 96, 'shown', { class: 'value' }),
    element('circle', { cx: plot.left + 84, cy: plot.bottom - 100, r: 5, fill: '#fff', stroke: '#1f7a63', 'stroke-width': 1.6 }) +
      label(plot.left + 94, plot.bottom - 96, 'announced', { class: 'value' }),
    label(plot.left + 8, plot.bottom - 8, 'packs of the saloon for the range:', { class: 'value' }),
    label(plot.right, plot.top - 12, 'ranges: of a saloon on the CLTC-P with a pack of 575 kg', {
      class: 'value',
      'text-anchor': 'end',
    }),
  ]
  return drawPlot(plot, 'cells by energy and charging time, with the claim', region, ...upper, ...strip, ...dots, star, ...legend)
}

type PlotOf = ReturnType<typeof plotOf>

/** Where the claim holds: cells light enough, from the band of what is needed on, and as fast as claimed. */
function regionOf(plot: PlotOf, low: number, high: number, minutes: number): Markup {
  const y = plot.y(minutes)
  const [from, to] = [Math.max(LEAST, Math.min(low, MOST)), Math.min(high, MOST)]
  return (
    element('rect', {
      x: plot.x(from),
      y: plot.top,
      width: plot.x(to) - plot.x(from),
      height: y - plot.top,
      fill: '#b5352b',
      'fill-opacity': 0.07,
    }) +
    element('rect', {
      x: plot.x(to),
      y: plot.top,
      width: plot.right - plot.x(to),
      height: y - plot.top,
      fill: '#b5352b',
      'fill-opacity': 0.14,
    })
  )
}

/** Labels closer than this to one another are moved apart, px. */
const LINE = 14

/** Demonstrations with a rate; those whose cell's energy is not told stand at the left edge. */
function dotsOf(plot: PlotOf, demonstrations: readonly Demonstration[]): readonly Markup[] {
  const placed: { readonly x: number; readonly y: number }[] = []
  return demonstrations
    .flatMap((each) => {
      const minutes = each.minutes10to80 ?? (each.meanRate === undefined ? undefined : 42 / each.meanRate)
      const x = each.cellWhPerKg === undefined ? plot.left + 6 : plot.x(each.cellWhPerKg)
      return minutes === undefined ? [] : [{ ...each, x, y: plot.y(minutes) }]
    })
    .toSorted((a, b) => a.y - b.y)
    .map(({ who, what, status, cellWhPerKg, x, y }) => {
      const near = placed.filter((other) => Math.abs(other.x - x) < 180)
      const line = Math.max(y, ...near.map((other) => other.y + LINE))
      placed.push({ x, y: line })
      const name = who.split(',')[0]!
      const style = status === 'shown' ? { fill: '#1f7a63' } : { fill: '#fff', stroke: '#1f7a63', 'stroke-width': 1.6 }
      return (
        element('circle', { cx: x, cy: y, r: 5, ...style }, element('title', {}, escape(`${who}: ${what}`))) +
        label(x + 9, line + 4, cellWhPerKg === undefined ? `${name} (cell energy not told)` : name, { class: 'tick' })
      )
    })
}

function starPath(x: number, y: number, radius: number): string {
  const points = Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 === 0 ? radius : radius * 0.45
    const angle = (Math.PI * i) / 5 - Math.PI / 2
    return `${(x + r * Math.cos(angle)).toFixed(1)} ${(y + r * Math.sin(angle)).toFixed(1)}`
  })
  return `M${points.join('L')}Z`
}
