/**
 * Which products can come where: from sources, stores and casting cells along the links, through what stations make of them.
 *
 * A value or a destination by product, or by an attribute with categories, must say something for all that can come, or have an "else".
 */
import type { AnyProperty, Node, Property, Reading, Value } from 'genba/model'
import { isWorkplace, workplaceOf } from './flow-plant.ts'
import type { Level, Plant, PlantElement } from './flow-plant.ts'
import type { Route } from './links.ts'
import type { EnabledLinks } from './links-enabled.ts'
import type { Plan, ProductPlan } from './plan.ts'
import { bufferPlace, castingPlace, sourcePlace, stationPlace, tunnelPlace } from './words-base.ts'

/** Stands for the part that has no product. */
const NAMELESS = -1

/** Reports values and destinations that leave out a product or category which can come. */
export function checkProducts(
  plant: Plant,
  on: EnabledLinks,
  routes: readonly Route[],
  products: readonly ProductPlan[],
  attributes: Plan['attributes'],
  reading: Reading,
): void {
  const here = productsByElement(plant, on, routes, products)
  for (const element of plant.elements) {
    if (!on.enabled(element)) continue
    const inside = here.get(element)!
    const out = leaving(element, inside, plant, products)
    const way = on.ways.get(element)!
    if (way.kind === 'by')
      checkCases(way.by, new Set(way.cases.map(({ key }) => key)), way.otherwise !== undefined, out, way.node, `${element.path}.to`)
    for (const word of wordsOf(element)) {
      const node = plant.node(element, word)
      const value = node === undefined ? undefined : (plant.read(element, word) as unknown)
      if (node !== undefined) checkValue(value, element.kind === 'casting_cell' ? out : inside, node, `${element.path}.${word.name}`)
    }
    if (isWorkplace(element))
      for (const step of plant.read(element, stationPlace.properties.steps) ?? [])
        if (step.time !== undefined)
          checkValue(
            step.time,
            inside,
            plant.node(element, stationPlace.properties.steps)!,
            `${element.path}.steps.${step.step ?? ''}.time`,
          )
  }

  function checkValue(value: unknown, coming: ReadonlySet<number>, node: Node, path: string): void {
    if (typeof value !== 'object' || value === null || (value as Value).kind !== 'choice') return
    const { by, cases, otherwise } = value as Value & { kind: 'choice' }
    checkCases(by, new Set(Object.keys(cases)), otherwise !== undefined, coming, node, path)
  }

  function checkCases(
    by: string,
    keys: ReadonlySet<string>,
    hasElse: boolean,
    coming: ReadonlySet<number>,
    node: Node,
    path: string,
  ): void {
    if (hasElse || by === 'carrier') return
    if (by !== 'product') {
      const missing = attributes.find(({ name }) => name === by)?.categories?.find((category) => !keys.has(category))
      if (missing !== undefined) reading.diagnostics.error(node, path, 'G1134', `nothing is said for ${by} "${missing}"; add it, or "else"`)
      return
    }
    for (const number of [...coming].toSorted((one, other) => one - other)) {
      const product = products[number]
      if (product === undefined)
        reading.diagnostics.error(node, path, 'G1134', 'parts without a product come here; say what the source makes, or add "else"')
      else if (!keys.has(product.name) && (product.variants.length === 0 || !product.variants.every(({ name }) => keys.has(name)))) {
        const left = product.variants.find(({ name }) => !keys.has(name) && product.variants.some((other) => keys.has(other.name)))
        reading.diagnostics.error(
          node,
          path,
          'G1134',
          `"${left?.name ?? product.name}" can come here, but nothing is said for it; add it, or "else"`,
        )
      }
    }
  }
}

function wordsOf(element: PlantElement): readonly AnyProperty[] {
  const words: readonly Property<Value>[] =
    element.kind === 'station' || element.kind === 'casting_cell'
      ? [stationPlace.properties.cycle]
      : element.kind === 'tunnel'
        ? [tunnelPlace.properties.dwell]
        : element.kind === 'buffer'
          ? [bufferPlace.properties.move_time, bufferPlace.properties.life]
          : []
  return words as readonly AnyProperty[]
}

