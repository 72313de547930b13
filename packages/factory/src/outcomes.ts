/**
 * What comes out of the work of stations: good, scrap, or once more somewhere; and the metal that castings take.
 */
import { uint8From } from 'genba/kernel'
import type { StationPlan } from './plan.ts'
import * as records from './record.ts'
import * as topologies from './topology.ts'
import type { World } from './world.ts'

const { COUNTS, MATERIAL, PASSED_FIRST, REMELTED, REWORKED } = records
const { ITSELF, SCRAP } = topologies

export interface Outcomes {
  /** Per element: 1 where outcomes are drawn. */
  readonly drawn: Uint8Array
  /** Draws scrap, rework or pass for a part whose visit starts; it is the part's target from then on. */
  draw(element: number, part: number): void
  /** Counts that a part with this target has passed at the first try, or goes to rework. */
  count(element: number, target: number): void
  /** Per element: 1 where parts are divided. */
  readonly divides: Uint8Array
  /** Ends the part and gives its pieces, each with its target, in the written order. */
  divide(element: number, part: number, each: (piece: number) => void): void
  /** Writes down the metal of a shot, and what of a scrapped one goes back into the furnace. */
  pour(element: number, part: number): void
}

/** @param stations by element; undefined where the element is not carried by stations.ts */
export function createOutcomes(world: World, stations: readonly (StationPlan | undefined)[]): Outcomes {
  const { topology, parts, streams, draws, births, record } = world
  const { columns } = parts
  const outcomes = stations.map((station) =>
    (station?.outcomes ?? []).map((outcome, i) => ({
      share: draws.quantity(outcome.share, station!.key, `outcome ${i}`),
      target: typeof outcome.to === 'number' ? topology.linkBetween(station!.number, outcome.to) : outcome.to === 'scrap' ? SCRAP : ITSELF,
    })),
  )
  const drawn = uint8From(outcomes, (list) => (list.length > 0 ? 1 : 0))
  const stream = stations.map((station, i) => (drawn[i] === 1 ? streams.uniforms(station!.key, 'outcome') : -1))
  const divisions = stations.map((station) =>
    (station?.divides ?? []).map(({ to, count: pieces }) => ({ link: topology.linkBetween(station!.number, to), count: pieces })),
  )
  const divides = uint8From(divisions, (list) => (list.length > 0 ? 1 : 0))
  const casts = stations.map((station) =>
    station?.casting === undefined
      ? undefined
      : {
          shotMass: draws.quantity(station.casting.shotMass, station.key, 'shot_mass'),
          remelt: draws.quantity(station.casting.remelt, station.key, 'remelt'),
        },
  )

  function draw(element: number, part: number): void {
    const u = streams.next(stream[element]!)
    let below = 0
    const list = outcomes[element]!
    for (let i = 0; i < list.length; i++) {
      below += draws.take(list[i]!.share, part)
      if (u < below) {
        columns.target[part] = list[i]!.target
        return
      }
    }
  }

  function count(element: number, target: number): void {
    if (target !== SCRAP) record.count(element, isRework(outcomes[element]!, target) ? REWORKED : PASSED_FIRST)
  }

  function pour(element: number, part: number): void {
    const cast = casts[element]
    if (cast === undefined) return
    const mass = draws.take(cast.shotMass, part)
    record.counts.add(element * COUNTS + MATERIAL, mass)
    if (columns.target[part] === SCRAP) record.counts.add(element * COUNTS + REMELTED, mass * draws.take(cast.remelt, part))
  }

  function divide(element: number, part: number, each: (piece: number) => void): void {
    for (const { link, count: pieces } of divisions[element]!) {
      for (let i = 0; i < pieces; i++) {
        const piece = births.divide(element, part)
        columns.target[piece] = link
        each(piece)
      }
    }
    births.end(part)
  }

  return { divides, divide, drawn, draw, count, pour }
}

/** Is this target one of the outcomes, other than scrap? */
export function isRework(outcomes: readonly { readonly target: number }[], target: number): boolean {
  for (let i = 0; i < outcomes.length; i++) if (outcomes[i]!.target === target) return true
  return false
}
