/**
 * Are interleaved streams as good as one? A simulation takes a number here and a number there, from streams whose names
 * are neighbors; so each sequence below takes its numbers from a different stream each time. Tests: D. E. Knuth, The Art of
 * Computer Programming, vol. 2, section 3.3.2; G. Marsaglia's birthday spacings; P. L'Ecuyer, R. Simard, "TestU01", ACM
 * TOMS 33 (2007). GENBA_LONG_TESTS=1 makes the sequences 64 times as long (a quarter of a minute).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lowerGamma } from './incomplete-gamma.ts'
import { normalCumulative } from './normal-curve.ts'
import { fillUniforms, fillUniformsAt, STREAM_KEY_WORDS, streamKey } from './stream.ts'
import { chiSquareCumulative } from './student.ts'

const LENGTH = process.env['GENBA_LONG_TESTS'] === '1' ? 1 << 22 : 1 << 16

/** The i-th number of a sequence that takes each from another stream. */
type Sequence = (i: number) => number

const room = new Float64Array(64)

/** The `place`-th number of a block. */
function pick(key: Uint32Array, block: number, place = 0): number {
  fillUniforms(key, block, room, 0, place + 1)
  return room[place]!
}

const fixedKey = streamKey(1, 0, 'body.framing.s7', 'work')
const keysOfLine = Uint32Array.from({ length: 64 * STREAM_KEY_WORDS }, (_, word) => {
  const key = streamKey(1, 0, `body.framing.s${Math.floor(word / STREAM_KEY_WORDS)}`, 'work')
  return key[word % STREAM_KEY_WORDS]!
})

const SEQUENCES: Record<string, Sequence> = {
  'first number of stations with rising numbers': (i) => pick(streamKey(1, 0, `body.framing.s${i}`, 'work'), 0),
  'third number of stations in one-letter steps': (i) => pick(streamKey(1, 0, i.toString(36), 'failure:gripper'), 0, 2),
  'first number of rising replications': (i) => pick(streamKey(1, i, 'body.framing.s7', 'work'), 0),
  'first number of rising seeds': (i) => pick(streamKey(i, 0, 'body.framing.s7', 'work'), 0),
  'first number of many purposes': (i) => pick(streamKey(1, 0, 'body.framing.s7', `failure:mode${i}`), 0),
  'first number of rising blocks': (i) => pick(fixedKey, i),
  'last number of rising blocks of 64': (i) => pick(fixedKey, i, 63),
  'one stream, number after number': (i) => {
    if (i % 64 === 0) fillUniforms(fixedKey, i / 64, room, 0, 64)
    return room[i % 64]!
  },
  'a line of 64 stations in turn': (i) => {
    fillUniformsAt(keysOfLine, (i % 64) * STREAM_KEY_WORDS, Math.floor(i / 64 / 16), room, 0, 16)
    return room[Math.floor(i / 64) % 16]!
  },
  'work and repair of two replications in turn': (i) => pick(streamKey(7, i & 1, 'M1', (i & 2) === 0 ? 'work' : 'repair'), i >> 2),
}

/** Probability of a value as low as this under the hypothesis of independent uniforms. */
type Statistic = (x: Float64Array) => number

const chiSquare = (observed: ArrayLike<number>, expected: (cell: number) => number): number => {
  let sum = 0
  for (let cell = 0; cell < observed.length; cell++) sum += (observed[cell]! - expected(cell)) ** 2 / expected(cell)
  return chiSquareCumulative(sum, observed.length - 1)
}

