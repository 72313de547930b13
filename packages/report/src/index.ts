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
export { createPictures } from './pictures.ts'
export { judge } from './verdict.ts'
export type { Verdict } from './verdict.ts'
