import assert from 'node:assert/strict'
import { test } from 'node:test'
import { told } from './compile.fixture.ts'

const base = (shift: string, days: string): string => `genba: model/1
run: {start: 2028-03-01, end: 2028-03-31}
calendars: {hours: {days: ${days}, shifts: {early: {${shift}}, late: {open: 15:00 to 23:00}}}}
crews: {team: {size: 3, calendar: hours, overtime: 36 h/month}}
flow:
  - source
  - {station: work, cycle: 1 min, crew: team, calendar: hours}
  - sink
`

test('overtime beyond the legal limit of a month is told, by shift', () => {
  // March 2028 has 23 days from Monday to Friday and 4 Saturdays: ten hours a day are 2 h too many on each.
  assert.deepEqual(told(base('open: 05:00 to 15:00', 'Mon to Fri')), [
    'm.yaml:4:9  crews.team: who works the shift "early" works 46 h of overtime in 2028-03, 36 h are allowed; shorten the shift, or take another  [G2040, warning]',
  ])
  // With a break of an hour one hour on each day; a sixth day beyond 40 h a week, of all of its hours: 8 h on four Saturdays.
  assert.deepEqual(told(base('open: 05:00 to 15:00, breaks: [10:00 to 11:00]', 'Mon to Fri')), [])
  assert.deepEqual(told(base('open: 06:00 to 14:00', 'Mon to Sat')), [])
  assert.equal(told(base('open: 05:00 to 15:00, breaks: [10:00 to 11:00]', 'Mon to Sat')).length, 1)
})
