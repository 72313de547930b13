/** The figures of a model: value, range, where they come from and how sure they are. */
import type { Result } from 'genba/runs'
import { element, escape } from './markup.ts'
import type { Markup } from './markup.ts'
import { formatNumber } from './number.ts'

type Assumption = Result['assumptions'][number]

/** From the best known to the least. */
const CONFIDENCES = ['announced', 'reported', 'reference', 'derived', 'assumed'] as const

export function assumptionTable(assumptions: readonly Assumption[]): Markup {
  const groups = new Map<string, Assumption[]>()
  for (const assumption of assumptions) {
    const place = assumption.path.includes('.') ? assumption.path.slice(0, assumption.path.indexOf('.')) : 'base'
    groups.set(place, [...(groups.get(place) ?? []), assumption])
  }
  const heading = element(
    'thead',
    {},
    element('tr', {}, ...['', 'value', 'range', 'source', 'note'].map((text) => element('th', {}, text))),
  )
  const bodies = [...groups].map(([place, list]) =>
    element(
      'tbody',
      {},
      element('tr', {}, element('th', { colspan: 5, class: 'place' }, escape(place))),
      ...list.map((each) => line(each, place)),
    ),
  )
  return summary(assumptions) + element('table', { class: 'assumptions' }, heading, ...bodies)
}

function line({ path, text, range, source, date, confidence, note }: Assumption, place: string): Markup {
  const name = path.startsWith(`${place}.`) ? path.slice(place.length + 1) : path
  const from = [source, date].filter((part) => part !== undefined).join(', ')
  const badge = confidence === undefined ? '' : element('span', { class: `confidence ${confidence}` }, escape(confidence))
  return element(
    'tr',
    {},
    element('td', { class: 'path' }, escape(name)),
    element('td', {}, escape(text)),
    element('td', {}, escape(range?.text ?? '')),
    element('td', {}, badge, escape(from === '' ? '' : ` ${from}`)),
    element('td', { class: 'note' }, escape(note ?? '')),
  )
}

/** How many figures are how sure. */
function summary(assumptions: readonly Assumption[]): Markup {
  const counts = CONFIDENCES.map((confidence) => ({
    confidence,
    count: assumptions.filter((each) => each.confidence === confidence).length,
  }))
  const unknown = assumptions.filter((each) => each.confidence === undefined).length
  const items = counts
    .filter(({ count }) => count > 0)
    .map(({ confidence, count }) =>
      element('li', {}, element('span', { class: `confidence ${confidence}` }, confidence), ` ${formatNumber(count)}`),
    )
  if (unknown > 0) items.push(element('li', {}, `without a word on where they come from ${formatNumber(unknown)}`))
  return element('ul', { class: 'legend' }, ...items)
}
