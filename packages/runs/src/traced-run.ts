/** One replication run again, with more written down: a run repeats to the bit, so nothing of this need be carried by every run. */
import { createHistory } from 'genba/analysis'
import type { History } from 'genba/analysis'
import { readStates } from 'genba/factory'
import type { Deadlock, Observation, Plan, RowIntervals } from 'genba/factory'
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

/** Where and when a part left the base. */
export interface Arrival {
  readonly tick: number
  /** How many parts have come to the sink until the end of the run, where the one asked for has not. */
  readonly count?: number
  /** Why none will ever come: the elements that wait for each other. */
  readonly deadlock?: Deadlock
}

/** Shares of a run in which a part is looked for, one after the other. */
const TRIES = [1 / 64, 1 / 8, 1]

/**
 * The tick at which the `number`-th part (from 1) comes to a sink, until `end`.
 * @returns undefined where the pool was stopped meanwhile; `count` is set where no such part comes, and why it never will where that is known
 * @throws Error with a worker's words where the run fails
 */
export async function findArrival(
  pool: ThreadPool,
  { plan, seed, replication, progress }: TracedRun,
  sink: number,
  number: number,
  end: number,
): Promise<Arrival | undefined> {
  const pooled = pool.add({ plan, departures: [{ element: sink, first: number }] })
  let ticks: readonly number[] = []
  let deadlock: Deadlock | undefined
  for (const share of TRIES) {
    const until = Math.ceil(end * share)
    const [observation] = await pool.run(pooled, [{ seed, replication, until, cuts: [until], warmUp: 0 }], progress)
    if (observation === undefined) return undefined
    ticks = observation.departures[sink]!
    if (ticks.length >= number) return { tick: ticks[number - 1]! }
    deadlock = observation.deadlock
    if (deadlock !== undefined) break
  }
  return { tick: end, count: ticks.length, ...(deadlock === undefined ? {} : { deadlock }) }
}

/**
 * All states within the span one by one, of the replication until its end.
 * @returns undefined where the pool was stopped meanwhile
 * @throws Error with a worker's words where it fails
 */
export async function observeStates(pool: ThreadPool, run: TracedRun, span: Span): Promise<RowIntervals | undefined> {
  const observation = await observe(pool, run, { intervals: span }, span.until)
  return observation && readStates(observation.states!)
}

/**
 * The same replication with all visits of parts too.
 * @param span its end, the last tick of the run, is part of it
 */
export async function observeHistory(pool: ThreadPool, run: TracedRun, span: Span): Promise<History | undefined> {
  const observation = await observe(pool, run, { history: { ...span, until: span.until + 1 } }, span.until)
  return observation === undefined ? undefined : createHistory(run.plan, observation, span.until)
}

/**
 * Ticks at which parts came to these elements until the end of the run, by element.
 * @returns undefined where the pool was stopped meanwhile
 * @throws Error with a worker's words where the run fails
 */
export async function observeArrivals(
  pool: ThreadPool,
  { plan, seed, replication, progress }: TracedRun,
  elements: readonly number[],
  until: number,
): Promise<Observation['departures'] | undefined> {
  const pooled = pool.add({ plan, departures: elements.map((element) => ({ element, first: Infinity })) })
  const [observation] = await pool.run(pooled, [{ seed, replication, until, cuts: [until], warmUp: 0 }], progress)
  return observation?.departures
}

async function observe(
  pool: ThreadPool,
  { plan, seed, replication, progress }: TracedRun,
  logs: { readonly intervals?: Span; readonly history?: Span },
  until: number,
): Promise<Observation | undefined> {
  const pooled = pool.add({ plan, departures: [], ...logs })
  const [observation] = await pool.run(pooled, [{ seed, replication, until, cuts: [until], warmUp: 0 }], progress)
  return observation
}
