/** The legal limit of consumption in China, GB 36980.1-2025, in force since 2026-01-01 for new types. */

/**
 * What is known in public of the limits: 15.1 kWh/100 km on the CLTC at a kerb mass of 2,000 kg (electrive.com, 2026-01-02; CCTV,
 * 2025-12-26). The table by mass was not at hand, so the slope, 0.0036 kWh/100 km a kg, is that of the recommendation before it, a
 * ninth less, from memory, and counts as an estimate that may be half as much again or half as much.
 */
const KNOWN_KG = 2000
const KNOWN_KWH = 15.1
const SLOPE = 0.0036

/** A consumption beside its limit. */
export interface LegalCheck {
  /** kWh/100 km from the wall on the CLTC, and the limit with the width of what is not known of it. */
  readonly kwhPer100Km: number
  readonly limit: number
  readonly limitLow: number
  readonly limitHigh: number
  readonly verdict: 'keeps the limit' | 'breaks the limit' | 'too close to say'
}

/**
 * @param kerbKg kerb mass
 * @param low and `high`: the band of the consumption; the verdict is given where band and limit do not touch
 */
export function checkConsumption(kerbKg: number, kwhPer100Km: number, low: number, high: number): LegalCheck {
  const away = SLOPE * (kerbKg - KNOWN_KG)
  const [limitLow, limitHigh] = [KNOWN_KWH + Math.min(away * 0.5, away * 1.5), KNOWN_KWH + Math.max(away * 0.5, away * 1.5)]
  const verdict = high <= limitLow ? 'keeps the limit' : low > limitHigh ? 'breaks the limit' : 'too close to say'
  return { kwhPer100Km, limit: KNOWN_KWH + away, limitLow, limitHigh, verdict }
}
