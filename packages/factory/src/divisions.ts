/** Parts that are divided when the work on them ends (`divides`), and the metal that castings take. */
import { uint8From } from 'genba/kernel'
import type { StationPlan } from './plan.ts'
import * as records from './record.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { COUNTS, MATERIAL, REMELTED } = records
const { SCRAP } = topologies

export interface Divisions {
  /** Per element: 1 where parts are divided. */
  readonly has: Uint8Array
  /** Ends the part and gives its pieces, each with its target, in the written order. */
  divide(element: number, part: number, each: (piece: number) => void): void
  /** Writes down the metal of a shot, and what of a scrapped one goes back into the furnace. */
  pour(element: number, part: number): void
}

/** @param stations by element; undefined where the element is not carried by stations.ts */
export function createDivisions(
  world: Pick<World, 'topology' | 'parts' | 'draws' | 'births' | 'record'>,
  stations: readonly (StationPlan | undefined)[],
): Divisions {
  const { topology, parts, draws, births, record } = world
  const { columns } = parts
  const divisions = stations.map((station) =>
    (station?.divides ?? []).map(({ to, count: pieces }) => ({ link: topology.linkBetween(station!.number, to), count: pieces })),
  )
  const has = uint8From(divisions, (list) => (list.length > 0 ? 1 : 0))
  const casts = stations.map((station) =>
    station?.casting === undefined
      ? undefined
      : {
          shotMass: draws.quantity(station.casting.shotMass, station.key, 'shot_mass'),
          remelt: draws.quantity(station.casting.remelt, station.key, 'remelt'),
        },
  )

  function pour(element: number, part: number): void {
    const cast = casts[element]
    if (cast === undefined) return
    const mass = draws.take(cast.shotMass, part)
    record.counts.add(element * COUNTS + MATERIAL, mass)
    if (columns.target[part] === SCRAP) record.counts.add(element * COUNTS + REMELTED, mass * draws.take(cast.remelt, part))
  }

  function divide(element: number, part: number, each: (piece: number) => void): void {
    record.visitLog?.left(element, part)
    for (const { link, count: pieces } of divisions[element]!) {
      for (let i = 0; i < pieces; i++) {
        const piece = births.divide(element, part)
        record.visitLog?.joined(piece)
        columns.target[piece] = link
        each(piece)
      }
    }
    births.end(part)
  }

  return { has, divide, pour }
}
