/** All formulas of the money of a base, by the names under which files of cases call them. */
import { costFormulas } from './formulas-cost.ts'
import { demandFormulas } from './formulas-demand.ts'
import { financeFormulas } from './formulas-finance.ts'
import { inventoryFormulas } from './formulas-inventory.ts'
import { tradeFormulas } from './formulas-trade.ts'
import type { Formula } from './formula.ts'

/** Formulas by name. */
export const economicFormulas: Readonly<Record<string, Formula>> = {
  ...inventoryFormulas,
  ...financeFormulas,
  ...tradeFormulas,
  ...demandFormulas,
  ...costFormulas,
}
