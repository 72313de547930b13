/** The money of a base. */
// Inventory: policies and what they cost.
export {
  allUnitsDiscountOrder,
  economicOrder,
  economicOrderWithBackorders,
  economicOrderWithDisruptions,
  economicProduction,
  incrementalDiscountOrder,
} from './economic-order.ts'
export type { BackorderedLot, Disruption, OrderLot, PriceBreak, SteadyDemand } from './economic-order.ts'
export { placeSafetyStock } from './guaranteed-service.ts'
export type { ServicePlan, ServicePromise, ServiceStage } from './guaranteed-service.ts'
export { normalLoss, normalSecondLoss, periodCosts, poissonDemand, type WholeDemand } from './loss-function.ts'
export { wagnerWhitin, type LotPlan } from './lot-sizing.ts'
export { disruptedNewsvendor, normalNewsvendor, wholeNewsvendor, type BaseStock } from './newsvendor.ts'
export { optimalOrderUpTo, type OrderUpToPolicy } from './order-up-to.ts'
export { exactPolicy, expectedLevelPolicy, policyCost, type ReorderPolicy, type ReviewedPart } from './reorder-point.ts'
export { optimizeSerialSystem, type SerialPolicy, type SerialStage } from './serial-system.ts'

// Finance: what payments and rights are worth.
export { annuityPayment, annuityRates, capitalRecovery, type Annuity } from './annuity.ts'
export { datedInternalRates, datedPresentValue, internalRates, modifiedInternalRate, payback, presentValue } from './cash-flow.ts'
export type { DatedFlow } from './cash-flow.ts'
export { incomeTax, type IncomeTax, type IncomeTaxRule } from './income-tax.ts'
export { leastSquares } from './least-squares.ts'
export { binomialOption, blackScholes, type Option } from './option.ts'
export { exerciseByRegression, geometricPaths } from './option-regression.ts'
export type { ExerciseDate, ExerciseValue, GeometricMotion } from './option-regression.ts'
