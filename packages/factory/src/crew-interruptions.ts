/**
 * `interrupts: true`: people of a crew are taken from work at stations for what its `serves` puts before that.
 *
 * Of those who wait, the first by that rule who can have all they ask for, with people who are free and people at work that
 * comes behind it, is served; people come from the work that comes last, and no more of them than needed. Of several ways to
 * choose the people the one is taken whose most urgent work that is dropped comes last, then the one written first. Who gathers people one by
 * one takes one at a time. Work that lost its people stands, asks anew and goes on where it was. Repairs, and stations that finish
 * a part after closing, keep their people; so do people on their way, until they are there.
 */
import type { Demand } from './people.ts'
import type { PositionColumns } from './positions.ts'
import { BUSY } from './positions.ts'

/** What is known of crews and of those who ask for them. */
export interface CrewService {
  /** Who waits for people of a crew, and could use them now. */
  waiting(crew: number): readonly number[]
  /** What would bring an asker on if it had these people now: each way it can be served by the crew. */
  wants(asker: number, crew: number): readonly Demand[]
  /** Whom an asker has, undefined for nobody. */
  has(asker: number): Demand | undefined
  free(crew: number): number
  /** May people of the crew be taken from work now? */
  interrupts(crew: number): boolean
  /** Place by the rule of the crew, of those with its skills or of all; lower comes first. Then, of two with one place, who comes first. */
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
  const { has, free, interrupts, rank, comesBefore } = service

  const held = (p: number, crew: number): number => {
    const demand = has(p)
    return demand === undefined ? 0 : (demand.counts[demand.crews.indexOf(crew)] ?? 0)
  }

  /** Positions with people of a crew at work that comes behind what `asker` wants, the last of it first. */
  function behind(asker: number, crew: number): readonly number[] {
    const found: number[] = []
    for (let p = 0; p < phase.length; p++)
      if (held(p, crew) > 0 && phase[p] === BUSY && overtime[p] === 0 && rank(p, crew) > rank(asker, crew)) found.push(p)
    return found.sort((a, b) => (comesBefore(a, b, crew) ? 1 : -1))
  }

  /** Work that is dropped so that `asker` can have these people; undefined if that does not do. */
  function droppedFor(asker: number, { crews, counts }: Demand): readonly number[] | undefined {
    const dropped: number[] = []
    for (let i = 0; i < crews.length; i++) {
      const crew = crews[i]!
      let there = free(crew) + dropped.reduce((sum, p) => sum + held(p, crew), 0)
      if (there >= counts[i]!) continue
      if (!interrupts(crew)) return undefined
      for (const p of behind(asker, crew)) {
        if (there >= counts[i]!) break
        if (dropped.includes(p)) continue
        dropped.push(p)
        there += held(p, crew)
      }
      if (there < counts[i]!) return undefined
    }
    return dropped
  }

  /** The way in which the most urgent work that is dropped comes last; undefined if there is none. */
  function leastUrgent(asker: number, crew: number): readonly number[] | undefined {
    let best: readonly number[] | undefined
    const first = (dropped: readonly number[]): number => dropped.reduce((one, other) => (comesBefore(other, one, crew) ? other : one))
    for (const way of service.wants(asker, crew)) {
      const dropped = droppedFor(asker, way)
      if (dropped === undefined) continue
      if (dropped.length === 0) return dropped
      if (best === undefined || comesBefore(first(best), first(dropped), crew)) best = dropped
    }
    return best
  }

  function makeWay(crew: number): void {
    let best = -1
    let dropped: readonly number[] = []
    for (const asker of service.waiting(crew)) {
      if (best >= 0 && !comesBefore(asker, best, crew)) continue
      const found = leastUrgent(asker, crew)
      if (found === undefined) continue
      best = asker
      dropped = found
    }
    for (const p of dropped) service.takeFrom(p)
  }

  return { makeWay }
}
