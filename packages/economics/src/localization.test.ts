/** Times of localization against every combination counted out, and what limits do to them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planLocalization } from './localization.ts'
import type { LocalizationTask, SourcedPart } from './localization.ts'

const part = (name: string, imported: number, local: number, tooling: number, qualify: number, engineers: number): SourcedPart => ({
  name,
  imported,
  local,
  tooling,
  qualify,
  engineers,
  risk: 0.02,
})
const task: LocalizationTask = {
  parts: [
    part('seats', 9_000, 7_000, 80e6, 1, 20),
    part('motors', 15_000, 12_000, 200e6, 2, 40),
    part('lidar', 6_000, 5_900, 150e6, 2, 10),
  ],
  cars: [0, 0, 20_000, 50_000, 50_000, 50_000],
  periodsPerYear: 2,
  discountRate: 0.1,
  engineers: 50,
  budget: 260e6,
  content: [0, 0, 0, 0, 0, 0],
}

/** The least cost over all times, by trying each. */
function counted(of: LocalizationTask): number {
  const { parts, cars, periodsPerYear } = of
  const periods = cars.length
  const d = (t: number): number => 1.1 ** (-t / periodsPerYear)
  const whole = parts.reduce((sum, { imported }) => sum + imported, 0)
  let least = Infinity
  const times = parts.map(({ qualify }) => [-1, ...Array.from({ length: periods - qualify }, (_, s) => s)])
  const tryAll = (chosen: number[]): void => {
    if (chosen.length < parts.length) {
      for (const s of times[chosen.length]!) tryAll([...chosen, s])
      return
    }
    const local = (k: number): number => (chosen[k]! < 0 ? Infinity : chosen[k]! + parts[k]!.qualify)
    for (let t = 0; t < periods; t++) {
      const busy = parts.reduce((sum, { engineers }, k) => sum + (chosen[k]! >= 0 && chosen[k]! <= t && t < local(k) ? engineers : 0), 0)
      const content = parts.reduce((sum, { imported }, k) => sum + (local(k) <= t ? imported : 0), 0) / whole
      if (busy > of.engineers || (cars[t]! > 0 && content < of.content[t]! - 1e-9)) return
    }
    for (let year = 0; year < periods / periodsPerYear; year++) {
      const spent = parts.reduce(
        (sum, { tooling }, k) => sum + (chosen[k]! >= 0 && Math.floor(chosen[k]! / periodsPerYear) === year ? tooling : 0),
        0,
      )
      if (spent > of.budget) return
    }
    let cost = 0
    for (const [k, each] of parts.entries()) {
      if (chosen[k]! >= 0) cost += d(chosen[k]!) * each.tooling
      for (let t = 0; t < periods; t++) {
        const price = t < local(k) ? each.imported : each.local * (t < local(k) + periodsPerYear ? 1 + each.risk : 1)
        cost += d(t) * cars[t]! * price
      }
    }
    least = Math.min(least, cost)
  }
  tryAll([])
  return least
}

test('the cheapest times are those that trying all of them finds, with and without limits that bind', () => {
  for (const of of [
    task,
    { ...task, engineers: 1_000, budget: 1e12 },
    { ...task, engineers: 40 },
    { ...task, content: [0, 0, 0.3, 0.3, 0.8, 0.8] },
    { ...task, content: [0, 0, 0, 0, 1, 1], budget: 400e6 },
  ]) {
    const plan = planLocalization(of)!
    const expected = counted(of)
    assert.ok(Math.abs(plan.cost / expected - 1) < 1e-9, `${plan.cost} ${expected}`)
    assert.ok(plan.cost <= plan.abroad + 1e-3)
    for (const [t, content] of plan.content.entries()) assert.ok(of.cars[t] === 0 || content >= of.content[t]! - 1e-9)
  }
})

test('a part that does not pay stays abroad until content asks for it; what cannot be met is told', () => {
  const free = planLocalization(task)!
  assert.deepEqual(free.timing[2], { name: 'lidar' })
  const asked = planLocalization({ ...task, content: [0, 0, 0, 0, 1, 1], budget: 400e6 })!
  assert.ok(asked.timing[2]!.local! <= 4 && asked.cost > free.cost)
  // From its second year on no local part costs more than its price.
  assert.ok(Math.abs(asked.content[4]! - 1) < 1e-12)
  assert.ok(free.premium[5]! >= 100)
  assert.equal(planLocalization({ ...task, content: [0, 0, 1, 1, 1, 1] }), undefined)
  assert.throws(() => planLocalization({ ...task, content: [0] }), /content: expected 6 shares, received 1/)
})
