/** Value and first three derivatives at one end of a step of width w, the n-th times w^n / n!. */
export type Knot = readonly [number, number, number, number]

/**
 * Coefficients of the polynomial of degree seven in s, 0 <= s <= 1, that has the value and derivatives of `left` at 0 and
 * of `right` at 1 (Hermite interpolation), into `table[at .. at + 8)`. Its error is w^8 f''''''''/ (2^8 8!) at most.
 */
export function hermiteStep(left: Knot, right: Knot, table: Float64Array, at: number): void {
  const [c0, c1, c2, c3] = left
  // What the first four terms miss at the far end.
  const d0 = right[0] - (c0 + c1 + c2 + c3)
  const d1 = right[1] - (c1 + 2 * c2 + 3 * c3)
  const d2 = right[2] - (c2 + 3 * c3)
  const d3 = right[3] - c3
  table[at] = c0
  table[at + 1] = c1
  table[at + 2] = c2
  table[at + 3] = c3
  table[at + 4] = 35 * d0 - 15 * d1 + 5 * d2 - d3
  table[at + 5] = -84 * d0 + 39 * d1 - 14 * d2 + 3 * d3
  table[at + 6] = 70 * d0 - 34 * d1 + 13 * d2 - 3 * d3
  table[at + 7] = -20 * d0 + 10 * d1 - 4 * d2 + d3
}
