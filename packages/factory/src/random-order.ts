/**
 * Service in random order (`discipline: random`): whenever a part leaves the buffer, each of those that wait is as likely as any other.
 *
 * For the n-th departure every part has a number, mixed from the n-th number of the buffer's stream and from what identifies the part;
 * the smallest goes. So who goes hangs on who is there and on n alone: neither on the order in which parts came in within a tick nor on how
 * often it was looked who would go.
 */
import { float64, int32From, scramble, uint8, uint8From } from 'genba/kernel'
import type { World } from './world.ts'

export interface RandomOrder {
  /** Per element: 1 for buffers that let parts out in random order; does any? */
  readonly has: Uint8Array
  readonly isUsed: boolean
  /** Would `a` leave the buffer rather than `b` if a part left now? */
  precedes(buffer: number, a: number, b: number): boolean
  /** A part has left: the next departure has numbers of its own. */
  departed(buffer: number): void
  reset(): void
}

export function createRandomOrder({ plan, parts, streams }: Pick<World, 'plan' | 'parts' | 'streams'>): RandomOrder {
  const { columns } = parts
  const stream = int32From(plan.elements, (element) =>
    element.kind === 'buffer' && element.discipline === 'random' ? streams.uniforms(element.key, 'discipline') : -1,
  )
  const has = uint8From(stream, (each) => (each < 0 ? 0 : 1))
  /** What the numbers of the coming departure are mixed from; whether that has been drawn. */
  const seed = float64(plan.elements.length)
  const isDrawn = uint8(plan.elements.length)

  /** Unsigned 32 bits. */
  function number(buffer: number, part: number): number {
    if (isDrawn[buffer] === 0) {
      seed[buffer] = streams.next(stream[buffer]!) * 0x1_0000_0000
      isDrawn[buffer] = 1
    }
    const who = scramble(columns.serial[part]! + Math.imul(columns.source[part]! + 1, 0x9e3779b1))
    return scramble(Math.floor(seed[buffer]!) ^ who) >>> 0
  }

  function precedes(buffer: number, a: number, b: number): boolean {
    const [one, other] = [number(buffer, a), number(buffer, b)]
    if (one !== other) return one < other
    return columns.source[a]! < columns.source[b]! || (columns.source[a] === columns.source[b] && columns.serial[a]! < columns.serial[b]!)
  }

  return {
    has,
    isUsed: has.includes(1),
    precedes,
    departed: (buffer) => void (isDrawn[buffer] = 0),
    reset: () => void isDrawn.fill(0),
  }
}
