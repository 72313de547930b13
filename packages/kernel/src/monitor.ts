/**
 * Statistics that are always attached: how long in which state, how many on average, how often.
 *
 * They are streaming (fixed memory), sums of whole ticks in doubles, so the order of adding does not matter. Time is cut
 * into windows [a, b): `cut` closes what is open at the present tick, keeps the sums of the ended window and begins the
 * next at zero. Counts belong to the window of their tick; a cut comes first within its tick, so what happens on it
 * belongs to the new window.
 */
import { float64, uint8 } from './columns.ts'

/** Sums of one ended window, in the order of the monitor's cells. */
export type WindowSums = Float64Array

export interface Monitor {
  /** Closes intervals at the present tick, returns the sums of the window that ends and begins the next. */
  cut(): WindowSums
  reset(): void
}

/** Time in states: each unit (a position, a belt) is in one of `states` states; sums are kept for each row of units. */
export interface StateMonitor extends Monitor {
  /** The state that each unit is in. Read only. */
  readonly state: Uint8Array
  /** From now on `unit` is in `state`. */
  change(unit: number, state: number): void
  /**
   * How often the units of each row came from a state that is not marked into a marked one, in the window that ends; to be
   * called before `cut`. What lasts no time is not seen: marked again within the tick is no new beginning.
   */
  cutBeginnings(): WindowSums
}

/**
 * @param clock one cell with the present tick
 * @param rowOf row of each unit
 * @param rows number of rows; cell of row r and state s in what `cut` returns is r * states + s
 * @param initial state of every unit at tick 0
 * @param marked 1 for states whose beginnings are counted
 */
export function createStateMonitor(
  clock: Float64Array,
  rowOf: Int32Array,
  rows: number,
  states: number,
  initial: number,
  marked: Uint8Array = uint8(states),
): StateMonitor {
  const units = rowOf.length
  const state = uint8(units)
  const since = float64(units)
  /** State by state, so that those in which units are most of the time lie together. */
  const sums = float64(states * rows)
  /** Tick at which each unit was last in a marked state. */
  const lastMarked = float64(units)
  const beginnings = float64(rows)

  function change(unit: number, to: number): void {
    const now = clock[0]!
    const was = marked[state[unit]!]!
    if (was !== marked[to]) {
      if (was === 1) lastMarked[unit] = now
      else if (now > lastMarked[unit]!) beginnings[rowOf[unit]!] = beginnings[rowOf[unit]!]! + 1
    }
    const cell = state[unit]! * rows + rowOf[unit]!
    sums[cell] = sums[cell]! + (now - since[unit]!)
    since[unit] = now
    state[unit] = to
  }

  function cut(): WindowSums {
    for (let unit = 0; unit < units; unit++) change(unit, state[unit]!)
    const window = float64(rows * states)
    for (let row = 0; row < rows; row++) for (let of = 0; of < states; of++) window[row * states + of] = sums[of * rows + row]!
    sums.fill(0)
    return window
  }

  function cutBeginnings(): WindowSums {
    const window = beginnings.slice()
    beginnings.fill(0)
    return window
  }

  function reset(): void {
    state.fill(initial)
    since.fill(0)
    sums.fill(0)
    lastMarked.fill(-1)
    beginnings.fill(0)
  }

  reset()
  return { state, change, cut, cutBeginnings, reset }
}

/** A number that changes in steps: its time integral, cell by cell. */
export interface LevelMonitor extends Monitor {
  /** Present value of each cell. Read only. */
  readonly level: Float64Array
  /** Adds `by` (may be negative) to a cell. */
  add(cell: number, by: number): void
  /** Time integral of a cell in the present window, until now. */
  peek(cell: number): number
}

export function createLevelMonitor(clock: Float64Array, cells: number): LevelMonitor {
  const level = float64(cells)
  const since = float64(cells)
  const sums = float64(cells)

  function add(cell: number, by: number): void {
    const now = clock[0]!
    const before = level[cell]!
    sums[cell] = sums[cell]! + before * (now - since[cell]!)
    since[cell] = now
    level[cell] = before + by
  }

  function cut(): WindowSums {
    for (let cell = 0; cell < cells; cell++) add(cell, 0)
    const window = sums.slice()
    sums.fill(0)
    return window
  }

  function reset(): void {
    level.fill(0)
    since.fill(0)
    sums.fill(0)
  }

  return { level, add, peek: (cell) => sums[cell]! + level[cell]! * (clock[0]! - since[cell]!), cut, reset }
}

/** Sums of numbers and counts, cell by cell. */
export interface Tally extends Monitor {
  /** Sums of the present window. Read only. */
  readonly sums: Float64Array
  add(cell: number, by: number): void
}

export function createTally(cells: number): Tally {
  const sums = float64(cells)

  function add(cell: number, by: number): void {
    sums[cell] = sums[cell]! + by
  }

  function cut(): WindowSums {
    const window = sums.slice()
    sums.fill(0)
    return window
  }

  return { sums, add, cut, reset: () => void sums.fill(0) }
}
