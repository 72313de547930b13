/** Visits and joins from the tape on which they were written (visit-tape.ts). */
import { float64, int32 } from 'genba/kernel'
import { createTandemReplay } from './tandem-replay.ts'
import * as tapes from './visit-tape.ts'
import type { JoinColumns, VisitColumns, VisitTape } from './visit-tape.ts'

const { AT_ENTRY, BORN, ENTERED, HALF, INSIDE, JOIN, LARGE, MARKS, NEW, READY, SAME, WAIT, WIDE } = tapes

export function readTape({ blocks, begins, element, unit, tandems }: VisitTape): {
  readonly visits: VisitColumns
  readonly joins: JoinColumns
} {
  const stationBits = tapes.bitsOfStations(tandems.buffer.length)
  const most = blocks.reduce((sum, block) => sum + mostRows(block), 0)
  const rows = {
    element: int32(most),
    source: int32(most),
    serial: int32(most),
    product: int32(most),
    unit: int32(most),
    born: float64(most),
    entered: float64(most),
    ready: float64(most),
    left: float64(most),
  }
  const joins = { visit: [] as number[], source: [] as number[], serial: [] as number[] }
  /** Of the parts of a block, by their rows in the part table. */
  const source: number[] = []
  const serial: number[] = []
  const product: number[] = []
  const born: number[] = []
  const lastLeft: number[] = []
  let row = 0
  /** The row of the visit that was last written by itself. */
  let lastRow = -1
  const replay = createTandemReplay(tandems, add)

  function add(place: number, part: number, entered: number, ready: number, left: number): void {
    rows.element[row] = element[place]!
    rows.unit[row] = unit[place]!
    rows.source[row] = source[part]!
    rows.serial[row] = serial[part]!
    rows.product[row] = product[part]!
    rows.born[row] = born[part]!
    rows.entered[row] = entered
    rows.ready[row] = ready
    rows.left[row] = left
    row++
  }

  function readBlock(words: Int32Array, begin: number): void {
    let tick = begin
    let at = 0
    let part = -1
    replay.reset()
    while (at < words.length) {
      const head = words[at++]!
      if (head < 0) readWord(head)
      else if (head === WAIT) tick += two()
      else if (head === JOIN) readJoin()
      else readRow(head >> MARKS, head)
    }

    function two(): number {
      at += 2
      return words[at - 2]! * HALF + words[at - 1]!
    }

    function readWord(head: number): void {
      const what = head & ((1 << stationBits) - 1)
      tick += (head & (HALF - 1)) >>> stationBits
      if ((what & 1) === 0) replay.passes(what >> 1, tick)
      else replay.isDone(what >> 1, tick)
    }

    function readJoin(): void {
      if (lastRow >= 0) {
        joins.visit.push(lastRow)
        joins.source.push(words[at]!)
        joins.serial.push(words[at + 1]!)
      }
      at += 2
    }

    function readRow(place: number, marks: number): void {
      const isWide = (marks & WIDE) !== 0
      const isNew = (marks & NEW) !== 0
      const distance = (mark: number): number => ((marks & mark) === 0 ? 0 : isWide ? two() : words[at++]!)
      if ((marks & (LARGE | WIDE)) !== 0) {
        part = words[at++]!
        tick += distance(LARGE | WIDE)
      } else if ((marks & SAME) === 0) {
        part = words[at]! & 0xffff
        tick += words[at++]! >>> 16
      }
      if (isNew) {
        source[part] = isWide ? words[at++]! : words[at]! >> 16
        product[part] = isWide ? words[at++]! : (words[at++]! << 16) >> 16
        serial[part] = words[at++]!
      }
      const age = distance(BORN)
      const stayed = distance(ENTERED)
      const waited = distance(READY)
      if (isNew) born[part] = tick - age
      const entered = (marks & ENTERED) !== 0 ? tick - stayed : isNew ? born[part]! : lastLeft[part]!
      if ((marks & INSIDE) !== 0) {
        replay.isInside(place, part, entered, (marks & READY) === 0 ? Number.NaN : tick - waited)
        return
      }
      lastRow = row
      add(place, part, entered, (marks & AT_ENTRY) === 0 ? tick - waited : entered, tick)
      lastLeft[part] = tick
      replay.left(place, tick)
    }
  }

  blocks.forEach((block, i) => readBlock(block, begins[i]!))
  const ended = (column: Int32Array): Int32Array => column.subarray(0, row)
  const ticks = (column: Float64Array): Float64Array => column.subarray(0, row)
  return {
    visits: {
      element: ended(rows.element),
      source: ended(rows.source),
      serial: ended(rows.serial),
      product: ended(rows.product),
      unit: ended(rows.unit),
      born: ticks(rows.born),
      entered: ticks(rows.entered),
      ready: ticks(rows.ready),
      left: ticks(rows.left),
    },
    joins: { visit: Int32Array.from(joins.visit), source: Int32Array.from(joins.source), serial: Int32Array.from(joins.serial) },
  }
}

/** No more visits than these are told of in a block. */
function mostRows(words: Int32Array): number {
  let count = 0
  for (let at = 0; at < words.length;) {
    const head = words[at]!
    if (head < 0) {
      // Of a part that goes: of the station, and of the buffer before the next or of that before it.
      if ((head & 1) === 0) count += 2
      at++
    } else if (head === WAIT || head === JOIN) at += 3
    else {
      count++
      at += wordsOfRow(head)
    }
  }
  return count
}

function wordsOfRow(marks: number): number {
  const bit = (mark: number): number => ((marks & mark) === 0 ? 0 : 1)
  const distances = bit(BORN) + bit(ENTERED) + bit(READY)
  return bit(WIDE) === 1 ? 4 + 3 * bit(NEW) + 2 * distances : 2 - bit(SAME) + bit(LARGE) + 2 * bit(NEW) + distances
}
