/** Sums of a window by name: what an element counted, in which states it was, how much was in it. */
import { COUNTS, LEFT, LOST, REWORKED, SCRAPPED, STATES, STAYED } from 'genba/factory'
import type { ElementPlan, Plan, StateName, WindowObservation } from 'genba/factory'
import { MeasureFault } from './measure.ts'
import { suggestion } from 'genba/model'
import type { Scope } from './scope.ts'

export type Sum = (window: WindowObservation) => number

export interface WindowReader {
  /** A count (LEFT, SCRAPPED, ...) added up over elements. */
  count(elements: readonly ElementPlan[], what: number): Sum
  /** Parts that left a scope by its ordinary ways, of one product or of all. */
  left(scope: Scope, product: string | null): Sum
  /** Ticks of all rows of a scope in any of these states. */
  inStates(scope: Scope, states: readonly StateName[]): Sum
  /** Ticks of all rows of a scope. */
  watched(scope: Scope): Sum
  /** Time integral of the parts in these cells. */
  level(cells: readonly number[]): Sum
  /** Parts that these cells have gained. */
  gained(cells: readonly number[]): Sum
  /** Ticks in the base of what came to the sinks, of one product or of all. */
  stayed(sinks: readonly ElementPlan[], product: string | null): Sum
  scrapped(scope: Scope): Sum
  lost(scope: Scope): Sum
}

export function createWindowReader(plan: Plan): WindowReader {
  const products = plan.products.length + 1

  const count =
    (elements: readonly ElementPlan[], what: number): Sum =>
    ({ counts }) => {
      let sum = 0
      for (const { number } of elements) sum += counts[number * COUNTS + what]!
      return sum
    }

  function column(name: string): number {
    const number = plan.products.findIndex((each) => each.name === name)
    const names = plan.products.map((each) => each.name)
    if (number < 0) throw new MeasureFault(`no product is called "${name}"${suggestion(name, names)}`)
    return number
  }

  const byProduct = (elements: readonly ElementPlan[], product: string, of: 'leftByProduct' | 'stayedByProduct'): Sum => {
    const at = column(product)
    return (window) => elements.reduce((sum, { number }) => sum + window[of][number * products + at]!, 0)
  }

  /** Rework that goes back into the scope has not left it. */
  function left(scope: Scope, product: string | null): Sum {
    const out = product === null ? count(scope.exits, LEFT) : byProduct(scope.exits, product, 'leftByProduct')
    const inside = new Set(scope.elements.map(({ number }) => number))
    const returning = scope.exits.filter(
      (element) =>
        (element.kind === 'station' || element.kind === 'tunnel') &&
        scope.kind !== 'element' &&
        element.outcomes.some(({ to }) => typeof to === 'number' && inside.has(to)),
    )
    if (returning.length === 0) return out
    const back = count(returning, REWORKED)
    return (window) => out(window) - back(window)
  }

  function inStates(scope: Scope, states: readonly StateName[]): Sum {
    const cells = scope.rows.flatMap((row) => states.map((state) => row * STATES.length + STATES.indexOf(state)))
    return (window) => cells.reduce((sum, cell) => sum + window.states[cell]!, 0)
  }

  const level =
    (cells: readonly number[]): Sum =>
    (window) =>
      cells.reduce((sum, cell) => sum + window.levels[cell]!, 0)

  const gained =
    (cells: readonly number[]): Sum =>
    (window) =>
      cells.reduce((sum, cell) => sum + window.gained[cell]!, 0)

  return {
    count,
    left,
    inStates,
    watched: (scope) => inStates(scope, STATES),
    level,
    gained,
    stayed: (sinks, product) => (product === null ? count(sinks, STAYED) : byProduct(sinks, product, 'stayedByProduct')),
    scrapped: (scope) => count(scope.elements, SCRAPPED),
    lost: (scope) => count(scope.elements, LOST),
  }
}
