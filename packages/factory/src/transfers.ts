/**
 * Transfers: parts go from an exit, through the buffer behind it if there is one, to the next entry.
 *
 * What would be several steps of the flow (flow.ts) is one here: all that can move at such a place moves, and what that
 * frees moves up behind it. The run is the same, bit for bit: this is stage 2 of the same tick, with the same lists.
 */
import { float64From } from 'genba/kernel'
import type { Exits } from './exits.ts'
import type { Blocks } from './blocks.ts'
import type { Flow } from './flow.ts'
import * as records from './record.ts'
import type { SimpleStations } from './simple-stations.ts'
import type { Tandems } from './tandems.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { COUNTS, ENTERED, STAYED } = records
const { SCRAP, TANDEM, UNDECIDED } = topologies

export interface Transfers {
  /** Moves all that can move towards `target` (a place of transfer-places.ts), and what that frees behind it. */
  settle(target: number): void
}

export function createTransfers(
  world: World,
  exits: Exits,
  simple: SimpleStations,
  tandems: Tandems,
  blocks: Pick<Blocks, 'room' | 'admits' | 'enter' | 'leave'>,
  flow: Pick<Flow, 'opened' | 'scrap'>,
): Transfers {
  const { plan, topology, places, events, parts, record } = world
  const { columns } = parts
  const { clock } = events
  const { kind } = topology
  const { before, between, way } = places
  const { first: exitFirst, count: exitCount, departed, removeFirst, append } = exits
  const { sums: counts } = record.counts
  const { levels } = record
  const isLogged = record.visitLog !== undefined
  const { is: isSimple, single } = simple
  const { opened, scrap } = flow
  const capacity = float64From(plan.elements, (element) => (element.kind === 'buffer' ? element.capacity : 0))
  /** 1 if a place became free before the present target. */
  let freed = 0

  function room(target: number): boolean {
    if (single[target] === 1) return simple.free(target)
    return blocks.room(target)
  }

  function enter(target: number, part: number): void {
    const cell = target * COUNTS + ENTERED
    counts[cell] = counts[cell]! + 1
    columns.target[part] = UNDECIDED
    if (isSimple[target] === 0 || isLogged) columns.entered[part] = clock[0]!
    if (isSimple[target] === 1) simple.begin(target, part)
    else {
      blocks.enter(target, part, -1)
    }
  }

  /** The first part at the exit of `from`, where scrap has left; -1 if there is none. */
  function ready(from: number): number {
    let part = exitFirst[from]!
    while (part >= 0 && columns.target[part] === SCRAP) {
      removeFirst(from)
      record.fingerprint.add(from, -1)
      vacate(from, part)
      scrap(from, part)
      part = exitFirst[from]!
    }
    return part
  }

  /** The place from which the part has gone is free. */
  function vacate(from: number, part: number): void {
    if (isSimple[from] === 1) simple.clear(from, part)
    else blocks.leave(from, part)
    freed = 1
  }

  function settle(target: number): void {
    let to = target
    for (;;) {
      const from = before[to]!
      freed = 0
      if (between[to]! < 0) passOn(from, to)
      else passThrough(from, between[to]!, to)
      if (exitFirst[from]! >= 0) columns.target[exitFirst[from]!] = way[from]!
      if (single[to] === 1) simple.refresh(to)
      if (freed === 0 || before[from]! < 0) break
      to = from
    }
    const last = before[to]!
    if (single[last] === 1) simple.refresh(last)
    else if (kind[last] === TANDEM) tandems.stays(last)
    if (freed === 1 && isSimple[last] === 1) opened(last)
  }

  /** From an exit to the next entry. */
  function passOn(from: number, to: number): void {
    for (let part = ready(from); part >= 0 && room(to) && blocks.admits(to, part); part = ready(from)) {
      removeFirst(from)
      departed(from, part)
      vacate(from, part)
      enter(to, part)
    }
  }

  /** From an exit into a buffer, from the buffer to the next entry. */
  function passThrough(from: number, buffer: number, to: number): void {
    for (;;) {
      while (exitCount[buffer]! > 0 && room(to) && blocks.admits(to, exitFirst[buffer]!)) {
        const part = removeFirst(buffer)
        levels.add(buffer, -1)
        leaveBuffer(buffer, part, clock[0]! - columns.entered[part]!)
        enter(to, part)
      }
      const part = ready(from)
      if (part < 0 || exitCount[buffer]! >= capacity[buffer]!) return
      removeFirst(from)
      departed(from, part)
      vacate(from, part)
      const cell = buffer * COUNTS + ENTERED
      counts[cell] = counts[cell]! + 1
      if (exitCount[buffer] === 0 && room(to) && blocks.admits(to, part)) {
        if (isLogged) columns.entered[part] = clock[0]!
        leaveBuffer(buffer, part, 0)
        enter(to, part)
      } else {
        levels.add(buffer, 1)
        columns.entered[part] = clock[0]!
        columns.target[part] = way[buffer]!
        append(buffer, part)
      }
    }
  }

  function leaveBuffer(buffer: number, part: number, stayed: number): void {
    departed(buffer, part)
    const cell = buffer * COUNTS + STAYED
    counts[cell] = counts[cell]! + stayed
    record.sketch(buffer, stayed)
  }

  return { settle }
}
