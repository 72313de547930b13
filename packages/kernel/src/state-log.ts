/**
 * The states of units one by one: what a monitor of states sums up, kept as intervals within a span of the run.
 *
 * Intervals are written down from ticks: what lasts no time is not kept, and a state that is taken up again within the tick
 * goes on, so that the order of handling within a tick leaves no mark.
 */
import { float64, int32, int32From, uint8 } from './columns.ts'
import type { StateMonitor } from './monitor.ts'

/** Intervals as columns: in row i unit `unit[i]` is in state `state[i]` over [from[i], to[i]), in ticks. */
export interface StateIntervals {
  readonly unit: Int32Array
  readonly state: Uint8Array
  readonly from: Float64Array
  readonly to: Float64Array
}

/** Ticks [from, until). */
export interface Span {
  readonly from: number
  readonly until: number
}

/** A monitor of states that keeps intervals too. */
export interface LoggedStateMonitor extends StateMonitor {
  /** Intervals until the present tick, cut to the span, by unit, then in time. */
  intervals(): StateIntervals
}

const PLACES = 1024

/**
 * The same monitor, of which the changes within a span are kept: 21 bytes for each.
 * @param clock one cell with the present tick
 * @param told numbers by which the intervals name the units
 * @throws RangeError where the span holds no tick
 */
export function logged(
  monitor: StateMonitor,
  clock: Float64Array,
  span: Span,
  told: Int32Array = int32From(monitor.state, (_, unit) => unit),
): LoggedStateMonitor {
  if (!(span.until > span.from)) throw new RangeError(`span: expected an end after ${span.from}, received ${span.until}`)
  const units = monitor.state.length
  const since = float64(units)
  /** The last interval kept of each unit, -1: none. */
  const lastOf = int32(units)
  let unitOf = int32(PLACES)
  let stateOf = uint8(PLACES)
  let fromOf = float64(PLACES)
  let toOf = float64(PLACES)
  let kept = 0

  function close(unit: number): void {
    const from = Math.max(since[unit]!, span.from)
    const to = Math.min(clock[0]!, span.until)
    since[unit] = clock[0]!
    if (to <= from) return
    const state = monitor.state[unit]!
    const last = lastOf[unit]!
    if (last >= 0 && stateOf[last] === state && toOf[last] === from) {
      toOf[last] = to
      return
    }
    if (kept === unitOf.length) grow()
    unitOf[kept] = told[unit]!
    stateOf[kept] = state
    fromOf[kept] = from
    toOf[kept] = to
    lastOf[unit] = kept++
  }

  function grow(): void {
    const [before, places] = [{ unitOf, stateOf, fromOf, toOf }, 2 * unitOf.length]
    unitOf = int32(places)
    stateOf = uint8(places)
    fromOf = float64(places)
    toOf = float64(places)
    unitOf.set(before.unitOf)
    stateOf.set(before.stateOf)
    fromOf.set(before.fromOf)
    toOf.set(before.toOf)
  }

  function intervals(): StateIntervals {
    for (let unit = 0; unit < units; unit++) close(unit)
    // Those of each unit were closed in the order of time: only units are to be sorted.
    const next = int32(units + 1)
    for (let at = 0; at < kept; at++) next[unitOf[at]! + 1] = next[unitOf[at]! + 1]! + 1
    for (let unit = 0; unit < units; unit++) next[unit + 1] = next[unit + 1]! + next[unit]!
    const sorted = { unit: int32(kept), state: uint8(kept), from: float64(kept), to: float64(kept) }
    for (let at = 0; at < kept; at++) {
      const place = next[unitOf[at]!]!
      next[unitOf[at]!] = place + 1
      sorted.unit[place] = unitOf[at]!
      sorted.state[place] = stateOf[at]!
      sorted.from[place] = fromOf[at]!
      sorted.to[place] = toOf[at]!
    }
    return sorted
  }

  function reset(): void {
    monitor.reset()
    since.fill(0)
    lastOf.fill(-1)
    kept = 0
  }

  reset()
  return {
    state: monitor.state,
    change(unit, state) {
      close(unit)
      monitor.change(unit, state)
    },
    cut: monitor.cut,
    cutBeginnings: monitor.cutBeginnings,
    intervals,
    reset,
  }
}
