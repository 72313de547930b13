/**
 * One value as text: `120 s`, `exponential(60 min)`, `learning(30 % to 8 % half_life 60 d)`.
 *
 * Grammar in docs/reference/language.md. The dimension wanted decides what a number may be, so `8 %` is a share and never
 * a duration. Faults are thrown as ValueFault, with offsets into the text.
 */
import { readDate } from './date.ts'
import { sameDimension, UNIT_SYMBOLS } from 'genba/quantity'
import { exactGamma } from 'genba/statistics'
import { changed } from './changed-value.ts'
import { exponentsOf, isPlain, phraseOf } from './dimension.ts'
import type { Dimension } from './dimension.ts'
import { FAMILIES, FAMILY_NAMES, faultOf } from './distribution.ts'
import type { Family, FamilyWords, ParameterKind } from './distribution.ts'
import { readEmpirical } from './empirical.ts'
import type { Names } from './names.ts'
import { suggestion } from './nearest.ts'
import { createScanner } from './scanner.ts'
import type { Measured, Scanner, ValueFault } from './scanner.ts'
import type { CurveValue, Value } from './value.ts'

/** What a property wants to read. */
export interface Wanted {
  readonly dimension: Dimension
  /** Whether it may be drawn. */
  readonly draws: boolean
  /** Whether it may change in time or differ by part. */
  readonly changes: boolean
  /** Least and greatest constant allowed, in base units; the least itself is refused where `above` is set. */
  readonly least?: number
  readonly above?: boolean
  readonly most?: number
  /** Only whole numbers. */
  readonly whole?: boolean
}

const CURVES = ['learning', 'linear', 'logistic', 'wright'] as const

/** All words that are followed by "(" in a value. */
export const FUNCTION_NAMES: readonly string[] = [...FAMILY_NAMES, ...CURVES, 'attribute', 'hook']

/** The value written in `text`. Throws ValueFault. */
export function readExpression(text: string, wanted: Wanted, names: Names): Value {
  const scanner = createScanner(text)
  const reader = createReader(scanner, names)
  const value = reader.value(wanted, true)
  if (!scanner.ended()) throw scanner.fault(`expected the end of the value before "${text.slice(scanner.at(), scanner.at() + 30)}"`)
  return value
}

/** The constant written in `text`, in base units. Throws ValueFault. */
export function readQuantity(text: string, wanted: Wanted): number {
  const scanner = createScanner(text)
  const value = quantity(scanner, wanted, true)
  if (!scanner.ended()) throw unreadable(scanner, wanted)
  return value
}

/** `90 s to 180 s`, or one quantity for both ends. Throws ValueFault. */
export function readRange(text: string, wanted: Wanted): { readonly low: number; readonly high: number } {
  const scanner = createScanner(text)
  const from = scanner.at()
  const low = quantity(scanner, wanted, true)
  const high = scanner.takeWord('to') ? quantity(scanner, wanted, true) : low
  if (!scanner.ended()) throw unreadable(scanner, wanted)
  if (low > high) throw scanner.fault(`expected a range in rising order, received "${text}"`, from)
  return { low, high }
}

function unreadable(scanner: Scanner, wanted: Wanted): ValueFault {
  return scanner.fault(`expected ${phraseOf(wanted.dimension)}, received "${scanner.text}"`, 0)
}

/** A quantity of the wanted dimension and within its limits. `several`: parts of one quantity may follow, `1 h 30 min`. */
function quantity(scanner: Scanner, wanted: Wanted, several: boolean): number {
  if (!scanner.numeric()) throw unreadable(scanner, wanted)
  const first = scanner.measured()
  const after = several && first.unit === undefined && !isPlain(wanted.dimension) ? scanner.word() : undefined
  if (after !== undefined) throw scanner.fault(`unknown unit "${after}"${suggestion(after, UNIT_SYMBOLS)}`)
  let value = checked(scanner, first, wanted)
  while (several && first.unit !== undefined && scanner.numeric()) {
    const more = scanner.measured()
    if (more.unit === undefined) throw scanner.fault(`expected a unit after "${scanner.text.slice(more.from, more.to)}"`, more.from)
    value += checked(scanner, more, wanted)
  }
  return limited(scanner, value, wanted, first.from)
}

function checked(scanner: Scanner, measured: Measured, wanted: Wanted): number {
  const { dimension } = wanted
  const { unit } = measured
  const written = scanner.text.slice(measured.from, measured.to)
  if (unit === undefined) {
    if (isPlain(dimension)) return measured.value
    throw scanner.fault(`expected ${phraseOf(dimension)}, received "${scanner.text}"`, measured.from)
  }
  if (!sameDimension(unit.dimension, exponentsOf(dimension)))
    throw scanner.fault(`expected ${phraseOf(dimension)}, received "${written}"`, measured.from)
  if (unit.isCalendar && dimension === 'duration')
    throw scanner.fault(
      `expected ${phraseOf(dimension)}, received "${written}"; month and year are for rates, money and dates`,
      measured.from,
    )
  return measured.value
}

