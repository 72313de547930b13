/**
 * A 64-bit hash of everything that happened, independent of how it was computed.
 *
 * Each element hashes its own events in the order of its own numbers; the hashes are combined by element at the end. So
 * neither the order in which elements were handled within a tick nor the number of internal events enters it
 * (docs/mechanisms/fingerprint.md). Mixing as in MurmurHash3 (A. Appleby, public domain): rotate, multiply.
 */
import { int32, int32From } from './columns.ts'

export interface Fingerprint {
  /** Adds to the hash of `element` an event at the present tick with a `detail` (int32: a part's serial, a reason). */
  add(element: number, detail: number): void
  /** Sixteen hexadecimal digits. */
  digest(): string
  /** The two words of each element's hash, one element after the other. */
  hashes(): Int32Array
  reset(): void
}

/** @param clock one cell with the present tick (absolute) */
export function createFingerprint(elements: number, clock: Float64Array): Fingerprint {
  const high = int32(elements)
  const low = int32(elements)
  /** The two words of the tick (the lower first, on every machine that V8 runs on). */
  const words = new Int32Array(clock.buffer, clock.byteOffset, 2)

  function add(element: number, detail: number): void {
    const ticks = words[0]! ^ Math.imul(words[1]!, 0x27d4eb2f)
    const word = low[element]! ^ ((ticks + Math.imul(detail, 0x9e3779b1)) | 0)
    const mixed = Math.imul((word << 13) | (word >>> 19), 0xcc9e2d51)
    low[element] = mixed ^ (mixed >>> 15)
    const above = high[element]!
    high[element] = Math.imul(((above << 15) | (above >>> 17)) ^ ((mixed + detail) | 0), 0x85ebca6b)
  }

  function hashes(): Int32Array {
    return int32From({ length: 2 * elements }, (_, i) => (i % 2 === 0 ? low : high)[i >> 1]!)
  }

  return { add, digest: () => digestOf(hashes()), hashes, reset: () => (high.fill(0), low.fill(0), undefined) }
}

/** The fingerprint of elements with these hashes. */
export function digestOf(hashes: Int32Array): string {
  let a = 0x2545f491
  let b = 0x6c078965
  for (let element = 0; element < hashes.length / 2; element++) {
    a = scramble(Math.imul(a ^ hashes[2 * element]!, 0xcc9e2d51) + element)
    b = scramble(Math.imul(b ^ hashes[2 * element + 1]! ^ a, 0x1b873593) + element)
  }
  return hex(a) + hex(b)
}

/** A one-to-one mixing of 32-bit words in which each bit hangs on all: MurmurHash3's finaliser (A. Appleby). Signed. */
export function scramble(word: number): number {
  let x = word | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return x ^ (x >>> 16)
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
