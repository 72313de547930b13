/**
 * Choices of one alternative among several: multinomial and nested logit.
 *
 * D. McFadden, "Conditional logit analysis of qualitative choice behavior", in P. Zarembka (ed.), Frontiers in Econometrics (1974);
 * nested logit in the normalization of M. Bierlaire's Biogeme, where the scale of the upper level is 1; K. Train, "Discrete Choice
 * Methods with Simulation", 2nd ed. (2009), chapters 3 and 4.
 */
import { exactExp, exactLog } from 'genba/statistics'
import { maximizeLikelihood } from './likelihood.ts'
import type { LikelihoodFit, LogLikelihood } from './likelihood.ts'

/** One choice: the attributes of the alternatives that could be had, and the one that was taken. */
export interface ChoiceSituation {
  /** Attributes by alternative, the same number for each. */
  readonly alternatives: readonly (readonly number[])[]
  /** Index of the alternative taken. */
  readonly chosen: number
  /** Number of the nest of each alternative, from 0; -1 for one that stands alone. Without nests all stand alone. */
  readonly nests?: readonly number[]
}

/** Choices as columns. */
export interface ChoiceData {
  readonly attributes: number
  readonly nests: number
  /** Attributes of all alternatives of all situations, row after row. */
  readonly design: Float64Array
  /** Row at which each situation begins, and the number of all rows. */
  readonly starts: Int32Array
  /** Row taken in each situation. */
  readonly taken: Int32Array
  /** Nest of each row, or -1. */
  readonly nestOf: Int32Array
  /** Rows of the largest situation. */
  readonly widest: number
}

/**
 * Lays choices out in columns.
 * @throws RangeError if there is no choice, attributes differ in number, or the one chosen is not there
 */
export function choiceData(situations: readonly ChoiceSituation[]): ChoiceData {
  const attributes = situations[0]?.alternatives[0]?.length ?? 0
  if (attributes === 0) throw new RangeError('situations: expected one with an attribute, received none')
  const rows = situations.reduce((sum, { alternatives }) => sum + alternatives.length, 0)
  const design = new Float64Array(rows * attributes)
  const starts = new Int32Array(situations.length + 1)
  const taken = new Int32Array(situations.length)
  const nestOf = new Int32Array(rows).fill(-1)
  let row = 0
  let widest = 0
  for (const [index, { alternatives, chosen, nests }] of situations.entries()) {
    if (alternatives[chosen] === undefined) {
      throw new RangeError(`situations[${index}].chosen: expected one of ${alternatives.length} alternatives, received ${chosen}`)
    }
    starts[index] = row
    taken[index] = row + chosen
    widest = Math.max(widest, alternatives.length)
    for (const [place, values] of alternatives.entries()) {
      if (values.length !== attributes) {
        throw new RangeError(`situations[${index}].alternatives[${place}]: expected ${attributes} attributes, received ${values.length}`)
      }
      design.set(values, row * attributes)
      nestOf[row++] = nests?.[place] ?? -1
    }
  }
  starts[situations.length] = row
  return { attributes, nests: nestOf.reduce((most, nest) => Math.max(most, nest + 1), 0), design, starts, taken, nestOf, widest }
}

/**
 * Logarithm of the likelihood of multinomial logit, `sum ln (exp(V_chosen) / sum exp(V))`, V linear in the attributes, and its slopes
 * `sum (x_chosen - sum P x)`.
 * @param coefficients one an attribute
 */
export function multinomialLikelihood(data: ChoiceData, coefficients: Float64Array): LogLikelihood {
  const { attributes, design, starts, taken, widest } = data
  const gradient = new Float64Array(attributes)
  const utility = new Float64Array(widest)
  let value = 0
  for (let situation = 0; situation < taken.length; situation++) {
    const first = starts[situation]!
    const count = starts[situation + 1]! - first
    const largest = fillUtilities(data, coefficients, first, count, utility)
    let sum = 0
    const own = utility[taken[situation]! - first]! - largest
    for (let j = 0; j < count; j++) sum += utility[j] = exactExp(utility[j]! - largest)
    value += own - exactLog(sum)
    for (let j = 0; j < count; j++) {
      const weight = (first + j === taken[situation] ? 1 : 0) - utility[j]! / sum
      const at = (first + j) * attributes
      for (let k = 0; k < attributes; k++) gradient[k]! += weight * design[at + k]!
    }
  }
  return { value, gradient }
}

/**
 * Logarithm of the likelihood of nested logit: `P_j = P_(j|g) P_g`, `P_(j|g) = exp(mu_g V_j) / sum exp(mu_g V)`,
 * `I_g = ln(sum exp(mu_g V)) / mu_g`, `P_g = exp(I_g) / sum exp(I)`; and its slopes. It is a model of random utility where mu_g >= 1;
 * at 1 it is multinomial.
 * @param parameters coefficients of the attributes, then mu of each nest; a mu that is not positive gives -Infinity
 */
