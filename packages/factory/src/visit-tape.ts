/**
 * Visits of parts on a tape: 8 to 16 bytes for most of them instead of 52.
 *
 * A row begins with two words, the part and the place with marks. What follows from the rows before is left out: the tick where
 * it is that of the row before, when the part came in where that is when it left the place before, when it was ready where that
 * is when it came in or left. Ticks are written as distances, from the tick at which the visit ended, and that from the one before.
 * Blocks of rows stand by themselves: when there are too many the oldest are given up, so that memory is bounded whatever is written.
 */
import { float64, int32, type PartColumns } from 'genba/kernel'

/** Visits as columns, in the order in which they ended; visits of one part are in the order in which it made them. */
export interface VisitColumns {
  /** Where it was; of a line whose bodies move by themselves or with a belt, the last of its stations, for all of the line. */
  readonly element: Int32Array
  /** Identity of the part: the element that made it (of a carrier -1 - line), and its number there. */
  readonly source: Int32Array
  readonly serial: Int32Array
  /** -1: nameless. */
  readonly product: Int32Array
  /** Position, tunnel or line in the numbers of the states one by one; -1 for elements that have no states. */
  readonly unit: Int32Array
  /** Ticks: made; come in; ready to leave; gone. */
  readonly born: Float64Array
  readonly entered: Float64Array
  readonly ready: Float64Array
  readonly left: Float64Array
}

/** Blocks of words and the tick from which each begins; of each place its element and its unit as in VisitColumns. */
export interface VisitTape {
  readonly blocks: readonly Int32Array[]
  readonly begins: readonly number[]
  readonly element: Int32Array
  readonly unit: Int32Array
}

/** Words of a block (of 4 bytes), and most blocks. */
export interface TapeSize {
  readonly words: number
  readonly mostBlocks: number
}

export interface VisitTapeWriter {
  /** The part leaves the place now, where it has come in and was ready at these ticks. */
  write(place: number, part: number, entered: number, ready: number): void
  /** The row of the part table holds another part, or one with another product or birth. */
  renewed(part: number): void
  /** Rows written since the beginning. */
  count(): number
  /** Hands over what was written, and begins anew. `given`: rows given up; `isWholeFrom`: the tick from which all is there. */
  take(): Pick<VisitTape, 'blocks' | 'begins'> & { readonly given: number; readonly isWholeFrom: number }
}

/** 134 MB at most. */
const SIZE: TapeSize = { words: 1 << 17, mostBlocks: 256 }

/** What follows the first two words of a row, in this order; of a new part also who made it, its number there and its product. */
const NEW = 1
const BORN = 2
const ENTERED = 4
const READY = 8
const TICK = 16
/** It was ready when it came in, not when it left. */
const AT_ENTRY = 32
/** Distances have two words each. */
const WIDE = 64
const MARKS = 7
const HALF = 0x8000_0000
const MOST_WORDS = 2 + 3 + 4 * 2

