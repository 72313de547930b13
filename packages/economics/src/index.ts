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

// Diffusion and learning.
export { fitCurve, type CurveFit } from './curve-fit.ts'
export { bassPeak, bassRate, bassShare, fitBass, fitLogistic, logisticShare, logisticThrough } from './diffusion.ts'
export type { BassCurve, BassFit, LogisticCurve, SharePoint } from './diffusion.ts'
export { fitLearningCurve, learnedCost, meanLearnedCost, type LearningCurve } from './learning-curve.ts'

// Borders: duties, taxes and origin, by day.
export { valueOn, type DatedRule, type DatedValue, type RuleValue } from './dated-rule.ts'
export { borderBurden, landedCost, type BorderRates, type LandedCost, type Shipment } from './landed-cost.ts'
export { ACFTA, assessOrigin, buildDownContent, buildUpContent, cheapestMoves, netCostContent, RCEP, USMCA } from './origin.ts'
export type { OriginatingValue, OriginPart, OriginProduct, OriginResult, PartOrigin, SourcingMove, SourcingPlan } from './origin.ts'
export type { TradeAgreement } from './origin.ts'
export { CHINA_CAR_DUTY, CHINA_CONSUMPTION_TAX, CHINA_LUXURY_TAX, CHINA_PURCHASE_TAX, CHINA_VALUE_ADDED_TAX } from './policy-china.ts'
export { chinaImport, chinaRetailTaxes, type ChinaImport, type Displacement, type RetailTaxes } from './policy-china.ts'
export { averageDuty, EU_COUNTERVAILING, euDuty, EXPORT_DUTIES } from './policy-export.ts'
export type { AverageDuty, EuExporter, ExportDestination, ExportDuty } from './policy-export.ts'

// Demand: choices, shares and prices.
export { choiceData, fitMultinomial, fitNested, multinomialLikelihood, nestedLikelihood } from './demand-choice.ts'
export type { ChoiceData, ChoiceSituation } from './demand-choice.ts'
export { fitMixed, mixedLikelihood, panelData, type PanelData } from './demand-mixed.ts'
export { haltonPoints } from './halton.ts'
export { maximizeLikelihood, type LikelihoodFit, type LogLikelihood } from './likelihood.ts'
export { equilibriumPrices, impliedMargins, ownElasticities, ownership, priceSlopes } from './market-prices.ts'
export type { PriceEquilibrium, PriceSlopes } from './market-prices.ts'
export { invertShares, likeMindedBuyers, marketShares, tastes, type Buyers, type Inversion, type MarketShares } from './market-shares.ts'
