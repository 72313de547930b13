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

/** The changes of states as they were written down: words in blocks, of which `intervalsOf` makes intervals. */
export interface StateTape {
  readonly units: number
  /** Tick at which the span begins. */
  readonly from: number
  readonly blocks: readonly Int32Array[]
}

/** A monitor of states that writes them down too. */
export interface LoggedStateMonitor extends StateMonitor {
  /** What was written down until the present tick. It is handed over: the next run begins a tape of its own. */
  tape(): StateTape
}

/** Words of a block (of 4 bytes). */
const WORDS = 1 << 15
/** Of a word: the lowest bit, 1 where two words follow with the ticks since the change before; the state; the unit; those ticks. */
const FAR = 1
const STATE = 1
const UNIT = 5
const STATES = (1 << (UNIT - STATE)) - 1
const HALF = 0x8000_0000

/** The bit at which the ticks begin. */
function tickBit(units: number): number {
  return UNIT + 32 - Math.clz32(units)
}

/**
 * The same monitor, of which the changes within a span are written down: the unit, the state that ends (of 16 at most) and how many ticks
 * have passed since the change before, in one word if they fit.
 * @param clock one cell with the present tick
 * @param told numbers by which the tape names the units
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
  const shift = tickBit(units)
  const most = 2 * (HALF >>> shift)
  let blocks: Int32Array[] = []
  let words = int32(0)
  let at = 0
  const lastTick = float64(1)

  function close(unit: number): void {
    const now = clock[0]!
    const from = since[unit]! > span.from ? since[unit]! : span.from
    since[unit] = now
    const to = now < span.until ? now : span.until
    if (to <= from) return
    if (at + 3 > words.length) nextBlock()
    const ticks = to - lastTick[0]!
    const word = (told[unit]! << UNIT) | (monitor.state[unit]! << STATE)
    if (ticks < most) words[at++] = (ticks << shift) | word
    else {
      words[at] = word | FAR
      words[at + 1] = Math.floor(ticks / HALF)
      words[at + 2] = ticks % HALF
      at += 3
    }
    lastTick[0] = to
  }

  function nextBlock(): void {
    endBlock()
    words = int32(WORDS)
    at = 0
  }

  function endBlock(): void {
    if (at > 0) blocks.push(words.subarray(0, at))
  }

  function tape(): StateTape {
    for (let unit = 0; unit < units; unit++) close(unit)
    endBlock()
    const written = blocks
    begin()
    return { units, from: span.from, blocks: written }
  }

  function begin(): void {
    blocks = []
    words = int32(0)
    at = 0
    lastTick[0] = span.from
  }

  function reset(): void {
    monitor.reset()
    since.fill(0)
    begin()
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
    tape,
    reset,
  }
}

/** The intervals of a tape by unit, then in time. */
export function intervalsOf({ units, from: start, blocks }: StateTape): StateIntervals {
  const shift = tickBit(units)
  const unitOf = (word: number): number => (word & ((1 << shift) - 1)) >>> UNIT
  const first = int32(units + 1)
  for (const words of blocks) {
    for (let at = 0; at < words.length; at = next(words, at)) {
      const unit = unitOf(words[at]!)
      first[unit + 1] = first[unit + 1]! + 1
    }
  }
  for (let unit = 0; unit < units; unit++) first[unit + 1] = first[unit + 1]! + first[unit]!
  const most = first[units]!
  const columns = { unit: int32(most), state: uint8(most), from: float64(most), to: float64(most) }
  const places = first.slice(0, units)
  let tick = start
  for (const words of blocks) {
    for (let at = 0; at < words.length; at = next(words, at)) {
      const word = words[at]!
      const unit = unitOf(word)
      const state = (word >> STATE) & STATES
      tick += (word & FAR) !== 0 ? words[at + 1]! * HALF + words[at + 2]! : word >>> shift
      const place = places[unit]!
      const isFirst = place === first[unit]
      // A state that is taken up again within the tick goes on.
      if (!isFirst && columns.state[place - 1] === state) {
        columns.to[place - 1] = tick
        continue
      }
      columns.unit[place] = unit
      columns.state[place] = state
      columns.from[place] = isFirst ? start : columns.to[place - 1]!
      columns.to[place] = tick
      places[unit] = place + 1
    }
  }
  return packed(columns, first, places)
}

function next(words: Int32Array, at: number): number {
  return at + 1 + 2 * (words[at]! & FAR)
}

/** Closes the gaps that intervals which went on have left. */
function packed(columns: StateIntervals, first: Int32Array, next: Int32Array): StateIntervals {
  let kept = 0
  for (let unit = 0; unit < next.length; unit++) {
    const [from, to] = [first[unit]!, next[unit]!]
    for (const column of [columns.unit, columns.state, columns.from, columns.to]) column.copyWithin(kept, from, to)
    kept += to - from
  }
  return {
    unit: columns.unit.subarray(0, kept),
    state: columns.state.subarray(0, kept),
    from: columns.from.subarray(0, kept),
    to: columns.to.subarray(0, kept),
  }
}
