import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillUniforms, streamKey } from 'genba/statistics'
import { createEngine } from './engine.ts'
import type { Observation } from './observation.ts'
import { crewOf, fixed, planOf, sink, source, station, tunnel } from './plan.fixture.ts'
import type { CrewPlan, FailurePlan, LinePlan, Plan } from './plan.ts'
import { COUNTS, ENDED } from './record.ts'
import { DOWN, STATES, WAITING_FOR_CREW, WAITING_FOR_REPAIR, WORKING } from './states.ts'

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
  const { counts, people, roll } = observe(plan, SHIFTS * (LENGTH + 15) - 1).windows[0]!
  assert.equal(counts[1 * COUNTS + ENDED], expected)
  // All who are there work all the time that they are there.
  assert.deepEqual([...people], [expected * CYCLE, expected * CYCLE])
  // Who is absent is on the roll.
  assert.deepEqual([...roll], [PEOPLE * SHIFTS * LENGTH, SHIFTS * LENGTH])
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

/** Two stations, each with an unlimited source and a sink of its own, whose work needs one person of each crew. */
function twoCrews(gather: 'together' | 'one_by_one'): Plan {
  const both = [0, 1].map((crew) => ({ anyOf: [{ crew }], count: 1 }))
  const work = (path: string, ticks: number, crew: typeof both) =>
    station({ path, gather, steps: [{ name: 'work', time: fixed(ticks), crew }] })
  return planOf(
    [
      source({ path: 'one' }),
      work('long', 10, [both[0]!]),
      sink({ path: 'out' }),
      source({ path: 'two' }),
      work('pair', 4, both),
      sink({ path: 'pairs' }),
      source({ path: 'three' }),
      work('short', 3, [both[1]!]),
      sink({ path: 'shorts' }),
    ].map((draft) => (number: number, next: number | undefined) => {
      const element = draft(number, next)
      return element.kind === 'sink' ? { ...element, to: { kind: 'none' as const } } : element
    }),
    { ticksPerSecond: 1, crews: [crewOf({ name: 'p' }), crewOf({ name: 'q' })] },
  )
}

test('who gathers people one by one holds those it has; together it waits without any', () => {
  const ended = (gather: 'together' | 'one_by_one'): number[] => {
    const { counts } = observe(twoCrews(gather), 60).windows[0]!
    return [1, 4, 7].map((element) => counts[element * COUNTS + ENDED]!)
  }
  // All ask at 0; p goes to `long`, q to `pair`, which is written before `short`, and waits with it for p until 10. Both work until
  // 14, then `long` has p until 24 and `short` q until 17, when `pair` takes it again: so it goes on every 14 ticks.
  assert.deepEqual(ended('one_by_one'), [4, 4, 4])
  // Together: q goes to `short` again and again, until p is free as well. At 10 and at 20 `short` is in the middle of its work and
  // `long` has p again; at 30 both are free, and `pair` has waited longest. At 44 and 54 they are not.
  assert.deepEqual(ended('together'), [5, 1, 18])
})

test('people who are gathered one by one can wait for each other for good, which is told', () => {
  const both = [0, 1].map((crew) => ({ anyOf: [{ crew }], count: 1 }))
  const run = (gather: 'together' | 'one_by_one'): readonly string[] | undefined => {
    const work = (path: string) => station({ path, gather, steps: [{ name: 'work', time: fixed(5), crew: both }] })
    const parts = [source({ path: 'a' }), work('first'), sink({ path: 'x' }), source({ path: 'b' }), work('second'), sink({ path: 'y' })]
    const crews = [crewOf({ name: 'p', serves: 'most_upstream' }), crewOf({ name: 'q', serves: 'most_downstream' })]
    return observe(planOf(parts, { ticksPerSecond: 1, crews }), 2000).deadlock?.waits
  }
  // p goes to the first, q to the second, and each waits for the other.
  assert.deepEqual(
    run('one_by_one')!.filter((each) => each.includes('people')),
    ['first holds 1 and waits for people', 'second holds 1 and waits for people'],
  )
  assert.equal(run('together'), undefined)
})

