/** Where the exact values of `validation/x22.yaml` come from: servers that send the part back as they fail, as a Markov chain. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

test('X22: two servers that fail while they work and send the part back to the head of a finite queue', () => {
  // All times are exponential, so the work still to do is as long as at the start.
  interface State {
    readonly waiting: number
    readonly working: number
    readonly down: number
  }
  const [servers, places] = [2, 3]
  const settled = ({ waiting, working, down }: State): State => {
    const begin = Math.min(waiting, servers - down - working)
    return { waiting: waiting - begin, working: working + begin, down }
  }
  const chain = solveChain<State>({ waiting: 0, working: 0, down: 0 }, (state) => {
    const { waiting, working, down } = state
    const room = waiting < places
    return [
      { to: room ? settled({ ...state, waiting: waiting + 1 }) : state, rate: 1.4, ...(room ? {} : { counts: 'lost' }) },
      { to: settled({ ...state, working: working - 1 }), rate: working, counts: 'out' },
      // Who comes back is let in above the capacity.
      { to: settled({ waiting: waiting + 1, working: working - 1, down: down + 1 }), rate: working / 10, counts: 'failures' },
      { to: settled({ ...state, down: down - 1 }), rate: down > 0 ? 1 / 4 : 0 },
    ].filter(({ rate }) => rate > 0)
  })
  writtenIn('x22.yaml', null, {
    throughput: chain.rate('out'),
    'arrivals.loss(share)': chain.rate('lost') / 1.4,
    'queue.queue': chain.mean(({ waiting }) => waiting),
    'server.state_share(down)': chain.mean(({ down }) => Math.min(down, 1)) / servers,
    'server.state_share(waiting_for_repair)': chain.mean(({ down }) => Math.max(down - 1, 0)) / servers,
  })
})
