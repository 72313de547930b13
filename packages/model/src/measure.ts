/** Measures as they are written: `[path.]name[(arguments)]`, such as `M1.state_share(blocked)` or `lead_time(p95)`. */
import type { Dimension } from './dimension.ts'

/** A measure that a package can compute. */
export interface MeasureWords {
  readonly name: string
  readonly doc: string
  readonly example: string
  /** In which dimension its value is written. With `share` among the arguments it is always a share. */
  readonly dimension: Dimension
}

export interface Measure {
  /** Path of what is measured; null for the base. */
  readonly path: string | null
  readonly measure: string
  /** What stands in parentheses, in order, each as written. */
  readonly arguments: readonly string[]
  /** The whole as written. */
  readonly text: string
}

const MEASURE = /^(?:([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)\.)?([a-z][a-z0-9_]*)\s*(?:\(([^()]*)\))?$/

/** The parts of a written measure, or undefined where it has another form. What they name is not looked up. */
export function readMeasure(text: string): Measure | undefined {
  const found = MEASURE.exec(text.trim())
  if (found === null) return undefined
  const [, path, measure, inside] = found
  const list = (inside ?? '')
    .split(',')
    .map((argument) => argument.trim())
    .filter((argument) => argument !== '')
  return { path: path ?? null, measure: measure!, arguments: list, text: text.trim() }
}
