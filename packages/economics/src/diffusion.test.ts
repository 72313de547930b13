/** Diffusion and learning against printed values, a fit printed by R, and exact sums. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitCurve } from './curve-fit.ts'
import { bassPeak, bassRate, bassShare, fitBass, fitLogistic, logisticShare, logisticThrough } from './diffusion.ts'
import { fitLearningCurve, learnedCost, meanLearnedCost } from './learning-curve.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

test('the Bass curve of p 0.03, q 0.38 to four digits', () => {
  const curve = { innovation: 0.03, imitation: 0.38 }
  for (const [time, share] of [
    [1, 0.0358],
    [2, 0.0851],
    [3, 0.1505],
    [4, 0.2332],
    [5, 0.3312],
    [10, 0.8128],
  ] as const) {
    close(bassShare(curve, time), share, 5e-5)
  }
  const peak = bassPeak(curve)
  close(peak.time, 6.1926, 5e-5)
  close(peak.rate, 0.1105921, 5e-8)
  close(bassRate(curve, peak.time), peak.rate, 1e-14)
  close((bassShare(curve, 3.001) - bassShare(curve, 2.999)) / 0.002, bassRate(curve, 3), 1e-7)
})

test('video recorders in the United States from 1980 to 1989: the fit that nls of R prints, with its errors', () => {
  // P. S. P. Cowpertwait, A. V. Metcalfe, "Introductory Time Series with R" (2009), 3.3.4: sales fitted by the rate at whole years.
  const sales = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
  const rates = ([market, innovation, imitation]: readonly number[]): number[] =>
    sales.map((_, k) =>
      innovation! > 0 && imitation! > 0 ? market! * bassRate({ innovation: innovation!, imitation: imitation! }, k + 1) : Number.NaN,
    )
  const { parameters, standardErrors, residualError } = fitCurve(rates, sales, [60630, 0.03, 0.38])
  close(parameters[0]!, 6.8e4, 50)
  close(parameters[1]!, 6.59e-3, 5e-6)
  close(parameters[2]!, 0.638, 5e-4)
  close(standardErrors[0]!, 3.13e3, 5)
  close(standardErrors[1]!, 1.43e-3, 5e-6)
  close(standardErrors[2]!, 0.0414, 5e-5)
  close(residualError, 727, 0.5)
})

test('fits find the curves that made their data', () => {
  const curve = { innovation: 0.012, imitation: 0.45 }
  const found = fitBass(Array.from({ length: 12 }, (_, k) => 9e5 * (bassShare(curve, k + 1) - bassShare(curve, k))))
  close(found.market, 9e5, 1e-3)
  close(found.innovation, 0.012, 1e-9)
  close(found.imitation, 0.45, 1e-9)
  const path = logisticThrough(1, { time: 2025, share: 0.52 }, { time: 2035, share: 0.99 })
  close(logisticShare(path, 2025), 0.52, 1e-12)
  close(logisticShare(path, 2035), 0.99, 1e-12)
  const refitted = fitLogistic(
    1,
    [2025, 2026, 2028, 2031].map((time) => ({ time, share: logisticShare(path, time) })),
  )
  close(refitted.growth, path.growth, 1e-9)
  close(refitted.midpoint, path.midpoint, 1e-7)
})

test('a doubling costs the learning rate; sums over units; the rate is found again', () => {
  const curve = { cost: 100, cumulative: 1, learningRate: 0.15 }
  close(learnedCost(curve, 2), 85, 1e-12)
  // Wright's curve of 85 %: the last of 1,000 units and the sum of all, by summation.
  close(learnedCost(curve, 1000), 19.797221358812823, 1e-11)
  let sum = 0
  for (let n = 1; n <= 1000; n++) sum += learnedCost(curve, n)
  close(sum, 25791.796498651594, 1e-7)
  // The continuum from 500.5 to 1000.5 is the mean of units 501 to 1000 up to the midpoint rule.
  let late = 0
  for (let n = 501; n <= 1000; n++) late += learnedCost(curve, n)
  close(meanLearnedCost(curve, 500.5, 1000.5), late / 500, 1e-5)
  const fitted = fitLearningCurve([10, 35, 800].map((made) => ({ made, cost: learnedCost(curve, made) })))
  close(fitted.learningRate, 0.15, 1e-13)
  close(fitted.cost, learnedCost(curve, 800), 1e-10)
  assert.throws(() => meanLearnedCost({ ...curve, learningRate: 0.5 }, 0, 10), /from: expected an amount above 0/)
})
