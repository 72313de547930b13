/**
 * `interrupts: true`: people of a crew are taken from work at stations for what its `serves` puts before that.
 *
 * Of those who wait, the first by that rule who can have all they ask for, with people who are free and people at work that
 * comes behind it, is served; people come from the work that comes last, and no more of them than needed. Work that
 * lost its people stands, asks anew and goes on where it was. Repairs, and stations that finish a part after closing, keep their people.
 */
import type { PositionColumns } from './positions.ts'
import { BUSY } from './positions.ts'

/** What is known of a crew and of those who ask for it; every asker asks for people of one crew. */
export interface CrewService {
  /** Who waits for people, and could use them now. */
  waiting(crew: number): readonly number[]
  /** People that an asker waits for, or has. */
  wants(asker: number): number
  has(asker: number): number
  /** The crew whose people an asker has, -1 for none. */
  servedBy(asker: number): number
  free(crew: number): number
  /** Place by the rule of the crew; lower comes first. Then, of two with one place, who comes first. */
  rank(asker: number, crew: number): number
  comesBefore(a: number, b: number, crew: number): boolean
  /** The people of a position at work are free, and it asks for them anew. */
  takeFrom(position: number): void
}

export interface CrewInterruptions {
  /** Takes people from less urgent work if the most urgent of those who wait can then be served. */
  makeWay(crew: number): void
}

/** @param overtime per position: 1 while it finishes its part after closing */
export function createCrewInterruptions(
  service: CrewService,
  { phase }: Pick<PositionColumns, 'phase'>,
  overtime: Uint8Array,
): CrewInterruptions {
  const { wants, has, free, rank, comesBefore } = service

  /** Work that comes behind what `asker` wants. */
  function behind(asker: number, crew: number): readonly number[] {
    const found: number[] = []
    for (let p = 0; p < phase.length; p++)
      if (service.servedBy(p) === crew && phase[p] === BUSY && overtime[p] === 0 && rank(p, crew) > rank(asker, crew)) found.push(p)
    return found
  }

  function makeWay(crew: number): void {
    let best = -1
    for (const asker of service.waiting(crew)) {
      if (best >= 0 && !comesBefore(asker, best, crew)) continue
      const there = behind(asker, crew).reduce((sum, p) => sum + has(p), free(crew))
      if (there >= wants(asker)) best = asker
    }
    if (best < 0) return
    const last = [...behind(best, crew)].sort((a, b) => (comesBefore(a, b, crew) ? 1 : -1))
    for (const p of last) {
      if (free(crew) >= wants(best)) return
      service.takeFrom(p)
    }
  }

  return { makeWay }
}
