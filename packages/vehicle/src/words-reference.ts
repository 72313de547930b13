/** The reference of the words that this room adds to the language. */
import { createVocabulary, referencePage } from 'genba/model'
import { vehiclePlaces } from './words-research.ts'

const SECTION = {
  title: 'Words',
  doc: 'Each place with its words.',
  places: ['research', 'test_fleet', 'safety_goal', 'life_test', 'gate', 'cell_slip', 'slip_answer', 'cell_sales'],
}

const HEAD = `# The research base in a model

\`research\` stands at the top of a model. \`genba car FILE\` tells what it comes to: miles and months of validation, months of
life tests, dates of gates with the share of runs in which each is critical, and what late cells cost under each answer
([guide](../guides/research-base.md)). Generated from the declarations of the words.

`

/** Markdown of the page. */
export function researchReference(): string {
  const page = referencePage(createVocabulary(vehiclePlaces), [SECTION], {})
  const words = page.slice(page.indexOf('## Words'), page.indexOf('## Measures'))
  return `${HEAD}${words.trimEnd()}\n`
}
