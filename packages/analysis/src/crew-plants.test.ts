/** Where the exact values of models about people come from: Markov chains and closed forms, apart from the engine. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

test('Y15: an operator who stays with a part until it has left, or does not', () => {
  interface State {
    readonly m1: 'asks' | 'works' | 'blocked'
    readonly m2: 'idle' | 'works'
    readonly x: 'asks' | 'loads' | 'runs'
  }
  function chain(staysOn: boolean) {
    const settled = (state: State): State => {
      const { m1, x } = state
      if (x === 'loads' || m1 === 'works' || (staysOn && m1 === 'blocked')) return state
      if (x === 'asks') return { ...state, x: 'loads' }
      return m1 === 'asks' ? { ...state, m1: 'works' } : state
    }
    return solveChain<State>(settled({ m1: 'asks', m2: 'idle', x: 'asks' }), (state) => {
      const { m1, m2, x } = state
      const done: State = m2 === 'idle' ? { ...state, m1: 'asks', m2: 'works' } : { ...state, m1: 'blocked' }
      const out: State = m1 === 'blocked' ? { ...state, m1: 'asks' } : { ...state, m2: 'idle' }
      return [
        ...(m1 === 'works' ? [{ to: settled(done), rate: 1.5 }] : []),
        ...(m2 === 'works' ? [{ to: settled(out), rate: 0.8, counts: 'out1' }] : []),
        ...(x === 'loads' ? [{ to: settled({ ...state, x: 'runs' }), rate: 1 }] : []),
        ...(x === 'runs' ? [{ to: settled({ ...state, x: 'asks' }), rate: 2, counts: 'out2' }] : []),
      ]
    })
  }
  for (const [scenario, staysOn] of [
    [null, true],
    ['Y15b', false],
  ] as const) {
    const { rate } = chain(staysOn)
    writtenIn('y15.yaml', scenario, { 'M2.throughput': rate('out1'), 'X.throughput': rate('out2') })
  }
})

test('X40: the speed of a line is that of a binomial number of people, as far as they are fewer than needed', () => {
  // 13.5 min of work at (2 min - 20 s) * 90 %: nine people. Each of the ten is there with 90 %.
  const [roll, absent, needed] = [10, 0.1, 13.5 / ((2 - 1 / 3) * 0.9)]
  let [chance, speed] = [absent ** roll, 0]
  for (let there = 0; there <= roll; there++) {
    speed += chance * Math.min(1, there / needed)
    chance *= ((roll - there) / (there + 1)) * ((1 - absent) / absent)
  }
  // At work are as many as are needed, or all who are there; on the average nine of ten are there.
  // All ten are paid.
  writtenIn('x40.yaml', null, {
    throughput: speed / 2,
    'crews.team.utilization': (speed * needed) / (roll * (1 - absent)),
    'crews.team.heads(present)': roll * (1 - absent),
    'crews.team.hours(per_part)': roll / (60 * (speed / 2)),
  })
})

test('X42: a part waits for the operator in the machine before, or in the one where he is to work', () => {
  interface State {
    readonly m1: 'works' | 'done'
    readonly m2: 'idle' | 'asks' | 'works'
    readonly x: 'asks' | 'loads' | 'runs'
  }
  function chain(outside: boolean) {
    /** Moves the part of M1 if it can, then sends the operator; X has waited longer where both ask. */
    function settled(state: State): State {
      const { m1, m2, x } = state
      const isFree = m2 !== 'works' && x !== 'loads'
      if (!outside && m1 === 'done' && m2 === 'idle') return settled({ ...state, m1: 'works', m2: 'asks' })
      if (isFree && x === 'asks') return { ...state, x: 'loads' }
      if (isFree && m2 === 'asks') return { ...state, m2: 'works' }
      return isFree && m1 === 'done' && m2 === 'idle' ? { ...state, m1: 'works', m2: 'works' } : state
    }
    return solveChain<State>({ m1: 'works', m2: 'idle', x: 'loads' }, (state) => {
      const { m1, m2, x } = state
      return [
        ...(m1 === 'works' ? [{ to: settled({ ...state, m1: 'done' }), rate: 1 }] : []),
        ...(m2 === 'works' ? [{ to: settled({ ...state, m2: 'idle' }), rate: 1.5, counts: 'out1' }] : []),
        ...(x === 'loads' ? [{ to: settled({ ...state, x: 'runs' }), rate: 1.2 }] : []),
        ...(x === 'runs' ? [{ to: settled({ ...state, x: 'asks' }), rate: 2, counts: 'out2' }] : []),
      ]
    })
  }
  for (const [scenario, outside] of [
    [null, true],
    ['X42b', false],
  ] as const) {
    const { rate } = chain(outside)
    writtenIn('x42.yaml', scenario, { 'M2.throughput': rate('out1'), 'X.throughput': rate('out2') })
  }
})

