import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  beta,
  constant,
  discrete,
  empirical,
  erlang,
  exponential,
  exponentialQuantile,
  fillUniforms,
  gamma,
  lognormal,
  lognormalQuantile,
  mix,
  normal,
  normalNonNegative,
  normalNonNegativeQuantile,
  pert,
  streamKey,
  sum,
  triangular,
  triangularQuantile,
  truncated,
  uniform,
  uniformQuantile,
  weibull,
  weibullByMean,
  weibullQuantile,
} from './index.ts'
import type { Distribution } from './index.ts'

/** One of each kind, and the awkward ones. */
const LAWS: Record<string, Distribution> = {
  constant: constant(60),
  exponential: exponential(60),
  uniform: uniform(50, 70),
  triangular: triangular(50, 58, 90),
  'triangular, mode at low': triangular(1, 1, 3),
  'triangular, mode at high': triangular(1, 3, 3),
  pert: pert(50, 58, 90),
  normal: normal(60, 5),
  'normal redrawn below zero': normalNonNegative(60, 5),
  'normal redrawn below zero, mostly': normalNonNegative(-1, 2),
  lognormal: lognormal(90, 0.4),
  gamma: gamma(4, 60),
  'gamma of small shape': gamma(0.3, 5),
  erlang: erlang(2, 60),
  weibull: weibull(2.2, 500),
  'weibull by mean': weibullByMean(0.8, 120),
  beta: beta(2, 5, 40, 90),
  mix: mix([
    { share: 0.3, of: exponential(120) },
    { share: 0.7, of: exponential(40) },
  ]),
  'mix of sums': mix([
    { share: 0.25, of: sum([exponential(5), uniform(1, 2), exponential(1)]) },
    { share: 0.75, of: constant(4) },
  ]),
  sum: sum([constant(20), exponential(5)]),
  'sum of phases': sum([
    exponential(10),
    erlang(2, 6),
    mix([
      { share: 0.5, of: constant(1) },
      { share: 0.5, of: exponential(3) },
    ]),
  ]),
  discrete: discrete([
    { share: 0.1, value: 5 },
    { share: 0.6, value: 2 },
    { share: 0.3, value: 9 },
  ]),
  empirical: empirical([3, 1, 4, 1, 5, 9, 2, 6]),
  'empirical, interpolated': empirical([3, 1, 4, 1, 5, 9, 2, 6], true),
  'truncated normal': truncated(normal(60, 5), 45, 80),
  'truncated gamma': truncated(gamma(2.5, 2), 1, 4),
  'truncated mix': truncated(
    mix([
      { share: 0.4, of: exponential(2) },
      { share: 0.6, of: uniform(0, 10) },
    ]),
    1,
    6,
  ),
}

/** Families whose quantile function is that of the distribution, rising in u. */
const INVERTED = Object.entries(LAWS).filter(([name, law]) => law.uniforms === 1 && !name.includes('mix'))

function uniformsOf(count: number, purpose: string): Float64Array {
  const u = new Float64Array(count)
  fillUniforms(streamKey(20_270_101, 0, 'distribution.test', purpose), 0, u, 0, count)
  return u
}

