import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fillUniforms, fillUniformsAt, philox4x32, STREAM_KEY_WORDS, streamKey } from './stream.ts'

// Known answers: DEShawResearch/random123 tests/kat_vectors (first three), NumPy 2.4.6 (last two).
const PHILOX = [
  { counter: [0, 0, 0, 0], key: [0, 0], out: [1713891541, 3781805453, 3159862348, 2600524760] },
  {
    counter: [4294967295, 4294967295, 4294967295, 4294967295],
    key: [4294967295, 4294967295],
    out: [1083123565, 1103641358, 2718681030, 1834242557],
  },
  {
    counter: [608135816, 2242054355, 320440878, 57701188],
    key: [2752067618, 698298832],
    out: [3513581065, 2499661035, 1342301216, 605187745],
  },
  { counter: [1, 0, 0, 0], key: [42, 0], out: [4242219303, 1404726525, 2207210094, 1951270651] },
  { counter: [0, 0, 7, 0], key: [42, 1], out: [3492865229, 3849682103, 2364920506, 3174586821] },
] as const

// From the reference implementation of xoshiro128** with state 1, 2, 3, 4.
const XOSHIRO = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804]

/** xoshiro128** as its authors write it, one number at a time, on unsigned big integers. */
function xoshiro(state: ArrayLike<number>): () => number {
  const s = Array.from(state, BigInt)
  const word = (x: bigint): bigint => x & 0xffffffffn
  const rotate = (x: bigint, k: bigint): bigint => word((x << k) | (x >> (32n - k)))
  return () => {
    const result = word(rotate(word(s[1]! * 5n), 7n) * 9n)
    const t = word(s[1]! << 9n)
    s[2]! ^= s[0]!
    s[3]! ^= s[1]!
    s[1]! ^= s[2]!
    s[0]! ^= s[3]!
    s[2]! ^= t
    s[3] = rotate(s[3]!, 11n)
    return Number(result)
  }
}

test('Philox4x32-10 gives the published answers', () => {
  const out = new Uint32Array(4)
  for (const { counter: c, key, out: expected } of PHILOX) {
    philox4x32(c[0], c[1], c[2], c[3], key[0], key[1], out)
    assert.deepEqual([...out], [...expected])
  }
})

test('a block is xoshiro128** started from Philox of the stream and the block number', () => {
  const reference = xoshiro([1, 2, 3, 4])
  assert.deepEqual(XOSHIRO.map(reference), XOSHIRO)
  const key = streamKey(7, 3, 'body.framing.s7', 'work')
  const state = new Uint32Array(4)
  const out = new Float64Array(100)
  for (const block of [0, 1, 4294967295]) {
    philox4x32(key[2]!, key[3]!, key[4]!, block, 7, 3, state)
    const next = xoshiro(state)
    fillUniforms(key, block, out, 0, 100)
    for (const u of out) {
      const [first, second] = [BigInt(next() >>> 6), BigInt(next() >>> 6)]
      assert.equal(u * 2 ** 53, Number(((first << 26n) | second) * 2n + 1n))
    }
  }
})

test('uniforms are odd multiples of 2^-53 strictly between 0 and 1, and so are their complements', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.string(), fc.nat(), (seed, replication, name, block) => {
      const out = new Float64Array(8)
      fillUniforms(streamKey(seed, replication, name, 'work'), block, out, 0, 8)
      for (const u of out) {
        assert.ok(u > 0 && u < 1)
        assert.equal((u * 2 ** 53) % 2, 1)
        assert.equal(1 - (1 - u), u)
      }
    }),
  )
})

test('a longer block extends a shorter one, wherever it is put and wherever its key lies', () => {
  const key = streamKey(1, 2, 'press', 'failure:gripper')
  const keys = new Uint32Array(3 * STREAM_KEY_WORDS)
  keys.set(key, 2 * STREAM_KEY_WORDS)
  const long = new Float64Array(64)
  const short = new Float64Array(20).fill(-1)
  fillUniforms(key, 9, long, 0, 64)
  fillUniformsAt(keys, 2 * STREAM_KEY_WORDS, 9, short, 5, 10)
  assert.deepEqual([...short.subarray(5, 15)], [...long.subarray(0, 10)])
  assert.deepEqual(
    [...short.subarray(0, 5), ...short.subarray(15)],
    Array.from({ length: 10 }, () => -1),
  )
})

test('the first uniforms of a named stream never change', () => {
  // Fingerprints of whole models rest on these; computed once.
  const out = new Float64Array(3)
  fillUniforms(streamKey(1, 0, 'body.framing.s7', 'work'), 0, out, 0, 3)
  assert.deepEqual([...out], [0.7095630130535652, 0.8839999053583029, 0.676270965015214])
})

test('names that run into each other stay apart', () => {
  const names = [
    ['ab', 'c'],
    ['a', 'bc'],
    ['abc', ''],
    ['', 'abc'],
    ['abcdefgh', ''],
    ['abcdefgh', '\0'],
    ['abcdefgh\0', ''],
    ['', ''],
    ['line.s1', 'work'],
    ['line.s2', 'work'],
    ['line.s1', 'route'],
    ['工位', 'work'],
  ]
  const keys = names.map(([element, purpose]) => streamKey(1, 1, element!, purpose!).join())
  assert.equal(new Set(keys).size, names.length)
})

test('a seed or a replication that is not a word is refused', () => {
  for (const bad of [-1, 1.5, 2 ** 32, NaN]) {
    assert.throws(() => streamKey(bad, 0, 'a', 'work'), {
      name: 'RangeError',
      message: `seed: expected a whole number from 0 to 4294967295, received ${bad}`,
    })
    assert.throws(() => streamKey(0, bad, 'a', 'work'), /replication: expected/)
  }
})
