/** Inventory policies as starting values: what `costs.stocks` of a model puts into the `supply` of its stores. */
import { meanOf } from 'genba/analysis'
import {
  disruptedNewsvendor,
  economicOrder,
  economicOrderWithDisruptions,
  leastReorderPoint,
  poissonDemand,
  wagnerWhitin,
  wholeNewsvendor,
} from 'genba/economics'
import type { BufferPlan, Plan, SupplierPlan } from 'genba/factory'
import type { MapNode, Named, Names, Read } from 'genba/model'
import { formatDate } from 'genba/quantity'
import { exactExpm1 } from 'genba/statistics'
import { readSections } from './model-business.ts'
import { rowValues } from './model-rows.ts'
import type { StockValue } from './model-rows.ts'
import type { RowWords, StockWords } from './words-supply.ts'

const SERVICE = 0.98
const DAY = 86_400

/**
 * What is put into each store that `costs.stocks` names, by the policy that the keys of its supply name:
 * - `reorder_at` and `quantity`: Q is the economic order quantity, as a whole number, with a supplier who fails that of Berk and Arreola-Risa; r the least
 *   reorder point that serves as wanted (`leastReorderPoint`);
 * - `reorder_at` and `up_to`: s = r and S = r + Q of the same, since parts are taken one at a time;
 * - `every` and `up_to`: S is the least level that the demand of a round and a lead time does not exceed with the wanted chance, a newsvendor whose costs have
 *   that ratio (`wholeNewsvendor`), with a supplier who fails that of steady demand over the rounds that he may stand (`disruptedNewsvendor`);
 *   where the demand of each round is known, a level for each round, by the lots of Wagner and Whitin. Rounds stay as written.
 *
 * Demand is taken to be Poisson, and lead times to be their mean, what suppliers are late included. Stores with another policy, or with times that change over the run,
 * have no numbers. Levels of `costs.rows` are those of `rowValues`.
 * @param root tree of the model, a scenario applied
 * @param names what its values may speak of
 */
export function stockValues(root: MapNode, names: Names, plan: Plan): readonly StockValue[] {
  const { costs } = readSections(root, names).sections
  const stocks = (costs?.['stocks'] ?? []) as readonly Named<Read<StockWords>>[]
  const rows = (costs?.['rows'] ?? []) as readonly Named<Read<RowWords>>[]
  return [...stocks.flatMap(({ value }) => valuesOf(value, plan)), ...rows.flatMap(({ value }) => rowValues(value, plan))]
}

function valuesOf(words: Read<StockWords>, plan: Plan): readonly StockValue[] {
  const { store, demand, order_cost: fixedCost, holding_cost: holdingCost, service = SERVICE } = words
  const buffer = plan.elements.find((element) => element.kind === 'buffer' && element.path === store) as BufferPlan | undefined
  // What is put there tells of a store that is missing, or has no supply, at its place.
  if (store !== undefined && buffer?.supply === undefined) return [{ path: `${store}.supply.reorder_at`, value: '0' }]
  if (buffer?.supply === undefined || demand === undefined || fixedCost === undefined || holdingCost === undefined) return []
  const { supply } = buffer
  const lead = leadTime(supply, plan.suppliers)
  if (lead === undefined) return []
  const at = (word: string, value: number | string): StockValue => ({ path: `${store}.supply.${word}`, value: String(value) })
  const { stops_every: works, stops_last: fails, stockout_cost: stockoutCost, demands } = words
  if (supply.every !== undefined && supply.upTo !== undefined) {
    const round = meanOf(supply.every)
    if (round === undefined) return []
    if (demands !== undefined) {
      const levels = lotLevels(wagnerWhitin(demands, fixedCost, holdingCost * round).orders, plan.run.start, round)
      return levels === undefined ? [] : [at('up_to', levels)]
    }
    if (works !== undefined && fails !== undefined) {
      const [failing, recovering] = [-exactExpm1(-round / works), -exactExpm1(-round / fails)]
      return [at('up_to', Math.ceil(disruptedNewsvendor(1 - service, service, demand * round, failing, recovering).level))]
    }
    return [at('up_to', wholeNewsvendor(1 - service, service, poissonDemand(demand * (round + lead))).level)]
  }
  if (supply.reorderAt === undefined || (supply.quantity === undefined && supply.upTo === undefined)) return []
  const steady = { fixedCost, holdingCost, demand }
  const order =
    works === undefined || fails === undefined || stockoutCost === undefined
      ? economicOrder(steady)
      : economicOrderWithDisruptions(steady, stockoutCost, { failureRate: 1 / works, recoveryRate: 1 / fails })
  const quantity = Math.max(1, Math.round(order.quantity))
  const point = lead > 0 ? leastReorderPoint(demand * lead, quantity, service) : 0
  return [at('reorder_at', point), supply.quantity === undefined ? at('up_to', point + quantity) : at('quantity', quantity)]
}

/**
 * Lots as levels: in the round of an order nothing is left, so that ordering up to the lot orders it, and up to nothing orders none.
 * @returns by day; undefined where rounds do not begin at midnight of days that are known
 */
function lotLevels(orders: readonly number[], start: number | undefined, round: number): string | undefined {
  if (start === undefined || start % DAY !== 0 || round % DAY !== 0) return undefined
  return `{${[...orders, 0].map((parts, k) => `${formatDate((start + k * round) / DAY)}: ${parts}`).join(', ')}}`
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
