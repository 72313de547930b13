/** The charts of a result as pictures: SVG files that stand alone, for slides and documents. */
import type { Result } from 'genba/runs'
import { escape } from './markup.ts'
import type { Markup } from './markup.ts'
import { monthChart, monthChartsOf } from './month-chart.ts'
import { stateChart } from './state-chart.ts'
import { DRAWING_STYLE } from './style.ts'

/**
 * Pictures by the name of their file: `cars_by_month.svg` for each response that is counted by month, and
 * `where_the_time_went.svg`. Those of which a result says nothing are left out.
 */
export function createPictures(result: Result): Readonly<Record<string, string>> {
  const charts = monthChartsOf(result).map((chart) => [`${chart.title.replaceAll(/\W+/g, '_')}_by_month.svg`, monthChart(chart)] as const)
  const time = result.timeSpent.length === 0 ? [] : [['where_the_time_went.svg', stateChart(result.timeSpent)] as const]
  const { model, scenario } = result
  const title = scenario === null ? model.name : `${model.name}, scenario ${scenario}`
  return Object.fromEntries([...charts, ...time].map(([name, drawing]) => [name, standAlone(drawing, title)]))
}

/** A drawing of a page as a file: with its namespace, its style, paper behind it and a title that says whose it is. */
export function standAlone(drawing: Markup, title: string): string {
  const [, , width, height] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(drawing)!.slice(1)
  const start = drawing.indexOf('>') + 1
  const opening = drawing.slice(0, start).replace('<svg ', `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" `)
  return `${opening}<title>${escape(title)}</title><style>${DRAWING_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>${drawing.slice(start)}\n`
}
