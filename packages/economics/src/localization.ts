/**
 * When to bring parts of a car to the region: the cheapest times within money, engineers and a path of local content, to proven optimality.
 *
 * A part k that is begun in period s costs its tooling then, takes engineers while it is qualified, and is bought locally from s + q_k on:
 * `min sum_ks x_ks (sum_t d_t V_t c_k(t | s) + d_s tooling_k)`, `sum_s x_ks <= 1`, x in {0, 1}; a part that is never begun is bought abroad. Content counts as
 * rules of origin by the build-down method do: what is bought abroad over all that is bought (RCEP article 3.5), at the price of the import.
 */
import { exactPow, requireNonNegative, requirePositive } from 'genba/statistics'
import { solveBinaryProgram } from './integer-program.ts'
import type { LinearLimit } from './integer-program.ts'

/** A part that may be bought abroad or in the region. */
export interface SourcedPart {
  readonly name: string
  /** Landed, with carriage and duty, and local, money a car. */
  readonly imported: number
  readonly local: number
  /** Tools and trials that local supply takes, money. */
  readonly tooling: number
  /** Periods from the decision to the first local part. */
  readonly qualify: number
  /** Engineers at work until then. */
  readonly engineers: number
  /** Share of the local price that faults of the first year of local supply are expected to cost. */
  readonly risk: number
}

/** What times are chosen for. Periods are of one length. */
export interface LocalizationTask {
  readonly parts: readonly SourcedPart[]
  /** Cars of each period. */
  readonly cars: readonly number[]
  readonly periodsPerYear: number
  readonly discountRate: number
  /** What the currency of imports is worth in each period, over what it is where prices are written; 1 where left out. */
  readonly importRates?: readonly number[]
  /** Last period in which a part may be begun; the last of all if left out. */
  readonly lastBegun?: number
  /** Engineers there are, and money for tools in a year. */
  readonly engineers: number
  readonly budget: number
  /** Least local content in each period, share of what is bought; nothing is asked before the first car. */
  readonly content: readonly number[]
}

/** When a part is begun and when it is local; neither where it stays abroad. */
export interface PartTiming {
  readonly name: string
  readonly begun?: number
  readonly local?: number
}

/** Times that cost least. */
export interface LocalizationPlan {
  readonly timing: readonly PartTiming[]
  /** Local content of each period, share of what is bought at import prices. */
  readonly content: readonly number[]
  /** What a car costs in each period above one whose parts are all local, money: parts still bought abroad, and faults of new local ones. */
  readonly premium: readonly number[]
  /** Tools by period, money. */
  readonly tooling: readonly number[]
  /** Present values, money: of the plan, and of buying all abroad for ever. */
  readonly cost: number
  readonly abroad: number
  /** Linear programs that the proof took. */
  readonly nodes: number
}

/**
 * The cheapest times.
 * @returns nothing where no times meet the content within engineers and money
 * @throws RangeError where numbers are negative, periods do not fit, or there is no part
 */
export function planLocalization(task: LocalizationTask): LocalizationPlan | undefined {
  const { parts, cars, periodsPerYear, discountRate, importRates = [] } = task
  if (parts.length === 0) throw new RangeError('parts: expected at least one, received none')
  requirePositive('periodsPerYear', periodsPerYear)
  const periods = cars.length
  if (task.content.length !== periods) throw new RangeError(`content: expected ${periods} shares, received ${task.content.length}`)
  for (const { name, ...numbers } of parts) for (const [key, value] of Object.entries(numbers)) requireNonNegative(`${name}.${key}`, value)
  const discount = Float64Array.from({ length: periods }, (_, t) => exactPow(1 + discountRate, -t / periodsPerYear))
  const whole = parts.reduce((sum, { imported }) => sum + imported, 0)
  // What a part costs a car in a period above its local price, when local supply began in `from`.
  const above = ({ imported, local, risk }: SourcedPart, from: number, t: number): number =>
    t < from ? imported * (importRates[t] ?? 1) - local : t < from + periodsPerYear ? risk * local : 0
  const paid = (part: SourcedPart, from: number): number =>
    discount.reduce((sum, d, t) => sum + d * cars[t]! * (part.local + above(part, from, t)), 0)
  const abroad = parts.map((part) => paid(part, Infinity))
  const choices = parts.flatMap((part, k) =>
    Array.from({ length: Math.max(Math.min(periods - Math.ceil(part.qualify), (task.lastBegun ?? periods) + 1), 0) }, (_, begun) => ({
      part,
      k,
      begun,
      from: begun + Math.ceil(part.qualify),
    })),
  )
  const limits: LinearLimit[] = parts.map((_, k) => ({ coefficients: choices.map((choice) => (choice.k === k ? 1 : 0)), limit: 1 }))
  let asked = 0
  for (let t = 0; t < periods; t++) {
    const busy = choices.map(({ part, begun, from }) => (begun <= t && t < from ? part.engineers : 0))
    if (busy.some((people) => people > 0)) limits.push({ coefficients: busy, limit: task.engineers })
    // What is local stays local, so that only a higher content asks for more.
    if (cars[t]! > 0 && task.content[t]! > asked) {
      asked = task.content[t]!
      limits.push({
        coefficients: choices.map(({ part, from }) => (from <= t ? -part.imported / whole : 0)),
        limit: -task.content[t]!,
      })
    }
  }
  for (let year = 0; year * periodsPerYear < periods; year++) {
    const spent = choices.map(({ part, begun }) => (Math.floor(begun / periodsPerYear) === year ? part.tooling / 1e6 : 0))
    if (spent.some((money) => money > 0)) limits.push({ coefficients: spent, limit: task.budget / 1e6 })
  }
  // In millions, so that the simplex method meets numbers of like size.
  const costs = choices.map(({ part, k, begun, from }) => (paid(part, from) + discount[begun]! * part.tooling - abroad[k]!) / 1e6)
  const found = solveBinaryProgram(costs, limits)
  if (found === undefined) return undefined
  const taken = parts.map((_, k) => choices.find((choice, j) => choice.k === k && found.chosen[j]))
  const over = (of: (part: SourcedPart, from: number, t: number) => number): number[] =>
    cars.map((_, t) => parts.reduce((sum, part, k) => sum + of(part, taken[k]?.from ?? Infinity, t), 0))
  const total = abroad.reduce((sum, value) => sum + value, 0)
  return {
    timing: parts.map(({ name }, k) => ({ name, ...(taken[k] === undefined ? {} : { begun: taken[k].begun, local: taken[k].from }) })),
    content: over(({ imported }, from, t) => (from <= t ? imported / whole : 0)),
    premium: over(above),
    tooling: cars.map((_, t) => parts.reduce((sum, { tooling }, k) => (taken[k]?.begun === t ? sum + tooling : sum), 0)),
    cost: total + found.cost * 1e6,
    abroad: total,
    nodes: found.nodes,
  }
}
