/** Parameters under which what was observed is most likely. */
import { dot, solveLinear } from './linear-system.ts'

/** Logarithm of a likelihood and its slopes. */
export interface LogLikelihood {
  readonly value: number
  readonly gradient: Float64Array
  /** What is taken for the negative curvature, by rows; without it, differences of slopes are. */
  readonly information?: Float64Array
}

/** Maximum-likelihood estimates. */
export interface LikelihoodFit {
  readonly estimates: Float64Array
  /** From the curvature at the maximum (inverse of the observed information). */
  readonly standardErrors: Float64Array
  readonly logLikelihood: number
  readonly iterations: number
}

/** Relative step of the differences of slopes that give the curvature. */
const STEP = 6e-6
const MOST_ITERATIONS = 200

/**
 * Newton's method on exact slopes, the curvature by their central differences where it is not given. Where it is not that of a maximum, or a step does not
 * climb, the step is turned towards the slope by adding to its diagonal. It ends with the step
 * that promises less than 1e-10.
 * @param of value and slopes at parameters; a value of NaN or -Infinity is one to step back from
 * @param start where the value is finite
 * @throws RangeError if it is not, or the steps do not come to rest: the data may not determine a parameter
 */
export function maximizeLikelihood(of: (parameters: Float64Array) => LogLikelihood, start: readonly number[]): LikelihoodFit {
  let parameters = Float64Array.from(start)
  let here = of(parameters)
  if (!Number.isFinite(here.value)) throw new RangeError(`start: expected parameters of finite likelihood, received ${start.join(', ')}`)
  let shift = 0
  let information = here.information ?? informationAt(of, parameters)
  for (let iterations = 1; iterations <= MOST_ITERATIONS; iterations++) {
    const step = solveLinear(shifted(information, shift), here.gradient)
    const promise = dot(step, here.gradient)
    const tried = parameters.map((value, index) => value + step[index]!)
    if (promise >= 0 && shift === 0 && promise < 1e-10) {
      return { estimates: tried, standardErrors: errorsOf(information), logLikelihood: of(tried).value, iterations }
    }
    const there = promise > 0 ? of(tried) : undefined
    if (there !== undefined && there.value >= here.value - 1e-9) {
      parameters = tried
      here = there
      shift = shift < 1e-6 ? 0 : shift / 10
      information = there.information ?? informationAt(of, parameters)
    } else shift = shift === 0 ? 1e-3 : shift * 10
  }
  throw new RangeError(`start: expected a start from which the likelihood comes to a maximum, received ${start.join(', ')}`)
}

/** Negative curvature, symmetric, by rows. */
function informationAt(of: (parameters: Float64Array) => LogLikelihood, parameters: Float64Array): Float64Array {
  const size = parameters.length
  const rows = new Float64Array(size * size)
  for (let index = 0; index < size; index++) {
    const width = STEP * Math.max(Math.abs(parameters[index]!), 0.1)
    const above = of(parameters.with(index, parameters[index]! + width)).gradient
    const below = of(parameters.with(index, parameters[index]! - width)).gradient
    for (let k = 0; k < size; k++) {
      const half = (below[k]! - above[k]!) / (4 * width)
      rows[index * size + k]! += half
      rows[k * size + index]! += half
    }
  }
  return rows
}

/** With the diagonal raised by a share of its size. */
function shifted(information: Float64Array, shift: number): Float64Array {
  const size = Math.sqrt(information.length)
  const rows = Float64Array.from(information)
  for (let index = 0; index < size; index++) rows[index * size + index]! += shift * (1 + Math.abs(rows[index * size + index]!))
  return rows
}

function errorsOf(information: Float64Array): Float64Array {
  const size = Math.sqrt(information.length)
  return Float64Array.from({ length: size }, (_, index) => {
    const unit = new Float64Array(size)
    unit[index] = 1
    const variance = solveLinear(information, unit)[index]!
    if (!(variance > 0)) throw new RangeError(`start: expected data that determine parameter ${index}, received others`)
    return Math.sqrt(variance)
  })
}
