/**
 * Closed loops in a plan: which elements carriers come through, how many carriers there are, of which kind.
 */
import { int32From } from 'genba/kernel'
import type { ElementPlan, LinePlan, Plan } from './plan.ts'

export type LoopPlan = LinePlan & { readonly carriers: NonNullable<LinePlan['carriers']> }

/** Lines with carriers. */
export function loopsOf(plan: Plan): readonly LoopPlan[] {
  return plan.lines.filter((line): line is LoopPlan => line.carriers !== undefined)
}

/** Per element: the line with carriers to which it belongs, -1 for none. */
export function loopOfElement(plan: Plan): Int32Array {
  return int32From(plan.elements, ({ line }) => {
    for (let around = line; around !== undefined; around = plan.lines[around]!.parent)
      if (plan.lines[around]!.carriers !== undefined) return around
    return -1
  })
}

/** The kind of every carrier of the plan, by its number: line by line, kind by kind. */
export function kindsOfCarriers(plan: Plan): readonly string[] {
  return loopsOf(plan).flatMap(({ carriers }) => carriers.kinds.flatMap(({ name, count }) => Array.from({ length: count }, () => name)))
}

/** Places of an element in which a carrier may stand. */
export function placesOf(of: ElementPlan): number {
  return of.kind === 'buffer' ? of.capacity : of.kind === 'station' ? of.positions : 0
}
