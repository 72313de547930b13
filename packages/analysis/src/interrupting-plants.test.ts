/**
 * Where the exact values of `validation/x30.yaml` and `x31.yaml` come from: urgent parts that interrupt the work on others, as
 * Markov chains and in closed form.
 */
import { test } from 'node:test'
import { solveChain } from './markov-chain.ts'
import { writtenIn } from './written-values.fixture.ts'

/** Two classes with exponential times, so that the work still to do is as long as at the start. */
function twoClasses({ servers, rates, goesBack }: { servers: number; rates: readonly [number, number]; goesBack: boolean }) {
  interface State {
    readonly waiting: readonly [number, number]
    readonly working: readonly [number, number]
    readonly aside: number
  }
  const places = 3
  const service = [1, 0.8] as const
  /** A place is free: the urgent come first, then who was interrupted, then the others. */
  function settled(state: State): State {
    const { waiting, working, aside } = state
    const [w1, w2] = waiting
    const [s1, s2] = working
    if (s1 + s2 < servers) {
      if (w1 > 0) return settled({ ...state, waiting: [w1 - 1, w2], working: [s1 + 1, s2] })
      if (aside > 0) return settled({ ...state, aside: aside - 1, working: [s1, s2 + 1] })
      if (w2 > 0) return settled({ ...state, waiting: [w1, w2 - 1], working: [s1, s2 + 1] })
      return state
    }
    if (w1 === 0 || s2 === 0) return state
    const now: readonly [number, number] = [s1 + 1, s2 - 1]
    return settled(
      goesBack ? { ...state, waiting: [w1 - 1, w2 + 1], working: now } : { waiting: [w1 - 1, w2], working: now, aside: aside + 1 },
    )
  }
  const chain = solveChain<State>({ waiting: [0, 0], working: [0, 0], aside: 0 }, (state) => {
    const [w1, w2] = state.waiting
    const [s1, s2] = state.working
    return [
      w1 < places
        ? { to: settled({ ...state, waiting: [w1 + 1, w2] }), rate: rates[0] }
        : { to: state, rate: rates[0], counts: 'urgent lost' },
      w2 < places
        ? { to: settled({ ...state, waiting: [w1, w2 + 1] }), rate: rates[1] }
        : { to: state, rate: rates[1], counts: 'normal lost' },
      { to: settled({ ...state, working: [s1 - 1, s2] }), rate: s1 * service[0], counts: 'urgent' },
      { to: settled({ ...state, working: [s1, s2 - 1] }), rate: s2 * service[1], counts: 'normal' },
    ].filter(({ rate }) => rate > 0)
  })
  const inside = (which: 0 | 1): number =>
    chain.mean(({ waiting, working, aside }) => waiting[which] + working[which] + (which === 1 ? aside : 0))
  return {
    'throughput(urgent)': chain.rate('urgent'),
    'throughput(normal)': chain.rate('normal'),
    's1.loss(share)': chain.rate('urgent lost') / rates[0],
    's2.loss(share)': chain.rate('normal lost') / rates[1],
    'lead_time(urgent)': (inside(0) / chain.rate('urgent')) * 60,
    'lead_time(normal)': (inside(1) / chain.rate('normal')) * 60,
    'q2.queue': chain.mean(({ waiting }) => waiting[1]),
  }
}

test('X30: two classes, the urgent one interrupts', () => {
  const one = { servers: 1, rates: [0.3, 0.4] as const, goesBack: false }
  writtenIn('x30.yaml', null, twoClasses(one))
  writtenIn('x30.yaml', 'X30_returns', twoClasses({ ...one, goesBack: true }))
  writtenIn('x30.yaml', 'X30_two', twoClasses({ servers: 2, rates: [0.8, 1], goesBack: false }))
})

test('X31: two classes with constant times and unlimited queues', () => {
  const [lambda1, lambda2, s1, s2] = [0.3, 0.4, 1, 0.8]
  const load1 = lambda1 * s1
  // Busy period of the urgent class: mean, second moment.
  const b = s1 / (1 - load1)
  const b2 = s1 ** 2 / (1 - load1) ** 3
  const urgent = s1 + (lambda1 * s1 ** 2) / (2 * (1 - load1))
  // From the first moment in service of a normal part to its end there are `count` interruptions, each of mean `lost` plus a busy period;
  // what waits before it is M/G/1 with that time, and the residual busy period of the urgent class (Gaver 1962; Jaiswal 1968).
  const normal = (mean: number, variance: number): number =>
    mean + (lambda2 * (variance + mean ** 2)) / (2 * (1 - lambda2 * mean)) + (lambda1 * b2) / (2 * (1 + lambda1 * b))
  const resumed = normal(s2 * (1 + lambda1 * b), lambda1 * s2 * b2)
  const spared = Math.exp(-lambda1 * s2)
  const count = (1 - spared) / spared
  const lost = 1 / lambda1 - (s2 * spared) / (1 - spared)
  const lost2 = 2 / lambda1 ** 2 - (spared * (s2 ** 2 + (2 * s2) / lambda1)) / (1 - spared)
  const restarted = normal(
    s2 + count * (lost + b),
    count * (lost2 - lost ** 2 + b2 - b ** 2) + ((1 - spared) / spared ** 2) * (lost + b) ** 2,
  )
  const share = (time: number): number => lambda1 * s1 + lambda2 * time
  writtenIn('x31.yaml', null, { 'lead_time(urgent)': urgent * 60, 'lead_time(normal)': resumed * 60, 'server.utilization': share(s2) })
  writtenIn('x31.yaml', 'X31_restart', {
    'lead_time(urgent)': urgent * 60,
    'lead_time(normal)': restarted * 60,
    'server.utilization': share(s2 + count * lost),
  })
})
