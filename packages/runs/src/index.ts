/** Scenarios and replications on threads, results and their files. */
export { combinedFingerprint, precisionMeasure, runPlan } from './run-plan.ts'
export type { RunOutcome, RunRequest } from './run-plan.ts'
export { BATCHES, kindOf, scheduleOf, specsOf, steadySchedule } from './schedule.ts'
export type { Schedule } from './schedule.ts'
export { createThreadPool } from './thread-pool.ts'
export type { PooledPlan, ThreadPool } from './thread-pool.ts'
export { findWarmUp } from './warm-up.ts'
export type { WarmUp } from './warm-up.ts'
