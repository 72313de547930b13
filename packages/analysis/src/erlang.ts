/**
 * Servers that share one queue, M/M/c: Poisson arrivals, exponential work.
 * A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges" (1917);
 * the recursion: D. Gross, C. M. Harris, "Fundamentals of Queueing Theory", 3rd ed. (1998), 2.4 and 2.5.
 */
import { exactExp, requireNonNegative, requirePositive } from 'genba/statistics'

/** Poisson arrivals at equal servers. */
export interface ServedQueue {
  /** Arrivals in a unit of time. */
  readonly arrivalRate: number
  /** What one server can do in a unit of time. */
  readonly serviceRate: number
}

/**
 * The chance that all servers are taken where nobody waits, `B(c, a)`: `B(0) = 1`, `B(n) = a B(n-1) / (n + a B(n-1))`.
 * @param servers a whole number from 0
 * @param load a, arrivals times the mean time of service, from 0
 * @throws RangeError where these do not hold
 */
export function erlangB(servers: number, load: number): number {
  requireWhole('servers', servers, 0)
  requireNonNegative('load', load)
  let loss = 1
  for (let n = 1; n <= servers; n++) loss = (load * loss) / (n + load * loss)
  return loss
}

/**
 * The chance to wait, `C(c, a) = B / (1 - r (1 - B))` with `r = a / c`.
 * @param servers a whole number from 1
 * @param load from 0 and below `servers`
 * @throws RangeError where these do not hold
 */
export function erlangC(servers: number, load: number): number {
  requireWhole('servers', servers, 1)
  requireNonNegative('load', load)
  if (!(load < servers))
    throw new RangeError(`load: expected a number below the ${servers} servers, received ${load}; else the queue grows for ever`)
  const loss = erlangB(servers, load)
  return loss / (1 - (load / servers) * (1 - loss))
}

/**
 * The chance to wait no longer than a time: `P(W <= t) = 1 - C exp(-(c m - l) t)`.
 * @param servers a whole number above arrivals / service rate
 * @param within the time, from 0, in the unit of the rates
 * @throws RangeError where these do not hold or a rate is not positive
 */
export function servedWithin({ arrivalRate, serviceRate }: ServedQueue, servers: number, within: number): number {
  requirePositive('arrivalRate', arrivalRate)
  requirePositive('serviceRate', serviceRate)
  requireNonNegative('within', within)
  return 1 - erlangC(servers, arrivalRate / serviceRate) * exactExp(-(servers * serviceRate - arrivalRate) * within)
}

/** A number of people and what they achieve. */
export interface CrewSize {
  readonly servers: number
  /** Share of calls that wait no longer than was asked for. */
  readonly serviceLevel: number
}

/**
 * The smallest crew that lets a share of all calls wait no longer than a time.
 * @param within the time, from 0, in the unit of the rates
 * @param share wanted, from 0 and below 1
 * @throws RangeError where these do not hold or a rate is not positive
 */
export function smallestCrew(queue: ServedQueue, within: number, share: number): CrewSize {
  requirePositive('arrivalRate', queue.arrivalRate)
  requirePositive('serviceRate', queue.serviceRate)
  if (!(share >= 0 && share < 1)) throw new RangeError(`share: expected a number from 0 and below 1, received ${share}`)
  for (let servers = Math.floor(queue.arrivalRate / queue.serviceRate) + 1; ; servers++) {
    const serviceLevel = servedWithin(queue, servers, within)
    if (serviceLevel >= share) return { servers, serviceLevel }
  }
}

function requireWhole(name: string, value: number, from: number): void {
  if (!(Number.isInteger(value) && value >= from)) throw new RangeError(`${name}: expected a whole number from ${from}, received ${value}`)
}
