import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compile, COUNTS, createEngine, ENDED, FAILURES, LEFT, STATES, STAYED } from 'genba/factory'
import type { Observation, Plan } from 'genba/factory'
import { readModel } from 'genba/model'
import { createOperatorsLine, M4 } from './operators.ts'
import { BUCKETS, createM3 } from './yardstick/m3.ts'
import { createM4 } from './yardstick/m4.ts'

/**
 * The models M2 to M4, held against what sixteen engines agree on: means of many runs of a reference in C++ at 1,000,000
 * customers and 200,000 parts, with the half-width of their 95 % interval and the standard deviation of one run.
 */
const M2_TIME = { mean: 10.006, halfWidth: 0.025, sd: 0.195 }
const M3_RATE = { mean: 36.524, halfWidth: 0.02, sd: 0.133 }
const M4_RATE = { mean: 35.899, halfWidth: 0.003, sd: 0.019 }
const HOUR = 3_600_000

function planOf(name: string): Plan {
  return compile(readModel(readFileSync(new URL(`models/${name}.yaml`, import.meta.url), 'utf8'))).plan!
}

/** The mean of `values` lies within 3.5 standard errors of the published one. */
function assertAgrees(values: readonly number[], published: typeof M2_TIME): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const z = (mean - published.mean) / Math.hypot(published.halfWidth / 1.96, published.sd / Math.sqrt(values.length))
  assert.ok(Math.abs(z) < 3.5, `mean ${mean} against ${published.mean}: z = ${z}`)
}

const runOf = (plan: Plan, replication: number, engine = createEngine(plan)): Observation => {
  const until = plan.run.length! * plan.ticksPerSecond
  return engine.run({ seed: 1, replication, until, cuts: [until], warmUp: 0 })!
}

test('M1: a thousand timers fire a thousand times as often as one', () => {
  const plan = planOf('m1-1k')
  const until = 200 * plan.ticksPerSecond
  const { counts } = createEngine(plan).run({ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 })!.windows[0]!
  const sink = plan.elements.findIndex(({ kind }) => kind === 'sink') * COUNTS
  // Poisson with mean 1000 * 200.
  const z = (counts[sink + LEFT]! - 200_000) / Math.sqrt(200_000)
  assert.ok(Math.abs(z) < 3.5, `z = ${z}`)
})

test('M2: the mean time in the system is that of the other engines', () => {
  const plan = planOf('m2')
  const sink = plan.elements.findIndex(({ kind }) => kind === 'sink') * COUNTS
  const engine = createEngine(plan)
  const times = [1, 2].map((replication) => {
    const { counts } = runOf(plan, replication, engine).windows[0]!
    return counts[sink + STAYED]! / counts[sink + LEFT]! / 60_000
  })
  assertAgrees(times, M2_TIME)
})

test('M3: the engine and the line by hand give the same run, and the throughput of the other engines', () => {
  const plan = planOf('m3')
  const until = plan.run.length! * plan.ticksPerSecond
  const byHand = createM3()
  const elements = (kind: string): number[] => plan.elements.filter((each) => each.kind === kind).map(({ number }) => number)
  const { windows, quantiles } = runOf(plan, 1)
  const { counts, states } = windows[0]!
  const hand = byHand(1, 1, until)
  assert.equal(elements('station').length, 20)
  const order = ['starved', 'working', 'blocked', 'down'].map((state) => STATES.findIndex((each) => each === state))
  elements('station').forEach((station, i) => {
    assert.equal(counts[station * COUNTS + ENDED], hand.finished[i])
    assert.equal(counts[station * COUNTS + FAILURES], hand.failures[i])
    assert.deepEqual(
      order.map((state) => states[station * STATES.length + state]),
      Array.from(hand.states.slice(4 * i, 4 * i + 4)),
    )
  })
  elements('buffer').forEach((buffer, i) => {
    assert.equal(counts[buffer * COUNTS + STAYED], hand.stayed[i])
    assert.ok(fallsInto(quantiles[buffer]!['0.9']!, hand.sketch.subarray(i * BUCKETS, (i + 1) * BUCKETS), 0.9))
  })
  const [sink] = elements('sink')
  assert.equal(counts[sink! * COUNTS + LEFT], hand.parts)
  assert.equal(counts[sink! * COUNTS + STAYED], hand.lead)
  const rates = Array.from({ length: 8 }, (_, i) => (byHand(1, i + 1, until).parts / until) * HOUR)
  assertAgrees(rates, M3_RATE)
})

test('M4: the kernel and the line by hand give the same run, and the throughput of the other engines', () => {
  const until = 5571 * HOUR
  const byHand = createM4()
  const hand = byHand(1, 1, until)
  const kernel = createOperatorsLine(M4)(1, 1, until)
  assert.equal(kernel.parts, hand.parts)
  assert.equal(kernel.events, hand.events)
  assert.deepEqual(kernel.states, hand.states)
  assert.deepEqual([...kernel.stayed], [...hand.stayed.slice(0, 19), hand.lead])
  assert.ok(fallsInto(kernel.medianLead, hand.sketch.subarray(19 * BUCKETS), 0.5))
  const rates = Array.from({ length: 6 }, (_, i) => (byHand(1, i + 1, until).parts / until) * HOUR)
  assertAgrees(rates, M4_RATE)
})

test('M4 through its model file has the throughput of the other engines', () => {
  const plan = planOf('m4')
  const sink = plan.elements.findIndex(({ kind }) => kind === 'sink') * COUNTS
  assertAgrees([(runOf(plan, 1).windows[0]!.counts[sink + LEFT]! / (plan.run.length! * plan.ticksPerSecond)) * HOUR], M4_RATE)
})

/** Whether `value` lies in the bucket of the quantile `u` of a sketch by hand. */
function fallsInto(value: number, sketch: Uint32Array, u: number): boolean {
  const rank = Math.ceil(u * sketch.reduce((sum, count) => sum + count, 0))
  let below = 0
  const bucket = sketch.findIndex((count) => (below += count) >= rank)
  if (bucket === 0) return value === 0
  const bound = (b: number): number => 2 ** ((b - 1) >> 7) * (1 + ((b - 1) & 127) / 128)
  return value >= bound(bucket) && value < bound(bucket + 1)
}
