/**
 * The links of what is switched on: parts pass straight through an element with `enabled: false`, or its branch does not exist.
 *
 * An element that is the only destination of another is passed through; as one of several destinations it is left out, and the
 * shares of the others are scaled up to one.
 */
import type { Node, Reading, Value } from 'genba/model'
import type { Plant, PlantElement } from './flow-plant.ts'
import { targetsOf } from './links.ts'
import type { Links, Outcome, Take, Way } from './links.ts'
import { stationPlace } from './words-base.ts'

export interface EnabledLinks {
  readonly enabled: (element: PlantElement) => boolean
  readonly ways: ReadonlyMap<PlantElement, Way>
  readonly takes: (element: PlantElement) => readonly Take[]
  readonly spares: (element: PlantElement, mode: string) => readonly Take[]
  readonly divides: (element: PlantElement) => readonly { readonly to: PlantElement; readonly count: number }[]
  readonly outcomes: (element: PlantElement) => readonly Outcome[]
  readonly other: (element: PlantElement, word: string) => PlantElement | undefined
  /** Feeders of an element in rank order: those of `from`, then the others in flow order. What is assembled is not among them. */
  readonly feeders: (element: PlantElement) => readonly PlantElement[]
  /** Every link out of an element, once. */
  readonly out: (element: PlantElement) => readonly PlantElement[]
}

