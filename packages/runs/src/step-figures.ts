/** What a run tells of one step of making: planned time of a part, uptime, yield. */
import { createEvaluator, estimateMean, MeasureFault, plannedRunTime } from 'genba/analysis'
import type { Ranged } from 'genba/economics'
import type { SimulatedStep } from 'genba/planner'
import type { RunOutcome } from './run-plan.ts'

/**
 * Figures of a place that holds its plant, for a process-based cost model:
 * - cycle: the planned time of a part, from the plan; left out where it is not one number;
 * - uptime: planned time of all parts that were worked on over the time in which the place could have worked, `OEE / quality ratio` of ISO 22400-2 (`oee`),
 *   so that stops, waiting and blocking are lost;
 * - yield: parts that left good over these and those that were scrapped.
 *
 * Ranges are the intervals of the mean over replications.
 * @param source said of the numbers, such as "scenario belt"
 * @throws MeasureFault where the plan has no such place, it has no OEE, or nothing was made there
 */
export function stepFigures(outcome: RunOutcome, place: string, source: string): Omit<SimulatedStep, 'step'> {
  const { plan, observations, schedule } = outcome
  const { confidence } = plan.run
  const evaluator = createEvaluator({ plan, observations, warmUp: schedule.warmUp, confidence })
  const [effective, quality, good, scrapped] = ['oee', 'oee(quality)', 'throughput', 'scrap'].map((measure) =>
    evaluator.values(`${place}.${measure}`),
  ) as [readonly number[], readonly number[], readonly number[], readonly number[]]
  if (effective.some((value) => !(value > 0)) || good.some((parts) => !(parts > 0)))
    throw new MeasureFault(`${place}: expected a place that makes parts in every replication, so that its uptime is known`)
  const told = `simulated in ${observations.length} replications: ${place}, ${source}`
  const share = (values: readonly number[]): Ranged => {
    const { value, halfWidth } = estimateMean(values, confidence)
    const half = halfWidth ?? 0
    return {
      value: value!,
      low: Math.max(0, value! - half),
      high: Math.min(1, value! + half),
      unit: 'share',
      source: told,
      basis: 'simulated',
    }
  }
  const cycle = plannedRunTime(plan, evaluator.scopes.find(place))
  return {
    ...(cycle === undefined
      ? {}
      : { cycle: { value: cycle, low: cycle, high: cycle, unit: 's', source: `as planned: ${place}, ${source}`, basis: 'simulated' } }),
    uptime: share(effective.map((value, k) => value / quality[k]!)),
    yield: share(good.map((parts, k) => parts / (parts + scrapped[k]!))),
  }
}
