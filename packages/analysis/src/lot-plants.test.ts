/** Where the exact values of `validation/x84.yaml` and `x87.yaml` come from: a machine that passes on lots, a store with cards of its supplier, as Markov chains. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

/** Two machines with room for `places` parts between them, into which the first passes on lots of `size`. */
function twoMachines(size: number, places: number) {
  interface State {
    /** Parts done at the first machine that wait there. */
    readonly done: number
    readonly waiting: number
    readonly working: boolean
  }
  function settled(state: State): State {
    if (!state.working && state.waiting > 0) return settled({ ...state, waiting: state.waiting - 1, working: true })
    return state.done === size && state.waiting + size <= places ? settled({ ...state, done: 0, waiting: state.waiting + size }) : state
  }
  return solveChain<State>({ done: 0, waiting: 0, working: false }, (state) => [
    ...(state.done < size ? [{ to: settled({ ...state, done: state.done + 1 }), rate: 1 }] : []),
    ...(state.working ? [{ to: settled({ ...state, working: false }), rate: 1.1, counts: 'out' }] : []),
  ])
}

test('X84: lots of two between two machines', () => {
  const lots = twoMachines(2, 4)
  writtenIn('x84.yaml', null, {
    throughput: lots.rate('out'),
    'store.queue': lots.mean(({ waiting }) => waiting),
    'M1.state_share(blocked)': lots.mean(({ done }) => done === 2),
  })
  writtenIn('x84.yaml', 'one_by_one', { throughput: twoMachines(1, 4).rate('out') })
})

test('X87: a store with three cards of its supplier', () => {
  interface State {
    readonly stock: number
    readonly working: boolean
  }
  const settled = (state: State): State => (!state.working && state.stock > 0 ? { stock: state.stock - 1, working: true } : state)
  const chain = solveChain<State>({ stock: 2, working: true }, ({ stock, working }) => [
    ...(stock < 3 ? [{ to: settled({ stock: stock + 1, working }), rate: (3 - stock) / 2 }] : []),
    ...(working ? [{ to: settled({ stock, working: false }), rate: 1, counts: 'out' }] : []),
  ])
  writtenIn('x87.yaml', null, { throughput: chain.rate('out'), 'store.queue': chain.mean(({ stock }) => stock) })
})
