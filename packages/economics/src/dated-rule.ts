/** Values that law sets from a day on, with where each was read and how far it is known. */
import { formatDate, parseDate } from 'genba/quantity'

/** A value in force from a day on, until the next one of its rule. */
export interface DatedValue<T> {
  /** First day, as `2026-01-01`. */
  readonly from: string
  readonly value: T
  /** Where it was read. */
  readonly source: string
  /** What of it no text was read for, and the range in which it is taken to lie; left out where all was read. */
  readonly assumed?: Assumption
  /** Last day for which the act itself says so; left out where it has no end. */
  readonly until?: string
}

/** Something that is taken to be so. */
export interface Assumption {
  readonly what: string
  /** Range of the value, in its own unit; the same twice where only a day or a name is assumed. */
  readonly low: number
  readonly high: number
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
  readonly assumed?: Assumption
  /** Where the day lies beyond what is known: a sentence that says so. */
  readonly warning?: string
}

/** Values that were asked for before, by rule and day: plans ask for the same few, many times. */
const known = new WeakMap<object, Map<number, RuleValue<unknown>>>()

/**
 * The value of a rule on a day. A day after that of the last look-up is warned about, unless the act itself covers it.
 * @param day day number
 * @throws RangeError if the rule had no value yet
 */
export function valueOn<T>(rule: DatedRule<T>, day: number): RuleValue<T> {
  const days = known.get(rule) ?? new Map<number, RuleValue<unknown>>()
  const found = (days.get(day) as RuleValue<T> | undefined) ?? lookUp(rule, day)
  days.set(day, found)
  known.set(rule, days)
  return found
}

function lookUp<T>(rule: DatedRule<T>, day: number): RuleValue<T> {
  const found = rule.values.findLast(({ from }) => parseDate(from) <= day)
  if (found === undefined) {
    throw new RangeError(`${rule.name}: expected a day from ${rule.values[0]?.from ?? 'none'} on, received ${formatDate(day)}`)
  }
  const { value, source, until, assumed } = found
  const told = { value, source, ...(assumed === undefined ? {} : { assumed }) }
  const last = Math.max(parseDate(rule.asOf), until === undefined ? -Infinity : parseDate(until))
  if (day <= last) return told
  const warning = `${rule.name}: the value of ${formatDate(last)} is taken for ${formatDate(day)}; look the rule up again (${source})`
  return { ...told, warning }
}
