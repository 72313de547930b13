/** Walks along the text of one value: words, numbers, units. Throws ValueFault, which whoever reads the node turns into a diagnostic. */
import { suggestion } from './nearest.ts'
import { unitOf, unitSymbols } from './unit.ts'

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
  readonly exponents: readonly number[]
  /** Whether a unit was written. */
  readonly hasUnit: boolean
  readonly from: number
  readonly to: number
}

const BLANK = /[\s]*/y
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y
const NUMBER = /-?\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?/y
const SYMBOL = /%|[A-Za-z][A-Za-z0-9]*/y
const SCALES: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, bn: 1e9 }

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
  /** A number and its unit. */
  measured(): Measured
  /** Takes what the sticky expression matches here. */
  match(pattern: RegExp): string | undefined
  fault(message: string, from?: number, code?: string): ValueFault
}

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
    let value = Number(digits.replaceAll('_', ''))
    if (!Number.isFinite(value)) throw fault(`the number ${digits.slice(0, 40)} is too large`, from)
    const exponents = [0, 0, 0, 0, 0, 0]
    let hasUnit = false
    const apply = (symbol: string, power: 1 | -1): void => {
      const unit = unitOf(symbol)!
      value = power === 1 ? value * unit.factor : value / unit.factor
      unit.exponents.forEach((exponent, index) => (exponents[index]! += power * exponent))
      hasUnit = true
    }
    const numberEnd = at
    const first = peek(SYMBOL)
    if (first !== undefined) {
      const scale = SCALES[first]
      if (
        scale !== undefined &&
        text[skip() + first.length] === ' ' &&
        unitOf(first === 'M' || first === 'k' || first === 'bn' ? (peekAfter(first) ?? '') : '') !== undefined
      ) {
        at = skip() + first.length
        value *= scale
        apply(match(SYMBOL)!, 1)
      } else if (unitOf(first) !== undefined) {
        skip()
        at += first.length
        apply(first, 1)
      }
    }
    for (;;) {
      const before = at
      const operator = match(/[/*]/y)
      if (operator === undefined) break
      const start = skip()
      const symbol = match(SYMBOL)
      if (symbol === undefined || unitOf(symbol) === undefined) {
        if (symbol === undefined) at = before
        throw fault(`unknown unit "${symbol ?? operator}"${suggestion(symbol ?? '', unitSymbols)}`, start)
      }
      apply(symbol, operator === '*' ? 1 : -1)
    }
    if (!hasUnit) at = numberEnd
    return { value, exponents, hasUnit, from, to: at }
  }

  function peekAfter(word: string): string | undefined {
    SYMBOL.lastIndex = skip() + word.length
    BLANK.lastIndex = SYMBOL.lastIndex
    BLANK.exec(text)
    SYMBOL.lastIndex = BLANK.lastIndex
    return SYMBOL.exec(text)?.[0]
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
