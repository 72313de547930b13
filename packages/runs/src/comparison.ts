/**
 * Designs of one model side by side under common random numbers: replication k of each draws from the same streams, so that
 * differences come from the changes alone; intervals of differences are of pairs (genba/statistics, pairedInterval).
 */
import { createEvaluator } from 'genba/analysis'
import type { ResultRow } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import { pairedInterval } from 'genba/statistics'
import type { Response } from './result.ts'
import { runPlan } from './run-plan.ts'
import type { RunOutcome } from './run-plan.ts'
import type { ThreadPool } from './thread-pool.ts'

export interface Design {
  readonly name: string
  /** What was changed, by path; for the table of a sweep. */
  readonly factors: Readonly<Record<string, string>>
  readonly plan: Plan
}

/** A response of a design, and how far it is from that of the first design. */
export interface ComparedRow extends ResultRow {
  readonly response: string
  readonly design: string
  /** This design less the first one; null for the first, and where either has no value. */
  readonly difference: number | null
  /** Half the width of the paired interval; null where there is one replication alone. */
  readonly differenceHalfWidth: number | null
}

export interface Comparison {
  readonly designs: readonly {
    readonly name: string
    readonly factors: Readonly<Record<string, string>>
    readonly fingerprint: string
    readonly replications: number
    readonly status: RunOutcome['status']
  }[]
  readonly rows: readonly ComparedRow[]
  readonly status: RunOutcome['status']
  readonly warnings: readonly string[]
  /** Who waits for whom, of designs that locked. */
  readonly deadlocks: readonly { readonly design: string; readonly waits: readonly string[] }[]
}

export interface ComparisonRequest {
  readonly designs: readonly Design[]
  readonly responses: readonly Response[]
  readonly replications: number
  readonly seed?: number
  readonly until?: (plan: Plan) => number
  /** Told how many replications are done, of all designs together. */
  readonly progress?: (done: number) => void
}

/**
 * Runs all designs, as many at a time as the pool has threads, each with the same replications. A pool that is stopped gives the
 * designs that were finished.
 * @throws as runPlan
 */
export async function compareDesigns(pool: ThreadPool, request: ComparisonRequest): Promise<Comparison> {
  const { designs, responses, replications, seed, until, progress } = request
  const outcomes: (RunOutcome | undefined)[] = designs.map(() => undefined)
  const done = new Float64Array(designs.length)
  let next = 0
  async function work(): Promise<void> {
    while (next < designs.length && !pool.isStopped) {
      const number = next++
      const { plan } = designs[number]!
      outcomes[number] = await runPlan(pool, {
        plan,
        measures: responses.map(({ measure }) => measure),
        replications,
        ...(seed === undefined ? {} : { seed }),
        ...(until === undefined ? {} : { until: until(plan) }),
        progress: (share) => {
          done[number] = share
          progress?.(done.reduce((sum, each) => sum + each, 0))
        },
      })
    }
  }
  await Promise.all(Array.from({ length: pool.threads }, work))
  const finished = designs.flatMap((design, i) => {
    const outcome = outcomes[i]
    return outcome === undefined || outcome.observations.length === 0 ? [] : [{ design, outcome }]
  })
  const all = outcomes.map((outcome) => outcome?.status ?? 'interrupted')
  return {
    designs: finished.map(({ design: { name, factors }, outcome }) => ({
      name,
      factors,
      fingerprint: outcome.fingerprint,
      replications: outcome.observations.length,
      status: outcome.status,
    })),
    rows: finished.flatMap(({ design, outcome }) => rowsOf(design, outcome, finished[0]!.outcome, responses)),
    status: all.includes('interrupted') ? 'interrupted' : all.includes('deadlocked') ? 'deadlocked' : 'complete',
    warnings: finished.flatMap(({ design, outcome }) => outcome.warnings.map((warning) => `${design.name}: ${warning}`)),
    deadlocks: finished.flatMap(({ design, outcome }) =>
      outcome.deadlock === undefined ? [] : [{ design: design.name, waits: outcome.deadlock.waits }],
    ),
  }
}

