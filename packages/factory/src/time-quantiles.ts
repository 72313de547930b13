/** Quantiles of the times in sinks and buffers, as a run tells them. */
import { createQuantileSketch, type QuantileSketch, type SketchContents } from 'genba/statistics'

/** Probabilities for which quantiles are kept. */
export const QUANTILES: readonly number[] = [0.05, 0.5, 0.9, 0.95, 0.99]

/** Quantiles by the place of each sketch in the list. */
export function quantilesOf(sketches: readonly (QuantileSketch | undefined)[]): Record<number, Record<string, number>> {
  return Object.fromEntries(
    sketches.flatMap((sketch, place) =>
      sketch === undefined ? [] : [[place, Object.fromEntries(QUANTILES.map((q) => [String(q), sketch.quantile(q)]))]],
    ),
  )
}

/** What several sketches have seen, in one. */
export function together(sketches: readonly (SketchContents | undefined)[]): QuantileSketch {
  const all = createQuantileSketch()
  for (const sketch of sketches) if (sketch !== undefined) all.merge(sketch)
  return all
}

/** What a sketch holds now. */
export function contentsOf({ min, max, relativeError, counts, whole }: QuantileSketch): SketchContents {
  return { min, max, relativeError, counts, whole }
}
