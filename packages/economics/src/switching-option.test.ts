/** Rights to switch against trees, closed forms and the table of Longstaff and Schwartz (2001). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { streamKey } from 'genba/statistics'
import { geometricPaths } from './option-regression.ts'
import { switchingValue } from './switching-option.ts'

const close = (value: number, expected: number, by: number): void => assert.ok(Math.abs(value - expected) <= by, `${value}, ${expected}`)

test('a put is a switch from waiting to done that brings strike less price: 4.478 at 36, volatility 20 %, fifty dates', () => {
  const paths = 10_000
  const prices = geometricPaths(
    { spot: 36, drift: 0.06, volatility: 0.2, step: 0.02 },
    50,
    paths,
    streamKey(1, 0, 'put as switch', 'price'),
  )
  const { value, standardError, modes } = switchingValue(
    {
      dates: 50,
      paths,
      cash: { waiting: () => 0, done: () => 0 },
      switches: [{ from: 'waiting', to: 'done', cost: (date) => prices[date]!.map((price) => price - 40) }],
      seen: (date) => {
        // Worth of waiting bends where the put comes into the money: powers of the price and of what is gained.
        const scaled = prices[date]!.map((price) => price / 40)
        const gain = scaled.map((x) => Math.max(1 - x, 0))
        return [scaled.map(() => 1), scaled, scaled.map((x) => x * x), scaled.map((x) => x * x * x), gain, gain.map((x) => x * x)]
      },
      discount: Math.exp(-0.06 * 0.02),
    },
    'waiting',
  )
  // The first date is one step from now.
  const now = Math.exp(-0.06 * 0.02)
  close(value * now, 4.478, 3 * standardError)
  assert.ok(modes.every((shares, date) => date === 0 || shares['done']! >= modes[date - 1]!['done']!))
})

// Two dates; the price of what the plant makes goes up or down by a factor with equal chances.
const price = [Float64Array.of(100, 100, 100, 100), Float64Array.of(140, 140, 70, 70), Float64Array.of(196, 98, 98, 49)]
const regressors = (date: number): Float64Array[] => [price[date]!.map(() => 1), price[date]!, price[date]!.map((x) => x * x)]

test('start, mothball and start again on a tree of three dates, as backward induction by hand has it', () => {
  const right = {
    dates: 3,
    paths: 4,
    cash: { idle: (): 0 => 0, running: (date: number): Float64Array => price[date]!.map((x) => x - 90), mothballed: (): 0 => 0 },
    switches: [
      { from: 'idle', to: 'running', cost: (): number => 25 },
      { from: 'running', to: 'mothballed', cost: (): number => 2 },
      { from: 'mothballed', to: 'running', cost: (): number => 5 },
    ],
    seen: regressors,
    discount: 0.9,
  }
  // Last date: running brings 106, 8, 8, -41, mothballing costs 2: 106, 8, 8, -2. Idle starts at 196 alone: 106 - 25 = 81.
  // Middle, up: running 50 + 0.9 x 57 = 101.3; idle starts: 76.3, or waits 0.9 x 40.5 = 36.45. Down: running -20 + 0.9 x 3 = -17.3, mothballing
  // -2 + 0.9 x (3 + 0) / 2 = -0.65 (started again at 98 for 5: 3, at 49 not); idle waits: 0.
  // Now: running 10 + 0.9 x (101.3 - 0.65) / 2 = 55.2925, started for 25: 30.2925; waiting 0.9 x 76.3 / 2 = 34.335.
  const idle = switchingValue(right, 'idle')
  close(idle.value, 34.335, 1e-9)
  close(switchingValue(right, 'running').value, 55.2925, 1e-9)
  assert.deepEqual(
    idle.modes.map(({ running }) => running),
    [0, 0.5, 0.5],
  )
  // Without the right to mothball: down brings -20 + 0.9 x (8 - 41) / 2.
  const bound = switchingValue({ ...right, switches: right.switches.slice(0, 1) }, 'running')
  close(bound.value, 10 + (0.9 * (50 + 0.9 * 57 - 20 + 0.9 * -16.5)) / 2, 1e-9)
})

test('a right is worth more than its absence, and dates limit it', () => {
  const base = {
    dates: 3,
    paths: 4,
    cash: {
      small: (date: number): Float64Array => price[date]!.map((x) => x - 80),
      large: (date: number): Float64Array => price[date]!.map((x) => 2 * (x - 80)),
    },
    seen: regressors,
    discount: 1,
  }
  const expand = { from: 'small', to: 'large', cost: (): number => 30 }
  const none = switchingValue({ ...base, switches: [] }, 'small').value
  const late = switchingValue({ ...base, switches: [{ ...expand, first: 2 }] }, 'small').value
  const free = switchingValue({ ...base, switches: [expand] }, 'small').value
  assert.ok(none < late && late < free, `${none} ${late} ${free}`)
  assert.throws(
    () => switchingValue({ ...base, switches: [{ ...expand, to: 'huge' }] }, 'small'),
    /mode: expected one of small, large, received huge/,
  )
})
