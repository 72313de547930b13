import assert from 'node:assert/strict'
import { test } from 'node:test'
import { age, AGEING_CELLS, countCycles, LFP_250_AGEING, LG_M50_AGEING } from './ageing.ts'
import type { Stress } from './ageing.ts'
import { livesOf, USUAL_LIFE } from './life.ts'

const stress: Stress = { days: 365, cycles: 50, celsius: 20, soc: 0.5, depth: 1, chargeRate: 0.3, dischargeRate: 0.5 }

test('rainflow counting gives the cycles of the example of ASTM E1049', () => {
  // Figure 6 of the standard: ranges 3, 4, 8, 9, 8 and 6 as halves, 4 as a whole.
  const cycles = countCycles([-2, 1, -3, 5, -1, 3, -4, 4, -2])
  const sums = new Map<number, number>()
  for (const { depth, count } of cycles) sums.set(depth, (sums.get(depth) ?? 0) + count)
  assert.deepEqual(
    [...sums].toSorted(([a], [b]) => a - b),
    [
      [3, 0.5],
      [4, 1.5],
      [6, 0.5],
      [8, 1],
      [9, 0.5],
    ],
  )
})

test('points on the way between two turns change no count', () => {
  assert.deepEqual(countCycles([0, 0.5, 1, 1, 0.4, 0]), countCycles([0, 1, 0]))
})

test('under one stress losses follow k x^p, however the time is cut', () => {
  for (const cell of AGEING_CELLS) {
    const eight = age(cell, [{ ...stress, days: 365 * 8, cycles: 400 }])
    assert.ok(Math.abs(eight.time - cell.timeRate(stress) * Math.pow((365 * 8) / cell.timeUnit, cell.timePower)) < 1e-12)
    assert.ok(Math.abs(eight.cycles - cell.cycleRate(stress) * Math.pow(400 / cell.cycleUnit, cell.cyclePower)) < 1e-12)
    const cut = age(
      cell,
      Array.from({ length: 8 }, () => stress),
    )
    assert.ok(Math.abs(cut.capacity - eight.capacity) < 1e-12)
  }
})

test('heat and a full cell age faster on the shelf', () => {
  for (const cell of AGEING_CELLS) {
    const resting = { ...stress, cycles: 0 }
    assert.ok(age(cell, [{ ...resting, celsius: 40 }]).time > age(cell, [resting]).time)
    assert.ok(age(cell, [{ ...resting, soc: 0.95 }]).time > age(cell, [{ ...resting, soc: 0.3 }]).time)
  }
})

test('a rate beyond the tests is flagged, not passed over', () => {
  assert.deepEqual(age(LG_M50_AGEING, [stress]).outside, [])
  assert.match(age(LFP_250_AGEING, [{ ...stress, chargeRate: 4.2 }]).outside[0]!, /charged at up to 0\.65C in its tests, not at 4\.2C/)
  assert.match(age(LG_M50_AGEING, [{ ...stress, celsius: 45 }]).outside[0]!, /cycled at 0 to 25 C, not at 45 C/)
})

test('the life of a pack counts full cycles, and says where it goes beyond what was tested', () => {
  const usage = { ...USUAL_LIFE, batteryWhPerKm: 165, usableKwh: 75, chargeRate: 0.2 }
  const lives = livesOf(usage)
  for (const { cycles, capacity, lostToTime, lostToCycles } of lives) {
    assert.ok(Math.abs(cycles - 352) < 1e-9)
    assert.ok(Math.abs(capacity - (1 - lostToTime - lostToCycles)) < 1e-12)
  }
  const lfp = lives.find(({ cell }) => cell.startsWith('LFP'))!
  assert.deepEqual(lfp.outside, [])
  assert.match(
    livesOf({ ...usage, chargeRate: 4.2 })
      .map(({ outside }) => outside[0]!)
      .join(),
    /0\.3C .* not at 4\.2C.*0\.65C .* not at 4\.2C/,
  )
})
