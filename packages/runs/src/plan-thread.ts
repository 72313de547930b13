/** A plan computed on a thread of its own, so that it can be given up at any time. */
import { Worker } from 'node:worker_threads'
import type { PlanReport, SimulatePlant } from 'genba/planner'
import type { FromPlanner, PlanOrder, ToPlanner } from './plan-messages.ts'

/**
 * Plans a base (`planBase`).
 * @param simulate a year of the plant, on this thread; it must repeat
 * @param signal ends the work where it is aborted
 * @param progress told how many variants are computed, of about how many
 * @returns undefined where it was aborted
 * @throws RangeError with all faults of the input; whatever simulating throws; Error with the thread's words where it fails otherwise
 */
export async function planOnThread(
  order: PlanOrder,
  simulate: SimulatePlant,
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
        if (message.kind === 'simulate')
          simulate(message.request).then((year) => worker.postMessage({ number: message.number, year } satisfies ToPlanner), reject)
        else if (message.kind === 'progress') progress(message.done, message.total)
        else if (message.kind === 'done') resolve(message.report)
        else reject(message.isInput ? new RangeError(message.message) : new Error(message.message))
      })
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
