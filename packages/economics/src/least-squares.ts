/** The combination of columns that is nearest to a target. */
import { dot } from './linear-system.ts'

/** A column whose part beyond the columns before it is below this share of it is left out. */
const NEGLIGIBLE = 1e-10

/**
 * Least-squares coefficients, by modified Gram-Schmidt, each column orthogonalized twice (Å. Björck, "Numerical Methods for Least
 * Squares Problems" (1996), 2.4). A column that depends on those before it has coefficient 0.
 * @param columns regressors, each as long as the target
 * @throws RangeError if lengths differ
 */
export function leastSquares(columns: readonly Float64Array[], target: Float64Array): Float64Array {
  const length = target.length
  const units: (Float64Array | undefined)[] = []
  const triangle: Float64Array[] = []
  for (const [index, column] of columns.entries()) {
    if (column.length !== length) {
      throw new RangeError(`columns[${index}]: expected ${length} numbers, as many as the target has, received ${column.length}`)
    }
    const rest = Float64Array.from(column)
    const row = new Float64Array(columns.length)
    for (let pass = 0; pass < 2; pass++) {
      for (let before = 0; before < units.length; before++) {
        const unit = units[before]
        if (unit === undefined) continue
        const share = dot(unit, rest)
        row[before]! += share
        for (let i = 0; i < length; i++) rest[i]! -= share * unit[i]!
      }
    }
    const size = Math.sqrt(dot(rest, rest))
    const isNegligible = !(size > NEGLIGIBLE * Math.sqrt(dot(column, column)))
    row[index] = size
    units.push(isNegligible ? undefined : rest.map((value) => value / size))
    triangle.push(row)
  }
  const rest = Float64Array.from(target)
  const shares = units.map((unit) => {
    if (unit === undefined) return 0
    const share = dot(unit, rest)
    for (let i = 0; i < length; i++) rest[i]! -= share * unit[i]!
    return share
  })
  const coefficients = new Float64Array(columns.length)
  for (let index = columns.length - 1; index >= 0; index--) {
    if (units[index] === undefined) continue
    let value = shares[index]!
    for (let later = index + 1; later < columns.length; later++) value -= triangle[later]![index]! * coefficients[later]!
    coefficients[index] = value / triangle[index]![index]!
  }
  return coefficients
}
