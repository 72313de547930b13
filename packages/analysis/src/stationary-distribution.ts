/**
 * The long-run shares of time of the states of a finite Markov chain.
 *
 * Elimination by W. K. Grassmann, M. I. Taksar, D. P. Heyman, "Regenerative analysis and steady state distributions for Markov
 * chains", Operations Research 33 (1985) 1107: only sums, products and quotients of numbers that are not negative, so nothing
 * cancels and small probabilities are as exact as large ones.
 */

/** Most states: the chain is held as a full matrix. */
export const MOST_STATES = 3000

/** Chances of a chain's moves from one state to all others. */
export type Moves = (from: number, add: (to: number, chance: number) => void) => void

/**
 * Stationary distribution of a chain of which every state can be reached from every other one.
 * @param size number of states, from 1 to `MOST_STATES`
 * @param moves tells of each move out of a state: its chance in a step, or its rate in continuous time; what is told of one pair
 *   is added up, and staying where one is may be left out
 * @returns the share of each state; they sum to 1
 * @throws RangeError if the size is out of range, or where a state cannot be left for those before it, so that there is no single answer
 */
export function stationaryDistribution(size: number, moves: Moves): Float64Array {
  if (!(Number.isInteger(size) && size >= 1 && size <= MOST_STATES))
    throw new RangeError(
      `size: expected a whole number of states from 1 to ${MOST_STATES}, received ${size}; a larger system has to be simulated`,
    )
  const matrix = Array.from({ length: size }, () => new Float64Array(size))
  for (let from = 0; from < size; from++) {
    const row = matrix[from]!
    moves(from, (to, chance) => {
      if (to !== from) row[to] = row[to]! + chance
    })
  }
  // States are taken out from the last one down; the ways through a state are given to those that remain.
  for (let out = size - 1; out > 0; out--) {
    const row = matrix[out]!
    let leaving = 0
    let first = out
    for (let to = out - 1; to >= 0; to--) {
      leaving += row[to]!
      if (row[to]! > 0) first = to
    }
    if (!(leaving > 0))
      throw new RangeError(`moves: expected a way from state ${out} to one before it; without it the shares depend on the start`)
    for (let from = 0; from < out; from++) {
      const other = matrix[from]!
      if (other[out] === 0) continue
      const through = other[out]! / leaving
      other[out] = through
      for (let to = first; to < out; to++) other[to] = other[to]! + through * row[to]!
    }
  }
  const shares = new Float64Array(size)
  shares[0] = 1
  let total = 1
  for (let state = 1; state < size; state++) {
    let share = 0
    for (let from = 0; from < state; from++) share += shares[from]! * matrix[from]![state]!
    shares[state] = share
    total += share
  }
  return shares.map((share) => share / total)
}
