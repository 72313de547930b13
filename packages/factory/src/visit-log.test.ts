import assert from 'node:assert/strict'
import { test } from 'node:test'
import { float64, int32, int32From, type PartColumns } from 'genba/kernel'
import { createEngine, type EngineOptions } from './engine.ts'
import type { Observation } from './observation.ts'
import type { Plan } from './plan.ts'
import { buffer, exponential, fixed, planOf, sink, source, station } from './plan.fixture.ts'
import { dice, randomPlant } from './random-plant.fixture.ts'
import { createVisitLog, readVisits } from './visit-log.ts'
import { failuresOf, joinsOf, visitsOf } from './visit-texts.fixture.ts'
import { readTape } from './visit-reader.ts'
import { createVisitTape } from './visit-tape.ts'
import { createWorld } from './world.ts'

const HORIZON = 2000
const specOf = (until: number) => ({ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 })

function observe(plan: Plan, options: EngineOptions, shuffle?: number): Observation {
  const engine = createEngine(plan, options)
  if (shuffle !== undefined) engine.shuffleWith(dice(shuffle))
  return engine.run(specOf(HORIZON))!
}

test('a line of two: every visit by hand', () => {
  // a takes 2 ticks, b 5, one place between them. The first part: a [0, 2), b [2, 7). The second: a [2, 4), buffer [4, 7), b [7, 12).
  // The third: a [4, 6), waits there until the buffer has room at 7, buffer [7, 12).
  const plan = planOf(
    [
      source({ path: 'source' }),
      station({ path: 'a', cycle: fixed(2) }),
      buffer({ path: 'buffer', capacity: 1 }),
      station({ path: 'b', cycle: fixed(5) }),
      sink({ path: 'sink' }),
    ],
    { ticksPerSecond: 1 },
  )
  const observation = createEngine(plan, { history: { from: 0, until: 13 } }).run(specOf(12))!
  const { element, serial, unit, entered, ready, left } = readVisits(observation.visits!).visits
  const of = (number: number): readonly (readonly number[])[] =>
    Array.from(element, (at, i) => [at, entered[i]!, ready[i]!, left[i]!, unit[i]!]).filter((_, i) => serial[i] === number)
  assert.deepEqual(of(0), [
    [0, 0, 0, 0, -1],
    [1, 0, 2, 2, 0],
    [2, 2, 2, 2, -1],
    [3, 2, 7, 7, 1],
    [4, 7, 7, 7, -1],
  ])
  assert.deepEqual(of(1), [
    [0, 2, 2, 2, -1],
    [1, 2, 4, 4, 0],
    [2, 4, 4, 7, -1],
    [3, 7, 12, 12, 1],
    [4, 12, 12, 12, -1],
  ])
  assert.deepEqual(of(2), [
    [0, 4, 4, 4, -1],
    [1, 4, 6, 7, 0],
    [2, 7, 7, 12, -1],
  ])
})

test('a span shows the visits that end in it', () => {
  const plan = planOf(
    [source({ path: 'source' }), station({ path: 'a', cycle: fixed(3) }), station({ path: 'b', cycle: fixed(4) }), sink({ path: 'sink' })],
    { ticksPerSecond: 1 },
  )
  const { left } = readVisits(observe(plan, { history: { from: 501, until: 777 } }).visits!).visits
  const all = readVisits(observe(plan, { history: { from: 0, until: HORIZON } }).visits!).visits.left
  assert.deepEqual(
    [...left],
    [...all].filter((tick) => tick >= 501 && tick < 777),
  )
})

test('where there is too much the oldest visits are given up, and it is said from when all is there', () => {
  const plan = planOf([source({ path: 'source' }), station({ path: 'a' }), sink({ path: 'sink' })])
  const { topology, layout, parts, births, events } = createWorld(plan, [], false)
  const log = createVisitLog(
    { plan, topology, layout, tandems: [], parts, clock: events.clock },
    { from: 0, until: Infinity },
    { words: 26, mostBlocks: 2 },
  )
  log.open()
  // One visit to `a` at each tick, each of a part that goes into the one before it.
  let before = births.make(0)
  for (let tick = 1; tick <= 10; tick++) {
    events.clock[0] = tick
    const part = births.make(0)
    log.left(1, part)
    log.joined(before)
    log.turn()
    before = part
  }
  const { from, visits, joins } = readVisits(log.contents())
  // Two blocks of four: each visit takes four words and what it goes into three. Those of ticks 1 to 4 are given up after 8.
  assert.equal(from, 5)
  assert.deepEqual([...visits.left], [5, 6, 7, 8, 9, 10])
  assert.deepEqual([...visits.serial], [5, 6, 7, 8, 9, 10])
  assert.deepEqual(
    [[...joins.visit], [...joins.serial]],
    [
      [0, 1, 2, 3, 4, 5],
      [4, 5, 6, 7, 8, 9],
    ],
  )
  log.reset()
  assert.deepEqual([...readVisits(log.contents()).visits.left], [])
})

