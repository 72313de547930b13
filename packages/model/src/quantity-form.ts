/** Forms of numbers: values that may be drawn and change, constants, whole numbers and ranges. */
import { looksLikeDate, readDateText } from './date.ts'
import { phraseOf } from './dimension.ts'
import type { Dimension } from './dimension.ts'
import { isOftenNegative } from './distribution.ts'
import { readExpression, readQuantity, readRange } from './expression.ts'
import type { Wanted } from './expression.ts'
import { refuse } from './form.ts'
import type { Form, Reading } from './form.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Measuring } from './ledger.ts'
import { suggestion } from './nearest.ts'
import { joinPath } from './record-form.ts'
import { changed } from './changed-value.ts'
import { ValueFault } from './scanner.ts'
import { abbreviate, entryOf, isEmpty } from './tree.ts'
import type { ChangedNode, MapNode, Node, ScalarNode } from './tree.ts'
import type { Value } from './value.ts'

export interface QuantityLimits {
  readonly least?: number
  readonly above?: boolean
  readonly most?: number
  readonly whole?: boolean
}

function schemaOf(wanted: Wanted): JsonSchema {
  const scalar: JsonSchema = { type: ['string', 'number'], description: phraseOf(wanted.dimension) }
  return wanted.changes ? { anyOf: [scalar, { type: 'object', minProperties: 1 }] } : { anyOf: [scalar, { $ref: '#/$defs/long' }] }
}

/**
 * A value of a dimension. `changes`: it may be dated, learn, or differ by product and attribute. `draws`: it may be a distribution.
 * Durations, rates and shares cannot be negative; a share is at most 1.
 */
export function value(
  dimension: Dimension,
  options: QuantityLimits & { readonly draws?: boolean; readonly changes?: boolean } = {},
): Form<Value> & Measuring {
  const wanted: Wanted = {
    dimension,
    ...limitsOf(dimension),
    draws: options.draws ?? true,
    changes: options.changes ?? true,
    ...limits(options),
  }
  return {
    phrase: phraseOf(dimension),
    long: true,
    wanted,
    schema: () => schemaOf(wanted),
    read: (node, path, reading) => readValue(node, wanted, path, reading),
  }
}

function limitsOf(dimension: Dimension): QuantityLimits {
  return dimension === 'share'
    ? { least: 0, most: 1 }
    : dimension === 'duration' || dimension === 'rate' || dimension === 'count'
      ? { least: 0 }
      : {}
}

function limits(options: QuantityLimits): QuantityLimits {
  const { least, above, most, whole } = options
  return {
    ...(least === undefined ? {} : { least }),
    ...(above === undefined ? {} : { above }),
    ...(most === undefined ? {} : { most }),
    ...(whole === undefined ? {} : { whole }),
  }
}

/** A constant of a dimension, in base units. */
export function constant(dimension: Dimension, options: QuantityLimits = {}): Form<number> & Measuring {
  const wanted: Wanted = { dimension, ...limitsOf(dimension), draws: false, changes: false, ...limits(options) }
  return {
    phrase: phraseOf(dimension),
    long: true,
    wanted,
    schema: () => schemaOf(wanted),
    read: (node, path, reading) => readConstant(node, wanted, path, reading),
  }
}

/** A whole number, `unlimited` where that is allowed (Infinity). */
export function whole(options: { readonly least?: number; readonly unlimited?: boolean } = {}): Form<number> & Measuring {
  const { least = 0, unlimited = false } = options
  const wanted: Wanted = { dimension: 'count', draws: false, changes: false, whole: true, least }
  return {
    phrase: unlimited ? 'a whole number or "unlimited"' : 'a whole number such as "12"',
    long: true,
    wanted,
    schema: () => ({
      anyOf: [{ type: ['string', 'number'], ...(unlimited ? { examples: ['unlimited'] } : {}) }, { $ref: '#/$defs/long' }],
    }),
    read: (node, path, reading) => {
      if (unlimited && node.kind === 'scalar' && node.text === 'unlimited') return Infinity
      return readConstant(node, wanted, path, reading)
    },
  }
}

