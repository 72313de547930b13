/** One replication run again, with more written down: a run repeats to the bit, so nothing of this need be carried by every run. */
import type { Observation, Plan } from 'genba/factory'
import type { Span } from 'genba/kernel'
import type { ThreadPool } from './thread-pool.ts'

/** Which replication of a plan. */
export interface TracedRun {
  readonly plan: Plan
  readonly seed: number
  /** From 1. */
  readonly replication: number
  /** Told how much of the run is done, from 0 to 1. */
  readonly progress?: (share: number) => void
}

/**
 * The replication until the end of the span, with all states within it one by one.
 * @returns undefined where the pool was stopped meanwhile
 * @throws Error with a worker's words where it fails
 */
export async function observeStates(pool: ThreadPool, run: TracedRun, span: Span): Promise<Observation | undefined> {
  const { plan, seed, replication, progress } = run
  const pooled = pool.add({ plan, departures: [], intervals: span })
  const spec = { seed, replication, until: span.until, cuts: [span.until], warmUp: 0 }
  const [observation] = await pool.run(pooled, [spec], progress)
  return observation
}
