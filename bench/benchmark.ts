/** What `genba bench` measures: the four models that engines are compared on, the reference base, and models of one's own. */

export interface Benchmark {
  /** As it stands in tables and in JSON. */
  readonly id: string
  readonly title: string
  /** How it is run; the model file is one that comes with Genba, or one's own. */
  readonly subject:
    | {
        readonly kind: 'model'
        readonly file: string
        readonly scenario?: string
        readonly days?: number
        /** What the run writes down one by one, all the time. */
        readonly logs?: 'states' | 'visits'
      }
    | { readonly kind: 'operators'; readonly hours: number }
    | { readonly kind: 'variates' }
    | { readonly kind: 'car' }
    | { readonly kind: 'money' }
  /** The same line written by hand, to be run in turn with it. */
  readonly yardstick?: 'm3' | 'm4'
  /**
   * What counts as an event: what happens in the model (work ends, failures, repairs, arrivals), so that engines that need more
   * or fewer steps for it can be compared; or the steps of the kernel.
   */
  readonly events: 'model' | 'kernel'
  /** What the peers' script calls it, and how much of it they run (bench/peers). */
  readonly peer?: { readonly model: string; readonly size: number }
  /** Rounds unless the user asks for a number. */
  readonly rounds: number
  /** Is it measured only where it is asked for by name? */
  readonly byName?: true
}

/** Rounds where two are compared, and where one speed is told. */
const PAIRED = 15
const ALONE = 3
const SELDOM = 7

/** M1 to M4 as in docs/reference/benchmarks.md, one year of the reference base, the cost of what the car asks for, and of variates. */
export const benchmarks: readonly Benchmark[] = [
  model('M1-1k', '1,000 timers', 'm1-1k', { model: 'm1', size: 1000 }),
  model('M1-100k', '100,000 timers', 'm1-100k', { model: 'm1', size: 100_000 }),
  model('M2', 'queue M/M/1, 1,000,000 customers', 'm2', { model: 'm2', size: 100_000 }),
  {
    ...model('M3', 'line of 20 stations that fail, 200,000 parts', 'm3', { model: 'm3', size: 10_000 }),
    yardstick: 'm3',
    rounds: PAIRED,
  },
  {
    id: 'M4',
    title: '12 operators for 20 stations, 200,000 parts',
    subject: { kind: 'operators', hours: 5571 },
    yardstick: 'm4',
    events: 'model',
    peer: { model: 'm4', size: 5000 },
    rounds: PAIRED,
  },
  {
    id: 'crews',
    title: 'M4 through its model file, operators as a crew',
    subject: { kind: 'model', file: 'bench/models/m4.yaml' },
    yardstick: 'm4',
    events: 'model',
    rounds: ALONE,
  },
  {
    id: 'jinshan',
    title: 'one year of the Jinshan base, full volume',
    subject: { kind: 'model', file: 'models/jinshan/jinshan.yaml', scenario: 'mature', days: 365 },
    events: 'kernel',
    rounds: ALONE,
  },
  ...(['20', '200', '2000'] as const).map((stations) => seldom(`scale-${stations}`, `line of ${stations} stations`, `scale-${stations}`)),
  ...(['1k', '1m'] as const).map((parts) => seldom(`waiting-${parts}`, `queue of ${parts} parts`, `waiting-${parts}`)),
  traced('traced-none', undefined),
  traced('traced-states', 'states'),
  traced('traced-visits', 'visits'),
  { id: 'car', title: 'cycles, charges and a claim', subject: { kind: 'car' }, events: 'model', rounds: 3, byName: true },
  {
    id: 'money',
    title: 'draws of cash flow under forms of ownership',
    subject: { kind: 'money' },
    events: 'model',
    rounds: 3,
    byName: true,
  },
  {
    id: 'distributions',
    title: 'one variate of each distribution',
    subject: { kind: 'variates' },
    events: 'model',
    rounds: 7,
    byName: true,
  },
]

/**
 * A model file of one's own as a benchmark: its first 30 days, or all of it where it is shorter.
 * @param file path, relative to the present folder
 */
export function benchmarkOf(file: string, title: string): Benchmark {
  return { id: title, title: file, subject: { kind: 'model', file, days: 30 }, events: 'kernel', rounds: ALONE }
}

function model(id: string, title: string, name: string, peer: Benchmark['peer'] & object): Benchmark {
  return { id, title, subject: { kind: 'model', file: `bench/models/${name}.yaml` }, events: 'model', peer, rounds: ALONE }
}

function seldom(id: string, title: string, name: string): Benchmark {
  return { id, title, subject: { kind: 'model', file: `bench/models/${name}.yaml` }, events: 'kernel', rounds: SELDOM, byName: true }
}

/** The first 60 days of the reference base. */
function traced(id: string, logs: 'states' | 'visits' | undefined): Benchmark {
  const subject = { kind: 'model', file: 'models/jinshan/jinshan.yaml', scenario: 'mature', days: 60 } as const
  const title = `60 days of the Jinshan base, ${logs ?? 'nothing'} written down one by one`
  return { id, title, subject: logs === undefined ? subject : { ...subject, logs }, events: 'kernel', rounds: SELDOM, byName: true }
}
