/** Where the exact values of `validation/x23.yaml` come from: two queues served in turns, as a Markov chain apart from the engine. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import type { MarkovChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

interface State {
  readonly queues: readonly [number, number]
  readonly does: 'nothing' | 'set up' | 'work'
  /** Whose turn it is or was, and how many may still be taken in it. */
  readonly turn: 0 | 1
  readonly left: number
}

interface Rule {
  readonly size: (waiting: number) => number
  readonly isSetUp: 'at a change of input' | 'at every turn'
  readonly visitsEmpty: boolean
}

const ARRIVALS = [0.4, 0.3] as const
const PLACES = 4

function polled({ size, isSetUp, visitsEmpty }: Rule): MarkovChain<State> {
  /** The server is free: it takes from its turn, or gives the next one. */
  const settled = (state: State): State => {
    const { queues, does, turn, left } = state
    if (does !== 'nothing') return state
    if (left > 0 && queues[turn] > 0) return { ...state, queues: less(queues, turn), does: 'work', left: left - 1 }
    const other = turn === 0 ? 1 : 0
    const next = visitsEmpty || queues[other] > 0 ? other : queues[turn] > 0 ? turn : undefined
    if (next === undefined) return { ...state, left: 0 }
    if (isSetUp === 'at every turn' || next !== turn) return { queues, does: 'set up', turn: next, left: 0 }
    return settled({ ...state, left: size(queues[next]) })
  }
  return solveChain<State>({ queues: [0, 0], does: 'set up', turn: 0, left: 0 }, (state) => {
    const { queues, does, turn } = state
    const arrivals = ([0, 1] as const).map((queue) =>
      queues[queue] < PLACES
        ? { to: settled({ ...state, queues: more(queues, queue) }), rate: ARRIVALS[queue] }
        : { to: state, rate: ARRIVALS[queue], counts: `lost ${queue}` },
    )
    if (does === 'nothing') return arrivals
    if (does === 'work') return [...arrivals, { to: settled({ ...state, does: 'nothing' }), rate: 1, counts: `out ${turn}` }]
    return [...arrivals, { to: settled({ ...state, does: 'nothing', left: size(queues[turn]) }), rate: 1.5, counts: 'set-ups' }]
  })
}

function less([a, b]: State['queues'], queue: 0 | 1): State['queues'] {
  return queue === 0 ? [a - 1, b] : [a, b - 1]
}

function more([a, b]: State['queues'], queue: 0 | 1): State['queues'] {
  return queue === 0 ? [a + 1, b] : [a, b + 1]
}

const exhaustive = (): number => Infinity
const gated = (waiting: number): number => waiting
const limited = (): number => 1

test('X23: two queues served in turns, exhaustive, gated and one by one', () => {
  const rules: readonly (readonly [string | null, Rule])[] = [
    [null, { size: exhaustive, isSetUp: 'at a change of input', visitsEmpty: false }],
    ['X23_every_turn', { size: exhaustive, isSetUp: 'at every turn', visitsEmpty: false }],
    ['X23_visits', { size: exhaustive, isSetUp: 'at every turn', visitsEmpty: true }],
    ['X23_gated', { size: gated, isSetUp: 'at every turn', visitsEmpty: false }],
    ['X23_gated_change', { size: gated, isSetUp: 'at a change of input', visitsEmpty: false }],
    ['X23_gated_visits', { size: gated, isSetUp: 'at every turn', visitsEmpty: true }],
    ['X23_one_by_one', { size: limited, isSetUp: 'at every turn', visitsEmpty: true }],
  ]
  for (const [scenario, rule] of rules) {
    const chain = polled(rule)
    writtenIn('x23.yaml', scenario, {
      's1.loss(share)': chain.rate('lost 0') / ARRIVALS[0],
      's2.loss(share)': chain.rate('lost 1') / ARRIVALS[1],
      'q1.queue': chain.mean(({ queues }) => queues[0]),
      'q2.queue': chain.mean(({ queues }) => queues[1]),
      'server.setups': chain.rate('set-ups'),
      'server.state_share(set_up)': chain.mean(({ does }) => does === 'set up'),
    })
  }
})
