/** Inventory policies as starting values: what `costs.stocks` of a model puts into the `supply` of its stores. */
import { meanOf } from 'genba/analysis'
import { economicOrder, leastReorderPoint, poissonDemand, wholeNewsvendor } from 'genba/economics'
import type { BufferPlan, Plan, SupplierPlan } from 'genba/factory'
import type { MapNode, Named, Names, Read } from 'genba/model'
import { readSections } from './model-business.ts'
import type { StockWords } from './words-supply.ts'

/** A word of a store and the number that is put there. */
export interface StockValue {
  /** Such as `pack.cells.supply.reorder_at`. */
  readonly path: string
  readonly value: number
}

const SERVICE = 0.98

/**
 * Numbers for the supply of each store that `costs.stocks` names, by the policy that the keys of its supply name:
 * - `reorder_at` and `quantity`: Q is the economic order quantity, as a whole number; r the least reorder point that serves as wanted (`leastReorderPoint`);
 * - `reorder_at` and `up_to`: s = r and S = r + Q of the same, since parts are taken one at a time;
 * - `every` and `up_to`: S is the least level that the demand of a round and a lead time does not exceed with the wanted chance, a newsvendor whose costs have
 *   that ratio (`wholeNewsvendor`); rounds stay as written.
 *
 * Demand is taken to be Poisson, and lead times to be their mean, what suppliers are late included. Stores with another policy, or with times that change over the run, have no numbers.
 * @param root tree of the model, a scenario applied
 * @param names what its values may speak of
 */
export function stockValues(root: MapNode, names: Names, plan: Plan): readonly StockValue[] {
  const stocks = readSections(root, names).sections.costs?.['stocks'] as readonly Named<Read<StockWords>>[] | undefined
  return (stocks ?? []).flatMap(({ value: words }): readonly StockValue[] => {
    const { store, demand, order_cost: fixedCost, holding_cost: holdingCost, service = SERVICE } = words
    const buffer = plan.elements.find((element) => element.kind === 'buffer' && element.path === store) as BufferPlan | undefined
    // What is put there tells of a store that is missing, or has no supply, at its place.
    if (store !== undefined && buffer?.supply === undefined) return [{ path: `${store}.supply.reorder_at`, value: 0 }]
    if (buffer?.supply === undefined || demand === undefined || fixedCost === undefined || holdingCost === undefined) return []
    const { supply } = buffer
    const lead = leadTime(supply, plan.suppliers)
    if (lead === undefined) return []
    const at = (word: string, value: number): StockValue => ({ path: `${store}.supply.${word}`, value })
    if (supply.every !== undefined && supply.upTo !== undefined) {
      const round = meanOf(supply.every)
      if (round === undefined) return []
      const covered = poissonDemand(demand * (round + lead))
      return [at('up_to', wholeNewsvendor(1 - service, service, covered).level)]
    }
    if (supply.reorderAt === undefined || (supply.quantity === undefined && supply.upTo === undefined)) return []
    const quantity = Math.max(1, Math.round(economicOrder({ fixedCost, holdingCost, demand }).quantity))
    const point = lead > 0 ? leastReorderPoint(demand * lead, quantity, service) : 0
    return [at('reorder_at', point), supply.quantity === undefined ? at('up_to', point + quantity) : at('quantity', quantity)]
  })
}

/** Seconds from order to delivery, on average; undefined where that changes. */
function leadTime(
  { leadTime: written, supplier }: NonNullable<BufferPlan['supply']>,
  suppliers: readonly SupplierPlan[],
): number | undefined {
  const planned = written === undefined ? 0 : meanOf(written)
  if (planned === undefined || supplier === undefined) return planned
  const [onTime, lateBy] = [meanOf(suppliers[supplier]!.onTime), meanOf(suppliers[supplier]!.lateBy)]
  return onTime === undefined || lateBy === undefined ? undefined : planned + (1 - onTime) * lateBy
}
