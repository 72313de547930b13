import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from 'genba/factory'
import type { FailurePlan, Observation, Plan } from 'genba/factory'
import { replicationInterval } from 'genba/statistics'
import { activePeriods, createEvaluator, estimate, timeSpent, wantedFor } from './index.ts'
import type { Evaluator } from './index.ts'
import { ratio } from './formula.ts'
import { exponential, seconds, tandem } from './tandem.fixture.ts'

const MINUTE = 60_000

/** One run of batches of equal length after a warm-up of one batch. */
function batches(plan: Plan, count: number, ticks: number): Evaluator {
  const cuts = Array.from({ length: count + 1 }, (_, i) => (i + 1) * ticks)
  const observation = createEngine(plan).run({ seed: 1, replication: 1, until: cuts.at(-1)!, cuts, warmUp: ticks })!
  return createEvaluator({ plan, observations: [observation], warmUp: ticks, confidence: 0.95 })
}

function replications(plan: Plan, count: number, until: number, measures: readonly string[], cuts: readonly number[] = []): Observation[] {
  const wanted = wantedFor(plan, measures)
  const engine = createEngine(plan, { departures: wanted.departures })
  const all = [...new Set([...wanted.cuts, ...cuts, until])].filter((cut) => cut <= until).toSorted((a, b) => a - b)
  return Array.from({ length: count }, (_, i) => engine.run({ seed: 1, replication: i + 1, until, cuts: all, warmUp: 0 })!)
}

/** Whether the first estimate of a measure lies within 3.5 standard errors of what theory gives, and is as sharp as said. */
function holds(evaluator: Evaluator, measure: string, expected: number, sharpness: number): void {
  const { value, standardError } = evaluator.estimates(measure)[0]!
  const z = (value - expected) / standardError!
  assert.ok(Math.abs(z) < 3.5, `${measure}: ${value} +- ${standardError}, expected ${expected}, z ${z}`)
  assert.ok(standardError! < sharpness * expected, `${measure}: standard error ${standardError} of ${expected}`)
}

test('two exponential stations without a buffer make 2/3 of the rate of one, and are blocked and starved for a third (|z| < 3.5)', () => {
  const line = batches(tandem({ stations: [{ cycle: exponential(60) }, { cycle: exponential(60) }] }), 40, 20_000 * MINUTE)
  holds(line, 'throughput', 40, 0.002)
  holds(line, 'M1.throughput', 40, 0.002)
  holds(line, 'M1.state_share(blocked)', 1 / 3, 0.004)
  holds(line, 'M2.state_share(starved)', 1 / 3, 0.004)
  holds(line, 'M1.utilization', 2 / 3, 0.004)
})

test('a queue at 80 % load has 4 inside and waits 4 services (M/M/1; |z| < 3.5)', () => {
  const queue = batches(tandem({ every: exponential(75), stations: [{ cycle: exponential(60) }] }), 40, 40_000 * MINUTE)
  holds(queue, 'queue.waiting_time', 240, 0.02)
  holds(queue, 'waiting_time', 240, 0.02)
  holds(queue, 'lead_time', 300, 0.02)
  holds(queue, 'wip', 4, 0.02)
  holds(queue, 'queue', 3.2, 0.02)
  holds(queue, 'M1.utilization', 0.8, 0.01)
})

test('departures of one exponential station are Poisson: variance rate equals rate (|z| < 3.5)', () => {
  const station = batches(tandem({ stations: [{ cycle: exponential(60) }] }), 4000, 50 * MINUTE)
  holds(station, 'throughput(variance_rate)', 60, 0.04)
})

test('output from empty is counted up to its time in each replication (Poisson: mean and variance 10 after ten services; |z| < 3.5)', () => {
  const plan = tandem({ stations: [{ cycle: exponential(60) }] })
  const measures = ['output(5 min)', 'output(10 min)']
  const observations = replications(plan, 2000, 10 * MINUTE, measures)
  const runs = createEvaluator({ plan, observations, warmUp: 0, confidence: 0.95 })
  holds(runs, 'output(10 min)', 10, 0.02)
  const both = runs.rows('output(5 min, 10 min)')
  assert.deepEqual(
    both.map(({ statistic, n, unit }) => [statistic, n, unit]),
    [
      ['5 min', 2000, 'parts'],
      ['10 min', 2000, 'parts'],
    ],
  )
})

test('departures of a deterministic line are exact, and the last of them is the makespan', () => {
  const plan = tandem({ stations: [{ cycle: seconds(4) }, { cycle: seconds(6) }], between: [1], limit: 5 })
  const measures = ['departures(first 5)', 'makespan', 'departures(number 3)']
  const runs = createEvaluator({ plan, observations: replications(plan, 1, 600_000, measures), warmUp: 0, confidence: 0.95 })
  assert.deepEqual(
    runs.rows('departures(first 5)').map(({ value, statistic, halfWidth }) => [value, statistic, halfWidth]),
    [10, 16, 22, 28, 34].map((value, i) => [value, `number ${i + 1}`, null]),
  )
  assert.equal(runs.rows('makespan')[0]!.value, 34)
  assert.equal(runs.rows('departures(number 3)')[0]!.value, 22)
})

