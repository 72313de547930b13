import assert from 'node:assert/strict'
import { test } from 'node:test'
import { told } from './compile.fixture.ts'
import type { Files } from './compile.fixture.ts'

/** What is said of a model: whole messages, so that nobody changes one unawares. */
function says(title: string, model: string, lines: readonly string[], files: Files = {}): void {
  test(title, () => assert.deepEqual(told(`genba: model/1\n${model}\n`, { files }), lines))
}

// Time

says(
  'a calendar whose breaks leave nothing',
  `calendars: {c: {days: Mon to Fri, shifts: {a: {open: 06:00 to 14:00, breaks: [06:00 to 14:00]}}}}
flow: [source, {station: M1, cycle: 1 s, calendar: c}, sink]`,
  ['m.yaml:2:13  calendars.c: it never opens: it has no days or shifts, or its breaks leave nothing  [G1203]'],
)

says(
  'a period without windows, and windows outside a period',
  `calendars: {c: {period: 10 s, open: []}, d: {period: 10 s, open: [5 s to 12 s]}}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:2:16  calendars.c: it never opens: give windows, such as open: [0 h to 16 h]  [G1203]',
    'm.yaml:2:45  calendars.d: the windows of a period lie within it, from 0 s to 10 s  [G1202]',
  ],
)

says(
  'breaks that overlap, and a break outside its shift',
  `calendars: {c: {shifts: {a: {open: 06:00 to 14:00, breaks: [08:00 to 09:00, 08:30 to 10:00]}}}, d: {shifts: {a: {open: 06:00 to 14:00, breaks: [14:00 to 15:00]}}}}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:2:13  calendars.c: shift a: expected breaks that do not overlap, received 08:30 to 10:00 before 09:00  [G1204]',
    'm.yaml:2:97  calendars.d: shift a: expected breaks within 06:00 to 14:00, received 14:00 to 15:00  [G1204]',
  ],
)

says(
  'a calendar that is none, used all the same',
  `calendars: {c: always}
flow: [source, {station: M1, cycle: 1 s, calendar: c}, sink]`,
  [
    'm.yaml:2:16  calendars.c: expected a mapping such as {days: Mon to Fri, shifts: {early: {open: 06:00 to 14:30}}}, received "always"  [G1003]',
  ],
)

says(
  'holidays in a run without dates',
  `holidays: {h: {2028-01-01: New Year}}
calendars: {c: {days: Mon to Fri, holidays: h}}
flow: [source, {station: M1, cycle: 1 s, calendar: c}, sink]`,
  ['m.yaml:3:13  calendars.c: holidays have no effect on a run without dates; write run: {start: .., end: ..}  [G2030, warning]'],
)

says(
  'a calendar that changes in a run without dates',
  `milestones: {sop: 2028-01-01}
calendars: {c: {days: Mon to Fri}, d: {days: Sat}}
flow: [source, {station: M1, cycle: 1 s, calendar: {sop: c, sop + 3 d: d}}, sink]`,
  ['m.yaml:4:52  M1.calendar: a calendar that changes by date needs a run with dates: run: {start: .., end: ..}  [G1205]'],
)

says(
  'a run without an end',
  `run: {start: 2028-01-01}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  ['m.yaml:2:6  run: a run with a start needs an end, such as end: 2030-12-31, or a length  [G1201]'],
)

says(
  'a run that ends before it starts',
  `run: {start: 2028-01-01, end: 2027-01-01}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  ['m.yaml:2:6  run: the run ends before it starts  [G1201]'],
)

says(
  'dates that do not exist and milestones in a circle',
  `milestones: {sop: 2027-13-02, a: b + 3 d, b: a, c: spo}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:2:19  milestones.sop: there is no date 2027-13-02  [G1003]',
    'm.yaml:2:34  milestones.a: circle of milestones: a is said by b  [G1106]',
    'm.yaml:2:46  milestones.b: circle of milestones: b is said by a  [G1106]',
    'm.yaml:2:52  milestones.c: no milestone is called "spo"  [G1106]',
  ],
)

says(
  'times of day that are none',
  `calendars: {c: {shifts: {a: {open: 6 to 14}}}}
flow: [source, {station: M1, cycle: 1 s, maintenance: {m: {when: Sunday 8, duration: 1 h}}}, sink]`,
  [
    'm.yaml:2:36  calendars.c.shifts.a.open: expected times of day such as "06:00 to 14:30", received "6 to 14"  [G1003]',
    'm.yaml:3:66  M1.maintenance.m.when: expected a moment of the week such as "Sun 08:00", received "Sunday 8"  [G1003]',
  ],
)

// Scenarios, measures and files

says(
  'paths that lead nowhere',
  `scenarios: {a: {M1.cylce: 1 s}, d: {M2.cycle: 1 s}, e: {M1.cycle: fast}, f: {M1: 3}, g: {crews.ga.size: 3}, h: {M1..cycle: 3 s}}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:2:17  scenarios.a: "M1" has no "cylce"; did you mean "cycle"?  [G1301]',
    'm.yaml:2:37  scenarios.d: nothing is called "M2"; did you mean "M1"?  [G1301]',
    'm.yaml:2:67  scenarios.e: M1.cycle: expected a duration such as "120 s", received "fast"  [G1003]',
    'm.yaml:2:78  scenarios.f: "M1" names a thing, not one of its words; go on as in M1.enabled  [G1301]',
    'm.yaml:2:90  scenarios.g: "crews" has no "ga"  [G1301]',
    'm.yaml:2:113  scenarios.h: expected names joined by dots, received "M1..cycle"  [G1301]',
  ],
)

