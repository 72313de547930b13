/** `genba trace --recall`: which cars contain parts of one place or lot. */
import { momentText, partsWithin, recallOf } from 'genba/analysis'
import type { History, PartIdentity, RecallScope } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import type { Span } from 'genba/kernel'
import { suggestion } from 'genba/model'
import { formatNumber } from 'genba/report'
import type { TableColumn } from 'genba/runs'
import { Failure, status } from './command.ts'
import { tableText, wrapText } from './text-chart.ts'
import { identityOf, identityRecord, makerOf, momentRecord, texts } from './trace-identity.ts'
import { laterText, partName } from './trace-text.ts'

/** Cars that are shown. */
const CARS_TOLD = 20

/** The element whose parts are in question. @throws Failure (bad input) where there is none of this name */
export function elementOf(plan: Plan, path: string): number {
  const found = plan.elements.find((element) => element.path === path)
  if (found !== undefined) return found.number
  const known = plan.elements.map((element) => element.path)
  throw new Failure(`--recall: there is no element "${path}"${suggestion(path, known)}`, status.badInput)
}

/** What is called back: parts that were in an element within a span, or one that it made. */
export interface Recall {
  readonly element: number
  readonly span: Span
  /** From 0: the lot, instead of a span. */
  readonly lot?: number
}

/** The cars of a recall, with their numbers at the sinks. */
export interface CarRecall extends RecallScope {
  readonly history: History
  readonly recall: Recall
  /** Number of each car that is gone among those that came to its sink, from 1. */
  readonly numbers: readonly number[]
}

/** @param arrivals ticks at which parts came to each sink */
export function carRecall(history: History, recall: Recall, arrivals: Readonly<Record<number, readonly number[]>>): CarRecall {
  const { element, span, lot } = recall
  const lots: readonly PartIdentity[] = lot === undefined ? [] : [{ source: element, serial: lot }]
  const scope = recallOf(history, lot === undefined ? partsWithin(history, element, span.from, span.until) : lots)
  const numbers = scope.gone.map(({ row, tick }) => {
    const sink = history.visits.element[row]!
    const came = history.at(sink)
    // Of several that came within the tick in the order of these.
    return arrivals[sink]!.findIndex((each) => each >= tick) + 1 + came.indexOf(row) - history.firstFrom(came, tick)
  })
  return { history, recall, numbers, ...scope }
}

/** How far it goes, and the first of the cars: whole lines. */
export function recallText({ history, recall, parts, gone, others, numbers }: CarRecall): string {
  const { plan } = history
  const { path } = plan.elements[recall.element]!
  const { from, until } = recall.span
  const which =
    recall.lot === undefined
      ? `${formatNumber(parts)} ${parts === 1 ? 'part' : 'parts'} of ${path} from ${momentText(plan, from)} to ${laterText(plan, until, from)}`
      : `part ${recall.lot + 1} of ${path}`
  const by = momentText(plan, history.until)
  const car = (at: number): string => `number ${numbers[at]} at ${gone[at]!.element}, ${momentText(plan, gone[at]!.tick)}`
  const those = recall.lot === undefined ? 'them' : 'it'
  const left =
    gone.length === 0
      ? [`no car with ${those} has left by ${by}`]
      : [
          `${formatNumber(gone.length)} ${gone.length === 1 ? 'car' : 'cars'} with ${those} had left by ${by}`,
          `  first: ${car(0)}`,
          `  last:  ${car(gone.length - 1)}`,
        ]
  const places = new Map<string, number>()
  for (const { element = 'nothing yet' } of others) places.set(element, (places.get(element) ?? 0) + 1)
  const rest = [...places].map(([place, count]) => `${formatNumber(count)} ${place}`).join(', ')
  const inside =
    others.length === 0
      ? 'nothing of it is left inside'
      : `${formatNumber(others.length)} still inside, or scrapped; what they left last: ${rest}`
  const told = gone.slice(0, CARS_TOLD)
  const rows = told.map((each, at) => [
    String(numbers[at]),
    each.element ?? '',
    momentText(plan, each.tick),
    partName(identityOf(history, each.row)),
    formatNumber(each.parts),
  ])
  const table = tableText([['number', 'at', 'left', 'car', 'parts in it'], ...rows], ['right', 'left', 'left', 'left', 'right'])
  const more = gone.length > told.length ? [`${formatNumber(gone.length - told.length)} more: --table writes all to a file`] : []
  return [which, ...left, wrapText(inside), ...(gone.length === 0 ? [] : ['', table]), ...more].join('\n')
}

/** The same as data. */
export function recallRecord({ history, recall, parts, gone, others, numbers }: CarRecall): object {
  const { plan } = history
  const at = momentRecord(plan)
  return {
    element: plan.elements[recall.element]!.path,
    ...(recall.lot === undefined ? { from: at(recall.span.from), until: at(recall.span.until) } : { lot: recall.lot + 1 }),
    by: at(history.until),
    parts,
    gone: gone.map(({ product, parts: count, element, tick, ...part }, car) => ({
      sink: element,
      number_at_sink: numbers[car],
      left: at(tick),
      ...identityRecord(plan, product, part),
      parts: count,
    })),
    others: others.map(({ product, parts: count, element, tick, ...part }) => ({
      ...identityRecord(plan, product, part),
      parts: count,
      ...(element === undefined ? {} : { last_left: element, at: at(tick) }),
    })),
  }
}

/** The same as a table: a row for each car, then for each other part. */
export function recallTable({ history, gone, others, numbers }: CarRecall): readonly TableColumn[] {
  const { plan } = history
  const all = [...gone, ...others]
  return [
    texts('state', all, (_, at) => (at < gone.length ? 'gone' : 'inside_or_scrapped')),
    { name: 'number_at_sink', type: 'INT32', data: all.map((_, at) => numbers[at] ?? 0) },
    texts('element', all, ({ element = '' }) => element),
    texts('moment', all, ({ tick }) => (tick < 0 ? '' : momentText(plan, tick))),
    { name: 'seconds', type: 'DOUBLE', data: all.map(({ tick }) => (tick < 0 ? Number.NaN : tick / plan.ticksPerSecond)) },
    texts('product', all, ({ product }) => plan.products[product]?.name ?? ''),
    texts('made_by', all, ({ source }) => makerOf(plan, source)),
    { name: 'number', type: 'INT32', data: all.map(({ serial }) => serial + 1) },
    { name: 'parts', type: 'INT32', data: all.map(({ parts }) => parts) },
  ]
}
