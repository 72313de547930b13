import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { fixed, planOf, buffer, crewOf, sink, source, station } from './plan.fixture.ts'
import type { MaintenancePlan, Plan, StationPlan } from './plan.ts'
import { MAINTENANCE, STATES } from './states.ts'

/** Three parts every 30 s before a machine of 6 s each: work from 30 to 48, from 60 to 78, .. */
function plant(service: Partial<MaintenancePlan>, machine: Partial<StationPlan> = {}, more: Partial<Plan> = {}): Plan {
  const whole: MaintenancePlan = {
    name: 'm',
    key: 'm',
    duration: fixed(3),
    policy: 'age',
    clock: 'calendar',
    renews: 'all',
    maintain: 'when_idle',
    crew: [],
    takes: [],
    ...service,
  }
  return planOf(
    [
      source({ path: 'source', arrival: { kind: 'every', every: fixed(30) }, batch: fixed(3) }),
      buffer({ path: 'queue' }),
      station({ path: 'machine', cycle: fixed(6), maintenance: [whole], ...machine }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1, ...more },
  )
}

function run(plan: Plan, until: number): { departures: readonly number[]; maintenance: number } {
  const { departures, windows } = createEngine(plan, { departures: [{ element: 3, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until,
    cuts: [until],
    warmUp: 0,
  })!
  return { departures: departures[3]!, maintenance: windows[0]!.states[2 * STATES.length + MAINTENANCE]! }
}

test('what is due waits until nothing is there to work on', () => {
  // Due at 31, in the midst of the first of three: after the part it would take 36 to 39; idle is the machine from 48 on.
  assert.deepEqual(run(plant({ every: fixed(31), maintain: 'after_part' }), 52), { departures: [36, 45, 51], maintenance: 3 })
  assert.deepEqual(run(plant({ every: fixed(31) }), 52), { departures: [36, 42, 48], maintenance: 3 })
  assert.deepEqual(run(plant({ every: fixed(31) }), 49), { departures: [36, 42, 48], maintenance: 1 })
})

test('an idle machine is maintained when that is due, but for a part that comes at this very tick', () => {
  // Due at 29, done at 32; the three parts wait until then.
  assert.deepEqual(run(plant({ every: fixed(29) }), 50), { departures: [38, 44, 50], maintenance: 3 })
  // Due at 30, when they come: they go first.
  assert.deepEqual(run(plant({ every: fixed(30) }), 50), { departures: [36, 42, 48], maintenance: 2 })
})

test('it waits no longer than latest, then until the part has left', () => {
  // Due at 31, overdue at 36 as the first part leaves; at 37 in the midst of the second, which is done at 42.
  assert.deepEqual(run(plant({ every: fixed(31), latest: fixed(5) }), 52), { departures: [36, 45, 51], maintenance: 3 })
  assert.deepEqual(run(plant({ every: fixed(31), latest: fixed(6) }), 52), { departures: [36, 42, 51], maintenance: 3 })
  assert.deepEqual(run(plant({ every: fixed(31), latest: fixed(0) }), 52), { departures: [36, 45, 51], maintenance: 3 })
  // Served when idle at 48, and no more at 61; anew from 51 on, so due again at 82.
  assert.deepEqual(run(plant({ every: fixed(31), latest: fixed(30) }), 80), {
    departures: [36, 42, 48, 66, 72, 78],
    maintenance: 3,
  })
})

test('a closed machine is not idle; it is looked at when it opens', () => {
  const calendars: Plan['calendars'] = [
    {
      name: 'c',
      kind: 'periodic',
      period: 100,
      open: [
        { from: 0, to: 20 },
        { from: 55, to: 100 },
      ],
    },
  ]
  // Due at 25 while it is closed; the parts that came at 30 and 60 are worked on from 55 to 91, when those of 90 are there.
  const served = run(plant({ every: fixed(25) }, { calendars: [0], whenClosed: 'refuses' }, { calendars }), 93)
  assert.deepEqual(served, { departures: [61, 67, 73, 79, 85, 91], maintenance: 0 })
  // Nobody came before 55 where the first part is the one of 90.
  const late = { ...plant({ every: fixed(25) }, { calendars: [0], whenClosed: 'refuses' }, { calendars }) }
  const elements = late.elements.map((each) =>
    each.kind === 'source' ? { ...each, arrival: { kind: 'every', every: fixed(90) } as const } : each,
  )
  assert.deepEqual(run({ ...late, elements }, 57), { departures: [], maintenance: 2 })
})

test('a part that waits outside for people keeps the machine from being idle', () => {
  const crew = (size: number): Plan['crews'] => [crewOf({ name: 'a', size: fixed(size) })]
  const steps = [{ name: 'work', time: fixed(6), crew: [{ anyOf: [{ crew: 0 }], count: 1 }] }]
  const calls = { steps, callCrew: 'before' } as const
  // With people it is as without; with nobody there parts wait outside from 30 on, and what is due at 31 waits with them.
  assert.deepEqual(run(plant({ every: fixed(31) }, calls, { crews: crew(1) }), 52), { departures: [36, 42, 48], maintenance: 3 })
  assert.deepEqual(run(plant({ every: fixed(31) }, calls, { crews: crew(0) }), 52), { departures: [], maintenance: 0 })
  assert.deepEqual(run(plant({ every: fixed(31), latest: fixed(10) }, calls, { crews: crew(0) }), 52), { departures: [], maintenance: 3 })
})
