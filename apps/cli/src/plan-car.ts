/** Range and charging of the car of a model, as numbers of its plan. */
import type { Plan } from 'genba/factory'
import type { PlanNumber } from 'genba/planner'
import type { Ranged } from 'genba/economics'
import { carOfModel, predictCar } from 'genba/vehicle'
import { carOf, flagsOfCar } from './car-input.ts'

/**
 * What `genba car` predicts of the car, with its 80 % bands: range by the Chinese test, minutes from 10 to 80 %. Nothing where the model has no car, or one without
 * mass, pack, drag and area; a number that the model writes under `market` holds instead.
 * @param written numbers that the model writes
 */
export function carNumbers({ products }: Plan, written: ReadonlySet<PlanNumber>): Partial<Record<'range' | 'chargeMinutes', Ranged>> {
  const model = carOfModel(products)
  if (model === undefined) return {}
  const { kerbKg, drag, areaM2, usableKwh } = model
  if ([kerbKg, drag, areaM2, usableKwh].includes(undefined)) return {}
  const { ranges, charge } = predictCar(carOf(flagsOfCar(model)))
  const { km, low, high } = ranges.find(({ cycle }) => cycle === 'CLTC-P (unofficial)')!
  const source = 'genba car, of the car of the model: 80 % band'
  const numbers: Record<'range' | 'chargeMinutes', Ranged> = {
    range: { value: km, low, high, unit: 'km', source, basis: 'assumed' },
    chargeMinutes: { value: charge.minutes, low: charge.low, high: charge.high, unit: 'min', source, basis: 'assumed' },
  }
  for (const name of ['range', 'chargeMinutes'] as const) if (written.has(name)) delete (numbers as Partial<typeof numbers>)[name]
  return numbers
}
