/** Where the exact values of `validation/x32.yaml` come from: parts that are inspected a limited number of times, as a Markov chain. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

/** Parts in rework are told apart by the passes that they have had: counts by 1, 2, .. passes. */
function inspection({ tries, scraps }: { tries: number; scraps: boolean }) {
  interface State {
    readonly queue: number
    /** The pass that goes on, 0 for none; negative: it has failed and finds no room. */
    readonly pass: number
    readonly failed: readonly number[]
    /** Passes of the part in repair, 0 for none. */
    readonly repair: number
    readonly again: readonly number[]
  }
  const [places, bay] = [3, 2]
  function settled(state: State): State {
    const { queue, pass, failed, repair, again } = state
    if (repair === 0 && failed.length > 0) return settled({ ...state, failed: failed.slice(1), repair: failed[0]! })
    if (pass < 0 && failed.length < bay) return settled({ ...state, failed: [...failed, -pass], pass: 0 })
    if (pass === 0 && again.length > 0) return settled({ ...state, again: again.slice(1), pass: again[0]! + 1 })
    if (pass === 0 && queue > 0) return settled({ ...state, queue: queue - 1, pass: 1 })
    return state
  }
  const chain = solveChain<State>({ queue: 0, pass: 0, failed: [], repair: 0, again: [] }, (state) => {
    const { queue, pass, repair, again } = state
    const fails =
      pass < tries ? { to: settled({ ...state, pass: -pass }) } : { to: settled({ ...state, pass: 0 }), counts: scraps ? 'scrap' : 'out' }
    return [
      queue < places ? { to: settled({ ...state, queue: queue + 1 }), rate: 0.5 } : { to: state, rate: 0.5, counts: 'lost' },
      ...(pass > 0
        ? [
            { to: settled({ ...state, pass: 0 }), rate: 0.7, counts: 'out' },
            { ...fails, rate: 0.3 },
          ]
        : []),
      ...(repair > 0 ? [{ to: settled({ ...state, repair: 0, again: [...again, repair] }), rate: 0.4 }] : []),
    ]
  })
  return {
    throughput: chain.rate('out'),
    ...(scraps ? { 'inspect.scrap': chain.rate('scrap') } : {}),
    'arrivals.loss(share)': chain.rate('lost') / 0.5,
    'inspect.state_share(blocked)': chain.mean(({ pass }) => pass < 0),
  }
}

test('X32: inspection with a limited number of tries', () => {
  writtenIn('x32.yaml', null, inspection({ tries: 2, scraps: true }))
  writtenIn('x32.yaml', 'X32_pass', inspection({ tries: 2, scraps: false }))
  writtenIn('x32.yaml', 'X32_three', inspection({ tries: 3, scraps: true }))
})
