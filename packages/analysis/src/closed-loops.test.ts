/**
 * Where the exact values of the closed loops in `validation/` come from: Markov chains, apart from the engine. Every value that
 * a file expects must come out here to the digits written.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compile } from 'genba/factory'
import { readModel } from 'genba/model'
import { solveChain } from './markov-chain.ts'

/** Values by measure, rates a minute. */
function writtenIn(file: string, values: Readonly<Record<string, number>>): void {
  const { expectations } = compile(readModel(readFileSync(new URL(`../../../validation/${file}`, import.meta.url), 'utf8')))
  const expected = expectations.filter(({ scenario }) => scenario === null)
  assert.deepEqual(new Set(expected.map(({ measure }) => measure.text)), new Set(Object.keys(values)))
  for (const { measure, values: written } of expected) {
    const value = values[measure.text]! / (measure.measure === 'throughput' ? 60 : 1)
    assert.ok(Math.abs(written[0]! - value) <= 2e-9 * Math.abs(value), `${file}: ${measure.text} ${written[0]}, ${value * 60}`)
  }
}

test('X17: two kinds of carrier at a delay and a station, first come first served', () => {
  interface State {
    /** Carriers of each kind in the delay; kinds at the station in their order, the one in work first. */
    readonly a: number
    readonly b: number
    readonly line: string
  }
  const chain = solveChain<State>({ a: 2, b: 1, line: '' }, ({ a, b, line }) => [
    ...(a > 0 ? [{ to: { a: a - 1, b, line: `${line}a` }, rate: a / 2 }] : []),
    ...(b > 0 ? [{ to: { a, b: b - 1, line: `${line}b` }, rate: b / 4 }] : []),
    ...(line === ''
      ? []
      : [{ to: { a: a + (line[0] === 'a' ? 1 : 0), b: b + (line[0] === 'b' ? 1 : 0), line: line.slice(1) }, rate: 1, counts: 'out' }]),
  ])
  writtenIn('x17.yaml', {
    'loop.throughput': chain.rate('out'),
    'loop.server.utilization': chain.mean(({ line }) => line !== ''),
    'loop.queue.queue': chain.mean(({ line }) => Math.max(0, line.length - 1)),
  })
})

test('X18: parts get onto two carriers and off, each waits for the other', () => {
  type Place = 'none' | 'empty' | 'busy' | 'done'
  interface State {
    readonly queue: number
    /** Empty carriers before the first station of the loop, and what stands at its two stations. */
    readonly front: number
    readonly load: Place
    readonly work: Place
    readonly packs: boolean
  }
  const settled = (state: State): State => {
    const { queue, front, load, work, packs } = state
    if (load === 'empty' && queue > 0) return settled({ ...state, queue: queue - 1, load: 'busy' })
    if (load === 'none' && front > 0) return settled({ ...state, load: 'empty', front: front - 1 })
    // A part gets off where it can be packed and its carrier finds the place before the first station free.
    if (work === 'done' && !packs && front < 1) return settled({ ...state, work: 'none', front: front + 1, packs: true })
    if (load === 'done' && work === 'none') return settled({ ...state, load: 'none', work: 'busy' })
    return state
  }
  const chain = solveChain<State>(settled({ queue: 0, front: 1, load: 'empty', work: 'none', packs: false }), (state) => [
    state.queue < 2 ? { to: settled({ ...state, queue: state.queue + 1 }), rate: 0.9 } : { to: state, rate: 0.9, counts: 'lost' },
    ...(state.load === 'busy' ? [{ to: settled({ ...state, load: 'done' }), rate: 1.5 }] : []),
    ...(state.work === 'busy' ? [{ to: settled({ ...state, work: 'done' }), rate: 1.2 }] : []),
    ...(state.packs ? [{ to: settled({ ...state, packs: false }), rate: 1, counts: 'out' }] : []),
  ])
  writtenIn('x18.yaml', {
    throughput: chain.rate('out'),
    'arrivals.loss(share)': chain.rate('lost') / 0.9,
    'loop.load.state_share(waiting_for_parts)': chain.mean(({ load }) => load === 'empty'),
    'loop.work.state_share(blocked)': chain.mean(({ work }) => work === 'done'),
    'loop.front.queue': chain.mean(({ front }) => front),
  })
})

test('X20: two kanban stages, the first stands when its cards are in its store', () => {
  // Parts that M1 has made and M2 has not: two hold cards of the second stage, two lie in the store of the first.
  const chain = solveChain<{ readonly made: number }>({ made: 0 }, ({ made }) => [
    ...(made < 4 ? [{ to: { made: made + 1 }, rate: 1 }] : []),
    ...(made > 0 ? [{ to: { made: made - 1 }, rate: 0.9, counts: 'out' }] : []),
  ])
  writtenIn('x20.yaml', {
    throughput: chain.rate('out'),
    'stage1.M1.utilization': chain.mean(({ made }) => made < 4),
    'stage1.made1.queue': chain.mean(({ made }) => Math.max(0, made - 2)),
    'stage2.entry.queue': chain.mean(({ made }) => (made >= 2 ? 1 : 0)),
  })
})
