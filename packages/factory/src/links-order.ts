/**
 * In which order shops stand, since they are written in a mapping: as parts flow through them.
 *
 * A shop comes after those that send it parts; where that leaves a choice, or in a circle of shops, the name decides.
 */
import type { Level, Plant, PlantElement, PlantNode } from './flow-plant.ts'
import { targetsOf } from './links.ts'
import type { Links } from './links.ts'

/** All elements in the order of the plan, which decides ties: shops as parts flow, within a shop as written. */
export function orderedElements(
  plant: Plant,
  links: Links,
): { readonly elements: readonly PlantElement[]; readonly lines: readonly Level[] } {
  const shops = plant.base.children.filter((child): child is Level => child.level === 'shop')
  if (shops.length === 0) return { elements: plant.elements, lines: plant.lines }
  const shopOf = (node: PlantNode): Level | undefined => {
    for (let level: PlantNode | undefined = node; level !== undefined; level = level.parent) if (level.level === 'shop') return level
    return undefined
  }
  const before = new Map(shops.map((shop) => [shop, new Set<Level>()]))
  const add = (from: PlantElement, to: PlantElement): void => {
    const [source, target] = [shopOf(from), shopOf(to)]
    if (source !== undefined && target !== undefined && source !== target) before.get(target)!.add(source)
  }
  for (const element of plant.elements) {
    for (const target of targetsOf(links.ways.get(element)!)) add(element, target)
    for (const take of links.takes.get(element) ?? []) add(take.from, element)
  }
  const left = new Set(shops.toSorted((one, other) => (one.name < other.name ? -1 : 1)))
  const order: Level[] = []
  while (left.size > 0) {
    const open = [...left].map((shop) => ({ shop, waits: [...before.get(shop)!].filter((each) => left.has(each)).length }))
    const least = Math.min(...open.map(({ waits }) => waits))
    const next = open.find(({ waits }) => waits === least)!.shop
    order.push(next)
    left.delete(next)
  }
  const rank = new Map(order.map((shop, index) => [shop, index]))
  const byShop = <N extends PlantNode>(one: N, other: N): number => (rank.get(shopOf(one)!) ?? -1) - (rank.get(shopOf(other)!) ?? -1)
  return { elements: plant.elements.toSorted(byShop), lines: plant.lines.toSorted(byShop) }
}