/** Takes what is switched off out of the links. */
export function enabledLinks(plant: Plant, links: Links, reading: Reading): EnabledLinks {
  const on = new Map(plant.elements.map((element) => [element, plant.readOr(element, stationPlace.properties.enabled)]))
  const enabled = (element: PlantElement): boolean => on.get(element) === true
  const allOn = plant.elements.every(enabled)

  /** Where parts go that would enter `element`: itself, or what its own way says. */
  function beyond(element: PlantElement, seen: readonly PlantElement[] = []): Way {
    if (enabled(element)) return { kind: 'single', to: element }
    if (seen.includes(element)) return { kind: 'none' }
    const way = links.ways.get(element)!
    return way.kind === 'single' ? beyond(way.to, [...seen, element]) : without(way, element, [...seen, element])
  }

  function without(way: Way, of: PlantElement, seen: readonly PlantElement[]): Way {
    switch (way.kind) {
      case 'none':
        return way
      case 'single':
        return beyond(way.to, seen)
      case 'rule':
      case 'route':
      case 'hook': {
        const to = way.to.filter(enabled)
        if (to.length > 0) return way.kind === 'rule' && to.length === 1 ? { kind: 'single', to: to[0]! } : { ...way, to }
        return nothingLeft(of, seen)
      }
      case 'shares': {
        const branches = way.branches.filter(({ to }) => enabled(to))
        if (branches.length === way.branches.length) return way
        if (branches.length === 0) return nothingLeft(of, seen)
        if (branches.length === 1) return { kind: 'single', to: branches[0]!.to }
        const total = branches.reduce((sum, { share }) => sum + (share.kind === 'constant' ? share.value : Number.NaN), 0)
        if (Number.isNaN(total) || total <= 0) {
          fault(way.node, of, 'shares that change cannot be scaled up where a branch is switched off; give the shares in full')
          return way
        }
        return {
          ...way,
          branches: branches.map(({ to, share }) => ({
            to,
            share: { kind: 'constant', value: (share as Value & { value: number }).value / total },
          })),
        }
      }
      case 'by': {
        const cases = way.cases.filter(({ to }) => enabled(to))
        const otherwise = way.otherwise !== undefined && enabled(way.otherwise) ? way.otherwise : undefined
        const lost = way.cases.find(({ to }) => !enabled(to))
        if (lost !== undefined && otherwise === undefined)
          fault(way.node, of, `"${lost.key}" leads to "${lost.to.path}", which is switched off; give "else"`)
        return { kind: 'by', by: way.by, cases, node: way.node, ...(otherwise === undefined ? {} : { otherwise }) }
      }
    }
  }

  function nothingLeft(of: PlantElement, seen: readonly PlantElement[]): Way {
    if (!seen.includes(of)) fault(of.anchor, of, 'every destination is switched off')
    return { kind: 'none' }
  }

  function fault(node: Node, of: PlantElement, message: string): void {
    if (enabled(of)) reading.diagnostics.error(node, of.path, 'G1120', message)
  }

  const ways = new Map<PlantElement, Way>()
  for (const element of plant.elements)
    if (enabled(element)) ways.set(element, allOn ? links.ways.get(element)! : without(links.ways.get(element)!, element, []))

  /** The enabled elements whose parts pass through a disabled one. */
  function before(element: PlantElement, seen: readonly PlantElement[] = []): readonly PlantElement[] {
    if (enabled(element)) return [element]
    if (seen.includes(element)) return []
    return plant.elements
      .filter((other) => targetsOf(links.ways.get(other)!).includes(element))
      .flatMap((other) => before(other, [...seen, element]))
  }

  function takesOn(list: readonly Take[], by: PlantElement): readonly Take[] {
    if (allOn) return list
    return list.flatMap((take) => {
      if (enabled(take.from)) return [take]
      const instead = before(take.from)
      if (instead.length === 1) return [{ from: instead[0]!, count: take.count }]
      if (enabled(by)) reading.diagnostics.error(by.anchor, by.path, 'G1120', `takes from "${take.from.path}", which is switched off`)
      return []
    })
  }

  const takes = new Map(plant.elements.filter(enabled).map((element) => [element, takesOn(links.takes.get(element) ?? [], element)]))

  const outcomes = (element: PlantElement): readonly Outcome[] =>
    (links.outcomes.get(element) ?? []).filter(({ to }) => typeof to === 'string' || enabled(to))
  const divides = (element: PlantElement): readonly { readonly to: PlantElement; readonly count: number }[] =>
    (links.divides.get(element) ?? []).flatMap(({ to, count }) => {
      const way = beyond(to)
      if (way.kind === 'single') return [{ to: way.to, count }]
      fault(element.anchor, element, `divides into "${to.path}", which is switched off`)
      return []
    })
  const other = (element: PlantElement, word: string): PlantElement | undefined => {
    const found = links.others.get(element)?.find((each) => each.word === word)
    const way = found === undefined ? undefined : beyond(found.to)
    return way?.kind === 'single' ? way.to : undefined
  }

  const out = new Map<PlantElement, readonly PlantElement[]>()
  for (const element of plant.elements) {
    if (!enabled(element)) continue
    const words = (links.others.get(element) ?? []).map(({ word }) => word)
    const all = [
      ...targetsOf(ways.get(element)!),
      ...divides(element).map(({ to }) => to),
      ...outcomes(element).flatMap(({ to }) => (typeof to === 'string' ? [] : [to])),
      ...words.flatMap((word) => other(element, word) ?? []),
    ]
    out.set(element, [...new Set(all)])
  }

  const inputs = new Map<PlantElement, PlantElement[]>()
  for (const [element, targets] of out)
    for (const target of targets) {
      if (takes.get(target)?.some(({ from }) => from === element) === true) continue
      const list = inputs.get(target)
      if (list === undefined) inputs.set(target, [element])
      else list.push(element)
    }

  function feeders(element: PlantElement): readonly PlantElement[] {
    const list = inputs.get(element) ?? []
    const first = (links.written.get(element) ?? []).flatMap((each) => before(each)).filter((each) => list.includes(each))
    return [...new Set([...first, ...list])]
  }

  return {
    enabled,
    ways,
    takes: (element) => takes.get(element) ?? [],
    spares: (element, mode) => takesOn(links.spares.get(element)?.get(mode) ?? [], element),
    divides,
    outcomes,
    other,
    feeders,
    out: (element) => out.get(element) ?? [],
  }
}
