/** The map of cells: energy, charging time, the range and mass and cost that follow, what was shown, and the claim on it. */
import type { ClaimResult, Demonstration } from 'genba/vehicle'
import { drawing, element, escape, label } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatNumber } from './number.ts'
import { plotOf } from './plot.ts'

const WIDTH = 900
const HEIGHT = 560
/** Room above the plot for the title and the verdict. */
const HEAD = 68
/** Characters of the verdict in a line. */
const VERDICT_WIDTH = 125
const LEAST = 140
const MOST = 520
/** Minutes at the ends of the axis, the slow one below. */
const SLOW = 60
const FAST = 4
const MINUTES = [60, 40, 30, 20, 15, 10, 7, 5, 4]

const CLAIM_COLOR = '#b5352b'
const SHOWN_COLOR = '#1f7a63'

/** A range that cells reach with a pack of the heaviest mass shown, for the upper axis. */
export interface RangeMark {
  readonly km: number
  readonly whPerKg: number
}

/**
 * Cells by energy (right is lighter) and by time from 10 to 80 % (up is faster). The star stands at what the saloon needs, its bar goes
 * from a thrifty saloon to a thirsty SUV; a claim beyond the axes stands at their end.
 * @param marks ranges of the saloon with a pack of 575 kg, by cell energy
 */
export function claimMap(result: ClaimResult, demonstrations: readonly Demonstration[], marks: readonly RangeMark[]): Markup {
  const { claim, verdicts } = result
  const plot = plotOf(
    WIDTH,
    HEIGHT,
    { from: LEAST, to: MOST, title: 'energy of the cell, Wh/kg', ticks: [150, 200, 250, 300, 350, 400, 450, 500] },
    { from: SLOW, to: FAST, title: 'minutes from 10 to 80 %', ticks: MINUTES, logarithmic: true },
  )
  const title = `${formatNumber(claim.km)} km and ${formatNumber(claim.minutes, claim.minutes % 1 === 0 ? 0 : 1)} min: what they ask of cells`
  return drawing(
    WIDTH,
    HEIGHT + HEAD,
    'cells by energy and charging time, with the claim',
    label(14, 22, title, { style: 'font-size:17px;font-weight:600' }),
    ...linesOf(verdicts.pair).map((text, line) => label(14, 42 + 16 * line, text, { class: 'value' })),
    element(
      'g',
      { transform: `translate(0 ${HEAD})` },
      plot.frame,
      ...rangeLines(plot, marks),
      ...packStrip(plot, result),
      claimMark(plot, result),
      ...dotsOf(plot, demonstrations),
      ...legendOf(plot, demonstrations),
    ),
  )
}

