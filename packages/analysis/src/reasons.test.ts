import assert from 'node:assert/strict'
import { test } from 'node:test'
import { historyOf, rowOf } from './history.fixture.ts'
import { lifeOf } from './part-life.ts'
import { createReasons, type Reason } from './reasons.ts'

/** `3..5 down b (behind buffer)`. */
function told(reasons: readonly Reason[]): readonly string[] {
  return reasons.map(({ from, to, kind, element, way }) => {
    const steps = way.map((step) => `${step.how} ${step.element}`).join(', ')
    return `${from}..${to} ${kind} ${element}${steps === '' ? '' : ` (${steps})`}`
  })
}

test('blocked, through a buffer and a station, by a failure at the end of the line', () => {
  // a takes 2 s, b 2 s, c 4 s; one place before c. c fails after 6 s of work, for 10 s.
  // c: part 0 [4, 8), part 1 [8, 10), down [10, 20), [20, 22), part 2 [22, 26).
  // b: part 0 [2, 4), part 1 [4, 6), part 2 [6, 8), part 3 [8, 10), which stays until the place is free at 22.
  // a: part 3 [6, 8), part 4 [8, 10), which stays until 22 too.
  const history = historyOf(
    `flow:
  - source
  - {station: a, cycle: 2 s}
  - {station: b, cycle: 2 s}
  - {buffer: place, capacity: 1}
  - {station: c, cycle: 4 s, failures: {jam: {up: 6 s, down: 10 s}}}
  - sink
`,
    30,
  )
  const reasons = createReasons(history)
  const inA = rowOf(history, 'a', 'source', 4)
  assert.deepEqual([history.visits.ready[inA], history.visits.left[inA]], [10, 22])
  const waited = reasons.ofWaiting(inA)
  assert.deepEqual(told(waited), ['10..20 down c (behind b, behind place)', '20..22 working c (behind b, behind place)'])
  assert.deepEqual(waited[0]!.failure, { name: 'jam', since: 10 })
  // Part 2 was in the place from 8 on, and waited for c there.
  assert.deepEqual(told(reasons.ofWaiting(rowOf(history, 'place', 'source', 2))), ['8..10 working c', '10..20 down c', '20..22 working c'])
  // Part 1 was in c while that was down.
  assert.deepEqual(told(reasons.ofStanding(rowOf(history, 'c', 'source', 1))), ['10..20 down c'])
})

test('an assembly waits for a part: what that part did meanwhile', () => {
  // join takes 1 s and a pack for each body; a pack comes every 5 s, first at 5, then takes 3 s at pack_station: at 8, 13, ...
  // body 0 comes to join at 1 and waits inside for the pack until 8; body 1 is ready in body_station at 2 and waits until 9.
  const history = historyOf(
    `flow:
  - source: bodies
  - {station: body_station, cycle: 1 s, to: join}
  - {source: pack_source, every: 5 s}
  - {station: pack_station, cycle: 3 s}
  - {buffer: packs, capacity: 10}
  - {station: join, cycle: 1 s, from: [body_station], takes: {packs: 1}, take_when: main_first}
  - sink
`,
    30,
  )
  const reasons = createReasons(history)
  assert.deepEqual(told(reasons.ofStanding(rowOf(history, 'join', 'bodies', 0))), [
    '1..5 not_arrived pack_source (lacks_part join)',
    '5..8 working pack_station (lacks_part join)',
  ])
  assert.deepEqual(told(reasons.ofWaiting(rowOf(history, 'body_station', 'bodies', 1))), [
    '2..5 not_arrived pack_source (lacks_part join)',
    '5..8 working pack_station (lacks_part join)',
    '8..9 working join',
  ])
  const life = lifeOf(history, reasons, rowOf(history, 'sink', 'bodies', 0))
  const joined = life.visits.find(({ element }) => element === 'join')!.joined
  assert.deepEqual(
    joined.map(({ count, came, last }) => [count, came, last.source, last.visits.map(({ element }) => element)]),
    [[1, 8, 'pack_source', ['pack_source', 'pack_station', 'packs']]],
  )
  assert.equal(life.isCut, false)
})

test('one crew for two stations: who had them; one technician for two repairs: until when nobody came', () => {
  // a and b are two lines of their own that want the one operator. a takes 4 s, b 3 s, first come.
  // a begins at 0 (both ask at 0, a is written first), b from 4 to 7, a from 7 to 11, and so on.
  const history = historyOf(
    `crews: {operator: {size: 1}}
flow:
  - source: ones
  - {station: a, cycle: 4 s, crew: operator}
  - sink: done_one
  - source: twos
  - {station: b, cycle: 3 s, crew: operator}
  - sink: done_two
`,
    30,
  )
  const reasons = createReasons(history)
  const standing = reasons.ofStanding(rowOf(history, 'b', 'twos', 0))
  assert.deepEqual(told(standing), ['0..4 waiting_for_crew b'])
  assert.deepEqual(standing[0]!.crew, { names: ['operator'], heldBy: 'a' })

  // x fails after 3 s, y after 4 s, each is repaired in 5 s by the one technician: x [3, 8), y waits [4, 8), is repaired [8, 13).
  const repairs = historyOf(
    `crews: {technician: {size: 1}}
flow:
  - source: ones
  - {station: x, cycle: 100 s, failures: {stop: {up: 3 s, down: 5 s, crew: technician}}}
  - sink: done_one
  - source: twos
  - {station: y, cycle: 6 s, failures: {leak: {up: 4 s, down: 5 s, crew: technician}}}
  - sink: done_two
`,
    30,
  )
  const down = createReasons(repairs).ofStanding(rowOf(repairs, 'y', 'twos', 0))
  assert.deepEqual(told(down), ['4..13 down y'])
  assert.deepEqual(down[0]!.failure, { name: 'leak', since: 4, repairedFrom: 8 })
})

test('a line that steps waits for its slowest station', () => {
  // s1 takes 2 s, s2 5 s, s3 1 s; they step together. Steps at 0 (part 0 comes), 2, then every 5 s while s2 works.
  const history = historyOf(
    `flow:
  - source
  - line: l
    transfer: synchronous
    takt: 1 s
    flow: [{station: s1, cycle: 2 s}, {station: s2, cycle: 5 s}, {station: s3, cycle: 1 s}]
  - sink
`,
    30,
  )
  const row = rowOf(history, 'l.s1', 'source', 1)
  assert.deepEqual([history.visits.entered[row], history.visits.left[row]], [2, 7])
  assert.deepEqual(told(createReasons(history).ofStanding(row)), ['4..7 working l.s2 (in_step l.s1)'])
})
