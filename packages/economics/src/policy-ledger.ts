/** Every policy value in force on a day, with where it was read and what of it is assumed. */
import type { Assumption, DatedRule } from './dated-rule.ts'
import { valueOn } from './dated-rule.ts'
import { parseDate } from 'genba/quantity'
import { ACFTA, RCEP, USMCA } from './origin.ts'
import { CHINA_CAR_DUTY, CHINA_CONSUMPTION_TAX, CHINA_LUXURY_TAX, CHINA_PURCHASE_TAX, CHINA_VALUE_ADDED_TAX } from './policy-china.ts'
import { COMPANY_RULES } from './policy-company.ts'
import { euDuty, EXPORT_DUTIES } from './policy-export.ts'

/** One line of the ledger. */
export interface PolicyEntry {
  readonly name: string
  /** As data, to be printed. */
  readonly value: unknown
  /** First day of the value, the day on which its rule was last looked up, and the last day that its act speaks of, where it does. */
  readonly from: string
  readonly asOf: string
  readonly until?: string
  readonly source: string
  readonly assumed?: Assumption
  readonly warning?: string
}

const RULES: readonly DatedRule<unknown>[] = [
  CHINA_CAR_DUTY,
  CHINA_VALUE_ADDED_TAX,
  CHINA_CONSUMPTION_TAX,
  CHINA_LUXURY_TAX,
  CHINA_PURCHASE_TAX,
  euDuty('residual'),
  ...Object.values(EXPORT_DUTIES),
  RCEP.threshold,
  ACFTA.threshold,
  USMCA.threshold,
  ...COMPANY_RULES,
]

/**
 * The ledger of a day.
 * @param day day number
 * @param more rules besides those that the program knows; one by the name of a known one is told once
 * @throws RangeError if a rule had no value yet
 */
export function policyLedger(day: number, more: readonly DatedRule<unknown>[] = []): PolicyEntry[] {
  const rules = [...RULES, ...more.filter(({ name }) => RULES.every((each) => each.name !== name))]
  return rules.map((rule) => {
    const { from, until } = rule.values.findLast((each) => parseDate(each.from) <= day) ?? rule.values[0]!
    return { name: rule.name, from, asOf: rule.asOf, ...(until === undefined ? {} : { until }), ...valueOn(rule, day) }
  })
}
