/** A page of sections with a drawing or a table each, for answers that are no result of a run. */
import { element, escape } from './markup.ts'
import type { Markup } from './markup.ts'
import { STYLE } from './style.ts'

export interface PageSection {
  readonly title: string
  readonly lead: string
  /** Drawings of this room. */
  readonly drawings?: readonly Markup[]
  /** Rows of text, the first one the heads. */
  readonly table?: readonly (readonly string[])[]
}

/** The whole page as HTML, alone in one file. */
export function createPage(title: string, facts: readonly string[], sections: readonly PageSection[], foot: string): string {
  const body = [
    element(
      'header',
      {},
      element('p', { class: 'mark' }, 'Genba'),
      element('h1', {}, escape(title)),
      element('p', { class: 'facts' }, escape(facts.join(' · '))),
    ),
    ...sections.map(({ title: name, lead, drawings = [], table = [] }) =>
      element(
        'section',
        {},
        element('h2', {}, escape(name)),
        lead === '' ? '' : element('p', { class: 'lead' }, escape(lead)),
        ...drawings,
        table.length === 0 ? '' : tableOf(table),
      ),
    ),
    element('footer', {}, escape(foot)),
  ]
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    element('title', {}, escape(title)),
    `<style>${STYLE}</style></head>`,
    element('body', {}, element('main', {}, ...body)),
    '</html>\n',
  ].join('')
}

function tableOf([head, ...rows]: readonly (readonly string[])[]): Markup {
  const cells = (row: readonly string[]): Markup =>
    row.map((cell, i) => (i === 0 ? element('th', {}, escape(cell)) : element('td', {}, escape(cell)))).join('')
  return element('table', { class: 'periods' }, ...[head!, ...rows].map((row) => element('tr', {}, cells(row))))
}