test('X43: two people of whom one alone can do all, for three machines', () => {
  interface State {
    /** Machines that wait, in the order in which they asked. */
    readonly asking: readonly number[]
    /** The machine where each of them is, -1 for none. */
    readonly ann: number
    readonly bo: number
  }
  const [runs, loads] = [
    [0.5, 0.7, 0.9],
    [0.8, 0.6, 1.1],
  ] as const
  const sealing = 2
  /** The first who can have someone is served: where both can do it, by bo. */
  function settled({ asking, ann, bo }: State): State {
    for (const m of asking) {
      const left = asking.filter((each) => each !== m)
      if (bo < 0 && m !== sealing) return settled({ asking: left, ann, bo: m })
      if (ann < 0) return settled({ asking: left, ann: m, bo })
    }
    return { asking, ann, bo }
  }
  const chain = solveChain<State>({ asking: [], ann: -1, bo: -1 }, (state) => {
    const { asking, ann, bo } = state
    const isRunning = (m: number): boolean => !asking.includes(m) && ann !== m && bo !== m
    return [
      ...[0, 1, 2].filter(isRunning).map((m) => ({ to: settled({ ...state, asking: [...asking, m] }), rate: runs[m]! })),
      ...(ann < 0 ? [] : [{ to: settled({ ...state, ann: -1 }), rate: loads[ann]!, counts: `m${ann}` }]),
      ...(bo < 0 ? [] : [{ to: settled({ ...state, bo: -1 }), rate: loads[bo]!, counts: `m${bo}` }]),
    ]
  })
  const atWork = chain.mean(({ ann, bo }) => (ann < 0 ? 0 : 0.5) + (bo < 0 ? 0 : 0.5))
  writtenIn('x43.yaml', null, {
    'W1.throughput': chain.rate('m0'),
    'W2.throughput': chain.rate('m1'),
    'S.throughput': chain.rate('m2'),
    'crews.team.utilization': atWork,
  })
})

test('X44: one person serves the last of three machines first, and drops the work at another for it', () => {
  const [runs, loads] = [
    [0.5, 0.3, 0.4],
    [0.8, 0.6, 1.1],
  ] as const
  interface State {
    /** Machines that do not run, the last one first; the one that is served, -1 for none. */
    readonly asking: readonly number[]
    readonly at: number
  }
  for (const [scenario, interrupts] of [
    [null, true],
    ['X44b', false],
  ] as const) {
    const chain = solveChain<State>({ asking: [], at: -1 }, ({ asking, at }) => [
      ...[0, 1, 2]
        .filter((m) => !asking.includes(m))
        .map((m) => {
          const all = [...asking, m].toSorted((a, b) => b - a)
          return { to: { asking: all, at: interrupts || at < 0 ? all[0]! : at }, rate: runs[m]! }
        }),
      ...(at < 0 ? [] : [at]).map((m) => {
        const left = asking.filter((each) => each !== m)
        return { to: { asking: left, at: left[0] ?? -1 }, rate: loads[m]!, counts: `M${m + 1}` }
      }),
    ])
    writtenIn('x44.yaml', scenario, Object.fromEntries([1, 2, 3].map((m) => [`M${m}.throughput`, chain.rate(`M${m}`)])))
  }
})

test('X45: one person serves the machine nearest to where he is', () => {
  const [runs, loads] = [
    [0.5, 0.3, 0.4],
    [0.8, 0.6, 1.1],
  ] as const
  const metres = [
    [0, 5, 50],
    [5, 0, 45],
    [50, 45, 0],
  ] as const
  interface State {
    /** Machines that wait, by number; where he is, and whether he is at work there. */
    readonly asking: readonly number[]
    readonly at: number
    readonly works: boolean
  }
  function settled({ asking, at, works }: State): State {
    if (works || asking.length === 0) return { asking, at, works }
    const next = asking.reduce((best, m) => (metres[at]![m]! < metres[at]![best]! ? m : best))
    return { asking: asking.filter((m) => m !== next), at: next, works: true }
  }
  const chain = solveChain<State>({ asking: [], at: 0, works: false }, (state) => {
    const { asking, at, works } = state
    const isRunning = (m: number): boolean => !asking.includes(m) && !(works && at === m)
    return [
      ...[0, 1, 2]
        .filter(isRunning)
        .map((m) => ({ to: settled({ ...state, asking: [...asking, m].toSorted((a, b) => a - b) }), rate: runs[m]! })),
      ...(works ? [{ to: settled({ ...state, works: false }), rate: loads[at]!, counts: `M${at + 1}` }] : []),
    ]
  })
  writtenIn('x45.yaml', null, Object.fromEntries([1, 2, 3].map((m) => [`M${m}.throughput`, chain.rate(`M${m}`)])))
})

test('X41: one person serves three machines in the order in which they ask', () => {
  const [runs, loads] = [
    [0.2, 0.3, 0.25],
    [1, 0.8, 1.2],
  ] as const
  /** Machines that do not run, in the order in which they asked; the first is served. */
  const chain = solveChain<readonly number[]>([], (asking) => [
    ...[0, 1, 2].filter((m) => !asking.includes(m)).map((m) => ({ to: [...asking, m], rate: runs[m]! })),
    ...asking.slice(0, 1).map((m) => ({ to: asking.slice(1), rate: loads[m]!, counts: `M${m + 1}` })),
  ])
  writtenIn('x41.yaml', null, Object.fromEntries([1, 2, 3].map((m) => [`M${m}.throughput`, chain.rate(`M${m}`)])))
})
