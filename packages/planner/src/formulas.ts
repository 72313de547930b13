/** Formulas of planning by the names under which files of cases call them. */
import { argumentsOf } from 'genba/economics'
import type { Formula } from 'genba/economics'
import { streamKey } from 'genba/statistics'
import { screen, varianceShares } from './sensitivity.ts'
import type { UnitFunction } from './sensitivity.ts'

/**
 * The function of T. Ishigami, T. Homma (1990) on the cube from -pi to pi: `sin x1 + a sin^2 x2 + b x3^4 sin x1`.
 * @param a weight of the second input
 * @param b weight of the third
 */
export function ishigami(a: number, b: number): UnitFunction {
  return (inputs) => {
    const [x1, x2, x3] = [...inputs].map((u) => (2 * u - 1) * Math.PI)
    const second = sine(x2!)
    return sine(x1!) * (1 + b * x3! * x3! * x3! * x3!) + a * second * second
  }
}

/** Sine between -pi and pi by its series about 0, to rounding: the same bits everywhere. */
function sine(x: number): number {
  let term = x
  let sum = x
  for (let k = 2; k < 40; k += 2) {
    term *= -(x * x) / (k * (k + 1))
    sum += term
  }
  return sum
}

interface Ishigami {
  readonly a: number
  readonly b: number
}

/** Formulas by name. */
export const plannerFormulas: Readonly<Record<string, Formula>> = {
  ishigami_variance: (values) => {
    const { a, b, points } = argumentsOf<Ishigami & { readonly points: number }>(values)
    return varianceShares(ishigami(a, b), 3, points, streamKey(1, 0, 'ishigami', 'variance'))
  },
  ishigami_screening: (values) => {
    const { a, b, trajectories, levels, seed } = argumentsOf<
      Ishigami & { readonly trajectories: number; readonly levels: number; readonly seed: number }
    >(values)
    return screen(ishigami(a, b), 3, trajectories, levels, streamKey(seed, 0, 'ishigami', 'screening'))
  },
}
