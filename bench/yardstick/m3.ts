/**
 * M3 written by hand: how fast this machine runs one line in TypeScript when nothing is general.
 *
 * Twenty stations of 60 s with buffers of 5 between them, operating-time failures, blocking after service; the line of
 * bench/models/m3.yaml, drawn from the same streams, so that every tick of it is the same. Written for speed alone: one
 * slot for each station in a branchless winner tree, everything in typed arrays of whole numbers relative to an epoch, made
 * once, run in batches. It keeps the statistics that Genba keeps of such a line (time in states, counts, waiting and lead
 * times with their quantiles; mean levels follow from those by Little's law) and leaves out the fingerprint.
 */
import { float64, int32 } from 'genba/kernel'
import { BLOCK, createDurations } from './streams.ts'

/** States of a station; sums are kept in this order. */
export const STARVED = 0
export const WORKING = 1
export const BLOCKED = 2
export const DOWN = 3

const STATIONS = 20
const PLACES = 5
const CYCLE = 60_000
/** Leaves of the winner tree. A node holds tick * 2^5 + slot of the earliest below it; no tick is ever so late as NEVER. */
const SLOT_BITS = 5
const LEAVES = 1 << SLOT_BITS
const NEVER = 0x3ff_ffff
const EPOCH = 0x200_0000
const BATCH = 1024
/** Rings: parts in a buffer, parts in the line (at most 20 + 19 * 5). */
const RING = 8
const LINE = 128
/** Buckets of a quantile sketch for whole numbers: 0, then 128 for each power of two. */
export const BUCKETS: number = 1 + 31 * 128

export interface LineStatistics {
  readonly parts: number
  /** Work ended, failures, repairs. */
  readonly events: number
  /** Ticks: station * 4 + state. */
  readonly states: Float64Array
  /** By station: work that ended, failures. */
  readonly finished: Float64Array
  readonly failures: Float64Array
  /** Sum of ticks in each buffer (the one behind station i is i), and in the line, of parts that left it. */
  readonly stayed: Float64Array
  readonly lead: number
  /** How many of them fell into each bucket: buffer * BUCKETS + bucket; the last row is the line. */
  readonly sketch: Uint32Array
}

