/**
 * What a path means in a plan: one element, a line, a shop, or the whole base, and what of it is looked at.
 *
 * Cells and rows are those of an Observation: states have a row for each element and then for each line; levels a cell for
 * each element, each line, and the base.
 */
import type { ElementPlan, Plan } from 'genba/factory'
import { suggestion } from 'genba/model'
import { MeasureFault } from './measure.ts'

export interface Scope {
  /** Null for the base. */
  readonly path: string | null
  readonly kind: 'base' | 'shop' | 'line' | 'element'
  /** Everything inside, in flow order; an element alone. */
  readonly elements: readonly ElementPlan[]
  /** Those through which parts leave it: the sinks inside, and elements that lead out. Of the base: its sinks. */
  readonly exits: readonly ElementPlan[]
  /** Rows of states of what works in it, each once. */
  readonly rows: readonly number[]
  /** Level cells that add up to the parts inside. */
  readonly cells: readonly number[]
}

export interface Scopes {
  /** The scope of a path. @throws MeasureFault with the nearest name where there is none */
  find(path: string | null): Scope
  /** Paths of all shops, lines and elements. */
  readonly paths: readonly string[]
  /** Names of the shops, in order of their first element. */
  readonly shops: readonly string[]
}

export function createScopes(plan: Plan): Scopes {
  const { elements, lines } = plan
  const shops = [...new Set(elements.flatMap(({ shop }) => (shop === undefined ? [] : [shop])))]
  const known = new Map<string, Scope>()
  const paths = [...shops, ...lines.map(({ path }) => path), ...elements.map(({ path }) => path)]

  function build(path: string | null): Scope {
    if (path === null) {
      const base = elements.length + lines.length
      return { path, kind: 'base', elements, exits: elements.filter(({ kind }) => kind === 'sink'), rows: rowsOf(elements), cells: [base] }
    }
    const element = elements.find((each) => each.path === path)
    if (element !== undefined)
      return { path, kind: 'element', elements: [element], exits: [element], rows: rowsOf([element]), cells: [element.number] }
    const line = lines.find((each) => each.path === path)
    const inside = line === undefined ? elements.filter((each) => each.shop === path) : line.elements.map((number) => elements[number]!)
    if (inside.length === 0) throw new MeasureFault(`nothing is called "${path}"${suggestion(path, paths)}`)
    return group(path, line === undefined ? 'shop' : 'line', inside)
  }

  function group(path: string, kind: 'shop' | 'line', inside: readonly ElementPlan[]): Scope {
    const numbers = new Set(inside.map(({ number }) => number))
    const leadsOut = (element: ElementPlan): boolean => element.kind === 'sink' || targetsOf(element).some((to) => !numbers.has(to))
    const exits = inside.filter(leadsOut)
    return { path, kind, elements: inside, exits, rows: rowsOf(inside), cells: cellsOf(inside) }
  }

  /** A station of a moving line has no state of its own, nor has a tunnel on a belt: the line is the machine. */
  function rowsOf(list: readonly ElementPlan[]): number[] {
    const rows = list.flatMap((element) => {
      if (element.kind !== 'station' && element.kind !== 'tunnel') return []
      if (element.kind === 'station' && element.positions === Infinity) return []
      const transfer = element.line === undefined ? 'asynchronous' : lines[element.line]!.transfer
      const moves = element.kind === 'tunnel' ? transfer === 'continuous' : transfer === 'continuous' || transfer === 'self_propelled'
      return [moves ? elements.length + element.line! : element.number]
    })
    return [...new Set(rows)]
  }

  function cellsOf(list: readonly ElementPlan[]): number[] {
    const inside = list.filter(({ kind }) => kind !== 'source').map(({ number }) => number)
    const around = list.flatMap(({ line }) => (line === undefined ? [] : [elements.length + line]))
    return [...new Set([...inside, ...around])]
  }

  return {
    paths,
    shops,
    find: (path) => {
      const key = path ?? ''
      const scope = known.get(key) ?? build(path)
      known.set(key, scope)
      return scope
    },
  }
}

/** Elements to which parts go from an element by its way or its outcomes. */
export function targetsOf(element: ElementPlan): readonly number[] {
  const { to } = element
  const outcomes =
    element.kind === 'station' || element.kind === 'tunnel'
      ? element.outcomes.flatMap((outcome) => (typeof outcome.to === 'number' ? [outcome.to] : []))
      : []
  const divided = element.kind === 'station' ? element.divides.map((part) => part.to) : []
  switch (to.kind) {
    case 'single':
      return [to.to, ...outcomes, ...divided]
    case 'shares':
      return [...to.branches.map((branch) => branch.to), ...outcomes, ...divided]
    case 'rule':
    case 'route':
      return [...to.to, ...outcomes, ...divided]
    case 'by':
      return [...Object.values(to.cases), ...(to.otherwise === undefined ? [] : [to.otherwise]), ...outcomes, ...divided]
    case 'none':
      return [...outcomes, ...divided]
  }
}
