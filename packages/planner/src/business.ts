/** From the years of a plan to the money of its quarters, and what each form of ownership is worth. */
import {
  drawDemand,
  internalRates,
  modifiedInternalRate,
  OWNERSHIP_FORMS,
  ownershipCash,
  payback,
  quarterlyValue,
  valuesOf,
} from 'genba/economics'
import type { BaseBusiness, DemandPath, DemandSpread, OwnershipForm, OwnershipTerms } from 'genba/economics'
import { exactPow } from 'genba/statistics'
import { yenByQuarter } from './exchange-path.ts'
import { PLAN_CONVENTIONS } from './plan-conventions.ts'
import type { PlanInput, PlanValues } from './plan-input.ts'
import type { PlanYear } from './year-loop.ts'

/** A base as a business with the demand it was planned for. */
export interface PlanBusiness {
  readonly base: BaseBusiness
  readonly path: DemandPath
}

const conventions = valuesOf(PLAN_CONVENTIONS)

/** How demand strays from the plan; quarters follow each other. */
export const DEMAND_SPREAD: DemandSpread = conventions

/**
 * Quarters from the beginning of the investment on, each year's numbers spread evenly over its four. The price of a car is the mean over all destinations.
 */
export function planBusiness(input: PlanInput, values: PlanValues, years: readonly PlanYear[]): PlanBusiness {
  const span = input.until - input.begins + 1
  const quarters = (of: (year: PlanYear | undefined, index: number) => number): Float64Array =>
    Float64Array.from({ length: 4 * span }, (_, q) => {
      const index = Math.floor(q / 4)
      return of(
        years.find(({ year }) => year === input.begins + index),
        index,
      )
    })
  const investing = (share: number): Float64Array =>
    quarters((_, index) => (index < conventions.buildYears ? (values.investment * share) / conventions.buildYears / 4 : 0))
  const share = (of: 'machines' | 'buildings'): number => input.shops.reduce((sum, shop) => sum + shop[of].value, 0)
  return {
    path: {
      // What waited from the year before is delivered too.
      cars: quarters((year) => (year === undefined ? 0 : Math.max(year.orders, year.built) / 4)),
      price: quarters((year) => (year === undefined ? 0 : meanPrice(year))),
    },
    base: {
      yen: yenByQuarter(input, input.begins, 4 * span).average,
      capacity: quarters((year) => (year === undefined ? 0 : year.capacity / 4)),
      material: quarters((year) => year?.material ?? 0),
      conversion: quarters((year) => (year === undefined ? 0 : energyOf(year, values) / Math.max(year.built, 1))),
      fixedCost: quarters((year) => (year === undefined ? 0 : (year.conversion - energyOf(year, values) + values.fixedCost) / 4)),
      overheadShare: values.overheadShare,
      machines: investing(share('machines')),
      buildings: investing(share('buildings')),
      ownFunds: conventions.ownFunds,
      assetShare: conventions.assetShare,
      terms: {
        receivableDays: conventions.receivableDays,
        payableDays: values.payableDays,
        minimumCash: conventions.minimumCash,
        interestRate: values.interestRate,
        payout: conventions.payout,
        reserve: conventions.reserve,
      },
      carryYears: conventions.lossYears,
    },
  }
}

/** What the company gets for a car, over all destinations, CNY. */
export function meanPrice({ demand, netPrice, exports }: PlanYear): number {
  const cars = exports.reduce((sum, each) => sum + each.cars, demand)
  return exports.reduce((sum, each) => sum + each.cars * each.netPrice, demand * netPrice) / Math.max(cars, 1e-9)
}

function energyOf({ plant }: PlanYear, { energyPrice }: PlanValues): number {
  return plant.shops.reduce((sum, { energy }) => sum + energy, 0) * energyPrice
}

/** What a form is worth to its parties, CNY of the year in which investment begins. */
export interface FormValue {
  readonly form: OwnershipForm
  /** On the planned path. */
  readonly owner: number
  readonly partner: number
  readonly state: number
  /** Over drawn paths, of the owner: mean and its standard error, tenth and ninetieth of a hundred, share of paths above 0. */
  readonly mean: number
  readonly error: number
  readonly low: number
  readonly high: number
  readonly positive: number
  /** Yearly internal rates of the owner's cash on the planned path, all of them; modified rate and payback in years where there are any. */
  readonly internal: readonly number[]
  readonly modified: number | undefined
  readonly payback: number | undefined
  /** Most that the owner has paid in at one time. */
  readonly exposure: number
}

/** Terms of a form at the numbers of a plan. */
export function formTerms(form: OwnershipForm, values: PlanValues): OwnershipTerms {
  const terms = valuesOf(OWNERSHIP_FORMS[form]) as OwnershipTerms
  return terms.royalty === 0 ? terms : { ...terms, royalty: values.royalty }
}

/** The owner's present value of a form on one path. */
export function ownerValue(business: PlanBusiness, path: DemandPath, form: OwnershipForm, values: PlanValues): number {
  return quarterlyValue(ownershipCash(business.base, path, formTerms(form, values)).cash.owner, values.discountRate)
}

/**
 * Values of all forms on the same drawn paths.
 * @param draws paths
 */
export function compareForms(business: PlanBusiness, values: PlanValues, draws: number, seed: number): FormValue[] {
  const paths = drawDemand(business.path, DEMAND_SPREAD, draws, seed)
  return (Object.keys(OWNERSHIP_FORMS) as OwnershipForm[]).map((form) => {
    const { cash } = ownershipCash(business.base, business.path, formTerms(form, values))
    const worth = paths.map((path) => ownerValue(business, path, form, values)).toSorted((a, b) => a - b)
    const mean = worth.reduce((sum, value) => sum + value, 0) / draws
    const squares = worth.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
    const rate = exactPow(1 + values.discountRate, 0.25) - 1
    const flows = [...cash.owner]
    let [sum, exposure] = [0, 0]
    for (const flow of flows) exposure = Math.min(exposure, (sum += flow))
    const quarterly = flows.every((flow) => flow === 0) ? [] : internalRates(flows)
    const modified = modifiedInternalRate(flows, rate, rate)
    const back = payback(flows)
    return {
      form,
      owner: quarterlyValue(cash.owner, values.discountRate),
      partner: quarterlyValue(cash.partner, values.discountRate),
      state: quarterlyValue(cash.state, values.discountRate),
      mean,
      error: Math.sqrt(squares / (draws - 1) / draws),
      low: worth[Math.floor(draws * 0.1)]!,
      high: worth[Math.floor(draws * 0.9)]!,
      positive: worth.filter((value) => value > 0).length / draws,
      internal: quarterly.map((each) => exactPow(1 + each, 4) - 1),
      modified: modified === undefined ? undefined : exactPow(1 + modified, 4) - 1,
      payback: back === undefined ? undefined : back / 4,
      exposure: -exposure,
    }
  })
}
