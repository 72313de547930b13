/**
 * Buffers that let parts out in the planned order without leaving any out (`discipline: sequence_strict`).
 *
 * Parts are held in such a buffer until nothing that is to come there still is earlier in the planned order: what was made where a way leads
 * to the buffer, and has neither come there nor left all such ways (as scrap, to a sink, by another branch). Each comes once: who
 * comes back through a loop is not waited for. Looked at in stage 3, by the entry that takes from the buffer.
 */
import { float64, uint8From } from 'genba/kernel'
import type { PartTable } from 'genba/kernel'
import type { Plan } from './plan.ts'
import type { Topology } from './topology.ts'

export interface StrictSequence {
  /** Per element: 1 for such buffers; is there any? */
  readonly has: Uint8Array
  readonly isUsed: boolean
  /** A part has been made, inside the base from now on. */
  made(part: number): void
  /** The part leaves the base, or goes into another. */
  ended(part: number): void
  /** The part goes into an element. */
  moved(part: number, to: number): void
  /** The part has come to the buffer and may leave it when its turn comes. */
  hold(buffer: number, part: number): void
  /** Lets out those whose turn has come (stage 3). */
  release(buffer: number): void
  /** @param offer the part may leave the buffer; @param look there may be something to let out */
  bind(offer: (buffer: number, part: number) => void, look: (buffer: number) => void): void
  reset(): void
}

/** Elements from which a way leads to the buffer, by number; not by what is assembled, and not through the buffer itself. */
export function waysTo(topology: Pick<Topology, 'links' | 'linkFrom' | 'linkTo' | 'linkTakes'>, buffer: number): ReadonlySet<number> {
  const before = new Map<number, number[]>()
  for (let link = 0; link < topology.links; link++) {
    if (topology.linkTakes[link]! > 0) continue
    const [from, to] = [topology.linkFrom[link]!, topology.linkTo[link]!]
    before.set(to, [...(before.get(to) ?? []), from])
  }
  const found = new Set<number>()
  const work = [buffer]
  for (let to = work.pop(); to !== undefined; to = work.pop())
    for (const from of before.get(to) ?? []) {
      if (from === buffer || found.has(from)) continue
      found.add(from)
      work.push(from)
    }
  return found
}

export function createStrictSequence(plan: Plan, topology: Topology, { columns }: PartTable): StrictSequence {
  const has = uint8From(plan.elements, (element) => (element.kind === 'buffer' && element.discipline === 'sequence_strict' ? 1 : 0))
  const buffers = plan.elements
    .filter(({ number }) => has[number] === 1)
    .map(({ number }) => {
      const ways = waysTo(topology, number)
      return {
        number,
        leads: uint8From(plan.elements, (element) => (ways.has(element.number) ? 1 : 0)),
        /** Parts that are to come, and those that wait for their turn, in no order. */
        coming: new Set<number>(),
        held: new Set<number>(),
      }
    })
  const at = plan.elements.map(({ number }) => buffers.find((buffer) => buffer.number === number))
  /** When each part could have left the buffer where it is held. */
  let since = float64(0)
  let offer: (buffer: number, part: number) => void
  let look: (buffer: number) => void

  function precedes(a: number, b: number): boolean {
    return columns.rank[a]! < columns.rank[b]! || (columns.rank[a] === columns.rank[b] && columns.serial[a]! < columns.serial[b]!)
  }

  function earliest(parts: ReadonlySet<number>): number {
    let first = -1
    for (const part of parts) if (first < 0 || precedes(part, first)) first = part
    return first
  }

  function made(part: number): void {
    for (const { leads, coming } of buffers) if (leads[columns.source[part]!] === 1) coming.add(part)
  }

  function ended(part: number): void {
    for (const { number, coming } of buffers) if (coming.delete(part)) look(number)
  }

  function moved(part: number, to: number): void {
    for (const { number, leads, coming } of buffers) if (to !== number && leads[to] === 0 && coming.delete(part)) look(number)
  }

  function hold(buffer: number, part: number): void {
    const { coming, held } = at[buffer]!
    coming.delete(part)
    held.add(part)
    if (part >= since.length) {
      const wider = float64(Math.max(256, 2 * since.length, part + 1))
      wider.set(since)
      since = wider
    }
    since[part] = columns.ready[part]!
    look(buffer)
  }

  function release(buffer: number): void {
    const { coming, held } = at[buffer]!
    if (held.size === 0) return
    const next = earliest(coming)
    for (const part of [...held].toSorted((a, b) => (precedes(a, b) ? -1 : 1))) {
      if (next >= 0 && precedes(next, part)) return
      held.delete(part)
      offer(buffer, part)
      columns.ready[part] = since[part]!
    }
  }

  return {
    has,
    isUsed: buffers.length > 0,
    made,
    ended,
    moved,
    hold,
    release,
    bind: (offers, looks) => {
      offer = offers
      look = looks
    },
    reset: () => {
      for (const { coming, held } of buffers) {
        coming.clear()
        held.clear()
      }
    },
  }
}
