/** A plan run to its results: how often, how long, and until when it is known well enough. */
import { createEvaluator, wantedFor } from 'genba/analysis'
import { describeUnsupported, plannedOnlyIn } from 'genba/factory'
import type { Deadlock, Observation, Plan } from 'genba/factory'
import { createFingerprint } from 'genba/kernel'
import { replicationsFor } from 'genba/statistics'
import { kindOf, BATCHES, scheduleOf, specsOf, steadySchedule } from './schedule.ts'
import type { Schedule } from './schedule.ts'
import type { PooledPlan, ThreadPool } from './thread-pool.ts'
import { findWarmUp } from './warm-up.ts'

export interface RunRequest {
  readonly plan: Plan
  /** Measures that need more than what is always recorded: `output`, `departures`, `makespan`. Others do no harm. */
  readonly measures?: readonly string[]
  readonly seed?: number
  /** Exactly so many, unless a precision is wanted too: then at least so many. */
  readonly replications?: number
  /** Relative half-width wanted. */
  readonly precision?: number
  /** What is to be known so well; default the base's good output. */
  readonly precise?: string
  /** Seconds after the start at which to end instead of as planned; the measured length of a steady run. */
  readonly until?: number
  /** Told how many replications are done, of how many as far as is known. */
  readonly progress?: (done: number, total: number) => void
}

export interface RunOutcome {
  readonly plan: Plan
  readonly schedule: Schedule
  readonly seed: number
  /** Finished replications, in their order. */
  readonly observations: readonly Observation[]
  readonly status: 'complete' | 'interrupted' | 'deadlocked'
  /** The first replication that locked, and how. */
  readonly deadlock?: Deadlock & { readonly replication: number }
  /** Of the fingerprints of all replications, in their order. */
  readonly fingerprint: string
  readonly warnings: readonly string[]
}

/** Replications where a plan does not say, and the most that a precision may take. */
const REPLICATIONS = 5
const MOST_REPLICATIONS = 1000

/**
 * Runs a plan. A pool that is stopped gives what was finished.
 * @throws Error with a worker's words where a replication fails; MeasureFault for measures that the plan has not
 */
export async function runPlan(pool: ThreadPool, request: RunRequest): Promise<RunOutcome> {
  const { plan, measures = [], progress } = request
  const seed = request.seed ?? plan.run.seed
  const wanted = wantedFor(plan, measures)
  const pooled = pool.add({ plan, departures: wanted.departures })
  const warnings: string[] = []
  const people = plannedOnlyIn(plan)
  if (people.length > 0) warnings.push(`people are counted, not a constraint, since this is not simulated: ${describeUnsupported(people)}`)
  const schedule = await scheduleFor(pool, pooled, request, seed, wanted.cuts, warnings)
  if (schedule === undefined) return outcome([], scheduleless, 'interrupted')

  const first = request.replications ?? plan.run.replications ?? REPLICATIONS
  const precision = request.precision ?? (request.replications === undefined ? plan.run.precision : undefined)
  const measure = request.precise ?? precisionMeasure(plan)
  let observations: Observation[] = []
  let total = first
  for (;;) {
    const specs = specsOf(schedule, seed, observations.length + 1, total)
    const before = observations.length
    const told = await pool.run(pooled, specs, (done) => progress?.(before + done, total))
    observations = [...observations, ...told.filter((observation) => observation !== undefined)]
    if (pool.isStopped && observations.length < total) return outcome(observations, schedule, 'interrupted')
    if (observations.some(({ deadlock }) => deadlock !== undefined)) return outcome(observations, schedule, 'deadlocked')
    if (precision === undefined || total < 2) break
    const { values } = createEvaluator({ plan, observations, warmUp: schedule.warmUp, confidence: plan.run.confidence })
    const known = values(measure)
    if (known.some((value) => Number.isNaN(value))) {
      warnings.push(`${measure} has no value, so its precision is unknown`)
      break
    }
    const needed = replicationsFor(known, precision, plan.run.confidence)
    if (needed <= total) break
    if (total >= MOST_REPLICATIONS) {
      warnings.push(`${measure} is not yet known to ${percent(precision)} after ${total} replications; run longer ones`)
      break
    }
    // A spread judged from few replications misleads: never more than four times as many at once.
    total = Math.min(MOST_REPLICATIONS, needed, 4 * total)
  }
  return outcome(observations, schedule, 'complete')

  function outcome(list: readonly Observation[], of: Schedule, status: RunOutcome['status']): RunOutcome {
    const locked = list.find(({ deadlock }) => deadlock !== undefined)
    return {
      plan,
      schedule: of,
      seed,
      observations: list,
      status,
      ...(locked === undefined ? {} : { deadlock: { ...locked.deadlock!, replication: locked.replication } }),
      fingerprint: combinedFingerprint(list),
      warnings,
    }
  }
}

/**
 * The schedule of what is asked for, as `runPlan` would find it; undefined where the pool was stopped meanwhile.
 * @throws RangeError where the plan says neither a length nor an end
 */
export function findSchedule(pool: ThreadPool, request: RunRequest): Promise<Schedule | undefined> {
  return scheduleFor(pool, pool.add({ plan: request.plan, departures: [] }), request, request.seed ?? request.plan.run.seed, [], [])
}

/** What a run that was interrupted before its schedule was known has instead. */
const scheduleless: Schedule = { kind: 'steady', warmUp: 0, until: 0, cuts: [] }

/** Undefined where the pool was stopped before the warm-up was known. */
async function scheduleFor(
  pool: ThreadPool,
  pooled: PooledPlan,
  { plan, until }: RunRequest,
  seed: number,
  cuts: readonly number[],
  warnings: string[],
): Promise<Schedule | undefined> {
  if (kindOf(plan) !== 'steady') return scheduleOf(plan, until, cuts)
  const { ticksPerSecond, run } = plan
  const length = until ?? run.length
  const wanted = length === undefined ? undefined : Math.max(1, Math.round((length * ticksPerSecond) / BATCHES))
  if (run.warmUp !== 'auto' && wanted !== undefined) return steadySchedule(Math.round(run.warmUp * ticksPerSecond), wanted)
  const found = await findWarmUp(pool, pooled, seed)
  if (found === undefined) return undefined
  if (!found.settled)
    warnings.push('the run does not settle: it has no steady state, or one that takes longer than was tried; queues may grow for ever')
  const warmUp = run.warmUp === 'auto' ? found.ticks : Math.round(run.warmUp * ticksPerSecond)
  if (wanted !== undefined) return steadySchedule(warmUp, wanted)
  // Long against its warm-up, in batches that are multiples of the pilot's windows.
  const windows = Math.ceil(Math.max(found.pilot, 10 * warmUp) / BATCHES / found.window)
  return steadySchedule(warmUp, windows * found.window)
}

/** What the precision of a run is about: what the base makes, or where nothing leaves it, its first closed line or last element. */
export function precisionMeasure(plan: Plan): string {
  if (plan.elements.some(({ kind }) => kind === 'sink')) return 'good_output'
  const loop = plan.lines.find(({ carriers }) => carriers !== undefined)
  return `${(loop ?? plan.elements.at(-1)!).path}.throughput`
}

/** The fingerprint of a run from those of its replications, in their order. */
export function combinedFingerprint(observations: readonly Observation[]): string {
  const first = new Float64Array(1)
  const all = createFingerprint(1, first)
  for (const { fingerprint } of observations) {
    first[0] = Number.parseInt(fingerprint.slice(0, 8), 16)
    all.add(0, Number.parseInt(fingerprint.slice(8), 16) | 0)
  }
  return all.digest()
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}
