import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LG_M50, openCircuitVoltage, variedCell, windowOf } from './cell-parameters.ts'
import { chargePlatingLimited } from './plating-charge.ts'
import type { Mesh } from './plating-charge.ts'

const minutes = (transport: number, thickness: number, celsius: number, highestRate: number, mesh?: Mesh): number =>
  chargePlatingLimited(variedCell(LG_M50, transport, thickness), {
    celsius,
    margin: 0,
    highestRate,
    ...(mesh === undefined ? {} : { mesh }),
  }).seconds / 60

test('the LG M50 holds its five ampere-hours between its voltages', () => {
  const window = windowOf(LG_M50)
  // 1.58 m by 65 mm of electrode (Chen et al. 2020).
  const capacity = (window.charge / 3600) * 1.58 * 0.065
  assert.ok(capacity > 5 && capacity < 5.2, `${capacity}`)
  assert.ok(Math.abs(openCircuitVoltage(LG_M50, window, 0) - 2.5) < 1e-6)
  assert.ok(Math.abs(openCircuitVoltage(LG_M50, window, 1) - 4.2) < 0.03)
})

/** Minutes from 10 to 80 % of another implementation of the same model at 25, 45 and 60 C (transport, thickness, highest rate). */
const OTHERS: readonly (readonly [number, number, number, readonly [number, number, number]])[] = [
  [1, 1, 6, [34, 19.1, 13.1]],
  [2, 1, 8, [17, 9.6, 6.8]],
  [4, 1, 8, [8.6, 5.6, 5.3]],
  [1, 0.6, 8, [23, 12.4, 8.4]],
  [2, 0.6, 8, [11.6, 6.7, 5.6]],
]

test('times keep the order of another implementation in all 105 pairs that differ by more than a tenth, and lie within a quarter of it', () => {
  const list = OTHERS.flatMap(([transport, thickness, rate, times]) =>
    times.map((time, i) => ({ time, own: minutes(transport, thickness, [25, 45, 60][i]!, rate) })),
  )
  for (const { time, own } of list) assert.ok(Math.abs(own / time - 1) < 0.25, `${own}, ${time}`)
  for (const one of list)
    for (const other of list) if (one.time < other.time / 1.1) assert.ok(one.own < other.own, `${one.own} < ${other.own}`)
})

test('finer meshes and steps change the time by less than a half percent', () => {
  const usual = minutes(1, 1, 25, 6)
  const finer: readonly Mesh[] = [
    { shells: 28, layers: [20, 8, 20], stepS: 1 },
    { shells: 14, layers: [10, 4, 10], stepS: 0.25 },
    { shells: 28, layers: [20, 8, 20], stepS: 0.5 },
  ]
  for (const mesh of finer) {
    const time = minutes(1, 1, 25, 6, mesh)
    assert.ok(Math.abs(usual / time - 1) < 0.005, `${usual}, ${time}`)
  }
})

test('lithium is conserved, and neither margin nor voltage is broken', () => {
  const charge = chargePlatingLimited(LG_M50, { celsius: 25, margin: 0.005, highestRate: 6 })
  assert.ok(Math.abs(charge.imbalance) < 1e-10)
  assert.ok(Math.min(...charge.anode) >= 0.005 - 1e-6)
  assert.ok(Math.max(...charge.voltage) <= 4.2 + 1e-6)
  assert.ok(charge.limits.includes('lithium plating'))
  assert.ok(minutes(1, 1, 25, 6) < charge.seconds / 60)
})
