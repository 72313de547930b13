/** Values that law sets from a day on, with where each was read and how far it is known. */
import { formatDate, parseDate } from 'genba/quantity'

/** A value in force from a day on, until the next one of its rule. */
export interface DatedValue<T> {
  /** First day, as `2026-01-01`. */
  readonly from: string
  readonly value: T
  /** Act or text in which it was read. */
  readonly source: string
  /** Last day for which the act itself says so; left out where it has no end. */
  readonly until?: string
}

/** One rule over time. */
export interface DatedRule<T> {
  readonly name: string
  /** Day on which the rule was last looked up. */
  readonly asOf: string
  /** By rising day. */
  readonly values: readonly DatedValue<T>[]
}

/** A value on a day. */
export interface RuleValue<T> {
  readonly value: T
  readonly source: string
  /** Where the day lies beyond what is known: a sentence that says so. */
  readonly warning?: string
}

/**
 * The value of a rule on a day. A day after that of the last look-up is warned about, unless the act itself covers it.
 * @param day day number
 * @throws RangeError if the rule had no value yet
 */
export function valueOn<T>(rule: DatedRule<T>, day: number): RuleValue<T> {
  const found = rule.values.findLast(({ from }) => parseDate(from) <= day)
  if (found === undefined) {
    throw new RangeError(`${rule.name}: expected a day from ${rule.values[0]?.from ?? 'none'} on, received ${formatDate(day)}`)
  }
  const { value, source, until } = found
  const known = Math.max(parseDate(rule.asOf), until === undefined ? -Infinity : parseDate(until))
  if (day <= known) return { value, source }
  const warning = `${rule.name}: the value of ${formatDate(known)} is taken for ${formatDate(day)}; look the rule up again (${source})`
  return { value, source, warning }
}