says(
  'scenarios in a circle and one that is not there',
  `scenarios: {b: {like: c}, c: {like: b}, d: {like: e}}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:2:23  scenarios.b: circle of scenarios: c > b > c  [G1302]',
    'm.yaml:2:37  scenarios.c: circle of scenarios: b > c > b  [G1302]',
    'm.yaml:2:51  scenarios.d: there is no scenario called "e"  [G1302]',
  ],
)

says(
  'measures that are none',
  `expect: {thoughput: 1/min, M2.throughput: 1/min, M1.state_share(blokced): 3 %, throughput: 5 s}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:2:10  expect: there is no measure "thoughput"; did you mean "throughput"?  [G1310]',
    'm.yaml:2:28  expect: nothing is called "M2"; did you mean "M1"?  [G1311]',
    'm.yaml:2:50  expect: expected a state such as M1.state_share(blocked), received "blokced"; did you mean "blocked"?  [G1312]',
    'm.yaml:2:92  expect.throughput: expected a rate such as "0.8/min", received "5 s"  [G1003]',
  ],
)

says(
  'responses that are none',
  `responses: {a: M1.speed, b: {target: 3}, c: {measure: throughput, per: decade}}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:2:16  responses.a: there is no measure "speed"  [G1310]',
    'm.yaml:2:29  responses.b: needs "measure", such as measure: eol.shipped.throughput  [G1002]',
    'm.yaml:2:72  responses.c.per: expected hour, shift, day, week, month, year, received "decade"  [G1003]',
  ],
)

says(
  'orders with faults',
  `products: {A: {}}
run: {start: 2028-01-01, end: 2028-12-31}
orders: {file: orders.csv}
flow: [{source: s, orders: orders}, {station: M1, cycle: 1 s}, sink]`,
  [
    'm.yaml:4:9  orders: orders.csv, row 3: no product is called "B"  [G0033]',
    'm.yaml:4:9  orders: orders.csv, row 4: expected a date such as 2028-05-01 or a time such as "3 h" under "release", received "soon"  [G0033]',
  ],
  { 'orders.csv': 'product,release\nA,2028-01-05\nB,2028-01-06\nA,soon\n' },
)

says(
  'a table of travel times with a hole',
  `layout: {travel: t.csv}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  ['m.yaml:2:18  layout.travel: t.csv: there is no row for "b"  [G0033]'],
  { 't.csv': 'from,a,b\na,0 s,5 s\n' },
)

says(
  'a schedule of what is not there',
  `products: {A: {route: [{station: M1, cycle: 1 s}]}}
orders: {schedule: s.csv}
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  ['m.yaml:3:20  orders.schedule: s.csv, row 2: nothing is called "M2"; did you mean "M1"?  [G0033]'],
  { 's.csv': 'resource,product,operation\nM2,A,1\n' },
)

says(
  'files that include each other',
  `include: a.yaml
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  ['b.yaml:1:10  include: circle of includes: a.yaml > b.yaml > a.yaml  [G0051]'],
  { 'a.yaml': 'include: b.yaml\n', 'b.yaml': 'include: a.yaml\n' },
)

says(
  'one key from two files, and a first line in an included one',
  `include: [a.yaml, b.yaml]
flow: [source, {station: M1, cycle: 1 s}, sink]`,
  [
    'b.yaml:1:1  genba: an included file has no "genba:" line; leave it out  [G0054]',
    'b.yaml:2:1  name: "name" comes from two included files, a.yaml and b.yaml; write it beside the include to decide  [G0053]',
  ],
  { 'a.yaml': 'name: a\n', 'b.yaml': 'genba: model/1\nname: b\n' },
)

says(
  'a file that is not there, and a fault in one that is',
  `include: [a.yaml, none.yaml]
flow: [source, {station: M1}, sink]`,
  [
    'm.yaml:2:19  include: there is no file "none.yaml"  [G0052]',
    'a.yaml:2:8  cycle: expected a duration such as "120 s", received "fast"  [G1003]',
  ],
  { 'a.yaml': '# cycles\ncycle: fast\n' },
)
