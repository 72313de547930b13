/**
 * How long parts wait at a workplace, guessed from means and coefficients of variation: GI/G/m. These are approximations for a
 * first look at a plan, not truths; a run of the model tells what holds.
 */
import { exactExp, exactPow, requireNonNegative, requirePositive } from 'genba/statistics'
import { erlangC } from './erlang.ts'

/** What is known of a workplace with one queue. */
export interface GeneralQueue {
  /** Arrivals in a unit of time. */
  readonly arrivalRate: number
  /** Mean time of service. */
  readonly serviceTime: number
  /** Squared coefficient of variation of the times between arrivals: 1 for Poisson, 0 for a clock. */
  readonly arrivalVariation: number
  /** Squared coefficient of variation of the service time. */
  readonly serviceVariation: number
  /** Equal servers. */
  readonly servers: number
}

/**
 * Mean wait by A. O. Allen, "Probability, Statistics, and Queueing Theory" (1978), after J. Cunneen: that of M/M/m times the mean of
 * the two variations, `C s / (m (1 - r)) (ca2 + cs2) / 2`. Exact for M/M/m and M/G/1.
 * @returns time in the queue, in the unit of the service time
 * @throws RangeError unless rate and time are positive, variations from 0, servers whole and from 1, and the load below the servers
 */
export function allenCunneenWait(queue: GeneralQueue): number {
  const { chanceToWait, load } = utilizationOf(queue)
  const spare = queue.servers * (1 - load)
  return ((chanceToWait * queue.serviceTime) / spare) * meanVariation(queue)
}

/**
 * Mean wait with the correction of W. Kraemer, M. Langenbach-Belz, "Approximate formulae for the delay in the queueing system
 * GI/G/1", 8th International Teletraffic Congress (1976) 235: Allen-Cunneen times
 * `exp(-(2 / 3) ((1 - r) / C) (1 - ca2)^2 / (ca2 + cs2))` for ca2 up to 1, `exp(-(1 - r) (ca2 - 1) / (ca2 + 4 cs2))` beyond, with the
 * chance to wait C of M/M/m in the place of r, which it is for one server.
 * @returns time in the queue, in the unit of the service time; 0 where nothing varies
 * @throws RangeError as `allenCunneenWait`
 */
export function kraemerLangenbachBelzWait(queue: GeneralQueue): number {
  const { chanceToWait, load } = utilizationOf(queue)
  const { arrivalVariation: ca2, serviceVariation: cs2 } = queue
  if (ca2 + cs2 === 0) return 0
  const exponent =
    ca2 <= 1 ? ((-2 / 3) * ((1 - load) / chanceToWait) * (1 - ca2) * (1 - ca2)) / (ca2 + cs2) : (-(1 - load) * (ca2 - 1)) / (ca2 + 4 * cs2)
  return allenCunneenWait(queue) * exactExp(exponent)
}

/**
 * Mean wait by H. Sakasegawa, "An approximation formula Lq = a r^b / (1 - r)", Annals of the Institute of Statistical Mathematics 29
 * (1977) 67, in the form of W. J. Hopp, M. L. Spearman, "Factory Physics" (1996), chapter 8: `s r^(sqrt(2 (m + 1)) - 1) / (m (1 - r))
 * (ca2 + cs2) / 2`.
 * @returns time in the queue, in the unit of the service time
 * @throws RangeError as `allenCunneenWait`
 */
export function sakasegawaWait(queue: GeneralQueue): number {
  const { load } = utilizationOf(queue)
  const { servers, serviceTime } = queue
  return ((exactPow(load, Math.sqrt(2 * (servers + 1)) - 1) * serviceTime) / (servers * (1 - load))) * meanVariation(queue)
}

const meanVariation = ({ arrivalVariation, serviceVariation }: GeneralQueue): number => (arrivalVariation + serviceVariation) / 2

function utilizationOf(queue: GeneralQueue): { readonly chanceToWait: number; readonly load: number } {
  requirePositive('arrivalRate', queue.arrivalRate)
  requirePositive('serviceTime', queue.serviceTime)
  requireNonNegative('arrivalVariation', queue.arrivalVariation)
  requireNonNegative('serviceVariation', queue.serviceVariation)
  const offered = queue.arrivalRate * queue.serviceTime
  return { chanceToWait: erlangC(queue.servers, offered), load: offered / queue.servers }
}
