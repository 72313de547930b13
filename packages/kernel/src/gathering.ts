/**
 * What has gathered during stage 1 of a tick, to be settled at its end in an order of its own.
 */
import { int32 } from './columns.ts'

export interface Gathering {
  /** Adds a number; it stands behind those that do not come after it. */
  add(item: number): void
  /** Hands all numbers to `handle`, in order, and is empty again. Nothing may be added meanwhile. */
  settle(handle: (item: number) => void): void
  reset(): void
}

/** An empty gathering, ordered by `comesBefore`. It grows when more gather than ever before, and allocates nothing else. */
export function createGathering(comesBefore: (a: number, b: number) => boolean): Gathering {
  let items = int32(16)
  let count = 0

  function add(item: number): void {
    if (count === items.length) {
      const wider = int32(2 * count)
      wider.set(items)
      items = wider
    }
    let at = count
    while (at > 0 && comesBefore(item, items[at - 1]!)) {
      items[at] = items[at - 1]!
      at--
    }
    items[at] = item
    count++
  }

  function settle(handle: (item: number) => void): void {
    const all = count
    count = 0
    for (let i = 0; i < all; i++) handle(items[i]!)
  }

  return { add, settle, reset: () => void (count = 0) }
}
