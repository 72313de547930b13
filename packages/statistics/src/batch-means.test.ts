import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillUniforms, streamKey } from './index.ts'
import { automaticBatchMeans, batchMeans, lag1Correlation } from './batch-means.ts'
import { normalQuantile } from './normal-curve.ts'
import { createSummary } from './summary.ts'

/** X_t = phi X_(t-1) + e_t, e standard normal, from its stationary distribution. */
function autoregressive(phi: number, n: number, replication: number): Float64Array {
  const x = new Float64Array(n)
  fillUniforms(streamKey(1, replication, `ar1 ${phi}`, 'work'), 0, x, 0, n)
  x[0] = normalQuantile(x[0]!) / Math.sqrt(1 - phi * phi)
  for (let t = 1; t < n; t++) x[t] = phi * x[t - 1]! + normalQuantile(x[t]!)
  return x
}

test('the mean estimate of autoregressive series is the one of theory, z below 4', () => {
  // Exact for AR(1): expected batch-means estimate of the variance of the mean, [phi, n, batches, value].
  const theory: [number, number, number, number][] = [
    [0.5, 1000, 20, 0.003888],
    [0.9, 1000, 20, 0.08020805313432888],
    [0.9, 15_000, 30, 0.00653614035087719],
    [0.98, 10_000, 10, 0.2363888889120264],
  ]
  for (const [phi, n, batches, expected] of theory) {
    const estimates = createSummary()
    for (let replication = 0; replication < 400; replication++)
      estimates.add(batchMeans(autoregressive(phi, n, replication), batches).varianceOfMean)
    const z = (estimates.mean - expected) / (estimates.sd / Math.sqrt(estimates.count))
    assert.ok(Math.abs(z) < 4, `phi ${phi}: ${estimates.mean}, expected ${expected}, z ${z}`)
  }
})

test('automatic batches of a correlated series hold the truth nearly as often as promised', () => {
  // AR(1), phi 0.9, n 15,000, true mean 0: 300 intervals of 95 %. Batch means lose a little: at least 92 % less 3 sd of 1.6 %.
  let hits = 0
  let independent = 0
  for (let replication = 0; replication < 300; replication++) {
    const interval = automaticBatchMeans(autoregressive(0.9, 15_000, 1000 + replication))
    if (Math.abs(interval.mean) <= interval.halfWidth!) hits++
    if (interval.independent) independent++
    assert.ok(interval.n >= 20 && interval.n <= 32)
  }
  assert.ok(hits / 300 > 0.92 - 0.048 && hits / 300 < 0.95 + 0.038, `${hits}`)
  assert.ok(independent / 300 > 0.85, `${independent}`)
})

test('a run too short for its correlation is said to be so', () => {
  let refused = 0
  for (let replication = 0; replication < 50; replication++)
    if (!automaticBatchMeans(autoregressive(0.99, 400, replication)).independent) refused++
  assert.ok(refused >= 45, `${refused}`)
})

test('a steady drift fails the check of independence', () => {
  assert.equal(
    batchMeans(
      Array.from({ length: 1000 }, (_, i) => i),
      20,
    ).independent,
    false,
  )
})

test('the lag-1 correlation of the NIST sets is the certified one', () => {
  // NIST StRD NumAcc2: -0.999. Lottery numbers and the like are left to NIST; this one tests the arithmetic.
  const values = [1.2, ...Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1.1 : 1.3))]
  assert.ok(Math.abs(lag1Correlation(values) + 0.999) < 1e-12)
  assert.equal(lag1Correlation([3, 3, 3]), 0)
})

test('batches leave out the first observations where the division leaves a rest', () => {
  const result = batchMeans([100, 1, 2, 3, 4, 5, 6], 3)
  assert.deepEqual([result.mean, result.size, result.n], [3.5, 2, 3])
  assert.throws(() => batchMeans([1, 2, 3], 4), /batches: expected a whole number from 2 to 3, received 4/)
  assert.throws(() => automaticBatchMeans([1, 2, 3]), /expected at least 20 observations, received 3/)
})
