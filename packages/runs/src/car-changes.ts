/** What the car of a model puts into its plant: `sets: {eol.charging.cycle: charge_time}`. */
import type { Compiled } from 'genba/factory'
import { entryOf, valueOf } from 'genba/model'
import type { ModelDocument } from 'genba/model'
import { carOfModel, PLANT_VALUES, plantValue } from 'genba/vehicle'
import type { Change } from './model-file.ts'

/**
 * Changes of the plant by the `sets` of its car, for the car as compiled, scenario and changes included. They come before changes
 * that a user makes, and after those of a scenario: to try another time, change the car, or make the change by hand.
 */
export function carChanges(document: ModelDocument, { plan }: Compiled): readonly Change[] {
  const products = valueOf(document.root, 'products')
  if (plan === undefined || products?.kind !== 'map') return []
  return products.entries.flatMap(({ value }) => {
    const sets = value.kind === 'map' ? entryOf(value, 'sets')?.value : undefined
    const car = sets?.kind === 'map' ? carOfModel(plan.products) : undefined
    if (sets?.kind !== 'map' || car === undefined) return []
    return sets.entries.flatMap(({ key, value: need }): readonly Change[] => {
      const wanted = need.kind === 'scalar' ? need.text : ''
      const known = PLANT_VALUES.find((each) => each === wanted)
      const written = known === undefined ? undefined : plantValue(car, known)
      return written === undefined ? [] : [{ path: key.text, value: written }]
    })
  })
}