export function nestedLikelihood(data: ChoiceData, parameters: Float64Array): LogLikelihood {
  const { attributes, nests, design, starts, taken, nestOf, widest } = data
  const gradient = new Float64Array(attributes + nests)
  const scales = parameters.subarray(attributes)
  if (scales.some((scale) => !(scale > 0))) return { value: -Infinity, gradient }
  const utility = new Float64Array(widest)
  const within = new Float64Array(widest)
  // Nests of a situation: an alternative that stands alone has a place of its own, after the others.
  const groupOf = new Int32Array(widest)
  const places = nests + widest
  const largest = new Float64Array(places)
  const sums = new Float64Array(places)
  const means = new Float64Array(places)
  const inclusive = new Float64Array(places)
  let value = 0
  for (let situation = 0; situation < taken.length; situation++) {
    const first = starts[situation]!
    const count = starts[situation + 1]! - first
    const chosen = taken[situation]! - first
    fillUtilities(data, parameters, first, count, utility)
    largest.fill(-Infinity)
    sums.fill(0)
    means.fill(0)
    for (let j = 0; j < count; j++) {
      const nest = nestOf[first + j]!
      const group = nest < 0 ? nests + j : nest
      groupOf[j] = group
      largest[group] = Math.max(largest[group]!, utility[j]!)
    }
    const scaleOf = (group: number): number => (group < nests ? scales[group]! : 1)
    for (let j = 0; j < count; j++) {
      const group = groupOf[j]!
      within[j] = exactExp(scaleOf(group) * (utility[j]! - largest[group]!))
      sums[group]! += within[j]!
      means[group]! += within[j]! * utility[j]!
    }
    let top = -Infinity
    for (let group = 0; group < places; group++) {
      if (sums[group] === 0) continue
      means[group]! /= sums[group]!
      inclusive[group] = largest[group]! + exactLog(sums[group]!) / scaleOf(group)
      top = Math.max(top, inclusive[group]!)
    }
    let all = 0
    for (let group = 0; group < places; group++) if (sums[group] !== 0) all += exactExp(inclusive[group]! - top)
    const own = groupOf[chosen]!
    value += scaleOf(own) * (utility[chosen]! - inclusive[own]!) + inclusive[own]! - top - exactLog(all)
    for (let j = 0; j < count; j++) {
      const group = groupOf[j]!
      const share = within[j]! / sums[group]!
      let weight = (-exactExp(inclusive[group]! - top) / all) * share
      if (group === own) weight += scaleOf(own) * ((j === chosen ? 1 : 0) - share) + share
      const at = (first + j) * attributes
      for (let k = 0; k < attributes; k++) gradient[k]! += weight * design[at + k]!
    }
    for (let group = 0; group < nests; group++) {
      if (sums[group] === 0) continue
      // d I / d mu = (mean utility - I) / mu.
      const slope = (means[group]! - inclusive[group]!) / scales[group]!
      const isOwn = group === own
      gradient[attributes + group]! += ((isOwn ? 1 : 0) - exactExp(inclusive[group]! - top) / all) * slope
      if (isOwn) gradient[attributes + group]! += utility[chosen]! - means[group]!
    }
  }
  return { value, gradient }
}

/** Estimates of multinomial logit, begun at 0. @throws RangeError as `maximizeLikelihood` */
export function fitMultinomial(data: ChoiceData): LikelihoodFit {
  return maximizeLikelihood((parameters) => multinomialLikelihood(data, parameters), Array<number>(data.attributes).fill(0))
}

/** Estimates of nested logit, coefficients then scales of nests, begun at those of multinomial logit. @throws RangeError as `maximizeLikelihood` */
export function fitNested(data: ChoiceData): LikelihoodFit {
  const start = [...fitMultinomial(data).estimates, ...Array<number>(data.nests).fill(1)]
  return maximizeLikelihood((parameters) => nestedLikelihood(data, parameters), start)
}

/** Utilities of the alternatives of a situation; returns the largest. */
function fillUtilities(
  { attributes, design }: ChoiceData,
  coefficients: Float64Array,
  first: number,
  count: number,
  out: Float64Array,
): number {
  let largest = -Infinity
  for (let j = 0; j < count; j++) {
    let sum = 0
    const at = (first + j) * attributes
    for (let k = 0; k < attributes; k++) sum += coefficients[k]! * design[at + k]!
    out[j] = sum
    largest = Math.max(largest, sum)
  }
  return largest
}
