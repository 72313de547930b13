import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSimulate, createThreadPool } from './index.ts'
import { twoStations } from './line.fixture.ts'

test('plans are simulated with the same random numbers: what is not changed comes out the same', async () => {
  const pool = createThreadPool(2)
  const simulate = createSimulate(pool, { measures: ['throughput', 'lead_time'], replications: 4, until: 200_000 })
  const plan = (between: number) => twoStations(between, 'length: 1 min')
  const [narrow, again, wide] = await Promise.all([simulate(plan(1)), simulate(plan(1)), simulate(plan(20))])
  await pool.close()
  assert.deepEqual(narrow, again)
  assert.equal(narrow.responses['throughput']!.values.length, 4)
  assert.ok(wide.responses['throughput']!.values.every((value, i) => value > narrow.responses['throughput']!.values[i]!))
  assert.ok(wide.responses['lead_time']!.value > narrow.responses['lead_time']!.value)
})
