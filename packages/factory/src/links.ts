/**
 * Who passes parts to whom: the six rules of the language for drawing the links of a flow.
 *
 * 1 each element passes to the one below; nothing flows down into a source or casting cell, or out of a sink. 2 `to` replaces that.
 * 3 what `from` or `takes` names is linked there and, unless its own `to` says more, only there. 4 a line or shop is entered at its
 * first element and left at its last. 5 names are looked up among siblings, then outward. 6 no way in or out is an error.
 */
import { suggestion } from 'genba/model'
import type { KeyedEntry, Node, Reading, Value } from 'genba/model'
import { exitOfNode, workplaceOf } from './flow-plant.ts'
import type { Level, Plant, PlantElement, PlantNode } from './flow-plant.ts'
import { bufferPlace, castingPlace, linePlace, processPlace, sourcePlace, stationPlace, tunnelPlace } from './words-base.ts'
import type { Target, ToWords } from './words-element.ts'
import type { RouteStep } from './words-product.ts'

/** Where finished parts go, names resolved. */
export type Way =
  | { readonly kind: 'none' }
  | { readonly kind: 'single'; readonly to: PlantElement }
  | { readonly kind: 'shares'; readonly branches: readonly { readonly to: PlantElement; readonly share: Value }[]; readonly node: Node }
  | { readonly kind: 'rule'; readonly to: readonly PlantElement[] }
  | {
      readonly kind: 'by'
      readonly by: string
      readonly cases: readonly { readonly key: string; readonly to: PlantElement }[]
      readonly otherwise?: PlantElement
      readonly node: Node
    }
  | { readonly kind: 'route'; readonly to: readonly PlantElement[] }
  | { readonly kind: 'hook'; readonly hook: string; readonly to: readonly PlantElement[] }

/** A share of finished parts that goes elsewhere. */
export interface Outcome {
  readonly to: 'scrap' | 'itself' | PlantElement
  readonly share: Value
  readonly node: Node
}

export interface Take {
  readonly from: PlantElement
  readonly count: number
}

/** Process plan of a product. */
export interface Route {
  readonly product: string
  readonly steps: readonly { readonly to: PlantElement; readonly cycle?: Value }[]
}

/** A way to stand that may take parts. */
interface Taking {
  readonly name: string
  readonly value: { readonly takes?: readonly KeyedEntry<number>[] | undefined }
}

export interface Links {
  readonly ways: ReadonlyMap<PlantElement, Way>
  /** The order of `from`, where one is written. */
  readonly written: ReadonlyMap<PlantElement, readonly PlantElement[]>
  readonly takes: ReadonlyMap<PlantElement, readonly Take[]>
  readonly divides: ReadonlyMap<PlantElement, readonly { readonly to: PlantElement; readonly count: number }[]>
  readonly outcomes: ReadonlyMap<PlantElement, readonly Outcome[]>
  /** Single destinations of other words: after_tries, expired, inspects, on_failure. */
  readonly others: ReadonlyMap<PlantElement, readonly { readonly word: string; readonly to: PlantElement }[]>
  /** Takes of failures and maintenance, by element and name of the mode. */
  readonly spares: ReadonlyMap<PlantElement, ReadonlyMap<string, readonly Take[]>>
  readonly routes: readonly Route[]
  /** Targets in other words, resolved from an element. */
  resolve(target: Target, from: PlantNode, path: string, end: 'entry' | 'exit'): PlantElement | undefined
}

/** All targets of a way, in its order. */
export function targetsOf(way: Way): readonly PlantElement[] {
  switch (way.kind) {
    case 'none':
      return []
    case 'single':
      return [way.to]
    case 'shares':
      return way.branches.map(({ to }) => to)
    case 'by':
      return [...new Set([...way.cases.map(({ to }) => to), ...(way.otherwise === undefined ? [] : [way.otherwise])])]
    case 'rule':
    case 'route':
    case 'hook':
      return way.to
  }
}

