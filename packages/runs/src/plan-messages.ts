/** What the main thread and the one that computes a plan say to each other. */
import type { PlanEffort, PlanInput, PlanReport, PlantYear } from 'genba/planner'

/** What a plan is computed from. */
export interface PlanOrder {
  readonly input: PlanInput
  /** Full years of the plant, rising. */
  readonly years: ReadonlyMap<number, PlantYear>
  readonly effort: PlanEffort
}

export type FromPlanner =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly report: PlanReport }
  | { readonly kind: 'failed'; readonly message: string; readonly isInput: boolean }
