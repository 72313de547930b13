/**
 * Events of which any number may be pending: parts in an ageing rack, deliveries on the way, shelf lives.
 *
 * A 4-ary heap of typed arrays ordered by tick; its earliest tick sits in one slot of the event calendar. Two small
 * numbers say what the event means. The order of events of one tick means nothing (docs/mechanisms/ticks.md).
 */
import { float64, int32 } from './columns.ts'
import type { EventCalendar } from './event-calendar.ts'

export interface TransientCalendar {
  /** Plans an event `delay` >= 1 ticks from now; `kind` and `subject` come back when it happens. Returns its number, valid until then. */
  plan(delay: number, kind: number, subject: number): number
  /** Takes back the planned event `event`. */
  cancel(event: number): void
  /** Handles all events due now; to be called when the calendar's slot is due. */
  handleDue(handle: (kind: number, subject: number) => void): void
  pending(): number
  reset(): void
}

/** Events that share `slot` of `events`. */
export function createTransientCalendar(events: EventCalendar, slot: number): TransientCalendar {
  const { clock } = events
  let tick: Float64Array = float64(64)
  let kinds: Int32Array = int32(64)
  let subjects: Int32Array = int32(64)
  /** Heap of event numbers, and the place of each in it (-1: not in it); free numbers are chained through `place`. */
  let heap: Int32Array = int32(64)
  let place: Int32Array = int32(64)
  let size = 0
  let made = 0
  let free: number[] = []

  function grow(): void {
    const wider = tick.length * 2
    const widened = (from: Int32Array): Int32Array => {
      const to = int32(wider)
      to.set(from)
      return to
    }
    const ticks = float64(wider)
    ticks.set(tick)
    tick = ticks
    kinds = widened(kinds)
    subjects = widened(subjects)
    heap = widened(heap)
    place = widened(place)
  }

  function plan(delay: number, kind: number, subject: number): number {
    const event = free.length > 0 ? free.pop()! : made++
    if (event >= tick.length) grow()
    tick[event] = clock[0]! + delay
    kinds[event] = kind
    subjects[event] = subject
    rise(size++, event)
    if (heap[0] === event) events.schedule(slot, delay)
    return event
  }

  function cancel(event: number): void {
    const wasFirst = heap[0] === event
    remove(place[event]!)
    free.push(event)
    if (wasFirst) replan()
  }

  function handleDue(handle: (kind: number, subject: number) => void): void {
    while (size > 0 && tick[heap[0]!] === clock[0]) {
      const event = heap[0]!
      remove(0)
      free.push(event)
      handle(kinds[event]!, subjects[event]!)
    }
    replan()
  }

  function replan(): void {
    if (size === 0) events.cancel(slot)
    else events.schedule(slot, tick[heap[0]!]! - clock[0]!)
  }

  function remove(at: number): void {
    place[heap[at]!] = -1
    const last = heap[--size]!
    if (at === size) return
    if (at > 0 && tick[last]! < tick[heap[(at - 1) >> 2]!]!) rise(at, last)
    else sink(at, last)
  }

  function rise(from: number, event: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 2
      const other = heap[parent]!
      if (tick[other]! <= tick[event]!) break
      heap[at] = other
      place[other] = at
      at = parent
    }
    heap[at] = event
    place[event] = at
  }

  function sink(from: number, event: number): void {
    let at = from
    for (;;) {
      const first = 4 * at + 1
      if (first >= size) break
      let child = first
      for (let i = first + 1; i < first + 4 && i < size; i++) if (tick[heap[i]!]! < tick[heap[child]!]!) child = i
      const other = heap[child]!
      if (tick[event]! <= tick[other]!) break
      heap[at] = other
      place[other] = at
      at = child
    }
    heap[at] = event
    place[event] = at
  }

  function reset(): void {
    size = 0
    made = 0
    free = []
  }

  return { plan, cancel, handleDue, pending: () => size, reset }
}
