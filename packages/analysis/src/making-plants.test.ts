/** Where the exact values of `validation/x71.yaml` come from: what a source makes next, as a Markov chain apart from the engine. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

interface State {
  /** Parts in each store and the machine behind it. */
  readonly inside: readonly [number, number]
  readonly turn: 0 | 1
}

const RATES = [0.8, 0.6] as const
const PLACES = [2, 3] as const
const ARRIVALS = 1.5

function made(next: (state: State) => 0 | 1) {
  const changed = ([a, b]: State['inside'], of: 0 | 1, by: number): State['inside'] => (of === 0 ? [a + by, b] : [a, b + by])
  const other = (of: 0 | 1): 0 | 1 => (of === 0 ? 1 : 0)
  const chain = solveChain<State>({ inside: [0, 0], turn: 0 }, (state) => {
    const { inside, turn } = state
    const of = next(state)
    const arrival =
      inside[of] <= PLACES[of]
        ? { to: { inside: changed(inside, of, 1), turn: other(turn) }, rate: ARRIVALS }
        : { to: { inside, turn: other(turn) }, rate: ARRIVALS, counts: 'lost' }
    const done = ([0, 1] as const).flatMap((from) =>
      inside[from] > 0 ? [{ to: { inside: changed(inside, from, -1), turn }, rate: RATES[from], counts: `out ${from}` }] : [],
    )
    return [arrival, ...done]
  })
  return {
    's.loss(share)': chain.rate('lost') / ARRIVALS,
    'throughput(a)': chain.rate('out 0'),
    'throughput(b)': chain.rate('out 1'),
    'qa.queue': chain.mean(({ inside }) => Math.max(0, inside[0] - 1)),
    'qb.queue': chain.mean(({ inside }) => Math.max(0, inside[1] - 1)),
  }
}

test('X71: what the stores hold least of, and in turn', () => {
  // What is in work is not in the store; of equals the first.
  writtenIn(
    'x71.yaml',
    null,
    made(({ inside: [a, b] }) => (Math.max(0, a - 1) <= Math.max(0, b - 1) ? 0 : 1)),
  )
  writtenIn(
    'x71.yaml',
    'X71_in_turn',
    made(({ turn }) => turn),
  )
})
