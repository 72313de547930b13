/** Plants that are simulated for the ready comparisons of a plan. */
import { dirname, join } from 'node:path'
import type { SimulatedStep, WayRequest } from 'genba/planner'
import { runPlan, stepFigures } from 'genba/runs'
import type { ModelFile, RunOutcome, RunRequest, ThreadPool } from 'genba/runs'
import { Failure, openProgressOf, status } from './command.ts'
import type { Session } from './command.ts'
import { faultOf, loadModel, planOf } from './model-input.ts'
import { onceKept } from './plan-plant.ts'
import type { PlantOptions } from './plan-plant.ts'

/** A plant to simulate, and the step of a comparison that it tells of. */
interface Way extends WayRequest {
  readonly source: string
  readonly request: RunRequest
}

/**
 * The plants that a model names under `costs.ways`, compiled. What cannot be simulated or measured is said before anything runs.
 * @throws Failure (bad input) with all faults
 */
export function waysToSimulate(model: ModelFile, requests: readonly WayRequest[], { seed }: PlantOptions): readonly Way[] {
  const ways = requests.map((each): Way => {
    const { model: other, scenario, replications } = each
    const file = other === undefined ? model : loadModel(join(dirname(model.file), other))
    const { plan } = planOf(file, scenario ?? null)
    const source = [...(other === undefined ? [] : [other]), scenario === undefined ? 'as written' : `scenario ${scenario}`].join(', ')
    return {
      ...each,
      source,
      request: { plan, ...(seed === undefined ? {} : { seed }), ...(replications === undefined ? {} : { replications }) },
    }
  })
  const faults = ways.flatMap(({ step, place, request }) =>
    faultOf(request.plan, `${place}.oee`).map((fault) => `${model.file}: costs.ways.${step}: ${fault}`),
  )
  if (faults.length > 0) throw new Failure(faults.join('\n'), status.badInput)
  return ways
}

/** Cycle, uptime and yield of each step; fewer where the session is interrupted. @throws Failure where a plant locks */
export async function simulateWays(
  session: Session,
  pool: ThreadPool,
  ways: readonly Way[],
  options: PlantOptions,
): Promise<readonly SimulatedStep[]> {
  const steps: SimulatedStep[] = []
  const known = new Map<string, RunOutcome>()
  for (const { step, place, source, request } of ways) {
    // Steps of one plant are told by one run.
    const outcome = known.get(source) ?? (await simulate(session, pool, request, options))
    known.set(source, outcome)
    if (outcome.status === 'interrupted') return steps
    if (outcome.status === 'deadlocked')
      throw new Failure(`costs.ways.${step}: the plant locks for good (${source}); "genba run" says where`, status.failed)
    steps.push({ step, ...stepFigures(outcome, place, source) })
  }
  return steps
}

async function simulate(session: Session, pool: ThreadPool, request: RunRequest, options: PlantOptions): Promise<RunOutcome> {
  const bar = openProgressOf(session, 'simulating ways to build', 'replications')
  const { outcome } = await onceKept(options, request, () => runPlan(pool, { ...request, progress: bar.update })).finally(bar.end)
  return outcome
}