/** A number or a range, `2 to 4`. */
export function range(dimension: Dimension, options: QuantityLimits = {}): Form<{ readonly low: number; readonly high: number }> {
  const wanted: Wanted = { dimension, ...limitsOf(dimension), draws: false, changes: false, ...limits(options) }
  return {
    phrase: `${phraseOf(dimension)} or a range`,
    long: false,
    schema: () => ({ type: ['string', 'number'] }),
    read: (node, path, reading) => {
      if (node.kind !== 'scalar') return refuse(node, path, reading, `${phraseOf(dimension)} or a range`)
      return guarded(node, path, reading, () => readRange(node.text, wanted))
    },
  }
}

/** Runs what may throw a ValueFault and reports the fault at its place within the node. */
export function guarded<T>(node: ScalarNode, path: string, reading: Reading, read: () => T): T | undefined {
  if (isEmpty(node)) return undefined
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error
    if (node.flawed === true) return undefined
    // Offsets agree with the file only where the text stands there as it is.
    const verbatim = node.file.text.startsWith(node.text, node.from)
    const place = verbatim ? { file: node.file, from: node.from + error.from, to: node.from + error.to } : node
    reading.diagnostics.error(place, path, error.code, error.message)
    return undefined
  }
}

function readConstant(node: Node, wanted: Wanted, path: string, reading: Reading): number | undefined {
  if (node.kind === 'scalar') return guarded(node, path, reading, () => readQuantity(node.text, wanted))
  if (node.kind === 'changed') {
    const result = readChanged(node, wanted, path, reading)
    if (result?.kind === 'constant') return result.value
  }
  return refuse(node, path, reading, phraseOf(wanted.dimension))
}

/** A value in any of the forms that a mapping or a text may have, except the long one. */
export function readValue(node: Node, wanted: Wanted, path: string, reading: Reading): Value | undefined {
  if (node.kind === 'changed') return readChanged(node, wanted, path, reading)
  if (node.kind === 'list') return refuse(node, path, reading, phraseOf(wanted.dimension))
  if (node.kind === 'map') {
    if (wanted.changes) return readMapping(node, wanted, path, reading)
    return refuse(node, path, reading, phraseOf(wanted.dimension))
  }
  const result = guarded(node, path, reading, () => readExpression(node.text, wanted, reading.names))
  if (result !== undefined && (wanted.least ?? -1) >= 0 && isOftenNegative(result))
    reading.diagnostics.warning(
      node,
      path,
      'G2020',
      `more than 1 % of ${abbreviate(node.text)} lies below zero and is drawn again, so that its mean is higher; lognormal has no such part`,
    )
  return result
}

function readChanged(node: ChangedNode, wanted: Wanted, path: string, reading: Reading): Value | undefined {
  const inner = node.of.kind === 'map' && entryOf(node.of, 'value') !== undefined ? entryOf(node.of, 'value')!.value : node.of
  const before = readValue(inner, wanted, path, reading)
  const amountNode: ScalarNode = { kind: 'scalar', file: node.file, from: node.from, to: node.to, text: node.amount, quoted: true }
  const amountWanted: Wanted =
    node.change === 'times'
      ? { dimension: 'ratio', draws: false, changes: false, least: 0 }
      : { dimension: wanted.dimension, draws: false, changes: false }
  const amount = guarded(amountNode, path, reading, () => readQuantity(node.amount, amountWanted))
  if (before === undefined || amount === undefined) return undefined
  const result = changed(before, node.change, amount)
  if (result === undefined)
    reading.diagnostics.error(node, path, 'G1009', `"${node.change} ${node.amount}" cannot be applied to a value of a hook or an attribute`)
  return result
}

const CLOCK = /^([01]?\d|2[0-4]):([0-5]\d)$/

function readMapping(map: MapNode, wanted: Wanted, path: string, reading: Reading): Value | undefined {
  const { milestones } = reading.names
  const keys = map.entries.map((entry) => entry.key.text).filter((key) => key !== 'interpolate')
  if (keys.length === 0) return refuse(map, path, reading, phraseOf(wanted.dimension))
  if (entryOf(map, 'by') !== undefined) return readChoice(map, wanted, path, reading)
  if (keys.every((key) => CLOCK.test(key))) return readDaily(map, wanted, path, reading)
  if (keys.some((key) => looksLikeDate(key, milestones))) return readDated(map, wanted, path, reading)
  return readChoice(map, wanted, path, reading)
}

