import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { beta, betaQuantile } from './beta.ts'
import { erlang, gamma, gammaQuantile } from './gamma.ts'

// [shape, u, quantile] of scale 1, by mpmath 1.3.0 with 50 digits.
const GAMMA: [number, number, number][] = [
  [0.05, 1e-9, 5.844632057286642e-181],
  [0.05, 0.5, 5.573878440746248e-7],
  [0.05, 0.99, 1.0876274000918096],
  [0.05, 1 - 2 ** -40, 21.788709280517335],
  [0.3, 1e-9, 6.972699096409345e-31],
  [0.3, 0.01, 1.5022226552360383e-7],
  [0.3, 0.99, 2.639409157070533],
  [0.3, 1 - 2 ** -40, 24.367528069422843],
  [1, 1e-9, 1.0000000005000001e-9],
  [1, 0.5, 0.6931471805599453],
  [1, 1 - 2 ** -40, 27.725887222397812],
  [2.5, 1e-9, 0.00040614478283282704],
  [2.5, 0.01, 0.27714903836413857],
  [2.5, 0.99, 7.543136234694494],
  [2.5, 1 - 2 ** -40, 32.718605696040555],
  [30, 1e-9, 7.73964772729711],
  [30, 0.5, 29.66733313822123],
  [30, 1 - 2 ** -40, 86.07143468669683],
  [1000, 1e-9, 821.8327535831709],
  [1000, 0.5, 999.6666864269652],
  [1000, 1 - 2 ** -40, 1239.3460253241583],
]

// [alpha, beta, u, quantile] on [0, 1], by bisection of mpmath's incomplete beta function with 40 digits.
const BETA: [number, number, number, number][] = [
  [0.2, 0.2, 1e-6, 2.47805624486348e-29],
  [0.2, 0.2, 0.05, 7.743885786452434e-6],
  [0.2, 0.2, 0.95, 0.9999922561142135],
  [0.5, 3, 1e-6, 2.844444444445523e-13],
  [0.5, 3, 0.5, 0.079032767076173],
  [0.5, 3, 0.999, 0.855447776691985],
  [2, 3, 1e-6, 0.0004083594602042573],
  [2, 3, 0.05, 0.09761146288641434],
  [2, 3, 0.5, 0.38572756813238956],
  [2, 3, 0.999, 0.9359618608971666],
  [30, 2, 1e-6, 0.5783111131145663],
  [30, 2, 0.5, 0.9464479478829972],
  [30, 2, 0.999, 0.9985123138630576],
]

function assertClose(actual: number, expected: number, relative: number, name: string): void {
  assert.ok(Math.abs(actual / expected - 1) <= relative, `${name}: expected ${expected}, received ${actual}`)
}

test('gamma quantiles are those of mpmath to 1e-10, from the table and without it', () => {
  for (const [shape, u, x] of GAMMA) {
    assertClose(gamma(shape, shape).quantile(u), x, 1e-10, `gamma(${shape}) at ${u}`)
    assertClose(gammaQuantile(u, shape, shape), x, 1e-12, `gamma(${shape}) at ${u} without a table`)
  }
})

test('beta quantiles are those of mpmath to 1e-10, from the table and without it', () => {
  for (const [a, b, u, x] of BETA) {
    assertClose(beta(a, b, 0, 1).quantile(u), x, 1e-10, `beta(${a}, ${b}) at ${u}`)
    assertClose(betaQuantile(u, a, b, 0, 1), x, 1e-12, `beta(${a}, ${b}) at ${u} without a table`)
  }
})

test('the table agrees with the root to 1e-10 for any shape and uniform', () => {
  const shape = fc.double({ min: -3, max: 13.8, noNaN: true }).map((log) => Math.max(0.05, Math.min(1e6, Math.exp(log))))
  const uniform = fc.integer({ min: 0, max: 2 ** 52 - 1 }).map((n) => (2 * n + 1) * 2 ** -53)
  fc.assert(
    fc.property(shape, fc.array(uniform, { minLength: 20, maxLength: 20 }), (a, us) => {
      const law = gamma(a, a)
      for (const u of us) {
        const root = gammaQuantile(u, a, a)
        if (root > 1e-290) assertClose(law.quantile(u), root, 1e-10, `gamma(${a}) at ${u}`)
      }
    }),
  )
  const side = fc.double({ min: -1.6, max: 6.9, noNaN: true }).map((log) => Math.max(0.2, Math.min(1000, Math.exp(log))))
  fc.assert(
    fc.property(side, side, fc.array(uniform, { minLength: 20, maxLength: 20 }), (a, b, us) => {
      const law = beta(a, b, 0, 1)
      for (const u of us) assertClose(law.quantile(u), betaQuantile(u, a, b, 0, 1), 1e-10, `beta(${a}, ${b}) at ${u}`)
    }),
  )
})

test('a gamma of a whole shape is the Erlang distribution of that many phases', () => {
  for (const u of [0.001, 0.3, 0.9]) assert.equal(erlang(3, 6).quantile(u), gamma(3, 6).quantile(u))
})

test('shapes out of range are refused with what was expected and received', () => {
  assert.throws(() => gamma(0, 1), { name: 'RangeError', message: 'gamma shape: expected a number from 0.05 to 1e6, received 0' })
  assert.throws(() => gamma(2, -1), { name: 'RangeError', message: 'gamma mean: expected a number above 0, received -1' })
  assert.throws(() => erlang(2.5, 1), { name: 'RangeError', message: 'erlang shape: expected a whole number from 1 to 1e6, received 2.5' })
  assert.throws(() => beta(2, 0.1, 0, 1), { name: 'RangeError', message: 'beta beta: expected a number from 0.2 to 1000, received 0.1' })
  assert.throws(() => beta(2, 2, 1, 1), { name: 'RangeError', message: 'beta high: expected a number above beta low (1), received 1' })
})
