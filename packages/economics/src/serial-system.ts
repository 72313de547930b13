/**
 * Stages in a row that each hold stock, under random demand at the last: the echelon base-stock policy, which is optimal.
 *
 * A. J. Clark, H. Scarf, "Optimal policies for a multi-echelon inventory problem", Management Science 6 (1960) 475, in the
 * recursion of F. Chen, Y.-S. Zheng, "Lower bounds for multi-echelon stochastic inventory systems", Management Science 40 (1994)
 * 1426; notation of L. V. Snyder, Z.-J. M. Shen, "Fundamentals of Supply Chain Theory", 2nd ed. (2019), section 6.2.
 */
import { normalDensity, requireNonNegative, requirePositive } from 'genba/statistics'
import { normalLoss } from './loss-function.ts'

/** One stage of a row. */
export interface SerialStage {
  /** What a part costs more in stock here than at the stage before, for one unit of time. */
  readonly echelonHoldingCost: number
  /** Time from the stage before (or the supplier) to here. */
  readonly leadTime: number
}

/** Levels by stage, downstream first as given, and the expected cost of a unit of time. */
export interface SerialPolicy {
  /** Echelon base stock: parts at a stage, downstream of it and on the way, less those owed to customers. */
  readonly echelonLevels: readonly number[]
  readonly cost: number
}

/** Parts of a standard deviation between two points of a cost curve, and between two of an integral. */
const CURVE_STEPS = 40
const INTEGRAL_STEPS = 16
/** How many standard deviations of demand the curves and integrals span. */
const SPAN = 8

/** A cost by echelon position, at equal steps; beyond its ends it goes on as its outermost step. */
interface Curve {
  readonly low: number
  readonly step: number
  readonly values: Float64Array
}

/**
 * The optimal policy of a row of stages under normal demand, continuous review, shortage waited for.
 *
 * `C'_j(x) = h_j x + C''_(j-1)(x)`, `C_j(y) = E[C'_j(y - D(L_j))]`, `S_j = argmin C_j`, `C''_j(x) = C_j(min(S_j, x))`, begun with
 * `C''_0(x) = (p + sum h)(-x)+`; the cost of the row is `C_N(S_N)`. The curves are tabulated at 1/40 of the standard deviation
 * of the demand of a unit of time, expectations are sums at 1/16 of that of the lead time: the cost is right to about 1e-4.
 * @param stages downstream first
 * @param backorderCost of one part owed to a customer for one unit of time
 * @param mean of the demand of a unit of time
 * @param sd standard deviation of it
 * @throws RangeError if there is no stage, or unless costs, lead times, mean and sd are positive
 */
export function optimizeSerialSystem(stages: readonly SerialStage[], backorderCost: number, mean: number, sd: number): SerialPolicy {
  if (stages.length === 0) throw new RangeError('stages: expected at least one, received none')
  requirePositive('backorderCost', backorderCost)
  requireNonNegative('mean', mean)
  requirePositive('sd', sd)
  stages.forEach(({ echelonHoldingCost, leadTime }, index) => {
    requirePositive(`stages[${index}].echelonHoldingCost`, echelonHoldingCost)
    requirePositive(`stages[${index}].leadTime`, leadTime)
  })
  const shortage = backorderCost + stages.reduce((sum, stage) => sum + stage.echelonHoldingCost, 0)
  let downstream: ((x: number) => number) | undefined
  let cost = 0
  let time = 0
  const echelonLevels = stages.map(({ echelonHoldingCost, leadTime }) => {
    time += leadTime
    const inner = downstream
    const [leadMean, leadSd] = [leadTime * mean, Math.sqrt(leadTime) * sd]
    // The first curve has a kink at 0, which a sum would blur: there the expectation is the loss function.
    const beyond = inner === undefined ? (y: number) => shortage * normalLoss(y, leadMean, leadSd) : expectation(inner, leadMean, leadSd)
    const reach = SPAN * Math.sqrt(time) * sd
    const curve = tabulate(
      (y) => echelonHoldingCost * (y - leadMean) + beyond(y),
      time * mean - reach,
      time * mean + reach,
      sd / CURVE_STEPS,
    )
    const least = minimumOf(curve)
    cost = least.value
    downstream = (x) => (x >= least.at ? least.value : valueAt(curve, x))
    return least.at
  })
  return { echelonLevels, cost }
}

/** `E[of(y - D)]` as a function of y, for normal D. */
function expectation(of: (x: number) => number, mean: number, sd: number): (y: number) => number {
  const count = SPAN * INTEGRAL_STEPS
  const weights = Float64Array.from({ length: 2 * count + 1 }, (_, index) => normalDensity((index - count) / INTEGRAL_STEPS))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return (y) => {
    let sum = 0
    for (let k = -count; k <= count; k++) sum += weights[k + count]! * of(y - mean - (k / INTEGRAL_STEPS) * sd)
    return sum / total
  }
}

function tabulate(of: (y: number) => number, low: number, high: number, step: number): Curve {
  return { low, step, values: Float64Array.from({ length: Math.ceil((high - low) / step) + 1 }, (_, index) => of(low + index * step)) }
}

function valueAt({ low, step, values }: Curve, x: number): number {
  const place = (x - low) / step
  const index = Math.min(Math.max(Math.floor(place), 0), values.length - 2)
  return values[index]! + (place - index) * (values[index + 1]! - values[index]!)
}

/** The least point of a curve, by the parabola through its least value and the two beside it. */
function minimumOf({ low, step, values }: Curve): { readonly at: number; readonly value: number } {
  let index = 1
  for (let next = 2; next < values.length - 1; next++) if (values[next]! < values[index]!) index = next
  const left = values[index - 1]!
  const middle = values[index]!
  const right = values[index + 1]!
  const bend = left - 2 * middle + right
  const shift = (left - right) / (2 * bend)
  return { at: low + (index + shift) * step, value: middle - (bend * shift * shift) / 2 }
}
