/** What compiling one part of a plan needs to know of the rest. */
import type { Reading, Value } from 'genba/model'
import type { CalendarBook } from './compile-time.ts'
import type { Plant, PlantElement } from './flow-plant.ts'
import type { EnabledLinks } from './links-enabled.ts'
import type { Links } from './links.ts'
import type { CrewPlan, OrderPlan, ProductPlan, SupplierPlan } from './plan.ts'

export const ONE: Value = { kind: 'constant', value: 1 }
export const ZERO: Value = { kind: 'constant', value: 0 }

export interface Compiling {
  readonly plant: Plant
  readonly links: Links
  readonly on: EnabledLinks
  readonly reading: Reading
  readonly book: CalendarBook
  readonly crews: readonly CrewPlan[]
  readonly products: readonly ProductPlan[]
  readonly suppliers: readonly SupplierPlan[]
  readonly orders: readonly OrderPlan[]
  readonly numberOf: (element: PlantElement) => number
  readonly lineOf: (element: PlantElement) => number | undefined
  /** The takt that a line on which it stands hands to a station without cycle. */
  readonly pace: (element: PlantElement) => Value | undefined
}

/** Number of a product, -1 if there is none of this name. */
export function productNumber(name: string, { products }: Compiling): number {
  return products.findIndex((product) => product.name === name)
}

/** Whether a value is a written zero: what is optional then does not take place. */
export function isZero(value: Value): boolean {
  return value.kind === 'constant' && value.value === 0
}
