import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planOf as compiledOf } from './compile.fixture.ts'
import { createEngine } from './engine.ts'
import { buffer, crewOf, fixed, planOf, sink, source, station, tunnel } from './plan.fixture.ts'
import type { FailurePlan, LinePlan, MaintenancePlan, Plan, SetupPlan, TunnelPlan, WearPlan } from './plan.ts'
import { COUNTS, FAILURES, SCRAPPED } from './record.ts'
import { DOWN, MAINTENANCE, STATES, WAITING_FOR_PARTS, WAITING_FOR_REPAIR } from './states.ts'

const OVEN = 1
const SPARES = 3

/** A tunnel that lets one part in every 2 s and out after 5 s, and a store into which one spare part comes every `every` s. */
function plant(oven: Partial<TunnelPlan>, every = 1000, more: Partial<Plan> = {}): Plan {
  return planOf(
    [
      source({ path: 'source' }),
      tunnel({ path: 'oven', takt: fixed(2), dwell: fixed(5), ...oven }),
      sink({ path: 'sink' }),
      buffer({ path: 'spares', to: { kind: 'none' }, capacity: 2, from: [4] }),
      source({ path: 'maker', arrival: { kind: 'every', every: fixed(every) }, to: { kind: 'single', to: SPARES } }),
    ],
    { ticksPerSecond: 1, ...more },
  )
}

const failure: FailurePlan = { name: 'f', key: 'f', down: fixed(3), clock: 'operating', onFailure: 'resume', crew: [], takes: [] }