function readDated(map: MapNode, wanted: Wanted, path: string, reading: Reading): Value | undefined {
  const steps: { from: number; value: Value; key: ScalarNode }[] = []
  for (const { key, value: node } of map.entries) {
    if (key.text === 'interpolate') continue
    const from = guarded(key, path, reading, () => readDateText(key.text, reading.names.milestones))
    const step = readValue(node, wanted, joinPath(path, key.text), reading)
    if (from !== undefined && step !== undefined) steps.push({ from, value: step, key })
  }
  steps.sort((one, other) => one.from - other.from)
  for (let index = 1; index < steps.length; index++)
    if (steps[index]!.from === steps[index - 1]!.from)
      reading.diagnostics.error(
        steps[index]!.key,
        path,
        'G1010',
        `"${steps[index - 1]!.key.text}" and "${steps[index]!.key.text}" are the same day`,
      )
  const interpolate = interpolated(map, path, reading)
  if (steps.length < keysOf(map)) return undefined
  return { kind: 'dated', steps: steps.map(({ from, value: step }) => ({ from, value: step })), interpolate }
}

/** `interpolate: linear` beside the dates: straight lines between them. */
function interpolated(map: MapNode, path: string, reading: Reading): boolean {
  const node = entryOf(map, 'interpolate')?.value
  if (node === undefined || (node.kind === 'scalar' && node.text === 'step')) return false
  if (node.kind === 'scalar' && node.text === 'linear') return true
  refuse(node, path, reading, 'interpolate: step or linear')
  return false
}

/** Keys that are dates. */
function keysOf(map: MapNode): number {
  return map.entries.filter(({ key }) => key.text !== 'interpolate').length
}

function readDaily(map: MapNode, wanted: Wanted, path: string, reading: Reading): Value | undefined {
  const steps: { from: number; value: Value }[] = []
  for (const { key, value: node } of map.entries) {
    const [, hours, minutes] = CLOCK.exec(key.text)!
    const step = readValue(node, wanted, joinPath(path, key.text), reading)
    if (step !== undefined) steps.push({ from: Number(hours) * 3600 + Number(minutes) * 60, value: step })
  }
  if (steps.length < map.entries.length) return undefined
  return { kind: 'daily', steps: steps.toSorted((one, other) => one.from - other.from) }
}

function readChoice(map: MapNode, wanted: Wanted, path: string, reading: Reading): Value | undefined {
  const { products, attributes } = reading.names
  const byNode = entryOf(map, 'by')?.value
  const by = byNode === undefined ? 'product' : byNode.kind === 'scalar' ? byNode.text : ''
  if (byNode !== undefined && by !== 'product' && by !== 'carrier' && !attributes.has(by))
    reading.diagnostics.error(
      byNode,
      path,
      'G1105',
      `no product has an attribute called "${abbreviate(by)}"${suggestion(by, [...attributes, 'product', 'carrier'].toSorted())}`,
    )
  const cases: Record<string, Value> = Object.create(null) as Record<string, Value>
  let otherwise: Value | undefined
  let complete = true
  for (const { key, value: node } of map.entries) {
    if (key.text === 'by') continue
    if (key.text !== 'else' && (by === 'product' || by === 'carrier') && !products.has(key.text)) {
      complete = false
      reading.diagnostics.error(key, path, 'G1104', unknownKey(key.text, reading))
      continue
    }
    const result = readValue(node, wanted, joinPath(path, key.text), reading)
    if (result === undefined) complete = false
    else if (key.text === 'else') otherwise = result
    else cases[key.text] = result
  }
  if (!complete) return undefined
  return { kind: 'choice', by, cases: sorted(cases), ...(otherwise === undefined ? {} : { otherwise }) }
}

/** The order of a mapping means nothing, so the order of the result does not follow it. */
function sorted(cases: Readonly<Record<string, Value>>): Record<string, Value> {
  const result: Record<string, Value> = {}
  for (const key of Object.keys(cases).toSorted()) result[key] = cases[key]!
  return result
}

function unknownKey(key: string, reading: Reading): string {
  const known = [...reading.names.products, ...reading.names.milestones.keys(), 'value', 'by', 'else'].toSorted()
  return `nothing is called "${abbreviate(key)}": expected products, dates or "value"${suggestion(key, known)}`
}
