/**
 * Random streams that are reached directly by name.
 *
 * Every random element of a model owns a stream for each purpose, named by (seed, replication, element key, purpose), and
 * a stream is cut into numbered blocks. Philox4x32-10 maps (stream, block) to the 128-bit state of a xoshiro128** generator,
 * which fills the block. So any block of any stream is one function call away, without jump functions or stored positions;
 * adding an element disturbs no other; and within a block a uniform costs about 2 ns. Philox is a bijection for each key,
 * so two blocks of one (seed, replication) never start from the same state unless their 96-bit names collide.
 *
 * Philox: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011).
 * xoshiro128**: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021) 36.
 */

/** Name of a random stream in numbers: STREAM_KEY_WORDS words (seed, replication, 96-bit hash of element key and purpose). */
export type StreamKey = Uint32Array

/** Words of one stream key, the stride of an array that holds many. */
export const STREAM_KEY_WORDS = 5

const UNIT_26 = 1 / 0x400_0000 // 2^-26
const UNIT_52 = UNIT_26 * UNIT_26
const HALF_UNIT = UNIT_52 / 2
const block4 = new Uint32Array(4)

/**
 * The key of a random stream.
 *
 * @param seed whole number from 0 to 2^32 - 1
 * @param replication whole number from 0 to 2^32 - 1
 * @param elementKey path of the element, such as `body.framing.s7`
 * @param purpose what the numbers are for: 'work', 'route', 'failure:gripper', ...
 * @throws RangeError if seed or replication is out of range
 */
export function streamKey(seed: number, replication: number, elementKey: string, purpose: string): StreamKey {
  requireWord('seed', seed)
  requireWord('replication', replication)
  const key = new Uint32Array(STREAM_KEY_WORDS)
  key[0] = seed
  key[1] = replication
  hashName(elementKey, purpose)
  key[2] = block4[0]!
  key[3] = block4[1]!
  key[4] = block4[2]!
  return key
}

/**
 * Fills `out[offset .. offset + count)` with the first `count` uniforms of block number `block` of the stream.
 *
 * Each is an odd multiple of 2^-53, from 2^-53 to 1 - 2^-53: never 0 or 1, 52 random bits, and 1 - u is again such a
 * number, exactly. A longer count extends a shorter one. Allocates nothing.
 *
 * @param block whole number from 0 to 2^32 - 1
 * @param count at most some millions: the numbers of a block are those of one xoshiro128** sequence (period 2^128 - 1)
 */
export function fillUniforms(key: StreamKey, block: number, out: Float64Array, offset: number, count: number): void {
  fillUniformsAt(key, 0, block, out, offset, count)
}

/** As `fillUniforms`, for the key that lies in `keys` from word `keyOffset` on. */
export function fillUniformsAt(
  keys: Uint32Array,
  keyOffset: number,
  block: number,
  out: Float64Array,
  offset: number,
  count: number,
): void {
  philox4x32(keys[keyOffset + 2]!, keys[keyOffset + 3]!, keys[keyOffset + 4]!, block, keys[keyOffset]!, keys[keyOffset + 1]!, block4)
  fillFromState(block4, out, offset, count)
}

/**
 * One block of Philox4x32-10: encrypts the counter (c0, c1, c2, c3) under the key (k0, k1) into `out[0 .. 4)`.
 * All are words of 32 bits.
 */
export function philox4x32(c0: number, c1: number, c2: number, c3: number, k0: number, k1: number, out: Uint32Array): void {
  let a = c0 | 0
  let b = c1 | 0
  let c = c2 | 0
  let d = c3 | 0
  let keyA = k0 | 0
  let keyB = k1 | 0
  for (let round = 0; round < 10; round++) {
    const highA = multiplyHigh(a, 0xd251, 0x1f53)
    const highC = multiplyHigh(c, 0xcd9e, 0x8d57)
    const lowA = Math.imul(a, 0xd2511f53)
    const lowC = Math.imul(c, 0xcd9e8d57)
    a = highC ^ b ^ keyA
    c = highA ^ d ^ keyB
    b = lowC
    d = lowA
    keyA = (keyA + 0x9e3779b9) | 0
    keyB = (keyB + 0xbb67ae85) | 0
  }
  out[0] = a
  out[1] = b
  out[2] = c
  out[3] = d
}

/** Upper 32 bits of the unsigned product of x and 2^16 high + low, from products of halves. */
function multiplyHigh(x: number, high: number, low: number): number {
  const xHigh = x >>> 16
  const xLow = x & 0xffff
  // Each product is below 2^32: kept as an unsigned word by >>> 0 and shifted without sign.
  const middle = Math.imul(xHigh, low)
  const cross = Math.imul(xLow, high)
  const carry = (Math.imul(xLow, low) >>> 16) + (middle & 0xffff) + (cross & 0xffff)
  return (Math.imul(xHigh, high) + (middle >>> 16) + (cross >>> 16) + (carry >>> 16)) | 0
}

/** Runs xoshiro128** from `state` (four words) and makes a uniform of every two outputs. */
function fillFromState(state: Uint32Array, out: Float64Array, offset: number, count: number): void {
  let s0 = state[0]! | 0
  let s1 = state[1]! | 0
  let s2 = state[2]! | 0
  let s3 = state[3]! | 0
  // The one state from which the generator does not move.
  if ((s0 | s1 | s2 | s3) === 0) s0 = 1
  const end = offset + count
  for (let index = offset; index < end; index++) {
    let x = Math.imul(s1, 5)
    const first = Math.imul((x << 7) | (x >>> 25), 9)
    let shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 11) | (s3 >>> 21)
    x = Math.imul(s1, 5)
    const second = Math.imul((x << 7) | (x >>> 25), 9)
    shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 11) | (s3 >>> 21)
    out[index] = (first >>> 6) * UNIT_26 + ((second >>> 6) * UNIT_52 + HALF_UNIT)
  }
}

/**
 * 96-bit hash of (element key, purpose), left in block4[0 .. 3): the names, each with its length before it, are absorbed
 * eight UTF-16 units at a time into a Philox block that is encrypted after each (Matyas-Meyer-Oseas chaining).
 */
function hashName(elementKey: string, purpose: string): void {
  block4.fill(0)
  absorb(elementKey)
  absorb(purpose)
}

function absorb(text: string): void {
  let [a, b, c, d] = [block4[0]!, block4[1]!, block4[2]!, block4[3]!]
  for (let at = 0; at === 0 || at < text.length; at += 8) {
    const m0 = pair(text, at)
    const m1 = pair(text, at + 2)
    const m2 = pair(text, at + 4)
    const m3 = pair(text, at + 6)
    philox4x32(a ^ m0, b ^ m1, c ^ m2, d ^ m3, text.length, at, block4)
    a = block4[0]! ^ a ^ m0
    b = block4[1]! ^ b ^ m1
    c = block4[2]! ^ c ^ m2
    d = block4[3]! ^ d ^ m3
  }
  block4[0] = a
  block4[1] = b
  block4[2] = c
  block4[3] = d
}

/** Two UTF-16 units of `text` in one word; 0 beyond its end. */
function pair(text: string, at: number): number {
  return (at < text.length ? text.charCodeAt(at) : 0) | ((at + 1 < text.length ? text.charCodeAt(at + 1) : 0) << 16)
}

function requireWord(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff)
    throw new RangeError(`${name}: expected a whole number from 0 to 4294967295, received ${value}`)
}
