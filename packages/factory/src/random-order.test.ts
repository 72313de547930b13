import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, exponential, planOf, sink, source, station } from './plan.fixture.ts'
import { readVisits } from './visit-log.ts'

test('waits in random order have the mean of first come, first served, and 2 / (2 - load) times its second moment: z below 3.5', () => {
  // M/M/1 with work of mean 1 s and load r: E[W] = r / (1 - r) and E[W^2] = 2 r / (1 - r)^2 seconds in order of coming; in random order
  // the second is 2 / (2 - r) times as large: J. F. C. Kingman, Proc. Cambridge Phil. Soc. 58 (1962); L. Takács, Bell System Tech. J. 42 (1963).
  const load = 0.7
  const parts = 24_000
  const drafts = [
    source({ path: 'source', arrival: { kind: 'rate', rate: { kind: 'constant', value: load } } }),
    buffer({ path: 'queue', discipline: 'random' }),
    station({ path: 'server', cycle: exponential(1) }),
    sink({ path: 'sink' }),
  ]
  const until = (parts / load) * 1000
  const engine = createEngine(planOf(drafts, { ticksPerSecond: 1000 }), { history: { from: until / 50, until } })
  const rounds = Array.from({ length: 16 }, (_, i) => {
    const { visits } = engine.run({ seed: 3, replication: i + 1, until, cuts: [until], warmUp: 0 })!
    const { element, entered, left } = readVisits(visits!).visits
    let [count, sum, squares] = [0, 0, 0]
    element.forEach((number, visit) => {
      if (number !== 1) return
      const wait = (left[visit]! - entered[visit]!) / 1000
      count++
      sum += wait
      squares += wait * wait
    })
    return [sum / count, squares / count] as const
  })
  const expected = [load / (1 - load), ((2 * load) / (1 - load) ** 2) * (2 / (2 - load))] as const
  for (const moment of [0, 1] as const) {
    const values = rounds.map((round) => round[moment])
    const mean = values.reduce((a, b) => a + b) / values.length
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) / values.length)
    assert.ok(error < 0.04 * mean, `error ${error} of ${mean}`)
    assert.ok(Math.abs(mean - expected[moment]) < 3.5 * error, `${mean}, ${expected[moment]}: z = ${(mean - expected[moment]) / error}`)
  }
})
