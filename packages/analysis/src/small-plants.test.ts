/**
 * Where the exact values of the models `validation/x*.yaml` come from: each plant as a Markov chain, apart from the engine, or in
 * closed form. Every value that a file expects must come out here to the digits written.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineChain } from './line-chain.fixture.ts'
import type { LineDraft } from './line-chain.fixture.ts'
import { solveChain } from './markov-chain.ts'
import type { ChainMove, MarkovChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

test('the chain of a line gives what is published of L05, U03 and S14', () => {
  const out = (draft: LineDraft): number => lineChain(draft).rate('out')
  const close = (value: number, expected: number): void => assert.ok(Math.abs(value - expected) < 1e-12, `${value}, ${expected}`)
  const machine = (rate: number, people = 0) => ({ steps: [{ rate, people }] })
  close(out({ machines: [machine(1), machine(0.8), machine(1.2)], places: [2, 1] }), 0.6582658955800794)
  const failing = (rate: number, fails: number, repair: number) => ({
    ...machine(rate),
    failure: { clock: 'operating', rate: fails, repair } as const,
  })
  close(out({ machines: [failing(1.2, 0.1, 0.5), failing(1, 0.02, 0.2), failing(1.1, 0.05, 0.3)], places: [2, 4] }), 0.6724904914522986)
  close(out({ machines: [machine(1.5, 1), machine(1), machine(1.4, 1)], places: [2, 2], people: 1, serves: [2, 1, 0] }), 0.641954505601981)
})

test('X02: two unequal machines, the fast one is preferred', () => {
  interface State {
    readonly queue: number
    readonly fast: boolean
    readonly slow: boolean
  }
  const settled = ({ queue, fast, slow }: State): State =>
    queue > 0 && !fast
      ? settled({ queue: queue - 1, fast: true, slow })
      : queue > 0 && !slow
        ? settled({ queue: queue - 1, fast, slow: true })
        : { queue, fast, slow }
  const chain = solveChain<State>({ queue: 0, fast: false, slow: false }, (state) => [
    state.queue < 4 ? { to: settled({ ...state, queue: state.queue + 1 }), rate: 1.5 } : { to: state, rate: 1.5, counts: 'lost' },
    ...(state.fast ? [{ to: settled({ ...state, fast: false }), rate: 1.2, counts: 'fast' }] : []),
    ...(state.slow ? [{ to: settled({ ...state, slow: false }), rate: 0.6, counts: 'slow' }] : []),
  ])
  writtenIn('x02.yaml', null, {
    throughput: chain.rate('fast') + chain.rate('slow'),
    'fast.throughput': chain.rate('fast'),
    'slow.throughput': chain.rate('slow'),
    'arrivals.loss(share)': chain.rate('lost') / 1.5,
    'queue.queue': chain.mean(({ queue }) => queue),
  })
})

test('X05: assembly whose main part enters and waits inside', () => {
  interface State {
    /** Of machine and buffer: 0 to 1 waiting, 2 where the machine is held back too. */
    readonly main: number
    readonly other: number
    readonly inside: 'none' | 'main' | 'both'
  }
  const settled = (state: State): State => {
    if (state.inside === 'none' && state.main > 0) return settled({ ...state, main: state.main - 1, inside: 'main' })
    if (state.inside === 'main' && state.other > 0) return { ...state, other: state.other - 1, inside: 'both' }
    return state
  }
  const chain = solveChain<State>({ main: 0, other: 0, inside: 'none' }, (state) => [
    ...(state.main < 2 ? [{ to: settled({ ...state, main: state.main + 1 }), rate: 1.3 }] : []),
    ...(state.other < 2 ? [{ to: settled({ ...state, other: state.other + 1 }), rate: 1 }] : []),
    ...(state.inside === 'both' ? [{ to: settled({ ...state, inside: 'none' }), rate: 1.2, counts: 'out' }] : []),
  ])
  writtenIn('x05.yaml', null, {
    throughput: chain.rate('out'),
    'M1.state_share(blocked)': chain.mean(({ main }) => main === 2),
    'b1.queue': chain.mean(({ main }) => Math.min(1, main)),
  })
})

