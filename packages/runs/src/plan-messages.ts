/** What the main thread and the one that computes a plan say to each other. */
import type { PlanEffort, PlanInput, PlanReport, PlantRequest, PlantYear } from 'genba/planner'

/** What a plan is computed from, besides its plant. */
export interface PlanOrder {
  readonly input: PlanInput
  readonly effort: PlanEffort
}

export type FromPlanner =
  | { readonly kind: 'simulate'; readonly number: number; readonly request: PlantRequest }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly report: PlanReport }
  | { readonly kind: 'failed'; readonly message: string; readonly isInput: boolean }

/** The answer to a request of the same number. */
export interface ToPlanner {
  readonly number: number
  readonly year: PlantYear
}
