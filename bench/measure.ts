/** Measures benchmarks, each on a thread of its own, so that every engine is the only one of its kind there. */
import { Worker } from 'node:worker_threads'
import type { Benchmark } from './benchmark.ts'
import { speedOf, type Round, type Speed } from './speed.ts'

export interface MeasureOptions {
  /** How often each part is run. */
  readonly rounds: number
  /** Told after every round how many are done. */
  progress(done: number): void
  /** Stops the thread; what was measured until then is told. */
  readonly signal: AbortSignal
}

/**
 * The speeds of a benchmark, one for each part of it that has its own; none where it was stopped before the first round.
 * @throws Error where the model is not good, or a run fails
 */
export async function measure(benchmark: Benchmark, options: MeasureOptions): Promise<readonly Speed[]> {
  const rounds: Round[] = []
  if (!options.signal.aborted)
    await roundsOf(benchmark, options.rounds, options.signal, (round) => {
      rounds.push(round)
      options.progress(rounds.filter(({ name }) => name === round.name).length)
    })
  return [...new Set(rounds.map(({ name }) => name))].map((name) =>
    speedOf(
      name,
      rounds.filter((round) => round.name === name),
    ),
  )
}

function roundsOf(benchmark: Benchmark, rounds: number, signal: AbortSignal, tell: (round: Round) => void): Promise<void> {
  // The compiled package has .js files, the source tree .ts files.
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js'
  // Of the flags of this process only those by which rooms are found: others (--test, --eval) are not meant for workers.
  const execArgv = process.execArgv.filter((flag) => flag.startsWith('--conditions='))
  const worker = new Worker(new URL(file, import.meta.url), { workerData: { benchmark, rounds }, execArgv })
  const stop = (): void => void worker.terminate()
  signal.addEventListener('abort', stop)
  worker.on('message', tell)
  return new Promise<void>((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', () => resolve())
  }).finally(() => signal.removeEventListener('abort', stop))
}
