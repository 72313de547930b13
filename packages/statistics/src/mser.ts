/**
 * Where a run has warmed up, by MSER-5.
 *
 * The series is averaged in batches of five; the first d batches are cut off so that the standard error of the mean of
 * the rest, sum (y - mean)^2 / (n - d)^2, is smallest, over d from 0 to n / 2 (the smallest such d on ties). K. P. White,
 * "An effective truncation heuristic for bias reduction in simulation output", Simulation 69 (1997) 323-334; K. P. White,
 * M. J. Cobb, S. C. Spratt, WSC 2000.
 */
export interface Truncation {
  /** Observations to cut off at the front, a multiple of five. */
  readonly observations: number
  /** Mean of the batches that remain; NaN for fewer than five observations. */
  readonly mean: number
  /** The smallest value of the statistic. */
  readonly statistic: number
  /** False where the best cut is the last one allowed: the series has probably not settled, run longer. */
  readonly settled: boolean
}

const BATCH = 5

/** MSER-5 of a series in order of time. A last batch of fewer than five is left out. */
export function mser5(series: ArrayLike<number>): Truncation {
  const batches = Math.floor(series.length / BATCH)
  const most = Math.floor(batches / 2)
  let [count, mean, squares] = [0, 0, 0]
  let best: Truncation = { observations: 0, mean: NaN, statistic: Infinity, settled: false }
  // From the back, so that each d takes one step of Welford's recurrence.
  for (let batch = batches - 1; batch >= 0; batch--) {
    let y = 0
    for (let i = 0; i < BATCH; i++) y += series[batch * BATCH + i]! / BATCH
    count++
    const before = y - mean
    mean += before / count
    squares += before * (y - mean)
    const statistic = squares / (count * count)
    if (batch <= most && statistic <= best.statistic) best = { observations: batch * BATCH, mean, statistic, settled: batch < most }
  }
  return best
}
