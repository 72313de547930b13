/** Whether what was wanted of a response is reached, when, and what is short. */
import type { ResultRow } from 'genba/analysis'
import type { ResponseResult } from 'genba/runs'
import { formatPeriod, formatShare, rowText } from './number.ts'

export interface Verdict {
  /** `open` where the interval does not decide, or nothing is wanted. */
  readonly outcome: 'reached' | 'missed' | 'open'
  /** A sentence without its stop; empty where nothing is wanted. */
  readonly text: string
}

/** Measures of which less is better; of all others more is. */
const LESS_IS_BETTER: ReadonlySet<string> = new Set([
  'wip',
  'queue',
  'lead_time',
  'waiting_time',
  'scrap',
  'loss',
  'setups',
  'makespan',
  'energy',
  'heads',
  'hours',
])

/** Judges a response by its target: the first period that reaches it, or the best one. */
export function judge({ target, rows, months }: ResponseResult): Verdict {
  const known = rows.filter((row) => row.value !== null)
  if (target === undefined || known.length === 0) return { outcome: 'open', text: '' }
  const isLess = LESS_IS_BETTER.has(known[0]!.name)
  const margin = ({ value, halfWidth }: ResultRow, side: 1 | -1): number =>
    (isLess ? target - value! : value! - target) + side * (halfWidth ?? 0)
  const wanted = `${isLess ? 'at most ' : ''}${rowText({ value: target, halfWidth: null, unit: known[0]!.unit })}`
  const sure = known.find((row) => margin(row, -1) >= 0)
  if (sure !== undefined) return { outcome: 'reached', text: `${wanted} ${isLess ? 'kept' : 'reached'}${inPeriod(sure)}` }
  const perhaps = known.find((row) => margin(row, 1) >= 0)
  if (perhaps !== undefined) return { outcome: 'open', text: `${wanted}: the interval${inPeriod(perhaps)} does not decide` }
  const best = known.reduce((a, b) => (margin(b, 1) > margin(a, 1) ? b : a))
  const share = formatShare(best.value! / target, 0)
  const partial =
    best.period?.length === 4 && months.filter(({ period }) => period!.startsWith(best.period!)).length < 12 ? ', not a whole year' : ''
  const where = best.period === null ? '' : `, best in ${formatPeriod(best.period)}${partial}`
  return { outcome: 'missed', text: `${wanted} not ${isLess ? 'kept' : 'reached'}: ${rowText(best)} is ${share}${where}` }
}

function inPeriod({ period }: ResultRow): string {
  return period === null ? '' : ` in ${formatPeriod(period)}`
}
