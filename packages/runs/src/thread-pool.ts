/**
 * Replications on worker threads.
 *
 * Jobs are handed out in order, one at a time to whoever is free; results come back in the order of the jobs, so that they do
 * not depend on the number of threads. Workers are started when they are first needed, and keep an engine for each plan.
 */
import { setFlagsFromString } from 'node:v8'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Observation, RunSpec } from 'genba/factory'
import type { FromWorker, PlanOrder, ToWorker } from './messages.ts'

/** A plan that was given to a pool. */
export interface PooledPlan {
  readonly number: number
  readonly order: PlanOrder
}

export interface ThreadPool {
  /** Makes a plan known. The departures of these elements are written down one by one. */
  add(order: PlanOrder): PooledPlan
  /**
   * Runs replications of a plan.
   * @param progress told, now and then, how many of the specs are done, with the parts of those under way
   * @returns an observation for each spec, in their order; undefined for those that were not finished when the pool was stopped
   * @throws Error with the worker's own words where a run fails
   */
  run(plan: PooledPlan, specs: readonly RunSpec[], progress?: (done: number) => void): Promise<readonly (Observation | undefined)[]>
  /** Gives up what is under way and all that waits; finished replications are kept by whoever asked for them. */
  stop(): void
  readonly isStopped: boolean
  /** The most threads at work at a time. */
  readonly threads: number
  close(): Promise<void>
}

interface Job {
  readonly number: number
  readonly plan: PooledPlan
  readonly spec: RunSpec
  progress(share: number): void
  finish(observation: Observation | undefined): void
  fail(error: Error): void
}

interface Thread {
  readonly worker: Worker
  readonly plans: Set<number>
  job: Job | undefined
}

/**
 * The loop of the engine is many small functions; V8 joins them only up to a size meant for pages of the web. With more, a
 * year of the Jinshan base takes a sixth less time. Read when code is compiled, so before the first worker starts.
 */
const INLINING: readonly string[] = ['--max-inlined-bytecode-size=1000', '--max-inlined-bytecode-size-cumulative=3000']

/** @param threads at most this many; default: as many as there are cores */
export function createThreadPool(threads: number = availableParallelism()): ThreadPool {
  const stop = new SharedArrayBuffer(4)
  const stopped = new Int32Array(stop)
  const waiting: Job[] = []
  const pool: Thread[] = []
  let plans = 0
  let jobs = 0

  function start(): Thread {
    for (const flag of INLINING) setFlagsFromString(flag)
    // The compiled package has .js files, the source tree .ts files.
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
    // Of the flags of this process only those by which rooms are found: others (--test, --eval) are not meant for workers.
    const execArgv = process.execArgv.filter((flag) => flag.startsWith('--conditions='))
    const worker = new Worker(new URL(file, import.meta.url), { workerData: { stop }, execArgv })
    const thread: Thread = { worker, plans: new Set(), job: undefined }
    thread.worker.on('message', (message: FromWorker) => receive(thread, message))
    thread.worker.on('error', (error) => {
      pool.splice(pool.indexOf(thread), 1)
      thread.job?.fail(error as Error)
      handOut()
    })
    pool.push(thread)
    return thread
  }

  function receive(thread: Thread, message: FromWorker): void {
    const job = thread.job
    if (job === undefined || message.job !== job.number) return
    if (message.kind === 'progress') {
      job.progress(message.share)
      return
    }
    thread.job = undefined
    if (message.kind === 'failed') job.fail(new Error(message.message))
    else job.finish(message.kind === 'done' ? message.observation : undefined)
    handOut()
  }

  function handOut(): void {
    while (waiting.length > 0) {
      const thread = pool.find((each) => each.job === undefined) ?? (pool.length < threads ? start() : undefined)
      if (thread === undefined) return
      const job = waiting.shift()!
      const { plan, spec, number } = job
      thread.job = job
      const message: ToWorker = { job: number, plan: plan.number, spec, ...(thread.plans.has(plan.number) ? {} : { order: plan.order }) }
      thread.plans.add(plan.number)
      thread.worker.postMessage(message)
    }
  }

  function run(
    plan: PooledPlan,
    specs: readonly RunSpec[],
    progress?: (done: number) => void,
  ): Promise<readonly (Observation | undefined)[]> {
    const shares = new Float64Array(specs.length)
    const tell = (): void => progress?.(shares.reduce((sum, share) => sum + share, 0))
    const runs = specs.map((spec, i) => {
      if (stopped[0] !== 0) return Promise.resolve(undefined)
      return new Promise<Observation | undefined>((resolve, reject) => {
        waiting.push({
          number: jobs++,
          plan,
          spec,
          progress: (share) => {
            shares[i] = share
            tell()
          },
          finish: (observation) => {
            shares[i] = 1
            tell()
            resolve(observation)
          },
          fail: reject,
        })
      })
    })
    handOut()
    return Promise.all(runs)
  }

  return {
    add: (order) => ({ number: plans++, order }),
    run,
    stop: () => {
      Atomics.store(stopped, 0, 1)
      for (const job of waiting.splice(0)) job.finish(undefined)
    },
    threads,
    get isStopped() {
      return stopped[0] !== 0
    },
    close: async () => {
      await Promise.all(pool.map(({ worker }) => worker.terminate()))
    },
  }
}
