/**
 * M4 written by hand: twelve operators for twenty stations, nothing general.
 *
 * Exponential work of 60 s, buffers of 5, blocking after service, no failures. A part is taken into the station first, then
 * an operator is asked for; who has waited longest gets one, at equal ticks the station nearer to the end. An operator has
 * one slot in the winner tree, not a station: what it does next replaces what it has done. Shapes and statistics as in m3.ts.
 */
import { BUCKETS, type LineStatistics } from './m3.ts'
import { float64, int32 } from 'genba/kernel'
import { BLOCK, createDurations } from './streams.ts'

/** States of a station; sums are kept in this order. */
export const STARVED = 0
export const WORKING = 1
export const BLOCKED = 2
export const WAITING = 3

const STATIONS = 20
const OPERATORS = 12
const PLACES = 5
const SLOT_BITS = 4
const LEAVES = 1 << SLOT_BITS
const NEVER = 0x7ff_ffff
const EPOCH = 0x400_0000
const BATCH = 1024
/** Rings: parts in a buffer, parts in the line, stations that wait for an operator. */
const RING = 8
const LINE = 128
const QUEUE = 32

/** The line, to be made once in a process: run for any replication until a tick, which is included. */
export function createM4(): (seed: number, replication: number, until: number) => LineStatistics {
  const key = int32(2 * LEAVES)
  const at = int32(OPERATORS)
  const idle = int32(OPERATORS)
  const state = int32(STATIONS)
  const since = int32(STATIONS)
  const states = float64(STATIONS * 4)
  const finished = float64(STATIONS)
  const level = int32(STATIONS)
  const entered = int32(STATIONS * RING)
  const head = int32(STATIONS)
  const stayed = float64(STATIONS)
  const sketch = new Uint32Array(STATIONS * BUCKETS)
  const born = int32(LINE)
  const queue = int32(QUEUE)
  const done = int32(OPERATORS)
  const cells = int32(7) // births, departures, events, 1 once the end is reached, idle operators, queue from, queue to
  const sums = float64(3) // lead time, tick of the epoch, end
  const draws = createDurations(
    Array.from({ length: STATIONS }, (_, i) => ({ key: `line.s${i + 1}`, purpose: 'work', mean: 60 })),
    1000,
  )
  const { values, cursor, fill } = draws

  function plan(slot: number, tick: number): void {
    let node = LEAVES + slot
    let best = (tick << SLOT_BITS) | slot
    key[node] = best
    while (node > 1) {
      const sibling = key[node ^ 1]!
      best ^= (best ^ sibling) & ((sibling - best) >> 31)
      node >>= 1
      key[node] = best
    }
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

  /** The operator goes to the station that has waited longest. */
  function serve(operator: number, now: number): void {
    const i = queue[cells[5]! & (QUEUE - 1)]!
    cells[5] = cells[5]! + 1
    at[operator] = i
    if (cursor[i] === BLOCK) fill(i)
    const place = cursor[i]!
    cursor[i] = place + 1
    if (state[i] !== WORKING) change(i, WORKING, now)
    plan(operator, now + (values[i * BLOCK + place]! | 0))
  }

  function request(i: number, now: number): void {
    if (state[i] !== WAITING) change(i, WAITING, now)
    queue[cells[6]! & (QUEUE - 1)] = i
    cells[6] = cells[6]! + 1
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
      request(i + 1, now)
    } else if (level[i]! < PLACES) put(i, now)
    else {
      change(i, BLOCKED, now)
      return
    }
    let free = i
    while (free > 0) {
      const from = free - 1
      if (level[from] === 0) {
        change(free, STARVED, now)
        return
      }
      const waited = now - entered[from * RING + head[from]!]!
      head[from] = (head[from]! + 1) & (RING - 1)
      level[from] = level[from]! - 1
      stayed[from] = stayed[from]! + waited
      note(from, waited)
      request(free, now)
      if (state[from] !== BLOCKED) return
      put(from, now)
      free = from
    }
    born[cells[0]! & (LINE - 1)] = now
    cells[0] = cells[0]! + 1
    request(0, now)
  }

  /** Those that asked at this tick, from `from` on, in the order of the rule: the nearer to the end the earlier. */
  function order(from: number): void {
    for (let n = from + 1; n < cells[6]!; n++)
      for (let m = n; m > from && queue[m & (QUEUE - 1)]! > queue[(m - 1) & (QUEUE - 1)]!; m--) {
        const later = queue[m & (QUEUE - 1)]!
        queue[m & (QUEUE - 1)] = queue[(m - 1) & (QUEUE - 1)]!
        queue[(m - 1) & (QUEUE - 1)] = later
      }
  }

  function batch(): void {
    const end = sums[2]! - sums[1]!
    for (let n = 0; n < BATCH; n++) {
      const now = key[1]! >> SLOT_BITS
      if (now > end) {
        cells[3] = 1
        return
      }
      let count = 0
      do {
        const operator = key[1]! & (LEAVES - 1)
        const i = at[operator]!
        cells[2] = cells[2]! + 1
        finished[i] = finished[i]! + 1
        done[count++] = i
        // Whoever asked before this tick comes before all that will ask at it.
        if (cells[5] !== cells[6]) serve(operator, now)
        else {
          plan(operator, NEVER)
          idle[cells[4]!] = operator
          cells[4] = cells[4]! + 1
        }
      } while (key[1]! >> SLOT_BITS === now)
      const from = cells[6]!
      for (let k = 0; k < count; k++) release(done[k]!, now)
      if (count > 1) order(from)
      while (cells[4]! > 0 && cells[5] !== cells[6]) {
        cells[4] = cells[4]! - 1
        serve(idle[cells[4]!]!, now)
      }
    }
  }

  /** Lets the epoch begin `by` ticks later. */
  function moveEpoch(by: number): void {
    sums[1] = sums[1]! + by
    for (const column of [since, entered, born]) for (let i = 0; i < column.length; i++) column[i] = column[i]! - by
    for (let slot = 0; slot < OPERATORS; slot++)
      if (key[LEAVES + slot]! >> SLOT_BITS !== NEVER) plan(slot, (key[LEAVES + slot]! >> SLOT_BITS) - by)
  }

  return (seed, replication, until) => {
    for (const column of [state, since, states, finished, level, entered, head, stayed, sketch, born, queue, cells, sums]) column.fill(0)
    for (let node = 2 * LEAVES - 1; node >= 1; node--) key[node] = node >= LEAVES ? (NEVER << SLOT_BITS) | (node - LEAVES) : key[2 * node]!
    for (let operator = 0; operator < OPERATORS; operator++) idle[operator] = operator
    cells[4] = OPERATORS
    sums[2] = until
    draws.reset(seed, replication)
    cells[0] = 1
    request(0, 0)
    cells[4] = OPERATORS - 1
    serve(OPERATORS - 1, 0)
    while (cells[3] === 0) {
      batch()
      if (key[1]! >> SLOT_BITS >= EPOCH) moveEpoch(key[1]! >> SLOT_BITS)
    }
    for (let i = 0; i < STATIONS; i++) change(i, state[i]!, until - sums[1]!)
    return {
      parts: cells[1]!,
      events: cells[2]!,
      states,
      finished,
      failures: float64(STATIONS),
      stayed,
      lead: sums[0]!,
      sketch,
    }
  }
}
