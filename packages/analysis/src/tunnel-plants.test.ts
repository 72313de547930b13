/** Where the exact values of `validation/x73.yaml` come from: renewals at each part, a product of independent shares, a Markov chain. */
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
