/**
 * Units as they are written after a number, and what each is worth in base units: m, kg, s, A, degC, 1, and each currency
 * by itself. Energy is in J and power in W, so that kW times h is kWh. A month is a twelfth of a year, and a year 365.25
 * days: calendar units, for rates and money; the length of an activity may not be written in them.
 */
import { DIMENSIONS, NONE, timesDimension } from './dimension.ts'
import type { Dimension } from './dimension.ts'
import { nearestName } from './nearest.ts'

export interface Unit {
  /** Base units in one of it, as a fraction of whole numbers: 8 % is 8 / 100 to the last bit, 8 * 0.01 is not. */
  readonly numerator: number
  readonly denominator: number
  readonly dimension: Dimension
  /** Exponent of each currency. */
  readonly currencies: Readonly<Record<string, number>>
  /** Whether a month or a year is part of it. */
  readonly isCalendar: boolean
}

function unit(numerator: number, denominator: number, dimension: Dimension, isCalendar = false): Unit {
  return { numerator, denominator, dimension, currencies: {}, isCalendar }
}

const { duration, length, area, volume, mass, energy, power, current, voltage, temperature, money } = DIMENSIONS

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['us', unit(1, 1_000_000, duration.exponents)],
  ['ms', unit(1, 1000, duration.exponents)],
  ['s', unit(1, 1, duration.exponents)],
  ['min', unit(60, 1, duration.exponents)],
  ['h', unit(3600, 1, duration.exponents)],
  ['d', unit(86_400, 1, duration.exponents)],
  ['week', unit(604_800, 1, duration.exponents)],
  ['month', unit(2_629_800, 1, duration.exponents, true)],
  ['year', unit(31_557_600, 1, duration.exponents, true)],
  ['mm', unit(1, 1000, length.exponents)],
  ['cm', unit(1, 100, length.exponents)],
  ['m', unit(1, 1, length.exponents)],
  ['km', unit(1000, 1, length.exponents)],
  ['m2', unit(1, 1, area.exponents)],
  ['m3', unit(1, 1, volume.exponents)],
  ['L', unit(1, 1000, volume.exponents)],
  ['g', unit(1, 1000, mass.exponents)],
  ['kg', unit(1, 1, mass.exponents)],
  ['t', unit(1000, 1, mass.exponents)],
  ['Wh', unit(3600, 1, energy.exponents)],
  ['kWh', unit(3_600_000, 1, energy.exponents)],
  ['MWh', unit(3_600_000_000, 1, energy.exponents)],
  ['GWh', unit(3_600_000_000_000, 1, energy.exponents)],
  ['J', unit(1, 1, energy.exponents)],
  ['MJ', unit(1_000_000, 1, energy.exponents)],
  ['W', unit(1, 1, power.exponents)],
  ['kW', unit(1000, 1, power.exponents)],
  ['MW', unit(1_000_000, 1, power.exponents)],
  ['A', unit(1, 1, current.exponents)],
  ['V', unit(1, 1, voltage.exponents)],
  ['degC', unit(1, 1, temperature.exponents)],
  ['%', unit(1, 100, NONE)],
  ['ppm', unit(1, 1_000_000, NONE)],
  ['parts', unit(1, 1, NONE)],
  ['cycles', unit(1, 1, NONE)],
  ['lots', unit(1, 1, NONE)],
  ['people', unit(1, 1, NONE)],
])

/** Symbols of all units but currencies. */
export const UNIT_SYMBOLS: readonly string[] = [...UNITS.keys()]

/** `k`, `M` and `bn`, which may stand before a currency. */
export const MONEY_SCALES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['M', 1e6],
  ['bn', 1e9],
])

/** No unit. */
export const ONE: Unit = unit(1, 1, NONE)

// `KWH` is a slip of the hand, not a currency.
const CAPITALS: ReadonlySet<string> = new Set(UNIT_SYMBOLS.map((symbol) => symbol.toUpperCase()))

/** The unit of one symbol; other three capital letters are a currency (ISO 4217). Undefined if there is none. */
export function unitOf(symbol: string): Unit | undefined {
  if (/^[A-Z]{3}$/.test(symbol) && !CAPITALS.has(symbol)) return { ...unit(1, 1, money.exponents), currencies: { [symbol]: 1 } }
  return UNITS.get(symbol)
}

/** `left` times `right` to the power 1 or -1. */
export function timesUnit(left: Unit, right: Unit, power: 1 | -1): Unit {
  const currencies = { ...left.currencies }
  for (const [name, exponent] of Object.entries(right.currencies)) {
    currencies[name] = (currencies[name] ?? 0) + power * exponent
    if (currencies[name] === 0) delete currencies[name]
  }
  return {
    numerator: left.numerator * (power === 1 ? right.numerator : right.denominator),
    denominator: left.denominator * (power === 1 ? right.denominator : right.numerator),
    dimension: timesDimension(left.dimension, right.dimension, power),
    currencies,
    isCalendar: left.isCalendar || right.isCalendar,
  }
}

/** `unknown unit "mim"; did you mean "min"?` */
export function unknownUnit(symbol: string): string {
  const nearest = nearestName(symbol, UNIT_SYMBOLS)
  return `unknown unit "${symbol}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`
}
