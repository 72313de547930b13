/** Where the exact values of models about who comes, and who is called away, come from: Markov chains, apart from the engine. */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

const [RUNS, LOADS] = [
  [0.5, 0.7, 0.9],
  [0.8, 0.6, 1.1],
] as const
const MACHINES = [0, 1, 2] as const

/** Two people at three machines. */
interface State {
  /** Machines that wait, in the order in which they asked. */
  readonly asking: readonly number[]
  /** The machine where each of them is, -1 for none. */
  readonly at: readonly [number, number]
}

test('X51: whichever of two is free, of whom one needs half as long again', () => {
  function settled({ asking, at: [leader, setter] }: State): State {
    const [first, ...left] = asking
    if (first === undefined) return { asking, at: [leader, setter] }
    if (leader < 0) return settled({ asking: left, at: [first, setter] })
    return setter < 0 ? settled({ asking: left, at: [leader, first] }) : { asking, at: [leader, setter] }
  }
  const chain = solveChain<State>({ asking: [], at: [-1, -1] }, ({ asking, at }) => [
    ...MACHINES.filter((m) => !asking.includes(m) && !at.includes(m)).map((m) => ({
      to: settled({ asking: [...asking, m], at }),
      rate: RUNS[m],
    })),
    ...([0, 1] as const)
      .filter((who) => at[who] >= 0)
      .map((who) => ({
        to: settled({ asking, at: who === 0 ? [-1, at[1]] : [at[0], -1] }),
        rate: LOADS[at[who]]! / (who === 0 ? 1 : 1.5),
        counts: `m${at[who]}`,
      })),
  ])
  writtenIn('x51.yaml', null, {
    'M1.throughput': chain.rate('m0'),
    'M2.throughput': chain.rate('m1'),
    'M3.throughput': chain.rate('m2'),
    'crews.leader.utilization': chain.mean(({ at }) => at[0] >= 0),
    'crews.setter.utilization': chain.mean(({ at }) => at[1] >= 0),
  })
})

test('X52: who alone can seal leaves other work for it, and who can only weld goes on with that', () => {
  const sealing = 2
  function settled({ asking, at: [ann, bo] }: State): State {
    for (const m of asking.toSorted((a, b) => b - a)) {
      const left = asking.filter((each) => each !== m)
      if (bo < 0 && m !== sealing) return settled({ asking: left, at: [ann, m] })
      if (ann < 0) return settled({ asking: left, at: [m, bo] })
      // Of those at work behind it the last one is dropped.
      if (m === sealing) return settled({ asking: [...left, ann], at: [m, bo] })
      const last = Math.min(ann, bo)
      if (last < m) return settled({ asking: [...left, last], at: last === ann ? [m, bo] : [ann, m] })
    }
    return { asking: asking.toSorted((a, b) => a - b), at: [ann, bo] }
  }
  const chain = solveChain<State>({ asking: [], at: [-1, -1] }, ({ asking, at }) => [
    ...MACHINES.filter((m) => !asking.includes(m) && !at.includes(m)).map((m) => ({
      to: settled({ asking: [...asking, m], at }),
      rate: RUNS[m],
    })),
    ...([0, 1] as const)
      .filter((who) => at[who] >= 0)
      .map((who) => ({
        to: settled({ asking, at: who === 0 ? [-1, at[1]] : [at[0], -1] }),
        rate: LOADS[at[who]]!,
        counts: `m${at[who]}`,
      })),
  ])
  writtenIn('x52.yaml', null, {
    'W1.throughput': chain.rate('m0'),
    'W2.throughput': chain.rate('m1'),
    'S.throughput': chain.rate('m2'),
  })
})
