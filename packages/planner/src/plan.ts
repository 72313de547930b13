/** The whole plan of a base: every figure of its page, from one input and a function that simulates the plant. */
import {
  BASE_LINE,
  breakEvenSurface,
  breakEvenValue,
  ceilingPaths,
  OWNERSHIP_FORMS,
  ownershipCash,
  policyLedger,
  PUBLISHED_MARGINS,
  shareTowardsAll,
  translateStatements,
  valuesOf,
} from 'genba/economics'
import type {
  BreakEvenSurface,
  CeilingPath,
  OwnershipForm,
  PolicyEntry,
  Ranged,
  SharePoint,
  Statements,
  TranslatedStatements,
  UnitCost,
} from 'genba/economics'
import { dayNumber } from 'genba/quantity'
import { fillUniforms, streamKey } from 'genba/statistics'
import { backTestMarket, backTestShares, PUBLISHED_FORECASTS } from './back-test.ts'
import type { PastForecast } from './back-test.ts'
import { exchangeFactor, yenByQuarter } from './exchange-path.ts'
import { planCash } from './plan-cash.ts'
import type { Columns, PlanCash } from './plan-cash.ts'
import { compareForms, formTerms, ownerValue, planBusiness } from './business.ts'
import type { FormValue, PlanBusiness } from './business.ts'
import { carNeeds } from './car-needs.ts'
import type { CarNeed } from './car-needs.ts'
import { valueOfKnowing } from './information-value.ts'
import { planFaults } from './plan-check.ts'
import { comparedNumbers, planComparisons } from './plan-comparisons.ts'
import type { PlanComparison } from './plan-comparisons.ts'
import { PLAN_CONVENTIONS } from './plan-conventions.ts'
import { planCost } from './plan-cost.ts'
import { DEAR_SEGMENT } from './plan-input.ts'
import type { PlanInput, PlanNumber, PlanShock, PlanValues } from './plan-input.ts'
import { planOptions } from './plan-options.ts'
import type { PlanOptions } from './plan-options.ts'
import { planSourcing } from './sourcing.ts'
import type { SourcingPlan } from './sourcing.ts'
import { samplePlant } from './plant-curve.ts'
import type { PlantCurve, SimulatePlant } from './plant-curve.ts'
import { sanityGates } from './sanity-gates.ts'
import type { SanityGate } from './sanity-gates.ts'
import { judgeDecisions, treeLeaves } from './scenario-tree.ts'
import type { DecisionValue, TreeEvent, TreeLeaf } from './scenario-tree.ts'
import { screen, varianceShares } from './sensitivity.ts'
import { planMarket, runYears } from './year-loop.ts'
import type { PlanYear } from './year-loop.ts'

/** How much is computed. */
export interface PlanEffort {
  /** Drawn paths of demand for each form, and for rights. */
  readonly draws: number
  /** Trajectories that screen the numbers, points of each set for shares of variance, how many numbers these are for. */
  readonly trajectories: number
  readonly points: number
  readonly inputs: number
  /** Samples for the worth of knowing. */
  readonly samples: number
  /** Values of each of two inputs over which ownership is compared, from 2. */
  readonly grid: number
  readonly seed: number
}

/** Enough for the page within a minute. */
export const PAGE_EFFORT: PlanEffort = { draws: 2000, trajectories: 4, points: 64, inputs: 5, samples: 128, grid: 5, seed: 1 }

/** Rougher, in a fifth of the time. */
export const QUICK_EFFORT: PlanEffort = { draws: 500, trajectories: 2, points: 8, inputs: 3, samples: 32, grid: 3, seed: 1 }

/** What a number does to the worth of the base. */
export interface NumberEffect {
  readonly number: PlanNumber
  /** How much the worth moves when it goes over its range, CNY: mean of absolute elementary effects. */
  readonly effect: number
  /** Shares of variance, alone and with others, where they were computed. */
  readonly first?: number
  readonly total?: number
  /** What it would be worth to know it before deciding on a form or on none, CNY. */
  readonly knowing: number
  /** Value at which the wholly owned base is worth nothing, all else as planned; none within the range. */
  readonly breakEven?: number
}

