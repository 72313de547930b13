/**
 * Where carriers and parts meet and part: a part gets onto a carrier that waits, gets off only where its carrier can go on
 * too, and leaves its carrier where it stands when it is scrapped (docs/mechanisms/carriers.md).
 */
import { int32 } from 'genba/kernel'
import type { Exits } from './exits.ts'
import type { Blocks } from './blocks.ts'
import * as records from './record.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { ENTERED } = records
const { ANY, UNDECIDED } = topologies

export interface Boarding {
  /** A part that waits above a closed loop gets onto a carrier that waits in `element`; false if there is none. */
  board(element: number): boolean
  /** May the first part at `from` get off, as far as room for its carrier goes? */
  letsGo(from: number, part: number): boolean
  /** There may be room in `element`, so that a part can get off before it. */
  opened(element: number): void
  /** The first part at an exit is scrapped: its carrier stands in its place and goes on without it. */
  putDown(element: number, part: number): void
  bind(blocks: Blocks): void
}

/**
 * @param longestWaiting which of several links lets a part in
 * @param advance the next part at an exit comes first
 */
export function createBoarding(
  world: World,
  exits: Exits,
  longestWaiting: (links: Int32Array) => number,
  advance: (element: number) => void,
  scrap: (element: number, part: number) => void,
): Boarding {
  const { topology, agenda, record, carriers } = world
  const { columns } = world.parts
  const { clock } = world.events
  const { first: exitFirst } = exits
  const { boarding, branches, entryChoice, linkFrom, linkTo, off } = topology
  /** Per element: the one before it from which carriers come whose part has got off, -1 if there is none. */
  const getsOffBefore = int32(topology.elements).fill(-1)
  for (let link = 0; link < topology.links; link++)
    if (carriers.getsOff[linkFrom[link]!] === 1 && off[link] === 0) getsOffBefore[linkTo[link]!] = linkFrom[link]!
  let blocks: Blocks

  function board(element: number): boolean {
    if (!blocks.boards(element)) return false
    const link = longestWaiting(boarding[element]!)
    if (link < 0) return false
    const from = linkFrom[link]!
    const part = exits.removeFirst(from)
    exits.departed(from, part)
    blocks.leave(from, part)
    advance(from)
    record.count(element, ENTERED)
    columns.entered[part] = clock[0]!
    columns.target[part] = UNDECIDED
    blocks.board(element, part)
    return true
  }

  function letsGo(from: number, part: number): boolean {
    const link = carriers.onward(from, part)
    return link >= 0 && blocks.room(linkTo[link]!) && blocks.admits(linkTo[link]!, carriers.under(part))
  }

  function opened(element: number): void {
    const from = getsOffBefore[element]!
    if (from < 0 || exitFirst[from]! < 0) return
    const target = columns.target[exitFirst[from]!]!
    if (target >= 0) {
      if (off[target] === 1) agenda.choice(entryChoice[linkTo[target]!]!)
    } else if (target === ANY) for (const link of branches[from]!) agenda.choice(entryChoice[linkTo[link]!]!)
  }

  function putDown(element: number, part: number): void {
    const row = carriers.unload(part)
    exits.replaceFirst(element, row)
    columns.place[row] = columns.place[part]!
    columns.ready[row] = columns.ready[part]!
    columns.entered[row] = columns.entered[part]!
    record.fingerprint.add(element, -1)
    scrap(element, part)
  }

  return {
    board,
    letsGo,
    opened,
    putDown,
    bind: (of) => {
      blocks = of
    },
  }
}
