import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillUniforms, streamKey } from './index.ts'
import { pairedInterval, proportionInterval, replicationInterval, replicationsFor, unpairedInterval, varianceInterval } from './interval.ts'
import { normal } from './normal.ts'

function assertClose(actual: number, expected: number, relative: number, name: string): void {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${name}: expected ${expected}, received ${actual}`)
}

// "Student", "The probable error of a mean", Biometrika 6 (1908): additional hours of sleep of ten patients under two drugs.
const FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
const SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

test('the sleep data of Student give the published paired interval', () => {
  // R, t.test(extra ~ group, paired): mean -1.58, 95 % from -2.4598858 to -0.7001142.
  const interval = pairedInterval(FIRST, SECOND)
  assertClose(interval.mean, -1.58, 1e-12, 'mean')
  assertClose(interval.mean - interval.halfWidth!, -2.4598858, 1e-7, 'low')
  assertClose(interval.mean + interval.halfWidth!, -0.7001142, 1e-7, 'high')
  assert.deepEqual([interval.n, interval.confidence], [10, 0.95])
})

test('without pairs the same data give the published interval of Welch, twice as long', () => {
  // R, t.test(extra ~ group): 95 % from -3.3654832 to 0.2054832.
  const interval = unpairedInterval(FIRST, SECOND)
  assertClose(interval.mean - interval.halfWidth!, -3.3654832, 1e-7, 'low')
  assertClose(interval.mean + interval.halfWidth!, 0.2054832, 1e-6, 'high')
})

test('one replication has no interval, and equal ones have a width of zero', () => {
  assert.equal(replicationInterval([5]).halfWidth, null)
  assert.deepEqual(replicationInterval([5, 5, 5]), { mean: 5, halfWidth: 0, confidence: 0.95, n: 3 })
})

test('95 in 100 intervals of normal data hold the truth', () => {
  // 4,000 intervals of 5 values: hits are binomial(4000, 0.95), sd 13.8; within 4 sd of 3,800.
  const u = new Float64Array(20_000)
  fillUniforms(streamKey(1, 0, 'interval.test', 'coverage'), 0, u, 0, u.length)
  normal(10, 3).transform(u, 0, u, 0, u.length)
  let [mean, variance] = [0, 0]
  for (let i = 0; i < u.length; i += 5) {
    const values = u.subarray(i, i + 5)
    const interval = replicationInterval(values)
    if (Math.abs(interval.mean - 10) <= interval.halfWidth!) mean++
    const { low, high } = varianceInterval(values)
    if (low <= 9 && high >= 9) variance++
  }
  assert.ok(Math.abs(mean - 3800) < 56, `${mean}`)
  assert.ok(Math.abs(variance - 3800) < 56, `${variance}`)
})

test('the interval of a proportion is that of Wilson', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
  const published: [number, number, number, number][] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ]
  for (const [hits, n, low, high] of published) {
    const interval = proportionInterval(hits, n)
    assert.ok(
      Math.abs(interval.low - low) < 5e-5 && Math.abs(interval.high - high) < 5e-5,
      `${hits}/${n}: ${interval.low} to ${interval.high}`,
    )
  }
  assert.equal(proportionInterval(20, 20).high, 1)
})

test('the number of replications for a precision reaches it and one fewer does not', () => {
  const pilot = [98, 103, 101, 95, 104]
  const n = replicationsFor(pilot, 0.01)
  // sd 3.7014, mean 100.2: z approximation 52.4; with Student's t 55.
  assert.equal(n, 55)
  assert.equal(replicationsFor([7, 7, 7], 0.01), 3)
  assert.equal(replicationsFor([-1, 1], 0.01), Infinity)
})

test('what cannot be computed is refused', () => {
  assert.throws(() => replicationInterval([]), /interval: expected at least one replication, received none/)
  assert.throws(() => pairedInterval([1], [1, 2]), /paired interval: expected as many values on both sides, received 1 and 2/)
  assert.throws(() => replicationInterval([1, 2], 1), /confidence: expected a number between 0 and 1, received 1/)
  assert.throws(() => replicationsFor([1, 2], 0), /precision: expected a number above 0, received 0/)
})
