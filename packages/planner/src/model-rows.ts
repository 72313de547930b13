/** Levels of stores that refill each other, as starting values: what `costs.rows` of a model puts into them. */
import { optimizeSerialSystem, placeSafetyStock } from 'genba/economics'
import type { Plan } from 'genba/factory'
import type { Named, Read } from 'genba/model'
import { normalQuantile } from 'genba/statistics'
import type { RowStoreWords, RowWords } from './words-supply.ts'

/** A word of a store and what is put there. */
export interface StockValue {
  /** Such as `pack.cells.supply.reorder_at`. */
  readonly path: string
  /** As it is written in a model. */
  readonly value: string
}

const SERVICE = 0.95

/** One of these stores with all its words. */
type Store = Named<RowStoreWords>

/**
 * A level for each store, to which it is to be filled again whenever a customer takes a part:
 * - with `shortage_cost`, those of least cost for stores in a row: echelon levels by `optimizeSerialSystem`, less that of the store before;
 * - with `period`, the demand and the safety stock of the time that each store covers by itself, where promised times are those of least cost in a tree (`placeSafetyStock`).
 *
 * Demand is Poisson, taken as normal with that mean and variance; levels are whole, rounded up. A store that is supplied from outside, one order a part, gets the level as what is on hand and
 * on order (`reorder_at`, and `up_to` or `quantity`); another one begins with it (`starts_with`), and the plant sends for a part when one is taken.
 */
export function rowValues(
  { demand, shortage_cost: shortageCost, period, service = SERVICE, promised = 0, stores = [] }: Read<RowWords>,
  plan: Plan,
): readonly StockValue[] {
  const known = stores.filter(isWhole)
  if (demand === undefined || known.length < stores.length) return []
  const row = inRow(known)
  const [ordered, levels] =
    shortageCost !== undefined && row !== undefined
      ? [row, serialLevels(row, demand, shortageCost)]
      : shortageCost === undefined && period !== undefined && isTree(known)
        ? [known, promisedLevels(known, demand, period, service, promised)]
        : [[], []]
  return levels.flatMap((level, k) => levelOf(ordered[k]!.value.store, level, plan))
}

function isWhole(each: Named<Read<RowStoreWords>>): each is Store {
  const { store, lead_time: lead, holding_cost: cost } = each.value
  return store !== undefined && lead !== undefined && cost !== undefined
}

/** The stores from the one that customers take from on, each refilled by the next; undefined where they are no row. */
function inRow(stores: readonly Store[]): readonly Store[] | undefined {
  const row: Store[] = []
  for (let name: string | undefined; row.length < stores.length;) {
    const next = stores.filter(({ value }) => value.supplies === name)
    if (next.length !== 1) return undefined
    row.push(next[0]!)
    name = next[0]!.name
  }
  return row.length === 0 ? undefined : row
}

/** Whether each store refills one that is there, and all of them in the end the one that customers take from. */
function isTree(stores: readonly Store[]): boolean {
  const suppliedBy = new Map(stores.map(({ name, value }) => [name, value.supplies]))
  if (stores.filter(({ value }) => value.supplies === undefined).length !== 1) return false
  return stores.every(({ name }) => {
    let at: string | undefined = name
    for (let steps = 0; steps < stores.length && at !== undefined; steps++) {
      if (!suppliedBy.has(at)) return false
      at = suppliedBy.get(at)
    }
    return at === undefined
  })
}

function serialLevels(stores: readonly Store[], demand: number, shortageCost: number): readonly number[] {
  // The recursion is tabulated by the demand of a unit of time, which is therefore of the size of a lead time.
  const unit = Math.min(...stores.map(({ value }) => value.lead_time))
  const stages = stores.map(({ value }, k) => ({
    echelonHoldingCost: unit * (value.holding_cost - (stores[k + 1]?.value.holding_cost ?? 0)),
    leadTime: value.lead_time / unit,
  }))
  // A store that is not dearer than the one upstream has no cost of its own, for which there is no level of least cost.
  if (stages.some(({ echelonHoldingCost }) => !(echelonHoldingCost > 0))) return []
  const mean = demand * unit
  const { echelonLevels } = optimizeSerialSystem(stages, unit * shortageCost, mean, Math.sqrt(mean))
  return echelonLevels.map((level, k) => Math.max(0, Math.ceil(level) - Math.ceil(echelonLevels[k - 1] ?? 0)))
}

function promisedLevels(stores: readonly Store[], demand: number, period: number, service: number, promised: number): readonly number[] {
  const inPeriods = (seconds: number): number => Math.round(seconds / period)
  const mean = demand * period
  const { stages } = placeSafetyStock(
    stores.map(({ name, value }) => ({
      name,
      processingTime: inPeriods(value.lead_time),
      holdingCost: value.holding_cost,
      demandSd: Math.sqrt(mean),
      safetyFactor: normalQuantile(service),
      supplies: value.supplies === undefined ? [] : [value.supplies],
      ...(value.supplies === undefined ? { longestService: inPeriods(promised) } : {}),
    })),
  )
  return stores.map(({ name }) => Math.ceil(mean * stages[name]!.netLeadTime + stages[name]!.safetyStock))
}

function levelOf(store: string, level: number, plan: Plan): readonly StockValue[] {
  const element = plan.elements.find((each) => each.kind === 'buffer' && each.path === store)
  const supply = element?.kind === 'buffer' ? element.supply : undefined
  if (supply === undefined) return [{ path: `${store}.starts_with`, value: String(level) }]
  const least = Math.max(1, level)
  const at = (word: string, value: number): StockValue => ({ path: `${store}.supply.${word}`, value: String(value) })
  return [at('reorder_at', least - 1), supply.quantity === undefined ? at('up_to', least) : at('quantity', 1)]
}
