/** One base over its years: the loop of market, plant and money, scenarios, and what the answer hangs on. */
export * from './sensitivity.ts'
export * from './sobol-points.ts'
export { plannerFormulas } from './formulas.ts'
