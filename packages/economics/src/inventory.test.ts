/**
 * Inventory policies against the instances of L. V. Snyder and Z.-J. M. Shen, "Fundamentals of Supply Chain Theory" (2019), as
 * the library stockpyl prints them, and against Zheng and Federgruen (1991), table 1. Each is held to the digits printed.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  allUnitsDiscountOrder,
  economicOrder,
  economicOrderWithBackorders,
  economicOrderWithDisruptions,
  economicProduction,
  incrementalDiscountOrder,
} from './economic-order.ts'
import { placeSafetyStock } from './guaranteed-service.ts'
import type { ServiceStage } from './guaranteed-service.ts'
import { wagnerWhitin } from './lot-sizing.ts'
import { poissonDemand } from './loss-function.ts'
import { disruptedNewsvendor, normalNewsvendor, wholeNewsvendor } from './newsvendor.ts'
import { optimalOrderUpTo } from './order-up-to.ts'
import { exactPolicy, expectedLevelPolicy, policyCost } from './reorder-point.ts'
import { optimizeSerialSystem } from './serial-system.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)
const steady = { fixedCost: 8, holdingCost: 0.225, demand: 1300 }

test('the economic order quantity (example 3.1), with backorders (3.8), and at a finite rate of production', () => {
  const plain = economicOrder(steady)
  close(plain.quantity, 304.04678, 1e-7)
  close(plain.cost, 68.4105255, 1e-7)
  const late = economicOrderWithBackorders(steady, 5)
  close(late.quantity, 310.8125552, 1e-7)
  close(late.backordered, 0.0430622, 1e-7)
  close(late.cost, 66.9213636, 1e-7)
  // An endless rate of production is delivery at once; twice the demand halves the cost of stock.
  close(economicProduction(steady, 1e15).quantity, plain.quantity, 1e-6)
  close(economicProduction(steady, 2600).quantity, plain.quantity * Math.SQRT2, 1e-9)
  assert.throws(() => economicProduction(steady, 1300), /rate: expected a number above the demand of 1300, received 1300/)
})

test('discounts on all units and on the units above a break (problems 3.6 and 3.7 of the candy bars)', () => {
  const breaks = [
    { from: 0, price: 0.75 },
    { from: 400, price: 0.72 },
    { from: 800, price: 0.68 },
  ]
  const all = allUnitsDiscountOrder(8, 1300, 0.3, breaks)
  assert.equal(all.quantity, 800)
  close(all.cost, 978.6, 1e-9)
  const above = incrementalDiscountOrder(8, 1300, 0.3, breaks)
  close(above.quantity, 304.04678, 1e-5)
  close(above.cost, 1043.410526, 1e-6)
})

test('the order quantity with a supplier that fails (example 9.1); one that never fails leaves the plain lot', () => {
  const lot = economicOrderWithDisruptions(steady, 5, { failureRate: 1.5, recoveryRate: 14 })
  close(lot.quantity, 772.8110632, 1e-4)
  close(lot.cost, 173.9500026, 1e-6)
  close(economicOrderWithDisruptions(steady, 5, { failureRate: 0, recoveryRate: 14 }).quantity, 304.04678, 1e-4)
})

test('Wagner-Whitin lots (example 3.9 and one more)', () => {
  assert.deepEqual(wagnerWhitin([90, 120, 80, 70], 500, 2), { orders: [210, 0, 150, 0], cost: 1380 })
  close(wagnerWhitin([150, 100, 80, 200], 120, 0.8).cost, 424, 1e-9)
  assert.deepEqual(wagnerWhitin([0, 5, 0], 3, 1), { orders: [0, 5, 0], cost: 3 })
})

test('newsvendor and base stock of normal demand (examples 4.3 and 4.6), newsvendor of Poisson demand', () => {
  const once = normalNewsvendor(0.18, 0.7, 50, 8)
  close(once.level, 56.6039559, 1e-7)
  close(once.cost, 1.9976052, 1e-7)
  const base = normalNewsvendor(0.18, 0.7, 50, 8, 4)
  close(base.level, 264.7668944, 1e-7)
  close(base.cost, 4.466781, 1e-6)
  const whole = wholeNewsvendor(1, 4, poissonDemand(6))
  assert.equal(whole.level, 8)
  close(whole.cost, 3.5701069, 1e-7)
})

test('the newsvendor whose supplier fails (example 9.3)', () => {
  const { level, cost } = disruptedNewsvendor(0.25, 3, 2000, 0.04, 0.25)
  assert.equal(level, 8000)
  close(cost, 2737.069, 1e-3)
})

test('optimal (s, S) of Poisson demand: example 4.7, and table 1 of Zheng and Federgruen to 5e-4', () => {
  const small = optimalOrderUpTo(5, 1, 4, poissonDemand(6))
  assert.deepEqual([small.reorderLevel, small.orderUpTo], [4, 10])
  close(small.cost, 8.0341116, 1e-7)
  for (const [mean, s, S, cost] of [
    [10, 6, 40, 35.022],
    [20, 14, 62, 49.173],
    [25, 19, 56, 54.262],
    [50, 42, 108, 70.975],
  ] as const) {
    const policy = optimalOrderUpTo(64, 1, 9, poissonDemand(mean))
    assert.deepEqual([policy.reorderLevel, policy.orderUpTo], [s, S])
    close(policy.cost, cost, 5e-4)
  }
})

test('(r, Q) by the expected-inventory-level approximation, and exact cost (examples 5.1 and 5.2)', () => {
  const part = { fixedCost: 8, holdingCost: 0.225, stockoutCost: 7.5, demand: 1300, demandSd: 150, leadTime: 1 / 12 }
  const near = expectedLevelPolicy(part)
  close(near.reorderPoint, 213.9704421, 1e-6)
  close(near.quantity, 318.5901811, 1e-6)
  close(near.cost, 95.4511402, 1e-6)
  close(policyCost(part, 126.8, 328.5), 78.0711625, 1e-6)
  // No policy around the best one costs less, and none of both rules' policies does.
  const best = exactPolicy(part)
  for (const [r, q] of [
    [126.8, 328.5],
    [near.reorderPoint, near.quantity],
    [best.reorderPoint + 1, best.quantity],
    [best.reorderPoint - 1, best.quantity],
    [best.reorderPoint, best.quantity + 1],
    [best.reorderPoint, best.quantity - 1],
  ] as const) {
    assert.ok(best.cost < policyCost(part, r, q), `${best.cost} at ${r}, ${q}`)
  }
  close(best.reorderPoint, 126.8, 0.1)
  close(best.quantity, 328.5, 0.1)
})

test('three stages in a row (Clark and Scarf; example 6.1): cost within 0.3 %, and one stage by its closed form', () => {
  const stages = [
    { echelonHoldingCost: 3, leadTime: 1 },
    { echelonHoldingCost: 2, leadTime: 1 },
    { echelonHoldingCost: 2, leadTime: 2 },
  ]
  const { echelonLevels, cost } = optimizeSerialSystem(stages, 37.12, 5, 1)
  assert.ok(Math.abs(cost / 47.7747 - 1) < 0.003, `${cost}`)
  // The two discretisations of the source lie 0.1 and 0.24 apart in single levels; the book prints 6.49, 12.02, 22.71 and 47.65.
  for (const [index, level] of [6.49, 12.02, 22.71].entries()) close(echelonLevels[index]!, level, 0.01)
  close(cost, 47.65, 0.02)
  // One stage with lead time 1 is the newsvendor of one period.
  const one = optimizeSerialSystem([{ echelonHoldingCost: 0.18, leadTime: 1 }], 0.7, 50, 8)
  close(one.echelonLevels[0]!, 56.6039559, 1e-3)
  close(one.cost, 1.9976052, 1e-6)
})

const common = { demandSd: 1, safetyFactor: 1 }

test('safety stock in a tree (example 6.5) costs 2 sqrt 2 + sqrt 6 + 3', () => {
  const { cost, stages } = placeSafetyStock([
    { ...common, name: '1', processingTime: 2, holdingCost: 1, demandSd: Math.SQRT2, supplies: ['3'], inboundTime: 1 },
    { ...common, name: '3', processingTime: 1, holdingCost: 2, demandSd: Math.SQRT2, supplies: ['2', '4'] },
    { ...common, name: '2', processingTime: 1, holdingCost: 3, supplies: [], longestService: 0 },
    { ...common, name: '4', processingTime: 1, holdingCost: 3, supplies: [], longestService: 1 },
  ])
  close(cost, 2 * Math.SQRT2 + Math.sqrt(6) + 3, 1e-12)
  assert.deepEqual(Object.fromEntries(Object.entries(stages).map(([name, { serviceTime }]) => [name, serviceTime])), {
    '1': 0,
    '2': 0,
    '3': 0,
    '4': 1,
  })
})

test('safety stock of the digital camera of Graves and Willems (figure 6.14) costs 18.8240045', () => {
  const holding = [0.01, 0.03, 0.04, 0.06, 0.12, 0.13, 0.2, 0.08, 0.04, 0.5]
  const time = [2, 3, 2, 4, 2, 3, 6, 4, 3, 2]
  const supplies: Readonly<Record<number, string>> = { 1: '2', 2: '3', 3: '5', 4: '5', 5: '6', 6: '10', 7: '10', 8: '10', 9: '10' }
  const tree = holding.map((holdingCost, index): ServiceStage => {
    const customer = supplies[index + 1]
    return {
      name: String(index + 1),
      processingTime: time[index]!,
      holdingCost,
      demandSd: 10,
      safetyFactor: 1.6448536,
      supplies: customer === undefined ? [] : [customer],
      ...(customer === undefined ? { longestService: 2 } : {}),
    }
  })
  const { cost, stages } = placeSafetyStock(tree)
  close(cost, 18.8240045, 1e-6)
  const times = [0, 3, 5, 4, 7, 0, 0, 0, 0, 2]
  assert.deepEqual(
    times.map((_, index) => stages[String(index + 1)]!.serviceTime),
    times,
  )
  // The root is arbitrary: from any stage the cost is the same.
  for (let turn = 1; turn < tree.length; turn++) close(placeSafetyStock([...tree.slice(turn), ...tree.slice(0, turn)]).cost, cost, 1e-12)
})

test('what is not a tree is told', () => {
  const stage = { ...common, processingTime: 1, holdingCost: 1 }
  assert.throws(
    () =>
      placeSafetyStock([
        { ...stage, name: 'a', supplies: ['b', 'c'] },
        { ...stage, name: 'b', supplies: ['d'] },
        { ...stage, name: 'c', supplies: ['d'] },
        { ...stage, name: 'd', supplies: [] },
      ]),
    /stages: expected a tree, received two ways to/,
  )
  assert.throws(() => placeSafetyStock([{ ...stage, name: 'a', supplies: ['x'] }]), /a.supplies: expected the name of a stage, received x/)
})
