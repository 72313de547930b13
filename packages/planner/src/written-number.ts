/** A number of a plan from what a model writes: value, range, where it comes from. */
import type { Ranged } from 'genba/economics'
import type { Assumption } from 'genba/model'
import type { WrittenUnit } from './words-market.ts'

/**
 * A number with its range. One whose confidence is `assumed`, or that has no source, is assumed, with its note or else its source as the reason; another one
 * was read in its source. Without a range it is taken as it stands.
 * @param known what holds where the model writes no number that can be read
 */
export function writtenNumber({ unit, factor }: WrittenUnit, entry: Assumption | undefined, known: Ranged): Ranged {
  if (entry === undefined) return known
  const { value, range, source, confidence, note, date } = entry
  const inPlan = (of: number): number => Number((of / factor).toPrecision(15))
  const at = typeof value === 'number' ? inPlan(value) : known.value
  const isAssumed = confidence === undefined ? source === undefined : confidence === 'assumed'
  const told = (isAssumed ? (note ?? source) : (source ?? note)) ?? 'estimate'
  return {
    value: at,
    low: range === undefined ? at : inPlan(range.low),
    high: range === undefined ? at : inPlan(range.high),
    unit,
    source: date === undefined ? told : `${told}, ${date}`,
    basis: isAssumed ? 'assumed' : 'read',
  }
}
