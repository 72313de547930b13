export { createEngine } from './engine.ts'
export type { Engine, EngineOptions } from './engine.ts'
export { callsHooks, HookFault, hooksIn } from './hooks.ts'
export type { ChoiceHook, HookChoice, HookPart, HookProcess, Hooks, HookUse, HookView, ProcessHook, ValueHook } from './hooks.ts'
export type { ProcessStep, ProcessVerbs } from './process-steps.ts'
export { findIndependentPlants } from './independent-plants.ts'
export type { IndependentPlants } from './independent-plants.ts'
export { readStates } from './observation.ts'
export type { Deadlock, Observation, RowIntervals, RunSpec, WindowObservation } from './observation.ts'
export type * from './plan.ts'
export {
  COUNTS,
  ENDED,
  ENTERED,
  FAILURES,
  LEFT,
  LOST,
  MATERIAL,
  PASSED_FIRST,
  REMELTED,
  REWORKED,
  SCRAPPED,
  SETUPS,
  STAYED,
} from './record.ts'
export { readVisits } from './visit-log.ts'
export type { FailureColumns, Visits } from './visit-log.ts'
export type { JoinColumns, VisitColumns } from './visit-tape.ts'
export { ACTIVE_STATES, STATES } from './states.ts'
export type { StateName } from './states.ts'
export { compile } from './compile.ts'
export type { Compiled, CompileOptions } from './compile.ts'
export { readStudies } from './compile-study.ts'
export type { Bound, Factor, Studies, Study, Varied } from './compile-study.ts'
export { checkModel } from './compile-check.ts'
export { isStatic } from './compile-expect.ts'
export type { Expectation, Response } from './compile-expect.ts'
export type { DrawnBox, DrawnLink, DrawnNode, Drawing } from './flow-drawing.ts'
export { factoryVocabulary } from './words-base.ts'
export { factoryCodes, languageReference } from './words-reference.ts'
export { QUANTILES } from './time-quantiles.ts'
export { describeUnsupported, plannedOnlyIn, unsupportedIn } from './support.ts'
export type { Unsupported } from './support.ts'
