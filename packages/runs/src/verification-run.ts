/** Runs an entry long enough: until the standard error of what is judged is as small as its kind asks for. */
import { createEvaluator, wantedFor } from 'genba/analysis'
import type { Estimate } from 'genba/analysis'
import type { Observation, Plan } from 'genba/factory'
import type { Expectation } from './model-file.ts'
import { specsOf, steadySchedule } from './schedule.ts'
import type { PooledPlan, ThreadPool } from './thread-pool.ts'
import type { Level } from './verification.ts'
import { findWarmUp } from './warm-up.ts'

/** How a quantity is run. */
export type Way = 'exact' | 'transient' | 'variance' | 'steady'

export interface Estimated {
  readonly value: number
  readonly standardError: number
  /** Set for what is deterministic: how far it may be off. */
  readonly tolerance?: number
}

export interface WayOptions {
  /** Whether the headline is among these quantities. */
  readonly isDeciding: boolean
  readonly seed: number
  /** So many times as long as needed. */
  readonly times: number
}

/** Quantities of one way are taken from one run together. */
export function wayOf({ measure }: Expectation): Way {
  switch (measure.measure) {
    case 'departures':
    case 'makespan':
      return 'exact'
    case 'output':
      return 'transient'
    case 'wip':
      return measure.arguments.length > 0 ? 'transient' : 'steady'
    default:
      return measure.arguments.some((argument) => argument === 'variance_rate' || argument === 'dispersion') ? 'variance' : 'steady'
  }
}

/**
 * Estimates of several expectations, each with one for every value, in their order; undefined where the pool was stopped.
 * @param judged the one whose standard error counts
 * @throws MeasureFault where the plan has not what is measured; Error where the run locks or cannot be known so well
 */
export function runWay(
  pool: ThreadPool,
  plan: Plan,
  expectations: readonly Expectation[],
  judged: Expectation,
  level: Level,
  options: WayOptions,
): Promise<readonly (readonly Estimated[])[] | undefined> {
  const way = wayOf(judged)
  const wanted = wantedFor(
    plan,
    expectations.map(({ measure }) => measure.text),
  )
  const pooled = pool.add({ plan, departures: wanted.departures })
  const job: Job = { pool, plan, pooled, expectations, judged, options, error: standardErrorFor(plan, way, level, options.isDeciding) }
  switch (way) {
    case 'exact':
      return runExact(job)
    case 'transient':
      return runTransient(job, wanted.cuts)
    case 'variance':
      return runVariance(job)
    case 'steady':
      return runSteady(job)
  }
}

interface Job {
  readonly pool: ThreadPool
  readonly plan: Plan
  readonly pooled: PooledPlan
  readonly expectations: readonly Expectation[]
  readonly judged: Expectation
  readonly options: WayOptions
  /** Relative standard error wanted. */
  readonly error: number
}

type Told = readonly (readonly Estimated[])[] | undefined

/** Relative standard error wanted: what the kind of plant asks for; a fifth of it with 25 times the length; 1 % when quick. */
function standardErrorFor(plan: Plan, way: Way, level: Level, isDeciding: boolean): number {
  const isOpen = plan.elements.some(
    (element) =>
      (element.kind === 'source' && element.arrival.kind !== 'unlimited') || (element.kind === 'sink' && element.demand !== undefined),
  )
  const own = way === 'variance' || way === 'transient' ? 0.02 : isOpen ? 0.005 : 0.001
  const wanted = isDeciding ? own : Math.max(own, 0.02)
  if (level === 'quick') return Math.max(own, way === 'variance' ? 0.05 : 0.01)
  return level === 'precise' ? wanted / 5 : wanted
}

const MARGIN = 1.15
const BATCHES = 64
const GROUPS = 48
/** Fewest replications and batches of a headline. */
const FEWEST = 30
/** An entry that would take more events than this is given up. */
const MOST_EVENTS = 2e10

function evaluate({ plan, expectations }: Job, observations: readonly Observation[], warmUp: number): readonly (readonly Estimate[])[] {
  const locked = observations.find(({ deadlock }) => deadlock !== undefined)
  if (locked !== undefined) throw new Error(`locked for good: ${locked.deadlock!.waits.join('; ')}`)
  const evaluator = createEvaluator({ plan, observations, warmUp, confidence: 0.95 })
  return expectations.map(({ measure }) => evaluator.estimates(measure))
}

