/**
 * The Sobol sequence: points that fill a cube evenly in every coordinate and in pairs of them.
 *
 * I. M. Sobol', USSR Computational Mathematics and Mathematical Physics 7 (1967) 86; directions of S. Joe, F. Y. Kuo, "Constructing Sobol sequences
 * with better two-dimensional projections", SIAM Journal on Scientific Computing 30 (2008) 2635 (file new-joe-kuo-6.21201); in the order of the
 * Gray code of I. A. Antonov, V. M. Saleev (1979).
 */
import { fillUniforms } from 'genba/statistics'
import type { StreamKey } from 'genba/statistics'

/** Of each dimension from the second: the inner coefficients a of its polynomial, and the first directions m, as many as its degree. */
const DIRECTIONS: readonly (readonly [number, readonly number[]])[] = [
  [0, [1]],
  [1, [1, 3]],
  [1, [1, 3, 1]],
  [2, [1, 1, 1]],
  [1, [1, 1, 3, 3]],
  [4, [1, 3, 5, 13]],
  [2, [1, 1, 5, 5, 17]],
  [4, [1, 1, 5, 5, 5]],
  [7, [1, 1, 7, 11, 19]],
  [11, [1, 1, 5, 1, 1]],
  [13, [1, 1, 1, 3, 11]],
  [14, [1, 3, 5, 5, 31]],
  [1, [1, 3, 3, 9, 7, 49]],
  [13, [1, 1, 1, 15, 21, 21]],
  [16, [1, 3, 1, 13, 27, 49]],
  [19, [1, 1, 1, 15, 7, 5]],
  [22, [1, 3, 1, 15, 13, 25]],
  [25, [1, 1, 5, 5, 19, 61]],
  [1, [1, 3, 7, 11, 23, 15, 103]],
  [4, [1, 3, 7, 13, 13, 15, 69]],
  [7, [1, 1, 3, 13, 7, 35, 63]],
  [8, [1, 3, 5, 9, 1, 25, 53]],
  [14, [1, 3, 1, 13, 9, 35, 107]],
  [19, [1, 3, 1, 5, 27, 61, 31]],
  [21, [1, 1, 5, 11, 19, 41, 61]],
  [28, [1, 3, 5, 3, 3, 13, 69]],
  [31, [1, 1, 7, 13, 1, 19, 1]],
  [32, [1, 3, 7, 5, 13, 19, 59]],
  [37, [1, 1, 3, 9, 25, 29, 41]],
  [41, [1, 3, 5, 13, 23, 1, 55]],
  [42, [1, 3, 7, 3, 13, 59, 17]],
]

/** Most dimensions that directions are at hand for. */
export const SOBOL_DIMENSIONS: number = DIRECTIONS.length + 1

const BITS = 30
const SCALE = 0x4000_0000

/**
 * The first points of the sequence, the origin being the first, each coordinate moved to the middle of its cell of 2^-30; with a stream each coordinate
 * is shifted by a random number in binary digits (exclusive or), which makes an estimate unbiased and keeps the evenness.
 * @param dimensions from 1 to `SOBOL_DIMENSIONS`
 * @param count points; a power of two is even in full
 * @returns one column a dimension, each number strictly between 0 and 1
 * @throws RangeError for other dimensions
 */
export function sobolPoints(dimensions: number, count: number, shift?: StreamKey): Float64Array[] {
  if (!(Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= SOBOL_DIMENSIONS)) {
    throw new RangeError(`dimensions: expected a whole number from 1 to ${SOBOL_DIMENSIONS}, received ${dimensions}`)
  }
  const uniforms = new Float64Array(dimensions)
  if (shift !== undefined) fillUniforms(shift, 0, uniforms, 0, dimensions)
  return Array.from({ length: dimensions }, (_, dimension) => {
    const directions = directionsOf(dimension)
    const column = new Float64Array(count)
    let word = Math.floor(uniforms[dimension]! * SCALE)
    for (let index = 0; index < count; index++) {
      column[index] = (word + 0.5) / SCALE
      // The lowest zero bit of the index says which direction the next point adds.
      word ^= directions[31 - Math.clz32(~index & (index + 1))]!
    }
    return column
  })
}

/** Directions by bit, as words of `BITS` bits. */
function directionsOf(dimension: number): Int32Array {
  const words = new Int32Array(BITS)
  if (dimension === 0) return words.map((_, bit) => 1 << (BITS - 1 - bit))
  const [inner, first] = DIRECTIONS[dimension - 1]!
  const degree = first.length
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      words[bit] = first[bit]! << (BITS - 1 - bit)
      continue
    }
    let word = words[bit - degree]! ^ (words[bit - degree]! >>> degree)
    for (let k = 1; k < degree; k++) if ((inner >> (degree - 1 - k)) & 1) word ^= words[bit - k]!
    words[bit] = word
  }
  return words
}
