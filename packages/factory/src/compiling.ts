/** What compiling one part of a plan needs to know of the rest. */
import { joinPath } from 'genba/model'
import type { Reading, Value } from 'genba/model'
import type { CalendarBook } from './compile-time.ts'
import type { Plant, PlantElement, PlantNode } from './flow-plant.ts'
import type { EnabledLinks } from './links-enabled.ts'
import type { Links } from './links.ts'
import { stationPlace } from './words-base.ts'
import type { CrewPlan, LayoutPlan, OrderPlan, ProductPlan, SupplierPlan, VehiclePlan } from './plan.ts'

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
  readonly vehicles: readonly VehiclePlan[]
  readonly layout: LayoutPlan | undefined
  /** Names of the hidden faults that are made anywhere. */
  readonly defects: ReadonlySet<string>
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

/** What keys the random draws of an element or a line: its path, or the old one that it, or what it is in, names. */
export function keyOf(node: PlantNode, { plant }: Pick<Compiling, 'plant'>): string {
  const named = plant.read(node, stationPlace.properties.key)
  // Those that are counted from one item share what it names, and keep their numbers.
  const group = node.level === 'element' ? node.group : undefined
  if (named !== undefined) return group === undefined ? named : `${named}${node.name.slice(group.name.length)}`
  if (node.parent === undefined || node.parent.level === 'base') return node.path
  const around = keyOf(node.parent, { plant })
  return around === node.parent.path ? node.path : joinPath(around, node.name)
}

/** Reports a word that is needed and not there, unless something written there could not be read: it may be that word. */
export function reportMissing(element: PlantElement, message: string, { reading }: Pick<Compiling, 'reading'>): void {
  if (!element.maps.some((map) => reading.diagnostics.failedWithin(map)))
    reading.diagnostics.error(element.anchor, element.path, 'G1002', message)
}