/** Everything that the page of a plan says: plain data, which can be written as JSON. */
export interface PlanReport {
  readonly name: string
  /** How much was computed. */
  readonly effort: PlanEffort
  /** Can it build what was announced, with whom and when, and what holds it. */
  readonly answer: {
    readonly capacity: number
    readonly heads: number
    readonly canBuildTarget: boolean
    readonly hasHeads: boolean
    /** First year with as many cars as announced; none where there is no such year. */
    readonly year?: number
    readonly heldBy: string
  }
  readonly years: readonly PlanYear[]
  /** Cost of a car in the first year with as many cars as announced, else in the first with the last plant; and which year that is. */
  readonly cost: UnitCost
  readonly costYear: number
  readonly forms: readonly FormValue[]
  /** Of the company, wholly owned, by quarter from the first year of investment: in CNY and in JPY. */
  readonly statements: { readonly cny: Columns<Statements>; readonly jpy: Columns<TranslatedStatements> }
  /** What statements and cash to each party follow from, by quarter from the first year of investment. */
  readonly cash: PlanCash
  /** Share of electrified cars of the brand on its way to all, and of battery cars in the market under ceilings. */
  readonly electrification: { readonly brand: readonly SharePoint[]; readonly market: readonly CeilingPath[] }
  readonly events: readonly TreeEvent<PlanShock>[]
  readonly leaves: readonly TreeLeaf<PlanShock>[]
  readonly decisions: readonly DecisionValue[]
  /** When parts come from the region; not there where the base has no parts. */
  readonly sourcing?: SourcingPlan
  readonly options: PlanOptions
  /** Wholly owned less joint venture, CNY, over brand premium (x) and other material (y). */
  readonly ownership: BreakEvenSurface
  /** By falling effect. */
  readonly effects: readonly NumberEffect[]
  /** Ways to build, side by side. */
  readonly comparisons: readonly PlanComparison[]
  /** What the abilities of the car do to the worth of the base. */
  readonly carNeeds: readonly CarNeed[]
  readonly gates: readonly SanityGate[]
  /** Margins over price without purchase tax that the calibrated market implies for rivals, and those that were published. */
  readonly rivals: readonly { readonly name: string; readonly margin: number; readonly published?: number }[]
  readonly backTest: readonly PastForecast[]
  readonly ledger: readonly (Ranged & { readonly name: string })[]
  readonly policies: readonly PolicyEntry[]
  /** Each distinct plant, by the first year that has it: what it makes of orders, and how exact reading between these points is (`PlantCurve`). */
  readonly plants: readonly (Omit<PlantCurve, 'at'> & { readonly year: number })[]
}

const FORMS = Object.keys(OWNERSHIP_FORMS) as OwnershipForm[]
const NONE = 'do not build'

/** Targets that are ordered where orders are never to run out. */
const ENDLESS = 100

/** Plants of all years of a plan, simulated where they change. */
export async function planPlants(input: PlanInput, simulate: SimulatePlant): Promise<ReadonlyMap<number, PlantCurve>> {
  const curves = new Map<number, PlantCurve>()
  let last: PlantCurve | undefined
  for (let year = input.from; year <= input.until; year++) {
    if (last === undefined || input.plantYears.includes(year)) {
      last = await samplePlant(simulate, year, ENDLESS * input.target.cars, input.tolerance.cars)
    }
    curves.set(year, last)
  }
  return curves
}

/**
 * The worth of a form at values of the numbers, CNY of the first year of investment.
 * @param curves as `planPlants` gives them
 */
export function worthOf(
  input: PlanInput,
  values: PlanValues,
  curves: ReadonlyMap<number, PlantCurve>,
  forms: readonly OwnershipForm[],
  shock: PlanShock = {},
): number[] {
  const business = planBusiness(input, values, runYears(input, values, curves, shock))
  return forms.map((form) => ownerValue(business, business.path, form, values))
}

/**
 * Plans a base. The plant is simulated where it changes, at orders between which a line is exact enough; all else is computed from these points.
 * @param simulate a year of the plant; it must repeat
 * @param progress told how many variants of the plan are computed, of about how many
 * @throws RangeError with all faults of the input, or as `runYears`; whatever the simulation throws
 */
