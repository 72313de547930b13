/** Figures of steps against plants whose uptime and yield are known. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { compile } from 'genba/factory'
import type { Plan } from 'genba/factory'
import { readModel } from 'genba/model'
import { runPlan } from './run-plan.ts'
import { stepFigures } from './step-figures.ts'
import { createThreadPool } from './thread-pool.ts'

const pool = createThreadPool(2)
after(() => pool.close())

function planOf(flow: string, run = '{length: 1000 h, warm_up: 100 h, replications: 4, seed: 5}'): Plan {
  const { plan, diagnostics } = compile(readModel(`genba: model/1\nrun: ${run}\nflow:\n${flow}`, { file: 'model.yaml' }))
  assert.deepEqual(diagnostics, [])
  return plan!
}

test('a machine alone: planned cycle, up time of its failures and share of good parts', async () => {
  const plan = planOf(
    '  - source\n  - {station: M1, cycle: 60 s, scrap: 10 %, failures: {stop: {mtbf: exponential(90 min), mttr: exponential(10 min)}}}\n  - {sink: out}\n',
  )
  const { cycle, uptime, yield: good } = stepFigures(await runPlan(pool, { plan }), 'M1', 'by itself')
  assert.equal(cycle!.value, 60)
  // Up for 90 of 100 minutes; the interval of the mean over four replications, three of its halves to either side.
  for (const [{ value, low, high, basis }, expected] of [
    [uptime, 0.9],
    [good, 0.9],
  ] as const) {
    assert.ok(Math.abs(value - expected) <= (3 / 2) * (high - low) && high > low, `${low} ${value} ${high}`)
    assert.equal(basis, 'simulated')
  }
  assert.equal(uptime.source, 'simulated in 4 replications: M1, by itself')
})

test('a belt that stops stands whole; waiting for parts is lost too; times that differ leave the cycle to others', async () => {
  const starved = planOf(
    '  - {source: sheets, every: 120 s}\n  - {line: belt, transfer: continuous, takt: 60 s, stations: 4}\n  - {sink: out}\n',
    '{length: 100 h, warm_up: 10 h, replications: 2}',
  )
  const belt = stepFigures(await runPlan(pool, { plan: starved }), 'belt', 'starved')
  assert.deepEqual([belt.cycle!.value, belt.uptime.value, belt.yield.value], [60, 0.5, 1])
  const dated = planOf(
    '  - source\n  - {station: M1, cycle: {sop: 90 s, later: 60 s}}\n  - {sink: out}\nmilestones: {sop: 2027-01-01, later: sop + 2 days}\n',
    '{start: 2027-01-01, end: 2027-01-05, replications: 2}',
  )
  const learned = stepFigures(await runPlan(pool, { plan: dated }), 'M1', 'learning')
  assert.equal(learned.cycle, undefined)
  assert.ok(Math.abs(learned.uptime.value - 1) < 1e-3)
})

test('a place that makes nothing, or has no OEE, is told', async () => {
  const outcome = await runPlan(pool, {
    plan: planOf(
      '  - source\n  - {station: slow, cycle: 2000 h}\n  - {station: M1, cycle: 60 s}\n  - {sink: out}\n',
      '{length: 10 h, replications: 2}',
    ),
  })
  assert.throws(() => stepFigures(outcome, 'M1', 'idle'), /M1: expected a place that makes parts in every replication/)
  assert.throws(() => stepFigures(outcome, 'out', 'idle'), /oee belongs to a station/)
})
