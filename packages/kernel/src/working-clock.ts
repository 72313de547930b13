/**
 * Clocks that stand still: shift calendars, stops of a line, belts.
 *
 * Work is planned in working time and happens in absolute time. A working clock runs while nobody holds it; each reason
 * to stand (closed, stopped, blocked) is one hold, and holding a clock holds the clocks below it. The events planned on a
 * clock that stands keep their remaining ticks and are planned again when it runs. Clock 0 always runs.
 *
 * An event due at the very tick of a hold still happens: what ends at the last tick of a shift is finished. So a hold
 * never sees a remaining time of zero, and nothing becomes due at the tick at which a clock is released.
 */
import { float64, int32 } from './columns.ts'
import type { EventCalendar } from './event-calendar.ts'

export const ALWAYS = 0

export interface WorkingClocks {
  /** Adds a clock that also stands whenever one of `parents` does. Before `seal` only. */
  add(parents: readonly number[]): number
  /** Says that `slot` may be planned on `clock`. Before `seal` only. */
  bind(slot: number, clock: number): void
  /** Ends the building of clocks; call once. */
  seal(): void
  /** Per clock: number of holds. Zero: it runs. Read only. */
  holds(clock: number): number
  runs(clock: number): boolean
  /** Adds a reason to stand. */
  hold(clock: number): void
  /** Takes one reason away. */
  release(clock: number): void
  /** Ticks for which `clock` has stood, or last stood. */
  stood(clock: number): number
  /** Working ticks of `clock` until now. */
  elapsed(clock: number): number
  /** Plans the event of `slot` for `delay` >= 1 working ticks of `clock` from now, replacing the one it had. */
  schedule(slot: number, clock: number, delay: number): void
  /** Removes the event of `slot`, also one that waits for its clock. */
  cancel(slot: number): void
  /** True if `slot` has an event, planned or waiting. */
  pending(slot: number): boolean
  /** Working ticks left until the event of `slot`. */
  remaining(slot: number): number
  reset(): void
}

/** Working clocks over `events`, for up to `slots` slots. */
export function createWorkingClocks(events: EventCalendar, slots: number): WorkingClocks {
  const { clock: now, dueAt } = events
  const children: number[][] = [[]]
  const members: number[][] = [[]]
  let held: Int32Array = int32(1)
  let stoodSince: Float64Array = float64(1)
  let stoodLast: Float64Array = float64(1)
  let stoodInAll: Float64Array = float64(1)
  let memberOf: Int32Array[] = []
  let childOf: Int32Array[] = []
  /** Clock on which the slot's event is planned. */
  const clockOf = int32(slots)
  /** Working ticks left of an event whose clock stands; -1 otherwise. */
  const waiting = float64(slots).fill(-1)

  function add(parents: readonly number[]): number {
    const clock = children.length
    children.push([])
    members.push([])
    for (const parent of parents) if (parent !== ALWAYS) children[parent]!.push(clock)
    return clock
  }

  function bind(slot: number, clock: number): void {
    if (clock !== ALWAYS && !members[clock]!.includes(slot)) members[clock]!.push(slot)
  }

  function seal(): void {
    held = int32(children.length)
    stoodSince = float64(children.length)
    stoodLast = float64(children.length)
    stoodInAll = float64(children.length)
    memberOf = members.map((list) => Int32Array.from(list))
    childOf = children.map((list) => Int32Array.from(list))
  }

  function hold(clock: number): void {
    if (held[clock]!++ > 0) return
    stoodSince[clock] = now[0]!
    const slotsHere = memberOf[clock]!
    for (let i = 0; i < slotsHere.length; i++) {
      const slot = slotsHere[i]!
      if (clockOf[slot] !== clock) continue
      const due = dueAt[slot]!
      if (due === Infinity || due === now[0]) continue
      waiting[slot] = due - now[0]!
      events.cancel(slot)
    }
    const below = childOf[clock]!
    for (let i = 0; i < below.length; i++) hold(below[i]!)
  }

  function release(clock: number): void {
    if (--held[clock]! > 0) return
    stoodLast[clock] = now[0]! - stoodSince[clock]!
    stoodInAll[clock] = stoodInAll[clock]! + stoodLast[clock]!
    const slotsHere = memberOf[clock]!
    for (let i = 0; i < slotsHere.length; i++) {
      const slot = slotsHere[i]!
      if (clockOf[slot] !== clock || waiting[slot]! < 0) continue
      events.schedule(slot, waiting[slot]!)
      waiting[slot] = -1
    }
    const below = childOf[clock]!
    for (let i = 0; i < below.length; i++) release(below[i]!)
  }

  function elapsed(clock: number): number {
    return (held[clock]! > 0 ? stoodSince[clock]! : now[0]!) - stoodInAll[clock]!
  }

  function schedule(slot: number, clock: number, delay: number): void {
    clockOf[slot] = clock
    if (held[clock] === 0) {
      waiting[slot] = -1
      events.schedule(slot, delay)
    } else {
      events.cancel(slot)
      waiting[slot] = delay
    }
  }

  function cancel(slot: number): void {
    waiting[slot] = -1
    events.cancel(slot)
  }

  function remaining(slot: number): number {
    return waiting[slot]! >= 0 ? waiting[slot]! : dueAt[slot]! - now[0]!
  }

  function reset(): void {
    held.fill(0)
    stoodSince.fill(0)
    stoodLast.fill(0)
    stoodInAll.fill(0)
    waiting.fill(-1)
    clockOf.fill(0)
  }

  return {
    add,
    bind,
    seal,
    holds: (clock) => held[clock]!,
    runs: (clock) => held[clock] === 0,
    hold,
    release,
    stood: (clock) => (held[clock]! > 0 ? now[0]! - stoodSince[clock]! : stoodLast[clock]!),
    elapsed,
    schedule,
    cancel,
    pending: (slot) => waiting[slot]! >= 0 || dueAt[slot] !== Infinity,
    remaining,
    reset,
  }
}