function assertClose(actual: number, expected: number, relative: number, name: string): void {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${name}: expected ${expected}, received ${actual}`)
}

test('moments and quantiles are the published ones to 1e-10', () => {
  // Reference values by SciPy 1.17.1: mean, variance, quantiles at 0.1, 0.5, 0.9, 0.99.
  const published: [Distribution, number[]][] = [
    [
      weibull(1.5, 2),
      [1.805490585901867, 1.5027611392557279, 0.4461510512738342, 1.5664395375493025, 3.4874430271928234, 5.535970730045049],
    ],
    [gamma(2.5, 2), [2, 1.6, 0.6441231947849291, 1.7405840764382106, 3.6945427599124496, 6.034508987755596]],
    [lognormal(10, 0.3), [10, 9, 6.575058539149995, 9.578262852211514, 13.95320189467322, 18.961674471751465]],
    [triangular(2, 3, 7), [4, 1.1666666666666667, 2.707106781186548, 3.8377223398316205, 5.585786437626905, 6.552786404500042]],
    [beta(2, 3, 1, 4), [2.2, 0.36, 1.427677950130092, 2.1571827043971687, 3.038618248834545, 3.577397371916362]],
    [pert(1, 2, 5), [2.333333333333333, 0.5079365079365079, 1.448939834183434, 2.25524068182279, 3.335561498478116, 4.111710866460007]],
    [erlang(3, 6), [6, 12, 2.2041306564986427, 5.348120627447118, 10.644640675668422, 16.811893829770927]],
    [
      normalNonNegative(10, 3),
      [10.004628823033226, 8.953690343665064, 6.161937010210117, 10.001613242221822, 13.845388255002737, 16.979526668507766],
    ],
  ]
  for (const [law, [mean, variance, ...quantiles]] of published) {
    assertClose(law.mean, mean!, 1e-10, `${law.family} mean`)
    assertClose(law.variance, variance!, 1e-10, `${law.family} variance`)
    quantiles.forEach((q, i) => assertClose(law.quantile([0.1, 0.5, 0.9, 0.99][i]!), q, 1e-10, `${law.family} quantile`))
  }
})

test('closed forms: exponential ln 2, uniform, Weibull by its mean, hyperexponential and phases in series', () => {
  assertClose(exponential(60).quantile(0.5), 60 * Math.LN2, 1e-13, 'median')
  assert.equal(uniform(50, 70).quantile(0.25), 55)
  assertClose(weibullByMean(2.2, 120).mean, 120, 1e-13, 'mean')
  // Mixture: second moment sum of p 2 m^2. Series: means and variances add.
  const hyper = LAWS['mix']!
  assertClose(hyper.mean, 64, 1e-14, 'mean of the mixture')
  assertClose(hyper.variance, 2 * (0.3 * 120 ** 2 + 0.7 * 40 ** 2) - 64 ** 2, 1e-13, 'variance of the mixture')
  assert.deepEqual([LAWS['sum']!.mean, LAWS['sum']!.variance, LAWS['sum']!.shortest], [25, 25, 20])
  assert.deepEqual([LAWS['discrete']!.mean, LAWS['discrete']!.shortest, LAWS['discrete']!.longest], [4.4, 2, 9])
})

test('a block holds the quantiles of its uniforms, to the bit, also in place', () => {
  for (const [name, law] of Object.entries(LAWS)) {
    const width = law.uniforms
    const u = uniformsOf(400 * Math.max(1, width), name)
    const out = new Float64Array(405).fill(-7)
    law.transform(u, 0, out, 5, 400)
    assert.deepEqual([...out.subarray(0, 5)], [-7, -7, -7, -7, -7])
    if (width <= 1) for (let i = 0; i < 400; i++) assert.equal(out[5 + i], law.quantile(u[i]!), `${name} at ${u[i]}`)
    const part = new Float64Array(10)
    law.transform(u, 300 * width, part, 0, 10)
    assert.deepEqual([...part], [...out.subarray(305, 315)], `${name}: variates do not depend on where the block begins`)
    law.transform(u, 0, u, 0, 400)
    assert.deepEqual([...u.subarray(0, 400)], [...out.subarray(5)], `${name} in place`)
  }
})

test('quantiles rise from the shortest value to the longest, and the distribution function undoes them', () => {
  for (const [name, law] of INVERTED) {
    let before = law.shortest
    for (let step = 0; step <= 1000; step++) {
      const u = step === 0 ? 2 ** -53 : step === 1000 ? 1 - 2 ** -53 : step / 1000
      const x = law.quantile(u)
      assert.ok(x >= before && x <= law.longest, `${name} at ${u}: ${x} after ${before}`)
      before = x
      const [below, above] = [law.cumulative(x - 1e-9 * Math.abs(x)), law.cumulative(x + 1e-9 * Math.abs(x))]
      assert.ok(below <= u + 1e-12 && above >= u - 1e-12, `${name} at ${u}: ${below} to ${above}`)
      if (!/discrete|empirical/.test(name)) assert.ok(Math.abs(law.cumulative(x) - u) < 1e-10, `${name} at ${u}: ${law.cumulative(x)}`)
    }
  }
})

test('the partial moments up to the longest value are 1, the mean and the second moment', () => {
  for (const [name, law] of Object.entries(LAWS)) {
    if (name === 'mix of sums' || name === 'sum of phases') {
      assert.throws(() => law.cumulative(1), RangeError)
      continue
    }
    assertClose(law.partialMoment(0, law.longest), 1, 1e-12, `${name} order 0`)
    assertClose(law.partialMoment(1, law.longest), law.mean, 1e-12, `${name} order 1`)
    assertClose(law.partialMoment(2, law.longest), law.variance + law.mean * law.mean, 1e-12, `${name} order 2`)
    assert.equal(law.partialMoment(1, Math.max(-1e9, law.shortest - 1)), 0)
  }
})

test('the partial moments below a quantile are those of the quantile function, integrated', () => {
  // Midpoint rule over u with 20,000 steps; u^2-smooth integrands, so 1e-6 is generous. Steps of discrete ones: 1e-3.
  for (const [name, law] of INVERTED) {
    const top = law.quantile(0.6180339887)
    const end = law.cumulative(top)
    let [first, second] = [0, 0]
    for (let i = 0; i < 20_000; i++) {
      const x = law.quantile((end * (i + 0.5)) / 20_000)
      first += (x * end) / 20_000
      second += (x * x * end) / 20_000
    }
    const tolerance = /discrete|empirical/.test(name) ? 1e-3 : 1e-6
    assertClose(law.partialMoment(1, top), first, tolerance, `${name} order 1`)
    assertClose(law.partialMoment(2, top), second, tolerance, `${name} order 2`)
  }
})

test('forty thousand variates have the stated mean and variance, |z| < 4.5 each', () => {
  const count = 40_000
  for (const [name, law] of Object.entries(LAWS)) {
    const u = uniformsOf(count * Math.max(1, law.uniforms), `moments of ${name}`)
    const x = new Float64Array(count)
    law.transform(u, 0, x, 0, count)
    if (law.isConstant) {
      assert.ok(x.every((value) => value === law.mean))
      continue
    }
    const mean = x.reduce((total, value) => total + value, 0) / count
    const square = x.map((value) => (value - law.mean) ** 2)
    const variance = square.reduce((total, value) => total + value, 0) / count
    const spread = Math.sqrt(square.reduce((total, value) => total + (value - variance) ** 2, 0) / count)
    assert.ok(Math.abs(mean - law.mean) < 4.5 * Math.sqrt(law.variance / count), `${name}: mean ${mean}, expected ${law.mean}`)
    assert.ok(
      Math.abs(variance - law.variance) < (4.5 * spread) / Math.sqrt(count),
      `${name}: variance ${variance}, expected ${law.variance}`,
    )
    assert.ok(
      x.every((value) => value >= law.shortest && value <= law.longest),
      `${name} within its support`,
    )
  }
})

test('scaling the parameters scales the variates', () => {
  const pairs: [Distribution, Distribution][] = [
    [exponential(1), exponential(60)],
    [uniform(0.5, 1.5), uniform(30, 90)],
    [triangular(0.5, 1, 2), triangular(30, 60, 120)],
    [normalNonNegative(1, 0.2), normalNonNegative(60, 12)],
    [lognormal(1, 0.4), lognormal(60, 0.4)],
    [gamma(2.5, 1), gamma(2.5, 60)],
    [erlang(3, 1), erlang(3, 60)],
    [weibull(1.7, 1), weibull(1.7, 60)],
    [beta(2, 3, 0.5, 2), beta(2, 3, 30, 120)],
  ]
  for (const [one, sixty] of pairs)
    for (const u of uniformsOf(50, 'scaling')) assertClose(60 * one.quantile(u), sixty.quantile(u), 1e-12, one.family)
})

test('functions of (u, parameters) give the bits of the distribution with these parameters', () => {
  for (const u of uniformsOf(100, 'stateless')) {
    assert.equal(exponentialQuantile(u, 60), exponential(60).quantile(u))
    assert.equal(uniformQuantile(u, 50, 70), uniform(50, 70).quantile(u))
    assert.equal(triangularQuantile(u, 50, 58, 90), triangular(50, 58, 90).quantile(u))
    assert.equal(weibullQuantile(u, 2.2, 500), weibull(2.2, 500).quantile(u))
    assert.equal(normalNonNegativeQuantile(u, -1, 2), normalNonNegative(-1, 2).quantile(u))
    assertClose(lognormalQuantile(u, 90, 0.4), lognormal(90, 0.4).quantile(u), 1e-13, 'lognormal')
  }
})

test('impossible parameters are refused with the name, what was expected and what was received', () => {
  const cases: [() => unknown, string][] = [
    [() => constant(NaN), 'constant: expected a finite number, received NaN'],
    [() => exponential(0), 'exponential mean: expected a number above 0, received 0'],
    [() => exponential(Infinity), 'exponential mean: expected a number above 0, received Infinity'],
    [() => uniform(5, 5), 'uniform high: expected a number above uniform low (5), received 5'],
    [() => triangular(1, 5, 4), 'triangular mode: expected a number from 1 to 4, received 5'],
    [() => pert(2, 1, 4), 'pert mode: expected a number from 2 to 4, received 1'],
    [() => normal(1, 0), 'normal sd: expected a number above 0, received 0'],
    [() => normalNonNegative(-10, 2), 'truncated: expected at least 0.01 % of normal from 0 to Infinity, received 0.0000287 %'],
    [() => lognormal(10, 0), 'lognormal cv: expected a number above 0, received 0'],
    [() => weibull(0.01, 1), 'weibull shape: expected a number from 0.05, received 0.01'],
    [() => mix([]), 'mix: expected at least one share, received none'],
    [() => mix([{ share: 0.9, of: constant(1) }]), 'mix: expected shares that add up to 1, received 0.9'],
    [() => discrete([{ share: 1.5, value: 1 }]), 'discrete: expected shares from 0 to 1, received 1.5'],
    [() => discrete([{ share: 1, value: Infinity }]), 'discrete value: expected a finite number, received Infinity'],
    [() => sum([]), 'sum: expected at least one part, received none'],
    [() => empirical([]), 'empirical data: expected at least 1 numbers, received 0'],
    [() => empirical([1], true), 'empirical data: expected at least 2 numbers, received 1'],
    [() => empirical([1, NaN]), 'empirical data: expected a finite number, received NaN'],
    [() => truncated(exponential(1), 3, 2), 'truncated high: expected a number above low (3), received 2'],
    [() => truncated(constant(1), 2, 3), 'truncated: expected at least 0.01 % of constant from 2 to 3, received 0 %'],
    [
      () => truncated(sum([exponential(1), exponential(2)]), 0, 3),
      'truncated: expected a distribution drawn from one uniform, received sum of several',
    ],
  ]
  for (const [make, message] of cases) assert.throws(make, { name: 'RangeError', message })
})

test('the bits of the variates of every family are those of every other machine', () => {
  // FNV-1a over both words of 256 variates of each law; computed once, and any change in any bit changes it.
  const words = new Uint32Array(new Float64Array(256).buffer)
  const x = new Float64Array(words.buffer)
  let hash = 0x811c9dc5
  for (const [name, law] of Object.entries(LAWS)) {
    law.transform(uniformsOf(256 * Math.max(1, law.uniforms), `bits of ${name}`), 0, x, 0, 256)
    for (const word of words) hash = Math.imul(hash ^ word, 0x01000193)
  }
  assert.equal(hash >>> 0, 1802778791)
})
