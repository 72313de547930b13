/** Measures of runs: rows with their intervals. */
import type { Observation, Plan, WindowObservation } from 'genba/factory'
import { estimate, estimateMean } from './estimate.ts'
import type { Estimate } from './estimate.ts'
import type { Formula } from './formula.ts'
import { readMeasure } from './measure.ts'
import type { Measure } from './measure.ts'
import { metricsOf, wantedBy } from './metric.ts'
import type { Metric, Wanted } from './metric.ts'
import { monthOf } from './period.ts'
import { createScopes } from './scope.ts'
import type { Scopes } from './scope.ts'
import { createWindowReader } from './window-reader.ts'

/** One response of a result, as it stands in `result.json`. */
export interface ResultRow {
  readonly name: string
  /** Path; null for the base. */
  readonly element: string | null
  readonly product: string | null
  /** `2028` or `2028-03`; null for the whole run. */
  readonly period: string | null
  readonly state: string | null
  /** `mean`, a quantile, or the argument of the measure as written. */
  readonly statistic: string
  readonly unit: string
  /** Null where there was nothing to measure. */
  readonly value: number | null
  /** Half the width of the interval; null where there is none. */
  readonly halfWidth: number | null
  readonly confidence: number
  /** Replications, or batches of one run; 0 for what is known without a run. */
  readonly n: number
}

export interface Runs {
  readonly plan: Plan
  /** In order of replication numbers. All with the same windows. */
  readonly observations: readonly Observation[]
  /** Ticks at the front that are not measured. */
  readonly warmUp: number
  readonly confidence: number
}

export type Per = 'month' | 'year'

export interface Evaluator {
  /** The rows of a measure over the whole measured time, or a row for each month or year. @throws MeasureFault */
  rows(measure: string | Measure, per?: Per): readonly ResultRow[]
  /** The estimates of a measure, with standard errors, in the order of its rows. @throws MeasureFault */
  estimates(measure: string | Measure): readonly Estimate[]
  /**
   * One value for each replication, for paired comparison: of the measure's row with this number (default the first), over the
   * whole measured time or a period. NaN where there was nothing to measure. @throws MeasureFault
   */
  values(measure: string | Measure, period?: string, row?: number): readonly number[]
  /** Relative error of each of these values: that of the sketch for quantiles, else 0. @throws MeasureFault */
  resolution(measure: string | Measure, row?: number): number
  readonly scopes: Scopes
}

/** Fewest windows of one run that are taken as batches; below, one run has no interval. */
export const FEWEST_BATCHES = 10

/** What a run must record for these measures. @throws MeasureFault */
export function wantedFor(plan: Plan, measures: readonly string[]): Wanted {
  return wantedBy(plan, createScopes(plan), measures.map(readMeasure))
}

/** Checks that a plan has what a measure asks for. @throws MeasureFault */
export function checkMeasure(plan: Plan, measure: string): void {
  metricsOf(plan, createScopes(plan), createWindowReader(plan), readMeasure(measure))
}

export function createEvaluator(runs: Runs): Evaluator {
  const { plan, observations, warmUp, confidence } = runs
  const scopes = createScopes(plan)
  const reader = createWindowReader(plan)
  const periods = new Map<WindowObservation, string | null>()
  const measured = observations.map(({ windows }) => windows.filter(({ from }) => from >= warmUp))
  for (const windows of measured) for (const window of windows) periods.set(window, monthOf(plan, window))

  const metrics = (measure: string | Measure): readonly Metric[] =>
    metricsOf(plan, scopes, reader, typeof measure === 'string' ? readMeasure(measure) : measure)

  const sum = (formula: Formula, windows: readonly WindowObservation[]): Float64Array => {
    const sums = new Float64Array(formula.size)
    for (const window of windows) formula.add(window, sums)
    return sums
  }

  /** Replications are independent; of one long run its windows are, where there are enough. */
  function groupsOf(formula: Formula, select: (windows: readonly WindowObservation[]) => readonly WindowObservation[]): Float64Array[] {
    const chosen = measured.map(select)
    const [only] = chosen
    if (chosen.length === 1 && only!.length >= FEWEST_BATCHES) return only!.map((window) => sum(formula, [window]))
    return chosen.map((windows) => sum(formula, windows))
  }

  function estimateOf({ way }: Metric, period: string | null): Estimate {
    switch (way.kind) {
      case 'static':
        return { value: way.value, standardError: null, halfWidth: null, confidence, n: 0 }
      case 'number': {
        const known = estimateMean(observations.map(way.of), confidence)
        // Replications may agree to the bucket: what the sketch does not tell apart belongs to the interval.
        const halfWidth = known.halfWidth === null ? null : known.halfWidth + (way.resolution ?? 0) * Math.abs(known.value)
        return { ...known, halfWidth }
      }
      case 'until': {
        const groups = observations.map(({ windows }) =>
          sum(
            way.formula,
            windows.filter(({ to }) => to <= way.ticks),
          ),
        )
        return estimate(way.formula, groups, confidence)
      }
      case 'formula': {
        if (period !== null) {
          const formula = way.total ?? way.formula
          const chosen = measured.map((windows) => windows.filter((window) => periods.get(window)!.startsWith(period)))
          return estimate(
            formula,
            chosen.map((windows) => sum(formula, windows)),
            confidence,
          )
        }
        return estimate(
          way.formula,
          groupsOf(way.formula, (windows) => windows),
          confidence,
        )
      }
    }
  }

  function row(metric: Metric, period: string | null, per: Per | undefined): ResultRow {
    const { name, element, product, state, statistic, way } = metric
    const { value, halfWidth, n } = estimateOf(metric, period)
    const isTotal = per !== undefined && way.kind === 'formula' && way.total !== undefined && way.total.unit === 'parts'
    return {
      name,
      element,
      product,
      period,
      state,
      statistic,
      unit: isTotal ? `/${per}` : metric.unit,
      value: Number.isFinite(value) ? value : null,
      halfWidth,
      confidence,
      n,
    }
  }

  function periodsPer(per: Per): readonly string[] {
    const months = [...new Set((measured[0] ?? []).map((window) => periods.get(window)!))].filter((month) => month !== null)
    return per === 'month' ? months : [...new Set(months.map((month) => month.slice(0, 4)))]
  }

  return {
    scopes,
    rows: (measure, per) => {
      const list = metrics(measure)
      if (per === undefined || plan.run.start === undefined) return list.map((metric) => row(metric, null, undefined))
      return periodsPer(per).flatMap((period) => list.map((metric) => row(metric, period, per)))
    },
    estimates: (measure) => metrics(measure).map((metric) => estimateOf(metric, null)),
    resolution: (measure, number = 0) => {
      const { way } = metrics(measure)[number]!
      return way.kind === 'number' ? (way.resolution ?? 0) : 0
    },
    values: (measure, period, number = 0) => {
      const { way } = metrics(measure)[number]!
      if (way.kind === 'static') return observations.map(() => way.value)
      if (way.kind === 'number') return observations.map(way.of)
      if (way.kind === 'until')
        return observations.map(({ windows }) =>
          way.formula.value(
            sum(
              way.formula,
              windows.filter(({ to }) => to <= way.ticks),
            ),
            1,
          ),
        )
      const formula = period === undefined ? way.formula : (way.total ?? way.formula)
      return measured.map((windows) =>
        formula.value(
          sum(
            formula,
            windows.filter((window) => period === undefined || periods.get(window)!.startsWith(period)),
          ),
          1,
        ),
      )
    },
  }
}
