import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createEventCalendar } from './event-calendar.ts'

test('an empty calendar has nothing to advance to', () => {
  const calendar = createEventCalendar(5)
  assert.equal(calendar.advance(Infinity), false)
  assert.equal(calendar.due(), -1)
})

test('the lowest of the slots due at one tick comes first', () => {
  const calendar = createEventCalendar(4)
  calendar.schedule(3, 50)
  calendar.schedule(1, 50)
  calendar.schedule(2, 70)
  assert.equal(calendar.advance(Infinity), true)
  assert.deepEqual([calendar.clock[0], calendar.due()], [50, 1])
  calendar.cancel(1)
  assert.equal(calendar.due(), 3)
  calendar.cancel(3)
  assert.equal(calendar.due(), -1)
})

test('a calendar that may not reach the next event leaves the clock alone', () => {
  const calendar = createEventCalendar(2)
  calendar.schedule(0, 10)
  assert.equal(calendar.advance(9), false)
  assert.equal(calendar.clock[0], 0)
  assert.equal(calendar.advance(10), true)
})

test('it agrees with a list over any sequence of plans, also far beyond an epoch', () => {
  const slots = 11
  // Delays from a tick to some thousand years of milliseconds.
  const delay = fc.oneof(
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    fc.integer({ min: 2 ** 28 - 3, max: 2 ** 28 + 3 }),
    fc.integer({ min: 2 ** 40, max: 2 ** 45 }),
  )
  const step = fc.oneof(
    fc.record({ kind: fc.constant('plan' as const), slot: fc.nat(slots - 1), delay }),
    fc.record({ kind: fc.constant('cancel' as const), slot: fc.nat(slots - 1), delay }),
    fc.record({ kind: fc.constant('advance' as const), slot: fc.constant(0), delay }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const calendar = createEventCalendar(slots)
      const due = Array.from({ length: slots }, () => Infinity)
      for (const { kind, slot, delay: ticks } of steps) {
        if (kind === 'plan') {
          calendar.schedule(slot, ticks)
          due[slot] = calendar.clock[0]! + ticks
        } else if (kind === 'cancel') {
          calendar.cancel(slot)
          due[slot] = Infinity
        } else {
          const next = Math.min(...due)
          assert.equal(calendar.advance(Infinity), next < Infinity)
          if (next === Infinity) continue
          assert.equal(calendar.clock[0], next)
          while (calendar.due() >= 0) {
            assert.equal(calendar.due(), due.indexOf(next))
            due[calendar.due()] = Infinity
            calendar.cancel(calendar.due())
          }
          assert.equal(due.includes(next), false)
        }
        calendar.verify()
      }
    }),
  )
})

test('a number of slots that is not a whole number from 1 is refused', () => {
  for (const slots of [0, -1, 2.5, Number.NaN]) assert.throws(() => createEventCalendar(slots), /slots: expected a whole number from 1/)
})