/** Draws the links. `routes`: the process plans of the products. */
export function drawLinks(
  plant: Plant,
  routes: readonly { readonly product: string; readonly steps: readonly RouteStep[] }[],
  reading: Reading,
): Links {
  const { diagnostics } = reading

  function resolve(target: Target, from: PlantNode, path: string, end: 'entry' | 'exit'): PlantElement | undefined {
    if (target.name === 'next') {
      const next = nextOf(from)
      if (next === undefined) diagnostics.error(target.node, path, 'G1102', '"next" leads nowhere: nothing stands below')
      return next
    }
    const found = plant.find(target.name, from)
    const node = end === 'entry' ? found?.nodes[0] : found?.nodes.at(-1)
    const element = node === undefined ? undefined : end === 'entry' ? entryOf(node) : exitOfNode(node)
    if (element !== undefined) return element
    if (node === undefined)
      diagnostics.error(target.node, path, 'G1102', `nothing is called "${target.name}"${suggestion(target.name, plant.visible(from))}`)
    else diagnostics.error(target.node, path, 'G1102', `"${target.name}" is empty`)
    return undefined
  }

  /** Where parts come in: the first element, or where they get onto carriers. */
  function entryOf(node: PlantNode): PlantElement | undefined {
    if (node.level === 'line') {
      const getsOn = getsOnOf(node)
      if (getsOn !== undefined) return getsOn
    }
    if (node.level === 'element') return node
    for (const child of node.children) {
      const found = entryOf(child)
      if (found !== undefined) return found
    }
    return undefined
  }

  function getsOnOf(line: Level): PlantElement | undefined {
    if (plant.read(line, linePlace.properties.carriers) === undefined) return undefined
    const written = plant.read(line, linePlace.properties.gets_on)
    return written === undefined ? workplaceOf(line, 'first') : resolve(written, line.children[0] ?? line, `${line.path}.gets_on`, 'entry')
  }

  /** The element below in the flow, or where the line or shop that ends here goes on by its place. */
  function nextOf(node: PlantNode): PlantElement | undefined {
    const { parent } = node
    if (parent === undefined) return undefined
    const below = node.level === 'shop' ? undefined : siblingsOf(parent)[siblingsOf(parent).indexOf(node) + 1]
    if (below !== undefined) {
      const entry = entryOf(below)
      return entry === undefined || entry.kind === 'source' || entry.kind === 'casting_cell' ? undefined : entry
    }
    return parent.level === 'line' ? nextOf(parent) : undefined
  }

  function siblingsOf(level: Level): readonly PlantNode[] {
    return level.children
  }

  // What is named in `from` and `takes`, and by whom.
  const namedBy = new Map<PlantElement, PlantElement[]>()
  const written = new Map<PlantElement, readonly PlantElement[]>()
  const takes = new Map<PlantElement, Take[]>()
  const spares = new Map<PlantElement, Map<string, readonly Take[]>>()
  /** Stations whose repairs or maintenance take from each store. */
  const repairs = new Map<PlantElement, Set<PlantElement>>()
  const name = (named: PlantElement, by: PlantElement): void => {
    const list = namedBy.get(named)
    if (list === undefined) namedBy.set(named, [by])
    else if (!list.includes(by)) list.push(by)
  }

  function addFrom(at: PlantNode, entry: PlantElement | undefined): void {
    const from = plant.read(at, stationPlace.properties.from)
    if (from === undefined || entry === undefined) return
    const list = from.flatMap((target) => resolve(target, at, `${at.path}.from`, 'exit') ?? [])
    written.set(entry, list)
    for (const named of list) name(named, entry)
  }

  function resolveTakes(entries: readonly KeyedEntry<number>[], at: PlantNode, path: string): Take[] {
    return entries.flatMap(({ key, name: store, value: count }) => {
      const from = resolve({ name: store, node: key }, at, path, 'exit')
      return from === undefined ? [] : [{ from, count }]
    })
  }

  function addTakes(at: PlantNode, workplace: PlantElement | undefined): void {
    const list = plant.read(at, stationPlace.properties.takes)
    if (list === undefined || workplace === undefined || (at !== workplace && takes.has(workplace))) return
    if (workplace.kind === 'tunnel')
      diagnostics.error(
        plant.node(at, stationPlace.properties.takes)!,
        `${at.path}.takes`,
        'G1137',
        `"takes" needs a station, but the line begins with the tunnel "${workplace.name}"`,
      )
    const resolved = resolveTakes(list, at, `${at.path}.takes`)
    takes.set(workplace, resolved)
    for (const { from } of resolved) name(from, workplace)
  }

  for (const element of plant.elements) {
    addFrom(element, element)
    if (element.kind === 'station' || element.kind === 'casting_cell') addTakes(element, element)
    addSpares(element)
  }
  for (const line of plant.lines) {
    addFrom(line, entryOf(line))
    const first = workplaceOf(line, 'first')
    addTakes(line, first)
    if (first !== undefined) addTaking(line, first, 'stops', plant.read(line, linePlace.properties.stops) ?? [])
  }

  function addSpares(element: PlantElement): void {
    if (element.kind === 'process')
      for (const { key, name: tank } of plant.read(element, processPlace.properties.consumes) ?? []) {
        const from = resolve({ name: tank, node: key }, element, `${element.path}.consumes`, 'exit')
        if (from !== undefined) name(from, element)
      }
    if (workplaceOf(element, 'first') === undefined) return
    const { failures, maintenance } = stationPlace.properties
    addTaking(element, element, 'failures', plant.read(element, failures) ?? [])
    addTaking(element, element, 'maintenance', plant.read(element, maintenance) ?? [])
  }

  /** What modes of `holder` take, `by` takes: of a line its first workplace. */
  function addTaking(holder: PlantNode, by: PlantElement, word: string, modes: readonly Taking[]): void {
    for (const mode of modes) {
      if (mode.value.takes === undefined) continue
      const path = `${word}.${mode.name}`
      const resolved = resolveTakes(mode.value.takes, holder, `${holder.path}.${path}.takes`)
      const known = spares.get(by) ?? new Map<string, readonly Take[]>()
      known.set(holder === by ? path : `${holder.path}.${path}`, resolved)
      spares.set(by, known)
      for (const { from } of resolved) repairs.set(from, (repairs.get(from) ?? new Set()).add(by))
    }
  }

  // Process plans.
  const resolvedRoutes: Route[] = routes.map(({ product, steps }) => ({
    product,
    steps: steps.flatMap(({ target, cycle }) => {
      const to = resolve(target, plant.base, `products.${product}.route`, 'entry')
      return to === undefined ? [] : [{ to, ...(cycle === undefined ? {} : { cycle }) }]
    }),
  }))

  function routeTargets(element: PlantElement): readonly PlantElement[] {
    const targets: PlantElement[] = []
    const add = (to: PlantElement | undefined): void => {
      if (to !== undefined && !targets.includes(to)) targets.push(to)
    }
    for (const { product, steps } of resolvedRoutes) {
      if (element.kind === 'source' && makes(element, product)) add(steps[0]?.to)
      steps.forEach((step, index) => {
        if (step.to === element) add(steps[index + 1]?.to)
      })
    }
    if (targets.length > 0 || element.kind === 'source') return targets
    // Beside the process plans, such as the last element of a line that is a step: to any step but the first.
    for (const { steps } of resolvedRoutes) for (const { to } of steps.slice(1)) add(to)
    return targets
  }

  function makes(source: PlantElement, product: string): boolean {
    const of = plant.read(source, sourcePlace.properties.of)
    const sequence = plant.read(source, sourcePlace.properties.sequence)
    if (of === undefined && sequence === undefined) return true
    return of?.some((each) => each.name === product) === true || sequence?.includes(product) === true
  }

  // Where each element's parts go.
  const ways = new Map<PlantElement, Way>()
  const divides = new Map<PlantElement, { to: PlantElement; count: number }[]>()
  const outcomes = new Map<PlantElement, Outcome[]>()
  const others = new Map<PlantElement, { word: string; to: PlantElement }[]>()
  for (const element of plant.elements) {
    addDivides(element)
    addOutcomes(element)
    addOthers(element)
    ways.set(element, withoutSpares(wayOf(element), element))
  }

  function addDivides(element: PlantElement): void {
    if (element.kind !== 'station' && element.kind !== 'casting_cell') return
    const list = plant.read(element, stationPlace.properties.divides)
    if (list === undefined) return
    divides.set(
      element,
      list.flatMap(({ key, name: to, value: count }) => {
        const target = resolve({ name: to, node: key }, element, `${element.path}.divides`, 'entry')
        return target === undefined ? [] : [{ to: target, count }]
      }),
    )
  }

  /** Own outcomes, and those of a line for its last workplace. */
  function addOutcomes(element: PlantElement): void {
    if (workplaceOf(element, 'last') === undefined) return
    const holders: PlantNode[] = [element]
    for (let line: Level | undefined = element.parent; line?.level === 'line' && workplaceOf(line, 'last') === element; line = line.parent)
      holders.push(line)
    const list: Outcome[] = []
    for (const word of ['scrap', 'rework'] as const) {
      const holder = holders.find((each) => plant.node(each, tunnelPlace.properties[word]) !== undefined)
      if (holder === undefined) continue
      if (word === 'scrap') {
        const share = plant.read(holder, tunnelPlace.properties.scrap)
        const node = plant.node(holder, tunnelPlace.properties.scrap)
        if (share !== undefined && node !== undefined && !(share.kind === 'constant' && share.value === 0))
          list.push({ to: 'scrap', share, node })
      } else
        for (const { key, name: to, node, value: share } of plant.read(holder, tunnelPlace.properties.rework) ?? []) {
          const target = to === 'itself' ? 'itself' : resolve({ name: to, node: key }, holder, `${holder.path}.rework`, 'entry')
          if (target !== undefined) list.push({ to: target, share, node })
        }
    }
    const sure = list.map(({ share }) => (share.kind === 'constant' ? share.value : 0))
    const total = sure.reduce((sum, each) => sum + each, 0)
    if (total > 1 + 1e-9)
      diagnostics.error(list.at(-1)!.node, `${element.path}.rework`, 'G1121', `shares add up to ${Number((total * 100).toPrecision(6))} %`)
    if (list.length > 0) outcomes.set(element, list)
  }

  function addOthers(element: PlantElement): void {
    const list: { word: string; to: PlantElement }[] = []
    const add = (word: string, target: Target | undefined): void => {
      const to = target === undefined ? undefined : resolve(target, element, `${element.path}.${word}`, 'entry')
      if (to !== undefined) list.push({ word, to })
    }
    const workplace = workplaceOf(element, 'first') !== undefined
    if (workplace) {
      const afterTries = plant.read(element, stationPlace.properties.after_tries)
      if (typeof afterTries === 'object' && outcomes.has(element)) add('after_tries', afterTries)
      const inspection = plant.read(element, stationPlace.properties.inspects)
      if (typeof inspection?.to === 'object') add('inspects', inspection.to)
      for (const mode of plant.read(element, stationPlace.properties.failures) ?? [])
        if (typeof mode.value.on_failure === 'object') add(`failures.${mode.name}.on_failure`, mode.value.on_failure.rework)
    }
    if (element.kind === 'buffer') {
      const expired = plant.read(element, bufferPlace.properties.expired)
      if (typeof expired === 'object' && plant.node(element, bufferPlace.properties.life) !== undefined) add('expired', expired)
    }
    if (list.length > 0) others.set(element, list)
  }

  function wayOf(element: PlantElement): Way {
    if (element.kind === 'sink') {
      const to = plant.node(element, castingPlace.properties.to)
      if (to !== undefined) diagnostics.error(to, `${element.path}.to`, 'G1118', 'nothing flows out of a sink')
      return { kind: 'none' }
    }
    const named = namedBy.get(element) ?? []
    const holder = holderOfTo(element)
    if (holder !== undefined) {
      const to = plant.read(holder, castingPlace.properties.to)
      return to === undefined ? { kind: 'none' } : explicit(to, element, holder, named)
    }
    if (divides.has(element) || (named.length === 0 && repairs.has(element))) return { kind: 'none' }
    if (named.length === 1) return { kind: 'single', to: named[0]! }
    if (named.length > 1)
      return { kind: 'rule', to: named.toSorted((one, other) => plant.elements.indexOf(one) - plant.elements.indexOf(other)) }
    const next = nextOf(element)
    if (next === undefined || (written.has(next) && !written.get(next)!.includes(element))) return { kind: 'none' }
    return { kind: 'single', to: next }
  }

  /** What lies there for repairs or maintenance of a station does not go through it. */
  function withoutSpares(way: Way, element: PlantElement): Way {
    const named = namedBy.get(element) ?? []
    const goesOn = (to: PlantElement): boolean => repairs.get(element)?.has(to) !== true || named.includes(to)
    if (way.kind === 'single') return goesOn(way.to) ? way : { kind: 'none' }
    if (way.kind !== 'rule') return way
    const to = way.to.filter(goesOn)
    if (to.length === 0) return { kind: 'none' }
    return to.length === 1 ? { kind: 'single', to: to[0]! } : { ...way, to }
  }

  /** Where the `to` stands that holds for an element: its own, or of a line or shop that ends with it. */
  function holderOfTo(element: PlantElement): PlantNode | undefined {
    if (plant.node(element, castingPlace.properties.to) !== undefined) return element
    for (
      let level: Level | undefined = element.parent, child: PlantNode = element;
      level !== undefined && level.children.at(-1) === child;
      child = level, level = level.parent
    ) {
      if (level.level === 'base') return undefined
      if (plant.node(level, castingPlace.properties.to) !== undefined) return level
      if (level.level === 'shop') return undefined
    }
    return undefined
  }

  function explicit(to: ToWords, element: PlantElement, holder: PlantNode, named: readonly PlantElement[]): Way {
    const path = `${holder.path}.to`
    const way = resolved(to, element, holder, path, named)
    if (way.kind !== 'route' && way.kind !== 'hook') {
      const targets = targetsOf(way)
      for (const by of named)
        if (!targets.includes(by) && targets.length > 0)
          diagnostics.error(
            plant.node(holder, castingPlace.properties.to)!,
            path,
            'G1117',
            `"${by.path}" names it as an input, but "to" does not lead there; write both ends alike, or one`,
          )
    }
    return way
  }

  function resolved(to: ToWords, element: PlantElement, holder: PlantNode, path: string, named: readonly PlantElement[]): Way {
    const from = holder.level === 'element' ? element : holder
    switch (to.kind) {
      case 'list': {
        const targets = [...new Set(to.targets.flatMap((target) => resolve(target, from, path, 'entry') ?? []))]
        if (targets.length === 0) return { kind: 'none' }
        return targets.length === 1 ? { kind: 'single', to: targets[0]! } : { kind: 'rule', to: targets }
      }
      case 'shares': {
        const branches = to.branches.flatMap(({ target, share }) => {
          const found = resolve(target, from, path, 'entry')
          return found === undefined ? [] : [{ to: found, share }]
        })
        const constant = branches.every(({ share }) => share.kind === 'constant')
        const total = branches.reduce((sum, { share }) => sum + (share.kind === 'constant' ? share.value : 0), 0)
        if (branches.length === to.branches.length && (constant ? Math.abs(total - 1) > 1e-6 : total > 1 + 1e-6))
          diagnostics.error(to.node, path, 'G1121', `shares add up to ${Number((total * 100).toPrecision(6))} %`)
        return { kind: 'shares', branches, node: to.node }
      }
      case 'by': {
        const cases = to.cases.flatMap(({ key, target }) => {
          const found = resolve(target, from, path, 'entry')
          return found === undefined ? [] : [{ key: key.text, to: found }]
        })
        const otherwise = to.otherwise === undefined ? undefined : resolve(to.otherwise, from, path, 'entry')
        return { kind: 'by', by: to.by, cases, ...(otherwise === undefined ? {} : { otherwise }), node: to.node }
      }
      case 'route': {
        const targets = routeTargets(element)
        if (targets.length === 0)
          diagnostics.error(
            to.node,
            path,
            'G1119',
            'no product has a process plan that leads on from here; write route: [{station: M1, cycle: 8 s}, ..] under products',
          )
        return { kind: 'route', to: targets }
      }
      case 'hook':
        if (named.length === 0)
          diagnostics.error(
            to.node,
            path,
            'G1119',
            `"hook(${to.hook})" must know its destinations: name "${element.name}" in the "from" of each`,
          )
        return { kind: 'hook', hook: to.hook, to: named }
    }
  }

  const links: Links = { ways, written, takes, divides, outcomes, others, spares, routes: resolvedRoutes, resolve }
  return links
}