test('the jackknife of a plain mean is the classical interval of Student', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6]
  const formula = ratio(
    '1',
    1,
    () => 0,
    () => 1,
  )
  const { value, halfWidth } = estimate(
    formula,
    values.map((each) => new Float64Array([each, 1])),
    0.9,
  )
  const classical = replicationInterval(values, 0.9)
  assert.ok(Math.abs(value - classical.mean) < 1e-12)
  assert.ok(Math.abs(halfWidth! - classical.halfWidth!) < 1e-12)
})

test('a dated run is told by month and year, as counts of what left', () => {
  const plan = tandem({ stations: [{ cycle: seconds(3600) }], run: { start: 1_830_297_600 } }) // 2028-01-01
  const until = 90 * 86_400_000
  const observations = replications(plan, 2, until, [], [31 * 86_400_000, 60 * 86_400_000])
  const runs = createEvaluator({ plan, observations, warmUp: 0, confidence: 0.95 })
  const told = (per: 'month' | 'year'): unknown =>
    runs.rows('throughput', per).map(({ period, value, unit, n }) => [period, value, unit, n])
  // A part that is finished on a border belongs to the time after it; the last window includes its end.
  assert.deepEqual(told('month'), [
    ['2028-01', 743, '/month', 2],
    ['2028-02', 696, '/month', 2],
    ['2028-03', 721, '/month', 2],
  ])
  assert.deepEqual(told('year'), [['2028', 2160, '/year', 2]])
  assert.deepEqual(runs.values('throughput', '2028-02'), [696, 696])
})

const breakdown = (up: number, down: number): FailurePlan => ({
  name: 'breakdown',
  key: 'breakdown',
  up: seconds(up),
  down: seconds(down),
  clock: 'operating',
  onFailure: 'resume',
  crew: [],
  takes: [],
})

test('OEE is planned time of good parts over planned busy time, and the product of its factors', () => {
  // Works 540 s, is down 60 s: 9 parts in 10 minutes, of which a tenth is scrap in the long run.
  const plan = tandem({
    stations: [{ cycle: seconds(60), failures: [breakdown(540, 60)], outcomes: [{ share: seconds(0.1), to: 'scrap' }] }],
  })
  const runs = createEvaluator({ plan, observations: replications(plan, 1, 6_000_000_000, []), warmUp: 0, confidence: 0.95 })
  const of = (measure: string): number => runs.rows(measure)[0]!.value!
  assert.ok(Math.abs(of('M1.oee(availability)') - 0.9) < 1e-6)
  assert.ok(Math.abs(of('M1.oee(effectiveness)') - 1) < 1e-4)
  assert.ok(Math.abs(of('M1.oee') - of('M1.oee(availability)') * of('M1.oee(effectiveness)') * of('M1.oee(quality)')) < 1e-12)
  assert.ok(Math.abs(of('M1.availability') - 0.9) < 1e-6)
  // 90,000 operations: standard error of a share of a tenth is 0.001.
  assert.ok(Math.abs(of('M1.oee(quality)') - 0.9) < 0.0035)
  assert.equal(of('M1.first_pass_yield'), of('M1.oee(quality)'))
  assert.ok(Math.abs(of('scrap(share)') - (1 - of('M1.oee(quality)'))) < 1e-4)
})

test('the bottleneck is the station that is active for longest without waiting for others', () => {
  // M2 works without end; M1 is ahead of it and is blocked after each part, M3 waits after each.
  const plan = tandem({ stations: [{ cycle: seconds(40) }, { cycle: seconds(60) }, { cycle: seconds(30) }], between: [2, 2] })
  const found = activePeriods(plan, replications(plan, 1, 60_000_000, []), 0, 0.95)
  assert.deepEqual(
    found.map(({ path }) => path),
    ['M2', 'M1', 'M3'],
  )
  assert.ok(found[0]!.mean > 59_000 && found[0]!.share > 0.99)
  // The last period is cut off by the end of the run.
  assert.ok(Math.abs(found[2]!.mean - 30) < 0.05)
})

