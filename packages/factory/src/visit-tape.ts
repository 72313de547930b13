/**
 * Visits of parts on a tape: one to three words of 4 bytes for most of them instead of 52 bytes, one for those inside tandem lines.
 * Memory that nobody has written to before costs more time than all else here.
 *
 * A row begins with the place and its marks. Then come the part and the ticks since the row before, in one word if they fit, in none
 * where it is the same part at the same tick. What follows from the rows before is left out: when the part came in where that is when it
 * left the place before, when it was ready where that is when it came in or left. Ticks are written as distances from the present one.
 *
 * In a tandem line all follows from who comes in, when each station lets its part go, and when one that does not is done with it:
 * rows for the first, single words for the others, of which tandem-replay.ts makes visits. Blocks stand by themselves, and begin with
 * who is where in tandem lines: when there are too many the oldest are given up, so that memory is bounded whatever is written.
 */
import { float64, int32, uint8, type PartColumns } from 'genba/kernel'
import type { TandemPlaces } from './tandem-replay.ts'

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

/** Parts that went into others, when the visit in `visit` ended; of a part that was divided, one row for each piece. */
export interface JoinColumns {
  readonly visit: Int32Array
  readonly source: Int32Array
  readonly serial: Int32Array
}

/** Blocks of words and the tick from which each begins; of each place its element and its unit as in VisitColumns. */
export interface VisitTape {
  readonly blocks: readonly Int32Array[]
  readonly begins: readonly number[]
  readonly element: Int32Array
  readonly unit: Int32Array
  readonly tandems: TandemPlaces
}

/** Words of a block, of which it may have some more, and most blocks. */
export interface TapeSize {
  readonly words: number
  readonly mostBlocks: number
}

export interface VisitTapeWriter {
  /** Between ticks: from now on all is written, and nothing any more. */
  open(): void
  close(): void
  /** Between ticks, every now and then: a new block where this one is full. */
  turn(): void
  /** The part leaves the place now, where it has come in and was ready at these ticks. */
  write(place: number, part: number, entered: number, ready: number): void
  /** The part is in a place of a tandem line since `entered`, ready since `ready` (-1: not yet). */
  isInside(place: number, part: number, entered: number, ready: number): void
  /** The part of a station in tandem, not the last of its line, goes on; it is done and stays. */
  passes(station: number): void
  isDone(station: number): void
  /** The part whose visit was written last goes into `part`, or `part` is a piece of it. */
  joins(part: number): void
  /** The row of the part table holds another part, or one with another product or birth. */
  renewed(part: number): void
  /** Hands over what was written, and begins anew. `isWholeFrom`: the tick from which all is there. */
  take(): Pick<VisitTape, 'blocks' | 'begins'> & { readonly isWholeFrom: number }
}

/** 134 MB at most, and what is written between two turns. */
const SIZE: TapeSize = { words: 1 << 17, mostBlocks: 256 }

// Marks of a row, whose place is behind them. What follows, in this order: the part and the tick, in two halves of a word; of a new part
// who made it and its product, also in two halves, its number, and how long ago it was made; other distances as the marks say.
export const NEW = 1
/** It was made at another tick than the present one. */
export const BORN = 2
export const ENTERED = 4
export const READY = 8
/** It was ready when it came in, not when it left. */
export const AT_ENTRY = 16
/** The visit has not ended: the part is in the place, of a tandem line. */
export const INSIDE = 32
/** The part and the tick are those of the row before. */
export const SAME = 64
/** The part and the tick have a word each. */
export const LARGE = 128
/** All numbers have a word each, and distances and the tick two. */
export const WIDE = 256
export const MARKS = 9
/** A word for itself has its sign set; without it, what is seldom: what the part of the last visit went into, and a distance, in two words more. */
export const JOIN = 0x7fff_ffff
export const WAIT = 0x7fff_fffe
export const HALF = 0x8000_0000
const MOST_HALF = 0xffff
const MOST_WORDS = 12

/** Bits that say which of `stations` is meant, and whether its part goes or is done. */
export function bitsOfStations(stations: number): number {
  return Math.max(1, 32 - Math.clz32(2 * stations - 1))
}

/**
 * @param clock one cell with the present tick
 * @param stations how many are in tandem lines, 2^28 at most
 * @param tellInside says of all parts in tandem lines where they are
 */
