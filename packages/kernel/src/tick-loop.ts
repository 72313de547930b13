/**
 * What happens within a tick, in three stages (docs/mechanisms/ticks.md).
 *
 * 1. Due: every slot due at the tick changes its own state; nothing moves. Cuts of windows (slot 0) come first, calendars
 *    (slots from `calendarsFrom`) last; the order of the others means nothing. Before the calendars, `afterDue` settles
 *    what several due events of one owner decide together.
 * 2. Settle: everything moves that needs no choice, until nothing can. Any order gives the same state.
 * 3. Choose: one step of the lowest-numbered choice that is possible, then settle again.
 *
 * Since every duration is at least one tick, nothing becomes due at a tick that is being handled.
 */
import type { EventCalendar } from './event-calendar.ts'

/** Draws whole numbers below `n`, to shuffle what the rule leaves open. For tests. */
export type Shuffle = (n: number) => number

export interface TickHandlers {
  /** Stage 1: the event of `slot` happens. Its slot is already empty. */
  handle(slot: number): void
  afterDue(): void
  /** Stage 2: moves what work item `item` allows. */
  settle(item: number): void
  /** Stage 3: one step of choice `choice`; false if none is possible (it is asked again once it is marked again). */
  choose(choice: number): boolean
}

export interface TickLoop {
  /** Marks a work item for stage 2; marking it twice is once. */
  work(item: number): void
  /** Marks a choice for stage 3. */
  choice(choice: number): void
  /** Handles ticks up to `until` or until `limit` ticks are handled; returns the number handled. */
  run(until: number, limit: number): number
  /** Stages 2 and 3 at the present tick, for what was marked outside of `run` (the start of a run). */
  settleNow(): void
  /** Slots handled since `reset`. */
  events(): number
  /** From now on the immaterial orders are drawn by `shuffle` (undefined: as computed). */
  shuffleWith(shuffle: Shuffle | undefined): void
  reset(): void
}

/**
 * @param items number of work items
 * @param choices number of choices, in order of precedence
 * @param slots number of slots of `events`, those from `calendarsFrom` being calendars
 */
export function createTickLoop(
  events: EventCalendar,
  items: number,
  choices: number,
  slots: number,
  calendarsFrom: number,
  handlers: TickHandlers,
): TickLoop {
  const { handle, afterDue, settle, choose } = handlers
  const stack = new Int32Array(items)
  const marked = new Uint8Array(items)
  const words = (choices + 31) >> 5
  const bits = new Int32Array(words)
  /** Cells: height of the stack, number of marked choices, events handled. */
  const cells = new Int32Array(2)
  const handled = new Float64Array(1)
  let shuffle: Shuffle | undefined

  function work(item: number): void {
    if (marked[item] === 1) return
    marked[item] = 1
    stack[cells[0]!] = item
    cells[0] = cells[0]! + 1
  }

  function choice(index: number): void {
    const bit = 1 << (index & 31)
    if ((bits[index >> 5]! & bit) !== 0) return
    bits[index >> 5] = bits[index >> 5]! | bit
    cells[1] = cells[1]! + 1
  }

  function lowestChoice(): number {
    for (let word = 0; word < words; word++) {
      const set = bits[word]!
      if (set !== 0) return (word << 5) + 31 - Math.clz32(set & -set)
    }
    return -1
  }

  function forget(index: number): void {
    bits[index >> 5] = bits[index >> 5]! & ~(1 << (index & 31))
    cells[1] = cells[1]! - 1
  }

  function settleNow(): void {
    for (;;) {
      if (cells[0]! > 0) {
        const top = cells[0]! - 1
        if (shuffle !== undefined) {
          const other = shuffle(top + 1)
          const item = stack[other]!
          stack[other] = stack[top]!
          stack[top] = item
        }
        cells[0] = top
        const item = stack[top]!
        marked[item] = 0
        settle(item)
      } else if (cells[1]! > 0) {
        const index = lowestChoice()
        if (!choose(index)) forget(index)
      } else return
    }
  }

  function take(slot: number): void {
    events.cancel(slot)
    handled[0] = handled[0]! + 1
    handle(slot)
  }

  /** All slots due now, in an order drawn by `shuffle`, but for cuts and calendars. */
  function takeShuffled(draw: Shuffle): void {
    const due: number[] = []
    for (let slot = 1; slot < calendarsFrom; slot++) if (events.dueAt[slot] === events.clock[0]) due.push(slot)
    while (due.length > 0) {
      const slot = due.splice(draw(due.length), 1)[0]!
      // An event handled before may have taken this one back.
      if (events.dueAt[slot] === events.clock[0]) take(slot)
    }
  }

  function run(until: number, limit: number): number {
    let ticks = 0
    while (ticks < limit && events.advance(until)) {
      let slot = events.due()
      if (slot === 0) {
        take(0)
        slot = events.due()
      }
      if (shuffle !== undefined) {
        takeShuffled(shuffle)
        slot = events.due()
      }
      while (slot >= 0 && slot < calendarsFrom) {
        take(slot)
        slot = events.due()
      }
      afterDue()
      while (slot >= 0) {
        take(slot)
        slot = events.due()
      }
      settleNow()
      ticks++
    }
    return ticks
  }

  function reset(): void {
    cells.fill(0)
    marked.fill(0)
    bits.fill(0)
    handled[0] = 0
  }

  if (calendarsFrom < 1 || calendarsFrom > slots) throw new RangeError(`calendarsFrom: expected 1 to ${slots}, received ${calendarsFrom}`)
  return { work, choice, run, settleNow, events: () => handled[0]!, shuffleWith: (draw) => void (shuffle = draw), reset }
}
