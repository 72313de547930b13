/** Where the exact values of `validation/x70.yaml` come from: set-ups before their part comes in, as a Markov chain apart from the engine. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

interface State {
  /** Parts in each queue; the one for which a set-up is done ahead is among them. */
  readonly queues: readonly [number, number]
  readonly does: 'nothing' | 'set up' | 'work'
  /** What the server is, or is being, set up for. */
  readonly kind: 0 | 1
}

const ARRIVALS = [0.4, 0.5] as const
const PLACES = [1, 2] as const

function served(isDue: (before: 0 | 1, next: 0 | 1) => boolean, starts: 'ahead' | 'with part') {
  const changed = ([a, b]: State['queues'], queue: 0 | 1, by: number): State['queues'] => (queue === 0 ? [a + by, b] : [a, b + by])
  /** The server is free: the urgent part comes first. */
  const settled = (state: State): State => {
    const { queues, does, kind } = state
    if (does !== 'nothing' || queues[0] + queues[1] === 0) return state
    const next = queues[0] > 0 ? 0 : 1
    if (!isDue(kind, next)) return { queues: changed(queues, next, -1), does: 'work', kind: next }
    return { queues: starts === 'ahead' ? queues : changed(queues, next, -1), does: 'set up', kind: next }
  }
  const chain = solveChain<State>({ queues: [0, 0], does: 'nothing', kind: 0 }, (state) => {
    const { queues, does, kind } = state
    const arrivals = ([0, 1] as const).map((queue) =>
      queues[queue] < PLACES[queue]
        ? { to: settled({ ...state, queues: changed(queues, queue, 1) }), rate: ARRIVALS[queue] }
        : { to: state, rate: ARRIVALS[queue], counts: `lost ${queue}` },
    )
    if (does === 'nothing') return arrivals
    if (does === 'work') return [...arrivals, { to: settled({ ...state, does: 'nothing' }), rate: 1, counts: `out ${kind}` }]
    const begun: State = { queues: starts === 'ahead' ? changed(queues, kind, -1) : queues, does: 'work', kind }
    return [...arrivals, { to: begun, rate: 1.5, counts: 'set-ups' }]
  })
  return {
    's1.loss(share)': chain.rate('lost 0') / ARRIVALS[0],
    's2.loss(share)': chain.rate('lost 1') / ARRIVALS[1],
    'q1.queue': chain.mean(({ queues }) => queues[0]),
    'q2.queue': chain.mean(({ queues }) => queues[1]),
    'server.setups': chain.rate('set-ups'),
    'server.state_share(set_up)': chain.mean(({ does }) => does === 'set up'),
  }
}

test('X70: set-ups ahead of their part, at a change and before every part, and with the part in the station', () => {
  const change = (before: 0 | 1, next: 0 | 1): boolean => before !== next
  writtenIn('x70.yaml', null, served(change, 'ahead'))
  writtenIn(
    'x70.yaml',
    'X70_every_part',
    served(() => true, 'ahead'),
  )
  writtenIn('x70.yaml', 'X70_with_part', served(change, 'with part'))
})
