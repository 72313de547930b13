/** What would have to be true of the car: what its abilities do to the worth of the base. */
import { breakEvenValue } from 'genba/economics'
import type { Ranged } from 'genba/economics'
import type { PlanInput, PlanNumber, PlanValues } from './plan-input.ts'

/** Abilities of the car among the numbers of a plan. */
export type CarNumber = Extract<PlanNumber, 'range' | 'chargeMinutes' | 'assistance'>

/** One ability. */
export interface CarNeed extends Ranged {
  readonly number: CarNumber
  /** Worth of the wholly owned base with the ability at the ends of its range, all else as planned, CNY. */
  readonly worthLow: number
  readonly worthHigh: number
  /** Ability at which the base is worth nothing, between half and twice the plan; not there where it is worth something at both. */
  readonly breakEven?: number
}

const ABILITIES: readonly CarNumber[] = ['range', 'chargeMinutes', 'assistance']

/**
 * Needs of a plan.
 * @param worth of the wholly owned base at values of the numbers, CNY
 */
export function carNeeds(input: PlanInput, values: PlanValues, worth: (values: PlanValues) => number): CarNeed[] {
  return ABILITIES.map((number) => {
    const ranged = input.numbers[number]
    const at = (value: number): number => worth({ ...values, [number]: value })
    const point = breakEvenValue(at, ranged.value / 2, ranged.value * 2)
    return { number, ...ranged, worthLow: at(ranged.low), worthHigh: at(ranged.high), ...(point === undefined ? {} : { breakEven: point }) }
  })
}
