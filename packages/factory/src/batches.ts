/**
 * Batches: parts that come into one position together, are worked on together, and leave one after the other. The pieces of a
 * part that was divided leave so too.
 */
import { int32 } from 'genba/kernel'
import type { PositionColumns } from './positions.ts'
import type { World } from './world.ts'

export interface Batches {
  /** Parts of the batch in each position that have not left; 0 where there is none. */
  readonly left: Int32Array
  /** The parts that come in from now on are one batch at `position`, until it is closed. */
  open(position: number): void
  /** The position whose batch is being formed, -1 if none. */
  forming(): number
  /** The part, which comes in over `link`, is the next of the batch that is being formed. */
  join(part: number, link: number): void
  /** No more parts join; the position of the batch. */
  close(): number
  reset(): void
}

export function createBatches(
  { layout, parts, record }: Pick<World, 'layout' | 'parts' | 'record'>,
  { part: partAt, link: linkAt }: Pick<PositionColumns, 'part' | 'link'>,
): Batches {
  const { columns } = parts
  const left = int32(layout.positions)
  /** The part of each batch that joined last. */
  const last = int32(layout.positions)
  let joining = -1

  function open(p: number): void {
    joining = p
    partAt[p] = -1
  }

  function join(part: number, link: number): void {
    const p = joining
    record.levels.add(layout.positionElement[p]!, 1)
    columns.next[part] = -1
    if (partAt[p]! < 0) {
      partAt[p] = part
      linkAt[p] = link
    } else columns.next[last[p]!] = part
    last[p] = part
    left[p] = left[p]! + 1
  }

  function close(): number {
    const p = joining
    joining = -1
    return p
  }

  function reset(): void {
    left.fill(0)
    joining = -1
  }

  return { left, open, forming: () => joining, join, close, reset }
}
