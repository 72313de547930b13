/**
 * Inputs served in turns: `merge: exhaustive` (an input until it is empty), `gated` (those present at its turn), and the turns of
 * one part of `round_robin` where set-ups belong to turns.
 *
 * Turns go round in the order of `from`. An input gets its turn when the station has room and the turn before is over; empty
 * ones are passed over, unless `visit_empty`. Where set-ups belong to turns, a turn begins with its set-up, before a part is
 * taken; the gate closes when that is done. State changes only with a set-up, a gate or a part, all in stage 3.
 *
 * H. Takagi, "Analysis of polling systems", MIT Press 1986.
 */
import { float64, int32, int32From, uint8, uint8From } from 'genba/kernel'
import type { ElementPlan } from './plan.ts'
import type { World } from './world.ts'

/** What polling asks of the flow and the stations. */
export interface Inputs {
  /** May the first part at the feeder of a link go over it? */
  offers(link: number): boolean
  /** Parts that would go over a link now, one after the other. */
  waiting(link: number): number
  /** True if a set-up begins that comes before a part is taken over `link`: the first of a turn, or one within it. */
  prepare(element: number, link: number, turnBegins: boolean): boolean
}

export interface Polling {
  /** Per element: 1 where inputs are served in turns; where a set-up belongs to the turn. */
  readonly has: Uint8Array
  readonly setsUp: Uint8Array
  /** The input from which a part may be taken now, -1 if none. Changes nothing. */
  pick(element: number): number
  /** A part of that input is being taken. */
  picked(element: number, link: number): void
  /** Where set-ups belong to turns and there is room: gives turns and begins set-ups until a part may be taken; its input, or -1. */
  next(element: number): number
  /** The set-up has ended (stage 1). */
  prepared(element: number): void
  /** The gate of a turn whose set-up has ended closes (stage 3 of that tick). */
  closeGate(element: number): void
  reset(): void
}

/** Do set-ups of the element belong to its turns, so that they are done before a part is taken? */
export function setsUpByTurn(element: ElementPlan): boolean {
  if (element.kind !== 'station' || element.setup === undefined) return false
  return servesInTurns(element) || (element.merge === 'round_robin' && element.setup.when === 'every_turn')
}

function servesInTurns({ merge }: ElementPlan): boolean {
  return merge === 'exhaustive' || merge === 'gated'
}

const OVER = 0
const SETTING_UP = 1
const READY = 2
/** Parts left in a turn whose gate is open. */
const OPEN = -1

export function createPolling(world: Pick<World, 'plan' | 'topology'>, inputs: Inputs): Polling {
  const { elements } = world.plan
  const { feeders, linkRank } = world.topology
  const { offers, waiting, prepare } = inputs
  const setsUp = uint8From(elements, (element) => (setsUpByTurn(element) ? 1 : 0))
  const has = uint8From(elements, (element) => (setsUp[element.number] === 1 || servesInTurns(element) ? 1 : 0))
  /** Most parts of a turn; 0: those that wait when its gate closes. */
  const most = int32From(elements, ({ merge }) => (merge === 'gated' ? 0 : merge === 'round_robin' ? 1 : -1))
  const visitsEmpty = uint8From(elements, (element) => (element.visitEmpty ? 1 : 0))
  const state = uint8(elements.length)
  /** Rank of the input whose turn it is, -1 before the first; parts that may still be taken in it. */
  const turn = int32(elements.length)
  const left = float64(elements.length)

  function pick(element: number): number {
    const at = turn[element]!
    const links = feeders[element]!
    const goesOn = at >= 0 && left[element]! > 0 && offers(links[at]!)
    if (setsUp[element] === 1) return goesOn && state[element] === READY ? links[at]! : -1
    if (goesOn) return links[at]!
    const rank = nextOffering(element)
    return rank < 0 ? -1 : links[rank]!
  }

  /** Rank of the next input in turn that offers a part, the one whose turn it was last of all. */
  function nextOffering(element: number): number {
    const links = feeders[element]!
    for (let i = 1; i <= links.length; i++) {
      const rank = (turn[element]! + i) % links.length
      if (offers(links[rank]!)) return rank
    }
    return -1
  }

  function picked(element: number, link: number): void {
    const rank = linkRank[link]!
    if (setsUp[element] === 0 && (rank !== turn[element] || left[element]! <= 0)) {
      turn[element] = rank
      left[element] = size(element, link)
    }
    left[element] = left[element]! - 1
  }

  /** Parts of a turn that begins now. */
  function size(element: number, link: number): number {
    if (most[element] === 0) return offers(link) ? waiting(link) : 0
    return most[element]! > 0 ? most[element]! : Infinity
  }

  function next(element: number): number {
    const links = feeders[element]!
    // Once round and back: who finds nobody, and sets up for nobody, waits.
    for (let turns = 0; turns <= links.length; turns++) {
      if (state[element] === READY) {
        const link = links[turn[element]!]!
        if (left[element]! > 0 && offers(link)) {
          if (!prepare(element, link, false)) return link
          state[element] = SETTING_UP
          return -1
        }
        state[element] = OVER
      }
      const rank = visitsEmpty[element] === 1 ? (turn[element]! + 1) % links.length : nextOffering(element)
      if (rank < 0) return -1
      turn[element] = rank
      left[element] = OPEN
      if (prepare(element, links[rank]!, true)) {
        state[element] = SETTING_UP
        return -1
      }
      state[element] = READY
      closeGate(element)
    }
    return -1
  }

  function closeGate(element: number): void {
    if (state[element] === READY && left[element] === OPEN) left[element] = size(element, feeders[element]![turn[element]!]!)
  }

  function reset(): void {
    state.fill(OVER)
    turn.fill(-1)
    left.fill(0)
  }

  reset()
  return { has, setsUp, pick, picked, next, prepared: (element) => void (state[element] = READY), closeGate, reset }
}