/** A sentence in lines of whole words. */
function linesOf(text: string): readonly string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)!} ${word}`.trimStart()
    if (longer.length <= VERDICT_WIDTH) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

type PlotOf = ReturnType<typeof plotOf>

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}

function rangeLines(plot: PlotOf, marks: readonly RangeMark[]): readonly Markup[] {
  return marks
    .filter(({ whPerKg }) => whPerKg >= LEAST && whPerKg <= MOST)
    .map(
      ({ km, whPerKg }) =>
        element('line', { x1: plot.x(whPerKg), x2: plot.x(whPerKg), y1: plot.top, y2: plot.bottom, class: 'year' }) +
        label(plot.x(whPerKg), plot.top + 14, `${formatNumber(km)} km`, { class: 'tick', 'text-anchor': 'middle' }),
    )
}

/** Packs of the saloon that hold the claimed range, by cell. */
function packStrip(plot: PlotOf, { cases }: ClaimResult): readonly Markup[] {
  return cases
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
}

/** The claim: where cells are light and fast enough for it, its bar and its star. */
function claimMark(plot: PlotOf, { claim, requirements, cells }: ClaimResult): Markup {
  const needed = requirements.find(({ unit }) => unit === 'Wh/kg') ?? { low: MOST, high: MOST }
  const [low, at, high] = [needed.low, cells.saloon, needed.high].map((energy) => plot.x(within(energy, LEAST, MOST))) as [
    number,
    number,
    number,
  ]
  const y = plot.y(within((claim.minutes * 0.7) / (claim.to - claim.from), FAST, SLOW))
  const area = (from: number, to: number, opacity: number): Markup =>
    element('rect', { x: from, y: plot.top, width: to - from, height: y - plot.top, fill: CLAIM_COLOR, 'fill-opacity': opacity })
  const name = `${formatNumber(claim.km)} km, ${formatNumber(claim.minutes, claim.minutes % 1 === 0 ? 0 : 1)} min`
  const isRight = at > plot.right - 150
  return [
    area(low, high, 0.07),
    area(high, plot.right, 0.14),
    element('line', { x1: low, x2: high, y1: y, y2: y, stroke: CLAIM_COLOR, 'stroke-width': 2.5, 'stroke-opacity': 0.55 }),
    element('path', { d: starPath(at, y, 11), fill: CLAIM_COLOR }),
    label(isRight ? at - 14 : at + 14, y + 22, name, { class: 'yearname', 'text-anchor': isRight ? 'end' : 'start' }),
  ].join('')
}

/** Lines of labels, px. */
const LINE = 15

interface Dot extends Demonstration {
  readonly y: number
}

/** Demonstrations with a rate; those whose cell's energy is not told stand at the left edge, a thin line to the name of each. */
function dotsOf(plot: PlotOf, demonstrations: readonly Demonstration[]): readonly Markup[] {
  const dots = demonstrations
    .flatMap((each): readonly Dot[] => {
      const minutes = each.minutes10to80 ?? (each.meanRate === undefined ? undefined : 42 / each.meanRate)
      return minutes === undefined ? [] : [{ ...each, y: plot.y(minutes) }]
    })
    .toSorted((a, b) => a.y - b.y)
  const told = dots.filter(({ cellWhPerKg }) => cellWhPerKg !== undefined)
  const untold = dots.filter(({ cellWhPerKg }) => cellWhPerKg === undefined)
  let line = -Infinity
  const edge = plot.left + 7
  return [
    ...told.map(
      (dot) => circleOf(dot, plot.x(dot.cellWhPerKg!)) + label(plot.x(dot.cellWhPerKg!) + 9, dot.y + 4, nameOf(dot), { class: 'tick' }),
    ),
    ...untold.map((dot) => {
      line = Math.max(dot.y, line + LINE)
      return (
        element('line', { x1: edge, y1: dot.y, x2: edge + 22, y2: line, stroke: '#9aa6a1', 'stroke-width': 0.8 }) +
        circleOf(dot, edge) +
        label(edge + 26, line + 4, nameOf(dot), { class: 'tick' })
      )
    }),
    ...(untold.length === 0 ? [] : [label(edge + 26, untold[0]!.y - LINE, 'energy of the cell not told:', { class: 'value' })]),
  ]
}

function nameOf({ who }: Demonstration): string {
  return who.split(',')[0]!
}

function circleOf({ who, what, status, y }: Dot, x: number): Markup {
  const style = status === 'shown' ? { fill: SHOWN_COLOR } : { fill: '#fff', stroke: SHOWN_COLOR, 'stroke-width': 1.6 }
  return element('circle', { cx: x, cy: y, r: 4.6, ...style }, element('title', {}, escape(`${who}: ${what}`)))
}

function legendOf(plot: PlotOf, demonstrations: readonly Demonstration[]): readonly Markup[] {
  const slow = demonstrations.filter(
    ({ cellWhPerKg, meanRate, minutes10to80 }) => cellWhPerKg !== undefined && meanRate === undefined && minutes10to80 === undefined,
  )
  const names = slow.map((each) => `${nameOf(each)} (${formatNumber(each.cellWhPerKg!)} Wh/kg)`)
  const y = plot.bottom - 96
  return [
    element('circle', { cx: plot.left + 16, cy: y - 4, r: 4.6, fill: SHOWN_COLOR }) + label(plot.left + 26, y, 'shown', { class: 'value' }),
    element('circle', { cx: plot.left + 84, cy: y - 4, r: 4.6, fill: '#fff', stroke: SHOWN_COLOR, 'stroke-width': 1.6 }) +
      label(plot.left + 94, y, 'announced', { class: 'value' }),
    ...(names.length === 0 ? [] : [label(plot.left + 8, y - 36, `charge not told: ${names.join(', ')}`, { class: 'value' })]),
    label(plot.left + 8, plot.bottom - 8, 'packs of the saloon for the range:', { class: 'value' }),
    label(plot.right, plot.top - 12, 'ranges: of a saloon on the CLTC-P with a pack of 575 kg', { class: 'value', 'text-anchor': 'end' }),
  ]
}

function starPath(x: number, y: number, radius: number): string {
  const points = Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 === 0 ? radius : radius * 0.45
    const angle = (Math.PI * i) / 5 - Math.PI / 2
    return `${(x + r * Math.cos(angle)).toFixed(1)} ${(y + r * Math.sin(angle)).toFixed(1)}`
  })
  return `M${points.join('L')}Z`
}