export async function planBase(
  given: PlanInput,
  simulate: SimulatePlant,
  effort: PlanEffort = PAGE_EFFORT,
  progress?: (done: number, total: number) => void,
): Promise<PlanReport> {
  const faults = planFaults(given)
  if (faults.length > 0) throw new RangeError(faults.join('\n'))
  const values = valuesOf(given.numbers)
  const curves = await planPlants(given, simulate)
  const sourcing = sourcingOf(given, values, curves)
  const input =
    sourcing === undefined ? given : { ...given, importPremium: new Map(sourcing.years.map(({ year, premium }) => [year, premium])) }
  const years = runYears(input, values, curves)
  const business = planBusiness(input, values, years)
  const full = curves.get(input.until)!
  const best = full.points.at(-1)!
  const target = years.find(({ year }) => curves.get(year)!.capacity >= input.target.cars)
  const fullYear = target ?? years.find(({ year }) => curves.get(year) === full) ?? years.at(-1)!
  const cost = planCost(input, values, fullYear)
  const events = input.events.map(({ name, chance, change }) => ({ name, probability: chance.value, change }))
  const leaves = treeLeaves(events)
  const total = leaves.length + variantsOf(input, effort)
  let done = 0
  const worth: WorthOf = (of, forms, shock) => {
    progress?.(Math.min(++done, total), total)
    return worthOf(input, of, curves, forms, shock)
  }
  const worthAt = new Map(leaves.map((leaf) => [leaf, worth(values, FORMS, leaf.change)]))
  const decisions = judgeDecisions(
    leaves,
    [...FORMS, NONE],
    (decision, leaf) => (decision === NONE ? 0 : worthAt.get(leaf)![FORMS.indexOf(decision as OwnershipForm)]!),
    0.1,
  )
  const labor = fullYear.plant.shops.reduce((sum, { laborHours }) => sum + laborHours, 0) * values.wage
  const net = fullYear.netPrice
  const rivals = rivalMargins(input, values)
  const variable = fullYear.material + fullYear.conversion / Math.max(fullYear.built, 1)
  return {
    name: input.name,
    effort,
    answer: {
      capacity: full.capacity,
      heads: best.heads,
      canBuildTarget: full.capacity >= input.target.cars,
      hasHeads: best.heads <= input.target.heads,
      ...(target === undefined ? {} : { year: target.year }),
      heldBy: best.heldBy,
    },
    years,
    cost,
    costYear: fullYear.year,
    forms: compareForms(business, values, effort.draws, effort.seed),
    statements: companyInTwoCurrencies(input, business, values),
    cash: planCash(input, values, business),
    electrification: {
      brand: years.map(({ year }) => ({
        time: year,
        share: shareTowardsAll({ time: 2025, share: BASE_LINE['lexusElectrified']!.value }, { time: 2035, share: 0.99 }, year),
      })),
      market: ceilingPaths(
        [0.6, 0.8, 1],
        years.map(({ year }) => year),
      ),
    },
    events,
    ...(sourcing === undefined ? {} : { sourcing }),
    leaves,
    decisions,
    options: planOptions(
      input,
      values,
      business,
      years.map(({ pack }) => pack),
      effort.draws,
      effort.seed,
    ),
    ownership: ownershipSurface(input, values, worth, effort.grid),
    effects: numberEffects(input, values, worth, effort),
    comparisons: planComparisons(input, values, fullYear.built),
    carNeeds: carNeeds(input, values, (of) => worth(of, ['wholly owned'])[0]!),
    gates: sanityGates({
      margin: (net - variable) / net,
      ...(best.heads > 0 ? { carsPerHead: full.capacity / best.heads } : {}),
      capexPerCar: values.investment / input.target.cars,
      segmentShare: input.target.cars / DEAR_SEGMENT,
      laborPerCar: labor / Math.max(fullYear.built, 1),
      rivals,
    }),
    rivals,
    backTest: [...backTestShares(values.batteryCeiling), ...backTestMarket(input, values), ...PUBLISHED_FORECASTS],
    ledger: planLedger(input),
    policies: policyLedger(
      dayNumber(input.until, 7, 1),
      input.destinations.map(({ duty }) => duty),
    ),
    plants: [...new Set(curves.values())].map((curve) => ({
      year: [...curves].find(([, each]) => each === curve)![0],
      capacity: curve.capacity,
      error: curve.error,
      points: curve.points,
    })),
  }
}

