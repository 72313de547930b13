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
  return htmlPage(
    title,
    element(
      'header',
      {},
      element('p', { class: 'mark' }, 'Genba'),
      element('h1', {}, escape(title)),
      element('p', { class: 'facts' }, escape(facts.join(' · '))),
    ),
    ...sections.map(pageSection),
    element('footer', {}, escape(foot)),
  )
}

/** A page with the style of reports around its parts. */
export function htmlPage(title: string, ...body: readonly Markup[]): string {
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    element('title', {}, escape(title)),
    `<style>${STYLE}</style></head>`,
    element('body', {}, element('main', {}, ...body)),
    '</html>\n',
  ].join('')
}

/** A section with its drawings and its table. */
export function pageSection({ title, lead, drawings = [], table = [] }: PageSection): Markup {
  return section(title, lead, ...drawings, table.length === 0 ? '' : tableOf(table))
}

/** A section under a title, with a sentence that leads into it where there is one. */
export function section(title: string, lead: string, ...inside: readonly Markup[]): Markup {
  return element(
    'section',
    {},
    element('h2', {}, escape(title)),
    lead === '' ? '' : element('p', { class: 'lead' }, escape(lead)),
    ...inside,
  )
}

function tableOf([head, ...rows]: readonly (readonly string[])[]): Markup {
  const cells = (row: readonly string[]): Markup =>
    row.map((cell, i) => (i === 0 ? element('th', {}, escape(cell)) : element('td', {}, escape(cell)))).join('')
  return element('table', { class: 'periods' }, ...[head!, ...rows].map((row) => element('tr', {}, cells(row))))
}