test('a tape of many blocks says what a tape of one says, and of few what ended since they begin', () => {
  // Two lines of stations in tandem that fail, with buffers, and between them a station with two positions.
  const failures = [
    {
      name: 'fault',
      key: 'fault',
      up: exponential(40),
      down: exponential(9),
      clock: 'operating',
      onFailure: 'resume',
      crew: [],
      takes: [],
    },
  ] as const
  const line = (name: string) =>
    [1, 2, 3].flatMap((i) => [
      station({ path: `${name}.s${i}`, cycle: exponential(5), failures: i === 2 ? failures : [] }),
      buffer({ path: `${name}.b${i}`, capacity: i }),
    ])
  const pair = station({ path: 'pair', positions: 2, cycle: exponential(12) })
  const plan = planOf(
    [source({ path: 'source' }), ...line('a'), pair, buffer({ path: 'between', capacity: 3 }), ...line('c'), sink({ path: 'sink' })],
    {
      ticksPerSecond: 1,
    },
  )
  const until = 40_000
  const run = (options: EngineOptions): Observation => createEngine(plan, options).run({ ...specOf(until), until, cuts: [until] })!
  for (const from of [0, 12_345]) {
    const history = { from, until: until - 77 }
    const whole = run({ history })
    const many = run({ history, tape: { words: 500, mostBlocks: 1000 } })
    assert.ok(many.visits!.tape.blocks.length > 20)
    assert.deepEqual(visitsOf(many), visitsOf(whole))
    assert.deepEqual(visitsOf(run({ history, shortcuts: false })), visitsOf(whole))
    const few = readVisits(run({ history, tape: { words: 500, mostBlocks: 5 } }).visits!)
    const all = readVisits(whole.visits!).visits
    assert.ok(few.from > until / 2)
    assert.deepEqual(
      [...few.visits.left],
      [...all.left].filter((tick) => tick >= few.from),
    )
    assert.deepEqual(
      [...few.visits.entered],
      [...all.entered].filter((_, row) => all.left[row]! >= few.from),
    )
  }
})

test('random plants: visits change nothing, and mean the same in any order within a tick', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const plan = randomPlant(seed)
    const wanted = { history: { from: 0, until: HORIZON + 1 } }
    const told = observe(plan, wanted)
    assert.equal(told.fingerprint, observe(plan, {}).fingerprint, `plant ${seed}`)
    const shuffled = observe(plan, wanted, seed)
    assert.deepEqual(visitsOf(shuffled), visitsOf(told), `plant ${seed}`)
    assert.deepEqual(joinsOf(shuffled), joinsOf(told), `plant ${seed}`)
    assert.deepEqual(failuresOf(shuffled), failuresOf(told), `plant ${seed}`)
    const { entered, ready, left, source: of } = readVisits(told.visits!).visits
    for (let at = 0; at < left.length; at++)
      if (of[at]! < plan.elements.length) assert.ok(entered[at]! <= ready[at]! && ready[at]! <= left[at]!, `plant ${seed}, visit ${at}`)
  }
})

test('any ticks come back from a tape: random visits, long waits, blocks that are full', () => {
  const die = dice(7)
  const far = (): number => (die(20) === 0 ? 2 ** 31 * (1 + die(5)) + die(100) : die(4) * die(50))
  const columns = { born: float64(9), source: int32(9), serial: int32(9), product: int32(9) } as PartColumns
  const clock = float64(1)
  const tape = createVisitTape(columns, clock, 0, () => undefined, { words: 200, mostBlocks: 1000 })
  tape.open()
  const expected: (readonly number[])[] = []
  for (let i = 0; i < 3000; i++) {
    const part = die(9)
    clock[0] = clock[0]! + far()
    const now = clock[0]!
    if (die(4) === 0) {
      columns.source[part] = die(3)
      columns.serial[part] = i
      columns.product[part] = die(3) - 1
      columns.born[part] = Math.max(0, now - far())
      tape.renewed(part)
    }
    const entered = Math.max(columns.born[part]!, now - far())
    const ready = [entered, now, Math.min(now, entered + die(30))][die(3)]!
    const place = die(5)
    tape.write(place, part, entered, ready)
    if (die(3) === 0) tape.turn()
    const { source, serial, product, born } = columns
    expected.push([place, source[part]!, serial[part]!, product[part]!, 10 + place, born[part]!, entered, ready, now])
  }
  const { blocks, begins } = tape.take()
  assert.ok(blocks.length > 20)
  const tandems = { first: 5, buffer: int32(0) }
  const places = { element: int32From([0, 1, 2, 3, 4], Number), unit: int32From([10, 11, 12, 13, 14], Number) }
  const told = readTape({ blocks, begins, ...places, tandems }).visits
  const { element, source, serial, product, unit, born, entered, ready, left } = told
  const rows = expected.map((_, row) => [element, source, serial, product, unit, born, entered, ready, left].map((column) => column[row]!))
  assert.deepEqual(rows, expected)
})
