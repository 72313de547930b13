/** The page of a plan. */
import type { PlanResult } from 'genba/runs'
import { barList } from './bar-list.ts'
import { element, label } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatNumber } from './number.ts'
import { ownershipChart } from './ownership-chart.ts'
import { createPage } from './plain-page.ts'
import { planAnswer, planSections } from './plan-sections.ts'
import { drawPlot, plotOf, polyline } from './plot.ts'
import { ticksTo } from './scale.ts'

/** The whole page as HTML, alone in one file: all sections, with orders and output over the years, the cost of a car by cause and the line between forms of ownership drawn. */
export function createPlanPage(plan: PlanResult): string {
  // By what a section is about, wherever it stands.
  const drawings: readonly (readonly [title: RegExp, drawing: Markup])[] = [
    [/^Orders, output and price/, yearChart(plan)],
    [/^What a car costs/, causeBars(plan)],
    [/^What each form of ownership/, ownershipChart(plan)],
  ]
  return createPage(
    `Plan of ${plan.model.name}`,
    [
      planAnswer(plan),
      `${plan.replications} ${plan.replications === 1 ? 'replication' : 'replications'}`,
      `seed ${plan.seed}`,
      `fingerprint ${plan.fingerprint}`,
      `Genba ${plan.engine}`,
    ],
    planSections(plan, 'whole').map((section) => {
      const drawn = drawings.find(([title]) => title.test(section.title))
      return drawn === undefined ? section : { ...section, drawings: [drawn[1]] }
    }),
    'Every number with its range and source stands under Assumptions; plan.json has all figures of this page.',
  )
}

const WIDTH = 900
const HEIGHT = 300
const LINES = [
  { name: 'orders', color: '#e3a32e', of: ({ orders }: PlanResult['years'][number]) => orders },
  { name: 'at most', color: '#9aa6a1', of: ({ capacity }: PlanResult['years'][number]) => capacity },
  { name: 'built', color: '#1f7a63', of: ({ built }: PlanResult['years'][number]) => built },
] as const

/** Cars by year: ordered, built, and what the plant could have built. */
function yearChart({ years }: PlanResult): Markup {
  const ticks = ticksTo(Math.max(...years.flatMap((year) => LINES.map(({ of }) => of(year)))), 5)
  const named = years.map(({ year }) => year)
  const plot = plotOf(
    WIDTH,
    HEIGHT,
    { from: named[0]!, to: named.at(-1)!, title: 'year', ticks: named, names: named.map(String) },
    { from: 0, to: ticks.at(-1)!, title: 'cars a year', ticks },
    90,
  )
  return drawPlot(
    plot,
    'cars ordered, built and possible, by year',
    ...LINES.map(({ name, color, of }, k) => {
      const points = years.map((year) => [plot.x(year.year), plot.y(of(year))] as const)
      const y = plot.top + 16 * (k + 1)
      return [
        polyline(points, { stroke: color, 'stroke-width': name === 'built' ? 3 : 2 }),
        element('rect', { x: plot.right + 12, y: y - 8, width: 10, height: 10, fill: color }),
        label(plot.right + 27, y + 1, name, { class: 'value' }),
      ].join('')
    }),
  )
}

function causeBars({ cost }: PlanResult): Markup {
  const causes = Object.entries(cost.byCause)
    .filter(([, value]) => value > 0)
    .toSorted(([, a], [, b]) => b - a)
  return barList(
    'cost of a car by cause',
    causes.map(([name, value]) => ({ name, value, halfWidth: null, text: `${formatNumber(value)} CNY` })),
  )
}
