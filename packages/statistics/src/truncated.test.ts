import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  beta,
  constant,
  discrete,
  empirical,
  exponential,
  gamma,
  lognormal,
  mix,
  normal,
  normalNonNegative,
  sum,
  triangular,
  truncated,
  uniform,
  weibull,
} from './index.ts'
import type { Distribution } from './index.ts'

function assertClose(actual: number, expected: number, relative: number, name: string): void {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${name}: expected ${expected}, received ${actual}`)
}

test('mean and variance are those of numerical integration (mpmath, 30 digits) to 1e-10', () => {
  const published: [Distribution, number, number][] = [
    [truncated(normal(60, 5), 45, 80), 60.02151982205579, 24.653286875395708],
    [normalNonNegative(-1, 2), 1.282155540736129, 1.0739216286235158],
    [truncated(exponential(3), 2, 7), 3.835717409695069, 1.8230330983881846],
    [truncated(gamma(2.5, 2), 1, 4), 2.106276650097403, 0.5977247376724136],
    [truncated(weibull(1.5, 2), 0.5, 3), 1.5759253818457357, 0.45841715375009007],
    [truncated(lognormal(10, 0.3), 8, 15), 10.634723764160423, 3.210717267554815],
    [truncated(beta(2, 3, 1, 4), 1.5, 3), 2.1963302752293576, 0.16604157899166735],
    [truncated(triangular(2, 3, 7), 2.5, 6), 3.962962962962963, 0.8342764060356653],
  ]
  for (const [law, mean, variance] of published) {
    assertClose(law.mean, mean, 1e-10, `${law.family} mean`)
    assertClose(law.variance, variance, 1e-10, `${law.family} variance`)
  }
})

test('the memoryless distribution cut from below is itself, shifted', () => {
  const law = truncated(exponential(3), 2, Infinity)
  assertClose(law.mean, 5, 1e-12, 'mean')
  for (const u of [1e-6, 0.3, 0.5, 0.999]) assertClose(law.quantile(u), 2 + exponential(3).quantile(u), 1e-12, `quantile ${u}`)
})

test('truncating twice is truncating to the intersection', () => {
  const twice = truncated(truncated(normal(60, 5), 50, 75), 55, 90)
  const once = truncated(normal(60, 5), 55, 75)
  assertClose(twice.mean, once.mean, 1e-12, 'mean')
  for (const u of [0.001, 0.5, 0.999]) assertClose(twice.quantile(u), once.quantile(u), 1e-12, `quantile ${u}`)
  assert.deepEqual([twice.shortest, twice.longest], [55, 75])
})

test('a bound that is a possible value is kept, and the others go', () => {
  const law = truncated(
    discrete([
      { share: 0.2, value: 1 },
      { share: 0.3, value: 2 },
      { share: 0.4, value: 3 },
      { share: 0.1, value: 4 },
    ]),
    2,
    3,
  )
  assertClose(law.mean, (0.3 * 2 + 0.4 * 3) / 0.7, 1e-14, 'mean')
  assert.deepEqual([law.shortest, law.longest, law.quantile(0.001), law.quantile(0.999)], [2, 3, 2, 3])
  const data = truncated(empirical([1, 2, 3, 4, 5]), 2, 4)
  assert.equal(data.mean, 3)
})

test('a mixture keeps of each part what lies between the bounds', () => {
  // 40 % exponential(2), 60 % uniform(0, 10), within [1, 6]: masses 0.4 (e^-0.5 - e^-3) and 0.3.
  const law = truncated(
    mix([
      { share: 0.4, of: exponential(2) },
      { share: 0.6, of: uniform(0, 10) },
    ]),
    1,
    6,
  )
  const mass = 0.4 * (Math.exp(-0.5) - Math.exp(-3))
  const part = 0.4 * (3 * Math.exp(-0.5) - 8 * Math.exp(-3)) // integral of x times the density: (x + 2) e^(-x/2) at both ends
  assertClose(law.mean, (part + 0.3 * 3.5) / (mass + 0.3), 1e-12, 'mean')
  assert.deepEqual([law.shortest, law.longest, law.uniforms], [1, 6, 1])
})

test('a constant inside stays, and a shifted variable is cut where it lies', () => {
  assert.equal(truncated(constant(3), 1, 4).mean, 3)
  const shifted = truncated(sum([constant(20), exponential(5)]), 22, Infinity)
  assertClose(shifted.mean, 27, 1e-12, 'mean')
})
