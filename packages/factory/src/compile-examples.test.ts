import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elementOf, planOf, told } from './compile.fixture.ts'
import type { StationPlan } from './plan.ts'

/** The examples with which the language explains values, work, time, failures and people, in one model. */
const EXAMPLES = `genba: model/1
run: {start: 2028-01-01, end: 2028-12-31}
milestones: {sop: 2028-01-01}
hooks: rules.ts
crews:
  operator: {size: 1}
  setter: {size: 1}
  technicians: {size: {early: 9, late: 7}, calendar: two_shifts, serves: first_come, walking: 1.2 m/s}
  line_team:
    size: 139                                                       # the roll of one shift; hiring is a dated value
    absence: 9 %                                                    # chance that a person is missing, drawn for each person and shift
    rest: in_turn
    overtime: 36 h/month                                            # legal limit, checked
    skills: {weld: 60 %, seal: 30 %}
    learning: learning(130 % to 100 % half_life 40 d)               # factor on their work
products:
  seat: {}
  car:
    variants: {suv: 60 %, saloon: 40 %}          # drawn when the part is created; names usable wherever products are
    attributes: {colour: {white: 40 %, black: 35 %, red: 25 %}, weld_points: triangular(3800 4100 4600), family: {a: 50 %, b: 50 %}, doors: {four: 60 %, two: 40 %}}
    route: [{station: M1, cycle: 8 s}, {station: M2, cycle: 16 s}]   # process plan, for to: route
  A: {}
  B: {}
orders: {file: orders.csv, release: due, lead: 14 d}
calendars:
  one_shift: {days: Mon to Fri}
  two_shifts:
    days: Mon to Fri
    shifts:
      early: {open: 06:00 to 14:30, breaks: [08:00 to 08:10, 10:00 to 10:30, 12:20 to 12:30]}
      late: {open: 15:00 to 23:30, breaks: [17:00 to 17:10, 19:00 to 19:30, 21:20 to 21:30]}
    holidays: china
  windows: {period: 100 s, open: [0 s to 40 s, 45 s to 90 s]}     # periodic, from the start of the run
holidays:
  china: {2028-01-25 to 2028-02-01: Spring Festival, 2028-01-22: working day}
failures:
  gripper: {mtbf: 150 min, mttr: 6 min, crew: technicians}
  controls: {up: weibull(shape 1.4 scale 300 h), down: lognormal(mean 40 min cv 1), clock: calendar}
  drop: {chance: 0.05 %, mttr: 90 s, takes: {spares: 1}}
wear:
  spindle: {per_cycle: gamma(shape 2 mean 0.001), fails_at: 1, serviced_at: 0.8, duration: 2 h}
maintenance:
  service: {every: 200 h, duration: 4 h, policy: age, renews: [controls], crew: technicians}
  sunday: {when: Sun 08:00, duration: 6 h}
flow:
  - {source: s, orders: orders}
  - station: lathe
    calendar: {sop: one_shift, sop + 90 d: two_shifts}
    steps:
      - {step: load, time: 40 s, crew: operator}
      - {step: run, time: lognormal(mean 4 min cv 0.1)}
      - {step: unload, time: 25 s, crew: operator}
    setup: {by: family, time: 12 min, crew: setter}
  - {station: M1, cycle: {A: 4 s, B: 7 s, else: 5 s}, scrap: 8 %, crew: weld}
  - {station: M2, cycle: hook(weld_time), setup: {by: doors, four: 52 s, two: 47 s}}
  - {buffer: b, capacity: 3, move_time: {by: doors, four: 52 s, two: 47 s}}
  - tunnel: oven
    takt: {sop: 180 s, sop + 90 d: 140 s, 2028-05-01: 120 s}
    dwell: {value: {sop: 180 s, sop + 90 d: 120 s}, range: 90 s to 180 s, source: volvo, date: 2025-08, confidence: reported, note: two machines give about 60 cars an hour}
  - {station: M3, cycle: wright(first 100 min rate 85 %), failures: {x: {mtbf: 1 h, mttr: learning(7 min to 90 s half_life 60 d since sop)}}}
  - {line: L, stations: 2, transfer: continuous, pitch: 6 m, speed: {sop: 0.03 m/s, sop + 90 d: 0.06 m/s}}
  - sink
  - {buffer: spares, capacity: 9, supply: {reorder_at: 2, quantity: 3, lead_time: 2 d}}
`
const files = { 'orders.csv': 'product,due\ncar,2028-02-01\n' }

test('the examples of values, work, time, failures and people compile without a word', () => {
  assert.deepEqual(told(EXAMPLES, { files }), [])
})

test('what the examples say stands in the plan', () => {
  const plan = planOf(EXAMPLES, { files })
  const lathe = elementOf(plan, 'lathe') as StationPlan
  assert.deepEqual(
    lathe.steps.map(({ name, crew }) => [name, crew.length]),
    [
      ['load', 1],
      ['run', 0],
      ['unload', 1],
    ],
  )
  assert.deepEqual(
    [lathe.setup!.by, lathe.setup!.crew.length, lathe.failures.map(({ name }) => name), lathe.wear.length],
    [{ attribute: 'family' }, 1, ['controls', 'drop', 'gripper'], 1],
  )
  assert.deepEqual(
    lathe.maintenance.map(({ name, when, renews }) => [name, when, renews]),
    [
      ['service', undefined, ['controls']],
      ['sunday', 6 * 86_400 + 8 * 3600, 'all'],
    ],
  )
  // A skill is asked of every crew that has people with it.
  assert.deepEqual((elementOf(plan, 'M1') as StationPlan).steps[0]!.crew, [
    { anyOf: [{ crew: plan.crews.findIndex(({ name }) => name === 'line_team'), skill: 'weld' }], count: 1 },
  ])
  const technicians = plan.crews.find(({ name }) => name === 'technicians')!
  assert.deepEqual(
    [technicians.sizeByShift, technicians.walking],
    [{ early: { kind: 'constant', value: 9 }, late: { kind: 'constant', value: 7 } }, 1.2],
  )
  assert.equal(plan.crews.find(({ name }) => name === 'line_team')!.overtime, 36 * 3600)
  // Pitch and speed give the takt: 6 m at 0.03 m/s are 200 s, at 0.06 m/s 100 s.
  const { takt } = plan.lines[0]!
  assert.deepEqual(takt?.kind === 'dated' && takt.steps.map(({ value }) => value), [
    { kind: 'constant', value: 200 },
    { kind: 'constant', value: 100 },
  ])
  assert.deepEqual(
    plan.products.map(({ name, route }) => [name, route.length]),
    [
      ['A', 0],
      ['B', 0],
      ['car', 2],
      ['seat', 0],
    ],
  )
})

test('a speed along a course is told to the line alone', () => {
  assert.deepEqual(
    told(
      'genba: model/1\nflow: [source, {line: L, stations: 2, transfer: continuous, pitch: 6 m, speed: linear(0.03 m/s to 0.06 m/s over 90 d)}, sink]\n',
    ),
    ['m.yaml:2:23  L: a speed along a course is checked, but cannot be simulated yet; give it by date, or give the takt  [G1190]'],
  )
})
