/** A thread that computes a plan from years of its plant. */
import { parentPort, workerData } from 'node:worker_threads'
import { ordersUpTo, planBase } from 'genba/planner'
import type { PlantYear } from 'genba/planner'
import type { FromPlanner, PlanOrder } from './plan-messages.ts'

const { input, years, effort } = workerData as PlanOrder
const send = (message: FromPlanner): void => parentPort!.postMessage(message)

/** The last simulated year that is not after the one asked for; before the first, that one. */
function plantOf(year: number): PlantYear {
  const known = [...years].findLast(([each]) => each <= year) ?? [...years][0]!
  return known[1]
}

try {
  const report = await planBase(
    input,
    ordersUpTo(async (year) => plantOf(year)),
    effort,
    (done, total) => send({ kind: 'progress', done, total }),
  )
  send({ kind: 'done', report })
} catch (error) {
  const isInput = error instanceof RangeError
  send({
    kind: 'failed',
    message: isInput ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
    isInput,
  })
}
