/**
 * Repairs that overlap (`several_modes: together`): every failure mode of a position has a clock and a repair of its own, and
 * the position is down while any of them is being repaired. Of a mode that is under repair the slot is that of the repair; a clock of
 * work stands meanwhile, and a fault of a part strikes when work on it would begin.
 *
 * Failures that stand at zero strike after everything due in the tick, so that a repair that ends then has ended
 * (docs/mechanisms/failures.md). With independent modes the position is up for the product of their shares.
 */
import { int32, uint8 } from 'genba/kernel'
import type { StationPlan } from './plan.ts'

/** The failure modes of positions, as breakdowns.ts keeps them. */
export interface Modes {
  readonly firstMode: Int32Array
  readonly modeCount: Uint8Array
  readonly modePosition: Int32Array
  readonly toFailure: Float64Array
  /** Does the mode, which stands at zero, strike now? */
  strikes(position: number, mode: number): boolean
  /** A repair of `mode` begins: counted, and scheduled in the slot of the mode. */
  begins(mode: number): void
  /** Draws the next time to failure of `mode`, and schedules it where it has a clock of its own. */
  renews(mode: number): void
  /** The position stands: its first repair begins. */
  stands(position: number): void
  /** The last repair of the position is over. */
  goesUp(position: number): void
}

export interface OverlappingRepairs {
  /** All failures of `position` that stand at zero: their repairs begin, beside those under way. */
  strike(position: number): void
  /** The slot of `mode` is due: true if that ended its repair, false if it is a failure. */
  due(mode: number): boolean
  reset(): void
}

/** Do failures of the station come while it is down for others? */
export function overlap({ severalModes, failures }: StationPlan): boolean {
  return severalModes === 'together' && failures.length > 1
}

/** What keeps repairs of the station from overlapping here: the part must stay as it is, nobody be called by one of several repairs, nothing else stand it. */
export function isBeyondOverlap(station: StationPlan): boolean {
  const { failures, maintenance, wear, tool, heatUp, casting, preempt } = station
  const plain = failures.every(({ crew, takes, onFailure }) => crew.length + takes.length === 0 && onFailure === 'resume')
  const care = maintenance.length > 0 || wear.length > 0 || tool !== undefined || heatUp !== undefined || casting !== undefined
  return !plain || care || preempt !== 'none'
}

export function createOverlappingRepairs(modes: Modes): OverlappingRepairs {
  const { firstMode, modeCount, modePosition, toFailure } = modes
  const underRepair = uint8(modePosition.length)
  /** Repairs under way per position. */
  const repairs = int32(modeCount.length)

  function strike(p: number): void {
    const first = firstMode[p]!
    for (let mode = first; mode < first + modeCount[p]!; mode++) {
      if (toFailure[mode] !== 0 || !modes.strikes(p, mode)) continue
      if (repairs[p] === 0) modes.stands(p)
      toFailure[mode] = Infinity
      underRepair[mode] = 1
      repairs[p] = repairs[p]! + 1
      modes.begins(mode)
    }
  }

  function due(mode: number): boolean {
    if (underRepair[mode] === 0) return false
    const p = modePosition[mode]!
    underRepair[mode] = 0
    repairs[p] = repairs[p]! - 1
    modes.renews(mode)
    if (repairs[p] === 0) modes.goesUp(p)
    return true
  }

  function reset(): void {
    underRepair.fill(0)
    repairs.fill(0)
  }

  return { strike, due, reset }
}