/** Times of localization for the output that the plant can have; the base adds its labor, energy and machines to what is bought. */
function sourcingOf(input: PlanInput, values: PlanValues, curves: ReadonlyMap<number, PlantCurve>): SourcingPlan | undefined {
  if (input.sourcing === undefined) return undefined
  const cars = Array.from({ length: input.until - input.begins + 1 }, (_, k) => curves.get(input.begins + k)?.capacity ?? 0)
  const halfYears = Array.from({ length: 2 * cars.length }, (_, t) => exchangeFactor(input, 'jpyCny', input.begins + (t + 0.5) / 2))
  const full = curves.get(input.until)!
  const { shops } = full.points.at(-1)!
  const paid = shops.reduce((sum, { laborHours, energy }) => sum + laborHours * values.wage + energy * values.energyPrice, values.fixedCost)
  return planSourcing(
    input.sourcing,
    input.begins,
    cars,
    values.discountRate,
    (paid + values.investment / 10) / Math.max(full.capacity, 1),
    halfYears,
  )
}

/** Worth of forms at values of the numbers, under a shock if there is one. */
type WorthOf = (values: PlanValues, forms: readonly OwnershipForm[], shock?: PlanShock) => number[]

/** Variants of a plan besides its scenarios: of ownership, of screening, of shares of variance, of the worth of knowing. */
function variantsOf(input: PlanInput, { grid, trajectories, points, inputs, samples }: PlanEffort): number {
  const varied = variedNumbers(input).length
  return grid * grid + trajectories * (varied + 1) + points * (Math.min(inputs, varied) + 2) + samples
}

/** Numbers that have a range. */
function variedNumbers({ numbers }: PlanInput): PlanNumber[] {
  return (Object.keys(numbers) as PlanNumber[]).filter((name) => numbers[name].high > numbers[name].low)
}

/** Every number of a plan with its range and source. */
export function planLedger(input: PlanInput): (Ranged & { readonly name: string })[] {
  const named = (prefix: string, of: Readonly<Record<string, Ranged>>): (Ranged & { readonly name: string })[] =>
    Object.entries(of).map(([name, ranged]) => ({ name: `${prefix}${name}`, ...ranged }))
  return [
    ...named('', input.numbers),
    ...named('base line: ', BASE_LINE),
    ...named('convention: ', PLAN_CONVENTIONS),
    ...input.shops.flatMap(({ shop, machines, buildings, material, energy }) =>
      named(`${shop}: `, { machines, buildings, material, energy }),
    ),
    ...input.events.flatMap(({ name, chance }) => named('chance: ', { [name]: chance })),
    ...(input.sourcing?.parts.flatMap(({ name, numbers }) => named(`${name}: `, numbers)) ?? []),
    ...(input.sourcing === undefined
      ? []
      : named('sourcing: ', { engineers: input.sourcing.engineers, budget: input.sourcing.budget, content: input.sourcing.content })),
    ...FORMS.flatMap((form) => named(`${form}: `, OWNERSHIP_FORMS[form])),
    ...input.destinations.flatMap(({ name, cars, referencePrice, freight, quotaShare, undertaking }) =>
      named(`${name}: `, {
        cars,
        referencePrice,
        freight,
        ...(quotaShare === undefined ? {} : { quotaShare }),
        ...(undertaking === undefined ? {} : { undertaking }),
      }),
    ),
    ...comparedNumbers(input).flatMap(({ names, numbers }) => named(`${names.join(' or ')}: `, numbers)),
    ...input.market.flatMap(({ name, cars2025, price }) => named(`${name}: `, { cars2025, price })),
  ]
}

