/** The money of a base. */
// Inventory: policies and what they cost.
export * from './economic-order.ts'
export * from './guaranteed-service.ts'
export * from './loss-function.ts'
export * from './lot-sizing.ts'
export * from './newsvendor.ts'
export * from './order-up-to.ts'
export * from './reorder-point.ts'
export * from './serial-system.ts'
export * from './serial-simulation.ts'

// What making costs.
export * from './battery-cost.ts'
export * from './cost-comparisons.ts'
export * from './process-cost.ts'
export * from './ranged.ts'

// Finance, diffusion, learning: what payments and rights are worth, and how things grow.
export * from './annuity.ts'
export * from './bracketed-root.ts'
export * from './break-even.ts'
export * from './cash-flow.ts'
export * from './curve-fit.ts'
export * from './demand-paths.ts'
export * from './diffusion.ts'
export * from './learning-curve.ts'
export * from './income-tax.ts'
export * from './least-squares.ts'
export * from './option.ts'
export * from './option-regression.ts'
export * from './ownership.ts'
export * from './statements.ts'
export * from './switching-option.ts'
export * from './translation.ts'

// Borders: duties, taxes and origin, by day.
export * from './dated-rule.ts'
export * from './landed-cost.ts'
export * from './origin.ts'
export * from './policy-china.ts'
export * from './policy-export.ts'
export * from './policy-ledger.ts'

// Demand: choices, shares and prices.
export * from './demand-choice.ts'
export * from './demand-latent.ts'
export * from './demand-mixed.ts'
export * from './generalized-moments.ts'
export * from './halton.ts'
export * from './likelihood.ts'
export * from './electrification.ts'
export * from './luxury-market.ts'
export * from './market-calibration.ts'
export * from './market-prices.ts'
export * from './market-shares.ts'

// Formulas by name, for cases with printed results.
export * from './formula.ts'
export { economicFormulas } from './formulas.ts'
