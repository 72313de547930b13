/** The plant to draw: one node an element, one box a line or shop, one edge a link. The same model always draws the same graph. */
import type { Level, Plant, PlantElement } from './flow-plant.ts'
import type { EnabledLinks } from './links-enabled.ts'
import type { Links } from './links.ts'
import { textOf } from 'genba/model'

export interface DrawnNode {
  readonly path: string
  readonly name: string
  readonly kind: PlantElement['kind']
  /** Path of the innermost line or shop around it. */
  readonly box?: string
  /** False for what is switched off. */
  readonly enabled: boolean
  /** Where it is written. */
  readonly file: string
  readonly from: number
  readonly to: number
}

export interface DrawnBox {
  readonly path: string
  readonly name: string
  readonly kind: 'shop' | 'line'
  readonly box?: string
}

export interface DrawnLink {
  readonly from: string
  readonly to: string
  readonly kind: 'flow' | 'takes' | 'rework' | 'divides' | 'other'
  /** Its share, count or word. */
  readonly label?: string
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[]
  readonly boxes: readonly DrawnBox[]
  readonly links: readonly DrawnLink[]
}

/** Draws all elements, in the order of the plan. */
export function drawingOf(
  plant: Plant,
  links: Links,
  order: { readonly elements: readonly PlantElement[]; readonly lines: readonly Level[] },
  on: EnabledLinks,
): Drawing {
  const shops = plant.base.children.filter((child): child is Level => child.level === 'shop')
  const rank = new Map(order.elements.map((element, index) => [element, index]))
  const firstIn = (shop: Level): number => order.elements.findIndex((element) => element.path.startsWith(`${shop.path}.`))
  const boxes: DrawnBox[] = [
    ...shops
      .toSorted((one, other) => firstIn(one) - firstIn(other))
      .map((shop) => ({ path: shop.path, name: shop.name, kind: 'shop' as const })),
    ...order.lines.map((line) => ({ path: line.path, name: line.name, kind: 'line' as const, ...boxOf(line) })),
  ]
  const nodes = order.elements.map((element) => ({
    path: element.path,
    name: element.name,
    kind: element.kind,
    ...boxOf(element),
    enabled: on.enabled(element),
    file: element.anchor.file.name,
    from: element.anchor.from,
    to: element.anchor.to,
  }))
  const drawn: DrawnLink[] = []
  for (const element of order.elements) {
    const own: { to: PlantElement; kind: DrawnLink['kind']; label?: string }[] = []
    const add = (to: PlantElement, kind: DrawnLink['kind'], label?: string): void => {
      if (!own.some((each) => each.to === to)) own.push({ to, kind, ...(label === undefined ? {} : { label }) })
    }
    const way = links.ways.get(element)!
    const takenBy = (to: PlantElement): number | undefined => links.takes.get(to)?.find((take) => take.from === element)?.count
    const pass = (to: PlantElement, label?: string): void => {
      const taken = takenBy(to)
      if (taken === undefined) add(to, 'flow', label)
      else add(to, 'takes', taken === 1 ? undefined : String(taken))
    }
    if (way.kind === 'single') pass(way.to)
    if (way.kind === 'shares')
      for (const { to, share } of way.branches)
        pass(to, share.kind === 'constant' ? `${Number((share.value * 100).toPrecision(6))} %` : undefined)
    if (way.kind === 'by') {
      for (const { to } of way.cases)
        pass(
          to,
          way.cases
            .filter((each) => each.to === to)
            .map(({ key }) => key)
            .toSorted()
            .join(', '),
        )
      if (way.otherwise !== undefined) pass(way.otherwise, 'else')
    }
    if (way.kind === 'rule' || way.kind === 'route' || way.kind === 'hook')
      for (const to of way.to) pass(to, way.kind === 'route' ? 'route' : undefined)
    for (const { to, count } of links.divides.get(element) ?? []) add(to, 'divides', count === 1 ? undefined : String(count))
    for (const { to, node } of links.outcomes.get(element) ?? []) if (typeof to === 'object') add(to, 'rework', textOf(node))
    for (const { word, to } of links.others.get(element) ?? []) add(to, 'other', word)
    own.sort((one, other) => rank.get(one.to)! - rank.get(other.to)!)
    for (const { to, ...link } of own) drawn.push({ from: element.path, to: to.path, ...link })
  }
  return { nodes, boxes, links: drawn }
}

function boxOf(node: PlantElement | Level): { box?: string } {
  const box = node.parent
  return box === undefined || box.level === 'base' ? {} : { box: box.path }
}
