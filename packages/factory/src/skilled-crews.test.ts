import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { constrains } from './people.ts'
import { crewOf, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { CrewPlan, Plan, StationPlan } from './plan.ts'
import { randomPlant } from './random-plant.fixture.ts'
import { COUNTS, ENDED } from './record.ts'
import { withRelief } from './relief.ts'
import { peopleInPool, withPools } from './skilled-crews.ts'

/** Stations with parts and sinks of their own: W and V ask for `weld`, S for `seal`. */
function planWith(crew: Partial<CrewPlan>, more: Partial<StationPlan> = {}): Plan {
  const wanted = [
    ['W', 10, 'weld'],
    ['V', 10, 'weld'],
    ['S', 4, 'seal'],
  ] as const
  const parts = wanted.flatMap(([path, ticks, skill]) => [
    source({ path: `in ${path}` }),
    station({ path, steps: [{ name: 'work', time: fixed(ticks), crew: [{ anyOf: [{ crew: 0, skill }], count: 1 }] }], ...more }),
    sink({ path: `out ${path}` }),
  ])
  return planOf(parts, { ticksPerSecond: 1, crews: [crewOf(crew)] })
}

const ann = { name: 'ann', skills: ['weld', 'seal'] }
const bo = { name: 'bo', skills: ['weld'] }

function ended(plan: Plan, until: number): { readonly counts: readonly number[]; readonly people: readonly number[] } {
  assert.ok(constrains(plan))
  const { counts, people } = createEngine(plan).run({ seed: 1, replication: 0, until, cuts: [until], warmUp: 0 })!.windows[0]!
  return { counts: [1, 4, 7].map((element) => counts[element * COUNTS + ENDED]!), people: [...people] }
}

test('who can do least of those who will do goes first; who alone can do it waits for nobody else', () => {
  // W has bo, V has ann until 10, when S, which has waited since 0, has her until 14; V from 14 to 24, S until 28, V until 38, S until 42.
  // W has bo until 40, then V, which has asked at 38, until 50 and until 60; W has ann from 42 to 52, S until 56, W from then on.
  const told = ended(planWith({ size: fixed(2), members: [ann, bo] }), 60)
  assert.deepEqual(told.counts, [5, 5, 4])
  // Both work all the time, and are counted as one crew.
  assert.deepEqual(told.people, [120, 120])
})

test('shares of skills are nested: who has the rarer one has the commoner ones too', () => {
  // Of two people, both weld and one seals: the same as above.
  const shares = planWith({ size: fixed(2), skills: { weld: fixed(1), seal: fixed(0.5) } })
  assert.deepEqual(ended(shares, 60), ended(planWith({ size: fixed(2), members: [bo, ann] }), 60))
  const pools = withPools(planWith({ skills: { weld: fixed(0.6), seal: fixed(0.3) } })).crews
  // Of 139 people 83 weld and 42 seal.
  assert.deepEqual(
    pools.map((pool) => peopleInPool(pool, 139, (skill) => ({ weld: 0.6, seal: 0.3 })[skill]!)),
    [139 - 83, 83 - 42, 42],
  )
})

test('two people for one step may come with different skills; one alone does not do', () => {
  const pair = [{ anyOf: [{ crew: 0, skill: 'weld' }], count: 2 }]
  const plan = planWith({ size: fixed(2), members: [ann, bo] }, { steps: [{ name: 'work', time: fixed(5), crew: pair }] })
  // All three stations want both of them, in turn.
  assert.deepEqual(ended(plan, 60).counts, [4, 4, 4])
  const alone = planWith({ size: fixed(1), members: [ann] }, { steps: [{ name: 'work', time: fixed(5), crew: pair }] })
  assert.deepEqual(ended(alone, 60).counts, [0, 0, 0])
})

test('people who are a constraint in a plan are one in the plan of pools and breaks that the engine makes of it', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const plan = randomPlant(seed)
    assert.equal(constrains(withPools(withRelief(plan))), constrains(plan), `plant ${seed}`)
  }
})

test('people of other skills rest after one another too, and not each kind by itself', () => {
  const pieces = [
    { from: 0, to: 30, shift: 'day', day: 0 },
    { from: 40, to: 80, shift: 'day', day: 0 },
  ]
  const calendar = { name: 'staff', kind: 'periodic', period: 80, open: pieces, shifts: pieces } as const
  const crew = { size: fixed(2), members: [ann, bo], calendars: [0], rest: 'in_turn' } as const
  // Each rests for 10 of 80 ticks: bo, who can do less, until 10, then ann until 20. So W has ann until 10, V bo until 20; then S has ann
  // until 24, W, which has asked at 10, bo until 30 and, at once, until 40; V ann until 34, S, which has asked at 24, until 38.
  const plan = { ...planWith(crew), calendars: [calendar] }
  const ends = (path: string): readonly number[] => {
    const element = plan.elements.find((each) => each.path === path)!.number + 1
    const engine = createEngine(plan, { departures: [{ element, first: Infinity }] })
    return engine.run({ seed: 1, replication: 0, until: 40, cuts: [40], warmUp: 0 })!.departures[element]!
  }
  assert.deepEqual(
    [ends('W'), ends('V'), ends('S')],
    [
      [10, 30, 40],
      [20, 34],
      [24, 38],
    ],
  )
})

test('members of a crew of another size are a share of it; shares of skills may change with each shift', () => {
  const three = planWith({ members: [ann, bo, { name: 'cy', skills: ['weld'] }] })
  // Of six people two can do what ann can.
  assert.deepEqual(
    withPools(three).crews.map((pool) => peopleInPool(pool, 6, () => 0)),
    [4, 2],
  )
  const pieces = [0, 1, 2].map((day) => ({ from: 100 * day, to: 100 * day + 90, shift: 'day', day }))
  const calendar = { name: 'shifts', kind: 'dated', open: pieces, shifts: pieces } as const
  const dated = (...shares: number[]) =>
    ({ kind: 'dated', interpolate: false, steps: shares.map((share, day) => ({ from: 100 * day, value: fixed(share) })) }) as const
  // One can weld on the first two days, both on the third; one can seal from the second day on.
  const crew = { size: fixed(2), skills: { weld: dated(0.5, 0.5, 1), seal: dated(0, 0.5, 0.5) }, calendars: [0] }
  const plan: Plan = { ...planWith(crew), calendars: [calendar] }
  const open: Plan = { ...plan, elements: plan.elements.map((element) => ({ ...element, calendars: [0] })) }
  // W and V take 10 ticks in turn, S takes 4: 9 parts welded on the first day, none sealed.
  assert.deepEqual(ended(open, 95).counts, [5, 4, 0])
  // On the second day one person does all, in rounds of 24 ticks: S first, from 100 on, then V, W, S, ..; W lacks 6 ticks at 190.
  assert.deepEqual(ended(open, 195).counts, [8, 8, 4])
  // On the third day the other one is with V from 200 to 210; W is done at 206, S at 210.
  assert.deepEqual(ended(open, 215).counts, [9, 9, 5])
})
