/** Positions: the equal places of stations, as columns by position number. */
import { float64, int32, uint8 } from 'genba/kernel'

/** Phases of a position. */
export const FREE = 0
export const BUSY = 1
export const SHORT = 2
export const DONE = 3
/** The part waits inside for room behind the station. */
export const PENDING = 4

/** Why a position is down. */
export const UP = 0
export const REPAIR = 1
export const SERVICE = 2
export const TOOL_CHANGE = 3
export const REHEAT = 4

export interface PositionColumns {
  readonly phase: Uint8Array
  readonly part: Int32Array
  /** Link over which the part came, -1 where that does not matter. */
  readonly link: Int32Array
  /** Number of the start that the position is in. */
  readonly start: Int32Array
  /** Activity: -1 for set-up, else the number of the step. */
  readonly step: Int32Array
  /** Working ticks left of the activity, planned for the present segment, and drawn for the activity. */
  readonly left: Float64Array
  readonly segment: Float64Array
  readonly drawn: Float64Array
  /** By how much longer than written those who are there take for it, if that was known only when they came. */
  readonly pace: Float64Array
  readonly running: Uint8Array
  readonly down: Uint8Array
  /** Tick at which the position last went down. */
  readonly downSince: Float64Array
  /** Next parts that leave as scrap whatever comes out (restart after cooling). */
  readonly spoiled: Int32Array
  /** Tick at which the position last worked. */
  readonly worked: Float64Array
  /** Ticks of the repair that a position which is down waits for or undergoes. */
  readonly repair: Float64Array
  /** Per failure mode: ticks of its clock until it strikes, Infinity for never. */
  readonly toFailure: Float64Array
}

/** Columns of `n` positions with `modes` failure modes in all, all free and up. */
export function createPositions(n: number, modes: number): PositionColumns {
  return {
    phase: uint8(n),
    part: int32(n).fill(-1),
    link: int32(n).fill(-1),
    start: int32(n),
    step: int32(n),
    left: float64(n),
    segment: float64(n),
    drawn: float64(n),
    pace: float64(n),
    running: uint8(n),
    down: uint8(n),
    downSince: float64(n),
    spoiled: int32(n),
    worked: float64(n),
    repair: float64(n),
    toFailure: float64(modes),
  }
}