const STATISTICS: Record<string, Statistic> = {
  'equidistribution in 256 cells': (x) => {
    const cells = new Float64Array(256)
    for (const u of x) cells[Math.floor(u * 256)]!++
    return chiSquare(cells, () => x.length / 256)
  },
  'equidistribution of the ten lowest bits': (x) => {
    const cells = new Float64Array(1024)
    for (const u of x) cells[lowBits(u) & 1023]!++
    return chiSquare(cells, () => x.length / 1024)
  },
  'pairs in 32 x 32 cells': (x) => {
    const cells = new Float64Array(1024)
    for (let i = 0; i + 1 < x.length; i += 2) cells[Math.floor(x[i]! * 32) * 32 + Math.floor(x[i + 1]! * 32)]!++
    return chiSquare(cells, () => x.length / 2 / 1024)
  },
  'triples in 8 x 8 x 8 cells': (x) => {
    const cells = new Float64Array(512)
    const triples = Math.floor(x.length / 3)
    for (let i = 0; i < triples; i++)
      cells[(Math.floor(x[3 * i]! * 8) * 8 + Math.floor(x[3 * i + 1]! * 8)) * 8 + Math.floor(x[3 * i + 2]! * 8)]!++
    return chiSquare(cells, () => triples / 512)
  },
  'number of runs up and down': (x) => {
    let runs = 1
    for (let i = 2; i < x.length; i++) if (x[i]! > x[i - 1]! !== x[i - 1]! > x[i - 2]!) runs++
    return normalCumulative((runs - (2 * x.length - 1) / 3) / Math.sqrt((16 * x.length - 29) / 90))
  },
  'gaps between visits to the lowest tenth': (x) => {
    // Lengths 0 to 49, then longer: geometric.
    const cells = new Float64Array(51)
    let [gap, gaps] = [0, 0]
    for (const u of x) {
      if (u >= 0.1) gap++
      else {
        cells[Math.min(gap, 50)]!++
        gaps++
        gap = 0
      }
    }
    return chiSquare(cells, (length) => gaps * (length < 50 ? 0.1 * 0.9 ** length : 0.9 ** 50))
  },
  'birthday spacings': (x) => {
    // 1,024 birthdays in a year of 2^28 days: equal spacings are Poisson with mean 1024^3 / (4 * 2^28) = 1 a sample. (With
    // 16 a sample the Poisson law is 1.4 % off, which a long run shows for any generator.)
    let equal = 0
    const days = new Uint32Array(1024)
    for (let from = 0; from < x.length; from += 1024) {
      for (let i = 0; i < 1024; i++) days[i] = Math.floor(x[from + i]! * 2 ** 28)
      days.sort()
      const spacings = days.map((day, i) => (i === 0 ? day : day - days[i - 1]!)).sort()
      for (let i = 1; i < 1024; i++) if (spacings[i] === spacings[i - 1]) equal++
    }
    // P(Poisson <= k) is an incomplete gamma function of k + 1; half a step takes out the jump.
    return 1 - lowerGamma(equal + 0.5, x.length / 1024)
  },
  'correlation with the neighbor': (x) => normalCumulative(correlation(x, 1)),
  'correlation with the neighbor but one': (x) => normalCumulative(correlation(x, 2)),
  'correlation at a distance of 64': (x) => normalCumulative(correlation(x, 64)),
  'ones among the 52 bits': (x) => {
    let ones = 0
    for (const u of x) ones += popcount(highBits(u)) + popcount(lowBits(u))
    return normalCumulative((ones - 26 * x.length) / Math.sqrt(13 * x.length))
  },
  'number of ones, number by number': (x) => {
    // Binomial(52, 1/2), the tails from 18 and to 34 in one cell each.
    const cells = new Float64Array(17)
    for (const u of x) cells[Math.min(34, Math.max(18, popcount(highBits(u)) + popcount(lowBits(u)))) - 18]!++
    return chiSquare(cells, (cell) => x.length * binomialShare(cell))
  },
  'bits that differ from those of the neighbor': (x) => {
    let differ = 0
    for (let i = 1; i < x.length; i++)
      differ += popcount(highBits(x[i]!) ^ highBits(x[i - 1]!)) + popcount(lowBits(x[i]!) ^ lowBits(x[i - 1]!))
    return normalCumulative((differ - 26 * (x.length - 1)) / Math.sqrt(13 * (x.length - 1)))
  },
}

/** u is (2^27 high + 2 low + 1) / 2^53 with 26 bits each. */
function highBits(u: number): number {
  return Math.floor(u * 2 ** 26)
}

function lowBits(u: number): number {
  return Math.floor((u * 2 ** 26 - highBits(u)) * 2 ** 26)
}

function popcount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** z-score of the sum of (x_i - 1/2)(x_(i+lag) - 1/2): each term has mean 0 and variance 1/144. */
function correlation(x: Float64Array, lag: number): number {
  let sum = 0
  for (let i = lag; i < x.length; i++) sum += (x[i]! - 0.5) * (x[i - lag]! - 0.5)
  return sum / Math.sqrt((x.length - lag) / 144)
}

function binomialShare(cell: number): number {
  let [term, share] = [2 ** -52, 0]
  for (let ones = 0; ones <= 52; ones++) {
    if (Math.min(34, Math.max(18, ones)) - 18 === cell) share += term
    term *= (52 - ones) / (ones + 1)
  }
  return share
}

function probabilities(sequence: Sequence): [string, number][] {
  const x = Float64Array.from({ length: LENGTH }, (_, i) => sequence(i))
  return Object.entries(STATISTICS).map(([name, statistic]) => [name, statistic(x)])
}

test('numbers taken each from another stream pass thirteen tests of randomness', () => {
  // 130 probabilities: below 1e-5 or above 1 - 1e-5 comes once in 400 sound generators; seeds and names are fixed.
  const all: number[] = []
  for (const [name, sequence] of Object.entries(SEQUENCES)) {
    for (const [statistic, p] of probabilities(sequence)) {
      assert.ok(p > 1e-5 && p < 1 - 1e-5, `${name}, ${statistic}: p = ${p}`)
      all.push(p)
    }
  }
  // Together they are uniform: Kolmogorov and Smirnov's distance, 1 % bound 1.63 / sqrt(n).
  all.sort((a, b) => a - b)
  const distance = Math.max(...all.map((p, i) => Math.max((i + 1) / all.length - p, p - i / all.length)))
  assert.ok(distance < 1.63 / Math.sqrt(all.length), `distance ${distance}`)
})

test('the same tests reject streams that start from their names unmixed, and a plain congruential step between names', () => {
  // What would be quicker: xoshiro128** straight from (seed, replication, element, block), its first number.
  const unmixed = (i: number): number => {
    const output = (s1: number): number => Math.imul(((Math.imul(s1, 5) << 7) | (Math.imul(s1, 5) >>> 25)) >>> 0, 9) >>> 0
    return ((output(i) >>> 6) * 2 ** 26 + (output(i ^ 1) >>> 6) + 0.5) / 2 ** 52
  }
  const weyl = (i: number): number => (((i * 0.6180339887498949) % 1) + 2 ** -30) % 1
  for (const bad of [unmixed, weyl]) {
    const failed = probabilities(bad).filter(([, p]) => !(p > 1e-5 && p < 1 - 1e-5))
    assert.ok(failed.length >= 5, `${failed.length} rejected`)
  }
})
