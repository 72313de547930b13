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
  const basis = basisOf(assumptions)
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
      ...list.map((each) => line(each, place, basis)),
    ),
  )
  const columns = element('colgroup', {}, ...Array.from({ length: 5 }, () => '<col>'))
  const said = basis === undefined ? '' : element('p', { class: 'lead' }, escape(`Where no source stands: ${basis}.`))
  return summary(assumptions) + said + element('table', { class: 'assumptions' }, columns, heading, ...bodies)
}

/** The source that most figures share, if it is that of more than one in four: it is said once. */
function basisOf(assumptions: readonly Assumption[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { source, date } of assumptions)
    if (source !== undefined && date === undefined) counts.set(source, (counts.get(source) ?? 0) + 1)
  const [basis, count] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0])
  return count > 1 && count * 4 > assumptions.length ? basis : undefined
}

function line({ path, text, range, source, date, confidence, note }: Assumption, place: string, basis: string | undefined): Markup {
  const name = path.startsWith(`${place}.`) ? path.slice(place.length + 1) : path
  const from = source === basis && date === undefined ? '' : [source, date].filter((part) => part !== undefined).join(', ')
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
