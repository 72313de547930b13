/** The research base of a model, on a terminal. */
import colors from 'picocolors'
import { formatNumber, formatShare } from 'genba/report'
import type { ResearchResult } from 'genba/vehicle'
import { tableText, wrapText } from './text-chart.ts'

type Paint = ReturnType<typeof colors.createColors>

/** Whole lines, parts apart by an empty one. */
export function researchText(result: ResearchResult, paint: Paint): string {
  return [validationText(result, paint), lifeTestText(result, paint), gatesText(result, paint), slipText(result, paint)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function validationText({ validation }: ResearchResult, paint: Paint): string {
  if (validation === null) return ''
  const { question, miles, roadMiles, days, within } = validation
  const month = (value: number): string => formatNumber(value / (365.25 / 12))
  return wrapText(
    `${paint.bold('validation by driving')}: ${question}: ${millions(miles)} miles, ${millions(roadMiles)} of them on the road; the fleet drives them in ${month(days[1])} months (${month(days[0])} to ${month(days[2])})${within === null ? '' : `; within ${month(within.days)} months it takes ${formatNumber(within.cars[1])} cars (${formatNumber(within.cars[0])} to ${formatNumber(within.cars[2])})`}`,
    undefined,
    '  ',
  )
}

function millions(miles: number): string {
  return `${formatNumber(miles / 1e6, miles < 1e8 ? 1 : 0)} M`
}

function lifeTestText({ lifeTests }: ResearchResult, paint: Paint): string {
  if (lifeTests === null) return ''
  const { tests, months, use } = lifeTests
  const rows = tests.map(({ name, firstHours, lastHours }) => [
    name,
    `first samples after ${formatNumber(firstHours / 24)} d`,
    `last after ${formatNumber(lastHours / 24)} d`,
  ])
  const busy = Object.entries(use).map(([kind, share]) => `${kind} ${formatShare(share, 0)}`)
  return [
    `${paint.bold('life tests')}: ${formatNumber(months, 1)} months; channels in use: ${busy.join(', ')}`,
    tableText(rows, ['left', 'left', 'left']),
  ].join('\n')
}

function gatesText({ gates }: ResearchResult, paint: Paint): string {
  if (gates.length === 0) return ''
  const isDue = gates.some(({ inTime }) => inTime !== null)
  const rows = gates.map(({ name, dates, p10, p50, p90, critical, inTime }) => [
    name.replaceAll('_', ' '),
    ...(dates ?? [p10, p50, p90].map((day) => `day ${formatNumber(day)}`)),
    formatShare(critical, 0),
    ...(isDue ? [inTime === null ? '' : formatShare(inTime, 0)] : []),
  ])
  const [head, ...lines] = tableText(
    [['over at', '10 %', '50 %', '90 %', 'critical', ...(isDue ? ['in time'] : [])], ...rows],
    ['left', 'right', 'right', 'right', 'right', 'right'],
  ).split('\n')
  return [paint.bold(head!), ...lines].join('\n')
}

function slipText({ slips, firstSales }: ResearchResult, paint: Paint): string {
  if (slips === null) return ''
  const rows = slips.expectations.map(({ answer, saleDelayMonths, lostCars, marginChange, worstMarginChange }) => [
    answer.replaceAll('_', ' '),
    formatNumber(saleDelayMonths, 1),
    formatNumber(lostCars),
    formatNumber(marginChange / 1e6),
    formatNumber(worstMarginChange / 1e6),
  ])
  const [head, ...lines] = tableText(
    [['if the cells are late', 'sales late, months', 'cars lost', 'margin, M', 'at worst, M'], ...rows],
    ['left', 'right', 'right', 'right', 'right'],
  ).split('\n')
  const dates = slips.expectations.flatMap(({ answer }) => {
    const own = firstSales.filter((each) => each.answer === answer)
    if (own.length === 0) return []
    const byDate = [...new Set(own.map(({ date }) => date))].toSorted()
    const told = byDate.map((date) => {
      const share = own.filter((each) => each.date === date).reduce((sum, { probability }) => sum + probability, 0)
      return `${date} (${formatShare(share, 0)})`
    })
    return [wrapText(`first sale, ${answer.replaceAll('_', ' ')}: ${told.join(', ')}`, undefined, '  ')]
  })
  return [
    paint.bold(head!),
    ...lines,
    ...dates,
    paint.dim('Expected over the slips with their probabilities, against cells on time; money as the model writes it.'),
  ].join('\n')
}
