import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createEventCalendar } from './event-calendar.ts'
import { createWorkingClocks } from './working-clock.ts'

test('an event planned in working time happens once that much of it has passed', () => {
  // One calendar clock and a stop below it, each turned on and off at random; slot 0 holds the work, slots 1 and 2 turn.
  const intervals = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 40 })
  fc.assert(
    fc.property(intervals, intervals, fc.integer({ min: 1, max: 60 }), (shifts, stops, work) => {
      const events = createEventCalendar(3)
      const clocks = createWorkingClocks(events, 3)
      const open = clocks.add([])
      const runs = clocks.add([open])
      clocks.bind(0, runs)
      clocks.seal()
      clocks.schedule(0, runs, work)
      const turns = [shifts.slice(), stops.slice()]
      const standing = [false, false]
      const timeline: boolean[] = []
      turns.forEach((list, i) => events.schedule(i + 1, list.shift()!))
      let expected = Infinity
      let worked = 0
      while (events.advance(1000)) {
        const now = events.clock[0]!
        while (timeline.length < now) {
          timeline.push(!standing[0] && !standing[1])
          if (timeline.at(-1) === true && ++worked === work) expected = timeline.length
        }
        assert.equal(clocks.elapsed(runs), worked)
        for (let slot = events.due(); slot >= 0; slot = events.due()) {
          events.cancel(slot)
          if (slot === 0) {
            assert.equal(now, expected)
            return
          }
          const clock = slot === 1 ? open : runs
          if (standing[slot - 1] === true) clocks.release(clock)
          else clocks.hold(clock)
          standing[slot - 1] = standing[slot - 1] !== true
          const next = turns[slot - 1]!.shift()
          if (next !== undefined) events.schedule(slot, next)
        }
      }
      // Turned off for good before the work was done.
      assert.equal(clocks.pending(0), true)
      assert.equal(clocks.remaining(0), work - worked)
    }),
  )
})

test('an event due at the tick of a hold still happens', () => {
  const events = createEventCalendar(2)
  const clocks = createWorkingClocks(events, 2)
  const clock = clocks.add([])
  clocks.bind(0, clock)
  clocks.seal()
  clocks.schedule(0, clock, 5)
  events.schedule(1, 5)
  events.advance(5)
  clocks.hold(clock)
  assert.equal(events.due(), 0)
})