function limited(scanner: Scanner, value: number, wanted: Wanted, from: number): number {
  const { least, most, above, whole } = wanted
  const written = scanner.text.slice(from, scanner.at()).trim()
  if (whole === true && !Number.isInteger(value)) throw scanner.fault(`expected a whole number, received "${written}"`, from, 'G1004')
  if (least !== undefined && (value < least || (above === true && value === least)))
    throw scanner.fault(
      `expected ${above === true ? `more than ${shown(least, wanted)}` : `at least ${shown(least, wanted)}`}, received "${written}"`,
      from,
      'G1004',
    )
  if (most !== undefined && value > most)
    throw scanner.fault(`expected at most ${shown(most, wanted)}, received "${written}"`, from, 'G1004')
  return value
}

/** A limit in the words of its dimension; limits are 0, 1 or counts. */
function shown(limit: number, wanted: Wanted): string {
  if (wanted.dimension === 'share') return `${limit * 100} %`
  return String(limit)
}

function createReader(scanner: Scanner, names: Names): { value(wanted: Wanted, several: boolean): Value } {
  function value(wanted: Wanted, several: boolean): Value {
    const word = scanner.word()
    if (word === undefined || !scanner.calls()) {
      if (word === undefined) return { kind: 'constant', value: quantity(scanner, wanted, several) }
      throw unreadable(scanner, wanted)
    }
    const from = scanner.at()
    scanner.takeWord(word)
    scanner.expect('(')
    const result = called(word, wanted, from)
    if (!scanner.take(')'))
      throw scanner.fault(
        scanner.ended() ? `a parenthesis is not closed` : `expected ")" before "${scanner.text.slice(scanner.at(), scanner.at() + 20)}"`,
      )
    return result
  }

  function called(word: string, wanted: Wanted, from: number): Value {
    if (word === 'attribute') return { kind: 'attribute', name: known(names.attributes, 'attribute') }
    if (word === 'hook') {
      const name = scanner.match(/[A-Za-z_][A-Za-z0-9_]*/y)
      if (name === undefined) throw scanner.fault('expected the name of a function in the hook file')
      if (!names.hooks)
        throw scanner.fault(`"hook(${name})" needs a file of functions: write "hooks: rules.ts" at the top of the model`, from, 'G1108')
      return { kind: 'hook', name }
    }
    if (CURVES.includes(word as CurveValue['form'])) {
      if (!wanted.changes) throw scanner.fault(`it cannot change in time, received "${word}(..)"`, from)
      return curve(word as CurveValue['form'], wanted)
    }
    if (!FAMILY_NAMES.includes(word as Family)) throw scanner.fault(`unknown word "${word}"${suggestion(word, FUNCTION_NAMES)}`, from)
    if (!wanted.draws)
      throw scanner.fault(`it is not drawn at random: expected ${phraseOf(wanted.dimension)}, received "${word}(..)"`, from)
    return distribution(word as Family, wanted, from)
  }

  function known(set: ReadonlySet<string>, what: string): string {
    const from = scanner.at()
    const name = scanner.match(/[A-Za-z_][A-Za-z0-9_]*/y)
    if (name === undefined) throw scanner.fault(`expected the name of an ${what}`)
    if (!set.has(name))
      throw scanner.fault(`no product has an ${what} called "${name}"${suggestion(name, [...set].toSorted())}`, from, 'G1105')
    return name
  }

  /** A parameter: a constant, or one that changes, but not drawn. */
  function parameter(kind: ParameterKind, wanted: Wanted): Value {
    if (kind === 'number') return value({ dimension: 'ratio', draws: false, changes: wanted.changes }, false)
    if (kind === 'per_x')
      return {
        kind: 'constant',
        value: quantity(scanner, { dimension: 'rate', draws: false, changes: false, least: 0, above: true }, false),
      }
    return value({ dimension: wanted.dimension, draws: false, changes: wanted.changes }, false)
  }

  function distribution(family: Family, wanted: Wanted, from: number): Value {
    if (family === 'mix' || family === 'discrete') return mixture(family, wanted, from)
    if (family === 'sum') {
      const parts: { of: Value }[] = []
      while (scanner.numeric() || scanner.calls()) {
        parts.push({ of: value(wanted, false) })
        scanner.take(',')
      }
      if (parts.length === 0) throw scanner.fault('expected times that follow each other, such as sum(20 s exponential(5 s))')
      return { kind: 'distribution', family, parameters: {}, parts }
    }
    if (family === 'truncated') {
      const of = value(wanted, false)
      scanner.take(',')
      const bounds = { low: parameter('x', wanted), high: (scanner.takeWord('to'), parameter('x', wanted)) }
      const fault = faultOf(family, bounds, (wanted.least ?? -1) >= 0)
      if (fault !== undefined) throw scanner.fault(`truncated: ${fault}`, from, 'G1007')
      return { kind: 'distribution', family, parameters: bounds, parts: [{ of }] }
    }
    if (family === 'empirical')
      return readEmpirical(scanner, (cell) => readQuantity(cell, { ...wanted, draws: false, changes: false }), names)
    return plainFamily(family, FAMILIES[family]!, wanted, from)
  }

  function plainFamily(family: Family, words: FamilyWords, wanted: Wanted, from: number): Value {
    const parameters: Record<string, Value> = {}
    const ordered = [...words.ordered]
    for (;;) {
      scanner.take(',')
      scanner.takeWord('to')
      const word = scanner.word()
      let name: string | undefined
      if (word !== undefined && !scanner.calls()) {
        if (words.named[word] === undefined)
          throw scanner.fault(
            `${family} has no parameter "${word}"${suggestion(word, Object.keys(words.named))}; write it as in ${words.example}`,
            scanner.at(),
            'G1007',
          )
        name = word
        scanner.takeWord(word)
      } else if (word !== undefined || scanner.numeric()) {
        name = ordered.find((each) => parameters[each] === undefined)
        if (name === undefined) throw scanner.fault(`expected a name before this number, as in ${words.example}`, scanner.at(), 'G1007')
      } else break
      if (parameters[name] !== undefined) throw scanner.fault(`"${name}" stands twice`, scanner.at(), 'G1007')
      parameters[name] = parameter(words.named[name]!, wanted)
    }
    const given = Object.keys(parameters)
    if (!words.needs.some((set) => set.length === given.length && set.every((name) => parameters[name] !== undefined)))
      throw scanner.fault(`expected ${words.example}, received "${scanner.text.slice(from, scanner.at() + 1)}"`, from, 'G1007')
    const rate = parameters['rate']
    if (rate?.kind === 'constant') {
      if (wanted.dimension !== 'duration')
        throw scanner.fault(`a rate belongs to a duration; expected exponential(mean), received "${scanner.text}"`, from, 'G1007')
      parameters['mean'] = { kind: 'constant', value: 1 / rate.value }
      delete parameters['rate']
    }
    const fault = faultOf(family, parameters, (wanted.least ?? -1) >= 0)
    if (fault !== undefined) throw scanner.fault(`${family}: ${fault}`, from, 'G1007')
    if (family === 'weibull' && parameters['mean'] !== undefined) {
      // The mean of a Weibull variable is scale * gamma(1 + 1 / shape).
      const { shape, mean } = parameters
      const scale =
        shape?.kind === 'constant' && mean !== undefined ? changed(mean, 'times', 1 / exactGamma(1 + 1 / shape.value)) : undefined
      if (scale === undefined) throw scanner.fault('weibull: with a mean the shape is a constant; give the scale instead', from, 'G1007')
      return { kind: 'distribution', family, parameters: { shape: shape!, scale } }
    }
    return { kind: 'distribution', family, parameters }
  }

  function mixture(family: 'mix' | 'discrete', wanted: Wanted, from: number): Value {
    const parts: { share: Value; of: Value }[] = []
    let total = 0
    while (scanner.numeric()) {
      const share = quantity(scanner, { dimension: 'share', draws: false, changes: false, least: 0, most: 1 }, false)
      scanner.takeWord('of')
      parts.push({
        share: { kind: 'constant', value: share },
        of: value(family === 'mix' ? wanted : { ...wanted, draws: false, changes: false }, false),
      })
      total += share
      scanner.take(',')
    }
    const example = family === 'mix' ? 'mix(30 % exponential(2 min) 70 % exponential(40 s))' : 'discrete(10 % of 2 min 90 % of 5 min)'
    if (parts.length === 0) throw scanner.fault(`expected shares, as in ${example}`, from, 'G1007')
    if (Math.abs(total - 1) > 1e-6) throw scanner.fault(`shares add up to ${percent(total)}`, from, 'G1121')
    return { kind: 'distribution', family, parameters: {}, parts }
  }

  function curve(form: CurveValue['form'], wanted: Wanted): Value {
    const inner: Wanted = { ...wanted, draws: false, changes: false }
    const example = {
      learning: 'learning(7 min to 90 s half_life 60 d since sop)',
      linear: 'linear(0.03 m/s to 0.054 m/s over 90 d since sop)',
      logistic: 'logistic(30 % to 8 % over 200 d since sop)',
      wright: 'wright(first 100 min rate 85 %)',
    }[form]
    const need = (taken: boolean): void => {
      if (!taken) throw scanner.fault(`expected ${example}, received "${scanner.text}"`, 0, 'G1007')
      scanner.take(',')
    }
    if (form === 'wright') {
      need(scanner.takeWord('first'))
      const first = value(inner, false)
      scanner.take(',')
      need(scanner.takeWord('rate'))
      const rate = quantity(scanner, { dimension: 'share', draws: false, changes: false, least: 0, above: true, most: 1 }, false)
      return { kind: 'curve', form, from: first, rate }
    }
    const from = value(inner, false)
    need(scanner.takeWord('to'))
    const to = value(inner, false)
    scanner.take(',')
    need(scanner.takeWord(form === 'learning' ? 'half_life' : 'over'))
    const span = quantity(scanner, { dimension: 'duration', draws: false, changes: false, least: 0, above: true }, false)
    scanner.take(',')
    if (!scanner.takeWord('since')) return { kind: 'curve', form, from, to, span }
    return { kind: 'curve', form, from, to, span, since: readDate(scanner, names.milestones) }
  }

  return { value }
}

/** `104 %`, for messages. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`
}