test('the open time of a workplace is spent in states that add up to one', () => {
  const plan = tandem({ stations: [{ cycle: exponential(40) }, { cycle: exponential(60) }], between: [2] })
  const spent = timeSpent(plan, replications(plan, 2, 60_000_000, []), 0, [null, 'M1'])
  assert.equal(spent.length, 2)
  for (const { shares } of spent) assert.ok(Math.abs(shares.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12)
  assert.equal(spent[1]!.shares[0]!.state, 'working')
})

test('every workplace of a shop or base counts the same, whatever its number of positions', () => {
  const plan = tandem({ stations: [{ cycle: seconds(60) }, { cycle: seconds(90), positions: 9 }] })
  const [base, first, second] = timeSpent(plan, replications(plan, 1, 6_000_000, []), 0, [null, 'M1', 'M2'])
  const working = (spent: typeof base): number => spent!.shares.find(({ state }) => state === 'working')!.share
  assert.equal(working(first), 1)
  assert.ok(Math.abs(working(second) - 1.5 / 9) < 0.01)
  assert.ok(Math.abs(working(base) - (working(first) + working(second)) / 2) < 1e-12)
})

test('the interval of a quantile is never narrower than the sketch that keeps it', () => {
  const plan = tandem({ stations: [{ cycle: seconds(60) }] })
  const runs = createEvaluator({ plan, observations: replications(plan, 3, 6_000_000, []), warmUp: 0, confidence: 0.95 })
  const [stay] = runs.rows('lead_time(p95)')
  assert.ok(Math.abs(stay!.value! - 60) <= 60 / 256 && stay!.halfWidth === stay!.value! / 256)
  assert.equal(runs.resolution('lead_time(p95)'), 1 / 256)
  assert.equal(runs.resolution('lead_time'), 0)
})

test('a crew is used as far as its people work: one of two at a station that never rests', () => {
  const bare = tandem({ stations: [{ cycle: seconds(60) }] })
  const crew = [{ anyOf: [{ crew: 0 }], count: 1 }]
  const plan: Plan = {
    ...bare,
    crews: [
      {
        name: 'team',
        size: { kind: 'constant', value: 2 },
        calendars: [],
        serves: 'first_come',
        rest: 'together',
        shiftEnd: 'pause',
        interrupts: false,
        skills: {},
        members: [],
      },
    ],
    elements: bare.elements.map((element) =>
      element.kind === 'station' ? { ...element, steps: element.steps.map((step) => ({ ...step, crew })) } : element,
    ),
  }
  const runs = createEvaluator({ plan, observations: replications(plan, 1, 6_000_000, []), warmUp: 0, confidence: 0.95 })
  for (const measure of ['crews.team.utilization', 'team.utilization']) assert.equal(runs.rows(measure)[0]!.value, 0.5)
  assert.throws(() => runs.rows('crews.taem.utilization'), /^MeasureFault: no crew is called "taem"; did you mean "team"\?$/)
  // Two people are paid for every hour of 6,000,000 ticks, in which one of them makes a part a minute: the last is made at the end.
  const [present, hours, perPart] = ['heads(present)', 'hours', 'hours(per_part)'] as const
  for (const path of ['', 'crews.team.']) {
    assert.equal(runs.rows(`${path}${present}`)[0]!.value, 2)
    assert.ok(Math.abs(runs.rows(`${path}${hours}`)[0]!.value! - (2 * 6000) / 3600) < 1e-12)
    assert.ok(Math.abs(runs.rows(`${path}${perPart}`)[0]!.value! - (2 * 60) / 3600) < 1e-12)
  }
  assert.throws(() => runs.rows('team.oee'), /a crew has utilization, heads\(present\), hours and hours\(per_part\), not oee/)
  assert.throws(() => runs.rows('M1.hours'), /hours belongs to a crew or to the base, not to M1/)
  assert.throws(() => runs.rows('hours(car)'), /no product is called "car"/)
  assert.throws(() => runs.rows('hours(car, suv)'), /hours takes "per_part", a product or no argument, received "car, suv"/)
})

test('what a plan has not is said with the nearest name', () => {
  const plan = tandem({ stations: [{ cycle: seconds(60) }] })
  const runs = createEvaluator({ plan, observations: replications(plan, 1, 60_000, []), warmUp: 0, confidence: 0.95 })
  const said = (measure: string, message: RegExp): void => assert.throws(() => runs.rows(measure), { name: 'MeasureFault', message })
  said('trhoughput', /^unknown measure "trhoughput"; did you mean "throughput"\?$/)
  said('M2.throughput', /^nothing is called "M2"; did you mean "M1"\?$/)
  said('M1.state_share(blokced)', /^unknown state "blokced"; did you mean "blocked"\?$/)
  said('throughput(car)', /^no product is called "car"/)
  said('oee', /^oee belongs to a station, a tunnel or a line that moves as one, not to the base$/)
  said('sink.fill_rate', /^fill_rate belongs to a sink with demand; sink has none$/)
  said('output', /^output needs a time, such as output\(10 min\)$/)
  said('throughput of M1', /^expected a measure such as throughput/)
})
