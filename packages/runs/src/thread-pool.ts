/**
 * Replications on worker threads.
 *
 * Plants of a plan that share nothing are run apart, and put together again, unless states are wanted one by one. Jobs are handed out in order, one at a time to
 * whoever is free; results come back in the order of the specs, so that they do not depend on the number of threads.
 *
 * V8 compiles the loop of an engine for that one engine, and for all alike, at less than half the speed, once a second one is
 * made in the same worker. So a worker keeps to its engine, unless what it has to run is so short that a new worker costs more.
 */
import { setFlagsFromString } from 'node:v8'
import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { callsHooks, findIndependentPlants, HookFault } from 'genba/factory'
import type { IndependentPlants, Observation, RunSpec } from 'genba/factory'
import type { FromWorker, PlanOrder, ToWorker } from './messages.ts'

/** A plan that was given to a pool. */
export interface PooledPlan {
  readonly order: PlanOrder
  readonly plants: IndependentPlants
  /** Numbers of the engines of its plants. */
  readonly engines: readonly number[]
}

export interface ThreadPool {
  /**
   * Makes a plan known. The departures of these elements are written down one by one.
   * @throws HookFault where it calls functions of a file, and the pool was not told that it may run them
   */
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
  readonly engine: number
  readonly order: PlanOrder
  readonly spec: RunSpec
  progress(share: number): void
  finish(observation: Observation | undefined): void
  fail(error: Error): void
}

interface Thread {
  readonly worker: Worker
  readonly engines: Set<number>
  job: Job | undefined
  started: number
  /** Has it only had runs that a new worker would not pay for? */
  isBrief: boolean
}

/** What takes fewer milliseconds, on one thread, is brief. */
const BRIEF = 1000

/**
 * The loop of the engine is many small functions; V8 joins them only up to a size meant for pages of the web. With more, a
 * year of the Jinshan base takes a sixth less time. Read when code is compiled, so before the first worker starts.
 */
const INLINING: readonly string[] = ['--max-inlined-bytecode-size=1000', '--max-inlined-bytecode-size-cumulative=3000']

