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
 * Shares of the range. Validated ones are, rounded up to half a percent, the error of left-out cars of rank ceil(0.8 (n + 1)): a further
 * car alike lies within with a chance of at least 80 % (split conformal prediction, Vovk, Gammerman and Shafer 2005). Coast-downs are
 * left out make by make, siblings predict each car from the nearest other one of its make, brochures are left out make by make over
 * the cars with a WLTP range; a test makes each figure again, and validation/vehicle has every car's own error. For cycles with too
 * few measured cars the nearest validated figure is taken: the city's for the CLTC, the combined one for WLTC and NEDC, the highway's and
 * more for the US06. Where no official range stands behind it, a brochure is never told closer than a coast-down.
 */
const SHARES: Readonly<Record<Basis, Readonly<Record<CycleRange['cycle'], readonly [number, boolean]>>>> = {
  brochure: {
    UDDS: [0.19, ESTIMATE],
    HWFET: [0.12, ESTIMATE],
    US06: [0.12, ESTIMATE],
    'EPA combined': [0.14, ESTIMATE],
    'WLTC 3b': [0.09, CHECKED],
    NEDC: [0.12, ESTIMATE],
    'CLTC-P (unofficial)': [0.12, ESTIMATE],
  },
  'coast-down': {
    UDDS: [0.19, CHECKED],
    HWFET: [0.08, CHECKED],
    US06: [0.12, ESTIMATE],
    'EPA combined': [0.14, CHECKED],
    'WLTC 3b': [0.14, ESTIMATE],
    NEDC: [0.14, ESTIMATE],
    'CLTC-P (unofficial)': [0.19, ESTIMATE],
  },
  'coast-down and sibling': {
    UDDS: [0.06, CHECKED],
    HWFET: [0.035, CHECKED],
    US06: [0.06, ESTIMATE],
    'EPA combined': [0.045, CHECKED],
    'WLTC 3b': [0.06, ESTIMATE],
    NEDC: [0.06, ESTIMATE],
    'CLTC-P (unofficial)': [0.08, ESTIMATE],
  },
}

/** The band of a cycle for what a prediction rests on. */
export function bandOf(basis: Basis, cycle: CycleRange['cycle']): Band {
  const [share, validated] = SHARES[basis][cycle]
  return { share, validated }
}

/**
 * What weather adds to a band, as a share that adds in squares: owners of one car lie within about a tenth of their mean (Toyota and
 * UC Davis, World Electric Vehicle Journal 12, 161, 2021), and the powers and capacities of `conditions.ts` are estimates.
 */
const WEATHER_BAND = 0.1

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
