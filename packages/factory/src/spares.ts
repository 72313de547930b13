/**
 * Spare parts of repairs and material of maintenance (`takes` of either): a position that is down, or what stops a line or a tunnel, waits until all
 * parts that it takes lie in their buffers; then they are used up and what it is down for begins, or calls its people.
 *
 * Parts are taken in stage 3, after those that come in elsewhere or are assembled, and before supplies are looked at. Elements take in
 * flow order, like assemblies of one store; of the positions of a station, or the stops of a tunnel or a line, the one that has waited longest comes
 * first, then the earlier start. Askers are positions, then stops (layout.ts). Who cannot have all that it takes leaves it to those behind.
 */
import { float64, int32 } from 'genba/kernel'
import type { Agenda, EventCalendar } from 'genba/kernel'
import type { Layout } from './layout.ts'
import type { ElementPlan, Plan, TakePlan } from './plan.ts'
import type { Topology } from './topology.ts'

export interface Spares {
  /** Number of what is taken together, -1 for nothing. For building only. */
  need(takes: readonly TakePlan[]): number
  /** The asker waits for the parts of `need`, and is told once it has them. */
  ask(asker: number, need: number): void
  waits(asker: number): boolean
  /** Who waits for parts of which buffers. */
  waiting(): readonly { readonly path: string; readonly buffer: number }[]
  /** Per element: 1 if parts are so taken from it. */
  readonly gives: Uint8Array
  /** A part has come to the exit of such a buffer. */
  arrived(buffer: number): void
  /** One step of the choice of an element: an asker gets its parts; false if none can (stage 3). */
  take(element: number): boolean
  /**
   * @param count of the parts at the exit of a buffer @param use takes its first part away, which is no more
   */
  bind(count: Int32Array, use: (buffer: number) => void): void
  /** @param start numbers of the starts of positions @param given told which position, or stop, has its parts */
  bindPositions(start: Int32Array, given: (position: number) => void): void
  bindStops(given: (stop: number) => void): void
  reset(): void
}

/** Who takes parts for repairs and maintenance: elements, and for the stops of a line its first; and what. */
export function takersOf(plan: Plan): readonly { readonly element: number; readonly takes: readonly TakePlan[] }[] {
  const all = [
    ...plan.elements.map((element) => ({ element: element.number, takes: sparesOf(element) })),
    ...plan.lines.map(({ elements, stops }) => ({ element: elements[0]!, takes: stops.flatMap(({ takes }) => takes) })),
  ]
  return all.filter(({ takes }) => takes.length > 0)
}

/** What repairs and maintenance of the element take. */
export function sparesOf(element: ElementPlan): readonly TakePlan[] {
  return element.kind === 'station' || element.kind === 'tunnel'
    ? [...element.failures, ...element.maintenance].flatMap(({ takes }) => takes)
    : []
}

export function createSpares(plan: Plan, topology: Topology, layout: Layout, { clock }: EventCalendar, agenda: Agenda): Spares {
  const { positions, positionElement, stops } = layout
  const needs: (readonly TakePlan[])[] = []
  const elementOf = [...positionElement, ...stops.map(({ tunnel, line }) => tunnel ?? plan.lines[line!]!.elements[0] ?? -1)]
  const pathOf = (asker: number): string => {
    const line = stops[asker - positions]?.line
    return line === undefined ? plan.elements[elementOf[asker]!]!.path : plan.lines[line]!.path
  }
  /** Askers of each element. */
  const askers = plan.elements.map(() => [] as number[])
  elementOf.forEach((element, asker) => void (element >= 0 && askers[element]!.push(asker)))
  /** What each waits for, -1 for nothing, and since when. */
  const wanted = int32(elementOf.length).fill(-1)
  const since = float64(elementOf.length)
  /** Per element: the choices of those who take from it. */
  const takers = plan.elements.map(() => [] as number[])
  for (const { element, takes } of takersOf(plan))
    for (const from of new Set(takes.map((take) => take.from))) takers[from]!.push(topology.spareChoice[element]!)
  let counts: Int32Array
  let use: (buffer: number) => void
  let starts: Int32Array
  let given: (position: number) => void
  let givenToStop: (stop: number) => void

  function isThere(need: number): boolean {
    return needs[need]!.every(({ from, count }) => counts[from]! >= count)
  }

  function comesBefore(a: number, b: number): boolean {
    if (since[a] !== since[b]) return since[a]! < since[b]!
    return a >= positions || b >= positions || starts[a] === starts[b] ? a < b : starts[a]! < starts[b]!
  }

  function take(element: number): boolean {
    let best = -1
    for (const asker of askers[element]!)
      if (wanted[asker]! >= 0 && isThere(wanted[asker]!) && (best < 0 || comesBefore(asker, best))) best = asker
    if (best < 0) return false
    const need = wanted[best]!
    wanted[best] = -1
    for (const { from: store, count: all } of needs[need]!) for (let left = all; left > 0; left--) use(store)
    if (best < positions) given(best)
    else givenToStop(best - positions)
    return true
  }

  return {
    need(takes) {
      // Where an element is switched off, two stores may be one.
      const stores = [...new Set(takes.map(({ from }) => from))]
      const inAll = (from: number): number => takes.reduce((sum, take) => sum + (take.from === from ? take.count : 0), 0)
      return takes.length === 0 ? -1 : needs.push(stores.map((from) => ({ from, count: inAll(from) }))) - 1
    },
    ask(asker, need) {
      wanted[asker] = need
      since[asker] = clock[0]!
      agenda.choice(topology.spareChoice[elementOf[asker]!]!)
    },
    waits: (asker) => wanted[asker]! >= 0,
    waiting: () =>
      elementOf.flatMap((_, asker) =>
        wanted[asker]! < 0 ? [] : needs[wanted[asker]!]!.map(({ from }) => ({ path: pathOf(asker), buffer: from })),
      ),
    gives: topology.givesSpares,
    arrived: (buffer) => {
      for (const choice of takers[buffer]!) agenda.choice(choice)
    },
    take,
    bind: (count, of) => {
      counts = count
      use = of
    },
    bindPositions: (start, tell) => {
      starts = start
      given = tell
    },
    bindStops: (tell) => void (givenToStop = tell),
    reset: () => void wanted.fill(-1),
  }
}