/** @param clock one cell with the present tick */
export function createVisitTape(columns: PartColumns, clock: Float64Array, { words: size, mostBlocks }: TapeSize = SIZE): VisitTapeWriter {
  let blocks: Int32Array[] = []
  let begins: number[] = []
  /** Of each block: rows, and the last tick. */
  let rows: number[] = []
  let ends: number[] = []
  let words = int32(0)
  let at = 0
  /** Rows before the block that is being written, and in it; those given up. */
  let before = 0
  let inBlock = 0
  let given = 0
  let isWholeFrom = 0
  let lastTick = 0
  /** By row of the part table: the part's number in the block, -1 for none yet, and when it left the place before. */
  let parts = 0
  let numberOf = int32(0)
  let lastLeft = float64(0)

  function write(place: number, part: number, entered: number, ready: number): void {
    if (at + MOST_WORDS > words.length) nextBlock()
    if (part >= numberOf.length) widen(part + 1)
    const now = clock[0]!
    let number = numberOf[part]!
    const isNew = number < 0
    const expected = isNew ? columns.born[part]! : lastLeft[part]!
    const most = HALF - 1
    let marks = isNew ? NEW : 0
    if (isNew && expected !== now) marks |= BORN
    if (entered !== expected) marks |= ENTERED
    if (ready !== now) marks |= ready === entered ? AT_ENTRY : READY
    if (now !== lastTick) marks |= TICK
    if (now - lastTick > most || now - entered > most || (isNew && now - expected > most)) marks |= WIDE
    if (isNew) {
      number = parts++
      numberOf[part] = number
    }
    words[at] = number
    words[at + 1] = (place << MARKS) | marks
    at += 2
    if (isNew) {
      words[at] = columns.source[part]!
      words[at + 1] = columns.serial[part]!
      words[at + 2] = columns.product[part]!
      at += 3
    }
    if ((marks & WIDE) !== 0) writeWide(marks, now, expected, entered, ready)
    else {
      if ((marks & BORN) !== 0) words[at++] = now - expected
      if ((marks & ENTERED) !== 0) words[at++] = now - entered
      if ((marks & READY) !== 0) words[at++] = now - ready
      if ((marks & TICK) !== 0) words[at++] = now - lastTick
    }
    lastTick = now
    lastLeft[part] = now
    inBlock++
  }

  function writeWide(marks: number, now: number, born: number, entered: number, ready: number): void {
    if ((marks & BORN) !== 0) writeTwo(now - born)
    if ((marks & ENTERED) !== 0) writeTwo(now - entered)
    if ((marks & READY) !== 0) writeTwo(now - ready)
    if ((marks & TICK) !== 0) writeTwo(now - lastTick)
  }

  function writeTwo(distance: number): void {
    words[at] = Math.floor(distance / HALF)
    words[at + 1] = distance % HALF
    at += 2
  }

  function nextBlock(): void {
    endBlock()
    words = int32(size)
    at = 0
    inBlock = 0
    parts = 0
    lastTick = clock[0]!
    begins.push(lastTick)
    numberOf.fill(-1)
    if (blocks.length < mostBlocks) return
    blocks.shift()
    begins.shift()
    given += rows.shift()!
    isWholeFrom = ends.shift()! + 1
  }

  function endBlock(): void {
    if (inBlock === 0) return
    blocks.push(words.subarray(0, at))
    rows.push(inBlock)
    ends.push(lastTick)
    before += inBlock
  }

  function widen(least: number): void {
    const [numbers, ticks, length] = [numberOf, lastLeft, Math.max(least, 2 * numberOf.length)]
    numberOf = int32(length).fill(-1)
    lastLeft = float64(length)
    numberOf.set(numbers)
    lastLeft.set(ticks)
  }

  function renewed(part: number): void {
    if (part < numberOf.length) numberOf[part] = -1
  }

  function take(): ReturnType<VisitTapeWriter['take']> {
    endBlock()
    const written = { blocks, begins, given, isWholeFrom }
    blocks = []
    begins = []
    rows = []
    ends = []
    words = int32(0)
    at = 0
    before = 0
    inBlock = 0
    given = 0
    isWholeFrom = 0
    return written
  }

  return { write, renewed, count: () => before + inBlock, take }
}

/** The rows of a tape. */
export function visitsOf({ blocks, begins, element, unit }: VisitTape): VisitColumns {
  const count = blocks.reduce((sum, block) => sum + rowsIn(block), 0)
  const rows = {
    element: int32(count),
    source: int32(count),
    serial: int32(count),
    product: int32(count),
    unit: int32(count),
    born: float64(count),
    entered: float64(count),
    ready: float64(count),
    left: float64(count),
  }
  let row = 0
  blocks.forEach((words, block) => {
    /** The row of the block in which a part came last, by its number. */
    const lastRow: number[] = []
    let tick = begins[block]!
    let at = 0
    const distance = (marks: number, mark: number): number => {
      if ((marks & mark) === 0) return 0
      if ((marks & WIDE) === 0) return words[at++]!
      at += 2
      return words[at - 2]! * HALF + words[at - 1]!
    }
    for (; at < words.length; row++) {
      const number = words[at]!
      const marks = words[at + 1]!
      const place = marks >> MARKS
      const last = (marks & NEW) === 0 ? lastRow[number]! : row
      at += 2
      if (last === row) {
        rows.source[row] = words[at]!
        rows.serial[row] = words[at + 1]!
        rows.product[row] = words[at + 2]!
        at += 3
      }
      const sinceBirth = distance(marks, BORN)
      const sinceEntry = distance(marks, ENTERED)
      const sinceReady = distance(marks, READY)
      tick += distance(marks, TICK)
      if (last === row) rows.born[row] = tick - sinceBirth
      else {
        rows.source[row] = rows.source[last]!
        rows.serial[row] = rows.serial[last]!
        rows.product[row] = rows.product[last]!
        rows.born[row] = rows.born[last]!
      }
      const expected = last === row ? rows.born[row]! : rows.left[last]!
      rows.element[row] = element[place]!
      rows.unit[row] = unit[place]!
      rows.entered[row] = (marks & ENTERED) === 0 ? expected : tick - sinceEntry
      rows.ready[row] = (marks & AT_ENTRY) === 0 ? tick - sinceReady : rows.entered[row]!
      rows.left[row] = tick
      lastRow[number] = row
    }
  })
  return rows
}

function rowsIn(words: Int32Array): number {
  let count = 0
  for (let at = 0; at < words.length; count++) at += 2 + wordsBehind(words[at + 1]!)
  return count
}

/** Words of a row behind its first two. */
function wordsBehind(marks: number): number {
  const bit = (mark: number): number => ((marks & mark) === 0 ? 0 : 1)
  return 3 * bit(NEW) + (1 + bit(WIDE)) * (bit(BORN) + bit(ENTERED) + bit(READY) + bit(TICK))
}
