/**
 * A machine that runs and is repaired in turn, both for exponential times: a Markov chain of two states.
 * R. E. Barlow, F. Proschan, "Mathematical Theory of Reliability" (1965), chapter 3.
 */
import { exactExp, exactExpm1, requireNonNegative, requirePositive } from 'genba/statistics'

/** Mean times of a machine, in one unit. */
export interface RepairableMachine {
  /** Mean time to failure, running. */
  readonly mtbf: number
  /** Mean time to repair. */
  readonly mttr: number
}

/** The share of time that it is up in the long run: `A = MTBF / (MTBF + MTTR)`. @throws RangeError unless both are positive */
export function steadyAvailability({ mtbf, mttr }: RepairableMachine): number {
  requirePositive('mtbf', mtbf)
  requirePositive('mttr', mttr)
  return mtbf / (mtbf + mttr)
}

/**
 * The chance that a machine that was up at 0 is up at a time: `A(t) = A + (1 - A) exp(-(1 / MTBF + 1 / MTTR) t)`.
 * @param time from 0, in the unit of the means
 * @throws RangeError where that does not hold or a mean is not positive
 */
export function pointAvailability(machine: RepairableMachine, time: number): number {
  const steady = steadyAvailability(machine)
  requireNonNegative('time', time)
  return steady + (1 - steady) * exactExp(-(1 / machine.mtbf + 1 / machine.mttr) * time)
}

/**
 * The expected share of the time from 0 on that a machine that was up at 0 is up: the mean of `pointAvailability`,
 * `A + (1 - A) (1 - exp(-k t)) / (k t)` with `k = 1 / MTBF + 1 / MTTR`.
 * @param time above 0, in the unit of the means
 * @throws RangeError where that does not hold or a mean is not positive
 */
export function intervalAvailability(machine: RepairableMachine, time: number): number {
  const steady = steadyAvailability(machine)
  requirePositive('time', time)
  const elapsed = (1 / machine.mtbf + 1 / machine.mttr) * time
  return steady - ((1 - steady) * exactExpm1(-elapsed)) / elapsed
}