/** The line, to be made once in a process: run for any replication until a tick, which is included. */
export function createM3(): (seed: number, replication: number, until: number) => LineStatistics {
  const key = int32(2 * LEAVES)
  const state = int32(STATIONS)
  const since = int32(STATIONS)
  const states = float64(STATIONS * 4)
  const left = int32(STATIONS)
  const segment = int32(STATIONS)
  const toFailure = int32(STATIONS)
  const finished = float64(STATIONS)
  const failures = float64(STATIONS)
  const level = int32(STATIONS)
  const entered = int32(STATIONS * RING)
  const head = int32(STATIONS)
  const stayed = float64(STATIONS)
  const sketch = new Uint32Array(STATIONS * BUCKETS)
  const born = int32(LINE)
  const cells = int32(4) // births, departures, events, 1 once the end is reached
  const sums = float64(3) // lead time, tick of the epoch, end
  const draws = createDurations(
    Array.from({ length: 2 * STATIONS }, (_, s) => ({
      key: `line.s${(s >> 1) + 1}.failures.breakdown`,
      purpose: s % 2 === 0 ? 'failure breakdown' : 'repair breakdown',
      mean: s % 2 === 0 ? 6000 : 600,
    })),
    1000,
  )
  const { values, cursor, fill } = draws

  function plan(slot: number, at: number): void {
    let node = LEAVES + slot
    let best = (at << SLOT_BITS) | slot
    key[node] = best
    while (node > 1) {
      const sibling = key[node ^ 1]!
      best ^= (best ^ sibling) & ((sibling - best) >> 31)
      node >>= 1
      key[node] = best
    }
  }

  function draw(stream: number): number {
    if (cursor[stream] === BLOCK) fill(stream)
    const at = cursor[stream]!
    cursor[stream] = at + 1
    return values[stream * BLOCK + at]! | 0
  }

  function change(i: number, to: number, now: number): void {
    const cell = 4 * i + state[i]!
    states[cell] = states[cell]! + (now - since[i]!)
    since[i] = now
    state[i] = to
  }

  function note(row: number, ticks: number): void {
    const zeros = Math.clz32(ticks)
    const bucket = ticks === 0 ? 0 : ((31 - zeros) << 7) + ((ticks << zeros) >>> 24) - 127
    sketch[row * BUCKETS + bucket] = sketch[row * BUCKETS + bucket]! + 1
  }

  function work(i: number, now: number): void {
    const ticks = toFailure[i]! < left[i]! ? toFailure[i]! : left[i]!
    if (ticks === 0) {
      if (state[i] !== DOWN) change(i, DOWN, now)
      failures[i] = failures[i]! + 1
      plan(i, now + draw(2 * i + 1))
      return
    }
    segment[i] = ticks
    if (state[i] !== WORKING) change(i, WORKING, now)
    plan(i, now + ticks)
  }

  function begin(i: number, now: number): void {
    left[i] = CYCLE
    work(i, now)
  }

  function put(i: number, now: number): void {
    entered[i * RING + ((head[i]! + level[i]!) & (RING - 1))] = now
    level[i] = level[i]! + 1
  }

  /** The part of station `i` is finished: it goes on if it can, and so do the parts behind it. */
  function release(i: number, now: number): void {
    if (i === STATIONS - 1) {
      const lead = now - born[cells[1]! & (LINE - 1)]!
      cells[1] = cells[1]! + 1
      sums[0] = sums[0]! + lead
      note(i, lead)
    } else if (state[i + 1] === STARVED) {
      note(i, 0)
      begin(i + 1, now)
    } else if (level[i]! < PLACES) put(i, now)
    else {
      change(i, BLOCKED, now)
      plan(i, NEVER)
      return
    }
    let free = i
    while (free > 0) {
      const from = free - 1
      if (level[from] === 0) {
        change(free, STARVED, now)
        plan(free, NEVER)
        return
      }
      const waited = now - entered[from * RING + head[from]!]!
      head[from] = (head[from]! + 1) & (RING - 1)
      level[from] = level[from]! - 1
      stayed[from] = stayed[from]! + waited
      note(from, waited)
      begin(free, now)
      if (state[from] !== BLOCKED) return
      put(from, now)
      free = from
    }
    born[cells[0]! & (LINE - 1)] = now
    cells[0] = cells[0]! + 1
    begin(0, now)
  }

  function batch(): void {
    const end = sums[2]! - sums[1]!
    for (let n = 0; n < BATCH; n++) {
      const now = key[1]! >> SLOT_BITS
      if (now > end) {
        cells[3] = 1
        return
      }
      const i = key[1]! & (LEAVES - 1)
      cells[2] = cells[2]! + 1
      if (state[i] === DOWN) {
        toFailure[i] = draw(2 * i)
        work(i, now)
        continue
      }
      toFailure[i] = toFailure[i]! - segment[i]!
      left[i] = left[i]! - segment[i]!
      if (left[i]! > 0) work(i, now)
      else {
        finished[i] = finished[i]! + 1
        release(i, now)
      }
    }
  }

  /** Lets the epoch begin `by` ticks later. */
  function moveEpoch(by: number): void {
    sums[1] = sums[1]! + by
    for (const column of [since, entered, born]) for (let i = 0; i < column.length; i++) column[i] = column[i]! - by
    for (let slot = 0; slot < STATIONS; slot++)
      if (key[LEAVES + slot]! >> SLOT_BITS !== NEVER) plan(slot, (key[LEAVES + slot]! >> SLOT_BITS) - by)
  }

  return (seed, replication, until) => {
    for (const column of [state, since, states, finished, failures, level, entered, head, stayed, sketch, born, cells, sums]) column.fill(0)
    for (let node = 2 * LEAVES - 1; node >= 1; node--) key[node] = node >= LEAVES ? (NEVER << SLOT_BITS) | (node - LEAVES) : key[2 * node]!
    sums[2] = until
    draws.reset(seed, replication)
    for (let i = 0; i < STATIONS; i++) toFailure[i] = draw(2 * i)
    cells[0] = 1
    begin(0, 0)
    while (cells[3] === 0) {
      batch()
      if (key[1]! >> SLOT_BITS >= EPOCH) moveEpoch(key[1]! >> SLOT_BITS)
    }
    for (let i = 0; i < STATIONS; i++) change(i, state[i]!, until - sums[1]!)
    return { parts: cells[1]!, events: cells[2]!, states, finished, failures, stayed, lead: sums[0]!, sketch }
  }
}