test('people who stay until the part has left do not help anyone else meanwhile', () => {
  const stay = (release: 'at_end' | 'when_left'): number => {
    const plan = planOf(
      [
        source({ path: 'source' }),
        station({ path: 'first', release, steps: [{ name: 'work', time: fixed(2), crew: asked }] }),
        station({ path: 'second', cycle: fixed(10) }),
        sink({ path: 'sink' }),
        source({ path: 'other' }),
        station({ path: 'aside', steps: [{ name: 'work', time: fixed(1), crew: asked }] }),
        sink({ path: 'out' }),
      ],
      { ticksPerSecond: 1, crews: [crewOf({ serves: { order: [1, 5] } })] },
    )
    return observe(plan, 52).windows[0]!.counts[5 * COUNTS + ENDED]!
  }
  // `second` works from 2 on; `first` is done at 4, 14, .. and blocked until 12, 22, ..: the person is free for 8 of 10 ticks, or never.
  assert.equal(stay('at_end'), 40)
  assert.equal(stay('when_left'), 0)
})

test('people with hours of their own stop where they work: what they do stands until they are back, or they stay for it', () => {
  const hours = { name: 'hours', kind: 'periodic', period: 100, open: [{ from: 0, to: 60 }] } as const
  const season = { name: 'season', kind: 'periodic', period: 200, open: [{ from: 0, to: 130 }] } as const
  const planWith = (crew: Partial<CrewPlan>, failures: readonly FailurePlan[] = []): Plan =>
    planOf(
      [
        source({ path: 'source' }),
        station({ path: 'work', failures, steps: [{ name: 'work', time: fixed(25), crew: failures.length > 0 ? [] : asked }] }),
        sink({ path: 'sink' }),
      ],
      { ticksPerSecond: 1, calendars: [hours, season], crews: [crewOf({ calendars: [0], ...crew })] },
    )
  const told = (plan: Plan): { out: readonly number[]; states: Float64Array } => {
    const engine = createEngine(plan, { departures: [{ element: 2, first: Infinity }] })
    const { departures, windows } = engine.run({ seed: 1, replication: 0, until: 200, cuts: [200], warmUp: 0 })!
    return { out: departures[2]!, states: windows[0]!.states.subarray(STATES.length, 2 * STATES.length) }
  }
  // The third part lacks 15 ticks at 60 and gets them from 100 on; the fifth lacks 5 at 160.
  const pause = told(planWith({}))
  assert.deepEqual(pause.out, [25, 50, 115, 140])
  assert.equal(pause.states[WAITING_FOR_CREW], 80)
  // With a second calendar too, until 130: the fourth lacks 10 ticks then.
  assert.deepEqual(told(planWith({ calendars: [0, 1] })).out, [25, 50, 115])
  // Those who stay finish the third at 75 and the sixth at 175; nobody is there for the next before 100 and 200.
  const finish = told(planWith({ shiftEnd: 'finish' }))
  assert.deepEqual(finish.out, [25, 50, 75, 125, 150, 175])
  assert.equal(finish.states[WAITING_FOR_CREW], 50)
  // A failure after 55 ticks of work: its repair of 30 begins at 55 and stands from 60 to 100; the machine itself is always open.
  const failure: FailurePlan = {
    name: 'jam',
    key: 'jam',
    up: fixed(55),
    down: fixed(30),
    clock: 'operating',
    onFailure: 'resume',
    crew: asked,
    takes: [],
  }
  const repair = told(planWith({}, [failure]))
  assert.deepEqual(repair.out, [25, 50, 145, 170])
  assert.deepEqual([repair.states[DOWN], repair.states[WAITING_FOR_REPAIR]], [30 + 0, 40 + 20])
})

