/** What the main thread and its workers say to each other. */
import type { Observation, Plan, RunSpec } from 'genba/factory'
import type { Span } from 'genba/kernel'

export interface WorkerStart {
  /** One Int32: not 0 once everything must stop. */
  readonly stop: SharedArrayBuffer
}

/** What an engine is made from. */
export interface PlanOrder {
  readonly plan: Plan
  readonly departures: readonly { readonly element: number; readonly first: number }[]
  /** Ticks within which states are wanted one by one. */
  readonly intervals?: Span
  /** Ticks within which visits of parts are wanted one by one, and states too. */
  readonly history?: Span
}

export interface ToWorker {
  readonly job: number
  /** Number of the engine; `order` comes with the first job of an engine for this worker. */
  readonly engine: number
  readonly order?: PlanOrder
  readonly spec: RunSpec
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly job: number; readonly share: number }
  | { readonly kind: 'done'; readonly job: number; readonly observation: Observation }
  | { readonly kind: 'stopped'; readonly job: number }
  | {
      readonly kind: 'failed'
      readonly job: number
      readonly message: string
      /** Is a function of the user's at fault? Then the message is meant for the user. */
      readonly isHook: boolean
    }
