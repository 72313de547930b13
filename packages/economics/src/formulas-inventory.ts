/** Inventory policies by name. */
import { streamKey } from 'genba/statistics'
import {
  allUnitsDiscountOrder,
  economicOrder,
  economicOrderWithBackorders,
  economicOrderWithDisruptions,
  economicProduction,
  incrementalDiscountOrder,
} from './economic-order.ts'
import type { Disruption, PriceBreak, SteadyDemand } from './economic-order.ts'
import { argumentsOf } from './formula.ts'
import type { Formula } from './formula.ts'
import { placeSafetyStock } from './guaranteed-service.ts'
import type { ServiceStage } from './guaranteed-service.ts'
import { wagnerWhitin } from './lot-sizing.ts'
import { poissonDemand } from './loss-function.ts'
import { disruptedNewsvendor, normalNewsvendor, wholeNewsvendor } from './newsvendor.ts'
import { optimalOrderUpTo } from './order-up-to.ts'
import { leastReorderPoint, poissonService } from './poisson-stock.ts'
import { exactPolicy, expectedLevelPolicy, policyCost } from './reorder-point.ts'
import type { ReviewedPart } from './reorder-point.ts'
import { simulateSerialSystem } from './serial-simulation.ts'
import { optimizeSerialSystem } from './serial-system.ts'
import type { SerialStage } from './serial-system.ts'

interface Discounts {
  readonly fixedCost: number
  readonly demand: number
  readonly interest: number
  readonly breaks: readonly PriceBreak[]
}

interface Shortage {
  readonly holdingCost: number
  readonly backorderCost: number
}

interface Row {
  readonly stages: readonly SerialStage[]
  readonly backorderCost: number
  readonly mean: number
  readonly sd: number
}

/** Formulas of inventory; arguments as those of the functions they call. */
export const inventoryFormulas: Readonly<Record<string, Formula>> = {
  economic_order: (values) => economicOrder(argumentsOf<SteadyDemand>(values)),
  economic_order_with_backorders: (values) => {
    const of = argumentsOf<SteadyDemand & { readonly backorderCost: number }>(values)
    return economicOrderWithBackorders(of, of.backorderCost)
  },
  economic_order_with_disruptions: (values) => {
    const of = argumentsOf<SteadyDemand & Disruption & { readonly stockoutCost: number }>(values)
    return economicOrderWithDisruptions(of, of.stockoutCost, of)
  },
  economic_production: (values) => {
    const of = argumentsOf<SteadyDemand & { readonly rate: number }>(values)
    return economicProduction(of, of.rate)
  },
  all_units_discount: (values) => {
    const { fixedCost, demand, interest, breaks } = argumentsOf<Discounts>(values)
    return allUnitsDiscountOrder(fixedCost, demand, interest, breaks)
  },
  incremental_discount: (values) => {
    const { fixedCost, demand, interest, breaks } = argumentsOf<Discounts>(values)
    return incrementalDiscountOrder(fixedCost, demand, interest, breaks)
  },
  wagner_whitin: (values) => {
    const { demand, fixedCost, holdingCost } = argumentsOf<{
      readonly demand: readonly number[]
      readonly fixedCost: number
      readonly holdingCost: number
    }>(values)
    return wagnerWhitin(demand, fixedCost, holdingCost)
  },
  newsvendor: (values) => {
    const of = argumentsOf<Shortage & { readonly mean: number; readonly sd: number; readonly leadTime?: number }>(values)
    return normalNewsvendor(of.holdingCost, of.backorderCost, of.mean, of.sd, of.leadTime)
  },
  poisson_newsvendor: (values) => {
    const of = argumentsOf<Shortage & { readonly mean: number }>(values)
    return wholeNewsvendor(of.holdingCost, of.backorderCost, poissonDemand(of.mean))
  },
  disrupted_newsvendor: (values) => {
    const of = argumentsOf<Shortage & { readonly demand: number; readonly failure: number; readonly recovery: number }>(values)
    return disruptedNewsvendor(of.holdingCost, of.backorderCost, of.demand, of.failure, of.recovery)
  },
  poisson_order_up_to: (values) => {
    const of = argumentsOf<Shortage & { readonly fixedCost: number; readonly mean: number }>(values)
    return optimalOrderUpTo(of.fixedCost, of.holdingCost, of.backorderCost, poissonDemand(of.mean))
  },
  reorder_point_approximate: (values) => expectedLevelPolicy(argumentsOf<ReviewedPart>(values)),
  reorder_point_exact: (values) => exactPolicy(argumentsOf<ReviewedPart>(values)),
  reorder_point_cost: (values) => {
    const of = argumentsOf<ReviewedPart & { readonly reorderPoint: number; readonly quantity: number }>(values)
    return { cost: policyCost(of, of.reorderPoint, of.quantity) }
  },
  poisson_reorder_point: (values) => {
    const of = argumentsOf<{ readonly mean: number; readonly quantity: number; readonly fillRate: number }>(values)
    const reorderPoint = leastReorderPoint(of.mean, of.quantity, of.fillRate)
    return { reorderPoint, ...poissonService(of.mean, reorderPoint, of.quantity) }
  },
  serial_system: (values) => {
    const { stages, backorderCost, mean, sd } = argumentsOf<Row>(values)
    return optimizeSerialSystem(stages, backorderCost, mean, sd)
  },
  serial_simulation: (values) => {
    const { stages, backorderCost, mean, sd, periods } = argumentsOf<Row & { readonly periods: number }>(values)
    const { echelonLevels } = optimizeSerialSystem(stages, backorderCost, mean, sd)
    const key = streamKey(1, 0, 'serial system', 'demand')
    const { cost, standardError } = simulateSerialSystem(stages, echelonLevels, backorderCost, { mean, sd }, periods, key)
    return { cost: { value: cost, standardError } }
  },
  guaranteed_service: (values) => placeSafetyStock(argumentsOf<{ readonly stages: readonly ServiceStage[] }>(values).stages),
}
