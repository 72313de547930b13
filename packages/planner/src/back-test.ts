/** Forecasts made from what was known at the time, against what came: the plan's own errors on past years. */
import {
  calibrateMarket,
  CHINA_BATTERY_SHARES,
  chinaRetailTaxes,
  fitLogistic,
  logisticShare,
  marketOutcome,
  technologyFor,
} from 'genba/economics'
import type { SharePoint } from 'genba/economics'
import { dayNumber } from 'genba/quantity'
import type { PlanInput, PlanValues } from './plan-input.ts'

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

/**
 * The market's own forecast: calibrated on what was sold in 2024 at the prices of 2025, it is run a year on with the plan's growth, drift of costs and the share of battery cars that
 * came, and each car is held against what was sold in 2025. New models, which the market does not know of, are its largest errors.
 * @throws RangeError as `calibrateMarket`
 */
export function backTestMarket(input: PlanInput, values: PlanValues): PastForecast[] {
  const day = dayNumber(2025, 6, 30)
  const sold = input.market.map(({ name, firm, drive, cars2024, price }) => {
    const { purchaseTax } = chinaRetailTaxes(price.value, drive === 'battery' || drive === 'extended', day)
    return { name, firm, drive, cars: cars2024.value, paid: price.value + purchaseTax, tax: purchaseTax }
  })
  const { elasticity, driveSpread, priceSpread, potential } = values
  const market = calibrateMarket(sold, { elasticity, driveSpread, priceSpread, potential, kinds: 64 })
  const sum = (of: (drive: string) => boolean): number =>
    input.market.reduce((all, { drive, cars2025 }) => all + (of(drive) ? cars2025.value : 0), 0)
  const share = sum((drive) => drive === 'battery') / sum(() => true)
  const outcome = marketOutcome(market, {
    potential: potential * (1 + values.marketGrowth),
    technology: technologyFor(market, share),
    costFactor: 1 + values.rivalCostDrift,
    added: [],
  })
  return input.market.map(({ name, cars2025 }, j) => ({
    what: `cars of ${name} in China`,
    from: 2024,
    to: 2025,
    forecast: outcome.cars[j]!,
    came: cars2025.value,
    error: outcome.cars[j]! / cars2025.value - 1,
  }))
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
