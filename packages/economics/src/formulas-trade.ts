/** Duties, taxes, origin and sourcing by name. */
import { parseDate } from 'genba/quantity'
import { argumentsOf } from './formula.ts'
import type { Formula } from './formula.ts'
import { solveBinaryProgram, solveLinearProgram } from './integer-program.ts'
import type { LinearLimit } from './integer-program.ts'
import { planLocalization } from './localization.ts'
import type { LocalizationTask } from './localization.ts'
import { borderBurden, landedCost } from './landed-cost.ts'
import type { BorderRates, Shipment } from './landed-cost.ts'
import { ACFTA, assessOrigin, buildUpContent, cheapestMoves, RCEP, USMCA } from './origin.ts'
import type { OriginatingValue, OriginProduct, SourcingMove } from './origin.ts'
import { chinaImport, chinaRetailTaxes } from './policy-china.ts'
import type { Displacement } from './policy-china.ts'
import { averageDuty, euDuty } from './policy-export.ts'
import type { EuExporter } from './policy-export.ts'

const AGREEMENTS = { RCEP, ACFTA, USMCA }

/** Formulas of trade; days are written as dates. */
export const tradeFormulas: Readonly<Record<string, Formula>> = {
  china_import: (values) => {
    const { date, engine, ...shipment } = argumentsOf<Partial<Shipment> & { readonly date: string; readonly engine: Displacement }>(values)
    const { rates } = chinaImport(parseDate(date), engine)
    const whole = { exWorks: 1, inland: 0, freight: 0, insurance: 0, ...shipment }
    return { rates, burden: borderBurden(rates), cost: landedCost(whole, rates) }
  },
  landed_cost: (values) => {
    const of = argumentsOf<Shipment & BorderRates>(values)
    return landedCost(of, of)
  },
  china_retail: (values) => {
    const { price, isNewEnergy, date } = argumentsOf<{ readonly price: number; readonly isNewEnergy: boolean; readonly date: string }>(
      values,
    )
    const taxes = chinaRetailTaxes(price, isNewEnergy, parseDate(date))
    return { ...taxes, isLuxury: taxes.luxuryTax > 0 ? 1 : 0 }
  },
  eu_duty: (values) => {
    const { exporter, date } = argumentsOf<{ readonly exporter: EuExporter; readonly date: string }>(values)
    return averageDuty(euDuty(exporter), parseDate(date), 1)
  },
  build_up: (values) => {
    const of = argumentsOf<OriginatingValue & { readonly fob: number }>(values)
    const { materials, labour, overhead, profit, other } = of
    return { content: buildUpContent(of.fob, { materials, labour, overhead, profit, other }) }
  },
  origin: (values) => {
    const of = argumentsOf<
      OriginProduct & { readonly agreement: keyof typeof AGREEMENTS; readonly date: string; readonly rollUp?: boolean }
    >(values)
    const agreement = AGREEMENTS[of.agreement]
    if (agreement === undefined) {
      throw new RangeError(`agreement: expected one of ${Object.keys(AGREEMENTS).join(', ')}, received ${String(of.agreement)}`)
    }
    const result = assessOrigin(of, agreement, parseDate(of.date), of.rollUp)
    return { ...result, passes: result.passes ? 1 : 0 }
  },
  cheapest_moves: (values) => {
    const { moves, missing } = argumentsOf<{ readonly moves: readonly SourcingMove[]; readonly missing: number }>(values)
    const plan = cheapestMoves(moves, missing)
    return plan === undefined ? { count: 0 } : { count: plan.moves.length, cost: plan.cost }
  },
  linear_program: (values) => {
    const { costs, limits } = argumentsOf<Program>(values)
    const found = solveLinearProgram(costs, limits)
    return found === undefined ? { isPossible: 0 } : { isPossible: 1, cost: found.cost, x: [...found.x] }
  },
  binary_program: (values) => {
    const { costs, limits } = argumentsOf<Program>(values)
    const found = solveBinaryProgram(costs, limits)
    return found === undefined
      ? { isPossible: 0 }
      : { isPossible: 1, cost: found.cost, chosen: found.chosen.map(Number), nodes: found.nodes }
  },
  localization: (values) => {
    const plan = planLocalization(argumentsOf<LocalizationTask>(values))
    return plan === undefined ? { isPossible: 0 } : { isPossible: 1, ...plan }
  },
}

interface Program {
  readonly costs: readonly number[]
  readonly limits: readonly LinearLimit[]
}
