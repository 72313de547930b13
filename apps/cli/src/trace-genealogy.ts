/** `genba trace --genealogy`: what is in a car. */
import { genealogyOf, momentText } from 'genba/analysis'
import type { Genealogy, History } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import { formatNumber } from 'genba/report'
import type { TableColumn } from 'genba/runs'
import { tableText } from './text-chart.ts'
import { identityOf, identityRecord, makerOf, momentRecord, nameOf, texts } from './trace-identity.ts'
import { laterText, partName } from './trace-text.ts'

/** Stretches of numbers that are shown of alike parts. */
const RANGES_TOLD = 4

/** The car that makes a visit, and what is in it. */
export interface CarParts extends Genealogy {
  readonly history: History
  readonly row: number
}

export function carParts(history: History, row: number): CarParts {
  return { history, row, ...genealogyOf(history, row) }
}

/** What is in the car, alike parts in one line, what is in them below: whole lines. */
export function genealogyText({ history, row, ingredients, isCut }: CarParts): string {
  const { plan, visits } = history
  const rows: string[][] = []

  function addInto(hosts: ReadonlySet<number>, margin: string): void {
    const groups = new Map<string, number[]>()
    ingredients.forEach(({ into, source, product, isWhole, element }, at) => {
      if (!hosts.has(into)) return
      const key = `${isWhole} ${source} ${product} ${element}`
      groups.set(key, [...(groups.get(key) ?? []), at])
    })
    for (const group of groups.values()) {
      const parts = group.map((at) => ingredients[at]!)
      const [first] = parts as [(typeof parts)[0]]
      // Pieces of one whole each have it in them.
      const distinct = [...new Set(parts.map(({ serial }) => serial))].toSorted((a, b) => a - b)
      rows.push([
        `${margin}${first.isWhole ? 'piece of ' : ''}${nameOf(plan, first)}`,
        formatNumber(distinct.length),
        rangesText(distinct),
        timesText(
          plan,
          parts.map(({ born }) => born),
        ),
        first.element,
        timesText(
          plan,
          parts.map(({ tick }) => tick),
        ),
      ])
      addInto(new Set(group), `${margin}  `)
    }
  }

  addInto(new Set([-1]), '')
  const head = `${partName(identityOf(history, row))}: made ${momentText(plan, visits.born[row]!)}, gone ${momentText(plan, visits.left[row]!)}`
  if (rows.length === 0) return `${head}\n\nNothing was assembled into it.`
  const table = tableText(
    [['in it', 'count', 'numbers', 'made', 'went in at', 'when'], ...rows],
    ['left', 'right', 'left', 'left', 'left', 'left'],
  )
  return [head, ...(isCut ? ['What came before lies outside what was written down.'] : []), '', table].join('\n')
}

/** What is in the car, as data. */
export function genealogyRecord({ history, row, ingredients, isCut }: CarParts): object {
  const { plan, visits } = history
  const at = momentRecord(plan)
  return {
    ...identityRecord(plan, visits.product[row]!, { source: visits.source[row]!, serial: visits.serial[row]! }),
    made: at(visits.born[row]!),
    gone: at(visits.left[row]!),
    is_cut: isCut,
    parts: ingredients.map(({ into, isWhole, product, born, element, tick, ...part }) => ({
      ...identityRecord(plan, product, part),
      made: at(born),
      ...(into < 0 ? {} : { into: identityRecord(plan, ingredients[into]!.product, ingredients[into]!) }),
      is_whole: isWhole,
      element,
      at: at(tick),
    })),
  }
}

/** The same as a table: a row for each part. */
export function genealogyTable({ history, row, ingredients }: CarParts): readonly TableColumn[] {
  const { plan, visits } = history
  const car = { source: visits.source[row]!, serial: visits.serial[row]!, product: visits.product[row]! }
  const host = (into: number) => (into < 0 ? car : ingredients[into]!)
  const levels: number[] = []
  for (const { into } of ingredients) levels.push(into < 0 ? 1 : levels[into]! + 1)
  return [
    { name: 'level', type: 'INT32', data: levels },
    texts('product', ingredients, ({ product }) => plan.products[product]?.name ?? ''),
    texts('made_by', ingredients, ({ source }) => makerOf(plan, source)),
    { name: 'number', type: 'INT32', data: ingredients.map(({ serial }) => serial + 1) },
    texts('made', ingredients, ({ born }) => momentText(plan, born)),
    { name: 'made_seconds', type: 'DOUBLE', data: ingredients.map(({ born }) => born / plan.ticksPerSecond) },
    texts('relation', ingredients, ({ isWhole }) => (isWhole ? 'whole' : 'part')),
    texts('into_made_by', ingredients, ({ into }) => makerOf(plan, host(into).source)),
    { name: 'into_number', type: 'INT32', data: ingredients.map(({ into }) => host(into).serial + 1) },
    texts('element', ingredients, ({ element }) => element),
    texts('moment', ingredients, ({ tick }) => momentText(plan, tick)),
    { name: 'seconds', type: 'DOUBLE', data: ingredients.map(({ tick }) => tick / plan.ticksPerSecond) },
  ]
}

/** `3`, `3 to 6, 9`: from 1, of numbers in rising order from 0. */
function rangesText(serials: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const serial of serials) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === serial - 1) last[1] = serial
    else ranges.push([serial, serial])
  }
  const told = ranges.slice(0, RANGES_TOLD).map(([from, to]) => (from === to ? `${from + 1}` : `${from + 1} to ${to + 1}`))
  return [...told, ...(ranges.length > RANGES_TOLD ? ['..'] : [])].join(', ')
}

function timesText(plan: Plan, ticks: readonly number[]): string {
  const [from, to] = [Math.min(...ticks), Math.max(...ticks)]
  return from === to ? momentText(plan, from) : `${momentText(plan, from)} to ${laterText(plan, to, from)}`
}
