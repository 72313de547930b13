/** Rights that a base gives its owner: to wait, to start, to double, to switch cells, to mothball. */
import { drawDemand, switchingValue, valuesOf } from 'genba/economics'
import type { ModeSwitch, SwitchingValue } from 'genba/economics'
import { exactExp, exactLog, fillUniforms, normalQuantile, streamKey } from 'genba/statistics'
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
  /** Besides that, to double, to switch cells, to mothball and to restart. */
  readonly all: RightValue
  /** What each right alone adds to a base that starts at once; to wait, to one that must start or never. */
  readonly rights: readonly RightGain[]
}

/** What a right adds. */
export interface RightGain {
  readonly name: string
  /** Mean over paths and its standard error, CNY of the first year. */
  readonly gain: number
  readonly error: number
  /** Share of paths that are in its mode at the end; of the right to wait, that never start. */
  readonly used: number
}

/** A right without its paths. */
export type RightValue = Pick<SwitchingValue, 'value' | 'standardError' | 'modes'>

/**
 * Values of rights on yearly cash after tax over drawn paths of price and demand. A year of the running base brings
 * `(1 - tax) (cars (price (1 - overhead) - material - conversion) - fixed cost)`, cars being demand up to the capacity; of the doubled one, up to
 * twice the capacity with more fixed cost; mothballed, a part of the fixed cost is paid. Losses are not carried over years here.
 * With other cells the pack costs its price times a ratio, whose logarithm walks at random from a start.
 * What can be seen at a date: price, demand and that ratio over the plan's, with squares, and the product of price and demand.
 * @param packs cost of the pack of a car in each year from the first of the plan, CNY
 * @param paths drawn
 */
export function planOptions(
  input: PlanInput,
  values: PlanValues,
  { base, path }: PlanBusiness,
  packs: readonly number[],
  paths: number,
  seed: number,
): PlanOptions {
  const drawn = drawDemand(path, DEMAND_SPREAD, paths, seed)
  const first = input.from - input.begins
  const dates = input.until - input.from + 1
  const quarter = (date: number): number => 4 * (first + date)
  const of = valuesOf(PLAN_CONVENTIONS)
  const ratios = cellRatios(dates, paths, seed)
  const cashOf = (date: number, size: number, otherCells = false): Float64Array => {
    const q = quarter(date)
    const [material, conversion, fixed, capacity] = [base.material[q]!, base.conversion[q]!, 4 * base.fixedCost[q]!, 4 * base.capacity[q]!]
    return Float64Array.from(drawn, ({ cars, price }, k) => {
      const cells = otherCells ? packs[date]! * (ratios[date]![k]! - 1) : 0
      const sold = Math.min(4 * cars[q]!, capacity * size)
      const gross =
        sold * (price[q]! * (1 - values.overheadShare) - material - cells - conversion) - fixed * (size === 1 ? 1 : of.doubledFixedCost)
      return gross - of.optionTax * Math.max(gross, 0)
    })
  }
  const seen = (date: number): Float64Array[] => {
    const q = quarter(date)
    const price = Float64Array.from(drawn, (each) => each.price[q]! / path.price[q]! - 1)
    const cars = Float64Array.from(drawn, (each) => each.cars[q]! / Math.max(path.cars[q]!, 1e-9) - 1)
    const ratio = ratios[date]!.map((x) => x - 1)
    return [
      price.map(() => 1),
      price,
      cars,
      ratio,
      ...[price, cars, ratio].map((x) => x.map((y) => y * y)),
      price.map((x, i) => x * cars[i]!),
    ]
  }
  const cash = {
    waiting: (): 0 => 0,
    running: (date: number): Float64Array => cashOf(date, 1),
    doubled: (date: number): Float64Array => cashOf(date, 2),
    'other cells': (date: number): Float64Array => cashOf(date, 1, true),
    mothballed: (date: number): Float64Array => new Float64Array(paths).fill(-of.mothballedFixedCost * 4 * base.fixedCost[quarter(date)]!),
  }
  const start = { from: 'waiting', to: 'running', cost: (): number => values.investment }
  const right = { dates, paths, cash, seen, discount: 1 / (1 + values.discountRate) }
  const double = { from: 'running', to: 'doubled', cost: (): number => of.doubling * values.investment }
  const cells = { from: 'running', to: 'other cells', cost: (): number => of.cellSwitch * values.investment }
  const rest = [
    { from: 'running', to: 'mothballed', cost: (): number => of.mothballing * values.investment },
    { from: 'mothballed', to: 'running', cost: (): number => of.restarting * values.investment },
  ]
  const running = switchingValue({ ...right, switches: [] }, 'running')
  const wait = switchingValue({ ...right, switches: [start] }, 'waiting')
  const now = switchingValue({ ...right, switches: [{ ...start, last: 0 }] }, 'waiting')
  const gainOf = (name: string, mode: string, more: SwitchingValue, less: SwitchingValue): RightGain => {
    const gains = more.worth.map((value, k) => value - less.worth[k]!)
    const gain = gains.reduce((sum, value) => sum + value, 0) / paths
    const squares = gains.reduce((sum, value) => sum + (value - gain) * (value - gain), 0)
    return { name, gain, error: Math.sqrt(squares / (paths - 1) / paths), used: more.modes.at(-1)![mode]! }
  }
  const besides = (name: string, mode: string, switches: readonly ModeSwitch[]): RightGain =>
    gainOf(name, mode, switchingValue({ ...right, switches }, 'running'), running)
  return {
    committed: running.value - values.investment,
    wait: withoutPaths(wait),
    all: withoutPaths(switchingValue({ ...right, switches: [start, double, cells, ...rest] }, 'waiting')),
    rights: [
      gainOf('delay the start', 'waiting', wait, now),
      besides('expand to phase 2', 'doubled', [double]),
      besides('switch cells', 'other cells', [cells]),
      besides('mothball and restart', 'mothballed', rest),
    ],
  }
}

/** Price of other cells over the chosen ones, by date and path. */
function cellRatios(dates: number, paths: number, seed: number): Float64Array[] {
  const { cellRatio, cellDrift, cellShock } = valuesOf(PLAN_CONVENTIONS)
  const logs = new Float64Array(paths).fill(exactLog(cellRatio))
  const uniforms = new Float64Array(dates)
  const columns = Array.from({ length: dates }, () => new Float64Array(paths))
  for (let k = 0; k < paths; k++) {
    fillUniforms(streamKey(seed, k, 'market', 'cells'), 0, uniforms, 0, dates)
    for (let date = 0; date < dates; date++) {
      if (date > 0) logs[k]! += cellDrift + cellShock * normalQuantile(uniforms[date]!)
      columns[date]![k] = exactExp(logs[k]!)
    }
  }
  return columns
}

function withoutPaths({ value, standardError, modes }: SwitchingValue): RightValue {
  return { value, standardError, modes }
}