/** Products that can be in each element: the least set that agrees with all links. */
function productsByElement(
  plant: Plant,
  on: EnabledLinks,
  routes: readonly Route[],
  products: readonly ProductPlan[],
): ReadonlyMap<PlantElement, ReadonlySet<number>> {
  const here = new Map<PlantElement, Set<number>>(plant.elements.map((element) => [element, new Set(bornIn(element, plant, products))]))
  const work = plant.elements.filter(on.enabled)
  for (let element = work.pop(); element !== undefined; element = work.pop()) {
    const out = leaving(element, here.get(element)!, plant, products)
    for (const target of on.out(element)) {
      // What is added to a main part is no longer a part of its own.
      if (on.feeders(target).length > 0 && !on.feeders(target).includes(element)) continue
      const known = here.get(target)!
      const before = known.size
      for (const product of passing(element, target, out, on, routes, products)) known.add(product)
      if (known.size > before) work.push(target)
    }
  }
  return here
}

/** Of what leaves an element, what goes to a target: by product only its own, by route what is worked on there. */
function passing(
  element: PlantElement,
  target: PlantElement,
  out: ReadonlySet<number>,
  on: EnabledLinks,
  routes: readonly Route[],
  products: readonly ProductPlan[],
): Iterable<number> {
  const way = on.ways.get(element)!
  if (way.kind === 'route') {
    const names = routes.filter(({ steps }) => steps.some(({ to }) => to === target)).map(({ product }) => product)
    return [...out].filter((number) => names.includes(products[number]?.name ?? ''))
  }
  if (way.kind !== 'by' || way.by !== 'product' || way.otherwise === target || !way.cases.some(({ to }) => to === target)) return out
  const keys = new Set(way.cases.filter(({ to }) => to === target).map(({ key }) => key))
  return [...out].filter((number) => {
    const product = products[number]
    return product !== undefined && (keys.has(product.name) || product.variants.some(({ name }) => keys.has(name)))
  })
}

function numbersOf(names: readonly string[], products: readonly ProductPlan[]): readonly number[] {
  return names.map((name) => products.findIndex((product) => product.name === name))
}

function bornIn(element: PlantElement, plant: Plant, products: readonly ProductPlan[]): readonly number[] {
  if (element.kind === 'source') {
    const of = plant.read(element, sourcePlace.properties.of)
    const sequence = plant.read(element, sourcePlace.properties.sequence)
    if (plant.node(element, sourcePlace.properties.orders) !== undefined) return products.map((_, number) => number)
    const names = [...(of ?? []).map(({ name }) => name), ...(sequence ?? [])]
    return names.length === 0 ? [NAMELESS] : numbersOf(names, products)
  }
  if (element.kind !== 'buffer') return []
  const starts = plant.read(element, bufferPlace.properties.starts_with)
  const supply = plant.read(element, bufferPlace.properties.supply)
  const supplied =
    supply === undefined && !(typeof starts === 'number' && starts > 0)
      ? []
      : supply?.of === undefined
        ? [NAMELESS]
        : numbersOf([supply.of], products)
  return [
    ...supplied,
    ...(typeof starts === 'object'
      ? numbersOf(
          starts.map(({ name }) => name),
          products,
        )
      : []),
  ]
}

/** What leaves, where `inside` can be: what a workplace makes, or what came. */
function leaving(element: PlantElement, inside: ReadonlySet<number>, plant: Plant, products: readonly ProductPlan[]): ReadonlySet<number> {
  if (!isWorkplace(element)) return inside
  let makes = plant.read(element, castingPlace.properties.makes)
  for (
    let level: Level | undefined = element.parent;
    makes === undefined && level?.level === 'line' && workplaceOf(level, 'last') === element;
    level = level.parent
  )
    makes = plant.read(level, castingPlace.properties.makes)
  return makes === undefined ? inside : new Set(numbersOf(makes, products))
}
