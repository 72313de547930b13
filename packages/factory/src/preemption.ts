/**
 * Pre-emption: a part that is more urgent than one in work takes its position (`preempt`), all in stage 3.
 *
 * Of the parts in work at positions that are up the least urgent gives way, of equals the one that started last; only where no
 * free position is up, and only while the station is open. With `resume` its work goes on later with what is left of the step,
 * with `restart` from the first step on; what was drawn for it stays. It waits in a place of its own (`stays`) and goes on, before a part
 * that is no more urgent comes in, with its number of start; or it goes back to the head of its queue (`returns`, returns.ts). A
 * set-up that was interrupted is done anew. White & Christie 1958; Gaver 1962 (`restart`: repeat-identical).
 */
import { int32, uint8From } from 'genba/kernel'
import type { FreePositions } from './free-positions.ts'
import type { ElementPlan } from './plan.ts'
import * as positions from './positions.ts'
import type { PositionColumns } from './positions.ts'
import type { Returns } from './returns.ts'
import type { Urgency } from './urgency.ts'
import type { World } from './world.ts'

const { BUSY, UP } = positions

/** What stations do for it. */
export interface Interrupted {
  room(element: number): boolean
  takePosition(element: number): number
  interrupt(position: number): boolean
  /** Takes down the work left in the position; `anew`: all of it. */
  keep(position: number, anew: boolean): void
  beginVisit(position: number): void
}

export interface Preemption {
  /** Stage 3: a part put aside goes on, unless `part` (-1: none), which would come over `link`, is more urgent. */
  goesOn(element: number, part: number, link: number): boolean
  /** Stage 3: is there a position for `part`, one that is free or one in which work can be interrupted? Then it must come in next. */
  makesRoom(element: number, part: number, link: number): boolean
  /** The position that gives way to the part that comes in, which then has no part; -1 if a free one will do. */
  giveWay(element: number): number
  reset(): void
}

/** May work at the element be interrupted by more urgent parts? */
export function preempts(element: ElementPlan): boolean {
  return element.kind === 'station' && element.preempt !== 'none'
}

export function createPreemption(
  world: Pick<World, 'plan' | 'layout' | 'parts' | 'clocks' | 'clockwork' | 'crews' | 'record'>,
  urgency: Urgency,
  { phase, part: partAt, link: linkAt, start, down }: PositionColumns,
  freePositions: FreePositions,
  returns: Pick<Returns, 'putBack'>,
  { room, takePosition, interrupt, keep, beginVisit }: Interrupted,
): Preemption {
  const { plan, layout, parts, clocks, clockwork, crews, record } = world
  const { columns } = parts
  const { firstPosition, positionCount, positionElement } = layout
  const restarts = uint8From(plan.elements, (element) => (element.kind === 'station' && element.preempt === 'restart' ? 1 : 0))
  const goesBack = uint8From(plan.elements, (element) => (element.kind === 'station' && element.preempted === 'returns' ? 1 : 0))
  /** Per element: the most urgent of the parts put aside, which are chained in the order in which they go on; -1: none. */
  const first = int32(plan.elements.length).fill(-1)
  // By part that was put aside: the number of its start, and the link over which it came.
  let startOf = int32(0)
  let linkOf = int32(0)
  /** Position that is to give way to the part that comes in next, -1 if none is. */
  let yielding = -1

  function goesOn(element: number, part: number, link: number): boolean {
    const aside = first[element]!
    if (aside < 0) return false
    const rank = urgency.of(element, aside, linkOf[aside]!)
    if (part >= 0 && urgency.of(element, part, link) < rank) return false
    if (!findPlace(element, rank)) return false
    first[element] = columns.next[aside]!
    const victim = giveWay(element)
    const p = victim >= 0 ? victim : takePosition(element)
    partAt[p] = aside
    linkAt[p] = linkOf[aside]!
    start[p] = startOf[aside]!
    columns.place[aside] = p
    beginVisit(p)
    return true
  }

  function findPlace(element: number, rank: number): boolean {
    yielding = freePositions.firstUp(element) < 0 ? leastUrgent(element, rank) : -1
    return yielding >= 0 || room(element)
  }

  /** The position whose work is the first to give way to a part of this urgency; -1 if none does. */
  function leastUrgent(element: number, rank: number): number {
    if (!clocks.runs(clockwork.open[element]!)) return -1
    let best = -1
    let most = rank
    const from = firstPosition[element]!
    for (let p = from; p < from + positionCount[element]!; p++) {
      if (phase[p] !== BUSY || down[p] !== UP) continue
      const here = urgency.of(element, partAt[p]!, linkAt[p]!)
      if (here > most || (best >= 0 && here === most && start[p]! > start[best]!)) {
        best = p
        most = here
      }
    }
    return best
  }

  function giveWay(element: number): number {
    const p = yielding
    yielding = -1
    if (p < 0) return -1
    const part = partAt[p]!
    interrupt(p)
    crews.release(p)
    keep(p, restarts[element] === 1)
    if (goesBack[element] === 1) {
      record.levels.add(element, -1)
      returns.putBack(part, linkAt[p]!)
    } else putAside(element, p, part)
    return p
  }

  function putAside(element: number, p: number, part: number): void {
    grow(part)
    startOf[part] = start[p]!
    linkOf[part] = linkAt[p]!
    let before = -1
    let at = first[element]!
    while (at >= 0 && !precedes(element, part, at)) {
      before = at
      at = columns.next[at]!
    }
    columns.next[part] = at
    if (before < 0) first[element] = part
    else columns.next[before] = part
  }

  function precedes(element: number, a: number, b: number): boolean {
    const difference = urgency.of(element, a, linkOf[a]!) - urgency.of(element, b, linkOf[b]!)
    return difference < 0 || (!(difference > 0) && startOf[a]! < startOf[b]!)
  }

  function grow(part: number): void {
    if (part < startOf.length) return
    const size = Math.max(256, 2 * startOf.length, part + 1)
    const [starts, links] = [int32(size), int32(size)]
    starts.set(startOf)
    links.set(linkOf)
    startOf = starts
    linkOf = links
  }

  return {
    goesOn,
    makesRoom: (element, part, link) => findPlace(element, urgency.of(element, part, link)),
    giveWay: (element) => (yielding >= 0 && positionElement[yielding] === element ? giveWay(element) : -1),
    reset: () => {
      first.fill(-1)
      yielding = -1
    },
  }
}
