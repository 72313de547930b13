/**
 * Mixed logit: coefficients that differ from person to person, each with choices of his own.
 *
 * D. Revelt, K. Train, "Mixed logit with repeated choices", Review of Economics and Statistics 80 (1998) 647; K. Train, "Discrete Choice
 * Methods with Simulation", 2nd ed. (2009), chapters 6 and 10.
 */
import { exactExp, exactLog, normalQuantile } from 'genba/statistics'
import { choiceData } from './demand-choice.ts'
import type { ChoiceData, ChoiceSituation } from './demand-choice.ts'
import { haltonPoints } from './halton.ts'
import { maximizeLikelihood } from './likelihood.ts'
import type { LikelihoodFit, LogLikelihood } from './likelihood.ts'

/** Choices of persons, and the draws over which their likelihood is averaged. */
export interface PanelData {
  readonly choices: ChoiceData
  /** First situation of each person, and the number of all situations. */
  readonly persons: Int32Array
  /** Attributes whose coefficient is normal. */
  readonly random: readonly number[]
  readonly draws: number
  /** Standard normal numbers: of person n, draw r and random coefficient k at `(n * draws + r) * random.length + k`. */
  readonly normals: Float64Array
}

/**
 * Lays out the choices of persons, with Halton draws of their own for each person, one after the other along the sequence.
 * @param persons the situations of each, in any order
 * @param random indices of the attributes whose coefficient is normal
 * @param draws for each person
 * @throws RangeError as `choiceData`, or if an index is not that of an attribute
 */
export function panelData(persons: readonly (readonly ChoiceSituation[])[], random: readonly number[], draws: number): PanelData {
  const choices = choiceData(persons.flat())
  for (const index of random) {
    if (!(Number.isInteger(index) && index >= 0 && index < choices.attributes)) {
      throw new RangeError(`random: expected indices of ${choices.attributes} attributes, received ${index}`)
    }
  }
  const starts = new Int32Array(persons.length + 1)
  for (const [index, situations] of persons.entries()) starts[index + 1] = starts[index]! + situations.length
  const points = haltonPoints(random.length, persons.length * draws)
  const normals = new Float64Array(persons.length * draws * random.length)
  for (const [k, column] of points.entries()) {
    for (let at = 0; at < column.length; at++) normals[at * random.length + k] = normalQuantile(column[at]!)
  }
  return { choices, persons: starts, random, draws, normals }
}

/**
 * Logarithm of the simulated likelihood, `sum_n ln (mean_r prod_t P_nt(b + sigma z_nr))`, its slopes, and the sum of the products of the
 * slopes of persons, which stands for the curvature (E. Berndt, B. Hall, R. Hall, J. Hausman, Annals of Economic and Social
 * Measurement 3 (1974) 653).
 * @param parameters mean of each coefficient, then the spread of each random one; the sign of a spread means nothing
 */
export function mixedLikelihood(data: PanelData, parameters: Float64Array): LogLikelihood {
  const { choices, persons, random, draws, normals } = data
  const { attributes, design, starts, taken, widest } = choices
  const size = attributes + random.length
  const gradient = new Float64Array(size)
  const information = new Float64Array(size * size)
  const coefficients = new Float64Array(attributes)
  const utility = new Float64Array(widest)
  const logs = new Float64Array(draws)
  const slopes = new Float64Array(draws * attributes)
  const score = new Float64Array(size)
  let value = 0
  for (let person = 0; person + 1 < persons.length; person++) {
    logs.fill(0)
    slopes.fill(0)
    for (let draw = 0; draw < draws; draw++) {
      const z = (person * draws + draw) * random.length
      coefficients.set(parameters.subarray(0, attributes))
      for (let k = 0; k < random.length; k++) coefficients[random[k]!]! += parameters[attributes + k]! * normals[z + k]!
      const slope = draw * attributes
      for (let situation = persons[person]!; situation < persons[person + 1]!; situation++) {
        const first = starts[situation]!
        const count = starts[situation + 1]! - first
        let largest = -Infinity
        for (let j = 0; j < count; j++) {
          let sum = 0
          const at = (first + j) * attributes
          for (let k = 0; k < attributes; k++) sum += coefficients[k]! * design[at + k]!
          utility[j] = sum
          if (sum > largest) largest = sum
        }
        const chosen = taken[situation]! - first
        const own = utility[chosen]! - largest
        let sum = 0
        for (let j = 0; j < count; j++) sum += utility[j] = exactExp(utility[j]! - largest)
        logs[draw]! += own - exactLog(sum)
        for (let j = 0; j < count; j++) {
          const weight = (j === chosen ? 1 : 0) - utility[j]! / sum
          const at = (first + j) * attributes
          for (let k = 0; k < attributes; k++) slopes[slope + k]! += weight * design[at + k]!
        }
      }
    }
    const largest = logs.reduce((most, log) => Math.max(most, log), -Infinity)
    let sum = 0
    for (let draw = 0; draw < draws; draw++) sum += logs[draw] = exactExp(logs[draw]! - largest)
    value += largest + exactLog(sum / draws)
    score.fill(0)
    for (let draw = 0; draw < draws; draw++) {
      const weight = logs[draw]! / sum
      const z = (person * draws + draw) * random.length
      for (let k = 0; k < attributes; k++) score[k]! += weight * slopes[draw * attributes + k]!
      for (let k = 0; k < random.length; k++) score[attributes + k]! += weight * slopes[draw * attributes + random[k]!]! * normals[z + k]!
    }
    for (let row = 0; row < size; row++) {
      gradient[row]! += score[row]!
      for (let column = 0; column < size; column++) information[row * size + column]! += score[row]! * score[column]!
    }
  }
  return { value, gradient, information }
}

/**
 * Estimates of mixed logit: means, then spreads, by simulated maximum likelihood. Different draws give slightly different estimates; standard
 * errors are those of the products of slopes.
 * @param start means, then spreads other than 0
 * @throws RangeError as `maximizeLikelihood`
 */
export function fitMixed(data: PanelData, start: readonly number[]): LikelihoodFit {
  return maximizeLikelihood((parameters) => mixedLikelihood(data, parameters), start)
}
