/** What kinds of quantity the words of the language ask for, and how a message names them. */

export interface DimensionWords {
  /** With its article, as it follows "expected". */
  readonly phrase: string
  /** A value as one would write it. */
  readonly example: string
  /** Exponents of m, kg, s, A, K and currency. */
  readonly exponents: readonly number[]
  /** Whether a bare number will do. */
  readonly bare: boolean
}

export type Dimension =
  | 'duration'
  | 'rate'
  | 'share'
  | 'ratio'
  | 'count'
  | 'length'
  | 'area'
  | 'volume'
  | 'speed'
  | 'mass'
  | 'energy'
  | 'power'
  | 'carbon_factor'
  | 'mass_per_length'
  | 'flow'
  | 'money'
  | 'money_rate'

const plain = [0, 0, 0, 0, 0, 0]

/** Every kind of quantity, by name. */
export const DIMENSIONS: Readonly<Record<Dimension, DimensionWords>> = {
  duration: { phrase: 'a duration', example: '120 s', exponents: [0, 0, 1, 0, 0, 0], bare: false },
  rate: { phrase: 'a rate', example: '0.8/min', exponents: [0, 0, -1, 0, 0, 0], bare: false },
  share: { phrase: 'a share', example: '8 %', exponents: plain, bare: true },
  ratio: { phrase: 'a number', example: '1.5', exponents: plain, bare: true },
  count: { phrase: 'a number', example: '12', exponents: plain, bare: true },
  length: { phrase: 'a length', example: '6.5 m', exponents: [1, 0, 0, 0, 0, 0], bare: false },
  area: { phrase: 'an area', example: '12 m2', exponents: [2, 0, 0, 0, 0, 0], bare: false },
  volume: { phrase: 'a volume', example: '3 m3', exponents: [3, 0, 0, 0, 0, 0], bare: false },
  speed: { phrase: 'a speed', example: '0.05 m/s', exponents: [1, 0, -1, 0, 0, 0], bare: false },
  mass: { phrase: 'a mass', example: '90 kg', exponents: [0, 1, 0, 0, 0, 0], bare: false },
  energy: { phrase: 'an energy', example: '4 kWh', exponents: [2, 1, -2, 0, 0, 0], bare: false },
  power: { phrase: 'a power', example: '12 kW', exponents: [2, 1, -3, 0, 0, 0], bare: false },
  carbon_factor: { phrase: 'a carbon factor', example: '0.42 kg/kWh', exponents: [-2, 0, 2, 0, 0, 0], bare: false },
  mass_per_length: { phrase: 'a mass per length', example: '0.35 kg/m', exponents: [-1, 1, 0, 0, 0, 0], bare: false },
  flow: { phrase: 'a volume per time', example: '2 m3/h', exponents: [3, 0, -1, 0, 0, 0], bare: false },
  money: { phrase: 'an amount of money', example: '14.6 bn CNY', exponents: [0, 0, 0, 0, 0, 1], bare: false },
  money_rate: { phrase: 'money per time', example: '80 CNY/h', exponents: [0, 0, -1, 0, 0, 1], bare: false },
}

/** `a duration such as "120 s"`, for messages. */
export function phraseOf(dimension: Dimension): string {
  const { phrase, example } = DIMENSIONS[dimension]
  return `${phrase} such as "${example}"`
}