function rowsOf(design: Design, outcome: RunOutcome, first: RunOutcome, responses: readonly Response[]): readonly ComparedRow[] {
  const [own, base] = [outcome, first].map(({ plan, observations, schedule }) =>
    createEvaluator({ plan, observations, warmUp: schedule.warmUp, confidence: plan.run.confidence }),
  ) as [ReturnType<typeof createEvaluator>, ReturnType<typeof createEvaluator>]
  // Pairs are replications that both have: one that was interrupted has fewer.
  const common = outcome.observations.map(({ replication }) => first.observations.findIndex((other) => other.replication === replication))
  return responses.flatMap(({ name, measure, per }) =>
    own.rows(measure, per).map((row, i): ComparedRow => {
      const compared = { ...row, response: name, design: design.name, difference: null, differenceHalfWidth: null }
      if (outcome === first || row.n === 0) return compared
      const period = row.period ?? undefined
      const [mine, theirs] = [
        own.values(measure, period, period === undefined ? i : 0),
        base.values(measure, period, period === undefined ? i : 0),
      ]
      const pairs = mine.flatMap((value, k) =>
        common[k]! < 0 || Number.isNaN(value) || Number.isNaN(theirs[common[k]!]!) ? [] : [[value, theirs[common[k]!]!] as const],
      )
      if (pairs.length === 0) return compared
      const { mean, halfWidth } = pairedInterval(
        pairs.map(([value]) => value),
        pairs.map(([, value]) => value),
        row.confidence,
      )
      // Of values that are known to a bucket of the sketch, so are their differences; where every pair agrees there is none.
      const blur = pairs.every(([value, other]) => value === other) ? 0 : own.resolution(measure, period === undefined ? i : 0)
      return {
        ...compared,
        difference: mean,
        differenceHalfWidth: halfWidth === null ? null : halfWidth + blur * Math.abs(row.value ?? 0),
      }
    }),
  )
}

/**
 * The values of a factor: separated by commas outside brackets, or `from..to step s` with one unit, such as `60 s..120 s step 10 s`.
 * @throws Error with what was expected
 */
export function factorValues(text: string): readonly string[] {
  const series = /^\s*(.+?)\s*\.\.\s*(.+?)\s+step\s+(.+?)\s*$/.exec(text)
  if (series !== null) return seriesOf(series[1]!, series[2]!, series[3]!)
  const values: string[] = []
  let depth = 0
  let value = ''
  for (const letter of text) {
    if ('([{'.includes(letter)) depth++
    if (')]}'.includes(letter)) depth--
    if (letter === ',' && depth === 0) {
      values.push(value.trim())
      value = ''
    } else value += letter
  }
  values.push(value.trim())
  if (values.some((each) => each === '')) throw new Error(`expected values separated by commas, received "${text}"`)
  return values
}

const MOST_VALUES = 1000

function seriesOf(from: string, to: string, step: string): readonly string[] {
  const [first, last, by] = [from, to, step].map((text) => {
    const match = /^(-?[\d_]*\.?\d+(?:e-?\d+)?)\s*(.*)$/.exec(text)
    if (match === null) throw new Error(`expected a number with its unit, such as 60 s, received "${text}"`)
    const digits = match[1]!.split('.')[1]?.length ?? 0
    return { number: Number(match[1]!.replaceAll('_', '')), unit: match[2]!, digits }
  }) as [Step, Step, Step]
  const unit = last.unit
  if ((first.unit !== '' && first.unit !== unit) || (by.unit !== '' && by.unit !== unit))
    throw new Error(`expected one unit in "${from}..${to} step ${step}"`)
  const count = Math.floor((last.number - first.number) / by.number + 1e-9) + 1
  if (!(by.number !== 0 && count >= 1 && count <= MOST_VALUES))
    throw new Error(`expected 1 to ${MOST_VALUES} values from "${from}..${to} step ${step}"`)
  const digits = Math.max(first.digits, by.digits)
  return Array.from({ length: count }, (_, i) => `${(first.number + i * by.number).toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`)
}

interface Step {
  readonly number: number
  readonly unit: string
  readonly digits: number
}
