/** Forecasts made from what was known at the time, against what came: the plan's own errors on past years. */
import { CHINA_BATTERY_SHARES, fitLogistic, logisticShare } from 'genba/economics'
import type { SharePoint } from 'genba/economics'

/** A forecast and what came. */
export interface PastForecast {
  /** What was forecast, and by whom. */
  readonly what: string
  /** Last time that was known, and the time that was forecast. */
  readonly from: number
  readonly to: number
  readonly forecast: number
  readonly came: number
  /** `forecast / came - 1`. */
  readonly error: number
}

/**
 * Logistic forecasts of a share under a ceiling: at each time from the third on, every later one is forecast from those up to it.
 * @throws RangeError as `fitLogistic`
 */
export function backTestShares(ceiling: number, seen: readonly SharePoint[] = CHINA_BATTERY_SHARES): PastForecast[] {
  return seen.slice(0, -1).flatMap((last, index) => {
    if (index < 2) return []
    const curve = fitLogistic(ceiling, seen.slice(0, index + 1))
    return seen.slice(index + 1).map(({ time, share }) => {
      const forecast = logisticShare(curve, time)
      return {
        what: `share of battery cars in China, ceiling ${ceiling}`,
        from: last.time,
        to: time,
        forecast,
        came: share,
        error: forecast / share - 1,
      }
    })
  })
}

/** Forecasts of others that can be checked: what the association expected of 2026, and its first half. */
export const PUBLISHED_FORECASTS: readonly PastForecast[] = [
  {
    // CAAM in January 2026: +1 % over 2025 with exports; retail of the first half: 8.672 million after 10.841.
    what: 'cars sold in China in 2026 over 2025: the association in January, retail of the first half',
    from: 2026,
    to: 2026.5,
    forecast: 1.01,
    came: 8.672 / 10.841,
    error: 1.01 / (8.672 / 10.841) - 1,
  },
]
