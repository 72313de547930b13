/** Pages from results, and numbers as people read them. */
export {
  digitsFor,
  formatDuration,
  formatNumber,
  formatPeriod,
  formatShare,
  formatSpread,
  formatValue,
  monthName,
  rowText,
  showRow,
  words,
} from './number.ts'
export type { Shown } from './number.ts'
export { createReport } from './page.ts'
export { createPage } from './plain-page.ts'
export type { PageSection } from './plain-page.ts'
export { createPlanPage } from './plan-page.ts'
export { planAnswer, planSections } from './plan-sections.ts'
export type { PlanDepth } from './plan-sections.ts'
export { createPictures, standAlone } from './pictures.ts'
export { chargeChart, cycleChart, scatterChart } from './car-chart.ts'
export type { ScatterPoint } from './car-chart.ts'
export { claimMap } from './claim-chart.ts'
export type { RangeMark } from './claim-chart.ts'
export { judge } from './verdict.ts'
export type { Verdict } from './verdict.ts'
export { createPlanWorkbook } from './plan-workbook.ts'
