/** Positions: the equal places of stations, as columns by position number. */

/** Phases of a position. */
export const FREE = 0
export const BUSY = 1
export const SHORT = 2
export const DONE = 3

/** Why a position is down. */
export const UP = 0
export const REPAIR = 1
export const SERVICE = 2
export const TOOL_CHANGE = 3
export const REHEAT = 4

export interface PositionColumns {
  readonly phase: Uint8Array
  readonly part: Int32Array
  /** Number of the start that the position is in. */
  readonly start: Int32Array
  /** Activity: -1 for set-up, else the number of the step. */
  readonly step: Int32Array
  /** Working ticks left of the activity, planned for the present segment, and drawn for the activity. */
  readonly left: Float64Array
  readonly segment: Float64Array
  readonly drawn: Float64Array
  readonly running: Uint8Array
  readonly down: Uint8Array
  /** Next parts that leave as scrap whatever comes out (restart after cooling). */
  readonly spoiled: Int32Array
  /** Tick at which the position last worked. */
  readonly worked: Float64Array
}

/** Columns of `n` positions, all free and up. */
export function createPositions(n: number): PositionColumns {
  return {
    phase: new Uint8Array(n),
    part: new Int32Array(n).fill(-1),
    start: new Int32Array(n),
    step: new Int32Array(n),
    left: new Float64Array(n),
    segment: new Float64Array(n),
    drawn: new Float64Array(n),
    running: new Uint8Array(n),
    down: new Uint8Array(n),
    spoiled: new Int32Array(n),
    worked: new Float64Array(n),
  }
}
