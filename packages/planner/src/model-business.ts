/** The numbers of a plan as a model writes them. */
import type { Ranged } from 'genba/economics'
import { createDiagnostics, createLedger, createVocabulary, readForm, record, valueOf } from 'genba/model'
import type { Assumption, Diagnostic, MapNode, Names, Reading } from 'genba/model'
import { PLAN_NUMBERS } from './plan-input.ts'
import type { PlanNumber } from './plan-input.ts'
import { BUSINESS_WORDS, businessPlaces, plannerPlaces } from './words-business.ts'
import type { BusinessSection, BusinessWord } from './words-business.ts'

/** What reading gave: all numbers, those that are not written as they are known, and what is wrong. */
export interface BusinessReading {
  readonly numbers: Readonly<Record<PlanNumber, Ranged>>
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads `market`, `costs` and `finance` of a model. A number whose confidence is `assumed` is assumed, with its note or else its source as the reason; another one
 * was read in its source. Without a range a number is taken as it stands. Where a scenario writes a value alone, range and source of the model stay.
 * @param root its tree, a scenario applied
 * @param names what dates may speak of
 */
export function readBusiness(root: MapNode, names: Names): BusinessReading {
  const diagnostics = createDiagnostics([])
  const reading: Reading = {
    vocabulary: createVocabulary(plannerPlaces),
    names,
    diagnostics,
    ledger: createLedger(),
    known: new WeakMap(),
  }
  for (const section of Object.keys(businessPlaces) as BusinessSection[]) {
    const node = valueOf(root, section)
    if (node !== undefined) readForm(record(businessPlaces[section]), node, section, reading)
  }
  const written = new Map(reading.ledger.list().map((entry) => [entry.path, entry]))
  const numbers = Object.fromEntries(
    BUSINESS_WORDS.map((word) => {
      const entry = written.get(`${word.section}.${word.word}`)
      return [word.number, entry === undefined ? PLAN_NUMBERS[word.number] : rangedOf(word, entry)]
    }),
  ) as Record<PlanNumber, Ranged>
  return { numbers, diagnostics: diagnostics.sorted() }
}

function rangedOf({ number, factor }: BusinessWord, { value, range, source, confidence, note }: Assumption): Ranged {
  const known = PLAN_NUMBERS[number]
  const inPlan = (of: number): number => Number((of / factor).toPrecision(15))
  const at = typeof value === 'number' ? inPlan(value) : known.value
  const isAssumed = confidence === undefined ? source === undefined : confidence === 'assumed'
  return {
    value: at,
    low: range === undefined ? at : inPlan(range.low),
    high: range === undefined ? at : inPlan(range.high),
    unit: known.unit,
    source: (isAssumed ? (note ?? source) : (source ?? note)) ?? 'estimate',
    basis: isAssumed ? 'assumed' : 'read',
  }
}
