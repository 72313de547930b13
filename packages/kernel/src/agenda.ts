/**
 * What is to be looked at before a tick ends: work items (stage 2) and choices (stage 3).
 *
 * Marking twice is once. Work is taken in any order; choices lowest number first.
 */
import { int32, uint8 } from './columns.ts'

/** Draws whole numbers below `n`, to shuffle what the rule of ticks leaves open. For tests. */
export type Shuffle = (n: number) => number

export interface Agenda {
  /** One cell: 1 while what is due at a tick happens (stage 1). */
  readonly gathering: Int32Array
  /** Something has gathered in stage 1 that is to be settled at its end. */
  gathered(): void
  /** True if so since the last time. */
  takeGathered(): boolean
  /** Marks a work item for stage 2. */
  work(item: number): void
  /** Marks a choice for stage 3. */
  choice(choice: number): void
  /** Takes a work item off, -1 if there is none. */
  nextWork(): number
  /** The lowest marked choice, -1 if there is none; it stays marked. */
  lowestChoice(): number
  /** Unmarks a choice. */
  forget(choice: number): void
  /** From now on work is taken in an order drawn by `shuffle` (undefined: last marked first). */
  shuffleWith(shuffle: Shuffle | undefined): void
  reset(): void
}

/** An agenda of `items` work items and `choices` choices, none marked. */
export function createAgenda(items: number, choices: number): Agenda {
  const stack = int32(items)
  const marked = uint8(items)
  const words = (choices + 31) >> 5
  const bits = int32(words)
  /** Height of the stack, number of marked choices. */
  const cells = int32(2)
  const gathering = int32(1)
  const hasGathered = int32(1)
  let shuffle: Shuffle | undefined

  function work(item: number): void {
    if (marked[item] === 1) return
    marked[item] = 1
    const height = cells[0]!
    stack[height] = item
    cells[0] = height + 1
  }

  function choice(index: number): void {
    const bit = 1 << (index & 31)
    if ((bits[index >> 5]! & bit) !== 0) return
    bits[index >> 5] = bits[index >> 5]! | bit
    cells[1] = cells[1]! + 1
  }

  function nextWork(): number {
    const top = cells[0]! - 1
    if (top < 0) return -1
    if (shuffle !== undefined) mix(top, shuffle)
    cells[0] = top
    const item = stack[top]!
    marked[item] = 0
    return item
  }

  function mix(top: number, draw: Shuffle): void {
    const other = draw(top + 1)
    const item = stack[other]!
    stack[other] = stack[top]!
    stack[top] = item
  }

  function lowestChoice(): number {
    if (cells[1] === 0) return -1
    for (let word = 0; word < words; word++) {
      const set = bits[word]!
      if (set !== 0) return (word << 5) + 31 - Math.clz32(set & -set)
    }
    return -1
  }

  function forget(index: number): void {
    bits[index >> 5] = bits[index >> 5]! & ~(1 << (index & 31))
    cells[1] = cells[1]! - 1
  }

  function takeGathered(): boolean {
    if (hasGathered[0] === 0) return false
    hasGathered[0] = 0
    return true
  }

  function reset(): void {
    gathering[0] = 0
    hasGathered[0] = 0
    cells.fill(0)
    marked.fill(0)
    bits.fill(0)
  }

  return {
    gathering,
    gathered: () => void (hasGathered[0] = 1),
    takeGathered,
    work,
    choice,
    nextWork,
    lowestChoice,
    forget,
    shuffleWith: (draw) => void (shuffle = draw),
    reset,
  }
}
