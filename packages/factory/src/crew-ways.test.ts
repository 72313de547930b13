import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { constrains } from './people.ts'
import { crewOf, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { CrewDemand, CrewPlan, Plan, StationPlan } from './plan.ts'

/** Stations with parts and sinks of their own; when their parts left. */
function departures(
  stations: readonly (Partial<StationPlan> & { readonly path: string; readonly ticks: number; readonly crew: CrewDemand })[],
  crews: readonly CrewPlan[],
  until: number,
  more: Partial<Plan> = {},
): readonly (readonly number[])[] {
  const parts = stations.flatMap(({ path, ticks, crew, ...rest }) => [
    source({ path: `in ${path}` }),
    station({ path, steps: [{ name: 'work', time: fixed(ticks), crew }], ...rest }),
    sink({ path: `out ${path}` }),
  ])
  const plan = planOf(parts, { ticksPerSecond: 1, crews, ...more })
  assert.ok(constrains(plan))
  const sinks = stations.map((_, i) => 3 * i + 2)
  const engine = createEngine(plan, { departures: sinks.map((element) => ({ element, first: Infinity })) })
  const run = engine.run({ seed: 1, replication: 0, until, cuts: [until], warmUp: 0 })!
  return sinks.map((element) => run.departures[element]!)
}

const learning = (factor: number): Partial<CrewPlan> => ({ learning: fixed(factor) })
const either = (...crews: number[]): CrewDemand => [{ anyOf: crews.map((crew) => ({ crew })), count: 1 }]

test('of several crews of whom any will do it takes as long as those need who come', () => {
  const crews = [crewOf({ name: 'leader' }), crewOf({ name: 'novice', ...learning(2) })]
  // The novice goes to a until 20, the leader to b until 10 and again until 20; then both as at the beginning.
  const work = ['a', 'b'].map((path) => ({ path, ticks: 10, crew: either(1, 0) }))
  assert.deepEqual(departures(work, crews, 45), [
    [20, 40],
    [10, 20, 30, 40],
  ])
})

test('who is taken from work by more urgent work may be followed by someone who needs longer for what is left', () => {
  const crews = [crewOf({ name: 'novice', ...learning(2) }), crewOf({ name: 'leader', serves: 'most_downstream', interrupts: true })]
  // The leader is with `any` until 5, when `urgent` has run, then until 8; meanwhile the novice does there what was left, 5 ticks, in 10.
  const work = [
    { path: 'any', ticks: 10, crew: either(1, 0) },
    {
      path: 'urgent',
      ticks: 0,
      crew: [],
      steps: [
        { name: 'run', time: fixed(5), crew: [] },
        { name: 'load', time: fixed(3), crew: either(1) },
      ],
    },
  ]
  // At 15 the leader is with `urgent` from 13 to 16: the novice does the second part, until 35, at a time with him.
  assert.deepEqual(departures(work, crews, 40), [
    [15, 35],
    [8, 16, 24, 32, 40],
  ])
})

test('of several crews of whom any will do those work in their own hours who have come', () => {
  const hours = { name: 'hours', kind: 'periodic', period: 100, open: [{ from: 0, to: 60 }] } as const
  const crews = [crewOf({ name: 'day', calendars: [0] }), crewOf({ name: 'night' })]
  const work = [{ path: 'work', ticks: 25, crew: either(0, 1) }]
  // Day is there at 50 and lacks 15 ticks at 60, which it makes up for from 100 on.
  assert.deepEqual(departures(work, crews, 200, { calendars: [hours] }), [[25, 50, 115, 140]])
  // Who asks at 60 and at 90 gets the night; who asks at 120 and at 150 the day, which lacks 20 ticks at 160.
  assert.deepEqual(departures([{ ...work[0]!, ticks: 30 }], crews, 225, { calendars: [hours] }), [[30, 60, 90, 120, 150, 220]])
})

test('whoever of several crews is free joins those that are gathered one by one', () => {
  const crews = ['p', 'q', 'r'].map((name) => crewOf({ name }))
  const pair: CrewDemand = [{ anyOf: [0, 1, 2].map((crew) => ({ crew })), count: 2 }]
  const work = [
    { path: 'long', ticks: 10, crew: either(0) },
    { path: 'other', ticks: 6, crew: either(2) },
    { path: 'pair', ticks: 4, crew: pair, gather: 'one_by_one' as const },
  ]
  // The pair has q from 0 on, and r from 6 on, who has been with `other`; that asks at 6 and has him from 10 to 16; and so on.
  assert.deepEqual(departures(work, crews, 32), [
    [10, 20, 30],
    [6, 16, 26],
    [10, 20, 30],
  ])
})

const skilled = (...skills: string[]): CrewDemand => skills.map((skill) => ({ anyOf: [{ crew: 0, skill }], count: 1 }))

test('people with skills are gathered one by one: who does what is left open until all are there', () => {
  const members = [
    { name: 'ann', skills: ['weld', 'seal'] },
    { name: 'bo', skills: ['weld'] },
  ]
  const work = [
    { path: 'S', ticks: 10, crew: skilled('seal') },
    { path: 'D', ticks: 4, crew: skilled('weld', 'seal'), gather: 'one_by_one' as const },
  ]
  // S has ann until 10 while D holds bo; then D has both until 14, S has ann until 24, D both until 28.
  assert.deepEqual(departures(work, [crewOf({ size: fixed(2), members })], 45), [
    [10, 24, 38],
    [14, 28, 42],
  ])
})

test('who counts what it does needs less time for each, in the order in which it is given', () => {
  const wright: CrewPlan['learning'] = { kind: 'curve', form: 'wright', from: fixed(2), rate: 0.5 }
  const crews = [crewOf({ learning: wright })]
  // The n-th takes 2 / n of 12 ticks: 24, 12, 8, 6, 4.8 and 4.
  assert.deepEqual(departures([{ path: 'alone', ticks: 12, crew: either(0) }], crews, 60), [[24, 36, 44, 50, 55, 59]])
  // In turn at two stations, from 24 on: 12, 8, 6, 5, 4 ticks.
  const two = ['a', 'b'].map((path) => ({ path, ticks: 12, crew: either(0) }))
  assert.deepEqual(departures(two, crews, 60), [
    [24, 44, 55],
    [36, 50, 59],
  ])
})
