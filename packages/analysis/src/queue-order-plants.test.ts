/** Where the exact values of `validation/x80.yaml` and `x81.yaml` come from: queues in random order, and parts put in sequence again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writtenIn } from './written-values.fixture.ts'

const [ARRIVALS, WORK, PLACES] = [0.9, 1, 9]

/** Shares of arrivals that are let in, by how many are there already (in work and waiting): M/M/1 with finite room. */
function found(): readonly number[] {
  const weights = Array.from({ length: PLACES + 1 }, (_, n) => (ARRIVALS / WORK) ** n)
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((weight) => weight / sum)
}

/** Moves of the number that waits, a certain part among them: one more, one less, or (the rest) that part is taken. */
const more = (waiting: number): number => (waiting < PLACES ? ARRIVALS : 0)
const less = (waiting: number): number => (WORK * (waiting - 1)) / waiting

/** The chance that a part waits longer than `time`, by uniformization (Jensen 1953). */
function waitsLonger(time: number): number {
  const rate = ARRIVALS + WORK
  // A part that finds n there, n > 0, is the n-th of those that wait.
  let waiting = [0, ...found().slice(1)]
  let poisson = Math.exp(-rate * time)
  let chance = 0
  for (let n = 1; n < 40 + 3 * rate * time; n++) {
    chance += poisson * waiting.reduce((a, b) => a + b)
    const next = waiting.map(() => 0)
    for (let j = 1; j <= PLACES; j++) {
      next[j] = next[j]! + waiting[j]! * (1 - (more(j) + WORK) / rate)
      if (j < PLACES) next[j + 1] = next[j + 1]! + (waiting[j]! * more(j)) / rate
      if (j > 1) next[j - 1] = next[j - 1]! + (waiting[j]! * less(j)) / rate
    }
    waiting = next
    poisson *= (rate * time) / n
  }
  return chance
}

function quantile(share: number): number {
  let [low, high] = [0, 1000]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (waitsLonger(middle) > 1 - share) low = middle
    else high = middle
  }
  return low
}

test('X80: service in random order, by the number that waits with a part', () => {
  // The mean wait is that of first come, first served: Little's law for the numbers of M/M/1.
  const waiting = found().reduce((sum, share, n) => sum + (share * n) / WORK, 0)
  // Simpson's rule over the chance to wait longer.
  const step = 0.125
  let mean = 0
  for (let time = 0; time < 160; time += 2 * step)
    mean += ((waitsLonger(time) + 4 * waitsLonger(time + step) + waitsLonger(time + 2 * step)) * step) / 3
  assert.ok(Math.abs(mean - waiting) < 1e-6, `${mean}, ${waiting}`)
  writtenIn('x80.yaml', null, {
    'queue.waiting_time': waiting * 60,
    'queue.waiting_time(p90)': quantile(0.9) * 60,
    'queue.waiting_time(p99)': quantile(0.99) * 60,
  })
})

test('X81: parts put in sequence again, in closed form', () => {
  // Who comes at 0 has left by x if its own time and those of all who came at -t before are over, at most x and x + t long:
  // F(x) = (1 - e^-x) exp(-load e^-x) for Poisson arrivals and exponential times of mean 1 (F. Kamoun, L. Kleinrock, R. Muntz, "Queueing
  // analysis of the ordering issue in a distributed database concurrency control mechanism", 1981). The integral of 1 - F, with
  // y = e^-x, is Ein(load) + (1 - e^-load) / load, and Ein(z) the sum of -(-z)^k / (k k!).
  const load = 3
  let [ein, term] = [0, 1]
  for (let k = 1; k < 60; k++) {
    term *= -load / k
    ein -= term / k
  }
  writtenIn('x81.yaml', null, { lead_time: (ein + (1 - Math.exp(-load)) / load) * 60 })
  writtenIn('x81.yaml', 'as_they_come', { lead_time: 60 })
})
