/** The ledger of assumptions: every figure of the model with its range and where it comes from. */
import { readRange } from './expression.ts'
import type { Wanted } from './expression.ts'
import type { Form, Reading } from './form.ts'
import { plainNode } from './long-value.ts'
import { ValueFault } from './scanner.ts'
import { positionAt } from './source-file.ts'
import { abbreviate } from './tree.ts'
import type { Node } from './tree.ts'
import type { Provenance, Value } from './value.ts'

export interface Assumption {
  /** Where a scenario or a study would change it. */
  readonly path: string
  /** As written: `180 s`, `{sop: 30 %, mature: 8 %}`. */
  readonly text: string
  /** In base units, where it was read as a number or a Value. */
  readonly value?: Value | number
  readonly range?: { readonly low: number; readonly high: number; readonly text: string }
  readonly source?: string
  readonly date?: string
  readonly confidence?: Provenance['confidence']
  readonly note?: string
  readonly place: { readonly file: string; readonly line: number; readonly column: number }
}

export interface Ledger {
  /** What holds for values that have no provenance of their own; set by whoever reads a mapping, and set back. */
  basis: Provenance | undefined
  /** Whether values are entered; run lengths and expected results are no assumptions. */
  open: boolean
  enter(form: Form<unknown>, node: Node, path: string, value: unknown, range?: Node, provenance?: Provenance): void
  /** Reports a range that is none. */
  checkRange(form: Form<unknown>, range: Node, path: string, reading: Reading): void
  list(): readonly Assumption[]
}

/** A form that reads quantities says which. */
export interface Measuring {
  readonly wanted: Wanted
}

function wantedOf(form: Form<unknown>): Wanted | undefined {
  return (form as Partial<Measuring>).wanted
}

/** An empty ledger, open. */
export function createLedger(): Ledger {
  const entries: {
    form: Form<unknown>
    node: Node
    path: string
    value: unknown
    range: Node | undefined
    provenance: Provenance
  }[] = []

  function list(): readonly Assumption[] {
    return entries.map(({ form, node, path, value, range, provenance }) => {
      const wanted = wantedOf(form)!
      return {
        path,
        text: textOf(plainNode(node)),
        ...(isNumberLike(value) ? { value } : {}),
        ...rangeOf(range, wanted),
        ...provenance,
        place: { file: node.file.name, ...positionAt(node.file, node.from) },
      }
    })
  }

  const ledger: Ledger = {
    basis: undefined,
    open: true,
    enter: (form, node, path, value, range, provenance) => {
      if (!ledger.open || wantedOf(form) === undefined) return
      entries.push({ form, node, path, value, range, provenance: { ...ledger.basis, ...provenance } })
    },
    checkRange: (form, range, path, reading) => {
      const wanted = wantedOf(form)
      if (wanted === undefined) {
        reading.diagnostics.error(range, path, 'G1008', 'a range belongs to a quantity; this value is a word')
        return
      }
      try {
        readRange(range.kind === 'scalar' ? range.text : '', { ...wanted, draws: false, changes: false })
      } catch (error) {
        if (!(error instanceof ValueFault)) throw error
        reading.diagnostics.error(range, path, error.code, `range: ${error.message}`)
      }
    },
    list,
  }
  return ledger
}

/** What was read as a number or a Value, not as a structure of its own. */
function isNumberLike(value: unknown): value is Value | number {
  return typeof value === 'number' || (typeof value === 'object' && value !== null && VALUE_KINDS.has((value as { kind?: unknown }).kind))
}

const VALUE_KINDS: ReadonlySet<unknown> = new Set<Value['kind']>([
  'constant',
  'distribution',
  'dated',
  'daily',
  'curve',
  'choice',
  'attribute',
  'hook',
])

function rangeOf(range: Node | undefined, wanted: Wanted): Pick<Assumption, 'range'> | undefined {
  if (range === undefined || range.kind !== 'scalar') return undefined
  try {
    return { range: { ...readRange(range.text, { ...wanted, draws: false, changes: false }), text: range.text } }
  } catch (error) {
    if (error instanceof ValueFault) return undefined
    throw error
  }
}

/** A node as written, on one line. */
export function textOf(node: Node): string {
  if (node.kind === 'scalar') return node.text.trim()
  if (node.kind === 'changed') return `${node.change} ${node.amount}`
  return abbreviate(node.file.text.slice(node.from, node.to).trim())
}