function run(plan: Plan, until: number) {
  const { departures, windows, deadlock } = createEngine(plan, { departures: [{ element: 2, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until,
    cuts: [until],
    warmUp: 0,
  })!
  const time = (state: number): number => windows[0]!.states[OVEN * STATES.length + state]!
  const count = (what: number): number => windows[0]!.counts[OVEN * COUNTS + what]!
  return { departures: departures[2]!, time, count, deadlock }
}

test('a fault of a part by chance stands the tunnel as the part comes in', () => {
  // Parts come in at 0, 5, 10, 15, .. and stand the tunnel for 3 s each; the first has moved for 5 s at 14.
  const certain = { ...failure, chance: fixed(1) }
  const { departures, time, count } = run(plant({ failures: [certain] }), 24)
  assert.deepEqual(departures, [14, 19, 24])
  assert.equal(time(DOWN), 15)
  assert.equal(count(FAILURES), 5)
  // Where the fault spoils its part, that goes through all the same.
  const spoiled = run(plant({ failures: [{ ...certain, onFailure: 'scrap' }] }), 24)
  assert.deepEqual([spoiled.departures, spoiled.count(SCRAPPED)], [[], 3])
})

test('the repair of a tunnel waits for its part, then for its people', () => {
  // It stops at 8, when parts 1 and 2 are out at 5 and 7; the spare part comes at 11, so it moves again from 14 on, and the next is out at 15.
  const stops = { ...failure, up: fixed(8), takes: [{ from: SPARES, count: 1 }] }
  const { departures, time } = run(plant({ failures: [stops] }, 11), 18)
  assert.deepEqual(departures, [5, 7, 15, 17])
  assert.deepEqual([time(WAITING_FOR_REPAIR), time(DOWN)], [3, 3])
  // The crew is at work for the repair alone.
  const crew = [{ anyOf: [{ crew: 0 }], count: 1 }]
  const plan = plant({ failures: [{ ...stops, crew }] }, 11, { crews: [crewOf({ name: 'fitters' })] })
  const { windows } = createEngine(plan).run({ seed: 1, replication: 1, until: 18, cuts: [18], warmUp: 0 })!
  assert.deepEqual([...windows[0]!.people], [3, 18])
  // Without spare parts it is locked, and that is told.
  const elements = plant({ failures: [stops] }).elements.map((each) => (each.number === 4 ? { ...each, limit: 0 } : each))
  const { deadlock } = run({ ...plan, elements } as Plan, 4000)
  assert.ok(deadlock?.waits.includes('oven is down and waits for parts from spares'), JSON.stringify(deadlock))
})

test('failures of a tunnel come one after another, or overlap', () => {
  // Of two that are due at 6 s of open time the longer comes first; the other after it, from 11 to 14: parts 2, 3 wait from 6 on.
  const two = [
    { ...failure, name: 'f', key: 'f', up: fixed(6), clock: 'scheduled' as const },
    { ...failure, name: 'g', key: 'g', up: fixed(6), down: fixed(5), clock: 'scheduled' as const },
  ]
  assert.deepEqual(run(plant({ failures: two }), 18).departures, [5, 15, 17])
  // Together they are over at 11. The clock of f runs again from 9 on, so it comes next at 15, that of g from 11 on, at 17.
  const { departures, time, count } = run(plant({ failures: two, severalModes: 'together' }), 20)
  assert.deepEqual(departures, [5, 12, 14])
  assert.deepEqual([time(DOWN), count(FAILURES)], [5 + 5, 4])
})

test('a tunnel that refuses parts while it is down takes them when it is up', () => {
  // Parts come at 6 and 12; from 10 to 13 it is down.
  const oven = { failures: [{ ...failure, up: fixed(10), clock: 'scheduled' as const }], whenDown: 'refuses' as const }
  const plan = plant(oven)
  const elements = plan.elements.map((each) =>
    each.kind === 'source' ? { ...each, arrival: { kind: 'every', every: fixed(6) } as const } : each,
  )
  assert.deepEqual(run({ ...plan, elements }, 19).departures, [14, 18])
})

const service: MaintenancePlan = {
  name: 'm',
  key: 'm',
  every: fixed(4),
  duration: fixed(3),
  policy: 'age',
  clock: 'calendar',
  renews: 'all',
  maintain: 'after_part',
  crew: [],
  takes: [],
}

/** The plan with a part every so many seconds. */
function fed(plan: Plan, every: number): Plan {
  return {
    ...plan,
    elements: plan.elements.map((each) =>
      each.number === 0 && each.kind === 'source' ? { ...each, arrival: { kind: 'every', every: fixed(every) } } : each,
    ),
  }
}

test('a tunnel is emptied for maintenance after the part, and stands with all that is inside for one at once', () => {
  // Due at 4, with parts of 0 and 2 inside, which are out at 5 and 7: done at 10, and due again at 14, with parts of 10 and 12.
  const emptied = run(plant({ maintenance: [service] }), 20)
  assert.deepEqual([emptied.departures, emptied.time(MAINTENANCE)], [[5, 7, 15, 17], 6])
  // At once it stands from 4 to 7, with the part of 4 too, and from 11 to 14.
  const atOnce = run(plant({ maintenance: [{ ...service, maintain: 'at_once' }] }), 17)
  assert.deepEqual([atOnce.departures, atOnce.time(MAINTENANCE)], [[8, 10, 15, 17], 6])
  // It waits for what it takes, from 7 to 11.
  const supplied = run(plant({ maintenance: [{ ...service, takes: [{ from: SPARES, count: 1 }] }] }, 11), 14)
  assert.deepEqual([supplied.time(WAITING_FOR_PARTS), supplied.time(MAINTENANCE)], [4, 3])
})

test('maintenance waits until a tunnel is empty by itself, no longer than latest', () => {
  // One part every 10 s, inside from 10 to 15 and from 20 to 25: due at 12, done from 15 to 18.
  const idle: MaintenancePlan = { ...service, every: fixed(12), maintain: 'when_idle' }
  const rare = run(fed(plant({ maintenance: [idle] }), 10), 26)
  assert.deepEqual([rare.departures, rare.time(MAINTENANCE)], [[15, 25], 3])
  // One every 3 s: it is never empty; from 16 on nobody comes in, so it is at 20, and the next comes in at 23.
  assert.deepEqual(run(fed(plant({ maintenance: [idle] }), 3), 26).departures, [8, 11, 14, 17, 20, 23, 26])
  const pressed = run(fed(plant({ maintenance: [{ ...idle, latest: fixed(4) }] }), 3), 30)
  assert.deepEqual([pressed.departures, pressed.time(MAINTENANCE)], [[8, 11, 14, 17, 20, 28, 30], 3])
})

test('maintenance renews the failure clocks of its tunnel, a repair the age of what it renews', () => {
  // Serviced from 5 to 6, from 11 to 12, ..: a failure after 6 s of open time never comes. Not renewed it comes at 7, after the rest from 5 to 6.
  const fails = { ...failure, up: fixed(6), clock: 'scheduled' as const }
  const often: MaintenancePlan = { ...service, every: fixed(5), duration: fixed(1), clock: 'scheduled', maintain: 'at_once' }
  assert.equal(run(plant({ failures: [fails], maintenance: [often] }), 60).count(FAILURES), 0)
  const none = run(plant({ failures: [fails], maintenance: [{ ...often, renews: 'none' }] }), 10)
  assert.deepEqual([none.count(FAILURES), none.time(DOWN), none.time(MAINTENANCE)], [1, 3, 1])
  // Due after 8 s, but the repair from 6 to 9 counts too: it comes no more before the next at 15.
  assert.equal(run(plant({ failures: [fails], maintenance: [{ ...often, every: fixed(8) }] }), 60).time(MAINTENANCE), 0)
})

const line: LinePlan = {
  number: 0,
  path: 'line',
  key: 'line',
  elements: [1, 2],
  transfer: 'continuous',
  calendars: [],
  openEarly: 0,
  gaps: true,
  whenBlocked: 'stops',
  shiftEnd: 'pause',
  stops: [],
  sideBays: 0,
  cardBack: 'when_left',
}

test('tunnels of a continuous line are emptied as one', () => {
  const plan = planOf(
    [
      source({ path: 'source' }),
      tunnel({ path: 'coat', line: 0, takt: fixed(2), dwell: fixed(3) }),
      tunnel({ path: 'bake', line: 0, takt: fixed(2), dwell: fixed(2), maintenance: [service] }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1, lines: [line] },
  )
  // Due at 4, with parts of 0 and 2 inside, out at 5 and 7: done from 7 to 10.
  const { departures } = createEngine(plan, { departures: [{ element: 3, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until: 17,
    cuts: [17],
    warmUp: 0,
  })!
  assert.deepEqual(departures[3], [5, 7, 15, 17])
})

test('a tunnel wears with every part that comes to its exit', () => {
  const wear: WearPlan = { name: 'w', key: 'w', perCycle: fixed(0.4), failsAt: 1, duration: fixed(3), crew: [] }
  // Over 1 with the third part, at 9: it stands until 12, and again at 18.
  const fails = run(plant({ wear: [wear] }), 18)
  assert.deepEqual([fails.departures, fails.time(DOWN), fails.count(FAILURES)], [[5, 7, 9, 14, 16, 18], 3, 2])
  // Over 0.4 with the second, at 7: nobody comes in, and it is empty at 11, with 0.8; it is serviced until 14, and from 25 on.
  const serviced = run(plant({ wear: [{ ...wear, perCycle: fixed(0.2), servicedAt: 0.4 }] }), 28)
  assert.deepEqual([serviced.departures, serviced.time(MAINTENANCE), serviced.count(FAILURES)], [[5, 7, 9, 11, 19, 21, 23, 25], 6, 0])
  // Over 0.7 with the second, but it fails with the third before it is empty; repaired, it is as good as new.
  const both = run(plant({ wear: [{ ...wear, servicedAt: 0.7 }] }), 17)
  assert.deepEqual([both.departures, both.time(DOWN), both.time(MAINTENANCE)], [[5, 7, 9, 14, 17], 3, 0])
})

/** Open from 0 to 7, from 10 to 17, .. */
const shifts: Plan['calendars'] = [{ name: 'c', kind: 'periodic', period: 10, open: [{ from: 0, to: 7 }] }]

test('what is in a tunnel at closing may be lost', () => {
  // Parts of 0 and 2 are out at 5 and 7, those of 4 and 6 are lost; the next come in at 11, 13 and 15, of which two are lost at 17.
  const { departures, count } = run(plant({ calendars: [0], shiftEnd: 'scrap' }, 1000, { calendars: shifts }), 19)
  assert.deepEqual([departures, count(SCRAPPED)], [[5, 7, 16], 4])
})

test('the first parts that come out of a tunnel after heating are lost', () => {
  // It stands from 7 to 10 and heats until 12, with parts of 4 and 6 inside, which would be out at 14 and 16; the next comes in at 13.
  const heatUp = { after: 2, duration: fixed(2), restartScrap: 1 }
  const { departures, count } = run(plant({ calendars: [0], heatUp }, 1000, { calendars: shifts }), 17)
  assert.deepEqual([departures, count(SCRAPPED)], [[5, 7, 16], 1])
})

test('the first bodies that come out of a moving line after heating are lost', () => {
  // Bodies of 0 and 2 are out at 4 and 6. It stands from 7 to 10 and heats until 12: that of 4 is lost at 13, that of 6 is out at 15.
  const lines = [{ ...line, calendars: [0], takt: fixed(2), heatUp: { after: 2, duration: fixed(2), restartScrap: 1 } }]
  const members = ['first', 'last'].map((path) => station({ path, line: 0, calendars: [0] }))
  const plan = planOf([source({ path: 'source' }), ...members, sink({ path: 'sink' })], { ticksPerSecond: 1, lines, calendars: shifts })
  const { departures } = createEngine(plan, { departures: [{ element: 3, first: Infinity }] }).run({
    seed: 1,
    replication: 1,
    until: 17,
    cuts: [17],
    warmUp: 0,
  })!
  assert.deepEqual(departures[3], [4, 6, 15, 17])
})

test('a set-up of a tunnel begins when its people come, and keeps everybody out until it is done', () => {
  const products = ['a', 'b'].map((name) => ({ name, variants: [], attributes: [], route: [], quantities: {} }))
  const oven = (setup: Partial<SetupPlan>): Partial<TunnelPlan> => ({
    setup: { by: 'product', time: fixed(3), pairs: [], when: 'change', starts: 'with_part', first: false, crew: [], ...setup },
  })
  const of = products.map((_, product) => ({ product, share: fixed(0.5) }))
  const departures = (setup: Partial<SetupPlan>, size = 1): readonly number[] => {
    const plan = plant(oven(setup), 1000, { products, crews: [crewOf({ name: 'setters', size: fixed(size) })] })
    const elements = plan.elements.map((each) =>
      each.number === 0 && each.kind === 'source'
        ? { ...each, of, sequence: [0, 0, 1, 1], arrival: { kind: 'every', every: fixed(4) } as const, first: fixed(0), limit: 4 }
        : each,
    )
    return run({ ...plan, elements }, 60).departures
  }
  // Parts come at 0, 4, 8 and 12. The takt of the second is over at 6, so that the set-up for the third is over at 9 without people,
  // at 11 with them, who are called when it is there.
  assert.deepEqual(departures({}), [5, 9, 14, 17])
  const crew = [{ anyOf: [{ crew: 0 }], count: 1 }]
  assert.deepEqual(departures({ crew }), [5, 9, 16, 18])
  // Nobody ever comes: the third part waits for good.
  assert.deepEqual(departures({ crew }, 0), [5, 9])
})

test('a stop of a line waits for its part, and then takes its time', () => {
  const { departures } = createEngine(
    compiledOf(`genba: model/1
name: m
flow:
  - source
  - line: moving
    transfer: continuous
    takt: 1 s
    stops: {f: {up: 5 s, down: 2 s, takes: {spares: 1}}}
    flow: [{station: a}, {station: b}, {station: c}]
  - sink
  - {source: maker, every: 8 s}
  - {buffer: spares, capacity: 2}`),
    { departures: [{ element: 4, first: Infinity }] },
  ).run({ seed: 1, replication: 1, until: 13_000, cuts: [13_000], warmUp: 0 })!
  // Bodies of 0, 1 and 2 are out at 3, 4 and 5, when it stops; the part comes at 8, so it goes on at 10.
  assert.deepEqual(departures[4], [3000, 4000, 5000, 11_000, 12_000, 13_000])
})
