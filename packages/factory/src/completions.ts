/**
 * What happens when the work on a part, or on a batch, has ended: it becomes what the station makes, is counted, and is bound for the
 * exit, for scrap, for one more visit here, or divided.
 */
import { int32From, uint8From } from 'genba/kernel'
import type { Divisions } from './divisions.ts'
import type { Flow } from './flow.ts'
import type { StationPlan } from './plan.ts'
import type { PositionColumns } from './positions.ts'
import * as records from './record.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { ENDED, REWORKED } = records
const { ITSELF, SCRAP } = topologies

/** What stations do for it. */
export interface Finishing {
  /** Parts of the batch in each position that have not left. */
  readonly batchLeft: Int32Array
  /** The work in the position is over, its part stays. */
  isDone(position: number): void
  /** So is that on this part, which may leave. */
  done(position: number, element: number, part: number): void
  /** Once more here: a visit of its own, at the same position. */
  again(position: number, element: number, part: number): void
}

export interface Completions {
  /** The work in `position` has ended. */
  end(position: number, element: number): void
  /** The parts of a batch are finished together, in the order in which they came in. */
  endBatch(position: number, element: number): void
  /** The part becomes what the station makes, and is counted. */
  pass(element: number, part: number): void
}

/** @param stations by element; undefined where the element is not carried by stations.ts */
export function createCompletions(
  world: Pick<World, 'parts' | 'births' | 'record' | 'outcomes'>,
  flow: Pick<Flow, 'finish'>,
  { part: partAt, spoiled }: PositionColumns,
  stations: readonly (StationPlan | undefined)[],
  divisions: Divisions,
  { batchLeft, isDone, done, again }: Finishing,
): Completions {
  const { parts, births, record, outcomes } = world
  const { columns } = parts
  const isCast = uint8From(stations, (station) => (station?.casting === undefined ? 0 : 1))
  const makes = int32From(stations, (station) => (station?.casting === undefined ? (station?.makes ?? -1) : -1))

  function become(element: number, part: number): void {
    if (makes[element]! >= 0 && columns.product[part] !== makes[element]!) births.become(element, part, makes[element]!)
  }

  function pass(element: number, part: number): void {
    become(element, part)
    record.count(element, ENDED)
    outcomes.count(element, part)
  }

  function end(p: number, element: number): void {
    if (batchLeft[p]! > 0) {
      endBatch(p, element)
      return
    }
    const part = partAt[p]!
    become(element, part)
    if (spoiled[p]! > 0) {
      spoiled[p] = spoiled[p]! - 1
      columns.target[part] = SCRAP
    }
    record.count(element, ENDED)
    const target = columns.target[part]!
    if (isCast[element] === 1) divisions.pour(element, part)
    if (target === ITSELF) {
      record.count(element, REWORKED)
      again(p, element, part)
      return
    }
    outcomes.count(element, part)
    if (target !== SCRAP && divisions.has[element] === 1) divide(p, element, part)
    else done(p, element, part)
  }

  /** The part is divided: its pieces leave one after the other, in the written order, as a batch does. */
  function divide(p: number, element: number, part: number): void {
    isDone(p)
    record.levels.add(element, -1)
    divisions.divide(element, part, (piece) => {
      record.levels.add(element, 1)
      columns.place[piece] = p
      batchLeft[p] = batchLeft[p]! + 1
      flow.finish(element, piece)
    })
  }

  function endBatch(p: number, element: number): void {
    isDone(p)
    for (let part = partAt[p]!; part >= 0;) {
      const next = columns.next[part]!
      if (makes[element]! >= 0) births.become(element, part, makes[element]!)
      record.count(element, ENDED)
      outcomes.count(element, part)
      flow.finish(element, part)
      part = next
    }
  }

  return { end, endBatch, pass }
}
