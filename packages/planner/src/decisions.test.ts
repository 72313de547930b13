/** Trees, tails, the worth of knowing, past forecasts: against sums by hand and closed forms. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillUniforms, streamKey } from 'genba/statistics'
import { valuesOf } from 'genba/economics'
import { backTestMarket, backTestShares, PUBLISHED_FORECASTS } from './back-test.ts'
import { valueOfKnowing } from './information-value.ts'
import { JINSHAN } from './plan-input.ts'
import { sanityGates } from './sanity-gates.ts'
import { conditionalValueAtRisk, judgeDecisions, treeLeaves } from './scenario-tree.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

test('two events make four leaves, whose changes are joined', () => {
  const leaves = treeLeaves([
    { name: 'war', probability: 0.4, change: { price: 0.9 } },
    { name: 'slip', probability: 0.25, change: { years: 2 } },
  ])
  assert.deepEqual(
    leaves.map(({ events }) => events.join()),
    ['', 'slip', 'war', 'war,slip'],
  )
  for (const [k, chance] of [0.45, 0.15, 0.3, 0.1].entries()) close(leaves[k]!.probability, chance, 1e-15)
  assert.deepEqual(leaves[3]!.change, { price: 0.9, years: 2 })
  assert.throws(() => treeLeaves([{ name: 'x', probability: 2, change: {} }]), /x.probability: expected a number from 0 to 1, received 2/)
})

test('regret and tail of two decisions by hand', () => {
  const leaves = treeLeaves([{ name: 'war', probability: 0.2, change: { war: true } }])
  const values: Readonly<Record<string, readonly [number, number]>> = { build: [10, -20], wait: [2, 1] }
  const [build, wait] = judgeDecisions(leaves, ['build', 'wait'], (decision, { events }) => values[decision]![events.length]!, 0.3)
  close(build!.expected, 4, 1e-12)
  assert.deepEqual([build!.mostRegret, wait!.mostRegret], [21, 8])
  close(build!.expectedRegret, 4.2, 1e-12)
  close(wait!.expectedRegret, 6.4, 1e-12)
  // The worst 30 %: a fifth at -20, a tenth at 10.
  close(build!.tail, (0.2 * -20 + 0.1 * 10) / 0.3, 1e-12)
})

test('the mean of the worst twentieth of a normal sample is -2.0627 standard deviations', () => {
  // phi(1.644854) / 0.05 = 2.062713: quantiles of equal chances stand for the sample.
  const values = Array.from({ length: 20_000 }, (_, k) => normalAt((k + 0.5) / 20_000))
  close(
    conditionalValueAtRisk(
      values,
      values.map(() => 1 / 20_000),
      0.05,
    ),
    -2.062713,
    1e-3,
  )
  assert.throws(() => conditionalValueAtRisk([1], [1], 0), /part: expected a share above 0/)
})

/** Normal quantile by Newton's method on the series of the error function, for the test alone. */
function normalAt(p: number): number {
  let x = 0
  for (let step = 0; step < 60; step++) {
    let [term, sum] = [x, x]
    for (let k = 1; k < 200; k++) {
      term *= (-x * x) / 2 / k
      sum += term / (2 * k + 1)
    }
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
    const change = (0.5 + sum / Math.sqrt(2 * Math.PI) - p) / density
    x -= Math.max(Math.min(change, 0.5), -0.5)
    if (Math.abs(change) < 1e-12) break
  }
  return x
}

test('knowing x, uniform between -1 and 1, before taking x or nothing is worth a quarter', () => {
  const count = 4096
  const uniforms = new Float64Array(2 * count)
  fillUniforms(streamKey(5, 0, 'knowing', 'x'), 0, uniforms, 0, 2 * count)
  const x = uniforms.subarray(0, count).map((u) => 2 * u - 1)
  const noise = uniforms.subarray(count).map((u) => 2 * u - 1)
  const take = x.map((value, i) => value + noise[i]!)
  const nothing = new Float64Array(count)
  // E[max(x, 0)] = 1/4; the mean of x is 0 with an error of 0.009.
  close(valueOfKnowing(x, [take, nothing]), 0.25, 0.03)
  // What decides nothing is worth next to nothing: a cubic of noise alone is left.
  assert.ok(valueOfKnowing(noise.toReversed(), [take, nothing]) < 0.03)
  close(valueOfKnowing(x, [take]), 0, 1e-12)
})

test('past forecasts: low ceilings were passed, and the error of each is told', () => {
  const forecasts = backTestShares(0.6)
  // Eight times seen: forecasts from the third to the seventh.
  assert.equal(forecasts.length, 5 + 4 + 3 + 2 + 1)
  for (const { forecast, came, error } of forecasts) close(forecast / came - 1, error, 1e-12)
  close(PUBLISHED_FORECASTS[0]!.error, 0.2626, 5e-4)
})

test('the market of 2024 run to 2025: battery cars have the share that came, a brand that did not change is near, a new one far', () => {
  const forecasts = backTestMarket(JINSHAN, valuesOf(JINSHAN.numbers))
  const battery = (of: 'forecast' | 'came'): number => {
    const sum = (isWanted: (k: number) => boolean): number => forecasts.reduce((all, each, k) => all + (isWanted(k) ? each[of] : 0), 0)
    return sum((k) => JINSHAN.market[k]!.drive === 'battery') / sum(() => true)
  }
  close(battery('forecast'), battery('came'), 0.02)
  const errorOf = (name: string): number => forecasts.find(({ what }) => what.includes(name))!.error
  // Xiaomi tripled with a second model.
  assert.ok(errorOf('Xiaomi') < -0.5)
  assert.ok(Math.abs(errorOf('Lexus')) < 0.15)
})

test('gates tell inside from outside', () => {
  const gates = sanityGates({
    margin: 0.15,
    carsPerHead: 100,
    capexPerCar: 146_000,
    segmentShare: 0.03,
    laborPerCar: 3000,
    rivals: [
      { name: 'NIO', margin: 0.12 },
      { name: 'BMW petrol', margin: 0.1 },
    ],
  })
  assert.deepEqual(
    gates.map(({ isInside }) => isInside),
    [true, false, true, true, true, true],
  )
})
