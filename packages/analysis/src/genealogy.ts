/** What is in a part: the parts that were assembled into it, what those were made of, and what they are pieces of. */
import type { History } from './history.ts'

/** A part of a run: element that made it, and its number there, from 0; of carriers -1 - line. */
export interface PartIdentity {
  readonly source: number
  readonly serial: number
}

/** A part that is in another. Ticks throughout. */
export interface Ingredient extends PartIdentity {
  /** The part into which it went: its place in the list, -1 for the part that was asked for. */
  readonly into: number
  /** True: the other is a piece of this one. */
  readonly isWhole: boolean
  /** Number of its product as it went in, of a whole as it was made; -1 for none. */
  readonly product: number
  readonly born: number
  /** Path of the element where it went in, or was divided, and when. */
  readonly element: string
  readonly tick: number
}

export interface Genealogy {
  /** What went in, in the order of that, each followed by what is in it. */
  readonly ingredients: readonly Ingredient[]
  /** Is anything missing that happened before the history begins? */
  readonly isCut: boolean
  /** When the first of all came to be. */
  readonly earliest: number
}

/** What is in the part that makes a visit, until the end of that. */
export function genealogyOf(history: History, last: number): Genealogy {
  const { visits } = history
  const ingredients: Ingredient[] = []
  let isCut = false
  let earliest = visits.born[last]!

  function addInto(into: number, lastRow: number): void {
    const rows: number[] = []
    for (let row = lastRow; row >= 0; row = history.before(row)) rows.unshift(row)
    const whole = history.wholeOf(rows[0]!)
    // What has no visit to the element that made it came from before.
    if (visits.element[rows[0]!] !== visits.source[rows[0]!] && whole < 0) isCut = true
    for (const row of rows)
      for (const joined of history.joinedDuring(row)) {
        const born = visits.born[joined]!
        if (born < earliest) earliest = born
        ingredients.push({
          source: visits.source[joined]!,
          serial: visits.serial[joined]!,
          into,
          isWhole: joined === whole,
          // What is divided has become what its pieces are: it is known by what it was made as.
          product: visits.product[joined === whole ? firstOf(joined) : joined]!,
          born,
          element: history.nameOf(joined === whole ? joined : row),
          tick: visits.left[joined]!,
        })
        addInto(ingredients.length - 1, joined)
      }
  }

  function firstOf(row: number): number {
    let first = row
    while (history.before(first) >= 0) first = history.before(first)
    return first
  }

  addInto(-1, last)
  return { ingredients, isCut, earliest }
}