export function createVisitTape(
  columns: PartColumns,
  clock: Float64Array,
  stations: number,
  tellInside: () => void,
  { words: size, mostBlocks }: TapeSize = SIZE,
): VisitTapeWriter {
  const stationBits = bitsOfStations(stations)
  const mostAhead = HALF >>> stationBits
  let blocks: Int32Array[] = []
  let begins: number[] = []
  /** The last tick of each block. */
  let ends: number[] = []
  let words = int32(0)
  let isOpen = false
  let at = 0
  let isWholeFrom = 0
  const lastTick = float64(1)
  let lastPart = -1
  /** By row of the part table: has the block told who it is, and when it left the place before. */
  let isKnown = uint8(0)
  let lastLeft = float64(0)

  function write(place: number, part: number, entered: number, ready: number): void {
    if (!isOpen) return
    row(place, part, entered, ready, ready === clock[0]! ? 0 : ready === entered ? AT_ENTRY : READY)
    lastLeft[part] = clock[0]!
  }

  function isInside(place: number, part: number, entered: number, ready: number): void {
    if (isOpen) row(place, part, entered, ready, ready < 0 ? INSIDE : INSIDE | READY)
  }

  function row(place: number, part: number, entered: number, ready: number, mark: number): void {
    if (at + MOST_WORDS > words.length) lengthen()
    if (part >= isKnown.length) widen(part + 1)
    const now = clock[0]!
    const ahead = now - lastTick[0]!
    const isNew = isKnown[part] === 0
    const expected = isNew ? columns.born[part]! : lastLeft[part]!
    const stayed = now - entered
    if (stayed >= HALF || ahead >= HALF) {
      writeWide(place, part, entered, ready, entered !== expected ? mark | ENTERED : mark)
      return
    }
    const newMarks = isNew ? marksOfNew(part) : 0
    if ((newMarks & WIDE) !== 0) {
      writeWide(place, part, entered, ready, entered !== expected ? mark | ENTERED : mark)
      return
    }
    const marks = (place << MARKS) | mark | newMarks | (entered !== expected ? ENTERED : 0)
    if (ahead === 0 && part === lastPart) {
      words[at++] = marks | SAME
    } else if ((ahead | part) <= MOST_HALF) {
      words[at] = marks
      words[at + 1] = (ahead << 16) | part
      at += 2
    } else {
      words[at] = marks | LARGE
      words[at + 1] = part
      words[at + 2] = ahead
      at += 3
    }
    if (isNew) {
      words[at] = (columns.source[part]! << 16) | (columns.product[part]! & MOST_HALF)
      words[at + 1] = columns.serial[part]!
      at += 2
      if ((newMarks & BORN) !== 0) words[at++] = now - expected
      isKnown[part] = 1
    }
    if ((marks & ENTERED) !== 0) words[at++] = stayed
    if ((marks & READY) !== 0) words[at++] = now - ready
    lastPart = part
    lastTick[0] = now
  }

  function marksOfNew(part: number): number {
    const age = clock[0]! - columns.born[part]!
    const [source, product] = [columns.source[part]!, columns.product[part]!]
    const isLarge = age >= HALF || (source << 16) >> 16 !== source || (product << 16) >> 16 !== product
    return isLarge ? WIDE : age > 0 ? NEW | BORN : NEW
  }

  /** A row with numbers that the fields of others do not hold: each of a new part has a word, and each distance two. */
  function writeWide(place: number, part: number, entered: number, ready: number, mark: number): void {
    const now = clock[0]!
    const isNew = isKnown[part] === 0
    const marks = mark | WIDE | (isNew ? NEW | BORN : 0)
    words[at] = (place << MARKS) | marks
    words[at + 1] = part
    at += 2
    writeTwo(now - lastTick[0]!)
    if (isNew) {
      words[at] = columns.source[part]!
      words[at + 1] = columns.product[part]!
      words[at + 2] = columns.serial[part]!
      at += 3
      writeTwo(now - columns.born[part]!)
    }
    if ((marks & ENTERED) !== 0) writeTwo(now - entered)
    if ((marks & READY) !== 0) writeTwo(now - ready)
    isKnown[part] = 1
    lastPart = part
    lastTick[0] = now
  }

  function writeTwo(distance: number): void {
    words[at] = Math.floor(distance / HALF)
    words[at + 1] = distance % HALF
    at += 2
  }

  function passes(station: number): void {
    if (isOpen) writeWord(station << 1)
  }

  function isDone(station: number): void {
    if (isOpen) writeWord((station << 1) | 1)
  }

  function writeWord(what: number): void {
    if (at + MOST_WORDS > words.length) lengthen()
    const now = clock[0]!
    let ahead = now - lastTick[0]!
    if (ahead >= mostAhead) {
      words[at++] = WAIT
      writeTwo(ahead)
      ahead = 0
    }
    words[at++] = 0x8000_0000 | (ahead << stationBits) | what
    lastTick[0] = now
  }

  function joins(part: number): void {
    if (!isOpen) return
    if (at + MOST_WORDS > words.length) lengthen()
    words[at] = JOIN
    words[at + 1] = columns.source[part]!
    words[at + 2] = columns.serial[part]!
    at += 3
  }

  function open(): void {
    isOpen = true
    begin()
  }

  function close(): void {
    isOpen = false
  }

  function turn(): void {
    if (!isOpen || at < size) return
    endBlock()
    begin()
  }

  function begin(): void {
    // What is never written to takes no memory.
    words = int32(size + (size >> 3) + MOST_WORDS)
    at = 0
    isKnown.fill(0)
    lastPart = -1
    lastTick[0] = clock[0]!
    begins.push(lastTick[0])
    tellInside()
    if (blocks.length < mostBlocks) return
    blocks.shift()
    begins.shift()
    isWholeFrom = ends.shift()! + 1
  }

  function endBlock(): void {
    blocks.push(words.subarray(0, at))
    ends.push(lastTick[0]!)
  }

  /** More is written between two turns than was thought. */
  function lengthen(): void {
    const before = words
    words = int32(2 * before.length)
    words.set(before)
  }

  function widen(least: number): void {
    const [known, ticks, length] = [isKnown, lastLeft, Math.max(least, 2 * isKnown.length)]
    isKnown = uint8(length)
    lastLeft = float64(length)
    isKnown.set(known)
    lastLeft.set(ticks)
  }

  function renewed(part: number): void {
    if (part < isKnown.length) isKnown[part] = 0
  }

  function take(): ReturnType<VisitTapeWriter['take']> {
    if (begins.length > blocks.length) endBlock()
    const written = { blocks, begins, isWholeFrom }
    blocks = []
    begins = []
    ends = []
    isOpen = false
    isWholeFrom = 0
    return written
  }

  return { open, close, turn, write, isInside, passes, isDone, joins, renewed, take }
}
