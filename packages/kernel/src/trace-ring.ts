/**
 * The last events of a run, in fixed memory: when two runs that should agree have different fingerprints, their traces show
 * where they part.
 */
import { float64, int32 } from './columns.ts'
import type { Fingerprint } from './fingerprint.ts'

/** Something that entered the fingerprint. */
export interface TraceEvent {
  readonly tick: number
  readonly element: number
  /** As in the fingerprint: what identifies the part, or a negative reason. */
  readonly detail: number
}

export interface TraceRing {
  /** Adds an event of `element` at the present tick; the oldest one is forgotten where there is no place. */
  add(element: number, detail: number): void
  /** By tick, then element, then in the order of the element's own events: an order that means something (docs/mechanisms/ticks.md). */
  events(): readonly TraceEvent[]
  reset(): void
}

/** A ring for `places` events. @param clock one cell with the present tick */
export function createTraceRing(places: number, clock: Float64Array): TraceRing {
  if (!Number.isInteger(places) || places < 1) throw new RangeError(`places: expected a whole number from 1, received ${places}`)
  const tick = float64(places)
  const element = int32(places)
  const detail = int32(places)
  let added = 0

  function add(of: number, what: number): void {
    const at = added % places
    tick[at] = clock[0]!
    element[at] = of
    detail[at] = what
    added++
  }

  function events(): readonly TraceEvent[] {
    const kept = Math.min(added, places)
    const inOrder = Array.from({ length: kept }, (_, i) => (added - kept + i) % places)
    return inOrder
      .map((at) => ({ tick: tick[at]!, element: element[at]!, detail: detail[at]! }))
      .toSorted((a, b) => a.tick - b.tick || a.element - b.element)
  }

  return { add, events, reset: () => void (added = 0) }
}

/** The same fingerprint, of which everything is traced too. */
export function traced(fingerprint: Fingerprint, ring: TraceRing): Fingerprint {
  return {
    add(element, detail) {
      fingerprint.add(element, detail)
      ring.add(element, detail)
    },
    digest: fingerprint.digest,
    hashes: fingerprint.hashes,
    reset() {
      fingerprint.reset()
      ring.reset()
    },
  }
}
