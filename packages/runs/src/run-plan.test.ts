import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEvaluator } from 'genba/analysis'
import type { Plan } from 'genba/factory'
import { createThreadPool, runPlan } from './index.ts'
import type { RunOutcome, RunRequest } from './index.ts'
import { lineOf, twoStations } from './line.fixture.ts'

async function run(request: RunRequest, threads = 2): Promise<RunOutcome> {
  const pool = createThreadPool(threads)
  try {
    return await runPlan(pool, request)
  } finally {
    await pool.close()
  }
}

const line = (): Plan => twoStations(2, 'warm_up: auto, replications: 5')

test('one thread and two threads give the same results, to the last bit', async () => {
  const request = { plan: line(), precision: 0.02 }
  const [one, two] = [await run(request, 1), await run(request, 2)]
  assert.equal(one.fingerprint, two.fingerprint)
  assert.deepEqual(
    one.observations.map(({ windows }) => windows),
    two.observations.map(({ windows }) => windows),
  )
})

test('a steady run ends when its good output is known as well as wanted, and theory lies within its interval', async () => {
  const { plan, observations, schedule, warnings } = await run({ plan: line(), precision: 0.004 })
  const { value, halfWidth, standardError } = createEvaluator({ plan, observations, warmUp: schedule.warmUp, confidence: 0.95 }).estimates(
    'good_output',
  )[0]!
  assert.deepEqual(warnings, [])
  assert.ok(halfWidth! <= 0.004 * value, `${halfWidth} of ${value}`)
  // Two stations with two places between make 4/5 of the rate of one (Hillier & Boling 1967): 48 an hour. |z| < 3.5.
  assert.ok(Math.abs(value - 48) < 3.5 * standardError!)
  assert.ok(observations.length >= 5)
})

test('a queue that grows for ever is said to have no steady state', async () => {
  const plan = lineOf(
    '{source: in, every: exponential(50 s)}, {buffer: unlimited}, {station: M1, cycle: exponential(60 s)}, sink',
    'warm_up: auto, replications: 2',
  )
  const { warnings } = await run({ plan })
  assert.match(warnings[0]!, /^the run does not settle/)
})

test('a dated run is cut at the borders of months, and ends earlier where asked', async () => {
  const day = 86_400
  const plan = lineOf('source, {station: M1, cycle: 1 h}, sink', 'start: 2028-01-01, end: 2028-12-31, replications: 1')
  const whole = await run({ plan })
  assert.equal(whole.observations[0]!.windows.length, 12)
  const part = await run({ plan, until: 45 * day })
  assert.deepEqual(
    part.observations[0]!.windows.map(({ to }) => to / day / 1000),
    [31, 45],
  )
})

test('what is finished when a run is stopped is kept', async () => {
  const pool = createThreadPool(1)
  const plan = lineOf('source, {station: M1, cycle: exponential(1 min)}, sink', 'length: 500_000 min, replications: 200')
  const outcome = await runPlan(pool, {
    plan,
    progress: (done) => {
      if (done >= 3) pool.stop()
    },
  })
  await pool.close()
  assert.equal(outcome.status, 'interrupted')
  assert.ok(outcome.observations.length >= 3 && outcome.observations.length < 200)
  assert.deepEqual(
    outcome.observations.map(({ replication }) => replication),
    outcome.observations.map((_, i) => i + 1),
  )
})

test('a plan that cannot be simulated fails with the words of the engine', async () => {
  const plan = lineOf('source, {station: M1, cycle: exponential(1 min)}, {buffer: 2}, {sink: shop, every: 2 min}', 'length: 1 h')
  await assert.rejects(run({ plan }))
})