test('X06: one machine before two branches by three rules', () => {
  interface State {
    /** Parts in the branch, the one in work included. */
    readonly a: number
    readonly b: number
    /** Where the finished part waits to go. */
    readonly held: 'none' | 'a' | 'b' | 'any'
    readonly next: 'a' | 'b'
  }
  const settled = (state: State): State => {
    if ((state.held === 'a' || state.held === 'any') && state.a < 3) return { ...state, a: state.a + 1, held: 'none' }
    if ((state.held === 'b' || state.held === 'any') && state.b < 2) return { ...state, b: state.b + 1, held: 'none' }
    return state
  }
  const finish = (rule: string, state: State): State => {
    if (rule === 'round_robin') return { ...state, held: state.next, next: state.next === 'a' ? 'b' : 'a' }
    return { ...state, held: rule === 'first_free' ? 'any' : state.a <= state.b ? 'a' : 'b' }
  }
  for (const rule of ['first_free', 'round_robin', 'least_filled']) {
    const chain = solveChain<State>({ a: 0, b: 0, held: 'none', next: 'a' }, (state) => [
      ...(state.held === 'none' ? [{ to: settled(finish(rule, state)), rate: 2 }] : []),
      ...(state.a > 0 ? [{ to: settled({ ...state, a: state.a - 1 }), rate: 0.7, counts: 'a' }] : []),
      ...(state.b > 0 ? [{ to: settled({ ...state, b: state.b - 1 }), rate: 0.9, counts: 'b' }] : []),
    ])
    writtenIn('x06.yaml', rule === 'first_free' ? null : `X06_${rule}`, {
      throughput: chain.rate('a') + chain.rate('b'),
      'A.throughput': chain.rate('a'),
      'B.throughput': chain.rate('b'),
      'M1.state_share(blocked)': chain.mean(({ held }) => held !== 'none'),
      'qa.queue': chain.mean(({ a }) => Math.max(0, a - 1)),
    })
  }
})

test('X07: two queues before one machine by two rules', () => {
  interface State {
    readonly queues: readonly [number, number]
    readonly inWork: 0 | 1 | null
    readonly turn: 0 | 1
  }
  const places = [3, 2] as const
  for (const rule of ['fullest', 'round_robin']) {
    const settled = ({ queues, inWork, turn }: State): State => {
      const [first, second] = queues
      if (inWork !== null || first + second === 0) return { queues, inWork, turn }
      const preferred = rule === 'fullest' ? (first >= second ? 0 : 1) : turn
      const taken = queues[preferred] > 0 ? preferred : preferred === 0 ? 1 : 0
      const rest: readonly [number, number] = taken === 0 ? [first - 1, second] : [first, second - 1]
      return { queues: rest, inWork: taken, turn: rule === 'fullest' ? 0 : taken === 0 ? 1 : 0 }
    }
    const chain = solveChain<State>({ queues: [0, 0], inWork: null, turn: 0 }, (state) => {
      const [first, second] = state.queues
      const moves: ChainMove<State>[] = [
        first < places[0]
          ? { to: settled({ ...state, queues: [first + 1, second] }), rate: 0.5 }
          : { to: state, rate: 0.5, counts: 'lost 0' },
        second < places[1]
          ? { to: settled({ ...state, queues: [first, second + 1] }), rate: 0.7 }
          : { to: state, rate: 0.7, counts: 'lost 1' },
      ]
      const { inWork } = state
      if (inWork !== null) moves.push({ to: settled({ ...state, inWork: null }), rate: [1.1, 0.9][inWork]!, counts: `out ${inWork}` })
      return moves
    })
    writtenIn('x07.yaml', rule === 'fullest' ? null : `X07_${rule}`, {
      'throughput(one)': chain.rate('out 0'),
      'throughput(two)': chain.rate('out 1'),
      's1.loss(share)': chain.rate('lost 0') / 0.5,
      's2.loss(share)': chain.rate('lost 1') / 0.7,
      'q1.queue': chain.mean(({ queues }) => queues[0]),
      'q2.queue': chain.mean(({ queues }) => queues[1]),
    })
  }
})

