import assert from 'node:assert/strict'
import { test } from 'node:test'
import { float64, int32From } from './columns.ts'
import { createStateMonitor } from './monitor.ts'
import { intervalsOf, logged, type StateIntervals } from './state-log.ts'

const ROWS = int32From([0, 1], (row) => row)

const rowsOf = ({ unit, state, from, to }: StateIntervals) =>
  Array.from(unit, (of, at) => ({ unit: of, state: state[at]!, from: from[at]!, to: to[at]! }))

test('intervals are those of the monitor; what lasts no time is not seen', () => {
  const clock = float64(1)
  const log = logged(createStateMonitor(clock, ROWS, 2, 3, 0), clock, { from: 0, until: 100 })
  clock[0] = 5
  log.change(0, 1)
  clock[0] = 8
  log.change(0, 2)
  log.change(0, 1)
  clock[0] = 12
  log.change(0, 0)
  clock[0] = 20
  assert.deepEqual(rowsOf(intervalsOf(log.tape())), [
    { unit: 0, state: 0, from: 0, to: 5 },
    { unit: 0, state: 1, from: 5, to: 12 },
    { unit: 0, state: 0, from: 12, to: 20 },
    { unit: 1, state: 0, from: 0, to: 20 },
  ])
  assert.deepEqual([...log.cut()], [13, 7, 0, 20, 0, 0])
})

test('intervals are cut to the span, and a new run begins without any', () => {
  const clock = float64(1)
  const log = logged(createStateMonitor(clock, ROWS, 2, 3, 0), clock, { from: 6, until: 10 })
  clock[0] = 5
  log.change(0, 1)
  clock[0] = 8
  log.change(0, 2)
  clock[0] = 30
  assert.deepEqual(
    rowsOf(intervalsOf(log.tape())).filter(({ unit }) => unit === 0),
    [
      { unit: 0, state: 1, from: 6, to: 8 },
      { unit: 0, state: 2, from: 8, to: 10 },
    ],
  )
  clock[0] = 0
  log.reset()
  assert.deepEqual(rowsOf(intervalsOf(log.tape())), [])
})

test('there is place for any number of intervals', () => {
  const clock = float64(1)
  const log = logged(createStateMonitor(clock, ROWS, 2, 3, 0), clock, { from: 0, until: Infinity })
  for (let tick = 1; tick <= 5000; tick++) {
    clock[0] = tick
    log.change(0, tick % 2)
  }
  assert.equal(rowsOf(intervalsOf(log.tape())).filter(({ unit }) => unit === 0).length, 5000)
})

test('a span without a tick is refused', () => {
  const clock = float64(1)
  assert.throws(() => logged(createStateMonitor(clock, ROWS, 2, 3, 0), clock, { from: 4, until: 4 }), /expected an end after 4/)
})

test('a change after more ticks than a word holds', () => {
  const clock = float64(1)
  const log = logged(createStateMonitor(clock, ROWS, 2, 3, 0), clock, { from: 3, until: 2 ** 40 })
  clock[0] = 2 ** 35 + 7
  log.change(0, 2)
  clock[0] = 2 ** 35 + 2 ** 31 + 6
  log.change(0, 1)
  clock[0] = 2 ** 41
  assert.deepEqual(
    rowsOf(intervalsOf(log.tape())).filter(({ unit }) => unit === 0),
    [
      { unit: 0, state: 0, from: 3, to: 2 ** 35 + 7 },
      { unit: 0, state: 2, from: 2 ** 35 + 7, to: 2 ** 35 + 2 ** 31 + 6 },
      { unit: 0, state: 1, from: 2 ** 35 + 2 ** 31 + 6, to: 2 ** 40 },
    ],
  )
})
