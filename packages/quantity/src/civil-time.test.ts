import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DAY, formatClock, formatMoment, parseClock, parseMoment } from './civil-time.ts'

test('times of day are read and written', () => {
  assert.deepEqual(['00:00', '06:30', '6:30', '23:59:59', '24:00'].map(parseClock), [0, 23_400, 23_400, 86_399, DAY])
  assert.deepEqual([0, 23_400, 23_415, DAY].map(formatClock), ['00:00', '06:30', '06:30:15', '24:00'])
  for (const bad of ['24:01', '12:60', '12:30:60', '12', 'noon', ''])
    assert.throws(() => parseClock(bad), { message: `expected a time of day such as "06:30", received "${bad}"` })
})

test('moments are read and written, and undo each other', () => {
  assert.equal(parseMoment('1970-01-02'), DAY)
  assert.equal(parseMoment('2027-01-01T06:30'), 20_819 * DAY + 23_400)
  assert.equal(formatMoment(20_819 * DAY + 23_400), '2027-01-01 06:30')
  fc.assert(fc.property(fc.integer({ min: -6e10, max: 2.5e11 }), (seconds) => assert.equal(parseMoment(formatMoment(seconds)), seconds)))
  assert.throws(() => parseMoment('2027-01-01 noon'), /expected a time of day/)
})
