/** What a run comes to: `result.json`, version 1, and what a page or a terminal shows of it. */
import { activePeriods, createEvaluator, dateText, headsByPlace, readMeasure, tabulate, timeSpent } from 'genba/analysis'
import type { ActivePeriod, Per, ResultRow, TimeSpent } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import type { Assumption, Diagnostic } from 'genba/model'
import type { RunOutcome } from './run-plan.ts'

/** A measure that the model puts first, with what is wanted of it. */
export interface Response {
  readonly name: string
  readonly measure: string
  readonly per?: Per
  /** In the unit of the rows: parts a year for a throughput by year, else as the measure. */
  readonly target?: number
}

/** What a result says of its model. */
export interface ModelFacts {
  /** Title as written, or the name of the file. */
  readonly name: string
  /** Path of the file as given on the command line. */
  readonly file: string
  /** Of all files together, hexadecimal. */
  readonly hash: string
  readonly responses: readonly Response[]
  readonly assumptions: readonly Assumption[]
  readonly warnings: readonly Diagnostic[]
  /** The file of functions that the model calls, and its hash. */
  readonly hooks?: NonNullable<Plan['hooks']>
}

export interface ResponseResult extends Response {
  readonly rows: readonly ResultRow[]
  /** The same by month, in a dated run; empty for what is known without a run. */
  readonly months: readonly ResultRow[]
}

export interface Result {
  readonly genba: 'result/1'
  readonly model: { readonly name: string; readonly hash: string; readonly hooks?: NonNullable<Plan['hooks']> }
  /** Null for the model as written. */
  readonly scenario: string | null
  /** Version of the program. */
  readonly engine: string
  readonly seed: number
  readonly replications: number
  /** Seconds. */
  readonly warmUp: number
  /** Seconds measured in each replication. */
  readonly length: number
  /** First and last civil date that are measured; null for a run without dates. */
  readonly dates: { readonly from: string; readonly to: string } | null
  readonly fingerprint: string
  readonly status: RunOutcome['status']
  readonly deadlock: { readonly replication: number; readonly seconds: number; readonly waits: readonly string[] } | null
  readonly warnings: readonly string[]
  /** All measures, a flat row each. */
  readonly responses: readonly ResultRow[]
  /** What the model put first. */
  readonly headlines: readonly ResponseResult[]
  /** Workplaces by mean active period, the likeliest bottleneck first. */
  readonly bottleneck: readonly ActivePeriod[]
  /** Where the open time of the shops went, or of the workplaces of a model without shops. */
  readonly timeSpent: readonly TimeSpent[]
  /** People by shop, and those of the base by what they do. */
  readonly heads: readonly { readonly place: string; readonly people: number }[]
  readonly assumptions: readonly Assumption[]
}

/** Workplaces that are told apart where there are no shops, and listed as bottlenecks. */
const MOST_WORKPLACES = 12

export function createResult(outcome: RunOutcome, facts: ModelFacts, scenario: string | null, engine: string): Result {
  const { plan, schedule, observations } = outcome
  const { warmUp, until } = schedule
  const { ticksPerSecond, run } = plan
  const evaluator = createEvaluator({ plan, observations, warmUp, confidence: run.confidence })
  const isMeasured = observations.length > 0
  // What holds back the throughput that the model puts first; where it puts none, all that leaves the base.
  const goal = facts.responses.map(({ measure }) => readMeasure(measure)).find(({ measure }) => measure === 'throughput')?.path ?? null
  const bottleneck = isMeasured ? activePeriods(plan, observations, warmUp, run.confidence, goal) : []
  const { shops } = evaluator.scopes
  const places = shops.length > 0 ? shops : workplacesInOrder(plan, bottleneck)
  const date = (ticks: number): string => dateText(run.start! + ticks / ticksPerSecond)
  const headline = (response: Response): ResponseResult => {
    const rows = evaluator.rows(response.measure, response.per)
    const isStatic = rows.every(({ n }) => n === 0)
    return { ...response, rows, months: run.start === undefined || isStatic ? [] : evaluator.rows(response.measure, 'month') }
  }
  return {
    genba: 'result/1',
    model: { name: facts.name, hash: facts.hash, ...(facts.hooks === undefined ? {} : { hooks: facts.hooks }) },
    scenario,
    engine,
    seed: outcome.seed,
    replications: observations.length,
    warmUp: warmUp / ticksPerSecond,
    length: (until - warmUp) / ticksPerSecond,
    dates: run.start === undefined ? null : { from: date(warmUp), to: date(until - 1) },
    fingerprint: outcome.fingerprint,
    status: outcome.status,
    deadlock:
      outcome.deadlock === undefined
        ? null
        : { replication: outcome.deadlock.replication, seconds: outcome.deadlock.tick / ticksPerSecond, waits: outcome.deadlock.waits },
    warnings: outcome.warnings,
    responses: isMeasured ? tabulate(plan, evaluator) : [],
    headlines: isMeasured ? facts.responses.map(headline) : [],
    heads: headsByPlace(plan),
    bottleneck: bottleneck.filter(({ mean }) => mean > 0).slice(0, MOST_WORKPLACES),
    timeSpent: isMeasured ? timeSpent(plan, observations, warmUp, places) : [],
    assumptions: facts.assumptions,
  }
}

/** Paths of those that are likeliest to hold back the rest, in the order in which parts pass them. */
function workplacesInOrder(plan: Plan, periods: readonly ActivePeriod[]): readonly string[] {
  const chosen = new Set(periods.slice(0, MOST_WORKPLACES).map(({ path }) => path))
  const paths = plan.elements.flatMap(({ path, line }) => [path, ...(line === undefined ? [] : [plan.lines[line]!.path])])
  return [...new Set(paths)].filter((path) => chosen.has(path))
}
