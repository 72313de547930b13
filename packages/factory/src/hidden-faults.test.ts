import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planOf } from './compile.fixture.ts'
import { createEngine } from './engine.ts'
import { COUNTS, LEFT, PASSED_FIRST, REWORKED, SCRAPPED } from './record.ts'

/** What elements have counted after 100 s of a plant with ten parts. */
function counts(flow: string): (path: string, what: number) => number {
  const plan = planOf(`genba: model/1\nrun: {tick: 1 s}\nflow: [{source: in, limit: 10}, ${flow}]\n`)
  const { windows } = createEngine(plan).run({ seed: 1, replication: 1, until: 100, cuts: [100], warmUp: 0 })!
  return (path, what) => windows[0]!.counts[plan.elements.find((element) => element.path === path)!.number * COUNTS + what]!
}

const MAKE = '{station: make, cycle: 1 s, defects: {leak: 100 %}}'

test('a fault that is found sends the part away, where it is put right; one that is missed goes on', () => {
  const repair = '{station: repair, cycle: 1 s, to: again}, {buffer: again, capacity: unlimited, to: test}'
  const found = counts(
    `${MAKE}, {buffer: made, capacity: 3}, {station: test, from: [again, made], cycle: 1 s, inspects: {leak: 100 %, to: repair}}, sink, ${repair}`,
  )
  // Every part is tested twice: it is rejected, and passes.
  assert.deepEqual([found('test', REWORKED), found('test', PASSED_FIRST), found('repair', LEFT), found('sink', LEFT)], [10, 10, 10, 10])
  const missed = counts(
    `${MAKE}, {station: test, cycle: 1 s, inspects: {leak: 0 %}}, {station: audit, cycle: 1 s, inspects: {leak: 100 %}}, sink`,
  )
  assert.deepEqual([missed('test', SCRAPPED), missed('audit', SCRAPPED), missed('sink', LEFT)], [0, 10, 0])
})

test('a false alarm is one on a part without the faults that are looked for', () => {
  const alarm = 'inspects: {leak: 0 %, false_alarm: 100 %}'
  assert.equal(counts(`${MAKE}, {station: test, cycle: 1 s, ${alarm}}, sink`)('test', SCRAPPED), 0)
  const makesNone = '{station: make, cycle: 1 s, defects: {leak: 0 %}}'
  assert.equal(counts(`${makesNone}, {station: test, cycle: 1 s, ${alarm}}, sink`)('test', SCRAPPED), 10)
})

test('an inspection sees the faults of its own work; tries limit how often it rejects', () => {
  const both = '{station: make, cycle: 1 s, defects: {leak: 100 %}, inspects: {leak: 100 %, to: back}, tries: 2, after_tries: pass'
  const count = counts(`{buffer: first, capacity: 3}, ${both}, from: [back, first]}, sink, {buffer: back, capacity: unlimited, to: make}`)
  assert.deepEqual([count('make', REWORKED), count('sink', LEFT)], [10, 10])
})

test('what is assembled has the faults of what went into it, and pieces have those of the whole', () => {
  const assembled = counts(
    `${MAKE}, {buffer: leaky, capacity: 2, to: join}, {source: others}, {station: join, cycle: 1 s, takes: {leaky: 1}}, {station: audit, cycle: 1 s, inspects: {leak: 100 %}}, sink`,
  )
  assert.equal(assembled('audit', SCRAPPED), 10)
  const divided = counts(
    `${MAKE}, {station: cut, cycle: 1 s, divides: {a: 1, b: 1}}, {station: a, cycle: 1 s, inspects: {leak: 100 %}}, {sink: ends}, {station: b, cycle: 1 s, inspects: {leak: 100 %}}, sink`,
  )
  assert.deepEqual([divided('a', SCRAPPED), divided('b', SCRAPPED)], [10, 10])
})
