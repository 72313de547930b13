/**
 * Quantities as they are written: `120 s`, `6.5 m`, `8 %`, `14.6 bn CNY`, `0.8/min`, `0.7 CNY/kWh`, `1 h 30 min`.
 *
 *   quantity = number [unit] { number unit }
 *   number   = ["-"] digits ["." digits] [("e" | "E") ["-"] digits],  digits = digit { digit | "_" }
 *   unit     = [scale] [symbol] { ("/" | "*") symbol },  scale = "k" | "M" | "bn" before a blank and a currency
 *
 * The blank before a unit may be left out. A minus at the beginning holds for the whole: -1 h 30 min is -90 min.
 */
import { DIMENSIONS, sameDimension } from './dimension.ts'
import type { Dimension, DimensionName } from './dimension.ts'
import { MONEY_SCALES, ONE, timesUnit, unitOf, unknownUnit } from './unit.ts'
import type { Unit } from './unit.ts'

export interface Quantity {
  /** In base units: m, kg, s, A, degC, J, W, 1, one of the currency. */
  readonly value: number
  readonly dimension: Dimension
  /** Exponent of each currency: {CNY: 1} for a price, {CNY: 1, EUR: -1} for a rate of exchange. */
  readonly currencies: Readonly<Record<string, number>>
  /** Whether a unit was written. */
  readonly hasUnit: boolean
  /** Whether a month or a year was written. */
  readonly isCalendar: boolean
}

/** What is wrong with a written quantity, and where in its text. */
export class QuantityError extends RangeError {
  /** Offset in the text. */
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.name = 'QuantityError'
    this.at = at
  }
}

const NUMBER = /-?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE]-?\d[\d_]*)?/y
const SYMBOL = /%|m[23](?!\d)|[A-Za-z]+/y
const BLANKS = /\s*/y

/** Reads a quantity of any kind. @throws QuantityError if `text` is none */
export function parseQuantity(text: string): Quantity {
  const reader = createReader(text)
  const first = reader.measured()
  if (first === undefined) throw new QuantityError(`expected a quantity such as "120 s", received "${text}"`, 0)
  const negative = text.trimStart().startsWith('-')
  let value = first.value
  while (!reader.ended()) {
    const start = reader.at()
    const more = reader.measured()
    if (more === undefined || !first.hasUnit)
      throw new QuantityError(`expected a unit after the number, received "${text.slice(start)}"`, start)
    if (!more.hasUnit) throw new QuantityError(`expected a unit after "${text.slice(start).trim()}"`, start)
    if (more.negative) throw new QuantityError(`expected a minus at the beginning only, received "${text}"`, start)
    if (!sameDimension(more.unit.dimension, first.unit.dimension) || !sameCurrencies(more.unit.currencies, first.unit.currencies))
      throw new QuantityError(`expected units of one kind, received "${text}"`, start)
    value += negative ? -more.value : more.value
  }
  if (!Number.isFinite(value)) throw new QuantityError(`expected a number below 1.8e308, received "${text}"`, 0)
  const { dimension, currencies, isCalendar } = first.unit
  return { value, dimension, currencies, hasUnit: first.hasUnit, isCalendar }
}

/**
 * Reads a quantity of one dimension and gives its value in base units; for a price, in its currency. A bare number will do
 * where the dimension is none. A duration in months or years is refused, for neither has a length of its own.
 * @throws QuantityError saying what was expected and received
 */
export function parseAs(text: string, wanted: DimensionName): number {
  const { exponents, phrase, example } = DIMENSIONS[wanted]
  const expected = `expected ${phrase} such as "${example}", received "${text}"`
  if (!/^\s*-?\d/.test(text)) throw new QuantityError(expected, 0)
  const quantity = parseQuantity(text)
  if (!sameDimension(quantity.dimension, exponents)) throw new QuantityError(expected, 0)
  if (wanted === 'duration' && quantity.isCalendar) throw new QuantityError(`${expected}; month and year are for rates, money and dates`, 0)
  return quantity.value
}

