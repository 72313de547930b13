/** Where the exact values of `validation/x34.yaml` come from: work that waits for room behind the station, as Markov chains. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

/** Three stations with exponential times; a place behind a station is kept from the beginning of work there. */
function line({ positions, places }: { positions: readonly [number, number, number]; places: readonly [number, number] }) {
  const rates = [1, 0.9, 1.1] as const
  interface State {
    /** Per station: parts at work, and parts inside that wait for room. */
    readonly working: readonly number[]
    readonly held: readonly number[]
    /** Parts in the buffers before the second and the third station. */
    readonly stored: readonly [number, number]
  }
  const change = (list: readonly number[], at: number, by: number): number[] => list.map((value, i) => (i === at ? value + by : value))
  /** Places behind station i that are neither taken nor kept. */
  function room({ working, held, stored }: State, i: number): number {
    if (i === 2) return Infinity
    const free = positions[i + 1]! - working[i + 1]! - held[i + 1]!
    return places[i]! > 0 ? places[i]! - stored[i]! - working[i]! : free - working[i]!
  }
  function settled(state: State): State {
    const { working, held, stored } = state
    for (const i of [2, 1, 0] as const) {
      if (held[i]! > 0 && room(state, i) > 0) return settled({ ...state, held: change(held, i, -1), working: change(working, i, 1) })
      const free = positions[i] - working[i]! - held[i]!
      if (free === 0) continue
      if (i === 0) return settled({ ...state, held: change(held, 0, 1) })
      if (stored[i - 1]! > 0) {
        const left = change(stored, i - 1, -1)
        return settled({ working, held: change(held, i, 1), stored: [left[0]!, left[1]!] })
      }
    }
    return state
  }
  function done(state: State, i: number): State {
    const gone: State = { ...state, working: change(state.working, i, -1) }
    if (i === 2) return settled(gone)
    if (places[i]! === 0) return settled({ ...gone, held: change(gone.held, i + 1, 1) })
    const filled = change(gone.stored, i, 1)
    return settled({ ...gone, stored: [filled[0]!, filled[1]!] })
  }
  const chain = solveChain<State>(settled({ working: [0, 0, 0], held: [0, 0, 0], stored: [0, 0] }), (state) =>
    [0, 1, 2].flatMap((i) =>
      state.working[i]! > 0 ? [{ to: done(state, i), rate: state.working[i]! * rates[i]!, ...(i === 2 ? { counts: 'out' } : {}) }] : [],
    ),
  )
  return {
    throughput: chain.rate('out'),
    'M1.state_share(blocked)': chain.mean(({ held }) => held[0]!) / positions[0],
    'M2.state_share(blocked)': chain.mean(({ held }) => held[1]!) / positions[1],
  }
}

test('X34: blocking before service', () => {
  writtenIn('x34.yaml', null, line({ positions: [1, 1, 1], places: [1, 1] }))
  writtenIn('x34.yaml', 'X34_two', line({ positions: [2, 2, 1], places: [1, 1] }))
  writtenIn('x34.yaml', 'X34_none', line({ positions: [1, 1, 1], places: [0, 0] }))
})
