/** A thread that computes a plan, and asks for the years of its plant. */
import { parentPort, workerData } from 'node:worker_threads'
import { planBase } from 'genba/planner'
import type { PlantRequest, PlantYear } from 'genba/planner'
import type { FromPlanner, PlanOrder, ToPlanner } from './plan-messages.ts'

const { input, effort } = workerData as PlanOrder
const send = (message: FromPlanner): void => parentPort!.postMessage(message)

const asked: ((year: PlantYear) => void)[] = []
parentPort!.on('message', ({ number, year }: ToPlanner) => asked[number]!(year))

function simulate(request: PlantRequest): Promise<PlantYear> {
  return new Promise((resolve) => send({ kind: 'simulate', number: asked.push(resolve) - 1, request }))
}

try {
  const report = await planBase(input, simulate, effort, (done, total) => send({ kind: 'progress', done, total }))
  send({ kind: 'done', report })
} catch (error) {
  const isInput = error instanceof RangeError
  send({
    kind: 'failed',
    message: isInput ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
    isInput,
  })
}
