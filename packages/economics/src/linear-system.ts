/** Square systems of linear equations, and the inner product. */

/**
 * Solves `A x = b` by Gaussian elimination with the largest pivot of each column.
 * @param matrix A by rows, as long as the square of b; left as it is
 * @throws RangeError if sizes do not fit, or A is singular to rounding
 */
export function solveLinear(matrix: Float64Array, b: Float64Array): Float64Array {
  const size = b.length
  if (matrix.length !== size * size) throw new RangeError(`matrix: expected ${size * size} numbers, received ${matrix.length}`)
  const rows = Float64Array.from(matrix)
  const x = Float64Array.from(b)
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row * size + column]!) > Math.abs(rows[pivot * size + column]!)) pivot = row
    }
    if (!(Math.abs(rows[pivot * size + column]!) > 0))
      throw new RangeError(`matrix: expected one that is not singular, received none in column ${column}`)
    if (pivot !== column) {
      for (let k = column; k < size; k++) {
        const held = rows[column * size + k]!
        rows[column * size + k] = rows[pivot * size + k]!
        rows[pivot * size + k] = held
      }
      const held = x[column]!
      x[column] = x[pivot]!
      x[pivot] = held
    }
    for (let row = column + 1; row < size; row++) {
      const share = rows[row * size + column]! / rows[column * size + column]!
      if (share === 0) continue
      for (let k = column + 1; k < size; k++) rows[row * size + k]! -= share * rows[column * size + k]!
      x[row]! -= share * x[column]!
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    let value = x[row]!
    for (let k = row + 1; k < size; k++) value -= rows[row * size + k]! * x[k]!
    x[row] = value / rows[row * size + row]!
  }
  return x
}

/** Inner product of two columns of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
