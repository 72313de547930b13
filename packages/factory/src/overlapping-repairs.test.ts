import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { FailurePlan, StationPlan } from './plan.ts'
import { unsupportedIn } from './support.ts'

const SECOND = 1000

const mode = (name: string, up: number, down: number, of: Partial<FailurePlan> = {}): FailurePlan => ({
  name,
  key: `M.${name}`,
  up: fixed(up),
  down: fixed(down),
  clock: 'calendar',
  onFailure: 'resume',
  crew: [],
  takes: [],
  ...of,
})

const plant = (severalModes: StationPlan['severalModes'], failures: readonly FailurePlan[]) =>
  planOf([
    source({ path: 'source', arrival: { kind: 'every', every: fixed(200) } }),
    station({ path: 'M', cycle: fixed(20), severalModes, failures }),
    sink({ path: 'sink' }),
  ])

function departures(...[severalModes, failures]: Parameters<typeof plant>): readonly number[] {
  const run = createEngine(plant(severalModes, failures), { departures: [{ element: 2, first: Infinity }] })
  return run.run({ seed: 1, replication: 1, until: 399 * SECOND, cuts: [399 * SECOND], warmUp: 0 })!.departures[2]!
}

test('repairs overlap, or the other clock rests', () => {
  // Work from 200 s. Together: a at 205 s until 215 s, b at 210 s until 218 s; 5 s of 20 s are done before, 15 s after.
  assert.deepEqual(departures('together', [mode('a', 205, 10), mode('b', 210, 8)]), [233 * SECOND])
  // One at a time: b has 5 s to go at 205 s and strikes at 220 s, until 228 s; the last 10 s follow.
  assert.deepEqual(departures('one_at_a_time', [mode('a', 205, 10), mode('b', 210, 8)]), [238 * SECOND])
})

test('a repair that ends as another mode fails leaves no time to work', () => {
  // a from 205 s to 215 s, b from 215 s to 223 s.
  assert.deepEqual(departures('together', [mode('a', 205, 10), mode('b', 215, 8)]), [238 * SECOND])
})

test('what would touch the part, or call people, is refused by name', () => {
  const words = (of: Partial<FailurePlan>) => unsupportedIn(plant('together', [mode('a', 9, 1), mode('b', 9, 1, of)])).length
  assert.deepEqual([words({}), words({ clock: 'operating' }), words({ onFailure: 'scrap' })], [0, 0, 1])
})

test('failures of work, and faults of parts, come while it works; their repairs overlap with others', () => {
  const faultOf = (name: string, down: number): FailurePlan => {
    const { up, ...fault } = mode(name, 0, down)
    assert.ok(up !== undefined)
    return { ...fault, chance: fixed(1) }
  }
  // Work from 200 s; after 11 s of it a fails, until 221 s; b from 215 s to 231 s. The other 9 s follow.
  assert.deepEqual(departures('together', [mode('a', 11, 10, { clock: 'operating' }), mode('b', 215, 16)]), [240 * SECOND])
  // One at a time: b rests at 211 s, 4 s before it comes, and strikes at 225 s, until 241 s, with 5 s of work left.
  assert.deepEqual(departures('one_at_a_time', [mode('a', 11, 10, { clock: 'operating' }), mode('b', 215, 16)]), [246 * SECOND])
  // The fault strikes at 200 s, until 212 s; b from 205 s to 213 s.
  assert.deepEqual(departures('together', [faultOf('a', 12), mode('b', 205, 8)]), [233 * SECOND])
})