function rivalMargins(input: PlanInput, values: PlanValues): PlanReport['rivals'] {
  const { market } = planMarket(input, values)
  return market.cars.map(({ name, firm }, j) => {
    const published = PUBLISHED_MARGINS[firm]?.value
    return { name, margin: market.margins[j]!, ...(published === undefined ? {} : { published }) }
  })
}

/** Statements of the wholly owned company. */
function companyInTwoCurrencies(input: PlanInput, business: PlanBusiness, values: PlanValues): PlanReport['statements'] {
  const { statements: cny } = ownershipCash(business.base, business.path, formTerms('wholly owned', values))
  const yen = yenByQuarter(input, input.begins, cny.cash.length)
  const rates = (factors: Float64Array): Float64Array => factors.map((factor) => 1 / (values.jpyCny * factor))
  return { cny: listed(cny), jpy: listed(translateStatements(cny, { average: rates(yen.average), closing: rates(yen.closing) })) }
}

function listed<Of extends object>(columns: Of): Columns<Of> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, [...(column as Float64Array)]]),
  ) as unknown as Columns<Of>
}

function ownershipSurface(input: PlanInput, values: PlanValues, worth: WorthOf, grid: number): BreakEvenSurface {
  const over = ({ low, high }: Ranged, steps: number): number[] =>
    Array.from({ length: steps }, (_, k) => low + ((high - low) * k) / (steps - 1))
  const difference = (brandPremium: number, otherMaterial: number): number => {
    const [alone, shared] = worth({ ...values, brandPremium, otherMaterial }, ['wholly owned', 'joint venture'])
    return alone! - shared!
  }
  return breakEvenSurface(difference, over(input.numbers.brandPremium, grid), over(input.numbers.otherMaterial, grid))
}

function numberEffects(input: PlanInput, values: PlanValues, worthIn: WorthOf, effort: PlanEffort): NumberEffect[] {
  const names = variedNumbers(input)
  const at = (name: PlanNumber, unit: number): number => {
    const { low, high } = input.numbers[name]
    return low + unit * (high - low)
  }
  const valuesAt = (units: Float64Array, of: readonly PlanNumber[]): PlanValues => ({
    ...values,
    ...Object.fromEntries(of.map((name, k) => [name, at(name, units[k]!)])),
  })
  const worth = (of: PlanValues): number => worthIn(of, ['wholly owned'])[0]!
  const key = (purpose: string): ReturnType<typeof streamKey> => streamKey(effort.seed, 0, 'plan', purpose)
  const effects = screen((units) => worth(valuesAt(units, names)), names.length, effort.trajectories, 4, key('screening'))
  const order = names.map((_, k) => k).toSorted((a, b) => effects[b]!.meanAbsolute - effects[a]!.meanAbsolute)
  const top = order.slice(0, effort.inputs).map((k) => names[k]!)
  const shares = varianceShares((units) => worth(valuesAt(units, top)), top.length, effort.points, key('variance'))
  // Samples of all numbers at once, for the worth of knowing each.
  const uniforms = new Float64Array(names.length)
  const samples = Array.from({ length: effort.samples }, (_, row) => {
    fillUniforms(key('samples'), row, uniforms, 0, names.length)
    return { units: uniforms.slice(), worth: worthIn(valuesAt(uniforms, names), FORMS) }
  })
  const worths = FORMS.map((_, f) => Float64Array.from(samples, (sample) => sample.worth[f]!))
  const withNone = [...worths, new Float64Array(samples.length)]
  return order.map((k) => {
    const name = names[k]!
    const rank = top.indexOf(name)
    const { low, high } = input.numbers[name]
    const point = rank < 0 ? undefined : breakEvenValue((value) => worth({ ...values, [name]: value }), low, high)
    return {
      number: name,
      effect: effects[k]!.meanAbsolute,
      ...(rank < 0 ? {} : { first: shares.first[rank]!, total: shares.total[rank]! }),
      knowing: valueOfKnowing(
        Float64Array.from(samples, (sample) => sample.units[k]!),
        withNone,
      ),
      ...(point === undefined ? {} : { breakEven: point }),
    }
  })
}
