import type { CommandEntry } from './command.ts'

/** Every command, in the order in which the overview lists them. */
export const commands: readonly CommandEntry[] = [
  { name: 'check', summary: 'say what is wrong with a model', load: () => import('./check.ts') },
  { name: 'run', summary: 'simulate a model and say what it comes to', load: () => import('./run.ts') },
  { name: 'compare', summary: 'run scenarios side by side', load: () => import('./compare.ts') },
  { name: 'sweep', summary: 'run every combination of some values', load: () => import('./sweep.ts') },
  { name: 'trace', summary: 'why a car came when it did; every state and event of a run', load: () => import('./trace.ts') },
  { name: 'plan', summary: 'a base over its years: plant, cost, market, ownership', load: () => import('./plan.ts') },
  { name: 'verify', summary: 'compare with reference results, on this machine', load: () => import('./verify.ts') },
  { name: 'car', summary: 'range, charging and consumption of a car, with bands', load: () => import('./car.ts') },
  { name: 'claim', summary: 'what a range and a charging time ask for, beside what has been shown', load: () => import('./claim.ts') },
  { name: 'bench', summary: 'measure how fast this machine simulates', load: () => import('./bench.ts') },
]
