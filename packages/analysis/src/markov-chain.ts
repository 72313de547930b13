/**
 * Small plants as Markov chains: what is exact where all times are exponential and the states are few enough to be listed. The
 * states are found from one of them by following the moves; their shares are solved without loss (stationary-distribution.ts).
 */
import { stationaryDistribution } from './stationary-distribution.ts'

/** A way out of a state. */
export interface ChainMove<State> {
  readonly to: State
  /** Moves in a unit of time, from 0. */
  readonly rate: number
  /** What happens with it, by name, to be counted. */
  readonly counts?: string
}

interface NumberedMove {
  readonly to: number
  readonly rate: number
  readonly counts: string | undefined
}

/** A chain in the long run. */
export interface MarkovChain<State> {
  readonly states: readonly State[]
  /** Share of time in each state. */
  readonly shares: Float64Array
  /** The mean over time of what a state is worth; a condition counts 1 or 0. */
  mean(of: (state: State) => number | boolean): number
  /** How often what is counted under a name happens in a unit of time; 0 for what never does. */
  rate(counts: string): number
}

/**
 * Solves a chain.
 * @param start where it begins; states are plain data, told apart by their JSON; those that are left for good have no share
 * @param movesOf all ways out of a state
 * @throws RangeError where more states come back for ever than can be solved, or where the long run depends on chance
 */
export function solveChain<State>(start: State, movesOf: (state: State) => readonly ChainMove<State>[]): MarkovChain<State> {
  const numbers = new Map<string, number>([[JSON.stringify(start), 0]])
  const states: State[] = [start]
  const moves: NumberedMove[][] = []
  // The list grows while it is gone through.
  for (const state of states) {
    moves.push(
      movesOf(state).map(({ to, rate, counts }) => {
        const key = JSON.stringify(to)
        const known = numbers.get(key)
        if (known !== undefined) return { to: known, rate, counts }
        numbers.set(key, states.length)
        states.push(to)
        return { to: states.length - 1, rate, counts }
      }),
    )
  }
  const lasting = lastingStates(moves)
  const places = new Map(lasting.map((state, place) => [state, place]))
  const solved = stationaryDistribution(lasting.length, (from, add) =>
    moves[lasting[from]!]!.forEach(({ to, rate }) => rate > 0 && add(places.get(to)!, rate)),
  )
  const shares = Float64Array.from(states, (_, state) => solved[places.get(state) ?? -1] ?? 0)
  return {
    states,
    shares,
    mean: (of) => states.reduce((sum, state, number) => sum + shares[number]! * Number(of(state)), 0),
    rate: (counts) =>
      moves.reduce(
        (sum, list, number) => sum + shares[number]! * list.reduce((own, move) => own + (move.counts === counts ? move.rate : 0), 0),
        0,
      ),
  }
}

/** The states between which the chain goes on for ever. @throws RangeError where there are several such sets */
function lastingStates(moves: readonly (readonly NumberedMove[])[]): readonly number[] {
  const ways = moves.map((list) => list.filter(({ rate }) => rate > 0).map(({ to }) => to))
  const back: number[][] = ways.map(() => [])
  ways.forEach((list, from) => list.forEach((to) => back[to]!.push(from)))
  let one = 0
  for (;;) {
    const ahead = reachedFrom(one, ways)
    const behind = reachedFrom(one, back)
    const lost = [...ahead].find((state) => !behind.has(state))
    if (lost === undefined) {
      if (behind.size < moves.length)
        throw new RangeError('movesOf: expected one set of states that the chain does not leave, received several')
      return [...ahead]
    }
    one = lost
  }
}

/** All states that the ways lead to from one, itself included. */
function reachedFrom(one: number, ways: readonly (readonly number[])[]): ReadonlySet<number> {
  const reached = new Set([one])
  // The set grows while it is gone through.
  for (const state of reached) for (const to of ways[state]!) reached.add(to)
  return reached
}
