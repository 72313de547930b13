/**
 * Set-ups before a part is taken: those that belong to turns (polling.ts), and those that begin `ahead`.
 *
 * With `setup_starts: ahead` a set-up begins as soon as a place is free and the next part is known: the one that would come in now by
 * the rules of its queue and of the entry. The place and the part are then bound for each other, whatever more urgent comes. The part
 * keeps its place in the queue, where nobody else may take it; it comes in when the set-up has ended, at the end of stage 1, in the order
 * of elements and of starts, whether its place is down by then or not.
 */
import { createGathering, int32, uint8From } from 'genba/kernel'
import type { Flow } from './flow.ts'
import type { ElementPlan } from './plan.ts'
import { setsUpByTurn } from './polling.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'
import type { Setups } from './setups.ts'
import type { World } from './world.ts'

const { BUSY, FREE, PENDING } = positions

/** What stations do for it. */
export interface Prepared {
  /** Takes the free position for the next start. */
  takePosition(element: number): number
  /** A set-up of so many ticks begins. */
  setUp(position: number, element: number, ticks: number): void
  numberStart(position: number, element: number): void
  proceed(position: number): void
  /** The position is free again, nobody has come in. */
  freed(position: number, element: number): void
}

export interface Preparations {
  /** Per element: 1 where set-ups begin ahead of their part. */
  readonly ahead: Uint8Array
  /** A set-up of a turn comes before `part` (-1: none waits) is taken over `link`: true if it begins now. */
  begin(element: number, link: number, part: number, turnBegins: boolean): boolean
  /** The same ahead, of the part that the entry is about to let in. */
  beginAhead(element: number, link: number, part: number): boolean
  /** The position for the part that comes in now. */
  place(element: number): number
  /** The set-up has ended (stage 1). */
  ended(position: number, element: number): void
  /** Parts come in for which set-ups have ended (end of stage 1). */
  settle(): void
  reset(): void
}

/** Do set-ups of the element begin when the next part is known, before that comes in? */
export function setsUpAhead(element: ElementPlan): boolean {
  return element.kind === 'station' && element.setup?.starts === 'ahead' && !setsUpByTurn(element)
}

export function createPreparations(
  { plan, layout, agenda }: Pick<World, 'plan' | 'layout' | 'agenda'>,
  flow: Pick<Flow, 'prepared' | 'hold' | 'letIn'>,
  { phase, link: linkAt, start }: Pick<PositionColumns, 'phase' | 'link' | 'start'>,
  setups: Setups,
  { takePosition, setUp, numberStart, proceed, freed }: Prepared,
): Preparations {
  const { firstPosition, positionElement } = layout
  /** Per position: the part for which it is set up, -1 for none. */
  const bound = int32(layout.positions).fill(-1)
  const ready = createGathering(
    (a, b) => positionElement[a]! < positionElement[b]! || (positionElement[a] === positionElement[b] && start[a]! < start[b]!),
  )
  /** Where the part that comes in next belongs, -1 for any place. */
  let coming = -1

  function begin(element: number, link: number, part: number, turnBegins: boolean): boolean {
    const ticks = setups.ofTurn(firstPosition[element]!, link, part, turnBegins)
    if (ticks === 0) return false
    work(takePosition(element), element, ticks)
    return true
  }

  function beginAhead(element: number, link: number, part: number): boolean {
    const p = takePosition(element)
    const ticks = setups.ahead(p, link, part)
    if (ticks === 0) {
      coming = p
      return false
    }
    bound[p] = part
    linkAt[p] = link
    numberStart(p, element)
    // Before work begins, which a failure that waits for it may strike: that may send other parts back to the queue.
    flow.hold(link)
    work(p, element, ticks)
    return true
  }

  function work(p: number, element: number, ticks: number): void {
    phase[p] = BUSY
    setUp(p, element, ticks)
    proceed(p)
  }

  function place(element: number): number {
    const p = coming
    coming = -1
    return p >= 0 ? p : takePosition(element)
  }

  function ended(p: number, element: number): void {
    if (bound[p]! >= 0) {
      phase[p] = PENDING
      ready.add(p)
      agenda.gathered()
      return
    }
    phase[p] = FREE
    freed(p, element)
    flow.prepared(element)
  }

  function settle(): void {
    ready.settle((p) => {
      const part = bound[p]!
      bound[p] = -1
      coming = p
      flow.letIn(part)
    })
  }

  function reset(): void {
    bound.fill(-1)
    ready.reset()
    coming = -1
  }

  return { ahead: uint8From(plan.elements, (element) => (setsUpAhead(element) ? 1 : 0)), begin, beginAhead, place, ended, settle, reset }
}
