import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentText } from './moment.ts'

const run = { warmUp: 0, replications: 1, seed: 1, confidence: 0.95, finished: false } as const

test('moments of a dated run are civil, of others the time since the start', () => {
  // 21,250 days after the first of 1970 is the seventh of March 2028.
  const dated = { run: { ...run, start: 21_250 * 86_400 }, ticksPerSecond: 1000 }
  assert.equal(momentText(dated, 0), '2028-03-07 00:00')
  assert.equal(momentText(dated, 37_815_999), '2028-03-07 10:30:15')
  assert.equal(momentText({ run, ticksPerSecond: 1 / 60 }, 1574), '26:14:00')
})
