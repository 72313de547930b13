/**
 * Work that waits for room (`blocking: before_service`): a part comes in and waits inside, at the exit as if it were finished, until there
 * is room where it goes; that place is then kept for it while it is worked on.
 *
 * It asks for its place as a finished part would, by the same rules of branches and inputs. When its work ends it needs no choice: at the
 * end of stage 1 all such parts of the tick leave, in the order of elements and starts, and then arrive, in the order of elements, of
 * inputs and of starts, before anything else moves. H. G. Perros, "Queueing Networks with Blocking", 1994.
 */
import { createGathering, int32, uint8From, type Agenda, type PartTable } from 'genba/kernel'
import { waitsForRoom } from './before-service.ts'
import type { Plan } from './plan.ts'
import { ITSELF, SCRAP, STATION, type Topology } from './topology.ts'

export interface Reservations {
  /** Per element: 1 for stations where work waits for room. */
  readonly waits: Uint8Array
  /** Does a part that comes in need room behind the station, when the work on it is done? */
  needsRoom(part: number): boolean
  /** Per element: places kept for parts that are being worked on before it. */
  readonly kept: Int32Array
  /** The part, whose target is a link, has a place there from now on. */
  keep(part: number): void
  /** It leaves otherwise: the place that it may have is free for others. */
  forgo(part: number): void
  /** The work on a part that has a place has ended (stage 1). */
  deliver(part: number): void
  /** All such parts move (end of stage 1). */
  settle(): void
  /** @param leave the part leaves where it is; `arrive`: it comes in where its target leads; `opened`: there may be room in an element */
  bind(leave: (part: number) => void, arrive: (part: number) => void, opened: (element: number) => void): void
  reset(): void
}

export function createReservations(plan: Plan, topology: Topology, parts: PartTable, agenda: Agenda): Reservations {
  const { columns } = parts
  const { kind, linkFrom, linkTo, linkRank } = topology
  const waits = uint8From(plan.elements, (element) => (waitsForRoom(element) && kind[element.number] === STATION ? 1 : 0))
  const kept = int32(plan.elements.length)
  const from = (part: number): number => linkFrom[columns.target[part]!]!
  const to = (part: number): number => linkTo[columns.target[part]!]!
  const rank = (part: number): number => linkRank[columns.target[part]!]!
  // Of one station they come in the order of their starts, which stays.
  const leaving = createGathering((a, b) => from(a) < from(b))
  const arriving = createGathering((a, b) => to(a) < to(b) || (to(a) === to(b) && rank(a) < rank(b)))
  let leave: (part: number) => void
  let arrive: (part: number) => void
  let opened: (element: number) => void

  function keep(part: number): void {
    kept[to(part)] = kept[to(part)]! + 1
  }

  function forgo(part: number): void {
    if (columns.target[part]! < 0) return
    giveUp(part)
    opened(to(part))
  }

  function giveUp(part: number): void {
    kept[to(part)] = kept[to(part)]! - 1
  }

  function deliver(part: number): void {
    leaving.add(part)
    agenda.gathered()
  }

  function settle(): void {
    leaving.settle((part) => {
      leave(part)
      arriving.add(part)
    })
    arriving.settle((part) => {
      giveUp(part)
      arrive(part)
    })
  }

  return {
    waits,
    kept,
    needsRoom: (part) => columns.target[part] !== SCRAP && columns.target[part] !== ITSELF,
    keep,
    forgo,
    deliver,
    settle,
    bind: (leaves, arrives, tells) => {
      leave = leaves
      arrive = arrives
      opened = tells
    },
    reset: () => {
      kept.fill(0)
      leaving.reset()
      arriving.reset()
    },
  }
}