/** When this file was written: workers must be of the same make as who starts them. */
const ownStamp = (): number => statSync(new URL(import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0
const OWN_STAMP = ownStamp()

/**
 * @param threads at most this many; default: as many as there are cores
 * @param allowsHooks whether plans may run the functions of their hook files
 */
export function createThreadPool(threads: number = availableParallelism(), allowsHooks = false): ThreadPool {
  const stop = new SharedArrayBuffer(4)
  const stopped = new Int32Array(stop)
  const waiting: Job[] = []
  const pool: Thread[] = []
  let engines = 0
  let jobs = 0
  /** By engine: milliseconds that a tick took in its last run. */
  const pace = new Map<number, number>()

  function start(isBrief: boolean): Thread {
    if (ownStamp() !== OWN_STAMP) throw new Error('Genba was compiled anew while this command ran; run the command again')
    for (const flag of INLINING) setFlagsFromString(flag)
    // The compiled package has .js files, the source tree .ts files.
    const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
    // Of the flags of this process only those by which rooms are found: others (--test, --eval) are not meant for workers.
    const conditions = process.execArgv.filter((flag) => flag.startsWith('--conditions='))
    // A hook file needs no package.json beside it.
    const execArgv = [...conditions, '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=ExperimentalWarning']
    const worker = new Worker(new URL(file, import.meta.url), { workerData: { stop }, execArgv })
    const thread: Thread = { worker, engines: new Set(), job: undefined, started: 0, isBrief }
    thread.worker.on('message', (message: FromWorker) => receive(thread, message))
    thread.worker.on('error', (error) => {
      dismiss(thread)
      thread.job?.fail(error as Error)
      handOut()
    })
    pool.push(thread)
    return thread
  }

  function dismiss(thread: Thread): void {
    pool.splice(pool.indexOf(thread), 1)
    void thread.worker.terminate()
  }

  function receive(thread: Thread, message: FromWorker): void {
    const job = thread.job
    if (job === undefined || message.job !== job.number) return
    if (message.kind === 'progress') {
      job.progress(message.share)
      return
    }
    thread.job = undefined
    const took = performance.now() - thread.started
    if (took > BRIEF) thread.isBrief = false
    pace.set(job.engine, took / job.spec.until)
    if (message.kind === 'failed') job.fail(message.isHook ? new HookFault(message.message) : new Error(message.message))
    else job.finish(message.kind === 'done' ? message.observation : undefined)
    handOut()
  }

  /** Is all that waits for the engine of `job`, and it, soon done? Unknown before its first run; so yes. */
  function isBriefFor({ engine, spec }: Job): boolean {
    const ticks = waiting.reduce((sum, job) => sum + (job.engine === engine ? job.spec.until : 0), spec.until)
    return ((pace.get(engine) ?? 0) * ticks) / threads <= BRIEF
  }

  /** Who is to take a job: an idle worker that has nothing but its engine, for brief ones any that is idle, else a new one. */
  function threadFor(job: Job): Thread {
    const idle = pool.filter((each) => each.job === undefined)
    const isBrief = isBriefFor(job)
    const own = idle.filter(({ engines: its }) => its.has(job.engine))
    const found = own.find(({ engines: its }) => its.size === 1) ?? (isBrief ? (own[0] ?? idle.find((each) => each.isBrief)) : undefined)
    if (found !== undefined) return found
    // Idle workers are kept for brief runs, and while their engines have work to come, one for each that can work.
    const kept = idle.filter((each) => !each.isBrief)
    const superfluous = kept.filter(({ engines: its }) => !waiting.some(({ engine }) => its.has(engine)))
    for (const each of kept.length <= threads ? superfluous : kept) dismiss(each)
    return start(isBrief)
  }

  function handOut(): void {
    while (waiting.length > 0 && pool.filter(({ job }) => job !== undefined).length < threads) {
      const job = waiting.shift()!
      const { engine, order, spec, number } = job
      let thread: Thread
      try {
        thread = threadFor(job)
      } catch (error) {
        job.fail(error as Error)
        continue
      }
      thread.job = job
      thread.started = performance.now()
      const message: ToWorker = { job: number, engine, spec, ...(thread.engines.has(engine) ? {} : { order }) }
      thread.engines.add(engine)
      thread.worker.postMessage(message)
    }
  }

  function run(
    { order, plants, engines: numbers }: PooledPlan,
    specs: readonly RunSpec[],
    progress?: (done: number) => void,
  ): Promise<readonly (Observation | undefined)[]> {
    const parts = plants.plans.length
    const shares = new Float64Array(specs.length * parts)
    const tell = (): void => progress?.(shares.reduce((sum, share) => sum + share, 0) / parts)
    const runs = specs.map(() => [] as Promise<Observation | undefined>[])
    for (const group of groupsOf(specs.length, threads))
      for (const [part, plan] of plants.plans.entries())
        for (const i of group)
          runs[i]!.push(
            new Promise((resolve, reject) => {
              if (stopped[0] !== 0) {
                resolve(undefined)
                return
              }
              waiting.push({
                number: jobs++,
                engine: numbers[part]!,
                order: {
                  ...order,
                  plan,
                  departures: order.departures.filter(({ element }) => plan.elements[element] === order.plan.elements[element]),
                },
                spec: specs[i]!,
                progress: (share) => {
                  shares[i * parts + part] = share
                  tell()
                },
                finish: (observation) => {
                  shares[i * parts + part] = 1
                  tell()
                  resolve(observation)
                },
                fail: reject,
              })
            }),
          )
    handOut()
    return Promise.all(
      runs.map(async (all) => {
        const observations = await Promise.all(all)
        return observations.every((each) => each !== undefined) ? plants.join(observations) : undefined
      }),
    )
  }

  return {
    add: (order) => {
      if (!allowsHooks && callsHooks(order.plan)) {
        const file = order.plan.hooks?.file ?? 'the hook file'
        throw new HookFault(
          `${file}: the model calls functions of this file, which can do anything that you can; read it, and allow it with --allow-hooks`,
        )
      }
      // What is written down one by one is not put together from plants that were run apart.
      const isWhole = (order.history ?? order.intervals) !== undefined
      const plants: IndependentPlants = isWhole ? { plans: [order.plan], join: ([all]) => all! } : findIndependentPlants(order.plan)
      return { order, plants, engines: plants.plans.map(() => engines++) }
    },
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

/**
 * Numbers 0 to n - 1 in groups of as many as there are threads, the last with what remains: within a group the largest
 * plants come first, so that all threads end at about the same time, and group by group replications are finished.
 */
function groupsOf(n: number, threads: number): readonly (readonly number[])[] {
  const groups = Math.max(1, Math.floor(n / threads))
  return Array.from({ length: groups }, (_, group) => {
    const to = group === groups - 1 ? n : (group + 1) * threads
    return Array.from({ length: to - group * threads }, (_, i) => group * threads + i)
  })
}
