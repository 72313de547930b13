/** How far predictions may be off: bands of 80 %, from cars that took no part in the fit. */
import type { CycleRange } from './range.ts'

/** What a prediction rests on. */
export type Basis = 'brochure' | 'coast-down' | 'coast-down and sibling'

/** Half a band, as a share of the range, and whether left-out cars stand behind it. */
export interface Band {
  readonly share: number
  readonly validated: boolean
}

const CHECKED = true
const ESTIMATE = false

/**
 * Shares of the range. Validated ones are the 80 % quantile of errors of left-out cars (validation/vehicle has every car's own):
 * coast-downs by leaving out one make after the other, siblings by predicting each car from the nearest other one of its make, brochures by
 * leaving out makes over ten cars with a WLTP range. For cycles without measured cars the nearest validated figure is taken.
 * A brochure says nothing of the road load that a coast-down gives, so its figures are never below those.
 */
const SHARES: Readonly<Record<Basis, Readonly<Record<CycleRange['cycle'], readonly [number, boolean]>>>> = {
  brochure: {
    UDDS: [0.16, ESTIMATE],
    HWFET: [0.12, ESTIMATE],
    US06: [0.12, ESTIMATE],
    'EPA combined': [0.14, ESTIMATE],
    'WLTC 3b': [0.08, CHECKED],
    NEDC: [0.1, ESTIMATE],
    'CLTC-P (unofficial)': [0.12, ESTIMATE],
  },
  'coast-down': {
    UDDS: [0.155, CHECKED],
    HWFET: [0.075, CHECKED],
    US06: [0.12, ESTIMATE],
    'EPA combined': [0.12, CHECKED],
    'WLTC 3b': [0.12, ESTIMATE],
    NEDC: [0.12, ESTIMATE],
    'CLTC-P (unofficial)': [0.155, ESTIMATE],
  },
  'coast-down and sibling': {
    UDDS: [0.055, CHECKED],
    HWFET: [0.035, CHECKED],
    US06: [0.06, ESTIMATE],
    'EPA combined': [0.045, CHECKED],
    'WLTC 3b': [0.06, ESTIMATE],
    NEDC: [0.06, ESTIMATE],
    'CLTC-P (unofficial)': [0.08, ESTIMATE],
  },
}

export function bandOf(basis: Basis, cycle: CycleRange['cycle']): Band {
  const [share, validated] = SHARES[basis][cycle]
  return { share, validated }
}

/**
 * What weather adds to a band, as a share that adds in squares: owners of one car lie within about a tenth of their mean (Toyota and
 * UC Davis, World Electric Vehicle Journal 12, 161, 2021), and the powers and capacities of `conditions.ts` are estimates.
 */
export const WEATHER_BAND = 0.1

/** The band outside the test room; nothing validates it. */
export function bandInWeather({ share }: Band): Band {
  return { share: Math.sqrt(share * share + WEATHER_BAND * WEATHER_BAND), validated: false }
}

/**
 * Logarithm of the half-band of charging times: 1.28 standard deviations of the time over that of the usual curve, over eleven cars with a
 * known peak and time, a further car's own spread included. A test computes it anew.
 */
export const CHARGE_BAND = 0.257

/** No charging time is told closer than this: sources differ by 15 % about one and the same car. */
export const LEAST_CHARGE_BAND = 0.15
