import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createCauses } from './causes.ts'
import { criticalPath } from './critical-path.ts'
import { historyOf, rowOf } from './history.fixture.ts'
import type { History } from './history.ts'
import { createReasons } from './reasons.ts'

/** `0 birth, 2 place b by 0`: tick and cause of the start and of the departure of a visit. */
function whyOf(history: History, element: string, source: string, serial: number): string {
  const causes = createCauses(history)
  const row = rowOf(history, element, source, serial)
  return [[causes.startOf(row), causes.ofStart(row)] as const, [history.visits.left[row]!, causes.ofDeparture(row)] as const]
    .map(([tick, { kind, element: at, row: by }]) => {
      const part = by < 0 || by === row ? '' : ` by ${history.visits.serial[by]}`
      return `${tick} ${kind} ${history.plan.elements[at]!.path}${part}`
    })
    .join(', ')
}

const FAILING = `flow:
  - source
  - {station: a, cycle: 2 s}
  - {station: b, cycle: 2 s}
  - {buffer: place, capacity: 1}
  - {station: c, cycle: 4 s, failures: {jam: {up: 6 s, down: 10 s}}}
  - sink
`

test('a line by hand: completion, place, arrival, and a chain of blocking', () => {
  // c works [4, 10), [20, 26), [36, 42): part 0 [4, 8), part 1 [8, 22), part 2 [22, 26), part 3, which comes in at 26, [36, 40).
  // b: part 0 [2, 4), part 1 [4, 6), part 2 [6, 8), part 3 [8, 10) and blocked until part 2 leaves the place at 22.
  const history = historyOf(FAILING, 60)
  assert.equal(whyOf(history, 'a', 'source', 0), '0 birth a, 2 completion a')
  assert.equal(whyOf(history, 'b', 'source', 0), '2 arrival a by 0, 4 completion b')
  assert.equal(whyOf(history, 'a', 'source', 1), '2 place a by 0, 4 completion a')
  assert.equal(whyOf(history, 'place', 'source', 1), '6 arrival b by 1, 8 place c by 0')
  assert.equal(whyOf(history, 'b', 'source', 3), '8 arrival a by 3, 22 place place by 2')
  assert.equal(whyOf(history, 'a', 'source', 4), '8 place a by 3, 22 place b by 3')
  assert.equal(whyOf(history, 'place', 'source', 3), '22 place place by 2, 26 place c by 2')
  assert.equal(whyOf(history, 'c', 'source', 3), '36 repair c, 40 completion c')
})

test('the critical path of that line: all of it is c, but for the first part', () => {
  // Part 4 leaves at 54: back through c, which worked [52, 54), [36, 42), [20, 26), [4, 10) on five parts, and was down between; before
  // 4 b, before 2 a. Its work is in seven pieces: parts 4 and 1 are interrupted.
  const history = historyOf(FAILING, 60)
  const last = rowOf(history, 'sink', 'source', 4)
  const path = criticalPath(history, createCauses(history), createReasons(history), last, 0)
  assert.deepEqual(path, {
    until: 54,
    from: 0,
    ends: 'span',
    shares: [
      { element: 'c', kind: 'down', ticks: 30, count: 3 },
      { element: 'c', kind: 'working', ticks: 20, count: 7 },
      { element: 'a', kind: 'working', ticks: 2, count: 1 },
      { element: 'b', kind: 'working', ticks: 2, count: 1 },
    ],
  })
})

test('an assembly: the last part that came, and what was wanted', () => {
  const history = historyOf(
    `flow:
  - source: bodies
  - {station: body_station, cycle: 1 s, to: join}
  - {source: pack_source, every: 5 s}
  - {station: pack_station, cycle: 3 s}
  - {buffer: packs, capacity: 10}
  - {station: join, cycle: 7 s, from: [body_station], takes: {packs: 1}, take_when: main_first}
  - sink
`,
    60,
  )
  // Packs are there at 8, 13, 18, ...; join works on body 0 from 8 to 15, on body 1 from 15 on, with the pack of 13.
  assert.equal(whyOf(history, 'join', 'bodies', 0), '8 input packs by 0, 15 completion join')
  assert.equal(whyOf(history, 'join', 'bodies', 1), '15 place join by 0, 22 completion join')
  assert.equal(whyOf(history, 'packs', 'pack_source', 0), '8 arrival pack_station by 0, 8 completion packs')
  assert.equal(whyOf(history, 'packs', 'pack_source', 1), '13 arrival pack_station by 1, 15 wanted join by 1')
})

test('people who come later than they were asked for are the cause, and who had them', () => {
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
  // a [0, 4), b [4, 7), a [7, 11).
  assert.equal(whyOf(history, 'b', 'twos', 0), '4 crew b by 0, 7 completion b')
  assert.equal(whyOf(history, 'a', 'ones', 1), '7 crew a by 0, 11 completion a')
  // One operator is the whole way: 4 s and 3 s in turn.
  const last = rowOf(history, 'done_two', 'twos', 3)
  const path = criticalPath(history, createCauses(history), createReasons(history), last, 0)
  assert.deepEqual(
    path.shares.map(({ element, kind, ticks }) => [element, kind, ticks]),
    [
      ['a', 'working', 16],
      ['b', 'working', 12],
    ],
  )
})

