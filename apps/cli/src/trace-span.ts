/** Spans of a run, as options say them. */
import { momentText } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import type { Span } from 'genba/kernel'
import { parseMoment } from 'genba/quantity'
import { Failure, status } from './command.ts'
import { untilOf } from './model-input.ts'

const DAY = 86_400

/**
 * The span that is asked for, in ticks of a run that ends at `end`. Without `to` it lasts a week, without `from` it is the
 * last week before `to`; without either, the last week of the run.
 * @throws Failure (bad input) where an option is none, or the span lies outside the run
 */
export function spanOf(plan: Plan, end: number, from: string | undefined, to: string | undefined): Span {
  const week = Math.round(7 * DAY * plan.ticksPerSecond)
  const asked = to === undefined ? undefined : momentOf(plan, '--to', to, DAY)
  const begins = from === undefined ? Math.max(0, (asked ?? end) - week) : momentOf(plan, '--from', from, 0)
  const until = Math.min(end, asked ?? begins + week)
  if (!(begins >= 0 && until > begins))
    throw new Failure(
      `--from and --to: expected a span within the run, which lasts until ${momentText(plan, end)}; received ${momentText(plan, begins)} to ${momentText(plan, asked ?? until)}`,
      status.badInput,
    )
  return { from: begins, until }
}

/** Tick of a date, a date with a time of day, or a duration since the start of the run. @param ofDate seconds that a date alone takes in */
function momentOf(plan: Plan, option: string, text: string, ofDate: number): number {
  if (/^0\b(?![.,_])/.test(text)) return 0
  if (!/^\d{4}-/.test(text)) return Math.round(untilOf(plan, text, option) * plan.ticksPerSecond)
  if (plan.run.start === undefined)
    throw new Failure(`${option} ${text}: a run without dates has only durations since its start, such as "36 h"`, status.badInput)
  try {
    const seconds = parseMoment(text) + (text.trim().length > 10 ? 0 : ofDate) - plan.run.start
    return Math.round(seconds * plan.ticksPerSecond)
  } catch (error) {
    throw new Failure(`${option}: ${(error as Error).message}`, status.badInput)
  }
}
