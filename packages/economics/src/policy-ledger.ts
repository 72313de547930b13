/** Every policy value in force on a day, with where it was read and what of it is assumed. */
import type { Assumption, DatedRule } from './dated-rule.ts'
import { valueOn } from './dated-rule.ts'
import { ACFTA, RCEP, USMCA } from './origin.ts'
import { CHINA_CAR_DUTY, CHINA_CONSUMPTION_TAX, CHINA_LUXURY_TAX, CHINA_PURCHASE_TAX, CHINA_VALUE_ADDED_TAX } from './policy-china.ts'
import { euDuty, EXPORT_DUTIES } from './policy-export.ts'

/** One line of the ledger. */
export interface PolicyEntry {
  readonly name: string
  /** As data, to be printed. */
  readonly value: unknown
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
]

/**
 * The ledger of a day.
 * @param day day number
 * @throws RangeError if a rule had no value yet
 */
export function policyLedger(day: number): PolicyEntry[] {
  return RULES.map((rule) => ({ name: rule.name, ...valueOn(rule, day) }))
}
