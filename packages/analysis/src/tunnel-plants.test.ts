/**
 * Where the exact values of `validation/x73.yaml` to `x75.yaml` come from. X73: renewals at each part, a product of independent shares, a
 * Markov chain. X74: cycles from one upkeep to the next, each mean in closed form or as an integral.
 * X75: parts of a shift; mean value analysis (Reiser & Lavenberg 1980).
 */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

test('X73: tunnels that fail by chance, in several ways at once, and for want of a spare part', () => {
  interface State {
    readonly is: 'up' | 'repaired' | 'waiting'
    readonly onHand: number
  }
  const chain = solveChain<State>({ is: 'up', onHand: 1 }, (state) => [
    ...(state.is === 'up' ? [{ to: { is: state.onHand > 0 ? 'repaired' : 'waiting', onHand: 0 } as const, rate: 1 / 60 }] : []),
    ...(state.is === 'repaired' ? [{ to: { ...state, is: 'up' } as const, rate: 1 / 6 }] : []),
    ...(state.onHand === 0
      ? [{ to: state.is === 'waiting' ? ({ is: 'repaired', onHand: 0 } as const) : { ...state, onHand: 1 }, rate: 1 / 30 }]
      : []),
  ])
  writtenIn('x73.yaml', null, {
    'coated.throughput': 1 / (1 + 0.1 * 4),
    'baked.throughput': (60 / 66) * (90 / 100),
    'tested.throughput': chain.mean(({ is }) => (is === 'up' ? 1 : 0)),
    'test.state_share(down)': chain.mean(({ is }) => (is === 'repaired' ? 1 : 0)),
    'test.state_share(waiting_for_repair)': chain.mean(({ is }) => (is === 'waiting' ? 1 : 0)),
    'pumps.queue': chain.mean(({ onHand }) => onHand),
  })
})

test('X74: upkeep of tunnels', () => {
  // Of 40 min of work with a time to failure of 60 min Weibull (2): what is worked until it fails or is replaced.
  const survives = (t: number): number => Math.exp(-((t / 60) ** 2))
  const worked = integral(survives, 0, 40)
  const replaced = worked + (1 - survives(40)) * 10 + survives(40) * 3
  // Emptied of 9 parts more than the 9 with which it is worn; the first of a cycle is out after 10 min.
  const serviced = 10 - 1 + 9 + 9 + 3
  // One part of 2 min at a time; due after 15 min.
  const entersAt = (t: number): number => 0.4 * isEmpty(t)
  const parts = piecewise(entersAt, 0, 15)
  const stillInside = piecewise((t) => entersAt(t) * (t + 2 - 15), 13, 15)
  const cycle = 15 + stillInside + 3
  writtenIn('x74.yaml', null, {
    'sink_a.throughput': 60 / (59 + 10 + 5),
    'emptied.state_share(maintenance)': 5 / (59 + 10 + 5),
    'sink_b.throughput': worked / replaced,
    'replaced.state_share(down)': ((1 - survives(40)) * 10) / replaced,
    'replaced.state_share(maintenance)': (survives(40) * 3) / replaced,
    'sink_c.throughput': 11 / (11 + 3),
    'worn.state_share(down)': 3 / (11 + 3),
    'sink_d.throughput': (9 + 9) / serviced,
    'serviced.state_share(maintenance)': 3 / serviced,
    'sink_e.throughput': parts / cycle,
    'waits.state_share(maintenance)': 3 / cycle,
  })
})

test('X75: shifts of tunnels, parts lost after heating, a setter for two tunnels', () => {
  // A takt of 1 min, then a set-up of 2 min by the setter, who is met by either tunnel as the other leaves him.
  const alone = 1 / (1 + 2)
  const both = 2 / (1 + 2 * (1 + alone * 2))
  writtenIn('x75.yaml', null, {
    'sink_a.throughput': (480 - 9) / 960,
    'lost.scrap': 9 / 960,
    'sink_b.throughput': (450 - 5) / 960,
    'heated.scrap': 5 / 960,
    'sink_c.throughput': both / 2,
    'right.setups': both / 2,
    'setter.utilization': both * 2,
  })
})

/** Chance that a place that was empty at 0, to which 0.4 parts a minute come that stay for 2 min, is empty at t: k have been in it. */
function isEmpty(t: number): number {
  let [sum, factorial] = [0, 1]
  for (let k = 0; 2 * k <= t; k++) {
    const x = 0.4 * (t - 2 * k)
    factorial *= Math.max(1, k)
    sum += (Math.exp(-x) * x ** k) / factorial
  }
  return sum
}

/** Integral of a function that is smooth between even numbers. */
function piecewise(of: (t: number) => number, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to;) {
    const next = Math.min(to, 2 * Math.floor(at / 2) + 2)
    sum += integral(of, at, next)
    at = next
  }
  return sum
}

/** Simpson's rule. */
function integral(of: (t: number) => number, from: number, to: number): number {
  const steps = 2000
  const step = (to - from) / steps
  let sum = of(from) + of(to)
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * of(from + i * step)
  return (sum * step) / 3
}
