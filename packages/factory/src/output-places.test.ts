import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addInputPlaces } from './compile-input-places.ts'
import { createEngine } from './engine.ts'
import { crewOf, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { CrewPlan, Plan, StationPlan } from './plan.ts'
import { BLOCKED, STATES, WAITING_FOR_CREW } from './states.ts'

const SECOND = 1000

/** Four parts, two seconds at a press and ten at the machine behind it. */
function plant(press: Partial<StationPlan>, machine: Partial<StationPlan> = {}, crews: readonly CrewPlan[] = []): Plan {
  const plan = planOf(
    [
      source({ path: 'source', limit: 4 }),
      station({ path: 'press', cycle: fixed(2), ...press }),
      station({ path: 'machine', cycle: fixed(10), ...machine }),
      sink({ path: 'sink' }),
    ],
    { crews },
  )
  return { ...plan, ...addInputPlaces(plan.elements, plan.lines) }
}

function run(plan: Plan): { departures: readonly number[]; blocked: number; waiting: number } {
  const until = 100 * SECOND
  const engine = createEngine(plan, { departures: [{ element: 3, first: Infinity }] })
  const { departures, windows } = engine.run({ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 })!
  const time = (state: number): number => windows[0]!.states[STATES.length + state]! / SECOND
  return { departures: departures[3]!.map((tick) => tick / SECOND), blocked: time(BLOCKED), waiting: time(WAITING_FOR_CREW) }
}

test('a finished part leaves its position for a place of the station, behind it or before the next', () => {
  // The press is done at 2, 4 and 6; the second part has a place from 4 to 12, the third waits in the press from 6 to 12.
  // It then has the place until 22, and the fourth, done at 14, waits in the press until then.
  const expected = { departures: [12, 22, 32, 42], blocked: 6 + 8, waiting: 0 }
  assert.deepEqual(run(plant({ outputPlaces: 1 })), expected)
  assert.deepEqual(run(plant({}, { inputPlaces: 1 })), expected)
  // With a place for each nothing waits in the press; without places it waits from 4 to 12, 14 to 22, 24 to 32.
  assert.equal(run(plant({ outputPlaces: Infinity })).blocked, 0)
  assert.equal(run(plant({})).blocked, 24)
})

test('a part that is bound for rework goes there too', () => {
  const way = { to: { kind: 'single', to: 3 }, outcomes: [{ share: fixed(1), to: 2 }] } as const
  assert.deepEqual(run(plant({ ...way, outputPlaces: 1 })), { departures: [12, 22, 32, 42], blocked: 14, waiting: 0 })
})

test('the parts of a batch go there one by one, and the position is free when all have gone', () => {
  // Both are done at 2; one goes on, the other has the place until 12. Two more, done at 4, wait until 12 and 22.
  const batch = { least: 2, most: 2, same: 'any' } as const
  assert.deepEqual(run(plant({ batch, outputPlaces: 1 })), { departures: [12, 22, 32, 42], blocked: 22 - 4, waiting: 0 })
})

test('people who stay until the part has left its position are free then', () => {
  // One person and two positions: from 6 to 12 he stays with the third part; the fourth, inside from 4 on, waits for him until 12.
  const steps = [{ name: 'press', time: fixed(2), crew: [{ anyOf: [{ crew: 0 }], count: 1 }] }]
  const { departures, waiting } = run(
    plant({ steps, positions: 2, release: 'when_left', outputPlaces: 1 }, {}, [crewOf({ name: 'operator' })]),
  )
  assert.deepEqual(departures, [12, 22, 32, 42])
  assert.equal(waiting, 2 + 2 + 8)
})
