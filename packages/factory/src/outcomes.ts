/**
 * What comes out of the work on a part: good, scrap, or once more somewhere (`scrap`, `rework`, then `inspects`), limited by `tries`.
 *
 * It is drawn when the part comes in, in that order, and is the part's target from then on. With `tries` each pass of a part through the
 * element counts, and rework that is drawn at the last one is replaced by what `after_tries` says.
 */
import { float64, int32, int32From, uint8, uint8From } from 'genba/kernel'
import type { Draws } from './draw.ts'
import * as hiddenFaults from './hidden-faults.ts'
import { createHiddenFaults } from './hidden-faults.ts'
import type { ElementPlan, Plan } from './plan.ts'
import * as records from './record.ts'
import type { RunRecord } from './record.ts'
import * as topologies from './topology.ts'
import type { Topology } from './topology.ts'
import type { PartTable, StreamBank } from 'genba/kernel'

const { PASSED_FIRST, REWORKED } = records
const { ITSELF, SCRAP, UNDECIDED } = topologies
const { FALSE_ALARM, PASSES } = hiddenFaults

export interface Outcomes {
  /** Per element: 1 where outcomes are drawn. */
  readonly drawn: Uint8Array
  /** Draws what comes out of the work on a part that comes in; its way is known. */
  draw(element: number, part: number): void
  /** Counts, as the work on `part` ends, that it has passed at the first try, or goes to rework. */
  count(element: number, part: number): void
  reset(): void
}

/** Passes of parts through one element with `tries`. */
interface Passes {
  readonly most: number
  /** Target after the last pass that failed; `undefined`: it passes. */
  readonly after: number | undefined
  /** By row of parts: who was counted there last (element and number of a part), how often it came, whether the last pass failed. */
  who: Float64Array
  passes: Int32Array
  failed: Uint8Array
}

export function createOutcomes(
  plan: Plan,
  topology: Topology,
  parts: PartTable,
  streams: StreamBank,
  draws: Draws,
  record: RunRecord,
): Outcomes {
  const { columns } = parts
  const lists = plan.elements.map((element) =>
    outcomesOf(element).map((outcome, i) => ({
      share: draws.quantity(outcome.share, element.key, `outcome ${i}`),
      target: targetOf(element, outcome.to),
    })),
  )
  const faults = createHiddenFaults(plan, parts, streams, draws)
  /** Where parts go that an inspection rejects. */
  const rejects = int32From(plan.elements, (element) =>
    element.kind === 'station' && element.inspects !== undefined ? targetOf(element, element.inspects.to) : UNDECIDED,
  )
  const drawn = uint8From(lists, (list, i) => (list.length > 0 || faults.has[i] === 1 ? 1 : 0))
  const stream = plan.elements.map((element, i) => (lists[i]!.length > 0 ? streams.uniforms(element.key, 'outcome') : -1))
  const passes = plan.elements.map((element) => passesOf(element))

  function targetOf(element: ElementPlan, to: number | 'scrap' | 'itself'): number {
    return typeof to === 'number' ? topology.linkBetween(element.number, to) : to === 'scrap' ? SCRAP : ITSELF
  }

  function passesOf(element: ElementPlan): Passes | undefined {
    if (!limitsTries(element) || element.tries === undefined) return undefined
    const { afterTries } = element
    return {
      most: element.tries,
      after: afterTries === 'pass' ? undefined : targetOf(element, afterTries),
      who: float64(0),
      passes: int32(0),
      failed: uint8(0),
    }
  }

  function draw(element: number, part: number): void {
    const limited = passes[element]
    if (limited !== undefined) pass(limited, part)
    const verdict = faults.has[element] === 1 ? faultsIn(element, part) : PASSES
    if (lists[element]!.length > 0 && drawsShare(element, part, limited)) return
    if (verdict === PASSES) return
    const target = rejects[element]!
    if (!goes(limited, part, target)) return
    if (target !== SCRAP && verdict !== FALSE_ALARM) faults.forget(part, verdict)
  }

  /** Faults are made in the work, and looked for at its end. */
  function faultsIn(element: number, part: number): number {
    faults.make(element, part)
    return faults.inspect(element, part)
  }

  /** Does the part leave by one of the shares? */
  function drawsShare(element: number, part: number, limited: Passes | undefined): boolean {
    const u = streams.next(stream[element]!)
    let below = 0
    const list = lists[element]!
    for (let i = 0; i < list.length; i++) {
      below += draws.take(list[i]!.share, part)
      if (u < below) {
        goes(limited, part, list[i]!.target)
        return true
      }
    }
    return false
  }

  /** Sends the part to `target`, or where it goes after its last try: then false. */
  function goes(limited: Passes | undefined, part: number, target: number): boolean {
    if (limited === undefined || target === SCRAP || limited.passes[part]! < limited.most) {
      columns.target[part] = target
      return true
    }
    fail(limited, part)
    return false
  }

  /** One pass more; rows of parts are used again, so it is looked who it is. */
  function pass(limited: Passes, part: number): void {
    if (part >= limited.who.length) widen(limited, part)
    const who = columns.source[part]! * 0x1_0000_0000 + columns.serial[part]!
    limited.passes[part] = limited.who[part] === who ? limited.passes[part]! + 1 : 1
    limited.who[part] = who
    limited.failed[part] = 0
  }

  function fail(limited: Passes, part: number): void {
    if (limited.after !== undefined) columns.target[part] = limited.after
    limited.failed[part] = 1
  }

  function widen(limited: Passes, part: number): void {
    const size = Math.max(256, 2 * limited.who.length, part + 1)
    const [who, counts, failed] = [float64(size).fill(-1), int32(size), uint8(size)]
    who.set(limited.who)
    counts.set(limited.passes)
    failed.set(limited.failed)
    limited.who = who
    limited.passes = counts
    limited.failed = failed
  }

  function count(element: number, part: number): void {
    const target = columns.target[part]!
    if (target === SCRAP) return
    const limited = passes[element]
    if (limited !== undefined && limited.failed[part] === 1) {
      // What passes though it failed is neither.
      if (limited.after !== undefined) record.count(element, REWORKED)
    } else record.count(element, isRework(element, target) ? REWORKED : PASSED_FIRST)
  }

  /** Is this target one of the outcomes, other than scrap? */
  function isRework(element: number, target: number): boolean {
    const list = lists[element]!
    for (let i = 0; i < list.length; i++) if (list[i]!.target === target) return true
    return rejects[element] === target && target !== UNDECIDED
  }

  function reset(): void {
    for (const limited of passes) limited?.who.fill(-1)
  }

  return { drawn, draw, count, reset }
}

/** Are parts that come back to the element for rework counted? */
export function limitsTries(element: ElementPlan): element is Extract<ElementPlan, { readonly tries?: number }> {
  return (
    (element.kind === 'station' || element.kind === 'tunnel') &&
    element.tries !== undefined &&
    (outcomesOf(element).some(({ to }) => to !== 'scrap') || (element.kind === 'station' && typeof element.inspects?.to === 'number'))
  )
}

function outcomesOf(element: ElementPlan) {
  return element.kind === 'station' || element.kind === 'tunnel' ? element.outcomes : []
}
