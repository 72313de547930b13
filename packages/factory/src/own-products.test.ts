import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from './engine.ts'
import type { HookChoice, Hooks } from './hooks.ts'
import { buffer, fixed, planOf, sink, source, station, TWO_PRODUCTS } from './plan.fixture.ts'
import type { CastingPlan, Plan, SourcePlan } from './plan.ts'
import { unsupportedIn } from './support.ts'

const products = TWO_PRODUCTS
const byProduct = { kind: 'by', by: 'product', cases: { a: 1, b: 3 } } as const

/** A source by product into two stores, the machine of `a` taking 10 s and that of `b` 3 s, each with a sink of its own. */
const fed = (rules: Partial<SourcePlan>): Plan =>
  planOf(
    [
      source({ path: 'in', sequence: [0, 1], limit: 9, to: byProduct, ...rules }),
      buffer({ path: 'qa', capacity: 5 }),
      station({ path: 'A', cycle: fixed(10), to: { kind: 'single', to: 5 } }),
      buffer({ path: 'qb', capacity: 5 }),
      station({ path: 'B', cycle: fixed(3), to: { kind: 'single', to: 6 } }),
      sink({ path: 'outA' }),
      sink({ path: 'outB' }),
    ],
    { products, ticksPerSecond: 1 },
  )

function departures(plan: Plan, until = 100, hooks: Hooks = {}): readonly (readonly number[])[] {
  const sinks = plan.elements.flatMap(({ kind, number }) => (kind === 'sink' ? [number] : []))
  const engine = createEngine(plan, { departures: sinks.map((element) => ({ element, first: Infinity })), hooks })
  const seen = engine.run({ seed: 1, replication: 1, until, cuts: [until], warmUp: 0 })!.departures
  return sinks.map((element) => seen[element]!)
}

test('a source makes what its stores hold least of, when all parts of the tick have moved', () => {
  const every = { kind: 'every', every: fixed(1) } as const
  // One a second: a at 1 into A, a at 2 (both stores empty), b at 3 into B, b at 4, a at 5 (1 and 1), b at 6 (B has just taken one: 2 and
  // 0), b at 7 (2 and 1), a at 8 (2 and 2), b at 9 (3 and 1).
  assert.deepEqual(departures(fed({ makeRule: 'lowest_stock', arrival: every })), [
    [11, 21, 31, 41],
    [6, 9, 12, 15, 18],
  ])
  // In turn: a at 1, 3, 5, 7, 9, b at 2, 4, 6, 8.
  assert.deepEqual(departures(fed({ arrival: every })), [
    [11, 21, 31, 41, 51],
    [5, 8, 11, 14],
  ])
})

test('a source without a rate chooses what it offers next when the part before has left', () => {
  // At 0, all in one tick: a into A, then a (0, 0), b into B (1, 0), b (1, 0), a (1, 1), b (2, 1), a (2, 2), b (3, 2), a (3, 3).
  assert.deepEqual(departures(fed({ makeRule: 'lowest_stock' })), [
    [10, 20, 30, 40, 50],
    [3, 6, 9, 12],
  ])
})

test('parts that arrive together are chosen one after the other, and lost where they find no room', () => {
  // Three at 5: a into A, a into its store, b into B; at 10: a is the least no more (1, 0): b, then a (1, 1) and b (2, 1).
  const batches = { kind: 'every', every: fixed(5) } as const
  const three = fed({ makeRule: 'lowest_stock', arrival: batches, batch: fixed(3), limit: 6, whenFull: 'lost' })
  assert.deepEqual(departures(three), [
    [15, 25, 35],
    [8, 13, 16],
  ])
})

test('a function chooses what a source, and what a casting cell, makes next', () => {
  const seen: unknown[] = []
  const hooks: Hooks = {
    which: ({ choices, level, part, time }: HookChoice) => {
      seen.push([choices, part, time])
      return level('qa') > 0 ? 'b' : 'a'
    },
  }
  // At 0: a into A, a into its store, then b for ever: three of them.
  assert.deepEqual(departures(fed({ makeRule: { hook: 'which' }, limit: 5 }), 100, hooks), [
    [10, 20],
    [3, 6, 9],
  ])
  assert.deepEqual(seen[0], [['a', 'b'], undefined, 0])
  const campaign: Hooks = { turn: ({ choices, time }: HookChoice) => choices[time < 20 ? 0 : 1]! }
  // Shots of 10 s that begin at 0, 10, 20, 30: two of a, then b.
  assert.deepEqual(departures(pressed({ rule: { hook: 'turn' } }), 40, campaign), [
    [10, 20],
    [30, 40],
  ])
})

const pressed = (rule: Partial<CastingPlan>): Plan =>
  planOf(
    [
      station({
        path: 'press',
        cycle: fixed(10),
        casting: { makes: [0, 1], rule: 'in_turn', shotMass: fixed(1), remelt: fixed(1), ...rule },
        to: { kind: 'by', by: 'product', cases: { a: 1, b: 2 } },
      }),
      sink({ path: 'outA' }),
      sink({ path: 'outB' }),
    ],
    { products, ticksPerSecond: 1 },
  )

test('a casting cell makes its sequence over and over', () => {
  const sequence = [0, 0, 1]
  assert.deepEqual(departures(pressed({ rule: 'sequence', sequence }), 60), [
    [10, 20, 40, 50],
    [30, 60],
  ])
})

test('stocks that cannot be compared, and batches that would be chosen in part, are refused by name', () => {
  const words = (plan: Plan): readonly string[] => unsupportedIn(plan).map(({ word }) => word.slice(0, 23))
  const shares = { kind: 'shares', branches: [1, 3].map((to) => ({ to, share: fixed(0.5) })) } as const
  assert.deepEqual(words(fed({ makeRule: 'lowest_stock', to: shares })), ['make_rule: lowest_stock'])
  const batch = planOf(
    [
      source({ path: 'in', sequence: [0, 1], makeRule: 'lowest_stock' }),
      station({ path: 's', batch: { least: 2, most: 2, same: 'any' } }),
      sink({ path: 'out' }),
    ],
    { products },
  )
  assert.deepEqual(words(batch), ['make_rule: lowest_stock'])
})
