/** A plan computed on a thread of its own, so that it can be given up at any time. */
import { Worker } from 'node:worker_threads'
import type { PlanReport } from 'genba/planner'
import type { FromPlanner, PlanOrder } from './plan-messages.ts'

/**
 * Plans a base from full years of its plant: below its output a plant makes what is ordered (`ordersUpTo`), and a year that was not simulated has the plant of the
 * last one before it.
 * @param order at least one year
 * @param signal ends the work where it is aborted
 * @param progress told how many variants are computed, of about how many
 * @returns undefined where it was aborted
 * @throws RangeError with all faults of the input; Error with the thread's words where it fails otherwise
 */
export async function planOnThread(
  order: PlanOrder,
  signal: AbortSignal,
  progress: (done: number, total: number) => void,
): Promise<PlanReport | undefined> {
  if (signal.aborted) return undefined
  const file = import.meta.url.endsWith('.ts') ? './plan-worker.ts' : './plan-worker.js'
  const execArgv = process.execArgv.filter((flag) => flag.startsWith('--conditions='))
  const worker = new Worker(new URL(file, import.meta.url), { workerData: order, execArgv })
  let stop = (): void => {}
  try {
    return await new Promise<PlanReport | undefined>((resolve, reject) => {
      stop = () => resolve(undefined)
      signal.addEventListener('abort', stop)
      worker.on('error', reject)
      worker.on('message', (message: FromPlanner) => {
        if (message.kind === 'progress') progress(message.done, message.total)
        else if (message.kind === 'done') resolve(message.report)
        else reject(message.isInput ? new RangeError(message.message) : new Error(message.message))
      })
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
