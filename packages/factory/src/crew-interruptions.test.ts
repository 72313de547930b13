import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import { constrains, notCarried } from './people.ts'
import { crewOf, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import type { CrewDemand, CrewPlan, LinePlan, Plan, SourcePlan, StationPlan } from './plan.ts'

interface Machine extends Partial<Omit<StationPlan, 'crew'>> {
  readonly path: string
  /** Ticks without people before the work, and those of the work. */
  readonly run?: number
  readonly work: number
  readonly crew: CrewDemand
  readonly limit?: number
}

/** Machines with parts and sinks of their own. */
function planWith(machines: readonly Machine[], crews: readonly CrewPlan[]): Plan {
  const parts = machines.flatMap(({ path, run, work, crew, limit, ...rest }) => {
    const from: Partial<SourcePlan> = limit === undefined ? {} : { limit }
    const steps = [...(run === undefined ? [] : [{ name: 'run', time: fixed(run), crew: [] }]), { name: 'work', time: fixed(work), crew }]
    return [source({ path: `in ${path}`, ...from }), station({ path, steps, ...rest }), sink({ path: `out ${path}` })]
  })
  return planOf(parts, { ticksPerSecond: 1, crews })
}

function departures(plan: Plan, until: number): readonly (readonly number[])[] {
  assert.ok(constrains(plan))
  const sinks = plan.elements.flatMap(({ kind, number }) => (kind === 'sink' ? [number] : []))
  const engine = createEngine(plan, { departures: sinks.map((element) => ({ element, first: Infinity })) })
  const run = engine.run({ seed: 1, replication: 0, until, cuts: [until], warmUp: 0 })!
  return sinks.map((element) => run.departures[element]!)
}

const of = (...crews: number[]): CrewDemand => crews.map((crew) => ({ anyOf: [{ crew }], count: 1 }))
const rude = { interrupts: true, serves: 'most_downstream' } as const

test('of several crews that are asked for together those that interrupt leave their work once the others are free', () => {
  const plan = planWith(
    [
      { path: 'low', work: 20, crew: of(0) },
      { path: 'high', run: 5, work: 3, crew: of(0, 1) },
      { path: 'busy', run: 4, work: 6, crew: of(1), limit: 1 },
    ],
    [crewOf({ name: 'p', ...rude }), crewOf({ name: 'q' })],
  )
  // p stays with `low` until 10, though `high` asks at 5: q is busy from 4 on. Then `high` has both until 13, from 18 to 21 and from 26
  // to 29; `low` works from 13 to 18 and from 21 to 26.
  assert.deepEqual(departures(plan, 30), [[26], [13, 21, 29], [10]])
})

test('of people with different skills those leave their work whose work comes last', () => {
  const weld: CrewDemand = [{ anyOf: [{ crew: 0, skill: 'weld' }], count: 1 }]
  const members = [
    { name: 'ann', skills: ['weld', 'seal'] },
    { name: 'bo', skills: ['weld'] },
  ]
  const machines = [
    { path: 'W', work: 20, crew: weld },
    { path: 'V', work: 20, crew: weld },
    { path: 'U', run: 5, work: 2, crew: weld },
  ]
  // Bo is with V until 20, and again from then on. Ann leaves W for U, though bo comes first where both will do: at 5, 12 and 19 for 2
  // ticks, so that W lacks 5 ticks at 21. At 26 she is with U again.
  assert.deepEqual(departures(planWith(machines, [crewOf({ size: fixed(2), members, ...rude })]), 30), [[26], [20], [7, 14, 21, 28]])
})

test('by the shortest job work is left for what takes less than what is left of it', () => {
  const machines = [
    { path: 'a', work: 20, crew: of(0) },
    { path: 'b', run: 5, work: 6, crew: of(0) },
  ]
  // b takes the person at 5, of 15 ticks left, and at 16, of 10; not at 27, of 5.
  assert.deepEqual(departures(planWith(machines, [crewOf({ interrupts: true, serves: 'shortest_job' })]), 40), [[32], [11, 22, 38]])
})

test('who is called away walks, and back again', () => {
  const machines = [
    { path: 'a', at: [0, 0] as const, work: 10, crew: of(0) },
    { path: 'b', at: [4, 0] as const, run: 5, work: 3, crew: of(0) },
  ]
  // The way takes 2 ticks. With a until 5, b from 7 to 10, a from 12 to 15, b from 17 to 20, a from 22 to 24 and, with the next part, to
  // 25, b from 27 to 30.
  assert.deepEqual(departures(planWith(machines, [crewOf({ walking: 2, ...rude })]), 31), [[24], [10, 20, 30]])
})

test('who gathers people one by one takes one from less urgent work and holds it', () => {
  const plan = planWith(
    [
      { path: 'low', work: 8, crew: of(0) },
      { path: 'pair', run: 3, work: 4, crew: of(0, 1), gather: 'one_by_one' },
      { path: 'busy', run: 1, work: 6, crew: of(1), limit: 1 },
    ],
    [crewOf({ name: 'p', ...rude }), crewOf({ name: 'q' })],
  )
  // The pair holds p from 3 on and has q from 7 to 11; then both from 14 to 18 and from 21 to 25. `low` works from 11 to 14, 18 to 20.
  assert.deepEqual(departures(plan, 26), [[20], [11, 18, 25], [7]])
})

test('who is gathered one by one sets out when it is free, and the work begins when the last is there', () => {
  const ends = (gather: 'together' | 'one_by_one'): readonly number[] => {
    const plan = planWith(
      [
        { path: 'far', at: [10, 0], work: 5, crew: of(0), limit: 1 },
        { path: 'near', at: [2, 0], work: 9, crew: of(1), limit: 1 },
        { path: 'pair', at: [0, 0], work: 4, crew: of(0, 1), limit: 1, gather },
      ],
      [crewOf({ name: 'p', walking: 1 }), crewOf({ name: 'q', walking: 1 })],
    )
    return departures(plan, 40)[2]!
  }
  // p is free at 5 and there at 15; q at 9 and at 11. Together both set out at 9.
  assert.deepEqual(ends('one_by_one'), [15 + 4])
  assert.deepEqual(ends('together'), [19 + 4])
})

/** A self-propelled line of two stations 6 m apart, whose drives fail on entering each. */
function drivenLine(crew: CrewDemand, crews: readonly CrewPlan[]): Plan {
  const line: LinePlan = {
    number: 0,
    path: 'line',
    key: 'line',
    elements: [1, 2],
    transfer: 'self_propelled',
    calendars: [],
    openEarly: 0,
    takt: fixed(10),
    gaps: true,
    whenBlocked: 'stops',
    shiftEnd: 'pause',
    stops: [],
    drive: { fault: fixed(1), recovery: fixed(5), reach: 'behind', crew, key: 'line.drive' },
    sideBays: 0,
    cardBack: 'when_left',
  }
  const stations = [0, 6].map((x) => station({ path: `line.${x}`, line: 0, at: [x, 0], cycle: fixed(10) }))
  return planOf([source({ path: 'in' }), ...stations, sink({ path: 'out' })], { ticksPerSecond: 1, lines: [line], crews })
}

test('people walk to the body whose drive has failed, in the station where it stands', () => {
  // With the first body at 0; at 15 it stands before the second station, 2 ticks away, and is served before the second body, from 17 to
  // 22; that from 24 to 29 at the first station and, after 39, from 41 to 46 at the second.
  assert.deepEqual(departures(drivenLine(of(0), [crewOf({ walking: 3 })]), 57), [[32, 56]])
})

test('any of several crews, or who has the skill, recovers a drive', () => {
  const crews = [crewOf({ name: 'fast' }), crewOf({ name: 'slow', learning: fixed(2) })]
  // At 15 the fast one is with the first body until 20, the slow one with the second until 25; at 35 the fast one with that until 40.
  assert.deepEqual(departures(drivenLine([{ anyOf: [{ crew: 0 }, { crew: 1 }], count: 1 }], crews), 51), [[30, 50]])
  const members = [
    { name: 'ann', skills: ['drives'] },
    { name: 'bo', skills: [] },
  ]
  // Ann alone does one after another.
  const skilled = drivenLine([{ anyOf: [{ crew: 0, skill: 'drives' }], count: 1 }], [crewOf({ size: fixed(2), members })])
  assert.deepEqual(departures(skilled, 51), departures(drivenLine(of(0), [crewOf({})]), 51))
})

test('two crews that would take people from each other for ever are told', () => {
  const crews = [crewOf({ name: 'p', ...rude }), crewOf({ name: 'q', interrupts: true, serves: 'most_upstream' })]
  const plan = planWith([{ path: 'a', work: 3, crew: of(0, 1) }], crews)
  assert.deepEqual(
    notCarried(plan).map(({ path, word }) => `${path}: ${word}`),
    ['a: crew: several crews that interrupt, by different rules'],
  )
})
