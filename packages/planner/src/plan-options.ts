/** Rights that a base gives its owner: to wait, to start, to double, to mothball. */
import { drawDemand, switchingValue, valuesOf } from 'genba/economics'
import type { SwitchingValue } from 'genba/economics'
import { DEMAND_SPREAD } from './business.ts'
import type { PlanBusiness } from './business.ts'
import { PLAN_CONVENTIONS } from './plan-conventions.ts'
import type { PlanInput, PlanValues } from './plan-input.ts'

/** Worth of the rights together, and of what is left when some are taken away, CNY of the first year. */
export interface PlanOptions {
  /** To start at once and never change. */
  readonly committed: number
  /** Besides that, only to start when it pays, or never. */
  readonly wait: RightValue
  /** Besides that, to double, to mothball and to restart. */
  readonly all: RightValue
}

/** A right without its paths. */
export type RightValue = Pick<SwitchingValue, 'value' | 'standardError' | 'modes'>

/**
 * Values of rights on yearly cash after tax over drawn paths of price and demand. A year of the running base brings
 * `(1 - tax) (cars (price (1 - overhead) - material - conversion) - fixed cost)`, cars being demand up to the capacity; of the doubled one, up to
 * twice the capacity with more fixed cost; mothballed, a part of the fixed cost is paid. Losses are not carried over years here.
 * What can be seen at a date: price and demand over the plan's, with squares and product.
 * @param paths drawn
 */
export function planOptions(input: PlanInput, values: PlanValues, { base, path }: PlanBusiness, paths: number, seed: number): PlanOptions {
  const drawn = drawDemand(path, DEMAND_SPREAD, paths, seed)
  const first = input.from - input.begins
  const dates = input.until - input.from + 1
  const quarter = (date: number): number => 4 * (first + date)
  const of = valuesOf(PLAN_CONVENTIONS)
  const cashOf = (date: number, size: number): Float64Array => {
    const q = quarter(date)
    const [material, conversion, fixed, capacity] = [base.material[q]!, base.conversion[q]!, 4 * base.fixedCost[q]!, 4 * base.capacity[q]!]
    return Float64Array.from(drawn, ({ cars, price }) => {
      const sold = Math.min(4 * cars[q]!, capacity * size)
      const gross = sold * (price[q]! * (1 - values.overheadShare) - material - conversion) - fixed * (size === 1 ? 1 : of.doubledFixedCost)
      return gross - of.optionTax * Math.max(gross, 0)
    })
  }
  const seen = (date: number): Float64Array[] => {
    const q = quarter(date)
    const price = Float64Array.from(drawn, (each) => each.price[q]! / path.price[q]! - 1)
    const cars = Float64Array.from(drawn, (each) => each.cars[q]! / Math.max(path.cars[q]!, 1e-9) - 1)
    return [price.map(() => 1), price, cars, price.map((x) => x * x), cars.map((x) => x * x), price.map((x, i) => x * cars[i]!)]
  }
  const cash = {
    waiting: (): 0 => 0,
    running: (date: number): Float64Array => cashOf(date, 1),
    doubled: (date: number): Float64Array => cashOf(date, 2),
    mothballed: (date: number): Float64Array => new Float64Array(paths).fill(-of.mothballedFixedCost * 4 * base.fixedCost[quarter(date)]!),
  }
  const start = { from: 'waiting', to: 'running', cost: (): number => values.investment }
  const right = { dates, paths, cash, seen, discount: 1 / (1 + values.discountRate) }
  const running = switchingValue({ ...right, switches: [] }, 'running')
  return {
    committed: running.value - values.investment,
    wait: withoutPaths(switchingValue({ ...right, switches: [start] }, 'waiting')),
    all: withoutPaths(
      switchingValue(
        {
          ...right,
          switches: [
            start,
            { from: 'running', to: 'doubled', cost: () => of.doubling * values.investment },
            { from: 'running', to: 'mothballed', cost: () => of.mothballing * values.investment },
            { from: 'mothballed', to: 'running', cost: () => of.restarting * values.investment },
          ],
        },
        'waiting',
      ),
    ),
  }
}

function withoutPaths({ value, standardError, modes }: SwitchingValue): RightValue {
  return { value, standardError, modes }
}
