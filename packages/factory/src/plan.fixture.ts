/** Small plans written by hand, for tests of the blocks. Defaults are those of the language. */
import type { Value } from 'genba/model'
import type {
  BufferPlan,
  CalendarPlan,
  CrewPlan,
  ElementPlan,
  LinePlan,
  Plan,
  ProductPlan,
  RunPlan,
  SinkPlan,
  SourcePlan,
  StationPlan,
  TunnelPlan,
} from './plan.ts'
import { routingTargets } from './topology.ts'

export const fixed = (value: number): Value => ({ kind: 'constant', value })
export const exponential = (mean: number): Value => ({ kind: 'distribution', family: 'exponential', parameters: { mean: fixed(mean) } })

/** Two products, a and b. */
export const TWO_PRODUCTS: readonly ProductPlan[] = ['a', 'b'].map((name) => ({
  name,
  variants: [],
  attributes: [],
  route: [],
  quantities: {},
}))

const common = { calendars: [], openEarly: 0, from: [], merge: 'first_come', visitEmpty: false } as const
const workplace = {
  outcomes: [],
  afterTries: 'scrap',
  failures: [],
  severalModes: 'one_at_a_time',
  fails: 'position',
  maintenance: [],
  wear: [],
  blocking: 'after_service',
  whenDown: 'accepts',
  whenClosed: 'accepts',
  shiftEnd: 'pause',
} as const

type Draft<T> = Partial<T> & { path: string }
/** An element yet without number and way: in a chain each leads to the next unless its `to` says more. */
export type ElementDraft = (number: number, next: number | undefined) => ElementPlan

const way = (next: number | undefined) => (next === undefined ? ({ kind: 'none' } as const) : ({ kind: 'single', to: next } as const))

export const source =
  (draft: Draft<SourcePlan>): ElementDraft =>
  (number, next) => ({
    ...common,
    kind: 'source',
    number,
    key: draft.path,
    to: way(next),
    of: [],
    arrival: { kind: 'unlimited' },
    sequence: [],
    batch: fixed(1),
    whenFull: 'wait',
    makeRule: 'in_turn',
    ...draft,
  })
export const sink =
  (draft: Draft<SinkPlan>): ElementDraft =>
  (number) => ({
    ...common,
    kind: 'sink',
    number,
    key: draft.path,
    to: { kind: 'none' },
    batch: fixed(1),
    whenEmpty: 'backorder',
    ...draft,
  })
export const buffer =
  (draft: Draft<BufferPlan>): ElementDraft =>
  (number, next) => ({
    ...common,
    kind: 'buffer',
    number,
    key: draft.path,
    to: way(next),
    capacity: Infinity,
    discipline: 'fifo',
    startsWith: [],
    ...draft,
  })
export const station =
  (draft: Draft<StationPlan> & { cycle?: Value }): ElementDraft =>
  (number, next) => {
    const { cycle, ...rest } = draft
    return {
      ...common,
      ...workplace,
      kind: 'station',
      number,
      key: draft.path,
      to: way(next),
      positions: 1,
      steps: [{ name: 'work', time: cycle ?? fixed(60), crew: [] }],
      pacedByLine: false,
      inputPlaces: 0,
      outputPlaces: 0,
      takes: [],
      takeWhen: 'together',
      match: 'any',
      divides: [],
      lotsOf: 1,
      preempt: 'none',
      preempted: 'stays',
      callCrew: 'inside',
      gather: 'together',
      release: 'at_end',
      defects: [],
      ...rest,
    }
  }
export const tunnel =
  (draft: Draft<TunnelPlan>): ElementDraft =>
  (number, next) => ({
    ...common,
    ...workplace,
    kind: 'tunnel',
    number,
    key: draft.path,
    to: way(next),
    dwell: fixed(600),
    takt: fixed(60),
    whenBlocked: 'stops',
    ...draft,
  })

/** One person who is always there, unless the draft says more. */
export function crewOf(draft: Partial<CrewPlan>): CrewPlan {
  return {
    name: 'crew',
    size: fixed(1),
    calendars: [],
    serves: 'first_come',
    rest: 'together',
    shiftEnd: 'pause',
    interrupts: false,
    skills: {},
    members: [],
    ...draft,
  }
}

/** A plan of elements in a chain. `from` is filled in from the ways. */
export function planOf(
  drafts: readonly ElementDraft[],
  more: Partial<Plan> & { run?: Partial<RunPlan>; lines?: readonly LinePlan[]; calendars?: readonly CalendarPlan[] } = {},
): Plan {
  const built = drafts.map((draft, number) => draft(number, number + 1 < drafts.length ? number + 1 : undefined))
  const targets = (element: ElementPlan): number[] => {
    const outcomes =
      element.kind === 'station' || element.kind === 'tunnel'
        ? element.outcomes.flatMap((outcome) => (typeof outcome.to === 'number' ? [outcome.to] : []))
        : []
    return [...routingTargets(element), ...outcomes]
  }
  const elements = built.map((element) =>
    element.from.length > 0
      ? element
      : { ...element, from: built.filter((other) => targets(other).includes(element.number)).map((other) => other.number) },
  )
  return {
    name: 'test',
    ticksPerSecond: 1000,
    products: [],
    attributes: [],
    calendars: [],
    crews: [],
    suppliers: [],
    lines: [],
    heads: [],
    ...more,
    elements,
    run: { warmUp: 0, replications: 1, seed: 1, confidence: 0.95, finished: false, ...more.run },
  }
}