test('X08: two machines held back before a common buffer by two rules', () => {
  interface State {
    readonly held: readonly [boolean, boolean]
    /** Parts in the buffer of one place and in the machine behind it. */
    readonly behind: number
    readonly turn: 0 | 1
  }
  for (const rule of ['priority', 'round_robin']) {
    const settled = (state: State): State => {
      const [a, b] = state.held
      if (state.behind === 2 || !(a || b)) return state
      const goes = a && b ? (rule === 'priority' ? 0 : state.turn) : a ? 0 : 1
      const turn = rule === 'priority' || goes === 1 ? 0 : 1
      return { held: goes === 0 ? [false, b] : [a, false], behind: state.behind + 1, turn }
    }
    const chain = solveChain<State>({ held: [false, false], behind: 0, turn: 0 }, (state) => {
      const [a, b] = state.held
      return [
        ...(a ? [] : [{ to: settled({ ...state, held: [true, b] }), rate: 0.8, counts: 'a' }]),
        ...(b ? [] : [{ to: settled({ ...state, held: [a, true] }), rate: 1, counts: 'b' }]),
        ...(state.behind > 0 ? [{ to: settled({ ...state, behind: state.behind - 1 }), rate: 1, counts: 'out' }] : []),
      ]
    })
    writtenIn('x08.yaml', rule === 'priority' ? null : `X08_${rule}`, {
      throughput: chain.rate('out'),
      'A.throughput': chain.rate('a'),
      'B.throughput': chain.rate('b'),
      'A.state_share(blocked)': chain.mean(({ held }) => held[0]),
      'B.state_share(blocked)': chain.mean(({ held }) => held[1]),
    })
  }
})

test('X09: a set-up at each change of product', () => {
  interface State {
    readonly queue: readonly number[]
    readonly last: number
    readonly does: 'nothing' | 'set up' | 'work'
  }
  const settled = ({ queue, last, does }: State): State => {
    const [next, ...rest] = queue
    if (does !== 'nothing' || next === undefined) return { queue, last, does }
    return { queue: rest, last: next, does: last === next ? 'work' : 'set up' }
  }
  // The first part needs no set-up, which the long run forgets: begun with a product already there.
  const chain = solveChain<State>({ queue: [], last: 0, does: 'nothing' }, (state) => {
    const arrivals = [0.3, 0.4].map((rate, product): ChainMove<State> =>
      state.queue.length < 4 ? { to: settled({ ...state, queue: [...state.queue, product] }), rate } : { to: state, rate },
    )
    if (state.does === 'set up') return [...arrivals, { to: { ...state, does: 'work' }, rate: [2, 1][state.last]!, counts: 'set-ups' }]
    if (state.does === 'nothing') return arrivals
    return [...arrivals, { to: settled({ ...state, does: 'nothing' }), rate: [1.2, 1][state.last]!, counts: `out ${state.last}` }]
  })
  writtenIn('x09.yaml', null, {
    'throughput(one)': chain.rate('out 0'),
    'throughput(two)': chain.rate('out 1'),
    'server.setups': chain.rate('set-ups'),
    'server.state_share(set_up)': chain.mean(({ does }) => does === 'set up'),
    'queue.queue': chain.mean(({ queue }) => queue.length),
  })
})

