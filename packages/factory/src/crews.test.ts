import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillUniforms, streamKey } from 'genba/statistics'
import { createEngine } from './engine.ts'
import type { Observation } from './observation.ts'
import { crewOf, fixed, planOf, sink, source, station, tunnel } from './plan.fixture.ts'
import type { CrewPlan, FailurePlan, Plan } from './plan.ts'
import { COUNTS, ENDED } from './record.ts'
import { DOWN, STATES, WAITING_FOR_REPAIR } from './states.ts'

const asked = [{ anyOf: [{ crew: 0 }], count: 1 }]

function observe(plan: Plan, until: number): Observation {
  return createEngine(plan).run({ seed: 1, replication: 0, until, cuts: [until], warmUp: 0 })!
}

test('two tunnels that fail together share a repairer: the second waits until the first is repaired', () => {
  const failure: FailurePlan = {
    name: 'jam',
    key: '',
    up: fixed(100),
    down: fixed(30),
    clock: 'calendar',
    onFailure: 'resume',
    crew: asked,
    takes: [],
  }
  const oven = (path: string) => tunnel({ path, dwell: fixed(20), takt: fixed(5), failures: [{ ...failure, key: path }] })
  const plan = planOf([source({ path: 'source' }), oven('first'), oven('second'), sink({ path: 'sink' })], {
    ticksPerSecond: 1,
    crews: [crewOf({})],
  })
  const { states, people } = observe(plan, 200).windows[0]!
  const of = (element: number, state: number): number => states[element * STATES.length + state]!
  // Down from 100 to 130 and from 130 to 160; the first has not failed again by 200.
  assert.deepEqual([of(1, DOWN), of(1, WAITING_FOR_REPAIR)], [30, 0])
  assert.deepEqual([...people], [60, 200])
  assert.deepEqual([of(2, DOWN), of(2, WAITING_FOR_REPAIR)], [30, 30])
})

test('who is present is drawn when a shift begins: each person with a number of its own', () => {
  const [SHIFTS, LENGTH, PEOPLE, CYCLE] = [200, 60, 3, 10]
  const uniforms = new Float64Array(64 * 16)
  for (let block = 0; block < 16; block++) fillUniforms(streamKey(1, 0, 'crews.crew', 'absence'), block, uniforms, block * 64, 64)
  // Work takes a sixth of a shift, so that each person present ends six parts in each.
  const expected = Array.from(uniforms.slice(0, SHIFTS * PEOPLE)).filter((u) => u >= 0.4).length * (LENGTH / CYCLE)
  const plan = planOf(
    [
      source({ path: 'source' }),
      station({ path: 'work', positions: PEOPLE, steps: [{ name: 'work', time: fixed(CYCLE), crew: asked }], calendars: [0] }),
      sink({ path: 'sink' }),
    ],
    {
      ticksPerSecond: 1,
      calendars: [{ name: 'shifts', kind: 'periodic', period: LENGTH + 15, open: [{ from: 0, to: LENGTH }] }],
      crews: [crewOf({ size: fixed(PEOPLE), absence: fixed(0.4), calendars: [0] })],
    },
  )
  const { counts, people } = observe(plan, SHIFTS * (LENGTH + 15) - 1).windows[0]!
  assert.equal(counts[1 * COUNTS + ENDED], expected)
  // All who are there work all the time that they are there.
  assert.deepEqual([...people], [expected * CYCLE, expected * CYCLE])
})

test('a size by shift and a size by date hold from the next beginning of a shift', () => {
  const shifts = [0, 1, 2, 3].flatMap((day) => [
    { from: day * 100, to: day * 100 + 40, shift: 'early', day },
    { from: day * 100 + 50, to: day * 100 + 90, shift: 'late', day },
  ])
  const planWith = (crew: Partial<CrewPlan>): Plan =>
    planOf(
      [
        source({ path: 'source' }),
        station({ path: 'work', positions: 9, steps: [{ name: 'work', time: fixed(40), crew: asked }], calendars: [0] }),
        sink({ path: 'sink' }),
      ],
      {
        ticksPerSecond: 1,
        calendars: [{ name: 'shifts', kind: 'dated', open: shifts, shifts }],
        crews: [crewOf({ calendars: [0], ...crew })],
      },
    )
  const ended = (plan: Plan): number => observe(plan, 399).windows[0]!.counts[1 * COUNTS + ENDED]!
  assert.equal(ended(planWith({ sizeByShift: { early: fixed(3), late: fixed(2) } })), 4 * (3 + 2))
  const hired = { kind: 'dated', interpolate: false, steps: [1, 4].map((size, i) => ({ from: i * 120, value: fixed(size) })) } as const
  // From the late shift of the second day on.
  assert.equal(ended(planWith({ size: hired })), 3 * 1 + 5 * 4)
})

test('who is present in a shift is present after its breaks too, and when its calendar begins anew', () => {
  const pieces = [
    { from: 0, to: 40, shift: 'night', day: 0 },
    { from: 50, to: 90, shift: 'day', day: 1 },
    { from: 100, to: 140, shift: 'day', day: 1 },
    { from: 150, to: 200, shift: 'night', day: 2 },
  ]
  const calendar = { name: 'shifts', kind: 'periodic', period: 200, open: pieces, shifts: pieces } as const
  const uniforms = new Float64Array(64)
  fillUniforms(streamKey(1, 0, 'crews.crew', 'absence'), 0, uniforms, 0, 64)
  const isThere = Array.from(uniforms, (u) => u >= 0.5)
  // One person: drawn at the start, then for each day and night shift; open for 40, 80, 90, 80, 90, .. ticks.
  const open = [40, 80, 90, 80, 90, 80, 90, 80, 90, 80, 50]
  const expected = open.reduce((sum, ticks, shift) => sum + (isThere[shift] ? ticks : 0), 0)
  const plan = planOf(
    [
      source({ path: 'source' }),
      station({ path: 'work', steps: [{ name: 'work', time: fixed(7), crew: asked }], calendars: [0] }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1, calendars: [calendar], crews: [crewOf({ absence: fixed(0.5), calendars: [0] })] },
  )
  assert.deepEqual([...observe(plan, 1000).windows[0]!.people].at(1), expected)
})
