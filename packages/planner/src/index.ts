/** One base over its years: the loop of market, plant and money, scenarios, and what the answer hangs on. */
// The plan.
export * from './plan.ts'
export * from './plan-input.ts'
export * from './plan-check.ts'
export * from './plan-conventions.ts'
export * from './plant-curve.ts'
export * from './year-loop.ts'
export * from './export-sales.ts'
export * from './business.ts'
export * from './plan-cash.ts'
export * from './plan-cost.ts'
export * from './plan-comparisons.ts'
export * from './car-needs.ts'
export * from './plan-options.ts'
export * from './sanity-gates.ts'
export * from './sourcing.ts'
export * from './back-test.ts'

// Its words in a model.
export * from './words-business.ts'
export * from './words-market.ts'
export * from './words-supply.ts'
export * from './model-business.ts'
export * from './model-lists.ts'
export * from './model-stocks.ts'
export * from './market-table.ts'

// What could come, and what to find out.
export * from './information-value.ts'
export * from './scenario-tree.ts'
export * from './sensitivity.ts'
export * from './sobol-points.ts'
export { plannerFormulas } from './formulas.ts'
