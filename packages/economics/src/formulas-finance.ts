/** Finance, options, diffusion and learning by name. */
import { parseDate } from 'genba/quantity'
import { exactExp, streamKey } from 'genba/statistics'
import { annuityPayment, annuityRates, capitalRecovery } from './annuity.ts'
import type { Annuity } from './annuity.ts'
import { datedInternalRates, datedPresentValue, internalRates, modifiedInternalRate, payback, presentValue } from './cash-flow.ts'
import { bassPeak, bassShare, logisticShare, logisticThrough } from './diffusion.ts'
import type { BassCurve, SharePoint } from './diffusion.ts'
import { argumentsOf } from './formula.ts'
import type { Formula } from './formula.ts'
import { incomeTax } from './income-tax.ts'
import type { IncomeTaxRule } from './income-tax.ts'
import { learnedCost, meanLearnedCost } from './learning-curve.ts'
import type { LearningCurve } from './learning-curve.ts'
import { binomialOption, blackScholes } from './option.ts'
import type { Option } from './option.ts'
import { exerciseByRegression, geometricPaths } from './option-regression.ts'

interface Flows {
  readonly flows: readonly number[]
  readonly rate?: number
  readonly first?: number
}

interface DatedFlows {
  readonly flows: readonly { readonly date: string; readonly amount: number }[]
  readonly rate: number
}

const days = ({ flows }: DatedFlows): { readonly day: number; readonly amount: number }[] =>
  flows.map(({ date, amount }) => ({ day: parseDate(date), amount }))

/** Formulas of finance; lists of rates begin at 0. */
export const financeFormulas: Readonly<Record<string, Formula>> = {
  present_value: (values) => {
    const { rate, flows, first } = argumentsOf<Flows>(values)
    return { value: presentValue(rate!, flows, first) }
  },
  internal_rates: (values) => {
    const rates = internalRates(argumentsOf<Flows>(values).flows)
    return { rates, count: rates.length }
  },
  modified_internal_rate: (values) => {
    const { flows, financeRate, reinvestRate } = argumentsOf<Flows & { readonly financeRate: number; readonly reinvestRate: number }>(
      values,
    )
    const rate = modifiedInternalRate(flows, financeRate, reinvestRate)
    return rate === undefined ? { count: 0 } : { count: 1, rate }
  },
  payback: (values) => {
    const { flows, rate } = argumentsOf<Flows>(values)
    return { periods: payback(flows, rate) }
  },
  dated_present_value: (values) => {
    const of = argumentsOf<DatedFlows>(values)
    return { value: datedPresentValue(of.rate, days(of)) }
  },
  dated_internal_rates: (values) => ({ rates: datedInternalRates(days(argumentsOf<DatedFlows>(values))) }),
  annuity_payment: (values) => {
    const of = argumentsOf<Annuity & { readonly rate: number }>(values)
    return { payment: annuityPayment(of.rate, of) }
  },
  annuity_rates: (values) => {
    const of = argumentsOf<Annuity & { readonly payment: number }>(values)
    return { rates: annuityRates(of.payment, of) }
  },
  capital_recovery: (values) => {
    const { rate, periods } = argumentsOf<{ readonly rate: number; readonly periods: number }>(values)
    return { share: capitalRecovery(rate, periods) }
  },
  income_tax: (values) => {
    const of = argumentsOf<IncomeTaxRule & { readonly profits: readonly number[] }>(values)
    const years = incomeTax(of.profits, of)
    return { years, total: years.reduce((sum, { tax }) => sum + tax, 0) }
  },
  black_scholes: (values) => ({ value: blackScholes(argumentsOf<Option>(values)) }),
  binomial_option: (values) => {
    const of = argumentsOf<Option & { readonly steps: number; readonly exerciseEvery?: number }>(values)
    return { value: binomialOption(of, of.steps, of.exerciseEvery) }
  },
  /** Given paths: prices by date, a put on them, regression on 1, S and S^2. */
  put_on_paths: (values) => {
    const { prices, strike, rate } = argumentsOf<{
      readonly prices: readonly (readonly number[])[]
      readonly strike: number
      readonly rate: number
    }>(values)
    const discount = exactExp(-rate)
    const dates = prices.map((column) => {
      const price = Float64Array.from(column)
      return {
        payoff: price.map((value) => Math.max(strike - value, 0)),
        regressors: [price.map(() => 1), price, price.map((value) => value * value)],
        discount,
      }
    })
    const { value, waiting } = exerciseByRegression(dates)
    const atEnd = dates.at(-1)!.payoff.reduce((sum, payoff) => sum + payoff, 0) / prices.at(-1)!.length
    return { value, european: atEnd * exactExp(-rate * prices.length), waiting }
  },
  /** A put on simulated paths with cubic regression. */
  simulated_put: (values) => {
    const { spot, strike, rate, volatility, years, datesAYear, paths } = argumentsOf<
      Option & { readonly datesAYear: number; readonly paths: number }
    >(values)
    const step = 1 / datesAYear
    const key = streamKey(1, 0, `put ${spot} ${volatility} ${years}`, 'price')
    const prices = geometricPaths({ spot, drift: rate, volatility, step }, Math.round(years * datesAYear), paths, key)
    return {
      value: exerciseByRegression(
        prices.map((price) => {
          const scaled = price.map((each) => each / strike)
          return {
            payoff: price.map((each) => Math.max(strike - each, 0)),
            regressors: [scaled.map(() => 1), scaled, scaled.map((x) => x * x), scaled.map((x) => x * x * x)],
            discount: exactExp(-rate * step),
          }
        }),
      ),
    }
  },
  bass: (values) => {
    const { innovation, imitation, times } = argumentsOf<BassCurve & { readonly times: readonly number[] }>(values)
    return { shares: times.map((time) => bassShare({ innovation, imitation }, time)), peak: bassPeak({ innovation, imitation }) }
  },
  logistic_through: (values) => {
    const { ceiling, first, second, times } = argumentsOf<{
      readonly ceiling: number
      readonly first: SharePoint
      readonly second: SharePoint
      readonly times: readonly number[]
    }>(values)
    const curve = logisticThrough(ceiling, first, second)
    return { ...curve, shares: times.map((time) => logisticShare(curve, time)) }
  },
  learned_cost: (values) => {
    const of = argumentsOf<LearningCurve & { readonly made: number; readonly from?: number }>(values)
    return { cost: learnedCost(of, of.made), ...(of.from === undefined ? {} : { mean: meanLearnedCost(of, of.from, of.made) }) }
  },
}
