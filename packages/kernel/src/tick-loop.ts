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
import { float64, uint8 } from './columns.ts'
import type { Agenda, Shuffle } from './agenda.ts'
import type { EventCalendar } from './event-calendar.ts'

export interface TickHandlers {
  /** Stage 1: the event of `slot` happens. Its slot is already empty. */
  handle(slot: number): void
  /** Per slot: 1 for those given to `replan` instead, which has to empty the slot or to plan its next event. */
  readonly replanning?: Uint8Array
  readonly replan?: (slot: number) => void
  /** The end of stage 1, where something has gathered (agenda.ts). */
  afterDue(): void
  /** Stage 2: moves what work item `item` allows. */
  settle(item: number): void
  /** Stage 3: one step of choice `choice`; false if none is possible (it is asked again once it is marked again). */
  choose(choice: number): boolean
}

export interface TickLoop {
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

/** @param calendarsFrom first of the slots of `events` that are calendars */
export function createTickLoop(events: EventCalendar, agenda: Agenda, calendarsFrom: number, handlers: TickHandlers): TickLoop {
  const { handle, afterDue, settle, choose } = handlers
  const { clock, dueAt } = events
  const { gathering, takeGathered, nextWork, lowestChoice } = agenda
  const replanning = handlers.replanning ?? uint8(dueAt.length)
  const replan = handlers.replan ?? handle
  const handled = float64(1)
  let shuffle: Shuffle | undefined

  function settleNow(): void {
    for (;;) {
      const item = nextWork()
      if (item >= 0) {
        settle(item)
        continue
      }
      const choice = lowestChoice()
      if (choice < 0) return
      if (!choose(choice)) agenda.forget(choice)
    }
  }

  function take(slot: number): void {
    if (replanning[slot] === 1) {
      replan(slot)
      return
    }
    events.cancel(slot)
    handle(slot)
  }

  /** All slots due now, in an order drawn by `shuffle`, but for cuts and calendars. */
  function takeShuffled(draw: Shuffle): void {
    const due: number[] = []
    for (let slot = 1; slot < calendarsFrom; slot++) if (dueAt[slot] === clock[0]) due.push(slot)
    while (due.length > 0) {
      const slot = due.splice(draw(due.length), 1)[0]!
      // An event handled before may have taken this one back.
      if (dueAt[slot] !== clock[0]) continue
      handled[0] = handled[0]! + 1
      take(slot)
    }
  }

  function run(until: number, limit: number): number {
    let ticks = 0
    let taken = 0
    while (ticks < limit && events.advance(until)) {
      gathering[0] = 1
      let slot = events.due()
      if (slot === 0) {
        taken++
        take(0)
        slot = events.due()
      }
      if (shuffle !== undefined) {
        takeShuffled(shuffle)
        slot = events.due()
      }
      while (slot >= 0 && slot < calendarsFrom) {
        taken++
        take(slot)
        slot = events.due()
      }
      if (takeGathered()) afterDue()
      gathering[0] = 0
      while (slot >= 0) {
        taken++
        take(slot)
        slot = events.due()
      }
      settleNow()
      ticks++
    }
    handled[0] = handled[0]! + taken
    return ticks
  }

  return {
    run,
    settleNow,
    events: () => handled[0]!,
    shuffleWith: (draw) => {
      shuffle = draw
      agenda.shuffleWith(draw)
    },
    reset: () => {
      handled[0] = 0
      agenda.reset()
    },
  }
}
