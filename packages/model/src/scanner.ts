/** Walks along the text of one value: words, numbers, units. Throws ValueFault, which whoever reads the node turns into a diagnostic. */
import { parseUnit, UNIT_SYMBOLS, unitOf } from 'genba/quantity'
import type { Unit } from 'genba/quantity'
import { suggestion } from './nearest.ts'

/** A fault at offsets of the text being read. */
export class ValueFault extends Error {
  readonly from: number
  readonly to: number
  readonly code: string
  constructor(message: string, from: number, to: number, code = 'G1003') {
    super(message)
    this.from = from
    this.to = to
    this.code = code
  }
}

/** A number with its unit, in base units. */
export interface Measured {
  readonly value: number
  /** Absent where none was written. */
  readonly unit: Unit | undefined
  readonly from: number
  readonly to: number
}

const BLANK = /\s*/y
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y
const NUMBER = /-?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?/y
const SYMBOL = /%|[A-Za-z][A-Za-z0-9]*/y
/** A scale of money is one only before a currency. */
const MONEY = /(?:k|M|bn)(?=\s+[A-Z]{3}(?![A-Za-z0-9]))/y
const CURRENCY = /[A-Z]{3}/y

export interface Scanner {
  readonly text: string
  /** Offset of what comes next, blanks skipped. */
  at(): number
  ended(): boolean
  /** The word that comes next, not taken. */
  word(): string | undefined
  /** Whether that word is followed by "(". */
  calls(): boolean
  /** Takes the next word if it is this one. */
  takeWord(word: string): boolean
  take(symbol: string): boolean
  expect(symbol: string): void
  /** Whether a number comes next. */
  numeric(): boolean
  /** A number and its unit; a word that is no unit stays, for it may name the next parameter. */
  measured(): Measured
  /** Takes what the sticky expression matches here. */
  match(pattern: RegExp): string | undefined
  fault(message: string, from?: number, code?: string): ValueFault
}

/** A scanner at the beginning of `text`. */
export function createScanner(text: string): Scanner {
  let at = 0

  function skip(): number {
    BLANK.lastIndex = at
    BLANK.exec(text)
    at = BLANK.lastIndex
    return at
  }

  function peek(pattern: RegExp): string | undefined {
    pattern.lastIndex = skip()
    return pattern.exec(text)?.[0]
  }

  function match(pattern: RegExp): string | undefined {
    const found = peek(pattern)
    if (found !== undefined) at += found.length
    return found
  }

  function fault(message: string, from = skip(), code = 'G1003'): ValueFault {
    return new ValueFault(message, Math.min(from, text.length), Math.max(at, Math.min(from + 1, text.length)), code)
  }

  function take(symbol: string): boolean {
    if (!text.startsWith(symbol, skip())) return false
    at += symbol.length
    return true
  }

  function measured(): Measured {
    const from = skip()
    const digits = match(NUMBER)
    if (digits === undefined) throw fault('expected a number')
    const number = Number(digits.replaceAll('_', ''))
    if (!Number.isFinite(number)) throw fault(`the number ${digits.slice(0, 40)} is too large`, from)
    const numberEnd = at
    const unitFrom = skip()
    const first = peek(SYMBOL)
    if (first !== undefined && unitOf(first) !== undefined) at += first.length
    else if (match(MONEY) !== undefined) match(CURRENCY)
    let end = at
    while (match(/[/*]/y) !== undefined) {
      const start = skip()
      const symbol = match(SYMBOL)
      if (symbol === undefined || unitOf(symbol) === undefined)
        throw fault(`unknown unit "${symbol ?? text.slice(end, at).trim()}"${suggestion(symbol ?? '', UNIT_SYMBOLS)}`, start)
      end = at
    }
    const written = text.slice(unitFrom, end)
    if (written === '') {
      at = numberEnd
      return { value: number, unit: undefined, from, to: at }
    }
    const unit = parseUnit(written)
    const value = (number * unit.numerator) / unit.denominator
    if (!Number.isFinite(value)) throw fault(`the number ${digits.slice(0, 40)} is too large`, from)
    return { value, unit, from, to: end }
  }

  return {
    text,
    at: skip,
    ended: () => skip() >= text.length,
    word: () => peek(WORD),
    calls: () => {
      const word = peek(WORD)
      return word !== undefined && text[skip() + word.length] === '('
    },
    takeWord: (word) => {
      if (peek(WORD) !== word) return false
      at += word.length
      return true
    },
    take,
    expect: (symbol) => {
      if (!take(symbol))
        throw fault(
          skip() >= text.length ? `"${symbol}" is missing at the end` : `expected "${symbol}" before "${text.slice(at, at + 20)}"`,
        )
    },
    numeric: () => peek(NUMBER) !== undefined,
    measured,
    match,
    fault,
  }
}
