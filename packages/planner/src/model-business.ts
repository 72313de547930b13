/** The numbers of a plan as a model writes them. */
import type { Ranged } from 'genba/economics'
import { createDiagnostics, createLedger, createVocabulary, readForm, record, valueOf } from 'genba/model'
import type { Diagnostic, MapNode, Names, Read, Reading } from 'genba/model'
import { listsOf, waysOf } from './model-lists.ts'
import type { BusinessLists, ReadSections, WayRequest } from './model-lists.ts'
import { PLAN_NUMBERS } from './plan-input.ts'
import type { PlanNumber } from './plan-input.ts'
import { BUSINESS_WORDS, businessPlaces, plannerPlaces } from './words-business.ts'
import type { BusinessSection } from './words-business.ts'
import { writtenNumber } from './written-number.ts'

/** What reading gave: all numbers, those that are not written as they are known, and what is wrong. */
export interface BusinessReading {
  readonly numbers: Readonly<Record<PlanNumber, Ranged>>
  /** What is written besides numbers: rivals, destinations, events, shops, parts, years. */
  readonly lists: BusinessLists
  /** Plants to simulate for steps of ready comparisons. */
  readonly ways: readonly WayRequest[]
  /** Numbers that the model writes itself. */
  readonly written: ReadonlySet<PlanNumber>
  readonly diagnostics: readonly Diagnostic[]
}

/** The sections of a model as they are read, with the reading that knows their numbers. */
export function readSections(root: MapNode, names: Names): { readonly sections: ReadSections; readonly reading: Reading } {
  const reading: Reading = {
    vocabulary: createVocabulary(plannerPlaces),
    names,
    diagnostics: createDiagnostics([]),
    ledger: createLedger(),
    known: new WeakMap(),
  }
  const sections: Partial<Record<BusinessSection, Read<Record<string, unknown>>>> = {}
  for (const section of Object.keys(businessPlaces) as BusinessSection[]) {
    const node = valueOf(root, section)
    const read = node === undefined ? undefined : readForm(record(businessPlaces[section]), node, section, reading)
    if (read !== undefined) sections[section] = read
  }
  return { sections, reading }
}

/**
 * Reads `market`, `costs` and `finance` of a model, numbers as `writtenNumber` does. Where a scenario writes a value alone, range and source of the model stay.
 * @param root its tree, a scenario applied
 * @param names what dates may speak of
 */
export function readBusiness(root: MapNode, names: Names): BusinessReading {
  const { sections, reading } = readSections(root, names)
  const written = new Map(reading.ledger.list().map((entry) => [entry.path, entry]))
  const numbers = Object.fromEntries(
    BUSINESS_WORDS.map((word) => {
      const known = PLAN_NUMBERS[word.number]
      return [word.number, writtenNumber({ unit: known.unit, factor: word.factor }, written.get(`${word.section}.${word.word}`), known)]
    }),
  ) as Record<PlanNumber, Ranged>
  const own = BUSINESS_WORDS.filter((word) => written.has(`${word.section}.${word.word}`)).map(({ number }) => number)
  return {
    numbers,
    lists: listsOf(sections, written),
    ways: waysOf(sections),
    written: new Set(own),
    diagnostics: reading.diagnostics.sorted(),
  }
}