function relativeError({ value, standardError }: Estimate): number {
  if (standardError === null || Number.isNaN(value)) throw new Error('nothing was measured')
  return value === 0 ? (standardError === 0 ? 0 : Infinity) : standardError / Math.abs(value)
}

const estimated = (lists: readonly (readonly Estimate[])[]): Told =>
  lists.map((list) => list.map(({ value, standardError }) => ({ value, standardError: standardError ?? 0 })))

/** Half a tick for times; the end of the run is a little later than the last expected one. */
async function runExact(job: Job): Promise<Told> {
  const { pool, plan, pooled, expectations } = job
  const last = Math.max(...expectations.flatMap(({ values }) => values))
  const until = Math.ceil((last + 1) * plan.ticksPerSecond) + 1
  const [observation] = await pool.run(pooled, [{ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 }])
  if (observation === undefined) return undefined
  const tolerance = 0.5 / plan.ticksPerSecond
  return evaluate(job, [observation], 0).map((list) => list.map(({ value }) => ({ value, standardError: 0, tolerance })))
}

async function runTransient(job: Job, cuts: readonly number[]): Promise<Told> {
  const { pool, pooled, options, error } = job
  const until = cuts.at(-1)!
  let count = 128
  let last: readonly Observation[] = []
  for (;;) {
    const from = last.length
    const specs = Array.from({ length: count - from }, (_, i) => ({
      seed: options.seed,
      replication: from + i + 1,
      until,
      cuts,
      warmUp: 0,
    }))
    const told = await pool.run(pooled, specs)
    if (told.includes(undefined)) return undefined
    last = [...last, ...told.filter((observation) => observation !== undefined)]
    const lists = evaluate(job, last, 0)
    const worst = worstOf(job, lists)
    const needed = Math.ceil(count * (worst / error) ** 2 * options.times)
    if (needed <= count) return estimated(lists)
    if (count >= 200_000) throw new Error(`still ${percent(worst)} after ${count} replications`)
    count = Math.min(200_000, Math.max(FEWEST, Math.ceil(needed * MARGIN)))
  }
}

/**
 * Windows so long that what their edges hold is small beside what passes: about a thousand parts each. The standard error of a
 * variance from n of them is about sqrt(2 / n).
 */
async function runVariance(job: Job): Promise<Told> {
  const { pool, pooled, options, error } = job
  const found = await findWarmUp(pool, pooled, options.seed)
  if (found === undefined) return undefined
  const window = Math.max(found.window, Math.ceil(found.pilot / 2))
  const count = Math.ceil((2 / error ** 2) * MARGIN * options.times)
  return afterRun(job, steadySchedule(Math.max(window, found.ticks), window, count))
}

async function afterRun(job: Job, schedule: ReturnType<typeof steadySchedule>): Promise<Told> {
  const [observation] = await job.pool.run(job.pooled, [{ seed: job.options.seed, replication: 1, ...schedule }])
  return observation === undefined ? undefined : estimated(evaluate(job, [observation], schedule.warmUp))
}

/**
 * One run in batches shows how long it takes. Where that is not long, a longer run in batches follows; else replications are
 * added until their spread is small enough, each so long against its warm-up, a twentieth of it, that what is left of the empty
 * start is nothing beside the standard error.
 */
