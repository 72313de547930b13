/** Points that fill a cube more evenly than random ones. */

/**
 * Points of the Halton sequence, whose coordinate k is the radical inverse in the k-th prime (J. H. Halton, Numerische Mathematik 2
 * (1960) 84). Neighbouring coordinates of high primes are correlated: up to ten or so dimensions are sound.
 * @param dimensions coordinates of a point, from 1
 * @param count points
 * @param skip points left out at the beginning, where coordinates rise together; the origin is the first of them, so from 1
 * @returns the coordinates, each strictly between 0 and 1, one column a dimension
 */
export function haltonPoints(dimensions: number, count: number, skip = 100): Float64Array[] {
  const primes: number[] = []
  for (let candidate = 2; primes.length < dimensions; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  }
  return primes.map((prime) => Float64Array.from({ length: count }, (_, index) => radicalInverse(skip + index, prime)))
}

/** The digits of a whole number in a base, mirrored at the point. */
function radicalInverse(value: number, base: number): number {
  let inverse = 0
  for (let place = 1 / base; value > 0; place /= base) {
    inverse += (value % base) * place
    value = Math.floor(value / base)
  }
  return inverse
}
