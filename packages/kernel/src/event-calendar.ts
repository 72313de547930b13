/**
 * Which slot is due next, and what time is it?
 *
 * Every owner of future events (a position, a source, a calendar, a belt) has one slot with at most one pending event.
 * Absolute ticks are integers in doubles (`dueAt`), exact to 2^53; the search runs on int32 keys relative to an epoch, in
 * a winner tree (tournament tree) whose matches are decided by a sign mask instead of a branch, because keys of random
 * times make comparisons unpredictable (docs/decisions/0003-kernel). Later events than an epoch can hold wait at a
 * horizon and are looked at again when the epoch moves. Equal keys go to the lower slot: within a tick that order means
 * nothing but for cuts (slot 0, first) and calendars (highest slots, last); see docs/mechanisms/ticks.md.
 *
 * Knuth, The Art of Computer Programming, vol. 3, section 5.4.1 (tree selection).
 */
import { float64, int32 } from './columns.ts'

/** Key of a slot without an event. Below 2^30, so that the difference of two keys never overflows int32. */
const NEVER = 0x3fff_ffff
/** Key of events beyond the epoch's reach: looked at again when the epoch moves. */
const HORIZON = 0x2000_0000
/** The epoch moves once the clock's key has passed this. */
const EPOCH = 0x1000_0000
/** Delays below this may be given to `scheduleSoon`: 3 days in ms. */
export const SOON = 0x1000_0000

export interface EventCalendar {
  /** One cell: the present tick (absolute). Read it, never write it. */
  readonly clock: Float64Array
  /** Per slot: absolute tick of its pending event, Infinity without one. Read only. */
  readonly dueAt: Float64Array
  /** Plans the event of `slot` for `delay` >= 1 ticks from now, replacing the one it had. */
  schedule(slot: number, delay: number): void
  /** As `schedule`, for a whole `delay` below SOON: the next event is known some nanoseconds earlier. */
  scheduleSoon(slot: number, delay: number): void
  /** Removes the event of `slot`, if there is one. */
  cancel(slot: number): void
  /** Moves the clock to the earliest event at or before tick `until`; false (clock untouched) if there is none. */
  advance(until: number): boolean
  /** Moves the clock to `until`, before which nothing is due any more. The end of a run. */
  finish(until: number): void
  /** The lowest slot due at the present tick, or -1. */
  due(): number
  /** Clock to zero, no events. */
  reset(): void
  /** Throws unless every inner node holds the winner of its two children and every key belongs to its tick. */
  verify(): void
}

/** A calendar for `slots` >= 1 slots, none with an event. Allocates here and never again. */
export function createEventCalendar(slots: number): EventCalendar {
  if (!Number.isInteger(slots) || slots < 1) throw new RangeError(`slots: expected a whole number from 1, received ${slots}`)
  const leaves = slots <= 2 ? 2 : 1 << (32 - Math.clz32(slots - 1))
  // Node n plays nodes 2n and 2n+1; the leaf of slot s is leaves + s; node 1 is the champion.
  const winner = int32(2 * leaves)
  const key = int32(2 * leaves)
  const clock = float64(1)
  const base = float64(1)
  const nowKey = int32(1)
  const dueAt = float64(slots)

  function set(slot: number, newKey: number): void {
    let node = leaves + slot
    let best = slot
    let bestKey = newKey
    key[node] = newKey
    while (node > 1) {
      const siblingKey = key[node ^ 1]!
      // All ones if the sibling wins; an odd node's sibling is the lower slot and also wins a tie.
      const siblingWins = (siblingKey - bestKey - (node & 1)) >> 31
      best ^= (best ^ winner[node ^ 1]!) & siblingWins
      bestKey ^= (bestKey ^ siblingKey) & siblingWins
      node >>= 1
      winner[node] = best
      key[node] = bestKey
    }
  }

  function schedule(slot: number, delay: number): void {
    dueAt[slot] = clock[0]! + delay
    const wanted = nowKey[0]! + delay
    set(slot, wanted < HORIZON ? wanted | 0 : HORIZON)
  }

  function scheduleSoon(slot: number, delay: number): void {
    // The key is found in whole numbers, without waiting for the time in doubles; it cannot reach the horizon.
    set(slot, (nowKey[0]! + delay) | 0)
    dueAt[slot] = clock[0]! + delay
  }

  function cancel(slot: number): void {
    if (dueAt[slot] === Infinity) return
    dueAt[slot] = Infinity
    set(slot, NEVER)
  }

  function advance(until: number): boolean {
    if (key[1]! >= EPOCH && !moveEpoch(until)) return false
    const next = base[0]! + key[1]!
    if (next > until) return false
    nowKey[0] = key[1]!
    clock[0] = next
    return true
  }

  function finish(until: number): void {
    nowKey[0] = nowKey[0]! + (until - clock[0]!)
    clock[0] = until
  }

  /** Lets the epoch begin at the earliest event and gives every slot its key again. False if there is none until `until`. */
  function moveEpoch(until: number): boolean {
    let earliest = Infinity
    for (let slot = 0; slot < slots; slot++) if (dueAt[slot]! < earliest) earliest = dueAt[slot]!
    if (earliest > until || earliest === Infinity) return false
    base[0] = earliest
    nowKey[0] = 0
    rebuild()
    return true
  }

  function rebuild(): void {
    for (let slot = 0; slot < leaves; slot++) {
      const ahead = slot < slots ? dueAt[slot]! - base[0]! : Infinity
      winner[leaves + slot] = slot
      key[leaves + slot] = ahead === Infinity ? NEVER : ahead < HORIZON ? ahead : HORIZON
    }
    for (let node = leaves - 1; node >= 1; node--) {
      const child = key[2 * node + 1]! < key[2 * node]! ? 2 * node + 1 : 2 * node
      winner[node] = winner[child]!
      key[node] = key[child]!
    }
  }

  function reset(): void {
    clock[0] = 0
    base[0] = 0
    nowKey[0] = 0
    dueAt.fill(Infinity)
    rebuild()
  }

  function verify(): void {
    for (let node = leaves - 1; node >= 1; node--) {
      const child = key[2 * node + 1]! < key[2 * node]! ? 2 * node + 1 : 2 * node
      if (winner[node] !== winner[child] || key[node] !== key[child])
        throw new Error(
          `event calendar: node ${node} holds slot ${winner[node]} with key ${key[node]}, expected slot ${winner[child]} with key ${key[child]}`,
        )
    }
    for (let slot = 0; slot < slots; slot++) {
      const ahead = dueAt[slot]! - base[0]!
      const expected = ahead === Infinity ? NEVER : Math.min(ahead, HORIZON)
      if (key[leaves + slot] !== expected)
        throw new Error(`event calendar: slot ${slot} has key ${key[leaves + slot]}, expected ${expected}`)
    }
  }

  reset()
  return {
    clock,
    dueAt,
    schedule,
    scheduleSoon,
    cancel,
    advance,
    finish,
    due: () => (key[1] === nowKey[0] ? winner[1]! : -1),
    reset,
    verify,
  }
}
