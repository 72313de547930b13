import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { buffer, exponential, planOf, sink, source, station } from './plan.fixture.ts'
import { STATES } from './states.ts'

test('a station of many plain places runs the same whether its places are told apart or counted', () => {
  const plan = (calendars: readonly number[]) =>
    planOf(
      [
        source({ path: 'source', arrival: { kind: 'every', every: exponential(1) }, whenFull: 'lost' }),
        buffer({ path: 'queue', capacity: 5 }),
        station({
          path: 'rack',
          positions: 70,
          cycle: exponential(75),
          calendars,
          outcomes: [{ share: { kind: 'constant', value: 0.1 }, to: 'scrap' }],
        }),
        station({ path: 'after', cycle: exponential(1.05) }),
        sink({ path: 'sink' }),
      ],
      // A calendar that is always open changes nothing but the way the rack is carried.
      { calendars: [{ name: 'always', kind: 'periodic', period: 100, open: [{ from: 0, to: 100 }] }] },
    )
  const run = (calendars: readonly number[]) =>
    createEngine(plan(calendars)).run({ seed: 3, replication: 1, until: 2e7, cuts: [5e6, 2e7], warmUp: 0 })!
  const [counted, apart] = [run([]), run([0])]
  assert.equal(counted.fingerprint, apart.fingerprint)
  for (const [i, window] of counted.windows.entries()) {
    const states = (of: Float64Array): number[] => Array.from(of.slice(2 * STATES.length, 3 * STATES.length))
    assert.deepEqual(states(window.states), states(apart.windows[i]!.states))
    assert.deepEqual([...window.counts], [...apart.windows[i]!.counts])
  }
})
