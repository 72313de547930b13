/** Whether the links make a plant: ways in and out, inputs without end, circles that can lock. */
import type { Reading } from 'genba/model'
import { exitOfNode, workplaceOf } from './flow-plant.ts'
import type { Level, Plant, PlantElement, PlantNode } from './flow-plant.ts'
import type { EnabledLinks } from './links-enabled.ts'
import { targetsOf } from './links.ts'
import type { Links } from './links.ts'
import { bufferPlace, linePlace, sourcePlace, stationPlace } from './words-base.ts'

/** Reports elements that nothing reaches or that nothing leaves; what is switched off is checked like everything else. */
export function checkWays(plant: Plant, links: Links, reading: Reading): void {
  const reached = new Set<PlantElement>()
  const supplied = new Set<PlantElement>()
  for (const element of plant.elements) {
    for (const target of allTargets(element, links)) reached.add(target)
    if (takesSomething(element, plant)) supplied.add(element)
  }
  for (const element of plant.elements) {
    if (!reached.has(element) && !supplied.has(element) && !hasOwnSupply(element, plant))
      reading.diagnostics.error(element.anchor, shownPath(element, 'entry'), 'G1109', `no way in: ${whyNoWayIn(element, links)}`)
    if (
      element.kind !== 'sink' &&
      allTargets(element, links).length === 0 &&
      links.ways.get(element)?.kind === 'none' &&
      !givesSpares(element, links) &&
      !hasFailedTarget(element, plant)
    )
      reading.diagnostics.error(element.anchor, shownPath(element, 'exit'), 'G1110', `no way out: ${whyNoWayOut(element, links)}`)
  }
}

/** Whether repairs or maintenance take parts from it. */
function givesSpares(element: PlantElement, { spares }: Links): boolean {
  return [...spares.values()].some((modes) => [...modes.values()].some((takes) => takes.some(({ from }) => from === element)))
}

/** Whether it assembles something, even if that could not be found. */
function takesSomething(element: PlantElement, plant: Plant): boolean {
  const { takes } = stationPlace.properties
  if (plant.node(element, takes) !== undefined) return true
  for (
    let level: Level | undefined = element.parent;
    level?.level === 'line' && workplaceOf(level, 'first') === element;
    level = level.parent
  )
    if (plant.node(level, takes) !== undefined) return true
  return false
}

function allTargets(element: PlantElement, links: Links): readonly PlantElement[] {
  return [
    ...targetsOf(links.ways.get(element)!),
    ...(links.divides.get(element) ?? []).map(({ to }) => to),
    ...(links.outcomes.get(element) ?? []).flatMap(({ to }) => (typeof to === 'string' ? [] : [to])),
    ...(links.others.get(element) ?? []).map(({ to }) => to),
  ]
}

/** Whether a `to` is written whose fault is already told. */
function hasFailedTarget(element: PlantElement, plant: Plant): boolean {
  return (
    plant.node(element, stationPlace.properties.to) !== undefined ||
    plant.node(element, stationPlace.properties.divides) !== undefined ||
    levelsEndingWith(element).some((level) => plant.node(level, stationPlace.properties.to) !== undefined)
  )
}

function levelsEndingWith(element: PlantElement): readonly Level[] {
  const levels: Level[] = []
  let child: PlantNode = element
  for (
    let level: Level | undefined = element.parent;
    level !== undefined && level.children.at(-1) === child;
    child = level, level = level.parent
  )
    levels.push(level)
  return levels
}

function hasOwnSupply(element: PlantElement, plant: Plant): boolean {
  if (element.kind === 'source' || element.kind === 'casting_cell' || element.kind === 'process') return true
  if (element.kind === 'tank') return true
  if (element.kind === 'buffer') {
    if (
      plant.node(element, bufferPlace.properties.supply) !== undefined ||
      plant.node(element, bufferPlace.properties.starts_with) !== undefined
    )
      return true
  }
  return isInLineWith(element, plant, linePlace.properties.carriers)
}

/** Is one of the lines around the element given this word? */
function isInLineWith(
  element: PlantElement,
  plant: Plant,
  word: (typeof linePlace.properties)['cards'] | (typeof linePlace.properties)['carriers'],
): boolean {
  for (let level: Level | undefined = element.parent; level !== undefined; level = level.parent)
    if (level.level === 'line' && plant.node(level, word) !== undefined) return true
  return false
}

/** The line that ends or begins with the element, if there is one: planners know it by that name. */
function shownPath(element: PlantElement, end: 'entry' | 'exit'): string {
  let node: PlantNode = element
  while (node.parent?.level === 'line' && (end === 'exit' ? node.parent.children.at(-1) : node.parent.children[0]) === node)
    node = node.parent
  return node.path
}

