import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createEventCalendar } from './event-calendar.ts'
import { createTransientCalendar } from './transient-calendar.ts'

test('every planned event happens at its tick, once, unless it was taken back', () => {
  const step = fc.record({ delay: fc.integer({ min: 1, max: 12 }), cancels: fc.nat(9), advances: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const events = createEventCalendar(2)
      const calendar = createTransientCalendar(events, 1)
      const expected = new Map<number, number>()
      const live: { event: number; subject: number }[] = []
      const happened = (kind: number, subject: number): void => {
        assert.equal(kind, 7)
        assert.equal(expected.get(subject), events.clock[0])
        expected.delete(subject)
        live.splice(
          live.findIndex((entry) => entry.subject === subject),
          1,
        )
      }
      const advance = (): boolean => {
        if (!events.advance(Infinity)) return false
        assert.equal(events.due(), 1)
        events.cancel(1)
        calendar.handleDue(happened)
        return true
      }
      steps.forEach(({ delay, cancels, advances }, subject) => {
        live.push({ event: calendar.plan(delay, 7, subject), subject })
        expected.set(subject, events.clock[0]! + delay)
        if (cancels === 0) {
          const [taken] = live.splice(subject % live.length, 1)
          calendar.cancel(taken!.event)
          expected.delete(taken!.subject)
        }
        if (advances) advance()
        assert.equal(calendar.pending(), expected.size)
      })
      while (advance());
      assert.equal(expected.size, 0)
    }),
  )
})
