/** What searches and the planner are handed: a plan in, its responses out, with as many replications as were asked for. */
import { createEvaluator } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import { runPlan } from './run-plan.ts'
import type { RunOutcome } from './run-plan.ts'
import type { ThreadPool } from './thread-pool.ts'

export interface SimulatedResponse {
  /** NaN where there was nothing to measure. */
  readonly value: number
  /** Null for one replication alone. */
  readonly halfWidth: number | null
  readonly standardError: number | null
  /** One of each replication, in their order: pairs under common random numbers. */
  readonly values: readonly number[]
}

export interface Responses {
  /** By measure as written. */
  readonly responses: Readonly<Record<string, SimulatedResponse>>
  readonly status: RunOutcome['status']
  readonly fingerprint: string
}

export interface SimulateOptions {
  readonly measures: readonly string[]
  readonly replications: number
  readonly seed?: number
  /** Seconds after the start at which to end instead of as planned. */
  readonly until?: number
}

/**
 * A function that simulates plans on a pool. All plans meet the same random numbers.
 * @throws as runPlan
 */
export function createSimulate(pool: ThreadPool, options: SimulateOptions): (plan: Plan) => Promise<Responses> {
  const { measures } = options
  return async (plan) => {
    const outcome = await runPlan(pool, { plan, ...options })
    const { observations, schedule, status, fingerprint } = outcome
    const evaluator = createEvaluator({ plan, observations, warmUp: schedule.warmUp, confidence: plan.run.confidence })
    const responses = Object.fromEntries(
      measures.map((measure): [string, SimulatedResponse] => {
        const { value, halfWidth, standardError } = evaluator.estimates(measure)[0]!
        return [measure, { value, halfWidth, standardError, values: evaluator.values(measure) }]
      }),
    )
    return { responses, status, fingerprint }
  }
}