function whyNoWayOut(element: PlantElement, links: Links): string {
  let node: PlantNode = element
  while (node.parent?.level === 'line' && node.parent.children.at(-1) === node) node = node.parent
  const { parent } = node
  const below = parent === undefined ? undefined : parent.children[parent.children.indexOf(node) + 1]
  if (below === undefined)
    return `it is the last element of ${parent?.level === 'shop' ? `shop "${parent.name}"` : 'the flow'}; give it "to:" or end with a sink`
  if (below.level === 'element' && (below.kind === 'source' || below.kind === 'casting_cell'))
    return `below it stands the ${kindName(below)} "${below.name}", and nothing flows down into one; give it "to:", or put a sink between`
  const from =
    [...links.written].find(([entry]) => entry === below || (below.level !== 'element' && entry.path.startsWith(`${below.path}.`)))?.[1] ??
    []
  return `"${below.name}" below it names what arrives there (${from.map(({ name }) => name).join(', ')}); name "${element.name}" there too, or give it "to:"`
}

function kindName(element: PlantElement): string {
  return element.kind.replaceAll('_', ' ')
}

function whyNoWayIn(element: PlantElement, links: Links): string {
  let node: PlantNode = element
  while (node.parent?.level === 'line' && node.parent.children[0] === node) node = node.parent
  const { parent } = node
  const above = parent === undefined ? undefined : parent.children[parent.children.indexOf(node) - 1]
  if (above === undefined) {
    const holder = parent?.level === 'shop' ? `shop "${parent.name}"` : 'the flow'
    const remedy =
      parent?.level === 'shop'
        ? `nothing has "to: ${parent.name}"; begin with a source, or give another element "to: ${parent.name}"`
        : 'begin with a source'
    return `it is the first element of ${holder}; ${remedy}`
  }
  const last = above.level === 'element' ? above : exitOfNode(above)
  if (last === undefined || last.kind === 'sink')
    return `above it stands the sink "${above.name}", and nothing flows out of one; put a source above it, or give another element "to: ${element.name}"`
  const goes = last === undefined ? [] : targetsOf(links.ways.get(last)!).map((target) => target.path)
  return goes.length > 0
    ? `"${above.name}" above it goes to ${goes.slice(0, 3).join(', ')}; give another element "to: ${element.name}"`
    : `nothing leads here from "${above.name}" above it`
}

/**
 * Reports an unlimited source, or a supply without lead time, that could pour into a place without limit in one instant: directly, or
 * through buffers, which parts cross in no time.
 */
export function checkEndless(plant: Plant, links: Links, reading: Reading): void {
  for (const element of plant.elements) {
    const source = element.kind === 'source' && isUnlimitedSource(element, plant)
    if (!source && !(element.kind === 'buffer' && isInstantSupply(element, plant))) continue
    const what = source ? 'an unlimited source' : 'a supply without lead time'
    const remedy = source ? 'give the source a rate' : 'give the supply a lead time'
    const end = endlessFrom(element, plant, links, new Set([element]))
    if (end === undefined) continue
    const place =
      end.kind === 'sink'
        ? `the sink "${end.path}"; put a station between, or ${remedy}`
        : `"${end.path}", which has no limit; ${remedy}, or the ${kindName(end)} ${end.kind === 'buffer' ? 'a capacity' : 'fewer places'}`
    reading.diagnostics.error(element.anchor, element.path, 'G1132', `${what} would pour into ${place}`)
  }
}

function endlessFrom(element: PlantElement, plant: Plant, links: Links, seen: Set<PlantElement>): PlantElement | undefined {
  for (const target of targetsOf(links.ways.get(element)!)) {
    if (seen.has(target)) continue
    seen.add(target)
    // As many as there are cards, and no more.
    if (isInLineWith(target, plant, linePlace.properties.cards)) continue
    if (isBottomless(target, plant) || (target.kind === 'sink' && !hasDemand(target, plant))) return target
    if (target.kind !== 'buffer' || plant.node(target, bufferPlace.properties.move_time) !== undefined) continue
    const further = endlessFrom(target, plant, links, seen)
    if (further !== undefined) return further
  }
  return undefined
}

function isInstantSupply(buffer: PlantElement, plant: Plant): boolean {
  const supply = plant.read(buffer, bufferPlace.properties.supply)
  return (
    supply !== undefined &&
    (supply.lead_time === undefined || (supply.lead_time.kind === 'constant' && supply.lead_time.value === 0)) &&
    supply.every === undefined
  )
}

function hasDemand(sink: PlantElement, plant: Plant): boolean {
  return plant.node(sink, sourcePlace.properties.rate) !== undefined || plant.node(sink, sourcePlace.properties.every) !== undefined
}

function isUnlimitedSource(source: PlantElement, plant: Plant): boolean {
  const { every, rate, orders, limit } = sourcePlace.properties
  return [every, rate, orders, limit].every((word) => plant.node(source, word) === undefined)
}