test('X10 and X15: people for part of the time, and two at once', () => {
  const attended = (load: number, run: number, unload: number) => ({
    steps: [{ rate: load, people: 1 }, { rate: run }, { rate: unload, people: 1 }],
  })
  const machines = [attended(4, 1.5, 5), attended(3, 1.2, 6), attended(5, 1.6, 4)]
  for (const [scenario, serves] of [
    [null, 'first_come'],
    ['X10_listed', [1, 0, 2]],
  ] as const) {
    const chain = lineChain({ machines, places: [1, 1], people: 1, serves })
    const waits = (m: number): number => chain.mean(({ waiting }) => waiting.includes(m))
    writtenIn('x10.yaml', scenario, {
      throughput: chain.rate('out'),
      'M1.state_share(waiting_for_crew)': waits(0),
      'M2.state_share(waiting_for_crew)': waits(1),
      'M3.state_share(waiting_for_crew)': waits(2),
    })
  }
  const both = lineChain({
    machines: [{ steps: [{ rate: 1, people: 1 }] }, { steps: [{ rate: 1.5, people: 2 }] }, { steps: [{ rate: 0.9, people: 1 }] }],
    places: [1, 1],
    people: 2,
    serves: [2, 1, 0],
  })
  writtenIn('x15.yaml', null, {
    throughput: both.rate('out'),
    'M2.state_share(waiting_for_crew)': both.mean(({ waiting }) => waiting.includes(1)),
    'M1.state_share(blocked)': both.mean(({ stages }) => stages[0] === 1),
  })
})

test('X11: failures that age differently, one repairer or enough', () => {
  const draft: LineDraft = {
    machines: [
      { steps: [{ rate: 1.1 }], failure: { clock: 'operating', rate: 0.1, repair: 0.3 } },
      { steps: [{ rate: 1 }], failure: { clock: 'calendar', rate: 0.08, repair: 0.4 }, refuses: true },
      { steps: [{ rate: 1.2 }], failure: { clock: 'operating', rate: 0.1, repair: 0.5 } },
    ],
    places: [2, 2],
  }
  const one = lineChain({ ...draft, repairers: 1 })
  const waits = (m: number): number => one.mean(({ broken }) => broken.indexOf(m) > 0)
  writtenIn('x11.yaml', null, {
    throughput: one.rate('out'),
    'M1.state_share(waiting_for_repair)': waits(0),
    'M2.state_share(waiting_for_repair)': waits(1),
    'M3.state_share(waiting_for_repair)': waits(2),
    'before_M2.queue': one.mean(({ stock }) => stock[0]!),
  })
  const enough = lineChain(draft)
  writtenIn('x11.yaml', 'X11_enough', {
    throughput: enough.rate('out'),
    'before_M2.queue': enough.mean(({ stock }) => stock[0]!),
    'before_M3.queue': enough.mean(({ stock }) => stock[1]!),
  })
})

test('X12: a batch oven within a line', () => {
  interface State {
    readonly held: boolean
    readonly store: number
    readonly baking: number
    /** Finished parts that still stand in the oven. */
    readonly leaving: number
    /** Parts in the buffer behind the oven and in the machine. */
    readonly behind: number
  }
  const settled = (state: State): State => {
    const { held, store, baking, leaving, behind } = state
    if (leaving > 0 && behind < 3) return settled({ ...state, leaving: leaving - 1, behind: behind + 1 })
    const batch = Math.min(3, store)
    if (leaving + baking === 0 && batch >= 2) return settled({ ...state, store: store - batch, baking: batch })
    return held && store < 4 ? settled({ ...state, held: false, store: store + 1 }) : state
  }
  const chain = solveChain<State>({ held: false, store: 0, baking: 0, leaving: 0, behind: 0 }, (state) => [
    ...(state.held ? [] : [{ to: settled({ ...state, held: true }), rate: 1.2 }]),
    ...(state.baking > 0 ? [{ to: settled({ ...state, baking: 0, leaving: state.baking }), rate: 0.5 }] : []),
    ...(state.behind > 0 ? [{ to: settled({ ...state, behind: state.behind - 1 }), rate: 1, counts: 'out' }] : []),
  ])
  writtenIn('x12.yaml', null, {
    throughput: chain.rate('out'),
    'M1.state_share(blocked)': chain.mean(({ held }) => held),
    'oven.state_share(blocked)': chain.mean(({ leaving }) => leaving > 0),
    'oven.state_share(working)': chain.mean(({ baking }) => baking > 0),
    'store.queue': chain.mean(({ store }) => store),
    'after.queue': chain.mean(({ behind }) => Math.max(0, behind - 1)),
  })
})

