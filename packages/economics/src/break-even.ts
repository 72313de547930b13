/** Where one choice becomes as good as another: lines over two inputs, and the value of one input. */

import { bracketedRoot } from './bracketed-root.ts'

/** A point at which a difference is 0. */
export interface BreakEvenPoint {
  readonly x: number
  readonly y: number
}

/**
 * The value of an input at which a difference is 0, to a relative 1e-6 of the range.
 * @returns nothing where the difference has one sign at both ends
 */
export function breakEvenValue(difference: (x: number) => number, low: number, high: number): number | undefined {
  return bracketedRoot(difference, low, high, 1e-6 * Math.abs(high - low))
}

/** A difference over a grid, and the line on which it is 0. */
export interface BreakEvenSurface {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** By rows of y. */
  readonly differences: readonly (readonly number[])[]
  /** For each x where there is one, the y of no difference (the first from below). */
  readonly line: readonly BreakEvenPoint[]
}

/** A difference over the grid of some values of two inputs, and its line of no difference, found to a relative 1e-6 between the values of y. */
export function breakEvenSurface(
  difference: (x: number, y: number) => number,
  xs: readonly number[],
  ys: readonly number[],
): BreakEvenSurface {
  const differences = ys.map((y) => xs.map((x) => difference(x, y)))
  const line: BreakEvenPoint[] = []
  for (const [column, x] of xs.entries()) {
    for (let row = 0; row + 1 < ys.length; row++) {
      if (differences[row]![column]! * differences[row + 1]![column]! > 0) continue
      const y = breakEvenValue((value) => difference(x, value), ys[row]!, ys[row + 1]!)
      if (y !== undefined) line.push({ x, y })
      break
    }
  }
  return { xs, ys, differences, line }
}
