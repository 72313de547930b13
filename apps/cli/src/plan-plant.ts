/** The plant of a plan: simulated over its dates, then with fewer orders; replications that an earlier command kept are taken up. */
import { ordersUpTo } from 'genba/planner'
import type { PlantYear, SimulatePlant } from 'genba/planner'
import { keepRun, keptRunsFolder, measuresOf, plantAgainstOrders, runOnce, runPlan } from 'genba/runs'
import type { KeptRun, PlantYearFacts, RunOutcome, RunRequest, ThreadPool } from 'genba/runs'
import { openProgressOf } from './command.ts'
import type { Session } from './command.ts'
import { withPool } from './model-input.ts'
import type { Planned } from './model-input.ts'

/** What a user says of how to simulate. */
export interface PlantOptions {
  readonly replications?: number
  readonly seed?: number
  readonly quick?: true
  readonly anew?: true
  readonly out: string
}

/** The plant over its dates. */
export async function simulatedPlant(session: Session, compiled: Planned, options: PlantOptions): Promise<RunOutcome> {
  const { replications, seed } = options
  const request: RunRequest = {
    plan: compiled.plan,
    measures: measuresOf(compiled),
    ...(seed === undefined ? {} : { seed }),
    ...(replications === undefined ? {} : { replications }),
  }
  const { outcome, isKept } = await onceKept(options, request, () =>
    withPool(session, async (pool) => {
      const bar = openProgressOf(session, 'simulating', 'replications')
      return runPlan(pool, { ...request, progress: bar.update }).finally(bar.end)
    }),
  )
  if (isKept && !session.isQuiet)
    session.terminal.err(`taking up ${outcome.observations.length} kept replications of the plant (--anew simulates again)\n`)
  return outcome
}

/** Of the tolerance, what half the interval of a simulated year may be: the rest is for the line between such years. */
const NOISE = 0.75

/**
 * What the plant makes of orders below its output: simulated, or with `--quick` and where a plant cannot be held to orders taken to be what is ordered; then `reason`
 * says why.
 * @param pool that simulates
 * @param tolerance cars, to which reading between numbers of orders is to be exact
 */
export function plantOfOrders(
  session: Session,
  pool: ThreadPool,
  outcome: RunOutcome,
  years: ReadonlyMap<number, PlantYear>,
  facts: PlantYearFacts,
  tolerance: number,
  options: PlantOptions,
): { readonly simulate: SimulatePlant; readonly reason?: string } {
  const taken = (reason: string): { readonly simulate: SimulatePlant; readonly reason: string } => ({
    simulate: ordersUpTo(async (year) => ([...years].findLast(([each]) => each <= year) ?? [...years][0]!)[1]),
    reason,
  })
  if (options.quick === true) return taken('without --quick this is simulated')
  const progress = sharedProgress(session)
  const simulate = plantAgainstOrders(outcome, years, facts, NOISE * tolerance, (request) =>
    onceKept(options, request, () => {
      const tell = progress(request.replications ?? 1)
      return runPlan(pool, { ...request, progress: tell })
    }).then(({ outcome: told }) => told),
  )
  return typeof simulate === 'string' ? taken(simulate) : { simulate }
}

/** One bar for all that is simulated at a time: what is given for each says how many of its replications are done. */
function sharedProgress(session: Session): (replications: number) => (done: number) => void {
  const parts: { done: number; readonly of: number }[] = []
  const bar = openProgressOf(session, 'simulating fewer orders', 'replications')
  return (replications) => {
    const part = { done: 0, of: replications }
    parts.push(part)
    return (done) => {
      part.done = done
      const total = parts.reduce((sum, { of }) => sum + of, 0)
      const all = parts.reduce((sum, each) => sum + each.done, 0)
      bar.update(all, total)
      if (all === total) bar.end()
    }
  }
}

/** A run from the folder of results, or simulated and then kept there. */
export async function onceKept({ anew, out }: PlantOptions, request: RunRequest, simulate: () => Promise<RunOutcome>): Promise<KeptRun> {
  const folder = keptRunsFolder(out)
  if (anew !== true) return runOnce(folder, request, simulate)
  const outcome = await simulate()
  keepRun(folder, request, outcome)
  return { outcome, isKept: false }
}
