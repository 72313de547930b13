/** The long form of a value: `{value: 8 %, range: 5 % to 30 %, source: volvo, date: 2025-08, confidence: reported, note: ..}`. */
import type { Form, Reading } from './form.ts'
import { suggestion } from './nearest.ts'
import { abbreviate, entryOf, valueOf } from './tree.ts'
import type { MapNode, Node } from './tree.ts'
import type { Provenance } from './value.ts'

/** Keys of the long form. */
export const LONG_KEYS = ['value', 'range', 'source', 'date', 'confidence', 'note'] as const

/** How sure a figure is. */
export const CONFIDENCES = ['announced', 'reported', 'reference', 'derived', 'assumed'] as const

/** Whether a node is the long form of a value. */
export function isLong(node: Node): node is MapNode {
  return node.kind === 'map' && entryOf(node, 'value') !== undefined
}

/** The value itself, without what is said about it. */
export function plainNode(node: Node): Node {
  return isLong(node) ? valueOf(node, 'value')! : node
}

/** Reads the value of a long form, or the node itself, and enters it into the ledger. */
export function readLong<T>(form: Form<T>, node: Node, path: string, reading: Reading): T | undefined {
  if (!isLong(node)) {
    const result = form.read(node, path, reading)
    if (result !== undefined) reading.ledger.enter(form, node, path, result)
    return result
  }
  for (const { key } of node.entries)
    if (!(LONG_KEYS as readonly string[]).includes(key.text))
      reading.diagnostics.error(
        key,
        path,
        'G1001',
        `unknown word "${abbreviate(key.text)}" beside "value"${suggestion(key.text, LONG_KEYS)}`,
      )
  const result = form.read(valueOf(node, 'value')!, path, reading)
  const range = valueOf(node, 'range')
  if (range !== undefined) reading.ledger.checkRange(form, range, path, reading)
  const provenance = readProvenance(node, path, reading)
  if (result !== undefined) reading.ledger.enter(form, node, path, result, range, provenance)
  return result
}

/** `source`, `date`, `confidence` and `note` of a long value or of a `basis`. */
export function readProvenance(node: MapNode, path: string, reading: Reading): Provenance {
  const word = (key: string): string | undefined => {
    const value = valueOf(node, key)
    if (value === undefined) return undefined
    if (value.kind === 'scalar') return value.text.trim()
    reading.diagnostics.error(
      value,
      path,
      'G1003',
      `expected a text after "${key}:", received a ${value.kind === 'list' ? 'list' : 'mapping'}`,
    )
    return undefined
  }
  const source = word('source')
  const date = word('date')
  const confidence = word('confidence')
  const note = word('note')
  if (date !== undefined && !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(date))
    reading.diagnostics.error(
      valueOf(node, 'date')!,
      path,
      'G1003',
      `expected the date of the source such as 2025-08, received "${abbreviate(date)}"`,
    )
  const sure = CONFIDENCES.find((each) => each === confidence)
  if (confidence !== undefined && sure === undefined)
    reading.diagnostics.error(
      valueOf(node, 'confidence')!,
      path,
      'G1003',
      `expected ${CONFIDENCES.join(', ')}, received "${abbreviate(confidence)}"${suggestion(confidence, CONFIDENCES)}`,
    )
  return {
    ...(source === undefined ? {} : { source }),
    ...(date === undefined ? {} : { date }),
    ...(sure === undefined ? {} : { confidence: sure }),
    ...(note === undefined ? {} : { note }),
  }
}
