/** Paths of electrification: of a brand towards a target, and of a market under ceilings that are scenarios. */
import { fitLogistic, logisticShare, logisticThrough } from './diffusion.ts'
import type { SharePoint } from './diffusion.ts'

/** Retail share of battery cars in China by year (CPCA through CleanTechnica, summed by month; 2026 is its first half). */
export const CHINA_BATTERY_SHARES: readonly SharePoint[] = [
  { time: 2019, share: 0.039 },
  { time: 2020, share: 0.047 },
  { time: 2021, share: 0.133 },
  { time: 2022, share: 0.216 },
  { time: 2023, share: 0.247 },
  { time: 2024, share: 0.277 },
  { time: 2025, share: 0.333 },
  { time: 2026.25, share: 0.357 },
]

/**
 * Share of a brand's sales on the logistic curve to 1 through two points: from 52 % in 2025 to 99 % in 2035, for the announced 100 %.
 * @throws RangeError as `logisticThrough`
 */
export function shareTowardsAll(from: SharePoint, to: SharePoint, year: number): number {
  return logisticShare(logisticThrough(1, from, to), year)
}

/** Share of battery cars under one ceiling. */
export interface CeilingPath {
  readonly ceiling: number
  readonly shares: readonly SharePoint[]
}

/**
 * The market's share of battery cars under ceilings: curves fitted to what was seen. A ceiling is not fitted: what has been seen hardly determines it (a free fit
 * gave 0.34, which the year after passed).
 * @throws RangeError as `fitLogistic`
 */
export function ceilingPaths(
  ceilings: readonly number[],
  years: readonly number[],
  seen: readonly SharePoint[] = CHINA_BATTERY_SHARES,
): CeilingPath[] {
  return ceilings.map((ceiling) => {
    const curve = fitLogistic(ceiling, seen)
    return { ceiling, shares: years.map((time) => ({ time, share: logisticShare(curve, time) })) }
  })
}
