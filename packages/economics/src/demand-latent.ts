/**
 * Latent classes: persons of a few kinds, each kind with coefficients of its own, nobody's kind being seen.
 *
 * W. A. Kamakura, G. J. Russell, "A probabilistic choice model for market segmentation and elasticity structure", Journal of Marketing
 * Research 26 (1989) 379; K. Train, "Discrete Choice Methods with Simulation", 2nd ed. (2009), 6.2 and 14.
 */
import { exactExp, exactLog } from 'genba/statistics'
import type { ChoiceData } from './demand-choice.ts'
import { maximizeLikelihood } from './likelihood.ts'
import type { LikelihoodFit, LogLikelihood } from './likelihood.ts'

/** Which coefficients classes have. */
export interface LatentClasses {
  /** By class and attribute: the number of the parameter that is its coefficient, or -1 where the coefficient is 0. */
  readonly coefficients: readonly (readonly number[])[]
  /** First situation of each person, and the number of all situations; each situation is a person of its own if left out. */
  readonly persons?: Int32Array
}

/** Estimates and the share of each class. */
export interface LatentFit extends LikelihoodFit {
  readonly shares: Float64Array
}

/** Parameters that are coefficients; those of membership follow. */
function countCoefficients({ coefficients }: LatentClasses): number {
  return coefficients.flat().reduce((most, index) => Math.max(most, index + 1), 0)
}

/** Shares `exp(g_c) / sum exp(g)`, the last g being 0. */
function membership(parameters: Float64Array, classes: number): Float64Array {
  const first = parameters.length - (classes - 1)
  const shares = Float64Array.from({ length: classes }, (_, c) => (c < classes - 1 ? exactExp(parameters[first + c]!) : 1))
  const sum = shares.reduce((all, each) => all + each, 0)
  return shares.map((share) => share / sum)
}

/**
 * Logarithm of the likelihood, `sum_n ln (sum_c pi_c prod_t P_nt(b_c))`, and its slopes.
 * @param parameters coefficients, then `ln (pi_c / pi_last)` of every class but the last
 * @throws RangeError if a class has not one number for each attribute, or parameters are too few or too many
 */
export function latentLikelihood(data: ChoiceData, classes: LatentClasses, parameters: Float64Array): LogLikelihood {
  const { attributes, design, starts, taken, widest } = data
  const kinds = classes.coefficients
  const count = countCoefficients(classes)
  const odd = kinds.findIndex((row) => row.length !== attributes)
  if (odd >= 0)
    throw new RangeError(`coefficients[${odd}]: expected ${attributes} numbers, one an attribute, received ${kinds[odd]!.length}`)
  if (parameters.length !== count + kinds.length - 1) {
    throw new RangeError(`parameters: expected ${count} coefficients and ${kinds.length - 1} of membership, received ${parameters.length}`)
  }
  const persons = classes.persons ?? Int32Array.from({ length: taken.length + 1 }, (_, n) => n)
  const shares = membership(parameters, kinds.length)
  const own = kinds.map((row) => Float64Array.from(row, (index) => (index < 0 ? 0 : parameters[index]!)))
  const gradient = new Float64Array(parameters.length)
  const logs = new Float64Array(kinds.length)
  const slopes = kinds.map(() => new Float64Array(attributes))
  const utility = new Float64Array(widest)
  let value = 0
  for (let person = 0; person + 1 < persons.length; person++) {
    for (const [c, coefficients] of own.entries()) {
      logs[c] = exactLog(shares[c]!)
      slopes[c]!.fill(0)
      for (let situation = persons[person]!; situation < persons[person + 1]!; situation++) {
        const first = starts[situation]!
        const options = starts[situation + 1]! - first
        let largest = -Infinity
        for (let j = 0; j < options; j++) {
          let sum = 0
          for (let k = 0; k < attributes; k++) sum += coefficients[k]! * design[(first + j) * attributes + k]!
          utility[j] = sum
          largest = Math.max(largest, sum)
        }
        const chosen = taken[situation]! - first
        logs[c]! += utility[chosen]! - largest
        let sum = 0
        for (let j = 0; j < options; j++) sum += utility[j] = exactExp(utility[j]! - largest)
        logs[c]! -= exactLog(sum)
        for (let j = 0; j < options; j++) {
          const weight = (j === chosen ? 1 : 0) - utility[j]! / sum
          for (let k = 0; k < attributes; k++) slopes[c]![k]! += weight * design[(first + j) * attributes + k]!
        }
      }
    }
    const largest = logs.reduce((most, log) => Math.max(most, log), -Infinity)
    const parts = logs.map((log) => exactExp(log - largest))
    const all = parts.reduce((sum, part) => sum + part, 0)
    value += largest + exactLog(all)
    for (const [c, row] of kinds.entries()) {
      const weight = parts[c]! / all
      for (const [k, index] of row.entries()) if (index >= 0) gradient[index]! += weight * slopes[c]![k]!
      if (c < kinds.length - 1) gradient[count + c]! += weight - shares[c]!
    }
  }
  return { value, gradient }
}

/**
 * Estimates of latent classes. The likelihood has several maxima: begin at classes that differ.
 * @param start as `parameters` of `latentLikelihood`
 * @throws RangeError as `latentLikelihood` and `maximizeLikelihood`
 */
export function fitLatent(data: ChoiceData, classes: LatentClasses, start: readonly number[]): LatentFit {
  const fit = maximizeLikelihood((parameters) => latentLikelihood(data, classes, parameters), start)
  return { ...fit, shares: membership(fit.estimates, classes.coefficients.length) }
}
