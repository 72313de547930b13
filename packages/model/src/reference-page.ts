/** The page of the reference, from the declarations of a vocabulary. */
import { DIMENSIONS } from 'genba/quantity'
import type { AnyPlace, AnyProperty, Vocabulary } from './vocabulary.ts'

export interface ReferenceSection {
  readonly title: string
  readonly doc: string
  /** Places in the order in which they are told. */
  readonly places: readonly string[]
}

/** The reference of the language in Markdown: every word with its value, default, meaning and example. `codes` are those of the diagnostics. */
export function referencePage(
  vocabulary: Vocabulary,
  sections: readonly ReferenceSection[],
  codes: Readonly<Record<string, string>>,
): string {
  const lines = [
    '# Reference of the model language',
    '',
    'Generated from the declarations of the words. A word marked "handed down" may also stand at the base, a shop or a line, where it holds for everything below until it is written again.',
    '',
  ]
  for (const section of sections) {
    lines.push(`## ${section.title}`, '', section.doc, '')
    for (const name of section.places) lines.push(...placeLines(vocabulary.places.get(name)!))
  }
  lines.push('## Measures', '', '| measure | written in | meaning | example |', '|---|---|---|---|')
  for (const { name, dimension, doc, example } of vocabulary.measures.values())
    lines.push(
      row([code(name), dimension in DIMENSIONS ? DIMENSIONS[dimension as keyof typeof DIMENSIONS].phrase : dimension, doc, code(example)]),
    )
  lines.push('', '## Diagnostics', '', '| code | meaning |', '|---|---|')
  for (const key of Object.keys(codes).toSorted()) lines.push(row([key, codes[key]!]))
  return `${lines.join('\n')}\n`
}

function placeLines(place: AnyPlace): string[] {
  const words = Object.values(place.properties)
  const lines = [`### \`${place.name}\``, '', `${place.doc[0]!.toUpperCase()}${place.doc.slice(1)}.`, '']
  if (place.settings === 'handed') lines.push('Every word that is handed down may stand here too.', '')
  if (place.settings === 'all') lines.push('Every word of elements and lines may stand here.', '')
  if (words.length === 0) return lines
  lines.push('| word | expected | default | meaning | example |', '|---|---|---|---|---|')
  for (const word of words) lines.push(wordRow(word))
  return [...lines, '']
}

function wordRow(word: AnyProperty): string {
  const notes = [
    word.required === true ? 'needed' : '',
    word.handed === true ? 'handed down' : '',
    word.merges === true ? 'merges by name' : '',
  ].filter((note) => note !== '')
  const meaning = `${word.doc}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}${word.literature === undefined ? '' : `. ${word.literature}`}`
  return row([code(word.name), word.form.phrase, word.default === undefined ? '' : code(word.default), meaning, code(word.example)])
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}

function code(text: string): string {
  return `\`${text}\``
}
