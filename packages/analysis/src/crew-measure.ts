/** What is told of people who are a constraint: how many are there, how busy they are, and the hours for which they are paid. */
import type { Plan } from 'genba/factory'
import { ratio, total } from './formula.ts'
import type { Formula } from './formula.ts'
import { MeasureFault } from './measure.ts'
import type { Measure } from './measure.ts'
import type { Scope } from './scope.ts'
import type { WindowReader } from './window-reader.ts'

/**
 * The formula of a measure of one crew, or of all crews of the base; undefined where the measure is about something else.
 *
 * - `utilization` of a crew: people at work over people there, both over its open time.
 * - `heads(present)`: people there, on the average of the open time of their crew; of the base the sum over its crews.
 * - `hours`: paid hours: people on the roll, absent ones too, by the open time of their crew; what people stay after
 *   closing is not in them. `hours(per_part)`: over all that came to the sinks of the base in the same time, `hours(car)` over
 *   the parts of that product.
 * @param base the scope of the base
 * @param crew its number, -1 where the path is that of no crew
 * @throws MeasureFault where a crew, or what the path means, has no such measure, or there is no such product
 */
export function crewFormula(plan: Plan, reader: WindowReader, base: Scope, measure: Measure, crew: number): Formula | undefined {
  const { path, text, arguments: list } = measure
  const [argument] = list
  const isOfPeople = measure.measure === 'heads' || measure.measure === 'hours'
  if (crew < 0 && !isOfPeople) return undefined
  if (crew < 0 && path !== null) throw new MeasureFault(`${measure.measure} belongs to a crew or to the base, not to ${path}`)
  const crews = crew < 0 ? plan.crews.map((_, number) => number) : [crew]
  const hours = 1 / (3600 * plan.ticksPerSecond)
  const paid = ({ roll }: { readonly roll: Float64Array }): number => crews.reduce((sum, each) => sum + roll[2 * each]!, 0)
  if (measure.measure === 'utilization' && list.length === 0)
    return ratio(
      '1',
      1,
      ({ people }) => people[2 * crew]!,
      ({ people }) => people[2 * crew + 1]!,
    )
  if (measure.measure === 'heads' && argument === 'present' && list.length === 1) return present(crews)
  if (measure.measure === 'hours' && list.length === 0) return total('h', hours, paid)
  if (measure.measure === 'hours' && argument !== undefined && list.length === 1)
    return ratio('h', hours, paid, reader.left(base, argument === 'per_part' ? null : argument))
  throw new MeasureFault(
    crew < 0
      ? `hours takes "per_part", a product or no argument, received "${list.join(', ')}"`
      : `a crew has utilization, heads(present), hours and hours(per_part), not ${text.slice(path!.length + 1)}`,
  )
}

/** Sum over crews of people there over open time. */
function present(crews: readonly number[]): Formula {
  return {
    unit: 'people',
    size: 2 * crews.length,
    add({ people, roll }, sums) {
      crews.forEach((crew, i) => {
        sums[2 * i] = sums[2 * i]! + people[2 * crew + 1]!
        sums[2 * i + 1] = sums[2 * i + 1]! + roll[2 * crew + 1]!
      })
    },
    value: (sums) => crews.reduce((sum, _, i) => sum + sums[2 * i]! / sums[2 * i + 1]!, 0),
  }
}
