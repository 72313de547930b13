import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { fixed, planOf, sink, station } from './plan.fixture.ts'
import { ENDED, MATERIAL, REMELTED, SCRAPPED } from './record.ts'

test('every shot takes its mass, and the stated share of scrapped shots goes back into the furnace', () => {
  const casting = { makes: [0], rule: 'in_turn', shotMass: fixed(90), remelt: fixed(0.95) } as const
  const plan = planOf(
    [station({ path: 'press', cycle: fixed(100), casting, outcomes: [{ share: fixed(0.25), to: 'scrap' }] }), sink({ path: 'sink' })],
    {
      products: [{ name: 'casting', variants: [], attributes: [], route: [], quantities: {} }],
    },
  )
  const { counts } = createEngine(plan).run({ seed: 1, replication: 1, until: 1e8, cuts: [1e8], warmUp: 0 })!.windows[0]!
  const of = (what: number): number => counts[what]!
  assert.equal(of(ENDED), 1000)
  assert.equal(of(MATERIAL), 90_000)
  assert.ok(Math.abs(of(REMELTED) - of(SCRAPPED) * 90 * 0.95) < 1e-6)
  // 1,000 shots, a quarter scrapped: standard deviation 13.7, so within 4 of them.
  assert.ok(Math.abs(of(SCRAPPED) - 250) < 55)
})