test('two parts leave in one tick: the second because of the first', () => {
  // Both positions of a end at 2; b has room for one, and takes the other 3 s later.
  const history = historyOf(
    `flow:
  - {source: s, every: 100 s, first: 0 s, batch: 2}
  - {station: a, cycle: 2 s, positions: 2}
  - {buffer: wide, capacity: 10, move_time: 1 s}
  - {station: b, cycle: 3 s}
  - sink
`,
    30,
  )
  assert.equal(whyOf(history, 'a', 's', 0), '0 arrival s by 0, 2 completion a')
  assert.equal(whyOf(history, 'wide', 's', 1), '2 arrival a by 1, 6 place b by 0')
  assert.equal(whyOf(history, 'b', 's', 1), '6 place b by 0, 9 completion b')
})

/** A plant of much that ties: parallel positions, merges, an assembly, people, failures, short times of whole seconds. */
const MANY_TIES = `crews: {team: {size: 2}, fitters: {size: 1}}
flow:
  - {source: left, every: triangular(1 s 3 s 6 s)}
  - {station: press, positions: 3, cycle: triangular(2 s 6 s 12 s), crew: team, failures: {jam: {mtbf: 60 s, mttr: 6 s, crew: fitters}}}
  - {buffer: rack, capacity: 3, to: weld}
  - {source: right, every: triangular(1 s 4 s 7 s)}
  - {station: saw, positions: 2, cycle: triangular(2 s 5 s 9 s), crew: team}
  - {buffer: shelf, capacity: 4, to: weld}
  - {source: bolts, every: 4 s}
  - {buffer: box, capacity: 6}
  - {station: weld, positions: 2, cycle: triangular(3 s 4 s 6 s), from: [rack, shelf], takes: {box: 1}, take_when: main_first}
  - {station: check, cycle: 2 s, scrap: 5 %, rework: {mend: 10 %}, failures: {sensor: {mtbf: 90 s, mttr: 8 s, crew: fitters}}}
  - sink
  - {station: mend, cycle: triangular(4 s 6 s 9 s), crew: team, to: check}
`

test('in any order within a tick every cause, reason and path is the same', () => {
  const told = (shuffle?: number): string => {
    const history = historyOf(MANY_TIES, 1500, shuffle)
    const { visits, plan } = history
    const causes = createCauses(history)
    const reasons = createReasons(history)
    const part = (row: number): string => (row < 0 ? '' : `${visits.source[row]}.${visits.serial[row]}@${visits.element[row]}`)
    const lines = Array.from(visits.left, (tick, row) => {
      const [start, departure] = [causes.ofStart(row), causes.ofDeparture(row)]
      const waited = reasons.ofWaiting(row).map(({ from, to, kind, element }) => `${from} ${to} ${kind} ${element}`)
      return `${part(row)} ${tick}: ${causes.startOf(row)} ${start.kind} ${part(start.row)}, ${departure.kind} ${part(departure.row)}; ${waited.join(', ')}`
    })
    const sink = plan.elements.find(({ kind }) => kind === 'sink')!.number
    const path = criticalPath(history, causes, reasons, history.at(sink).at(-1)!, 0)
    return [...lines.toSorted(), JSON.stringify(path)].join('\n')
  }
  const plain = told()
  assert.ok(plain.includes(' crew ') && plain.includes(' input ') && plain.includes(' repair ') && plain.includes(' place '))
  for (let shuffle = 1; shuffle <= 8; shuffle++) assert.equal(told(shuffle), plain, `shuffle ${shuffle}`)
})

test('the time of a critical path is all of it spent somewhere', () => {
  const history = historyOf(MANY_TIES, 1500)
  const sink = history.plan.elements.find(({ kind }) => kind === 'sink')!.number
  const path = criticalPath(history, createCauses(history), createReasons(history), history.at(sink).at(-1)!, 0)
  const spent = path.shares.reduce((sum, { ticks }) => sum + ticks, 0)
  assert.equal(spent, path.until - path.from)
})

test('a set-up that began before its part came in is why that comes in', () => {
  // Part 0 comes at 2, its set-up lasts until 3, 3-5; part 1 comes at 4, set-up 5-6.
  const history = historyOf(
    `flow:
  - {source: source, every: 2 s, limit: 3}
  - {buffer: queue, capacity: 1}
  - {station: server, setup: 1 s, setup_when: every_part, first_setup: true, setup_starts: ahead, cycle: 2 s}
  - sink
`,
    20,
  )
  assert.equal(whyOf(history, 'server', 'source', 1), '6 set_up server, 8 completion server')
  assert.equal(whyOf(history, 'queue', 'source', 1), '4 arrival source by 1, 6 set_up server')
  const waited = createReasons(history).ofWaiting(rowOf(history, 'queue', 'source', 1))
  assert.deepEqual(
    waited.map(({ kind, element, from, to }) => [kind, element, from, to]),
    [
      ['working', 'server', 4, 5],
      ['set_up', 'server', 5, 6],
    ],
  )
})