test('with `call_crew: before` a part waits outside until the people have come, and enters with them', () => {
  const out = (callCrew: 'inside' | 'before'): { readonly departures: readonly number[]; readonly states: Float64Array } => {
    const plan = planOf(
      [
        source({ path: 'source' }),
        station({ path: 'first', cycle: fixed(4) }),
        station({ path: 'second', callCrew, steps: [{ name: 'work', time: fixed(3), crew: asked }] }),
        sink({ path: 'sink' }),
        source({ path: 'other' }),
        station({
          path: 'aside',
          steps: [
            { name: 'run', time: fixed(1), crew: [] },
            { name: 'work', time: fixed(10), crew: asked },
          ],
        }),
        sink({ path: 'out' }),
      ].map((draft) => (number: number, next: number | undefined) => {
        const element = draft(number, next)
        return element.kind === 'sink' ? { ...element, to: { kind: 'none' as const } } : element
      }),
      { ticksPerSecond: 1, crews: [crewOf({})] },
    )
    const engine = createEngine(plan, { departures: [{ element: 3, first: Infinity }] })
    const { departures, windows } = engine.run({ seed: 1, replication: 0, until: 45, cuts: [45], warmUp: 0 })!
    return { departures: departures[3]!, states: windows[0]!.states }
  }
  // Aside has the person from 1 to 11; `second` from 11 to 14, aside from 14 to 24 and so on. Inside: the part of 4 waits in `second`,
  // that of 8 is ready in `first` at 8. Outside: it waits in `first` until 11, so that the next one is ready at 15.
  const [inside, before] = [out('inside'), out('before')]
  assert.deepEqual(inside.departures, [14, 27, 40])
  assert.deepEqual(before.departures, [14, 27, 40])
  const of = (states: Float64Array, element: number, state: number): number => states[element * STATES.length + state]!
  // First works for 4 ticks from 0, 11, 24 and 37 on; inside from 0, 4, 14, 27 and 40.
  assert.deepEqual([of(before.states, 1, WORKING), of(inside.states, 1, WORKING)], [4 * 4, 4 * 5])
  // The part of 4 waits from 4 to 11, that of 15 from 15 to 24, that of 28 from 28 to 37, that of 41 until 45; inside from 14, 27 and 40.
  assert.deepEqual([of(before.states, 2, WAITING_FOR_CREW), of(inside.states, 2, WAITING_FOR_CREW)], [7 + 9 + 9 + 4, 7 + 10 + 10 + 5])
})

test('with `interrupts` people leave less urgent work for what comes first by their rule, and no more of them than it takes', () => {
  const work = (path: string, ticks: number, count: number, rest: number) =>
    station({
      path,
      steps: [
        { name: 'run', time: fixed(rest), crew: [] },
        { name: 'work', time: fixed(ticks), crew: [{ anyOf: [{ crew: 0 }], count }] },
      ],
    })
  const out = (interrupts: boolean): readonly (readonly number[])[] => {
    const parts = [
      source({ path: 'in a' }),
      work('a', 20, 1, 1),
      sink({ path: 'out a' }),
      source({ path: 'in b' }),
      work('b', 20, 1, 2),
      sink({ path: 'out b' }),
      source({ path: 'in c' }),
      work('c', 3, 2, 5),
      sink({ path: 'out c' }),
    ]
    const crews = [crewOf({ size: fixed(3), interrupts, serves: 'most_downstream' })]
    const plan = planOf(parts, { ticksPerSecond: 1, crews })
    const engine = createEngine(plan, { departures: [2, 5, 8].map((element) => ({ element, first: Infinity })) })
    const { departures } = engine.run({ seed: 1, replication: 0, until: 45, cuts: [45], warmUp: 0 })!
    return [2, 5, 8].map((element) => departures[element]!)
  }
  // c has two people from 5 to 8, 13 to 16 and so on, for 3 of 8 ticks: one who is free, and the one of a, who comes last, not b's. a
  // works from 1 to 5, 8 to 13 and 16 to 21, and from 22, when b is done, to 28. b has its person from 2 to 22 and from 24 to 44.
  assert.deepEqual(out(true), [[28], [22, 44], [8, 16, 24, 32, 40]])
  // Else c waits until a is done at 21, and again until 42: a has a person from 22, b from 24 on.
  assert.deepEqual(out(false), [
    [21, 42],
    [22, 44],
    [24, 45],
  ])
})