/** Reads a unit alone: `km/h`, `CNY/kWh`, `/min`, `%`. @throws QuantityError if it is none */
export function parseUnit(text: string): Unit {
  const reader = createReader(text)
  const found = reader.unit()
  if (!reader.ended() || !found.hasUnit) throw new QuantityError(`expected a unit such as "km/h", received "${text}"`, 0)
  return { ...found.unit, numerator: found.unit.numerator * found.scale }
}

/** The number that says in the unit `to` what `value` says in the unit `from`. @throws QuantityError if they measure different things */
export function convert(value: number, from: string, to: string): number {
  const [left, right] = [parseUnit(from), parseUnit(to)]
  if (!sameDimension(left.dimension, right.dimension) || !sameCurrencies(left.currencies, right.currencies))
    throw new QuantityError(`expected units of one kind, received "${from}" and "${to}"`, 0)
  return (value * (left.numerator * right.denominator)) / (left.denominator * right.numerator)
}

interface Measured {
  readonly value: number
  readonly unit: Unit
  readonly hasUnit: boolean
  readonly negative: boolean
}

interface Reader {
  at(): number
  ended(): boolean
  /** A number and the unit after it; undefined, taking nothing, where there is no number. */
  measured(): Measured | undefined
  unit(): { readonly unit: Unit; readonly scale: number; readonly hasUnit: boolean }
}

function createReader(text: string): Reader {
  let at = 0

  function match(pattern: RegExp): string | undefined {
    BLANKS.lastIndex = at
    BLANKS.exec(text)
    pattern.lastIndex = BLANKS.lastIndex
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at = pattern.lastIndex
    return found
  }

  function unit(): { unit: Unit; scale: number; hasUnit: boolean } {
    let unit = ONE
    let hasUnit = false
    let scale = 1
    const start = at
    const first = match(SYMBOL)
    if (first !== undefined) {
      const money = moneyAfter(first)
      scale = money?.scale ?? 1
      const symbol = money?.symbol ?? first
      const found = unitOf(symbol)
      if (found === undefined) {
        if (MONEY_SCALES.has(symbol)) throw new QuantityError(`expected a currency after "${symbol}", as in 14.6 bn CNY`, start)
        throw new QuantityError(unknownUnit(symbol), at - symbol.length)
      }
      unit = timesUnit(unit, found, 1)
      hasUnit = true
    }
    for (let operator = match(/[/*]/y); operator !== undefined; operator = match(/[/*]/y)) {
      const symbol = match(SYMBOL)
      if (symbol === undefined) throw new QuantityError(`expected a unit after "${operator}"`, at)
      const found = unitOf(symbol)
      if (found === undefined) throw new QuantityError(unknownUnit(symbol), at - symbol.length)
      unit = timesUnit(unit, found, operator === '*' ? 1 : -1)
      hasUnit = true
    }
    return { unit, scale, hasUnit }
  }

  /** After `k`, `M` or `bn` and a blank: the currency. Takes nothing if there is none. */
  function moneyAfter(word: string): { scale: number; symbol: string } | undefined {
    const scale = MONEY_SCALES.get(word)
    if (scale === undefined || !/\s/.test(text[at] ?? '')) return undefined
    const symbol = match(/[A-Z]{3}(?![A-Za-z0-9])/y)
    return symbol === undefined ? undefined : { scale, symbol }
  }

  return {
    unit,
    at: () => at,
    ended: () => text.slice(at).trim() === '',
    measured() {
      const digits = match(NUMBER)
      if (digits === undefined) return undefined
      const number = Number(digits.replaceAll('_', ''))
      const found = unit()
      const value = (number * (found.unit.numerator * found.scale)) / found.unit.denominator
      return { value, unit: found.unit, hasUnit: found.hasUnit, negative: digits.startsWith('-') }
    },
  }
}

function sameCurrencies(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => a[name] === b[name])
}
