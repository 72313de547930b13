/**
 * Zeros of sums of exponentials, which internal rates of return are.
 *
 * `f(x) = sum a_k exp(e_k x)` of m different exponents has at most m - 1 real zeros (G. Polya, G. Szego, "Problems and Theorems in
 * Analysis II", part V, 77). By Rolle's theorem one zero at most lies between neighbouring zeros of the derivative of
 * `f(x) exp(-e_0 x)`, which is such a sum of one term less: so all are found, from one term up, by bisection.
 */
import { exactExp } from 'genba/statistics'

/** `weight * exp(exponent * x)`. */
export interface ExponentialTerm {
  readonly weight: number
  readonly exponent: number
}

/** A value below this share of the sum of the sizes of its terms is one that only rounding keeps from 0. */
const TOUCH = 1e-12

/**
 * All real zeros, rising; double ones once.
 * @throws RangeError if a number is not finite or all weights are 0
 */
export function rootsOfExponentialSum(terms: readonly ExponentialTerm[]): number[] {
  const weights = new Map<number, number>()
  for (const { weight, exponent } of terms) {
    if (!Number.isFinite(weight) || !Number.isFinite(exponent)) {
      throw new RangeError(`terms: expected finite numbers, received ${weight} at ${exponent}`)
    }
    weights.set(exponent, (weights.get(exponent) ?? 0) + weight)
  }
  const sorted = [...weights]
    .filter(([, weight]) => weight !== 0)
    .toSorted(([a], [b]) => a - b)
    .map(([exponent, weight]) => ({ weight, exponent }))
  if (sorted.length === 0) throw new RangeError('terms: expected one that is not 0, received none')
  return zeros(sorted)
}

/** Zeros of terms of rising exponents and weights other than 0. */
function zeros(terms: readonly ExponentialTerm[]): number[] {
  const first = terms[0]!
  if (terms.every(({ weight }) => weight > 0 === first.weight > 0)) return []
  const shifted = terms.map(({ weight, exponent }) => ({ weight, exponent: exponent - first.exponent }))
  const slopes = shifted.slice(1).map(({ weight, exponent }) => ({ weight: weight * exponent, exponent }))
  const largest = Math.max(...slopes.map(({ weight }) => Math.abs(weight)))
  const turns = zeros(slopes.map(({ weight, exponent }) => ({ weight: weight / largest, exponent })))
  const points = [outerPoint(shifted, -1), ...turns, outerPoint(shifted, 1)]
  const signs = points.map((x) => signAt(shifted, x))
  return points.flatMap((x, index) => {
    if (signs[index] === 0) return [x]
    const next = points[index + 1]
    return next !== undefined && signs[index]! * signs[index + 1]! < 0 ? [crossing(shifted, x, next, signs[index]!)] : []
  })
}

/** A point beyond which, to that side, the outermost term outweighs all others. */
function outerPoint(terms: readonly ExponentialTerm[], side: 1 | -1): number {
  const outermost = side === 1 ? terms.at(-1)! : terms[0]!
  for (let x = side; ; x *= 2) {
    const others = terms.reduce(
      (sum, term) => (term === outermost ? sum : sum + Math.abs(term.weight) * exactExp((term.exponent - outermost.exponent) * x)),
      0,
    )
    if (others < Math.abs(outermost.weight) / 2) return x
  }
}

/** Sign of the sum; 0 where only rounding keeps it from 0. */
function signAt(terms: readonly ExponentialTerm[], x: number): number {
  const { sum, size } = valueAt(terms, x)
  return Math.abs(sum) <= TOUCH * size ? 0 : Math.sign(sum)
}

/** The sum and the sum of the sizes of its terms, both over the largest exponential. */
function valueAt(terms: readonly ExponentialTerm[], x: number): { readonly sum: number; readonly size: number } {
  const scale = (x > 0 ? terms.at(-1)! : terms[0]!).exponent
  let sum = 0
  let size = 0
  for (const { weight, exponent } of terms) {
    const value = weight * exactExp((exponent - scale) * x)
    sum += value
    size += Math.abs(value)
  }
  return { sum, size }
}

function crossing(terms: readonly ExponentialTerm[], low: number, high: number, signAtLow: number): number {
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (Math.sign(valueAt(terms, middle).sum) === signAtLow) low = middle
    else high = middle
  }
}