test('X13: two places that fail by themselves', () => {
  interface State {
    readonly queue: number
    /** Which places have a part, and which are down; in one order, since they are alike. */
    readonly places: readonly (readonly [hasPart: boolean, isDown: boolean])[]
  }
  const solve = (refuses: boolean): MarkovChain<State> => {
    const settled = ({ queue, places }: State): State => {
      const free = places.findIndex(([hasPart, isDown]) => !hasPart && !isDown)
      const entered = free >= 0 || refuses ? free : places.findIndex(([hasPart]) => !hasPart)
      if (queue > 0 && entered >= 0) return settled({ queue: queue - 1, places: places.with(entered, [true, places[entered]![1]]) })
      return { queue, places: places.toSorted((a, b) => Number(a[0]) - Number(b[0]) || Number(a[1]) - Number(b[1])) }
    }
    return solveChain<State>(
      settled({
        queue: 0,
        places: [
          [false, false],
          [false, false],
        ],
      }),
      (state) => [
        ...(state.queue < 4 ? [{ to: settled({ ...state, queue: state.queue + 1 }), rate: 1.3 }] : []),
        ...state.places.flatMap(([hasPart, isDown], number) => {
          const becomes = (part: boolean, down: boolean): State => settled({ ...state, places: state.places.with(number, [part, down]) })
          if (isDown) return [{ to: becomes(hasPart, false), rate: 0.4 }]
          const fails = { to: becomes(hasPart, true), rate: 0.1 }
          return hasPart ? [fails, { to: becomes(false, false), rate: 1, counts: 'out' }] : [fails]
        }),
      ],
    )
  }
  for (const scenario of [null, 'X13_refuses']) {
    const chain = solve(scenario !== null)
    writtenIn('x13.yaml', scenario, { throughput: chain.rate('out'), 'queue.queue': chain.mean(({ queue }) => queue) })
  }
})

test('X14: a constant cycle of 1 min, failures at 0.2 and repairs at 0.5 a minute', () => {
  // Without a failure within the cycle, chance s = exp(-f), a try succeeds; else it lasts until the failure. Tries and repairs take
  // (1 - s) (1 / f + 1 / r) in the mean, whether the part stays for the next one or not; resumed work needs one minute at work.
  const [f, r] = [0.2, 0.5]
  const success = Math.exp(-f)
  const tried = success / ((1 - success) * (1 / f + 1 / r))
  writtenIn('x14.yaml', null, { throughput: tried })
  writtenIn('x14.yaml', 'X14_scrap', { throughput: tried })
  writtenIn('x14.yaml', 'X14_resume', { throughput: 1 / (1 + f / r) })
})

test('X16: two machines that fail by chance at a part, one repairer', () => {
  // The repair is somewhere within the work on the part; put at its end, each machine does the same work between its repairs.
  const chain = solveChain<readonly number[]>([], (broken) => [
    ...[0, 1].flatMap((m) => {
      if (broken.includes(m)) return []
      const [rate, chance] = (
        [
          [1, 0.1],
          [1.5, 0.2],
        ] as const
      )[m]!
      return [
        { to: broken, rate: rate * (1 - chance), counts: `out ${m}` },
        { to: [...broken, m], rate: rate * chance, counts: `out ${m}` },
      ]
    }),
    ...broken.slice(0, 1).map((m) => ({ to: broken.slice(1), rate: [0.25, 0.5][m]! })),
  ])
  writtenIn('x16.yaml', null, { 'M1.throughput': chain.rate('out 0'), 'M2.throughput': chain.rate('out 1') })
})