test('drives that fail need people to recover: two lines share them, who has waited longest first', () => {
  const line = (number: number): LinePlan => ({
    number,
    path: `line${number}`,
    key: `line${number}`,
    elements: [4 * number + 1, 4 * number + 2],
    transfer: 'self_propelled',
    calendars: [],
    openEarly: 0,
    takt: fixed(10),
    gaps: true,
    whenBlocked: 'stops',
    shiftEnd: 'pause',
    stops: [],
    // Every drive fails on entering each of the two stations.
    drive: { fault: fixed(1), recovery: fixed(5), reach: 'behind', crew: asked, key: `line${number}.drive` },
    sideBays: 0,
    cardBack: 'when_left',
  })
  const out = (people: number): readonly (readonly number[])[] => {
    const elements = [0, 1].flatMap((number) => [
      source({ path: `in${number}` }),
      station({ path: `line${number}.a`, line: number, cycle: fixed(10) }),
      station({ path: `line${number}.b`, line: number, cycle: fixed(10) }),
      sink({ path: `out${number}` }),
    ])
    const plan = planOf(elements, { ticksPerSecond: 1, lines: [line(0), line(1)], crews: [crewOf({ size: fixed(people) })] })
    const sinks = [3, 7].map((element) => ({ element, first: Infinity }))
    const { departures } = createEngine(plan, { departures: sinks }).run({ seed: 1, replication: 0, until: 55, cuts: [55], warmUp: 0 })!
    return [departures[3]!, departures[7]!]
  }
  // One person: from 0 with the first line, from 5 with the second; from 15 with the first body of the first line, which leaves at 30,
  // from 20 with its second, which has asked at 15 on entering, and from 25 with the first of the second line, which leaves at 40.
  assert.deepEqual(out(1), [[30, 50], [40]])
  assert.deepEqual(out(4), [
    [30, 50],
    [30, 50],
  ])
  // On a line of one station, from 0, 15 and 30 on. Who has gone from 17 to 27 leaves the second for ten ticks, unless they stay.
  const hours = {
    name: 'hours',
    kind: 'periodic',
    period: 100,
    open: [
      { from: 0, to: 17 },
      { from: 27, to: 100 },
    ],
  } as const
  const alone = (shiftEnd: 'pause' | 'finish'): readonly number[] => {
    const elements = [source({ path: 'in' }), station({ path: 'line0.a', line: 0, cycle: fixed(10) }), sink({ path: 'out' })]
    const crews = [crewOf({ calendars: [0], shiftEnd })]
    const plan = planOf(elements, { ticksPerSecond: 1, calendars: [hours], lines: [{ ...line(0), elements: [1] }], crews })
    const engine = createEngine(plan, { departures: [{ element: 2, first: Infinity }] })
    return engine.run({ seed: 1, replication: 0, until: 60, cuts: [60], warmUp: 0 })!.departures[2]!
  }
  assert.deepEqual(alone('pause'), [15, 40, 55])
  assert.deepEqual(alone('finish'), [15, 30, 45, 60])
})

test('a line that steps waits for the work of its people: one does both stations after another', () => {
  const out = (people: number): readonly number[] => {
    const members = ['a', 'b'].map((name) =>
      station({ path: `line.${name}`, line: 0, steps: [{ name: 'work', time: fixed(6), crew: asked }] }),
    )
    const line: LinePlan = {
      number: 0,
      path: 'line',
      key: 'line',
      elements: [1, 2],
      transfer: 'synchronous',
      calendars: [],
      openEarly: 0,
      takt: fixed(10),
      gaps: true,
      whenBlocked: 'stops',
      shiftEnd: 'pause',
      stops: [],
      sideBays: 0,
      cardBack: 'when_left',
    }
    const plan = planOf([source({ path: 'source' }), ...members, sink({ path: 'sink' })], {
      ticksPerSecond: 1,
      lines: [line],
      crews: [crewOf({ size: fixed(people) })],
    })
    const engine = createEngine(plan, { departures: [{ element: 3, first: Infinity }] })
    return engine.run({ seed: 1, replication: 0, until: 50, cuts: [50], warmUp: 0 })!.departures[3]!
  }
  // The first step, with one part, is over at 10; from then on twelve ticks of work come to one, six to each of two.
  assert.deepEqual(out(1), [22, 34, 46])
  assert.deepEqual(out(2), [20, 30, 40, 50])
})

test('of several crews of which any will do the first that is free comes', () => {
  const either = [{ anyOf: [{ crew: 1 }, { crew: 0 }], count: 1 }]
  const work = (path: string, ticks: number) => station({ path, steps: [{ name: 'work', time: fixed(ticks), crew: either }] })
  const parts = ['a', 'b', 'c'].flatMap((name, i) => [source({ path: `in ${name}` }), work(name, 5 + i), sink({ path: `out ${name}` })])
  const plan = planOf(parts, { ticksPerSecond: 1, crews: [crewOf({ name: 'leader' }), crewOf({ name: 'setter' })] })
  const { counts, people } = observe(plan, 30).windows[0]!
  // The setter does a until 5, c until 12, a until 17, c until 24, a until 29; the leader b until 6, a until 11, b until 17, then, as
  // the setter has gone to c, who has waited longest, a until 22, b until 28.
  assert.deepEqual([...people], [30, 30, 30, 30])
  assert.deepEqual(
    [1, 4, 7].map((element) => counts[element * COUNTS + ENDED]),
    [5, 3, 2],
  )
})
