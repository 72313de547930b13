/** Small lines for tests: source, stations with buffers between them, sink. Defaults are those of the language. */
import type { BufferPlan, ElementPlan, Plan, RunPlan, SinkPlan, SourcePlan, StationPlan } from 'genba/factory'
import type { Value } from 'genba/model'

export const seconds = (value: number): Value => ({ kind: 'constant', value })
export const exponential = (mean: number): Value => ({ kind: 'distribution', family: 'exponential', parameters: { mean: seconds(mean) } })

export interface TandemDraft {
  readonly stations: readonly (Partial<StationPlan> & { readonly cycle: Value })[]
  /** Places before each station but the first; one number for all. Absent: none. */
  readonly between?: readonly number[]
  /** Time between arrivals to an unlimited buffer `queue`; absent: unlimited supply. */
  readonly every?: Value
  readonly limit?: number
  readonly run?: Partial<RunPlan>
}

const common = { calendars: [], openEarly: 0, merge: 'first_come', visitEmpty: false } as const

/** The plan of such a line: elements source, [queue,] M1, [b2,] M2, ..., sink. */
export function tandem({ stations, between = [], every, limit, run }: TandemDraft): Plan {
  const made: ((number: number) => ElementPlan)[] = []
  const way = (number: number) => ({
    ...common,
    number,
    from: number === 0 ? [] : [number - 1],
    to: { kind: 'single', to: number + 1 } as const,
  })
  made.push((number): SourcePlan => ({
    ...way(number),
    kind: 'source',
    path: 'source',
    key: 'source',
    of: [],
    arrival: every === undefined ? { kind: 'unlimited' } : { kind: 'every', every },
    sequence: [],
    batch: seconds(1),
    whenFull: 'wait',
    makeRule: 'in_turn',
    ...(limit === undefined ? {} : { limit }),
  }))
  if (every !== undefined) made.push(buffer('queue', Infinity))
  stations.forEach(({ cycle, ...more }, i) => {
    if ((between[i - 1] ?? 0) > 0) made.push(buffer(`b${i + 1}`, between[i - 1]!))
    made.push((number) => ({ ...station(`M${i + 1}`, cycle), ...way(number), ...more }))
  })
  made.push((number): SinkPlan => ({
    ...way(number),
    kind: 'sink',
    path: 'sink',
    key: 'sink',
    to: { kind: 'none' },
    batch: seconds(1),
    whenEmpty: 'backorder',
  }))

  function buffer(path: string, capacity: number): (number: number) => BufferPlan {
    return (number) => ({ ...way(number), kind: 'buffer', path, key: path, capacity, discipline: 'fifo', startsWith: [] })
  }

  return {
    name: 'tandem',
    ticksPerSecond: 1000,
    products: [],
    attributes: [],
    calendars: [],
    crews: [],
    suppliers: [],
    lines: [],
    heads: [],
    elements: made.map((make, number) => make(number)),
    run: { warmUp: 0, replications: 1, seed: 1, confidence: 0.95, finished: false, ...run },
  }
}

function station(path: string, cycle: Value): Omit<StationPlan, 'number' | 'from' | 'to'> {
  return {
    ...common,
    kind: 'station',
    path,
    key: path,
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
    positions: 1,
    steps: [{ name: 'work', time: cycle, crew: [] }],
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
  }
}
