import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { constrains, notCarried } from './people.ts'
import { crewOf, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { CrewPlan, LayoutPlan, Plan } from './plan.ts'
import { STATES, WAITING_FOR_CREW, WORKING } from './states.ts'
import { walkingDistance } from './walks.ts'

/** Three machines along a wall, each with a part every so often, for which it asks. */
function planWith(crew: Partial<CrewPlan>): Plan {
  const parts = (
    [
      ['a', 0, 10],
      ['b', 6, 10],
      ['c', 40, 3],
    ] as const
  ).flatMap(([path, x, run]) => [
    source({ path: `in ${path}` }),
    station({
      path,
      at: [x, 0],
      steps: [
        { name: 'run', time: fixed(run), crew: [] },
        { name: 'load', time: fixed(4), crew: [{ anyOf: [{ crew: 0 }], count: 1 }] },
      ],
    }),
    sink({ path: `out ${path}` }),
  ])
  return planOf(parts, { ticksPerSecond: 1, crews: [crewOf(crew)] })
}

function observe(
  plan: Plan,
  until: number,
): { readonly out: readonly (readonly number[])[]; readonly states: Float64Array; readonly people: Float64Array } {
  assert.ok(constrains(plan))
  const engine = createEngine(plan, { departures: [2, 5, 8].map((element) => ({ element, first: Infinity })) })
  const { departures, windows } = engine.run({ seed: 1, replication: 0, until, cuts: [until], warmUp: 0 })!
  return { out: [2, 5, 8].map((element) => departures[element]!), states: windows[0]!.states, people: windows[0]!.people }
}

test('one person walks from machine to machine, and the first task of a shift is there at once', () => {
  // c from 3 to 7; a, which asks at 10 as b does, is 40 m away: 20 ticks at 2 m a tick, served from 30 to 34; b, 6 m on, from 37 to 41;
  // then c, which has waited since 10, 34 m on, from 58 to 62; a, since 44, from 82.
  const { out, states, people } = observe(planWith({ walking: 2 }), 80)
  assert.deepEqual(out, [[34], [41], [7, 62]])
  const of = (element: number, state: number): number => states[element * STATES.length + state]!
  // c runs to 3, works to 7, runs to 10, waits to 58, works to 62, runs to 65, waits. Who walks is not free: from 3 to 7 and from 10 on.
  assert.deepEqual([of(7, WAITING_FOR_CREW), of(7, WORKING)], [48 + 15, 3 + 4 + 3 + 4 + 3])
  assert.deepEqual([...people], [4 + 70, 80])
})

test('with `serves: nearest` who stays near is served first', () => {
  // With c from 3 to 7; at 10 all three ask: c again until 14. Then c runs, so that he goes to b, 34 m away (17 ticks), until 35, and to
  // a, 6 m on, until 42.
  const { out } = observe(planWith({ walking: 2, serves: 'nearest' }), 60)
  assert.deepEqual(out, [[42], [35], [7, 14]])
})

test('ways on foot follow the paths of the layout, in both directions; else they are straight', () => {
  const layout: LayoutPlan = {
    points: [
      { name: 'a', x: 0, y: 0 },
      { name: 'b', x: 3, y: 4 },
      { name: 'c', x: 6, y: 8 },
    ],
    paths: [
      { from: 'a', to: 'b', bothWays: false, length: 7 },
      { from: 'b', to: 'c', bothWays: true, length: 7 },
      { from: 'a', to: 'c', bothWays: true, length: 20 },
    ],
    traffic: 'free',
    overtaking: false,
  }
  assert.equal(walkingDistance(layout, 'c', 'a'), 14)
  assert.equal(walkingDistance({ ...layout, paths: [] }, 'c', 'a'), 10)
  assert.equal(walkingDistance(layout, [0, 0], 'b'), 5)
  assert.equal(walkingDistance(layout, undefined, 'b'), undefined)
  const travel = {
    kind: 'distances',
    points: ['a', 'b'],
    table: [
      [0, 9],
      [8, 0],
    ],
  } as const
  assert.equal(walkingDistance({ ...layout, travel }, 'b', 'a'), 8)
  assert.equal(walkingDistance({ ...layout, travel: { ...travel, kind: 'times' } }, 'b', 'a'), undefined)
})

test('where a way is not known people are counted only, and it is said why', () => {
  const plan = planWith({ walking: 1 })
  const { at, ...lost } = plan.elements[1]!
  assert.ok(at !== undefined)
  const words = notCarried({
    ...plan,
    elements: plan.elements.map((element) => (element.number === 1 ? (lost as typeof element) : element)),
  })
  assert.deepEqual(words, [
    { path: 'crews.crew', word: 'walking, or serves: nearest, where an element has no `at`, or no way leads there' },
  ])
})
