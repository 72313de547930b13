/** What a plan comes to: the document `plan/1`, every figure of its page. */
import type { PlanInput, PlanReport, PlantYear } from 'genba/planner'
import type { Result } from './result.ts'

/** A plan with the run that its plant is from. */
export interface PlanResult extends PlanReport {
  readonly genba: 'plan/1'
  readonly model: Result['model']
  /** Null for the model as written. */
  readonly scenario: string | null
  /** Version of the program. */
  readonly engine: string
  /** Of the run of the plant. */
  readonly seed: number
  readonly replications: number
  readonly fingerprint: string
  /** Cars a year and people that are wanted. */
  readonly target: PlanInput['target']
  /** Full years of the plant as they were simulated; the last one stands for all that follow. */
  readonly plant: readonly (PlantYear & { readonly year: number })[]
  /** Why output below that of the full plant is taken to be what is ordered; left out where it is simulated. */
  readonly ordersTaken?: string
  readonly warnings: readonly string[]
}

/**
 * The document of a plan.
 * @param ordersTaken why the plant was not simulated with fewer orders; left out where it was
 */
export function createPlanResult(
  report: PlanReport,
  { model, scenario, engine, seed, replications, fingerprint, warnings }: Result,
  target: PlanInput['target'],
  years: ReadonlyMap<number, PlantYear>,
  ordersTaken?: string,
): PlanResult {
  return {
    genba: 'plan/1',
    model,
    scenario,
    engine,
    seed,
    replications,
    fingerprint,
    target,
    plant: [...years].map(([year, plant]) => ({ year, ...plant })),
    ...(ordersTaken === undefined ? {} : { ordersTaken }),
    warnings,
    ...report,
  }
}
