/**
 * Cost or time that falls by a constant share with every doubling of all that has been made.
 * T. P. Wright, "Factors affecting the cost of airplanes", Journal of the Aeronautical Sciences 3 (1936) 122.
 */
import { exactExp, exactLog, requirePositive } from 'genba/statistics'
import { leastSquares } from './least-squares.ts'

/** What a unit took when some had been made, and how fast that falls. */
export interface LearningCurve {
  /** Cost or time of the unit with which `cumulative` are made. */
  readonly cost: number
  readonly cumulative: number
  /** Share by which a doubling lowers the cost: 0.2 for what is called an 80 % curve. */
  readonly learningRate: number
}

/**
 * Cost of the unit with which `made` are made: `c0 (made / cum0)^(log2(1 - LR))`.
 * @throws RangeError unless cost and amounts are positive and the learning rate below 1
 */
export function learnedCost(curve: LearningCurve, made: number): number {
  requireCurve(curve)
  requirePositive('made', made)
  return curve.cost * exactExp(exponentOf(curve) * exactLog(made / curve.cumulative))
}

/**
 * Mean cost of the units from `from` to `to` made, amounts taken as a continuum:
 * `c0 cum0^-b (to^(1 + b) - from^(1 + b)) / ((1 + b) (to - from))`, b the exponent of `learnedCost`.
 * @param from made before, from 0
 * @param to made after, above `from`
 * @throws RangeError as `learnedCost`, or if the amounts do not rise, or where the mean from 0 is not finite (half the cost or more lost with a doubling)
 */
export function meanLearnedCost(curve: LearningCurve, from: number, to: number): number {
  requireCurve(curve)
  if (!(from >= 0 && to > from)) throw new RangeError(`to: expected an amount above from (${from}), from 0, received ${to}`)
  const power = 1 + exponentOf(curve)
  if (from === 0 && power <= 0)
    throw new RangeError(`from: expected an amount above 0 at a learning rate of ${curve.learningRate}, received 0`)
  const low = from / curve.cumulative
  const high = to / curve.cumulative
  const raised = (x: number): number => (x === 0 ? 0 : exactExp(power * exactLog(x)))
  const area = power === 0 ? exactLog(high / low) : (raised(high) - raised(low)) / power
  return (curve.cost * area) / (high - low)
}

/**
 * The learning rate of observations: least squares of ln cost on ln made.
 * @param observations two or more of different amounts
 * @returns the curve at the last amount observed
 * @throws RangeError unless there are two, all positive
 */
export function fitLearningCurve(observations: readonly { readonly made: number; readonly cost: number }[]): LearningCurve {
  if (observations.length < 2) throw new RangeError(`observations: expected two or more, received ${observations.length}`)
  observations.forEach(({ made, cost }, index) => {
    requirePositive(`observations[${index}].made`, made)
    requirePositive(`observations[${index}].cost`, cost)
  })
  const logs = Float64Array.from(observations, ({ made }) => exactLog(made))
  const [level, exponent] = leastSquares(
    [logs.map(() => 1), logs],
    Float64Array.from(observations, ({ cost }) => exactLog(cost)),
  )
  const cumulative = observations.at(-1)!.made
  return { cost: exactExp(level! + exponent! * exactLog(cumulative)), cumulative, learningRate: 1 - exactExp(exponent! * exactLog(2)) }
}

function exponentOf({ learningRate }: LearningCurve): number {
  return exactLog(1 - learningRate) / exactLog(2)
}

function requireCurve({ cost, cumulative, learningRate }: LearningCurve): void {
  requirePositive('cost', cost)
  requirePositive('cumulative', cumulative)
  if (!(learningRate < 1)) throw new RangeError(`learningRate: expected a share below 1, received ${learningRate}`)
}
