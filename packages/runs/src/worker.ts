/** A thread that runs replications: one engine for each plan, made when that first comes. */
import { parentPort, workerData } from 'node:worker_threads'
import { createEngine, HookFault } from 'genba/factory'
import type { Engine, Observation } from 'genba/factory'
import { loadHooks } from './hook-file.ts'
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts'

const { stop } = workerData as WorkerStart
const port = parentPort!
const stopped = new Int32Array(stop)
const engines = new Map<number, Engine>()

/** Milliseconds between two reports of progress. */
const REPORTING = 100

const send = (message: FromWorker): void => port.postMessage(message, message.kind === 'done' ? ownBuffers(message.observation) : [])

/** Memory of what was written down one by one, which may be much: it is handed over, not copied. */
function ownBuffers({ visits, states }: Observation): ArrayBuffer[] {
  const columns = Object.values(visits?.failures ?? {})
  const blocks = [...(visits?.tape.blocks ?? []), ...(states?.tape.blocks ?? []), ...columns]
  return blocks.flatMap((block) => (ArrayBuffer.isView(block) ? [block.buffer as ArrayBuffer] : []))
}

async function run({ job, engine: number, order, spec }: ToWorker): Promise<void> {
  try {
    let engine = engines.get(number)
    if (engine === undefined) {
      const hooks = await loadHooks(order!.plan)
      engine = createEngine(order!.plan, { ...order!, ...(hooks === undefined ? {} : { hooks }) })
      engines.set(number, engine)
    }
    let last = performance.now()
    const observation = engine.run(spec, (share) => {
      const now = performance.now()
      if (now - last > REPORTING) {
        last = now
        send({ kind: 'progress', job, share })
      }
      return Atomics.load(stopped, 0) !== 0
    })
    send(observation === undefined ? { kind: 'stopped', job } : { kind: 'done', job, observation })
  } catch (error) {
    const isHook = error instanceof HookFault
    const message = !(error instanceof Error) ? String(error) : isHook ? error.message : (error.stack ?? error.message)
    send({ kind: 'failed', job, message, isHook })
  }
}

port.on('message', (message: ToWorker) => void run(message))
