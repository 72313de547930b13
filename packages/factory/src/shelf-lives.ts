/**
 * Shelf life: how long a part keeps in a buffer (`life`), in elapsed time, anew at each entry.
 *
 * A part whose life runs out at a tick is gone before anything moves, and before a failure of that tick sends another back to the
 * same queue. Of several the one that came in first goes first. It is scrap, or waits outside the buffer for room where the
 * model sends it (`expired`). Barrer 1957.
 */
import { createGathering, int32, int32From, uint8From } from 'genba/kernel'
import type { Agenda, PartTable, TransientCalendar } from 'genba/kernel'
import type { Draws } from './draw.ts'
import type { Plan } from './plan.ts'
import type { Topology } from './topology.ts'

/** Kind of the transient event at which a life runs out. */
export const EXPIRED = 4

/** How a part comes in: each way has draws of its own, since the order between them in a tick is open. */
export const MOVED_IN = 0
export const SENT_BACK = 1
export const DELIVERED = 2
const WAYS = ['life', 'life of what was sent back', 'life of what was delivered'] as const

export interface ShelfLives {
  /** Per element: 1 for buffers in which parts keep for a time only. */
  readonly has: Uint8Array
  /** The part has come into such a buffer: has moved there, was sent back, or was delivered. */
  begin(buffer: number, part: number, how: typeof MOVED_IN | typeof SENT_BACK | typeof DELIVERED): void
  /** The part leaves it. */
  end(part: number): void
  /** The part is on its way through the buffer until the transient `event` happens; it has arrived where it may leave. */
  moves(part: number, event: number): void
  arrived(part: number): void
  /** The life of the part has run out (stage 1). */
  due(part: number): void
  /** Takes away the parts whose lives have run out at this tick. */
  settle(): void
  /** @param gone takes the part out of its buffer, over `link` (-1: as scrap); `waits`: it stands at the exit */
  bind(gone: (buffer: number, part: number, link: number, waits: boolean) => void): void
  reset(): void
}

export function createShelfLives(
  plan: Plan,
  topology: Pick<Topology, 'linkBetween'>,
  { columns }: PartTable,
  transients: TransientCalendar,
  draws: Draws,
  agenda: Agenda,
): ShelfLives {
  const sites = WAYS.map((name) =>
    int32From(plan.elements, (element) =>
      element.kind === 'buffer' && element.life !== undefined ? draws.duration(element.life, element.key, name) : -1,
    ),
  )
  const has = uint8From(sites[MOVED_IN]!, (site) => (site < 0 ? 0 : 1))
  const links = int32From(plan.elements, (element) =>
    element.kind === 'buffer' && element.expired !== undefined ? topology.linkBetween(element.number, element.expired) : -1,
  )
  // By part: events pending for it (-1: none), the buffer in which it is, how it came in, and its number among those that came so.
  const rows = { life: int32(0), moving: int32(0), buffer: int32(0), way: int32(0), entry: int32(0) }
  let entries = 0
  const over = createGathering((a, b) => {
    if (rows.buffer[a] !== rows.buffer[b]) return rows.buffer[a]! < rows.buffer[b]!
    const [since, than] = [columns.entered[a]!, columns.entered[b]!]
    if (since !== than) return since < than
    return rows.way[a] === rows.way[b] ? rows.entry[a]! < rows.entry[b]! : rows.way[a]! < rows.way[b]!
  })
  let gone: (buffer: number, part: number, link: number, waits: boolean) => void

  function begin(buffer: number, part: number, how: number): void {
    if (part >= rows.life.length) {
      for (const name of ['life', 'moving', 'buffer', 'way', 'entry'] as const) {
        const wider = int32(Math.max(256, 2 * rows.life.length, part + 1))
        wider.set(rows[name])
        rows[name] = wider
      }
    }
    rows.buffer[part] = buffer
    rows.way[part] = how
    rows.entry[part] = entries
    rows.moving[part] = -1
    entries++
    rows.life[part] = transients.plan(draws.take(sites[how]![buffer]!, part), EXPIRED, part)
  }

  function end(part: number): void {
    if (rows.life[part]! >= 0) transients.cancel(rows.life[part]!)
  }

  function due(part: number): void {
    rows.life[part] = -1
    over.add(part)
    agenda.gathered()
  }

  function expire(part: number): void {
    const buffer = rows.buffer[part]!
    const waits = rows.moving[part]! < 0
    if (!waits) transients.cancel(rows.moving[part]!)
    gone(buffer, part, links[buffer]!, waits)
  }

  return {
    has,
    begin,
    end,
    moves: (part, event) => void (rows.moving[part] = event),
    arrived: (part) => void (rows.moving[part] = -1),
    due,
    settle: () => over.settle(expire),
    bind: (of) => void (gone = of),
    reset: () => {
      entries = 0
      over.reset()
    },
  }
}