async function runSteady(job: Job): Promise<Told> {
  const { pool, plan, pooled, options, error } = job
  const found = await findWarmUp(pool, pooled, options.seed)
  if (found === undefined) return undefined
  const warmUp = 2 * found.ticks
  const window = Math.max(1, Math.ceil(Math.max(found.pilot, 10 * warmUp) / BATCHES / found.window)) * found.window
  if (isDeterministic(plan)) return deterministicRun(job, Math.max(warmUp, found.pilot), window)
  let batch = window
  for (let attempt = 0; ; attempt++) {
    const schedule = steadySchedule(warmUp, batch, BATCHES)
    const [observation] = await pool.run(pooled, [{ seed: options.seed, replication: 1, ...schedule }])
    if (observation === undefined) return undefined
    const lists = evaluate(job, [observation], warmUp)
    const worst = worstOf(job, lists)
    const factor = (worst / error) ** 2 * (attempt === 0 ? options.times : 1)
    if (factor <= 1) return estimated(lists)
    if (observation.events * factor > MOST_EVENTS)
      throw new Error(`would take ${Math.ceil(factor)} times as long to be known to ${percent(error)}`)
    if (factor > GROUPS) return runReplications(job, Math.ceil((batch * BATCHES * factor) / GROUPS / found.window) * found.window, warmUp)
    batch = Math.ceil((batch * Math.max(1.2, factor * MARGIN)) / found.window) * found.window
  }
}

/** Replications of one length, from `GROUPS` of them on. */
async function runReplications(job: Job, length: number, shortest: number): Promise<Told> {
  const { pool, pooled, options, error } = job
  const warmUp = Math.max(shortest, Math.ceil(length / 20))
  const schedule = steadySchedule(warmUp, length, 1)
  let observations: readonly Observation[] = []
  for (let count = GROUPS; ;) {
    const told = await pool.run(pooled, specsOf(schedule, options.seed, observations.length + 1, count))
    if (told.includes(undefined)) return undefined
    observations = [...observations, ...told.filter((observation) => observation !== undefined)]
    const lists = evaluate(job, observations, warmUp)
    const factor = (worstOf(job, lists) / error) ** 2
    if (factor <= 1) return estimated(lists)
    const events = observations.reduce((sum, observation) => sum + observation.events, 0)
    if (events * factor > MOST_EVENTS) throw new Error(`would take ${Math.ceil(factor)} times as long to be known to ${percent(error)}`)
    // A spread that the first run did not show: parts remember for longer than was thought, so replications are too short too.
    if (factor > 2) return runReplications(job, length * Math.ceil((count * factor) / GROUPS), shortest)
    count = Math.ceil(count * Math.max(1.05, factor))
  }
}

function worstOf({ expectations, judged }: Job, lists: readonly (readonly Estimate[])[]): number {
  return Math.max(...lists[expectations.indexOf(judged)]!.map(relativeError))
}

/** Nothing is drawn: a rate is off by no more than a part at each end, anything else by what such a part is worth. */
async function deterministicRun(job: Job, warmUp: number, window: number): Promise<Told> {
  const schedule = steadySchedule(warmUp, window, BATCHES)
  const told = await afterRun(job, schedule)
  const hours = (schedule.until - warmUp) / job.plan.ticksPerSecond / 3600
  return told?.map((list, i) => {
    const isRate = ['throughput', 'good_output'].includes(job.expectations[i]!.measure.measure)
    return list.map((each) => ({ ...each, tolerance: isRate ? 1 / hours : 0.002 * Math.abs(each.value) }))
  })
}

/** Keys of a plan under which chances stand, and those under which a rule does. */
const CHANCES: ReadonlySet<string> = new Set(['share', 'shares', 'chance', 'fault', 'absence', 'delivered', 'finds', 'falseAlarm'])
const RULES: ReadonlySet<string> = new Set(['split', 'merge', 'discipline'])

/** Whether nothing in a plan is drawn at random. */
export function isDeterministic(plan: Plan): boolean {
  const isDrawn = (value: unknown, key: string): boolean => {
    if (value === 'random') return RULES.has(key)
    if (typeof value !== 'object' || value === null) return false
    if (CHANCES.has(key) && isChance(value)) return true
    const { kind } = value as Record<string, unknown>
    if (kind === 'distribution' || kind === 'hook' || kind === 'shares' || kind === 'rate') return true
    return Object.entries(value).some(([name, inside]) => isDrawn(inside, name))
  }
  return !isDrawn(plan, '')
}

/** Is a share, or one of several, anything but 0 or 1? */
function isChance(of: object): boolean {
  const { kind, value } = of as Record<string, unknown>
  if (kind === 'constant') return value !== 0 && value !== 1
  return typeof kind === 'string' || Object.values(of).some((inside) => typeof inside === 'object' && inside !== null && isChance(inside))
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}
