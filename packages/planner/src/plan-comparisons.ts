/** Ways to build, side by side at the rates of a plan: large castings or stampings, self-propelled cars or a conveyor. */
import { castOrWelded, drivingOrConveyor, equalCostVolume, unitCost, valuesOf } from 'genba/economics'
import type { Alternatives, CostByCause, CostRates, Ranged } from 'genba/economics'
import { PLAN_CONVENTIONS } from './plan-conventions.ts'
import type { PlanInput, PlanValues } from './plan-input.ts'

/** Two ways at one volume. */
export interface PlanComparison {
  readonly title: string
  readonly volume: number
  /** Of a car, CNY: the first way, and the second. */
  readonly ways: readonly { readonly name: string; readonly total: number; readonly byCause: CostByCause }[]
  /** First less second, CNY a car; and its bounds when one number after the other goes over its range. */
  readonly difference: number
  readonly low: number
  readonly high: number
  /** Numbers that alone turn the sign of the difference within their range, strongest first. */
  readonly turns: readonly string[]
  /** Cars a year between a tenth and four times the volume at which both cost the same; not there where one is cheaper at both ends. */
  readonly equalVolume?: number
  readonly numbers: Readonly<Record<string, Ranged>>
}

/**
 * Ready comparisons, with what simulated plants tell of their steps, at the plan's cost of capital, wage and price of energy.
 * @param volume cars a year
 * @throws RangeError as `unitCost`
 */
export function planComparisons(input: PlanInput, values: PlanValues, volume: number): PlanComparison[] {
  const of = valuesOf(PLAN_CONVENTIONS)
  const rates: CostRates = {
    discountRate: values.discountRate,
    wage: values.wage,
    energyPrice: values.energyPrice,
    building: of.buildingPrice,
    buildingYears: 20,
    maintenance: of.upkeep,
    overhead: 0,
    hours: input.hours,
    productYears: 7,
  }
  return comparedNumbers(input).map((alternatives) => compare(alternatives, rates, volume))
}

/** The ready comparisons of a plan, numbers of simulated steps in place of assumed ones. */
export function comparedNumbers({ steps = [] }: Pick<PlanInput, 'steps'>): readonly Alternatives[] {
  return [castOrWelded, drivingOrConveyor].map((alternatives) => {
    const { numbers, told } = alternatives
    const simulated = steps.flatMap(({ step, ...figures }) =>
      Object.entries(told[step] ?? {}).map(([figure, name]) => [name, figures[figure as keyof typeof figures] ?? numbers[name]!] as const),
    )
    return { ...alternatives, numbers: { ...numbers, ...Object.fromEntries(simulated) } }
  })
}

function compare({ title, names, numbers, steps }: Alternatives, rates: CostRates, volume: number): PlanComparison {
  const planned = valuesOf(numbers)
  const [first, second] = steps(planned)
  const costs = [first, second].map((each) => unitCost(each, rates, volume))
  const difference = costs[0]!.total - costs[1]!.total
  const at = (values: Readonly<Record<string, number>>): number => {
    const [one, other] = steps(values)
    return unitCost(one, rates, volume).total - unitCost(other, rates, volume).total
  }
  const ends = Object.entries(numbers).flatMap(([name, { low, high }]) =>
    [low, high].map((value) => ({ name, difference: at({ ...planned, [name]: value }) })),
  )
  const turns = ends
    .filter((each) => each.difference * difference < 0)
    .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .map(({ name }) => name)
  const equal = equalCostVolume(first, second, rates, volume / 10, volume * 4)
  return {
    title,
    volume,
    ways: costs.map(({ total, byCause }, k) => ({ name: names[k]!, total, byCause })),
    difference,
    low: Math.min(difference, ...ends.map((each) => each.difference)),
    high: Math.max(difference, ...ends.map((each) => each.difference)),
    turns: [...new Set(turns)],
    ...(equal === undefined ? {} : { equalVolume: equal }),
    numbers,
  }
}
