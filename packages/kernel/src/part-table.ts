/**
 * The parts inside the plant: numbers with columns.
 *
 * A part is a row; rows are reused, so a row number is never compared, shown or used to break a tie. What identifies a
 * part is (source, number) (docs/mechanisms/ticks.md). Columns grow together when more parts are inside than ever before;
 * in steady state nothing is allocated. Owners chain parts into lists through `next`.
 */
import { float64, int32 } from './columns.ts'

export interface PartTable {
  /** Columns by name; read them from here after any `take`, since growing replaces them. */
  readonly columns: PartColumns
  /** A row to fill: its columns are as their last user left them, but for `next` (-1). */
  take(): number
  /** Gives a row back. */
  drop(part: number): void
  /** Rows in use. */
  count(): number
  reset(): void
}

export interface PartColumns {
  /** Element that made it, and its number there: the identity. */
  source: Int32Array
  serial: Int32Array
  product: Int32Array
  variant: Int32Array
  /** Tick of birth; of entry into the element where it is; from which it is ready to leave that. */
  born: Float64Array
  entered: Float64Array
  ready: Float64Array
  /** Where it goes next: a link number, or a word of the owner. */
  target: Int32Array
  /** The place it occupies in its element. */
  place: Int32Array
  /** Next in its list, -1 at the end. */
  next: Int32Array
  /** Place in the planned order: the number of its order, else the tick at which it entered the base. */
  rank: Float64Array
  /** The order that it belongs to: its own, or that of the part from which it was divided. */
  order: Float64Array
  /** How urgent it is: lower goes first, Infinity for a part without a priority. When it is due, in ticks, Infinity for never. */
  priority: Float64Array
  due: Float64Array
  /** The carrier that it is on, or is; -1: none. */
  carrier: Int32Array
  /** Step of the process plan of its product to which it was sent last, from 0; -1: none yet. */
  step: Int32Array
  /** A bit for each kind of hidden fault that it carries. */
  faults: Int32Array
  /** Attribute a of part p: attributes[p * width + a]. */
  attributes: Float64Array
}

/** A table for parts with `width` attributes. */
export function createPartTable(width: number, atFirst = 256): PartTable {
  let capacity = 0
  let used = 0
  let free = -1
  const columns: PartColumns = {
    source: int32(0),
    serial: int32(0),
    product: int32(0),
    variant: int32(0),
    born: float64(0),
    entered: float64(0),
    ready: float64(0),
    target: int32(0),
    place: int32(0),
    next: int32(0),
    rank: float64(0),
    order: float64(0),
    priority: float64(0),
    due: float64(0),
    carrier: int32(0),
    step: int32(0),
    faults: int32(0),
    attributes: float64(0),
  }

  function grow(to: number): void {
    for (const name of ['source', 'serial', 'product', 'variant', 'target', 'place', 'next', 'carrier', 'step', 'faults'] as const) {
      const wider = int32(to)
      wider.set(columns[name])
      columns[name] = wider
    }
    for (const name of ['born', 'entered', 'ready', 'rank', 'order', 'priority', 'due'] as const) {
      const wider = float64(to)
      wider.set(columns[name])
      columns[name] = wider
    }
    const attributes = float64(to * width)
    attributes.set(columns.attributes)
    columns.attributes = attributes
    chain(capacity, to)
    capacity = to
  }

  /** Puts rows from..to-1 into the list of free rows, lowest first. */
  function chain(from: number, to: number): void {
    for (let part = to - 1; part >= from; part--) {
      columns.next[part] = free
      free = part
    }
  }

  function take(): number {
    if (free < 0) grow(capacity === 0 ? atFirst : capacity * 2)
    const part = free
    free = columns.next[part]!
    columns.next[part] = -1
    used++
    return part
  }

  function drop(part: number): void {
    columns.next[part] = free
    free = part
    used--
  }

  function reset(): void {
    free = -1
    used = 0
    chain(0, capacity)
  }

  return { columns, take, drop, count: () => used, reset }
}
