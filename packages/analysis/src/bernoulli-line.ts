/**
 * Lines in slotted time, each machine of which works in a slot or does not: a model of lines with equal cycles and short stops.
 *
 * J. Li, S. M. Meerkov, "Production Systems Engineering" (2009), chapter 4. Their conventions: in each slot machine i is up with
 * chance p(i), whatever happened before, starved and blocked machines included; the first is never starved, the last never blocked;
 * a machine that finds its buffer full does not work (blocking before service) unless the next machine takes a part in the same
 * slot; the places of a buffer include the one in the machine below it. A buffer is looked at between slots.
 */
import { requirePositive } from 'genba/statistics'
import { MOST_STATES, stationaryDistribution } from './stationary-distribution.ts'

/** The long run of a Bernoulli line. */
export interface BernoulliLine {
  /** Parts made in a slot. */
  readonly throughput: number
  /** Mean parts in each buffer. */
  readonly meanBuffers: readonly number[]
}

/**
 * A line of any number of machines, exactly: the stationary distribution of the levels of its buffers.
 * @param chances of each machine to be up in a slot, above 0 and below 1
 * @param capacities places of each buffer, one fewer than machines, whole and from 1
 * @throws RangeError where these do not hold, or where the line has more states (the product of capacities + 1) than can be solved
 */
export function bernoulliLine(chances: readonly number[], capacities: readonly number[]): BernoulliLine {
  if (chances.length < 2) throw new RangeError(`chances: expected two machines or more, received ${chances.length}`)
  if (capacities.length !== chances.length - 1)
    throw new RangeError(`capacities: expected ${chances.length - 1}, one fewer than machines, received ${capacities.length}`)
  chances.forEach((chance, index) => requireChance(`chances[${index}]`, chance))
  capacities.forEach((capacity, index) => requireCapacity(`capacities[${index}]`, capacity))
  const states = capacities.reduce((product, capacity) => product * (capacity + 1), 1)
  if (states > MOST_STATES)
    throw new RangeError(
      `capacities: expected at most ${MOST_STATES} states, received ${states} (the product of capacities + 1); approximate such a line or simulate it`,
    )
  const strides = capacities.map((_, index) => capacities.slice(index + 1).reduce((product, capacity) => product * (capacity + 1), 1))
  const levelOf = (state: number, buffer: number): number => Math.floor(state / strides[buffer]!) % (capacities[buffer]! + 1)

  const shares = stationaryDistribution(states, (state, add) => {
    const levels = capacities.map((_, buffer) => levelOf(state, buffer))
    // From the last machine up: whether one works depends on the next one alone.
    const follow = (machine: number, nextWorks: boolean, to: number, chance: number): void => {
      if (machine < 0) return add(to, chance)
      const up = chances[machine]!
      const isStarved = machine > 0 && levels[machine - 1] === 0
      const isBlocked = machine < capacities.length && levels[machine] === capacities[machine] && !nextWorks
      if (isStarved || isBlocked) return follow(machine - 1, false, to, chance)
      const taken = machine > 0 ? strides[machine - 1]! : 0
      const given = machine < capacities.length ? strides[machine]! : 0
      follow(machine - 1, true, to - taken + given, chance * up)
      follow(machine - 1, false, to, chance * (1 - up))
    }
    follow(chances.length - 1, true, state, 1)
  })
  const meanBuffers = capacities.map((_, buffer) => shares.reduce((sum, share, state) => sum + share * levelOf(state, buffer), 0))
  const lastBuffer = capacities.length - 1
  const fed = shares.reduce((sum, share, state) => sum + (levelOf(state, lastBuffer) > 0 ? share : 0), 0)
  return { throughput: chances.at(-1)! * fed, meanBuffers }
}

/**
 * Parts made in a slot by two machines with a buffer, in closed form: `p2 (1 - Q)`, where Q is the chance of an empty buffer,
 * `(1 - p1) (1 - a) / (1 - (p1 / p2) a^N)` with `a = p1 (1 - p2) / (p2 (1 - p1))`, and `(1 - p) / (N + 1 - p)` of equal machines
 * (Li and Meerkov, 4.2.1).
 * @param first chance of the first machine to be up, above 0 and below 1
 * @param second chance of the second machine
 * @param capacity places of the buffer, whole and from 1
 * @throws RangeError where these do not hold
 */
export function bernoulliPair(first: number, second: number, capacity: number): number {
  requireChance('first', first)
  requireChance('second', second)
  requireCapacity('capacity', capacity)
  // Both parts of the fraction divided by 1 - a = (p2 - p1) / (p2 (1 - p1)), so that equal machines are no special case:
  // (1 - (p1 / p2) a^N) / (1 - a) = a^0 + .. + a^(N - 1) + (1 - p1) a^N.
  const a = (first * (1 - second)) / (second * (1 - first))
  let sum = 0
  let power = 1
  for (let n = 0; n < capacity; n++) {
    sum += power
    power *= a
  }
  const empty = (1 - first) / (sum + power * (1 - first))
  return second * (1 - empty)
}

function requireChance(name: string, value: number): void {
  requirePositive(name, value)
  if (!(value < 1)) throw new RangeError(`${name}: expected a chance below 1, received ${value}`)
}

function requireCapacity(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) throw new RangeError(`${name}: expected a whole number of places from 1, received ${value}`)
}
