import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { crewOf, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { WearPlan } from './plan.ts'
import { COUNTS, FAILURES } from './record.ts'
import { DOWN, MAINTENANCE, STATES } from './states.ts'

/** A machine of one second that wears by 0.4 a cycle, before another of `behind` seconds. */
function run(wear: Partial<WearPlan>, behind: number, until: number) {
  const whole: WearPlan = { name: 'w', key: 'w', perCycle: fixed(0.4), failsAt: 1, duration: fixed(3), crew: [], ...wear }
  const plan = planOf(
    [
      source({ path: 'source' }),
      station({ path: 'machine', cycle: fixed(1), wear: [whole] }),
      station({ path: 'behind', cycle: fixed(behind) }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1, crews: [crewOf({ name: 'fitters' })] },
  )
  const { departures, windows } = createEngine(plan, { departures: [{ element: 3, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until,
    cuts: [until],
    warmUp: 0,
  })!
  const { counts, states, people } = windows[0]!
  const time = (state: number): number => states[STATES.length + state]!
  return {
    departures: departures[3],
    failures: counts[COUNTS + FAILURES]!,
    down: time(DOWN),
    maintenance: time(MAINTENANCE),
    people: people[0]!,
  }
}

test('wear fails when the cycle ends with which it is over its level, or is serviced before', () => {
  // Over 1 with the third part, done at 3 and 9: the machine is down from 3 to 6 and from 9 to 12.
  assert.deepEqual(run({}, 1, 11), { departures: [2, 3, 4, 8, 9, 10], failures: 2, down: 3 + 2, maintenance: 0, people: 0 })
  // Over 0.7 with the second, done at 2, 7 and 12: serviced from 2 to 5, from 7 to 10.
  assert.deepEqual(run({ servicedAt: 0.7 }, 1, 11), { departures: [2, 3, 7, 8], failures: 0, down: 0, maintenance: 6, people: 0 })
})

test('service begins when the part has left, a repair when it is finished', () => {
  // The second part is done at 2 and leaves at 11: serviced from 11 to 14.
  assert.equal(run({ servicedAt: 0.7 }, 10, 20).maintenance, 3)
  assert.equal(run({ servicedAt: 0.7 }, 10, 10).maintenance, 0)
  // With 0.5 a cycle it has failed then, and is down from 2 to 5 with the part inside.
  assert.equal(run({ perCycle: fixed(0.5) }, 10, 10).down, 3)
})

test('a line steps while a station is down whose part is finished; the next waits in it', () => {
  const wear: WearPlan = { name: 'w', key: 'w', perCycle: fixed(0.4), failsAt: 1, duration: fixed(3), crew: [] }
  const members = [{ wear: [wear] }, {}].map((more, i) => station({ path: `s${i}`, line: 0, cycle: fixed(1), ...more }))
  const line = {
    number: 0,
    path: 'line',
    key: 'line',
    elements: [1, 2],
    transfer: 'synchronous',
    calendars: [],
    openEarly: 0,
    gaps: false,
    whenBlocked: 'stops',
    shiftEnd: 'pause',
    stops: [],
    sideBays: 0,
    cardBack: 'when_left',
  } as const
  const plan = planOf([source({ path: 'source' }), ...members, sink({ path: 'sink' })], { ticksPerSecond: 1, lines: [line] })
  const { departures } = createEngine(plan, { departures: [{ element: 3, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until: 13,
    cuts: [13],
    warmUp: 0,
  })!
  // It fails with the third part, at 3: the fourth is done at 7, and at 9 it fails with the sixth, so that the seventh is done at 13.
  assert.deepEqual(departures[3], [2, 3, 7, 8, 9, 13])
})

test('people who repair are at work while that lasts', () => {
  assert.equal(run({ crew: [{ anyOf: [{ crew: 0 }], count: 1 }] }, 1, 11).people, 3 + 2)
})