function isBottomless(element: PlantElement, plant: Plant): boolean {
  if (element.kind === 'buffer') return plant.read(element, bufferPlace.properties.capacity)?.places === Infinity
  if (element.kind !== 'station' && element.kind !== 'casting_cell') return false
  return (
    plant.readOr(element, stationPlace.properties.positions) === Infinity ||
    plant.readOr(element, stationPlace.properties.input_places) === Infinity
  )
}

/** Warns of circles of finite places among what is switched on: when each is full and waits for the next, none can move again. */
export function checkCircles(plant: Plant, on: EnabledLinks, reading: Reading): void {
  const finite = plant.elements.filter((element) => on.enabled(element) && isFinite(element, plant))
  const targets = new Map(finite.map((element) => [element, on.out(element).filter((target) => isFinite(target, plant))]))
  for (const circle of circlesOf(finite, targets)) {
    const first = circle[0]!
    // Carriers go round and there are fewer of them than places.
    if (isInLineWith(first, plant, linePlace.properties.carriers)) continue
    const names = [...circle, first].map((element) => element.name)
    const shown = names.length <= 9 ? names : [...names.slice(0, 4), '..', ...names.slice(-3)]
    reading.diagnostics.warning(first.anchor, first.path, 'G2101', `circle of finite places ${shown.join(' > ')} can lock for good`)
  }
}

function isFinite(element: PlantElement, plant: Plant): boolean {
  return element.kind !== 'sink' && element.kind !== 'source' && !isBottomless(element, plant)
}

/** One circle, the shortest through its first element, for each strongly connected set (Tarjan 1972). */
function circlesOf(
  elements: readonly PlantElement[],
  targets: ReadonlyMap<PlantElement, readonly PlantElement[]>,
): readonly (readonly PlantElement[])[] {
  const index = new Map<PlantElement, number>()
  const low = new Map<PlantElement, number>()
  const stack: PlantElement[] = []
  const onStack = new Set<PlantElement>()
  const sets: PlantElement[][] = []
  for (const root of elements) {
    if (index.has(root)) continue
    // Depth first without recursion: lines may have thousands of stations.
    const work: { element: PlantElement; next: number }[] = [{ element: root, next: 0 }]
    while (work.length > 0) {
      const frame = work.at(-1)!
      const { element } = frame
      if (frame.next === 0) {
        index.set(element, index.size)
        low.set(element, index.get(element)!)
        stack.push(element)
        onStack.add(element)
      }
      const target = targets.get(element)![frame.next]
      if (target !== undefined) {
        frame.next++
        if (!index.has(target)) work.push({ element: target, next: 0 })
        else if (onStack.has(target)) low.set(element, Math.min(low.get(element)!, index.get(target)!))
        continue
      }
      work.pop()
      const parent = work.at(-1)?.element
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(element)!))
      if (low.get(element) !== index.get(element)) continue
      const set = stack.splice(stack.indexOf(element))
      for (const each of set) onStack.delete(each)
      if (set.length > 1 || targets.get(element)!.includes(element)) sets.push(set)
    }
  }
  return sets.map((set) =>
    shortestCircle(
      elements.find((element) => set.includes(element))!,
      new Set(set),
      targets,
    ),
  )
}

function shortestCircle(
  first: PlantElement,
  set: ReadonlySet<PlantElement>,
  targets: ReadonlyMap<PlantElement, readonly PlantElement[]>,
): readonly PlantElement[] {
  const before = new Map<PlantElement, PlantElement>()
  const queue = [first]
  for (const element of queue)
    for (const target of targets.get(element)!) {
      if (target === first) {
        const circle = [element]
        for (let at = element; at !== first;) circle.unshift((at = before.get(at)!))
        return circle
      }
      if (set.has(target) && !before.has(target)) {
        before.set(target, element)
        queue.push(target)
      }
    }
  return [first]
}

/** Warns of words that have no effect where they stand. */
export function checkResting(plant: Plant, reading: Reading): void {
  const words = linePlace.properties
  for (const line of plant.lines) {
    const transfer = plant.readOr(line, words.transfer)
    if (transfer === 'self_propelled') continue
    for (const word of [words.drive, words.side_bays]) {
      const node = plant.node(line, word)
      if (node === undefined) continue
      const owner = ownerOf(line, word.name)
      reading.diagnostics.warning(
        node,
        `${owner}${owner === '' ? '' : '.'}${word.name}`,
        'G2010',
        `rests, since ${ownerOf(line, 'transfer') === '' ? '' : `${ownerOf(line, 'transfer')}.`}transfer is "${transfer}"`,
      )
    }
  }

  function ownerOf(line: Level, word: string): string {
    for (let level: Level | undefined = line; level !== undefined; level = level.parent)
      if (level.maps.some((map) => map.entries.some(({ key }) => key.text === word))) return level.path
    return line.path
  }
}
