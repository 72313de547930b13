/** Words of studies: experiments on a model, in a file of their own or under `studies`. */
import { constant, listOf, name, named, namedEntries, place, property, refuse, text, textForm, word } from 'genba/model'
import type { Form, Named, Node, PlaceWords, Read, ScalarNode } from 'genba/model'

/** A path and what is tried there, not yet looked up. */
export interface PathEntry {
  readonly path: string
  readonly key: ScalarNode
  readonly node: Node
}

function paths(phrase: string): Form<readonly PathEntry[]> {
  return {
    phrase,
    long: false,
    schema: () => ({ type: 'object', additionalProperties: { type: ['string', 'number', 'array'] } }),
    read: (node, path, reading) =>
      node.kind === 'map'
        ? namedEntries(node).map(({ key, value }) => ({ path: key.text, key, node: value }))
        : refuse(node, path, reading, phrase),
  }
}

export type StudyKind = 'sweep' | 'compare' | 'sensitivity' | 'optimize' | 'smallest'

const METHODS = ['morris', 'sobol', 'balance', 'sequence', 'buffers', 'staffing', 'search'] as const

/** How a study is made: the screenings of a sensitivity study, the searches of an optimization. */
export type StudyMethod = (typeof METHODS)[number]

const budget: Form<number> = textForm(
  'a number of replications such as "3000 replications"',
  (written) => {
    const found = /^(\d[\d_]*)\s+replications$/.exec(written)
    return found === null ? undefined : Number(found[1]!.replaceAll('_', ''))
  },
  { type: 'string', pattern: '^\\d[\\d_]* replications$' },
)

export interface StudyWords {
  kind: StudyKind
  scenario: string
  responses: readonly string[]
  replications: number
  confidence: number
  seed: number
  factors: readonly PathEntry[]
  scenarios: readonly string[]
  method: StudyMethod
  over: 'ranges'
  vary: readonly PathEntry[]
  maximize: string
  minimize: string
  subject_to: readonly PathEntry[]
  until: readonly PathEntry[]
  budget: number
}

const shared = {
  scenario: property(name, { doc: 'the scenario on which the study is made', example: 'scenario: as_measured' }),
  responses: property(listOf(text), { doc: 'what is reported: names of responses, or measures', example: 'responses: [cars, lead_time]' }),
  replications: property(constant('count', { whole: true, least: 1 }), {
    doc: 'of each design, with common random numbers',
    example: 'replications: 10',
  }),
  confidence: property(constant('share', { above: true }), { doc: 'of all statements', example: 'confidence: 95 %', default: '95 %' }),
  seed: property(constant('count', { whole: true, least: 0 }), { doc: 'chooses the random numbers', example: 'seed: 1' }),
} as const

export const studyPlace: PlaceWords<StudyWords> = place('study', 'an experiment', {
  ...shared,
  kind: property(word<StudyKind>('sweep', 'compare', 'sensitivity', 'optimize', 'smallest'), {
    doc: 'every combination of factors; scenarios against each other; what matters; the best design; the smallest that will do',
    example: 'kind: sweep',
    required: true,
  }),
  factors: property(paths('paths with values, such as {ga.takt: [108 s, 120 s], eol.adas.positions: 3 to 5}'), {
    doc: 'paths with the values that are combined',
    example: 'factors: {eol.adas.positions: 3 to 5}',
  }),
  scenarios: property(listOf(name), { doc: 'scenarios to compare', example: 'scenarios: [as_measured, belt]' }),
  method: property(word<StudyMethod>(...METHODS), { doc: 'how a sensitivity or an optimum is found', example: 'method: morris' }),
  over: property(word('ranges'), { doc: 'every value of the model that has a range', example: 'over: ranges' }),
  vary: property(paths('paths with ranges, such as {body.wbs.capacity: 10 to 120}'), {
    doc: 'paths with the range in which they are varied',
    example: 'vary: {body.wbs.capacity: 10 to 120}',
  }),
  maximize: property(text, { doc: 'the response to be as large as possible', example: 'maximize: cars' }),
  minimize: property(text, { doc: 'the response to be as small as possible', example: 'minimize: lead_time' }),
  subject_to: property(paths('responses with bounds, such as {lead_time: below 5 d}'), {
    doc: 'what a design must keep; sum_of_places counts the places varied',
    example: 'subject_to: {sum_of_places: at most 250}',
  }),
  until: property(paths('responses with bounds, such as {cars: at least 100_000 /year}'), {
    doc: 'what the smallest design must reach',
    example: 'until: {cars: at least 100_000 /year}',
  }),
  budget: property(budget, { doc: 'how much may be simulated', example: 'budget: 3000 replications' }),
})

export interface StudyFileWords {
  genba: string
  name: string
  model: string
  scenario: string
  responses: readonly string[]
  replications: number
  confidence: number
  seed: number
  studies: readonly Named<Read<StudyWords>>[]
}

export const studyFilePlace: PlaceWords<StudyFileWords> = place('study_file', 'the top of a file of studies', {
  ...shared,
  genba: property(text, { doc: 'kind and version of the document', example: 'genba: study/1' }),
  name: property(text, { doc: 'title, for people', example: 'name: Studies of the base' }),
  model: property(text, { doc: 'the model, relative to this file', example: 'model: jinshan.yaml', required: true }),
  studies: property(named(studyPlace), {
    doc: 'the studies by name',
    example: 'studies: {stops: {kind: sweep, factors: {line.takt: [108 s, 120 s]}}}',
    required: true,
  }),
})

/** Studies under `studies` of a model. */
export const studies: Form<readonly Named<Read<StudyWords>>[]> = named(studyPlace)
