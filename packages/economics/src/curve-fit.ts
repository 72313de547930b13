/** Parameters of a curve that come nearest to what was observed. */
import { leastSquares } from './least-squares.ts'
import { dot } from './linear-system.ts'

/** A fitted curve. */
export interface CurveFit {
  readonly parameters: readonly number[]
  /** Standard errors of the parameters, from the curvature at the fit; NaN where there is no observation to spare. */
  readonly standardErrors: readonly number[]
  /** Square root of the sum of squares over the observations to spare. */
  readonly residualError: number
}

/** Relative step of difference quotients: about the cube root of the precision of a double, the best for central ones. */
const STEP = 6e-6
const MOST_ITERATIONS = 500
/** Relative offset of D. M. Bates, D. G. Watts, Technometrics 23 (1981) 179: parameters are within about this share of their standard errors. */
const OFFSET = 1e-7

/**
 * Nonlinear least squares by damped Gauss-Newton steps (D. W. Marquardt, SIAM Journal on Applied Mathematics 11 (1963) 431), slopes
 * by central differences, until the slopes explain nothing of the misses that are left, or, where next to none are left, a step changes
 * no parameter by a relative 1e-10.
 * @param curve value of each observation at given parameters; may be NaN where parameters make no sense, which is stepped around
 * @param observed as many as the curve gives
 * @param start parameters other than 0, where the curve is finite
 * @throws RangeError if the curve is not finite at the start, or the steps do not come to rest
 */
export function fitCurve(
  curve: (parameters: readonly number[]) => ArrayLike<number>,
  observed: readonly number[],
  start: readonly number[],
): CurveFit {
  const misses = (parameters: readonly number[]): Float64Array => {
    const values = curve(parameters)
    return Float64Array.from(observed, (value, index) => value - values[index]!)
  }
  let parameters = start
  let rest = misses(parameters)
  let squares = dot(rest, rest)
  if (!Number.isFinite(squares)) throw new RangeError(`start: expected parameters where the curve is finite, received ${start.join(', ')}`)
  let damping = 1e-3
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const slopes = slopesOf(curve, parameters, observed.length)
    if (explainedShare(slopes, rest) <= OFFSET * OFFSET) return { parameters, ...errorsOf(slopes, squares, observed.length) }
    const step = dampedStep(slopes, rest, damping)
    const tried = parameters.map((value, index) => value + step[index]!)
    const triedRest = misses(tried)
    const triedSquares = dot(triedRest, triedRest)
    const isSmall = parameters.every((value, index) => Math.abs(step[index]!) <= 1e-10 * Math.abs(value))
    if (triedSquares <= squares) {
      parameters = tried
      rest = triedRest
      squares = triedSquares
      damping /= 10
    } else damping *= 10
    // A step that is small for its damping alone is no sign of rest.
    if (isSmall && damping <= 10) return { parameters, ...errorsOf(slopes, squares, observed.length) }
  }
  throw new RangeError(
    `start: expected a start from which the fit comes to rest, received ${start.join(', ')}; it may not be determined by the data`,
  )
}

function slopesOf(
  curve: (parameters: readonly number[]) => ArrayLike<number>,
  parameters: readonly number[],
  count: number,
): Float64Array[] {
  return parameters.map((value, index) => {
    const width = STEP * Math.abs(value)
    const [above, below] = [curve(parameters.with(index, value + width)), curve(parameters.with(index, value - width))]
    return Float64Array.from({ length: count }, (_, k) => (above[k]! - below[k]!) / (2 * width))
  })
}

/** The least-squares step with each parameter held back by `damping` times the square of the size of its column. */
function dampedStep(slopes: readonly Float64Array[], rest: Float64Array, damping: number): Float64Array {
  const columns = slopes.map((slope, index) => {
    const column = new Float64Array(slope.length + slopes.length)
    column.set(slope)
    column[slope.length + index] = Math.sqrt(damping * dot(slope, slope))
    return column
  })
  const target = new Float64Array(rest.length + slopes.length)
  target.set(rest)
  return leastSquares(columns, target)
}

/** Share of the squares of the misses that the slopes explain. */
function explainedShare(slopes: readonly Float64Array[], rest: Float64Array): number {
  const shares = leastSquares(slopes, rest)
  const explained = rest.map((_, k) => slopes.reduce((sum, slope, index) => sum + shares[index]! * slope[k]!, 0))
  return dot(explained, explained) / dot(rest, rest)
}

/** Standard errors: a parameter's column less what the others explain of it says how well it is known. */
function errorsOf(slopes: readonly Float64Array[], squares: number, count: number): { standardErrors: number[]; residualError: number } {
  const residualError = Math.sqrt(squares / (count - slopes.length))
  const standardErrors = slopes.map((slope, index) => {
    const others = slopes.filter((_, other) => other !== index)
    const shares = leastSquares(others, slope)
    const own = slope.map((value, k) => others.reduce((left, other, at) => left - shares[at]! * other[k]!, value))
    return residualError / Math.sqrt(dot(own, own))
  })
  return { standardErrors, residualError }
}
