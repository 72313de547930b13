/** Units as they are written after a number, and what each is worth in base units. */

/** Exponents of m, kg, s, A, K and currency. */
type Exponents = readonly [number, number, number, number, number, number]

export interface Unit {
  readonly factor: number
  readonly exponents: Exponents
}

const NONE: Exponents = [0, 0, 0, 0, 0, 0]
const TIME: Exponents = [0, 0, 1, 0, 0, 0]
const LENGTH: Exponents = [1, 0, 0, 0, 0, 0]
const MASS: Exponents = [0, 1, 0, 0, 0, 0]
const ENERGY: Exponents = [2, 1, -2, 0, 0, 0]
const POWER: Exponents = [2, 1, -3, 0, 0, 0]

const SYMBOLS: Readonly<Record<string, Unit>> = {
  us: { factor: 1e-6, exponents: TIME },
  ms: { factor: 1e-3, exponents: TIME },
  s: { factor: 1, exponents: TIME },
  min: { factor: 60, exponents: TIME },
  h: { factor: 3600, exponents: TIME },
  d: { factor: 86400, exponents: TIME },
  week: { factor: 604800, exponents: TIME },
  month: { factor: 2629800, exponents: TIME },
  year: { factor: 31557600, exponents: TIME },
  mm: { factor: 1e-3, exponents: LENGTH },
  cm: { factor: 1e-2, exponents: LENGTH },
  m: { factor: 1, exponents: LENGTH },
  km: { factor: 1e3, exponents: LENGTH },
  m2: { factor: 1, exponents: [2, 0, 0, 0, 0, 0] },
  m3: { factor: 1, exponents: [3, 0, 0, 0, 0, 0] },
  L: { factor: 1e-3, exponents: [3, 0, 0, 0, 0, 0] },
  g: { factor: 1e-3, exponents: MASS },
  kg: { factor: 1, exponents: MASS },
  t: { factor: 1e3, exponents: MASS },
  Wh: { factor: 3600, exponents: ENERGY },
  kWh: { factor: 3.6e6, exponents: ENERGY },
  MWh: { factor: 3.6e9, exponents: ENERGY },
  GWh: { factor: 3.6e12, exponents: ENERGY },
  J: { factor: 1, exponents: ENERGY },
  MJ: { factor: 1e6, exponents: ENERGY },
  W: { factor: 1, exponents: POWER },
  kW: { factor: 1e3, exponents: POWER },
  MW: { factor: 1e6, exponents: POWER },
  A: { factor: 1, exponents: [0, 0, 0, 1, 0, 0] },
  V: { factor: 1, exponents: [2, 1, -3, -1, 0, 0] },
  degC: { factor: 1, exponents: [0, 0, 0, 0, 1, 0] },
  '%': { factor: 0.01, exponents: NONE },
  ppm: { factor: 1e-6, exponents: NONE },
  parts: { factor: 1, exponents: NONE },
  cycles: { factor: 1, exponents: NONE },
  lots: { factor: 1, exponents: NONE },
  people: { factor: 1, exponents: NONE },
}

/** The symbol's unit; a currency is three capital letters. */
export function unitOf(symbol: string): Unit | undefined {
  return SYMBOLS[symbol] ?? (/^[A-Z]{3}$/.test(symbol) ? { factor: 1, exponents: [0, 0, 0, 0, 0, 1] } : undefined)
}

export const unitSymbols: readonly string[] = Object.keys(SYMBOLS)
